"""Seminars from the plan to the day: a date, seats, a waiting list, changes, and who was there."""

import icalendar

from bot.conversation import cards
from bot.sandbox.people import Person
from bot.seminars import store
from bot.staff.store import Role
from tests.e2e.seminars import TITLE, becomes_a_buddy, makes, opens, reaches_the_review, signs_up
from tests.e2e.test_agreeing import presses
from tests.e2e.volunteering import applies, is_staff
from tests.world import World


async def coordinator(town: World) -> Person:
    petra = town.person("Petra", "en")
    await is_staff(town, petra, Role.COORDINATOR)
    return petra


def calendar_of(person: Person) -> tuple[icalendar.Component, icalendar.Component]:
    """The last calendar file that somebody got, and the entry in it."""
    document = next(m.document for m in reversed(person.messages) if m.document)
    calendar = icalendar.Calendar.from_ical(document.content)
    (event,) = calendar.walk("VEVENT")
    return calendar, event


async def test_a_buddy_finds_a_date_and_says_yes(calendar_town: World) -> None:
    petra = await coordinator(calendar_town)
    tom = await becomes_a_buddy(calendar_town, petra, "Tom")
    await makes(calendar_town, petra, seats="12")
    await petra.sees("Come: 0 of 12 · waiting: 0 · can't: 0")

    await tom.types("/menu")
    await presses(calendar_town, tom, "Dates for buddies", TITLE)
    date = await tom.sees(f"Seminar: {TITLE}")
    assert "Thursday, 3 December, 18:00 (2 hours)" in date.text
    assert "Where: Rathaus, Saal 1" in date.text
    assert "Wir lesen Briefe vom Amt." in date.text
    assert "12 seats are free." in date.text
    await presses(calendar_town, tom, "I come")
    await tom.sees("It is good that you come.")
    await tom.sees_no("12 seats are free.")
    await presses(calendar_town, tom, "Calendar file")
    calendar, event = calendar_of(tom)
    assert calendar["METHOD"] == "PUBLISH"
    assert str(event["SUMMARY"]) == TITLE
    assert event.decoded("DTSTART").isoformat() == "2026-12-03T18:00:00+01:00"

    await tom.types("/status")
    await tom.sees("You have a seat. I remind you before it begins.")
    await petra.presses_data(cards.action("who_comes", 1))
    await petra.sees("Tom: comes")
    rows = await calendar_town.rows("select deed from record order by id desc limit 1")
    assert rows[0]["deed"] == "saw_answer"


async def test_the_waiting_list_moves_up_by_itself(calendar_town: World) -> None:
    petra = await coordinator(calendar_town)
    tom = await becomes_a_buddy(calendar_town, petra, "Tom")
    ida = await becomes_a_buddy(calendar_town, petra, "Ida")
    ole = await becomes_a_buddy(calendar_town, petra, "Ole")
    seminar = await makes(calendar_town, petra, seats="1")
    for person in (tom, ida, ole):
        await signs_up(calendar_town, person, seminar)
    await tom.sees("It is good that you come.")
    await ida.sees("number 1")
    await ole.sees("number 2")

    await opens(calendar_town, tom, seminar)
    await presses(calendar_town, tom, "I can't after all")
    await tom.sees("Thank you for telling me.")
    news = await ida.sees("You have a seat now")
    assert f"Seminar: {TITLE}" in news.text
    await ole.sees_no("You have a seat now")
    await opens(calendar_town, ole, seminar)
    await ole.sees("number 1")
    await presses(calendar_town, ole, "Take my name off")
    await ole.sees("You are off the waiting list.")
    await opens(calendar_town, ida, seminar)
    await presses(calendar_town, ida, "I can't after all")
    await ida.sees_no("You have a seat now")
    await ida.sees("You had a seat here.")
    await opens(calendar_town, tom, seminar)
    await tom.sees("1 seat is free.")


async def test_more_seats_let_those_who_wait_move_up(calendar_town: World) -> None:
    petra = await coordinator(calendar_town)
    tom = await becomes_a_buddy(calendar_town, petra, "Tom")
    ida = await becomes_a_buddy(calendar_town, petra, "Ida")
    seminar = await makes(calendar_town, petra, seats="1")
    for person in (tom, ida):
        await signs_up(calendar_town, person, seminar)
    await petra.presses_data(cards.action("change_seminar", f"{seminar}.seats"))
    await petra.sees("How many seats are there?")
    await petra.types("2")
    await petra.sees("1 person from the waiting list has a seat now.")
    await ida.sees("You have a seat now")

    await petra.presses_data(cards.action("change_seminar", f"{seminar}.seats"))
    await petra.types("1")
    await petra.sees("2 seats are taken already")
    await petra.types("20")
    await petra.sees("Come: 2 of 20")


