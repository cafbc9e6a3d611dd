"""Questions that can wait: whether two who have not met for a while would like to, and how they go
on when what they agreed on comes to its end.

They are asked in the daytime, and not on public holidays. Where messages between the two are
paused, nobody is sent to the other.
"""

import sqlite3
from datetime import date, datetime, timedelta

from bot import clock, workdays
from bot.conversation import cards
from bot.conversation.cards import Button, Card
from bot.conversation.values import Day, Said, say
from bot.i18n import Text, text
from bot.matches import silence, standing
from bot.nudges import partner, rules
from bot.nudges.rules import Due, Found
from bot.nudges.setting import Setting
from bot.storage import database

NOT_MET = text(
    "nudges.not_met_for_a_while",
    "As far as I know, you two have not met for a while. Shall we find a day?",
)
NEVER_MET = text(
    "nudges.never_met", "As far as I know, you two have not met yet. Shall we find a day?"
)
AGREEMENT_ENDS = text(
    "nudges.agreement_ends", "What you two agreed on ends soon. The last day: <b>{day}</b>"
)
GO_ON_OR_END = text(
    "nudges.go_on_or_end", "You can go on and agree anew, or let it end. Either is fine."
)
AGREE_ANEW = text("nudges.agree_anew", "Go on: agree anew")
LET_IT_END = text("nudges.let_it_end", "Let it end")
MET_THREE_TIMES = text(
    "nudges.met_three_times", "You have met three times. How would you like to go on?"
)
AGREE_FOR_LONGER = text("nudges.agree_for_longer", "Agree for longer")

BEFORE_THE_END = timedelta(days=7)
SETTLED = timedelta(days=3)
"""Whoever has agreed on something so lately knows when it ends."""
AFTER_THE_TRIAL = timedelta(days=14)

# The first condition on the state follows from the second; SQLite needs it to choose the index. A
# meeting that is ahead counts as one that has been. Most have met lately: that is seen at a glance.
SILENT = """
    select match.id, since, person.id as person,
           exists (select 1 from meeting where meeting.match = match.id
                   and meeting.state in ('confirmed', 'held')) as have_met,
           iif(person.id = match.buddy,
               (select name from newcomer where newcomer.person = match.newcomer),
               (select name from buddy where buddy.person = match.buddy)) as partner,
           'silent:' || match.id || ':' || since || ':' || person.id as key
    from (
        select match.id, newcomer, buddy, max(
            active_at, coalesce(quiet_until, 0) - :patience, coalesce((
                select max(ends_at) from meeting
                where meeting.match = match.id and state in ('confirmed', 'held')
            ), 0)
        ) as since
        from match left join thread on thread.match = match.id
        where state in ('proposed', 'accepted', 'active') and state = 'active'
          and active_at <= :silent and closed_at is null and not exists (
            select 1 from meeting
            where meeting.match = match.id and begins_at > :silent
              and meeting.state in ('confirmed', 'held')
          ) and not exists (
            select 1 from meeting join offer on offer.meeting = meeting.id
            where meeting.match = match.id and meeting.state in ('proposed', 'confirmed')
          )
    ) as match join person on person.id in (match.newcomer, match.buddy)
    where since <= :silent and since > :too_long and paused_at is null
      and unreachable_since is null and not exists (select 1 from outbox where once = key)
"""


async def silent_matches(base: database.Database, setting: Setting, now: datetime) -> list[Found]:
    """Both of a match without a meeting for two weeks, once; after another week it is for the
    coordinators."""
    evening = _asked_until(setting, now)
    if evening is None:
        return []
    rows = await base.read(
        SILENT,
        patience=int(silence.ASKED_AFTER.total_seconds()),
        silent=clock.stamp(now - silence.ASKED_AFTER),
        too_long=clock.stamp(now - silence.SEEN_AFTER),
    )
    found = []
    for row in rows:
        until = clock.moment(row["since"]) + silence.SEEN_AFTER
        due = Due(min(until, evening), f"match:{row['id']}")
        found.append(Found(row["person"], row["key"], due, _not_met(row)))
    return found


def _not_met(row: sqlite3.Row) -> Card:
    match, asks = row["id"], Said(NOT_MET if row["have_met"] else NEVER_MET)
    buttons = (
        standing.to_meet(match),
        Button(Said(silence.WITHOUT_BOT), cards.action("meet_without_bot", match)),
        Button(Said(standing.WRONG), cards.action("concern", match)),
    )
    return cards.card(asks, *partner.lines(row), rows=cards.column(*buttons))


