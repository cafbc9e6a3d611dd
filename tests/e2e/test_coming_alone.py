"""A newcomer has an appointment and nobody to come along: the coordinators hear of it in time, and
it is theirs until they have seen to it.
"""

from datetime import UTC, datetime

import pytest

from bot.conversation import cards
from bot.sandbox.people import Person
from bot.staff.store import Role
from tests.e2e.joining import joins
from tests.e2e.meeting import meets, newest, suggests
from tests.e2e.test_agreeing import data_of, presses
from tests.e2e.writing import ends, may_write, pair
from tests.world import World

OFFICE = "Foreigners' office"
ELSEWHERE = "The health office"
ALERT = "A buddy can't come to an appointment:"


async def appointment(
    town: World, amal: Person, tom: Person, match: int, where: str = OFFICE, **answers: str
) -> int:
    """Without more answers at the foreigners' office, on Thursday, 3 December, at 9:30."""
    answers |= {"occasion": "Going to an office", "where": where}
    return await meets(town, amal, tom, match, **answers)


async def cannot_come(town: World, person: Person, number: int) -> None:
    await town.settle()
    rows = await town.rows("select version from meeting where id = :id", id=number)
    await person.presses_data(cards.action("cannot_come", number, rows[0]["version"]))
    await town.settle()
    await town.bot.round()
    await town.settle()


def alerts(person: Person) -> list[str]:
    return [message.text for message in person.messages if ALERT in message.text]


@pytest.mark.parametrize(
    ("day", "time", "moment", "is_told"),
    [
        ("25.11.", "8:30", datetime(2026, 11, 24, 15, tzinfo=UTC), True),
        ("25.11.", "14:00", datetime(2026, 11, 24, 15, tzinfo=UTC), False),
        ("25.11.", "14:00", datetime(2026, 11, 25, 11, 30, tzinfo=UTC), True),
        ("30.11.", "8:00", datetime(2026, 11, 27, 11, tzinfo=UTC), True),
        ("30.11.", "8:00", datetime(2026, 11, 26, 11, tzinfo=UTC), False),
    ],
    ids=["before the digest", "after it", "the same day", "over a weekend", "a digest before"],
)
async def test_what_the_digest_would_tell_too_late_is_told_at_once(
    calendar_town: World, day: str, time: str, moment: datetime, is_told: bool
) -> None:
    town = calendar_town
    petra = await joins(town, "Petra", Role.COORDINATOR)
    amal, tom, match = await pair(town)
    number = await appointment(town, amal, tom, match, ELSEWHERE, day=day, time=time)
    await town.move_to(moment)
    await cannot_come(town, tom, number)
    assert len(alerts(petra)) == is_told
    await town.move_to(datetime(2026, 11, 30, 6, 30, tzinfo=UTC))
    assert len(alerts(petra)) == is_told, "the digest has told of it, or it was told once"


async def test_an_alert_says_no_more_than_is_needed_and_leads_on(calendar_town: World) -> None:
    town = calendar_town
    petra = await joins(town, "Petra", Role.COORDINATOR)
    amal, tom, match = await pair(town)
    number = await appointment(town, amal, tom, match, day="26.11.", time="8:30")
    await town.move_to(datetime(2026, 11, 25, 11, tzinfo=UTC))
    await cannot_come(town, tom, number)
    alert = await petra.sees(ALERT)
    assert "Thursday, 26 November, 8:30" in alert.text
    assert "Foreigners' office (Ausländerbehörde)" in alert.text
    for name in ("Amal", "Tom"):
        assert name not in alert.text
    assert [button.text for button in alert.buttons] == ["Who could step in?", "Look at it"]
    assert not alert.kept.get("disable_notification")
    assert alerts(amal) == alerts(tom) == []
    await petra.presses("Look at it")
    await petra.sees("The appointment of Amal stays.")

    told = await amal.sees("Tom can't come and is sorry.")
    assert "perhaps nobody sees that" not in told.text, "a night lies between"
    assert not town.box.unknown_parameters


async def test_a_newcomer_reads_that_a_few_hours_may_be_too_few(calendar_town: World) -> None:
    town = calendar_town
    amal, tom, match = await pair(town)
    number = await appointment(town, amal, tom, match, ELSEWHERE, day="24.11.", time="16:00")
    await cannot_come(town, tom, number)
    told = await amal.sees("It begins soon, so perhaps nobody sees that before your appointment")
    assert data_of(told, "Write to the Welcome Center")


async def test_a_coordinator_who_is_one_of_the_two_is_not_alerted(calendar_town: World) -> None:
    town = calendar_town
    petra, nadja = [await joins(town, name, Role.COORDINATOR) for name in ("Petra", "Nadja")]
    amal = town.person("Amal", "en")
    match = await may_write(town, amal, petra)
    number = await appointment(town, amal, petra, match, ELSEWHERE, day="24.11.", time="16:00")
    await nadja.types("/stop")
    await town.settle()
    await cannot_come(town, petra, number)
    assert alerts(petra) == alerts(nadja) == []


