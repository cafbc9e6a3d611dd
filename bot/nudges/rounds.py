"""The rounds that find what is due and write it to the outbox, and nothing that may not be said
now.

Nobody is nudged while paused or unreachable, nor in quiet hours, but of what begins soon; what
still matters is found again by a later round.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TypeAlias

from bot import clock
from bot.conversation import cards
from bot.conversation.cards import Button, Card
from bot.conversation.flow import Flow
from bot.conversation.values import Day, Said, say
from bot.i18n import text
from bot.matches import asked
from bot.matches import store as matches
from bot.needs import cases, standing
from bot.needs import store as requests
from bot.nudges import (
    afterwards,
    dates,
    letters,
    meetings,
    promises,
    rules,
    seminars,
    soft,
    suggestions,
)
from bot.nudges.rules import Found
from bot.nudges.setting import Setting
from bot.people import menu, telling
from bot.storage import database, forms, outbox
from bot.storage.outbox import Priority

AboutRequest: TypeAlias = (
    requests.Changed | requests.Ready | requests.Referred | requests.Withdrawn | cases.Taken
)
AboutMatch: TypeAlias = matches.AcceptedByBuddy | matches.Accepted | matches.ProposalEnded

AT_ONCE = 100
"""Nudges that are written in one transaction, so that nobody's reply waits for all of them."""


UNFINISHED = text(
    "nudges.unfinished",
    "{title}: this is not finished yet. Would you like to go on?\n"
    "What you wrote is kept until <b>{day}</b>.",
)
UNFINISHED_PRIVATE = text(
    "nudges.unfinished_private",
    "There is something you began here. Would you like to go on?",
)
GO_ON = text("nudges.go_on", "Go on")
DELETE_IT = text("nudges.delete_it", "Delete it")
HOW_IT_STANDS = text("nudges.how_it_stands", "This is how your request stands:")
STAY = text(
    "nudges.stay",
    "We have not heard from each other for a long time. If you want to stay, press the button. "
    "Otherwise I delete what I know about you on <b>{day}</b>.",
)
I_STAY = text("nudges.i_stay", "I want to stay")

FORMS = """
    select form.person, form.flow, form.touched_at, key from (
        select form.*, 'form:' || flow || ':' || touched_at || ':' || person || ':' || :day as key
        from form where touched_at <= :now - :day * 86400 and touched_at > :now - :next * 86400
    ) as form join person on person.id = form.person
    where paused_at is null and unreachable_since is null
      and not exists (select 1 from outbox where once = key)
"""


async def unfinished_forms(base: database.Database, setting: Setting, now: datetime) -> list[Found]:
    """Forms nobody has touched for days: the newest reminder that each calls for."""
    days = setting.config.nudges.unfinished_form_days
    forgotten = setting.config.retention.unfinished_forms
    found = []
    for day, following in zip(days, (*days[1:], forgotten), strict=True):
        rows = await base.read(FORMS, now=clock.stamp(now), day=day, next=following)
        for person, name, touched, key in rows:
            flow = setting.flows.get(forms.kind_of(name))
            if flow is None or not flow.is_mentioned:
                continue
            touched_at = clock.moment(touched)
            due = rules.unfinished_form(touched_at, day, days, forgotten)
            gone = touched_at + timedelta(days=forgotten)
            card = _unfinished(flow, name, gone.astimezone(setting.town.zone).date())
            found.append(Found(person, key, replace(due, about=forms.about(person, name)), card))
    return found


def _unfinished(flow: Flow, form: str, gone: date) -> Card:
    buttons = (
        Button(Said(GO_ON), cards.action("go_on", form), style="primary"),
        Button(Said(DELETE_IT), cards.action("drop_form", form)),
    )
    unfinished = say(UNFINISHED, title=Said(flow.title), day=Day(gone))
    words = Said(UNFINISHED_PRIVATE) if flow.is_private else unfinished
    return cards.card(words, rows=cards.column(*buttons))


WAITING = """
    select request.id, request.person, request.sent_at, request.state, request.advisor, period, key,
           (select max(by_day) from need
            where need.request = request.id and by_day < :today) as passed
    from (
        select request.*, (:now - sent_at) / :every as period,
               'waiting:' || id || ':' || sent_at || ':' || ((:now - sent_at) / :every) as key
        from request where state in ('sent', 'ready') and sent_at <= :now - :every
          and coalesce(ready_at, 0) <= :now - :every
    ) as request join person on person.id = request.person
    where paused_at is null and unreachable_since is null
      and not exists (select 1 from outbox where once = key)
"""


async def waiting_newcomers(
    base: database.Database, setting: Setting, now: datetime
) -> list[Found]:
    """Newcomers who wait, every two weeks: nobody waits unseen. After a downtime the newest."""
    days = setting.config.nudges.waiting_newcomer_days
    reader = setting.reader(now)
    button = Button(Said(standing.MY_REQUEST), cards.action("request"))
    found = []
    rows = await base.read(
        WAITING, now=clock.stamp(now), every=days * 86400, today=reader.today.isoformat()
    )
    for row in rows:
        sent_at = clock.moment(row["sent_at"])
        due = rules.waiting_newcomer(sent_at, row["id"], row["period"], days)
        progress = standing.progress(
            sent_at,
            reader,
            setting.town,
            state=requests.State(row["state"]),
            is_taken=row["advisor"] is not None,
        )
        day = row["passed"]
        passed = (say(standing.PASSED, day=Day(date.fromisoformat(day))),) if day else ()
        lines = (Said(HOW_IT_STANDS), *progress, *passed)
        card = Card(lines, cards.column(button, menu.BACK_TO_MENU))
        found.append(Found(row["person"], row["key"], due, card))
    return found


