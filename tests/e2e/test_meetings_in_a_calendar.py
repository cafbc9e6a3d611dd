"""A meeting in the calendar of a phone, and its office on the map."""

from datetime import UTC, datetime, timedelta
from typing import Any

import icalendar

from bot import app
from bot.conversation import cards
from bot.conversation.values import Reader
from bot.sandbox.model import Message
from bot.sandbox.people import Person
from tests.e2e.meeting import meeting, meets, suggests
from tests.e2e.test_agreeing import presses
from tests.e2e.test_meetings_moved import moves
from tests.e2e.writing import number_of, pair
from tests.world import TOKEN, World

OFFICE = {"occasion": "Going to an office", "where": "Foreigners' office"}


async def they_meet(town: World, **answers: str) -> tuple[Person, Person, int]:
    amal, tom, match = await pair(town)
    return amal, tom, await meets(town, amal, tom, match, **answers)


async def the_file(town: World, person: Person, number: int) -> Message:
    before = person.last.id
    await person.presses_data(cards.action("meeting_file", number))
    await town.settle()
    return next(message for message in person.messages if message.id > before)


def event_in(message: Message) -> Any:
    """The one event of a file, which says that it is published, and in which zone."""
    assert message.file is not None
    assert message.file.name == "meeting.ics"
    calendar: Any = icalendar.Calendar.from_ical(message.file.content)
    assert calendar["method"] == "PUBLISH"
    zones = [part["tzid"] for part in calendar.walk("VTIMEZONE")]
    assert zones == ["Europe/Berlin"]
    [event] = calendar.walk("VEVENT")
    return event


async def test_a_meeting_goes_into_a_calendar(calendar_town: World) -> None:
    town = calendar_town
    amal, tom, _ = await they_meet(town, **OFFICE)
    await presses(town, amal, "For my calendar")
    file = await amal.sees("Open the file to put the meeting into your calendar.")
    event = event_in(file)
    assert event["dtstart"].dt == datetime(2026, 12, 3, 8, 30, tzinfo=UTC)
    assert event["dtstart"].params["tzid"] == "Europe/Berlin"
    assert event["dtend"].dt - event["dtstart"].dt == timedelta(hours=1)
    assert event["summary"] == "Meeting (Welcome Buddies)"
    assert event["location"] == "Ausländerbehörde, Am Alten Kran 14"
    assert event["status"] == "CONFIRMED"
    assert event["sequence"] == 0
    [alarm] = event.walk("VALARM")
    assert alarm["trigger"].dt == -timedelta(hours=2)

    assert file.file is not None
    written = file.file.content.decode()
    for secret in ("Amal", "Tom", TOKEN, str(amal.id), str(tom.id)):
        assert secret not in written


async def test_a_moved_and_a_cancelled_meeting_keep_their_entry(calendar_town: World) -> None:
    town = calendar_town
    amal, tom, number = await they_meet(town)
    first = event_in(await the_file(town, amal, number))

    await moves(town, amal)
    suggested = event_in(await the_file(town, amal, number))
    assert suggested["sequence"] == first["sequence"], "the old time holds"
    assert suggested["dtstart"].dt == first["dtstart"].dt

    await presses(town, tom, "Yes")
    file = await the_file(town, tom, number)
    assert "If the old time still stands there, please delete it." in file.text
    moved = event_in(file)
    assert moved["dtstart"].dt == datetime(2026, 12, 4, 9, tzinfo=UTC)

    await presses(town, tom, "Cancel the meeting", "Yes, cancel it", "Take it out of my calendar")
    file = await tom.sees("This meeting does not take place.")
    cancelled = event_in(file)
    assert cancelled["status"] == "CANCELLED"
    assert cancelled.walk("VALARM") == []

    entries = (first, moved, cancelled)
    assert len({str(entry["uid"]) for entry in entries}) == 1
    assert first["uid"].startswith(f"meeting-{number}@")
    assert [entry["sequence"] for entry in entries] == [0, 1, 2]


async def test_nothing_goes_into_a_calendar_before_both_say_yes(calendar_town: World) -> None:
    town = calendar_town
    amal, tom, match = await pair(town)
    await suggests(town, tom, match)
    await amal.presses_data(cards.action("meeting_file", 1))
    await town.settle()
    assert "Tom suggests a meeting:" in amal.last.text
    assert not [message for message in amal.messages if message.kind == "document"]


async def test_nobody_else_gets_the_file_or_the_pin(calendar_town: World) -> None:
    town = calendar_town
    amal, _, number = await they_meet(town, **OFFICE)
    reader = Reader("en", town.town.zone, town.bot.clock.now(), "bot")
    own, strangers = await number_of(town, amal), 999
    for name in ("meeting_file", "meeting_map"):
        make = app.makers_of(town.town)[name]
        arguments = {"meeting": number}
        assert await make(town.bot.database, own, reader, arguments) is not None
        assert await make(town.bot.database, strangers, reader, arguments) is None


async def test_the_calendar_speaks_the_language_of_its_reader(calendar_town: World) -> None:
    town = calendar_town
    amal, tom = town.person("Amal", "ar"), town.person("Tom", "en")
    number = await meeting(town, amal, tom, ("ar", "en"), where="مقهى المحطة")
    event = event_in(await the_file(town, amal, number))
    assert event["location"] == "مقهى المحطة"
    assert "\u2068" not in str(event["summary"])


async def test_an_office_is_shown_on_the_map(calendar_town: World) -> None:
    town = calendar_town
    amal, _, number = await they_meet(town, **OFFICE)
    await presses(town, amal, "Show it on the map")
    pin = amal.last
    assert pin.kind == "venue"
    assert "Am Alten Kran 14" in str(pin.content)
    assert "54.5031" in str(pin.content)
    shown = await the_meeting(town, amal, number)
    assert "Show it on the map" in [button.text for button in shown.buttons]


async def the_meeting(town: World, person: Person, number: int) -> Message:
    await person.presses_data(cards.action("meeting", number))
    await town.settle()
    return person.last


async def test_own_words_have_no_place_on_the_map(calendar_town: World) -> None:
    town = calendar_town
    amal, _, number = await they_meet(town)
    shown = await the_meeting(town, amal, number)
    assert "Show it on the map" not in [button.text for button in shown.buttons]
    await amal.presses_data(cards.action("meeting_map", number))
    await town.settle()
    assert "You and Tom meet:" in amal.last.text


async def test_the_offices_of_the_town_are_on_the_map_for_everyone(town: World) -> None:
    eve = town.person("Eve", "en")
    await eve.starts()
    await eve.sees("English")
    await presses(town, eve, "English", "Just information", "Offices and addresses", "City library")
    await presses(town, eve, "Show it on the map")
    assert eve.last.kind == "venue"
    assert "Lindenplatz 3" in str(eve.last.content)
    await eve.presses_data(cards.action("office_map", "nowhere"))
    await eve.sees("Here is what you can do now.")
