"""The rounds that find what is due and write it to the outbox, and nothing that may not be said
now.

Nobody is nudged in quiet hours, while paused, or while unreachable; what still matters is found
again by a later round.
"""

import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import TypeAlias

from bot import clock
from bot.conversation import cards
from bot.conversation.cards import Button, Card
from bot.conversation.values import Day, Said, say
from bot.i18n import text
from bot.needs import flow as needs
from bot.needs import standing
from bot.needs import store as requests
from bot.nudges import rules
from bot.nudges.rules import Due
from bot.nudges.setting import Setting
from bot.people import menu
from bot.storage import database, outbox
from bot.storage.outbox import Priority

Found: TypeAlias = Sequence[tuple[int, Due, Card]]

UNFINISHED = text(
    "nudges.unfinished",
    "There is a form you began. What you wrote is kept until <b>{day}</b>.\n"
    "<b>{title}</b>: would you like to go on?",
)
GO_ON = text("nudges.go_on", "Go on")
DELETE_IT = text("nudges.delete_it", "Delete it")
HOW_IT_STANDS = text("nudges.how_it_stands", "You have not been forgotten.")
STAY = text(
    "nudges.stay",
    "We have not heard from each other for a long time. I delete what I know about you on "
    "<b>{day}</b>, unless you want to stay.",
)
I_STAY = text("nudges.i_stay", "I want to stay")

FORMS = """
    select form.person, form.flow, form.touched_at from form
    join person on person.id = form.person
    where form.touched_at <= :before and paused_at is null and unreachable_since is null
"""


async def unfinished_forms(work: database.Work, setting: Setting) -> Found:
    """Forms nobody has touched for days."""
    days = setting.config.nudges.unfinished_form_days
    forgotten = setting.config.retention.unfinished_forms
    if not days:
        return ()
    found = []
    before = clock.stamp(work.now - timedelta(days=days[0]))
    for person, name, touched in await work.all(FORMS, before=before):
        flow = setting.flows.get(name)
        touched_at = clock.moment(touched)
        due = rules.unfinished_form(touched_at, name, person, days, forgotten, work.now)
        if flow is None or due is None:
            continue
        gone = (touched_at + timedelta(days=forgotten)).astimezone(setting.town.zone).date()
        buttons = (
            Button(Said(GO_ON), cards.action("go_on", name), style="primary"),
            Button(Said(DELETE_IT), cards.action("drop_form", name)),
        )
        words = say(UNFINISHED, title=Said(flow.title), day=Day(gone))
        found.append((person, due, cards.card(words, rows=cards.column(*buttons))))
    return found


WAITING = """
    select request.id, request.person from request join person on person.id = request.person
    where request.state = 'sent' and request.sent_at <= :before
      and paused_at is null and unreachable_since is null
"""


async def waiting_newcomers(work: database.Work, setting: Setting) -> Found:
    """Newcomers who wait, every two weeks: nobody waits unseen."""
    every = setting.config.nudges.waiting_newcomer_days
    found = []
    before = clock.stamp(work.now - timedelta(days=every))
    for _, person in await work.all(WAITING, before=before):
        request = await requests.find_open(work, person)
        if request is None:
            continue
        due = rules.waiting_newcomer(request.sent_at, request.id, person, every, work.now)
        if due is None:
            continue
        reader = setting.reader(work.now)
        button = Button(Said(standing.MY_REQUEST), cards.action("request"))
        lines = (Said(HOW_IT_STANDS), *standing.progress(request, reader))
        found.append((person, due, Card(lines, cards.column(button, menu.BACK_TO_MENU))))
    return found


IDLE = """
    select id, seen_on from person where seen_on <= :day
      and paused_at is null and unreachable_since is null
      and not exists (select 1 from request where request.person = person.id and state = 'sent')
"""


async def idle_people(work: database.Work, setting: Setting) -> Found:
    """People who wait for nothing and haven't written for eleven months."""
    kept = setting.config.retention
    day = (work.now - timedelta(days=kept.idle_people_asked)).date().isoformat()
    found = []
    for person, seen_on in await work.all(IDLE, day=day):
        seen = datetime.fromisoformat(seen_on).replace(tzinfo=UTC)
        due = rules.idle_person(
            seen, person, kept.idle_people_asked, kept.idle_people_erased, work.now
        )
        if due is not None:
            words = say(STAY, day=Day(due.until.astimezone(setting.town.zone).date()))
            button = Button(Said(I_STAY), cards.action("menu"))
            found.append((person, due, cards.card(words, rows=cards.column(button))))
    return found


KNOWN = "select once from outbox where once in (select value from json_each(:keys))"
ALL = (unfinished_forms, waiting_newcomers, idle_people)


async def decide(work: database.Work, setting: Setting) -> None:
    """One round: write every nudge that is due, may be sent now, and wasn't decided before."""
    if setting.is_quiet(work.now):
        return
    found = [nudge for find in ALL for nudge in await find(work, setting)]
    keys = json.dumps([due.key for _, due, _ in found])
    known = {row[0] for row in await work.all(KNOWN, keys=keys)} if found else set()
    for person, due, card in found:
        if due.key not in known:
            await outbox.say(
                work,
                person,
                cards.pack(card),
                priority=Priority.NUDGE,
                once=due.key,
                about=due.about,
                until=clock.stamp(due.until),
            )


async def take_back(work: database.Work, event: needs.Changed | standing.Withdrawn) -> None:
    """A request changed: what was decided about it and isn't sent yet is not said any more."""
    await outbox.take_back(work, f"request:{event.request}")