IDLE = """
    select id, key from (
        select person.*, 'idle:' || seen_on || ':' || id as key from person where seen_on <= :day
    ) as person
    where paused_at is null and unreachable_since is null
      and not exists (select 1 from request where request.person = person.id
                      and state in ('sent', 'ready', 'matched'))
      and not exists (select 1 from staff where staff.person = person.id)
      and not exists (select 1 from buddy where buddy.person = person.id
                      and state not in ('left', 'declined'))
      and not exists (select 1 from outbox where once = key)
"""


async def idle_people(base: database.Database, setting: Setting, now: datetime) -> list[Found]:
    """People who wait for nothing and haven't written for eleven months."""
    kept = setting.config.retention
    day = (now - timedelta(days=kept.idle_people_asked)).date().isoformat()
    due = rules.idle_person(now, kept.idle_people_erased - kept.idle_people_asked)
    words = say(STAY, day=Day(due.until.astimezone(setting.town.zone).date()))
    card = cards.card(words, rows=cards.column(Button(Said(I_STAY), cards.action("menu"))))
    return [Found(row["id"], row["key"], due, card) for row in await base.read(IDLE, day=day)]


PROPOSALS = """
    select match.id, match.asked_at, answer_by, match.state, person.id as person, key from (
        select match.*, iif(state = 'proposed', buddy, newcomer) as asked,
               'proposal:' || id || ':' || version as key
        from match where state in ('proposed', 'accepted') and answer_by > :now
    ) as match join person on person.id = match.asked
    where paused_at is null and unreachable_since is null
      and not exists (select 1 from outbox where once = key)
      and not exists (select 1 from thread join question on question.thread = thread.id
                      where thread.person = match.asked and thread.kind = 'center'
                        and question.asked_at >= match.asked_at and answered_at is null)
"""


async def unanswered_proposals(
    base: database.Database, setting: Setting, now: datetime
) -> list[Found]:
    """Proposals of a match that the asked side hasn't answered for a day; not of those who wait for
    an answer of the Welcome Center themselves."""
    after = setting.config.nudges.unanswered_proposal_hours
    found = []
    for row in await base.read(PROPOSALS, now=clock.stamp(now)):
        asked_at, answer_by = clock.moment(row["asked_at"]), clock.moment(row["answer_by"])
        due = rules.unanswered_proposal(asked_at, answer_by, row["id"], after, now)
        if due is None:
            continue
        is_buddy = row["state"] == matches.State.PROPOSED
        side = matches.Side.BUDDY if is_buddy else matches.Side.NEWCOMER
        card = asked.reminder_card(row["id"], side, due.until)
        found.append(Found(row["person"], row["key"], due, card))
    return found


BEGINS_SOON = (meetings.reminders, seminars.reminders)
"""What quiet hours may yield to."""
ALL = (
    *BEGINS_SOON,
    afterwards.questions,
    suggestions.unanswered,
    suggestions.still_unanswered,
    suggestions.in_vain,
    letters.deadlines,
    unfinished_forms,
    waiting_newcomers,
    dates.for_newcomers,
    dates.for_buddies,
    promises.late_requests,
    unanswered_proposals,
    idle_people,
)
Find: TypeAlias = Callable[[database.Database, Setting, datetime], Awaitable[list[Found]]]


async def decide(base: database.Database, setting: Setting) -> None:
    """One round: write every nudge that is due, may be sent now, and wasn't decided before. It
    looks beside the writer, which is needed only when something is due."""
    await _decide(base, setting, BEGINS_SOON if setting.is_quiet(base.clock.now()) else ALL)


async def decide_softly(base: database.Database, setting: Setting) -> None:
    """The same for questions that can wait, which are looked for less often."""
    if not setting.is_quiet(base.clock.now()):
        await _decide(base, setting, soft.ALL)


async def _decide(base: database.Database, setting: Setting, finds: Sequence[Find]) -> None:
    for find in finds:
        now = base.clock.now()
        how_many = len(_said_now(await find(base, setting, now), setting, now))
        for _ in range(0, how_many, AT_ONCE):
            async with base.work() as work:
                # Once more, now that nobody else writes: what has changed meanwhile isn't said.
                found = _said_now(await find(base, setting, work.now), setting, work.now)
                for nudge in found[:AT_ONCE]:
                    await _write(work, nudge)


def _said_now(found: Sequence[Found], setting: Setting, now: datetime) -> list[Found]:
    is_quiet = setting.is_quiet(now)
    return [
        nudge
        for nudge in found
        if nudge.due.until > now and (nudge.due.breaks_quiet or not is_quiet)
    ]


async def _write(work: database.Work, nudge: Found) -> None:
    what = cards.pack(nudge.card)
    if nudge.due.breaks_quiet:
        what[telling.AT_ANY_HOUR] = True
    await outbox.say(
        work,
        nudge.person,
        what,
        priority=Priority.NUDGE,
        once=nudge.key,
        about=nudge.due.about,
        until=clock.stamp(nudge.due.until),
    )


async def forget_request(work: database.Work, event: AboutRequest) -> None:
    """A request changed: what was decided about it and isn't sent yet is not said any more."""
    await outbox.take_back(work, f"request:{event.request}")


async def forget_proposal(work: database.Work, event: AboutMatch) -> None:
    """A proposal was answered, or is over: its unsent reminders are not said any more."""
    await outbox.take_back(work, f"match:{event.match}")