async def test_a_moved_date_asks_those_who_come_anew(calendar_town: World) -> None:
    petra = await coordinator(calendar_town)
    tom = await becomes_a_buddy(calendar_town, petra, "Tom")
    seminar = await makes(calendar_town, petra)
    await signs_up(calendar_town, tom, seminar)
    old_no = cards.action("rsvp_no", seminar, 1)

    await petra.presses_data(cards.action("seminar_staff", seminar))
    await presses(calendar_town, petra, "Move")
    await petra.types("10.12.")
    await calendar_town.settle()
    await petra.types("19:30")
    await presses(calendar_town, petra, "Yes, move it")
    await petra.sees("1 person who signed up is told.")
    news = await tom.sees("has changed")
    assert "Before: Thursday, 3 December, 18:00" in news.text
    assert "Thursday, 10 December, 19:30 (2 hours)" in news.text
    assert {"I come", "I can't then"} <= {button.text for button in news.buttons}

    await tom.presses_data(old_no)
    asked = await tom.sees("It has changed since")
    assert "10 December" in asked.text
    rows = await calendar_town.rows("select state from rsvp")
    assert [row["state"] for row in rows] == ["coming"]
    await presses(calendar_town, tom, "Calendar file")
    await tom.sees("if the old entry stays, please remove it")
    _, event = calendar_of(tom)
    assert event["SEQUENCE"] == 1
    await presses(calendar_town, tom, "I can't after all")
    await tom.sees("Thank you for telling me.")


async def moves(town: World, petra: Person, seminar: int, day: str, time: str) -> None:
    await petra.presses_data(cards.action("seminar_staff", seminar))
    await presses(town, petra, "Move")
    for words in (day, time):
        await petra.types(words)
        await town.settle()
    await presses(town, petra, "Yes, move it")


async def test_whoever_could_not_come_is_asked_about_the_new_day(calendar_town: World) -> None:
    petra = await coordinator(calendar_town)
    tom = await becomes_a_buddy(calendar_town, petra, "Tom")
    ida = await becomes_a_buddy(calendar_town, petra, "Ida")
    seminar = await makes(calendar_town, petra)
    await signs_up(calendar_town, tom, seminar)
    await opens(calendar_town, ida, seminar)
    await presses(calendar_town, ida, "I can't")
    await calendar_town.advance(minutes=1)
    await moves(calendar_town, petra, seminar, "10.12.", "19:30")
    await petra.sees("1 person who signed up is told.")
    asked = await ida.sees("It is on another day now. Can you come then?")
    assert "Thursday, 10 December, 19:30" in asked.text
    await presses(calendar_town, ida, "I come")
    await ida.sees("It is good that you come.")
    await tom.sees_no("It is on another day now.")


async def test_who_comes_says_who_has_not_confirmed_the_new_date(calendar_town: World) -> None:
    petra = await coordinator(calendar_town)
    tom = await becomes_a_buddy(calendar_town, petra, "Tom")
    seminar = await makes(calendar_town, petra)
    await signs_up(calendar_town, tom, seminar)
    await calendar_town.advance(minutes=1)
    await moves(calendar_town, petra, seminar, "10.12.", "19:30")
    await presses(calendar_town, petra, "Who comes")
    await petra.sees("Tom: comes (not confirmed since the date moved)")
    await calendar_town.advance(minutes=1)
    await presses(calendar_town, tom, "I come")
    await tom.sees("It is good that you come.")
    await petra.presses_data(cards.action("who_comes", seminar))
    await calendar_town.settle()
    assert petra.last.text.endswith("Tom: comes")