async def test_who_was_left_alone_stays_on_the_desk_until_dealt_with(calendar_town: World) -> None:
    town = calendar_town
    petra = await joins(town, "Petra", Role.COORDINATOR)
    amal, tom, match = await pair(town)
    number = await appointment(town, amal, tom, match)
    await cannot_come(town, tom, number)
    await town.move_to(datetime(2026, 12, 4, 12, tzinfo=UTC))
    await petra.types("/menu")
    await presses(town, petra, "Today")
    await petra.sees("1 newcomer was without the buddy at an appointment (Thu 3 Dec)")
    await presses(town, petra, "Meetings that need you", "Thu 3 Dec: Amal was alone")
    seen = await petra.sees("Amal was without the buddy.")
    assert "Amal: no answer yet" in seen.text
    assert "Who could step in?" not in [button.text for button in seen.buttons]

    await amal.presses_data(cards.action("met_good", number))
    await petra.presses_data(cards.action("meeting_staff", number))
    await petra.sees("Amal: they met, good")
    await presses(town, petra, "Dealt with")
    await petra.presses_data(cards.action("meeting_flags"))
    await petra.sees("No meeting needs you right now.")


async def test_an_appointment_stays_when_the_match_ends(calendar_town: World) -> None:
    town = calendar_town
    petra = await joins(town, "Petra", Role.COORDINATOR)
    amal, tom, match = await pair(town)
    number = await appointment(town, amal, tom, match)
    await meets(town, amal, tom, match, day="10.12.")
    await ends(town, match)
    told = await amal.sees("Your appointment stays:\nThursday, 3 December, 9:30")
    assert "Tom does not come with you." in told.text
    off = await amal.sees("This meeting of yours does not take place any more:")
    assert "– Thursday, 10 December, 9:30" in off.text
    assert "3 December" not in off.text
    there = await tom.sees("These meetings of yours do not take place any more:")
    assert "– Thursday, 3 December, 9:30" in there.text
    assert not [m for m in tom.messages if "Your appointment stays" in m.text]

    await amal.presses_data(data_of(told, "Show the card in German"), told)
    await amal.sees("Show this at the counter (Thursday, 3 December):")
    await amal.presses_data(data_of(told, "Place and details"), told)
    await amal.sees("Where: Foreigners' office (Ausländerbehörde), Am Alten Kran 14")
    await amal.types("/status")
    await amal.sees("Tom does not come with you.")
    await tom.presses_data(cards.action("card_for_counter", number))
    await tom.presses_data(cards.action("meeting", number))
    await town.settle()
    assert not [m for m in tom.messages if "Show this at the counter" in m.text]

    await petra.presses_data(cards.action("meeting_flags"))
    await presses(town, petra, "Thu 3 Dec, 9:30: Amal")
    staff = await petra.sees("The match is over. The appointment of Amal stays, without a buddy.")
    assert data_of(staff, "Write to Amal")
    await presses(town, petra, "Who could step in?")
    await petra.sees("No active buddy who shares a language with Amal")
    await presses(town, petra, "Meetings that need you", "Thu 3 Dec, 9:30: Amal", "Dealt with")
    await petra.presses_data(cards.action("meeting_flags"))
    await petra.sees("No meeting needs you right now.")

    await town.move_to(datetime(2026, 12, 4, 12, tzinfo=UTC))
    await amal.presses_data(data_of(told, "Show the card in German"), told)
    await amal.sees("Your time together is over here")


async def test_nobody_needs_company_who_is_erased(calendar_town: World) -> None:
    town = calendar_town
    petra = await joins(town, "Petra", Role.COORDINATOR)
    amal, tom, match = await pair(town)
    await appointment(town, amal, tom, match)
    await amal.types("/forgetme")
    await presses(town, amal, "Yes, delete everything")
    await tom.sees("This meeting of yours does not take place any more:")
    await petra.presses_data(cards.action("meeting_flags"))
    await petra.sees("No meeting needs you right now.")


async def test_a_buddy_who_says_no_to_an_appointment_leaves_a_way_on(calendar_town: World) -> None:
    town = calendar_town
    amal, tom, match = await pair(town)
    await suggests(town, amal, match, occasion="Going to an office", where=OFFICE)
    assert await newest(town) == 1
    await presses(town, tom, "No, not this time")
    told = await amal.sees("Tom can't come then. If the appointment stays, you can ask whether")
    assert "Thursday, 3 December, 9:30" in told.text
    labels = [button.text for button in told.buttons]
    assert labels[:3] == ["Ask the Welcome Center", "Suggest another time", "Write to Tom"]
