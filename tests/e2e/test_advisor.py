"""An advisor takes a request, finds out what is needed, refers on, and marks it ready; what the
newcomer hears of it; and everything that may come in between."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.conversation import cards
from bot.newcomers import links
from bot.sandbox.people import Person
from bot.staff.store import Role
from tests.e2e.asking import asks_for_a_buddy, introduces_themselves, opens_the_form
from tests.e2e.joining import joins
from tests.world import World


async def takes(advisor: Person, request: int = 1) -> None:
    """Opens a new request and makes it their case."""
    await advisor.presses_data(cards.action("case", request))
    await advisor.sees("Take this case")
    await advisor.presses("Take this case")
    await advisor.sees("This is your case.")


async def deeds(town: World) -> list[str]:
    rows = await town.rows("select deed from record where person is not null order by id")
    return [row[0] for row in rows]


async def state(town: World) -> str:
    (row,) = await town.rows("select state from request")
    return str(row[0])


async def asks_with_a_date(person: Person, day: str) -> None:
    await opens_the_form(person)
    await introduces_themselves(person)
    await person.presses("Someone to come with me")
    await person.sees("☑ Someone to come with me")
    await person.presses("Done")
    await person.sees("at the office?")
    await person.types(day)
    await person.sees("in your own words?")
    await person.presses("Skip this question")
    await person.sees("Is everything right?")
    await person.presses("Yes, send it")
    await person.sees("Your request is sent")


# The way it goes


async def test_a_case_from_the_queue_to_ready_for_a_buddy(calendar_town: World) -> None:
    town = calendar_town
    grace = town.person("Grace", "en")
    await asks_with_a_date(grace, "3.12.")
    petra = await joins(town, "Petra", Role.ADVISOR)
    await petra.types("/menu")
    await petra.sees("Today")
    await petra.presses("Today")
    desk = await petra.sees("1 new request (today)")
    assert "Grace" not in desk.text
    await petra.presses("New requests")
    await petra.sees("today · office on Thu 3 Dec")
    await petra.sees_no("Grace")
    await petra.presses("office on Thu 3 Dec")
    card = await petra.sees("Take this case")
    assert "Grace, asked on Tuesday, 24 November" in card.text
    assert "Nobody has this case yet." in card.text
    assert "Someone to come with me to an office (on Thursday, 3 December)" in card.text
    await petra.presses("Take this case")
    await petra.sees("This is your case.")
    await grace.types("/status")
    await grace.sees("An advisor is looking at your request.")
    await petra.presses("Ready for a buddy")
    await petra.sees("the newcomer knows")
    await grace.sees("Now we look for a buddy who fits.")
    await grace.types("/status")
    await grace.sees("We are looking for a buddy who fits.")
    assert await state(town) == "ready"
    assert await deeds(town) == ["saw_request", "took_case", "marked_ready"]


async def test_own_words_are_spoken_and_heard_by_the_advisor(town: World) -> None:
    grace = town.person("Grace", "en")
    await opens_the_form(grace)
    await introduces_themselves(grace)
    await grace.presses("Practising German")
    await grace.sees("☑ Practising German")
    await grace.presses("Done")
    await grace.sees("in your own words? Type it or send a voice message.")
    await grace.sends_voice(b"OggS what Grace says")
    review = await grace.sees("Is everything right?")
    assert "In your own words: a voice message" in review.text
    await grace.presses("Yes, send it")
    await grace.sees("Your request is sent")
    petra = await joins(town, "Petra", Role.ADVISOR)
    await petra.presses_data(cards.action("case", 1))
    await petra.sees("Their own words are a voice message.")
    await petra.presses("Hear the voice message")
    heard = await petra.sees("Voice message from Grace.")
    assert heard.file is not None
    assert heard.file.content == b"OggS what Grace says"


async def test_needs_are_kept_in_the_order_in_which_they_are_pressed(
    calendar_town: World,
) -> None:
    town = calendar_town
    grace = town.person("Grace", "en")
    await asks_with_a_date(grace, "3.12.")
    petra = await joins(town, "Petra", Role.ADVISOR)
    await takes(petra)
    await petra.presses("Set the needs")
    await petra.sees("Press the most important first")
    await petra.sees_no("I don't know yet")
    office = "Someone to come with me"
    await petra.sees(f"☑ {office}")
    await petra.presses("Reading letters")
    await petra.sees("☑ Reading letters")
    await petra.presses(office)
    await petra.sees(f"☐ {office}")
    await petra.presses(office)
    await petra.sees(f"☑ {office}")
    await petra.presses("Done")
    await petra.sees("the letter have to be answered?")
    await petra.types("30.11.")
    review = await petra.sees("the most important first?")
    assert "Office on: Thursday, 3 December" in review.text
    await petra.presses("Yes, save it")
    card = await petra.sees("The needs are set.")
    assert card.text.index("Reading letters") < card.text.index("Someone to come with me")
    rows = await town.rows("select kind, by_day from need order by rank")
    assert [tuple(row) for row in rows] == [("letters", "2026-11-30"), ("office", "2026-12-03")]
    assert "set_needs" in await deeds(town)


async def test_a_note_is_for_the_staff_and_for_the_newcomers_own_file(town: World) -> None:
    grace = town.person("Grace", "en")
    await asks_for_a_buddy(grace)
    petra = await joins(town, "Petra", Role.ADVISOR)
    await takes(petra)
    await petra.presses("Staff note")
    await petra.sees("the newcomer may read it")
    await petra.types("x" * 2000)
    await petra.sees("1000 letters too long")
    await petra.types("Mornings only")
    card = await petra.sees("The note is saved.")
    assert "Staff note: Mornings only" in card.text
    await grace.types("/status")
    await grace.sees("An advisor is looking")
    await grace.sees_no("Mornings only")
    await petra.presses("Staff note")
    await petra.sees("No note")
    await petra.presses("No note")
    await petra.sees("There is no note now.")
    assert await town.rows("select 1 from request where note is not null") == []


async def refers(advisor: Person, then: str, message: str = "") -> None:
    await advisor.presses("Refer on")
    await advisor.sees("Beratungsstelle Hafenlicht")
    await advisor.presses("Beratungsstelle Hafenlicht")
    await advisor.sees("add a few words")
    if message:
        await advisor.types(message)
    else:
        await advisor.presses("Nothing to add")
    await advisor.sees("What becomes of the request?")
    await advisor.presses(then)
    await advisor.sees("The newcomer hears this at once.")
    await advisor.presses("Yes, send it")
    await advisor.sees("The newcomer has been told.")


async def test_a_newcomer_is_referred_on_and_the_request_closed(town: World) -> None:
    grace = town.person("Grace", "en")
    await asks_for_a_buddy(grace)
    petra = await joins(town, "Petra", Role.ADVISOR)
    await takes(petra)
    await refers(petra, "Close the request")
    told = await grace.sees("Beratungsstelle Hafenlicht")
    assert "Advice about residence, work and family" in told.text
    assert "Your request is closed with this." in told.text
    await grace.presses("Address and phone")
    await grace.sees("030 23125 210")
    await grace.types("/status")
    await grace.sees("You can ask for a buddy again at any time.")
    await grace.presses("Ask for a buddy again")
    await grace.sees("What would help you?")
    assert await state(town) == "referred"
    await petra.sees("the request is closed")
    assert (await deeds(town))[-1] == "referred"


async def test_who_is_referred_on_may_still_get_a_buddy_and_hears_in_which_language_it_was_written(
    town: World,
) -> None:
    grace = town.person("Grace", "en")
    await asks_for_a_buddy(grace)
    petra = await joins(town, "Petra", Role.ADVISOR)
    await takes(petra)
    await petra.presses("Refer on")
    await petra.sees("Grace reads and writes: English")
    await petra.sees("Where can this person get help?")
    await petra.types("/cancel")
    await petra.sees("No, delete it")
    await petra.presses("No, delete it")
    await grace.types("/language")
    await grace.sees("Deutsch")
    await grace.presses("Deutsch")
    await town.settle()
    await petra.presses_data(cards.action("case", 1))
    await petra.sees("Reads and writes: German")
    await refers(petra, "Also look for a buddy", "Ask for Ms <Sommer> & say hello")
    told = await grace.sees("Beratungsstelle Hafenlicht")
    assert "(Englisch)" in told.text
    assert "Ask for Ms <Sommer> & say hello" in told.text
    assert await state(town) == "sent"


async def test_a_case_that_was_opened_by_link_is_its_advisors_who_hears_when_it_is_sent(
    town: World,
) -> None:
    petra = await joins(town, "Petra", Role.ADVISOR)
    (row,) = await town.rows("select person from staff")
    async with town.bot.database.work() as work:
        payload = await links.open_case(work, 72, row["person"])
    grace = town.person("Grace", "en")
    await grace.starts(payload)
    await grace.sees("English")
    await grace.presses("English")
    await grace.sees("Go on with my request")
    await grace.presses("Go on with my request")
    await grace.sees("I agree")
    await grace.presses("I agree")
    await grace.sees("What may your buddy call you?")
    await introduces_themselves(grace)
    await grace.presses("I don't know yet")
    await grace.sees("in your own words?")
    await grace.presses("Skip this question")
    await grace.sees("Is everything right?")
    await grace.presses("Yes, send it")
    await petra.sees("Grace has sent the request that you opened.")
    await petra.presses("Look at it")
    await petra.sees("What is needed is not known yet.")


async def test_the_advisor_hears_when_the_newcomer_changes_or_takes_back_the_request(
    town: World,
) -> None:
    grace = town.person("Grace", "en")
    await asks_for_a_buddy(grace)
    petra = await joins(town, "Petra", Role.ADVISOR)
    await takes(petra)
    await petra.presses("Set the needs")
    await petra.sees("Press the most important first")
    await grace.presses("Where does my request stand?")
    await grace.sees("Change my request")
    await grace.presses("Change my request")
    await grace.sees("Is everything right?")
    await grace.presses("Yes, send it")
    await petra.sees("Grace has changed the request.")
    await petra.presses_data("assess:1:.done", await petra.sees("Press the most important first"))
    await petra.sees_toast("That was from before.")
    await petra.presses("Look at it")
    await petra.sees("This is your case.")
    await petra.presses("Staff note")
    await petra.sees("What should colleagues know")
    await grace.presses("Where does my request stand?")
    await grace.presses("Take my request back")
    await grace.sees("Yes, take it back")
    await grace.presses("Yes, take it back")
    await petra.sees("Grace has taken the request back.")
    assert await town.rows("select 1 from form where flow like 'case_note%'") == []
    await petra.presses("Look at it")
    await petra.sees("The newcomer has taken the request back.")


# What may come in between


async def test_two_advisors_can_not_take_one_case(town: World) -> None:
    grace = town.person("Grace", "en")
    await asks_for_a_buddy(grace)
    petra, paul = [await joins(town, name, Role.ADVISOR) for name in ("Petra", "Paul")]
    for advisor in (petra, paul):
        await advisor.presses_data(cards.action("case", 1))
        await advisor.sees("Take this case")
    await petra.presses("Take this case")
    await paul.presses("Take this case")
    await town.settle()
    has_it, has_not = (petra, paul) if "your case" in petra.last.text else (paul, petra)
    assert "This is your case." in has_it.last.text
    refused = await has_not.sees(f"This case has been taken by {has_it.name}.")
    assert "There is no new request right now." in refused.text
    assert "Grace" not in refused.text
    await has_not.presses_data(cards.action("case", 1))
    await has_not.sees("This is not here, or not any more.")
    assert (await deeds(town)).count("took_case") == 1


async def test_taking_twice_and_giving_back(town: World) -> None:
    grace = town.person("Grace", "en")
    await asks_for_a_buddy(grace)
    petra, paul = [await joins(town, name, Role.ADVISOR) for name in ("Petra", "Paul")]
    await takes(petra)
    await petra.presses_data(cards.action("take_case", 1, 1))
    await town.settle()
    assert (await deeds(town)).count("took_case") == 1
    await petra.presses("Staff note")
    await petra.sees("What should colleagues know")
    await petra.presses_data(cards.action("give_back_case", 1, 1))
    await petra.sees("The case is given back.")
    assert await town.rows("select 1 from form") == []
    await takes(paul)


async def test_a_case_that_was_changed_meanwhile_is_shown_before_it_is_taken(town: World) -> None:
    grace = town.person("Grace", "en")
    await asks_for_a_buddy(grace)
    petra = await joins(town, "Petra", Role.ADVISOR)
    await petra.presses_data(cards.action("case", 1))
    old = await petra.sees("Take this case")
    await grace.presses("Where does my request stand?")
    await grace.sees("Change my request")
    await grace.presses("Change my request")
    await grace.sees("Is everything right?")
    await grace.presses("Yes, send it")
    await grace.sees("Your request is changed.")
    await petra.presses_data(cards.action("take_case", 1, 1), old)
    await town.settle()
    assert await town.rows("select 1 from request where advisor is not null") == []
    await petra.presses("Take this case")
    await petra.sees("This is your case.")


async def test_what_was_taken_back_in_the_queue_is_not_there_any_more(town: World) -> None:
    grace = town.person("Grace", "en")
    await asks_for_a_buddy(grace)
    petra = await joins(town, "Petra", Role.ADVISOR)
    await petra.presses_data(cards.action("requests"))
    await petra.sees("today · Hafen · German · English")
    await grace.presses("Where does my request stand?")
    await grace.sees("Take my request back")
    await grace.presses("Take my request back")
    await grace.sees("Yes, take it back")
    await grace.presses("Yes, take it back")
    await grace.sees("Your request is taken back.")
    await petra.presses("today · Hafen · German · English")
    await petra.sees("This is not here, or not any more.")
    await petra.presses_data(cards.action("take_case", 1, 1))
    await petra.presses_data(cards.action("requests"))
    await petra.sees("There is no new request right now.")
    assert await town.rows("select 1 from request where advisor is not null") == []


async def test_nobody_is_ready_for_a_buddy_as_long_as_it_is_not_known_what_for(
    town: World,
) -> None:
    grace = town.person("Grace", "en")
    await opens_the_form(grace)
    await introduces_themselves(grace)
    await grace.presses("I don't know yet")
    await grace.sees("in your own words?")
    await grace.presses("Skip this question")
    await grace.sees("Is everything right?")
    await grace.presses("Yes, send it")
    await grace.sees("Your request is sent")
    petra = await joins(town, "Petra", Role.ADVISOR)
    await takes(petra)
    await petra.presses("Ready for a buddy")
    await petra.sees("What is needed is not known yet.")
    assert await state(town) == "sent"
    await petra.presses("Set the needs")
    await petra.sees("Press the most important first")


async def test_who_erases_everything_while_a_form_is_open_leaves_a_clear_word(town: World) -> None:
    grace = town.person("Grace", "en")
    await asks_for_a_buddy(grace)
    petra = await joins(town, "Petra", Role.ADVISOR)
    await takes(petra)
    await petra.presses("Staff note")
    await petra.sees("What should colleagues know")
    await grace.types("/forgetme")
    await grace.sees("Yes, delete everything")
    await grace.presses("Yes, delete everything")
    gone = await petra.sees("has deleted all their data")
    assert "Grace" not in gone.text
    await petra.types("Mornings only")
    await petra.sees("I did not understand that.")
    assert await town.rows("select 1 from request union all select 1 from form") == []


@pytest.mark.parametrize(
    "pressed",
    [
        "requests", "pressing", "passed", "my_cases", "all_cases", "case", "take_case",
        "give_back_case", "hear_voice", "ready", "set_needs", "case_note", "refer",
    ],
)  # fmt: skip
async def test_the_buttons_of_the_staff_show_nothing_to_others(town: World, pressed: str) -> None:
    grace, tom = town.person("Grace", "en"), town.person("Tom", "en")
    await asks_for_a_buddy(grace)
    await tom.starts()
    await tom.sees("English")
    await tom.presses("English")
    await tom.sees("What brings you here?")
    for person in (grace, tom):
        await person.presses_data(cards.action(pressed, 1, 1))
        await person.sees("This is not here, or not any more.")
    assert await town.rows("select 1 from record where person is not null") == []
    assert await town.rows("select 1 from form") == []


async def test_only_own_cases_are_changed_and_forged_numbers_lead_nowhere(town: World) -> None:
    grace = town.person("Grace", "en")
    await asks_for_a_buddy(grace)
    petra = await joins(town, "Petra", Role.ADVISOR)
    for action in ("ready", "set_needs", "case_note", "refer", "give_back_case"):
        await petra.presses_data(cards.action(action, 1, 1))
        await town.settle()
        assert "Please take it before you change it." in petra.messages[-2].text
    for about in ("2", "-1", "x", "٣", "9" * 30, ""):
        await petra.presses_data(cards.action("case", about, 1))
        await town.settle()
        assert "is not here, or not any more" in petra.messages[-2].text
    assert await state(town) == "sent"


async def test_advisors_do_not_see_their_own_request_and_coordinators_see_all_others(
    town: World,
) -> None:
    grace = town.person("Grace", "en")
    await asks_for_a_buddy(grace)
    petra = await joins(town, "Petra", Role.ADVISOR)
    cora = await joins(town, "Cora", Role.COORDINATOR)
    await takes(petra)
    await asks_for_a_buddy_as_staff(petra)
    await petra.presses_data(cards.action("requests"))
    await petra.sees("There is no new request right now.")
    await petra.presses_data(cards.action("case", 2))
    await petra.sees("This is not here, or not any more.")
    await cora.presses_data(cards.action("all_cases"))
    await cora.sees("Grace · today")
    await cora.sees("Petra · today")
    await cora.presses("Grace · today")
    card = await cora.sees("This is the case of Petra.")
    assert "Take this case" not in [button.text for button in card.buttons]
    await cora.presses("Ready for a buddy")
    await grace.sees("Now we look for a buddy who fits.")


async def asks_for_a_buddy_as_staff(person: Person) -> None:
    await person.presses_data(cards.action("need_help"))
    await person.sees("I agree")
    await person.presses("I agree")
    await person.sees("What may your buddy call you?")
    await introduces_themselves(person)
    await person.presses("I don't know yet")
    await person.sees("in your own words?")
    await person.presses("Skip this question")
    await person.sees("Is everything right?")
    await person.presses("Yes, send it")
    await person.sees("Your request is sent")


async def test_the_cases_of_an_advisor_who_leaves_are_there_for_the_others(town: World) -> None:
    grace = town.person("Grace", "en")
    await asks_for_a_buddy(grace)
    petra, paul = [await joins(town, name, Role.ADVISOR) for name in ("Petra", "Paul")]
    await takes(petra)
    await petra.presses("Staff note")
    await petra.sees("What should colleagues know")
    await petra.types("/forgetme")
    await petra.sees("Yes, delete everything")
    await petra.presses("Yes, delete everything")
    await petra.sees("Everything about you is deleted here.")
    await takes(paul)


async def test_the_queue_shows_pressing_dates_first_then_the_oldest_in_pages(
    calendar_town: World,
) -> None:
    town = calendar_town
    petra = await joins(town, "Petra", Role.ADVISOR)
    await fill(town, 10)
    await petra.presses_data(cards.action("requests"))
    first = await petra.sees("New requests")
    labels = [button.text for button in first.buttons]
    assert labels[0] == "2 days · office on Wed 2 Dec · Arabic"
    assert labels[1] == "10 days · office · Arabic"
    assert labels[8:] == ["More …", "Menu"]
    await petra.presses("More …")
    second = await petra.sees("1 day · office · Arabic")
    assert second.id == first.id
    await petra.presses("Back")
    await petra.sees("10 days · office · Arabic")
    await petra.presses_data(cards.action("requests", 9), await petra.sees("10 days"))
    await town.settle()
    await petra.presses_data(cards.action("desk"))
    desk = await petra.sees("10 new requests (the oldest: 10 days)")
    assert "press" not in desk.text
    await town.advance(days=2)
    await petra.presses_data(cards.action("desk"))
    desk = await petra.sees("1 date that presses (Wed 2 Dec)")
    await petra.presses("Dates that press")
    await petra.sees("4 days · office on Wed 2 Dec · Arabic")
    await town.advance(days=7)
    cora = await joins(town, "Cora", Role.COORDINATOR)
    await cora.presses_data(cards.action("desk"))
    await cora.sees("1 date passed without a buddy")
    await cora.presses("Dates that have passed")
    await cora.sees("Please ask these people how it went")
    await cora.sees("11 days · office on Wed 2 Dec · Arabic")


async def fill(town: World, people: int) -> None:
    """Requests of so many people, each a day older than the one before; the second has a date."""
    now = int(datetime(2026, 11, 24, 11, tzinfo=UTC).timestamp())
    async with town.bot.database.work() as work:
        for number in range(1, people + 1):
            sent = now - int(timedelta(days=number).total_seconds())
            person = await work.add(
                "insert into person (telegram, language, met_at, seen_on) "
                "values (:number, 'ar', :sent, '2026-11-24')",
                number=number,
                sent=sent,
            )
            request = await work.add(
                "insert into request (person, state, sent_at, changed_at) "
                "values (:person, 'sent', :sent, :sent)",
                person=person,
                sent=sent,
            )
            await work.run(
                "insert into need (request, kind, by_day) values (:request, 'office', :day)",
                request=request,
                day="2026-12-02" if number == 2 else None,
            )