async def test_whoever_cancels_can_say_why_and_copies_it_for_a_new_date(
    calendar_town: World,
) -> None:
    petra = await coordinator(calendar_town)
    tom = await becomes_a_buddy(calendar_town, petra, "Tom")
    seminar = await makes(calendar_town, petra)
    await signs_up(calendar_town, tom, seminar)
    await petra.presses_data(cards.action("seminar_staff", seminar))
    await presses(calendar_town, petra, "Cancel it", "Yes, and say why")
    await petra.types("Petra is ill. We look for a day in <January>.")
    await calendar_town.settle()
    await petra.sees("Shall I cancel it and tell everybody who signed up?")
    await tom.sees_no("cancelled")
    await presses(calendar_town, petra, "Yes, cancel it")
    await tom.sees("The coordinators write: Petra is ill. We look for a day in <January>.")
    await petra.sees("It is cancelled, and 1 person who signed up is told.")
    await presses(calendar_town, petra, "Copy for a new date")
    await petra.sees("On which day?")
    assert (await calendar_town.rows("select state from seminar"))[0]["state"] == "cancelled"


async def test_a_cancellation_with_words_undoes_nothing_that_somebody_else_changed(
    calendar_town: World,
) -> None:
    petra = await coordinator(calendar_town)
    seminar = await makes(calendar_town, petra)
    await petra.presses_data(cards.action("seminar_staff", seminar))
    await presses(calendar_town, petra, "Cancel it", "Yes, and say why")
    async with calendar_town.bot.database.work() as work:
        await store.change_place(work, seminar, "Haus 2")
    await petra.types("No room")
    await calendar_town.settle()
    await presses(calendar_town, petra, "Yes, cancel it")
    await petra.sees("This has changed in the meantime, so it is not cancelled.")
    assert (await calendar_town.rows("select state from seminar"))[0]["state"] == "planned"


async def test_a_cancelled_date_is_told_and_takes_no_answers(calendar_town: World) -> None:
    petra = await coordinator(calendar_town)
    tom = await becomes_a_buddy(calendar_town, petra, "Tom")
    seminar = await makes(calendar_town, petra)
    await signs_up(calendar_town, tom, seminar)
    await petra.presses_data(cards.action("seminar_staff", seminar))
    await presses(calendar_town, petra, "Cancel it")
    await petra.sees("Shall I cancel it? 1 person who signed up is told.")
    await presses(calendar_town, petra, "Yes, cancel it")
    await petra.sees("It is cancelled, and 1 person")
    told = await tom.sees("does not take place. We are sorry.")
    await presses(calendar_town, tom, "Calendar file")
    _, event = calendar_of(tom)
    assert str(event["STATUS"]) == "CANCELLED"
    await tom.presses_data(cards.action("rsvp_yes", seminar, 1), told)
    await tom.sees("That was from before.")


async def test_a_tick_at_the_introduction_is_a_step_on_the_way(calendar_town: World) -> None:
    petra = await coordinator(calendar_town)
    tom, ida = calendar_town.person("Tom", "en"), calendar_town.person("Ida", "en")
    for person in (tom, ida):
        await applies(person)
    await calendar_town.settle()
    rows = await calendar_town.rows("select person from buddy order by person")
    await petra.presses_data(cards.action("move_on", rows[0]["person"], 1))
    await tom.sees("Thank you for the talk")
    seminar = await makes(calendar_town, petra, kind="Introduction", audience="Applicants")
    for person in (tom, ida):
        await signs_up(calendar_town, person, seminar)
    await petra.presses_data(cards.action("attendance", seminar))
    await petra.sees("It has not begun yet.")
    await calendar_town.advance(days=10)

    await petra.types("/menu")
    await presses(calendar_town, petra, "Today")
    await petra.sees(f"Not ticked yet who was there: {TITLE}")
    await presses(calendar_town, petra, "Who was there?", "All were there")
    await tom.sees("for coming to the introduction.")
    await tom.sees("a coordinator makes you active")
    await ida.sees_no("for coming to the introduction.")

    await petra.presses_data(cards.action("buddy", rows[1]["person"]))
    await petra.sees("Was at an introduction already")
    await presses(calendar_town, petra, "The talk was held")
    await petra.sees("Ida, buddy: introduced")
    news = await ida.sees("Thank you for the talk, Ida.")
    assert "a coordinator makes you active" in news.text
    await petra.presses_data(cards.action("attendance", seminar))
    await presses(calendar_town, petra, "☑ Tom")
    states = await calendar_town.rows("select state from buddy order by person")
    assert [row["state"] for row in states] == ["prepared", "prepared"]


