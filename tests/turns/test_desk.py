"""The desk and the morning's digest: staff see what waits for them, the most urgent first, and hear
of it once, on working days only.
"""

from datetime import UTC, datetime, timedelta

import pytest

from bot.conversation import cards
from bot.conversation.cards import Button
from bot.conversation.values import Day, Reader, Said, Words, say
from bot.desk import digest
from bot.desk import flow as desk
from bot.i18n import TEXTS
from bot.staff import store as staff
from bot.staff import today
from bot.staff.store import Member, Role
from bot.storage import database
from tests.e2e.asking import asks_for_a_buddy
from tests.e2e.joining import joins
from tests.world import World

FRIDAY_NOON = datetime(2026, 11, 27, 11, tzinfo=UTC)
NINE = datetime(2026, 11, 30, 8, tzinfo=UTC)
"""Nine in the morning in Berlin, of the Monday after."""
CHRISTMAS_NINE = datetime(2026, 12, 25, 8, tzinfo=UTC)
"""A Friday, and a public holiday."""


@pytest.fixture
async def friday(town: World) -> World:
    await town.move_to(FRIDAY_NOON)
    return town


async def digests(town: World) -> int:
    rows = await town.rows("select count(*) from outbox where once like 'digest:%'")
    return int(rows[0][0])


async def test_staff_hear_in_the_morning_what_waits(friday: World) -> None:
    petra = await joins(friday, "Petra", Role.ADVISOR)
    await asks_for_a_buddy(friday.person("Grace", "en"))
    await friday.move_to(NINE - timedelta(minutes=2))
    assert await digests(friday) == 0
    await friday.move_to(NINE + timedelta(minutes=1))
    heard = await petra.sees("Good morning. This is what waits today.")
    assert "1 new request (3 days)" in heard.text
    await petra.presses("Today")
    await petra.sees("1 new request (3 days)")


async def test_a_digest_comes_once(friday: World) -> None:
    petra = await joins(friday, "Petra", Role.ADVISOR)
    await asks_for_a_buddy(friday.person("Grace", "en"))
    await friday.move_to(NINE + timedelta(minutes=1))
    await petra.sees("Good morning. This is what waits today.")
    await friday.advance(minutes=30)
    await friday.restart()
    await friday.advance(minutes=30)
    assert await digests(friday) == 1


async def test_where_nothing_waits_there_is_no_digest_and_it_is_thought_about_once(
    friday: World,
) -> None:
    petra = await joins(friday, "Petra", Role.ADVISOR)
    await friday.move_to(NINE + timedelta(minutes=1))
    (row,) = await friday.rows("select state, what, id from outbox where once like 'digest:%'")
    assert tuple(row)[:2] == ("dropped", None)
    await asks_for_a_buddy(friday.person("Grace", "en"))
    await friday.advance(minutes=30)
    assert await digests(friday) == 1
    await petra.sees_no("Good morning.")


async def test_what_was_promised_for_an_earlier_day_is_counted(friday: World) -> None:
    petra = await joins(friday, "Petra", Role.ADVISOR)
    await asks_for_a_buddy(friday.person("Grace", "en"))
    await friday.move_to(NINE)
    await asks_for_a_buddy(friday.person("Hana", "en"))
    await friday.move_to(NINE + timedelta(days=2))
    await petra.presses_data(cards.action("desk"))
    desk = await petra.sees("Today, Wednesday")
    assert "2 new requests (the oldest: 5 days)" in desk.text
    assert "past the promised day" not in desk.text
    await friday.move_to(NINE + timedelta(days=3))
    await petra.presses_data(cards.action("desk"))
    await petra.sees("2 new requests (the oldest: 6 days), 1 past the promised day")


async def test_coordinators_see_that_nobody_is_an_advisor(friday: World) -> None:
    cora = await joins(friday, "Cora", Role.COORDINATOR)
    await cora.presses_data(cards.action("desk"))
    shown = await cora.sees("Nobody is an advisor at the moment.")
    labels = [button.text for button in shown.buttons]
    assert (labels[0], labels.count("Staff, invitations")) == ("Staff, invitations", 1)
    await joins(friday, "Petra", Role.ADVISOR)
    await cora.presses_data(cards.action("desk"))
    await cora.sees("Nothing waits for you right now.")


@pytest.mark.parametrize(
    "moment",
    [
        pytest.param(FRIDAY_NOON + timedelta(days=1, hours=-2), id="on a Saturday"),
        pytest.param(NINE + timedelta(hours=3, minutes=1), id="after a morning without the bot"),
        pytest.param(CHRISTMAS_NINE + timedelta(minutes=1), id="on a public holiday"),
    ],
)
async def test_there_is_no_digest(friday: World, moment: datetime) -> None:
    await joins(friday, "Petra", Role.ADVISOR)
    before = await digests(friday)
    friday.bot.clock.shift(friday.bot.clock.offset + (moment - friday.bot.clock.now()))
    await friday.bot.round()
    assert await digests(friday) == before


async def test_who_paused_the_bot_hears_no_digest(friday: World) -> None:
    petra = await joins(friday, "Petra", Role.ADVISOR)
    await petra.types("/stop")
    await petra.sees("From now on I write only when")
    await friday.move_to(NINE + timedelta(minutes=1))
    assert await digests(friday) == 0


async def test_only_staff_see_a_desk(friday: World) -> None:
    grace = friday.person("Grace", "en")
    await grace.starts()
    await grace.sees("Choose your language")
    await grace.presses("English")
    menu = await grace.sees("What brings you here?")
    assert "Today" not in [button.text for button in menu.buttons]
    await grace.presses_data(cards.action("desk"))
    await grace.sees("This is not here, or not any more.")


async def test_what_presses_most_stands_first(friday: World) -> None:
    line = TEXTS["desk.nothing"]

    def item(urgency: today.Urgency, name: str) -> today.Item:
        is_standing = urgency is today.Urgency.STANDING
        button = Button(Words(name), cards.action("desk"))
        return today.Item(urgency, button, None if is_standing else Said(line))

    async def first(_work: database.Work, _of: Member, _reader: Reader) -> list[today.Item]:
        return [item(today.Urgency.STANDING, "a list"), item(today.Urgency.USUAL, "usual")]

    async def second(_work: database.Work, _of: Member, _reader: Reader) -> list[today.Item]:
        return [item(today.Urgency.ALARM, "an alarm"), item(today.Urgency.PRESSING, "a date")]

    await joins(friday, "Petra", Role.ADVISOR)
    async with friday.bot.database.work() as work:
        (member,) = await staff.everyone(work)
        reader = Reader("en", friday.town.zone, work.now)
        shown = await desk.card(work, member, reader, (first, second))
    labels = [button.label for row in shown.rows for button in row.buttons]
    assert labels[:4] == [Words(name) for name in ("an alarm", "a date", "usual", "a list")]
    assert shown.lines[0] == say(desk.HEAD, day=Day(reader.today))


def test_the_hour_of_the_digest_is_the_towns(friday: World) -> None:
    setting = friday.bot._setting
    assert digest.ends(NINE, setting) == NINE + timedelta(hours=digest.HOURS)
    assert digest.ends(NINE - timedelta(seconds=1), setting) is None