# A cross join keeps the order: the few that end soon.
ENDING = """
    select agreement.match, agreement.version, ends_on, person.id as person,
           'agreement:' || agreement.match || ':' || agreement.version || ':' || person.id as key
    from agreement cross join match on match.id = agreement.match
    left join thread on thread.match = match.id
    join person on person.id in (match.newcomer, match.buddy)
    where agreement.state = 'valid' and ends_on is not null and ends_on >= :today
      and ends_on <= :last and valid_at <= :settled and match.state = 'active'
      and closed_at is null and paused_at is null and unreachable_since is null
      and not exists (select 1 from agreement as newer
                      where newer.match = match.id and newer.state = 'proposed')
      and not exists (select 1 from outbox where once = key)
"""


async def ending_agreements(
    base: database.Database, setting: Setting, now: datetime
) -> list[Found]:
    """Both who agreed on something that ends within a week, unless something newer is proposed."""
    evening = _asked_until(setting, now)
    if evening is None:
        return []
    today = now.astimezone(setting.town.zone).date()
    rows = await base.read(
        ENDING,
        today=today.isoformat(),
        last=(today + BEFORE_THE_END).isoformat(),
        settled=clock.stamp(now - SETTLED),
    )
    found = []
    for row in rows:
        last_day = date.fromisoformat(row["ends_on"])
        card = cards.card(
            say(AGREEMENT_ENDS, day=Day(last_day)),
            Said(GO_ON_OR_END),
            rows=cards.column(
                _anew(AGREE_ANEW, row["match"], row["version"]),
                Button(Said(LET_IT_END), cards.action("let_agreement_end", row["match"])),
            ),
        )
        due = Due(evening, f"agreement:{row['match']}")
        found.append(Found(row["person"], row["key"], due, card))
    return found


# The first three meetings that took place since it holds.
TRIALS = """
    select match.id as match, match.version as match_version, trial.version, third,
           person.id as person,
           'trial:' || match.id || ':' || trial.version || ':' || person.id as key
    from (
        select agreement.match, version, (
            select ends_at from meeting
            where meeting.match = agreement.match and meeting.state = 'held'
              and begins_at >= valid_at and alone_since is null
            order by begins_at limit 1 offset 2
        ) as third from agreement where state = 'valid' and duration = 'trial'
    ) as trial cross join match on match.id = trial.match
    left join thread on thread.match = match.id
    join person on person.id in (match.newcomer, match.buddy)
    where third <= :now and third > :too_long and match.state = 'active'
      and closed_at is null and paused_at is null and unreachable_since is null
      and not exists (select 1 from agreement as newer
                      where newer.match = match.id and newer.state = 'proposed')
      and not exists (select 1 from outbox where once = key)
"""


async def ended_trials(base: database.Database, setting: Setting, now: datetime) -> list[Found]:
    """Both who agreed on three meetings on trial and have had them."""
    evening = _asked_until(setting, now)
    if evening is None:
        return []
    too_long = clock.stamp(now - AFTER_THE_TRIAL)
    found = []
    for row in await base.read(TRIALS, now=clock.stamp(now), too_long=too_long):
        match = row["match"]
        end = cards.action("end_match", match, row["match_version"])
        buttons = (
            _anew(AGREE_FOR_LONGER, match, row["version"]),
            Button(Said(standing.END_IT), end),
        )
        until = clock.moment(row["third"]) + AFTER_THE_TRIAL
        due = Due(min(until, evening), f"agreement:{match}")
        card = cards.card(Said(MET_THREE_TIMES), rows=cards.column(*buttons))
        found.append(Found(row["person"], row["key"], due, card))
    return found


def _anew(label: Text, match: int, version: int) -> Button:
    press = cards.action("change_agreement", f"{match}.duration", version)
    return Button(Said(label), press, style="primary")


def _asked_until(setting: Setting, now: datetime) -> datetime | None:
    """Until when such questions are asked today; None if they aren't."""
    zone = setting.town.zone
    is_holiday = workdays.is_holiday(now.astimezone(zone).date(), setting.town)
    return None if is_holiday else rules.end_of_daytime(now, zone)


ALL = (silent_matches, ending_agreements, ended_trials)