async def test_topics_are_collected_with_a_name_or_truly_without(calendar_town: World) -> None:
    petra = await coordinator(calendar_town)
    tom = await becomes_a_buddy(calendar_town, petra, "Tom")
    seminar = await makes(calendar_town, petra, kind="Reflection", audience="Active")
    await opens(calendar_town, tom, seminar)
    assert "Add a topic" not in [button.text for button in tom.last.buttons]
    await presses(calendar_town, tom, "I come")
    for topic, named in (("Saying no", "With my name"), ("I am tired", "Without my name")):
        await opens(calendar_town, tom, seminar)
        await presses(calendar_town, tom, "Add a topic")
        await tom.types(topic)
        await presses(calendar_town, tom, named)
    await tom.sees("2 topics are collected")
    rows = await calendar_town.rows("select person is null as unnamed from topic order by id")
    assert [row["unnamed"] for row in rows] == [0, 1]

    await petra.presses_data(cards.action("seminar_staff", seminar))
    await presses(calendar_town, petra, "Topics: 2")
    seen = await petra.sees("Topics for this meeting:")
    assert "Tom: Saying no" in seen.text
    assert "without a name: I am tired" in seen.text
    await presses(calendar_town, tom, "My topics", "Take back: Saying no")
    await tom.sees("It is taken back.")
    await tom.sees_no("Take back:")
    rows = await calendar_town.rows("select words from topic")
    assert [row["words"] for row in rows] == ["I am tired"]


async def test_a_copy_asks_for_a_day_first_and_keeps_its_languages(calendar_town: World) -> None:
    petra = await coordinator(calendar_town)
    seminar = await makes(calendar_town, petra)
    await petra.presses_data(cards.action("change_seminar", f"{seminar}.languages"))
    await presses(calendar_town, petra, "Text: English")
    await petra.types("Understanding letters")
    await calendar_town.settle()
    await petra.types("We read letters from offices.")
    await presses(calendar_town, petra, "Yes, keep it")
    await petra.sees("Also in English: Understanding letters")

    await presses(calendar_town, petra, "Copy")
    await petra.sees("On which day?")
    await petra.types("17.12.")
    review = await petra.sees("Nobody is told yet.")
    assert "Begins at: 18:00" in review.text
    await presses(calendar_town, petra, "Yes, make it")
    entry = await petra.sees("It is made.")
    assert "17 December, 18:00" in entry.text
    assert "Also in English: Understanding letters" in entry.text
    assert seminar == 1


async def test_what_can_not_be_is_said_and_nothing_else_is_lost(calendar_town: World) -> None:
    petra = await coordinator(calendar_town)
    await reaches_the_review(calendar_town, petra, day="28.3.", time="3:00")
    await presses(calendar_town, petra, "Change something", "Begins at")
    await petra.types("2:30")
    await petra.sees("the clocks go forward that night")
    await petra.types("12:05")
    await petra.sees("Begins at: 12:05")
    await presses(calendar_town, petra, "Change something", "Day")
    await petra.types("24.11.")
    await petra.sees("is too soon: nobody would know of it in time")
    await petra.types("3.12.2029")
    await petra.sees("That is too far away for me.")
    await petra.types("25.12.")
    await petra.sees("is a public holiday. Shall it be that day?")
    await petra.types("yes")
    await petra.sees("Day: Friday, 25 December")
    await presses(calendar_town, petra, "Change something", "Takes")
    await petra.types("until 8:00")
    await petra.sees("It would end at 8:00, and it begins at 12:05.")
    await petra.types("until 14:00")
    await presses(calendar_town, petra, "Yes, make it")
    await petra.sees("25 December, 12:05 (1 hour 55 minutes)")


async def test_an_info_evening_is_open_to_everyone(calendar_town: World) -> None:
    petra = await coordinator(calendar_town)
    amal = calendar_town.person("Amal", "ar")
    await amal.starts()
    await calendar_town.settle()
    await amal.presses("العربية")
    await calendar_town.settle()
    await makes(calendar_town, petra, kind="Info evening", audience="Everyone")
    await amal.types("/menu")
    await calendar_town.settle()
    await amal.presses_data(cards.action("seminars"))
    await calendar_town.settle()
    await amal.presses_data(cards.action("seminar", 1))
    date = await amal.sees(TITLE)
    assert "2026" not in date.text
    await amal.presses_data(cards.action("rsvp_yes", 1, 1))
    await calendar_town.settle()
    rows = await calendar_town.rows("select state from rsvp")
    assert [row["state"] for row in rows] == ["coming"]
