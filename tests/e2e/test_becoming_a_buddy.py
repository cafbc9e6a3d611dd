"""A volunteer's way: applying, the steps to active, pausing and leaving; the coordinator beside."""

import asyncio
import json
from dataclasses import replace

from bot.buddies import store
from bot.conversation import cards
from bot.people import store as people
from bot.staff.store import Role
from tests.e2e.asking import asks_for_a_buddy
from tests.e2e.volunteering import (
    applies,
    fills_the_application,
    id_of,
    is_staff,
    makes_active,
    opens_the_application,
    opens_the_applications,
)
from tests.world import World


async def test_a_volunteer_becomes_an_active_buddy(calendar_town: World) -> None:
    tom, petra = calendar_town.person("Tom", "en"), calendar_town.person("Petra", "en")
    await is_staff(calendar_town, petra, Role.COORDINATOR)
    await applies(tom)
    thanks = await tom.sees("The coordinators of the Welcome Buddies have your application.")
    assert "Friday, 27 November" in thanks.text
    await tom.types("/status")
    path = await tom.sees("Your way to becoming a buddy")
    assert "Application, sent on Tuesday, 24 November ✓" in path.text
    assert "A talk with a coordinator: still to come" in path.text
    assert "a coordinator writes to you by Friday, 27 November" in path.text

    await opens_the_applications(petra)
    entry = await petra.sees("Tom, buddy: applied")
    assert "Applied today" in entry.text
    assert "Helps with: Practising German" in entry.text
    assert "About me: I like to cook." in entry.text
    await petra.presses("The talk was held")
    await petra.sees("Tom, buddy: talk held")
    await tom.sees("Thank you for the talk, Tom.")
    await petra.presses("Was at the introduction")
    await petra.sees("Tom, buddy: introduced")
    await tom.sees("for coming to the introduction.")
    await petra.presses("Make active")
    await petra.sees("Tom, buddy: active")
    await tom.sees("Tom, you are a Welcome Buddy now.")
    assert petra.message(entry.id).text.startswith("Tom, buddy: active")

    rows = await calendar_town.rows("select deed from record order by id")
    deeds = ["saw_buddy", "interviewed", "introduced", "activated"]
    assert [row["deed"] for row in rows] == deeds
    await tom.types("/menu")
    await calendar_town.settle()
    labels = [button.text for button in tom.last.buttons]
    assert "What I offer as a buddy" in labels
    assert "My way to becoming a buddy" not in labels
    assert "I want to help" not in labels


async def test_what_is_agreed_to_is_kept_with_its_version(town: World) -> None:
    tom = town.person("Tom", "en")
    await applies(tom)
    rows = await town.rows("select purpose, version, language from consent order by purpose")
    assert [tuple(row) for row in rows] == [
        ("adult", "1", "en"),
        ("code_of_conduct", "1", "en"),
        ("volunteering", "1", "en"),
    ]


async def test_who_helps_and_asks_for_help_agrees_to_both(town: World) -> None:
    grace = town.person("Grace", "en")
    await asks_for_a_buddy(grace)
    await grace.types("/menu")
    await grace.sees("I want to help")
    await grace.presses("I want to help")
    await grace.sees("Apply as a buddy")
    await grace.presses("Apply as a buddy")
    await grace.sees("Of a certificate of conduct only a note is kept")
    await grace.presses("I agree")
    await grace.sees("What may a newcomer call you?")
    await fills_the_application(grace)
    await grace.presses("Yes, send it")
    await grace.sees("The coordinators of the Welcome Buddies have your application.")
    await grace.types("/status")
    await grace.sees("with the Welcome Center since today")
    await grace.sees("Your way to becoming a buddy")


async def test_the_whole_notice_comes_with_the_yes_below(town: World) -> None:
    tom = town.person("Tom", "en")
    await tom.starts()
    await tom.sees("Choose your language")
    await tom.presses("English")
    await tom.sees("What brings you here?")
    await tom.presses("I want to help")
    await tom.sees("Apply as a buddy")
    await tom.presses("Apply as a buddy")
    await tom.sees("Read more")
    await tom.presses("Read more")
    notice = await tom.sees("Who sees what, and for how long")
    assert "your offer as a buddy, 365 days after you leave" in notice.text
    await tom.presses("I agree")
    await tom.sees("What may a newcomer call you?")


async def test_a_forged_yes_means_nothing(town: World) -> None:
    tom = town.person("Tom", "en")
    await tom.starts()
    await tom.sees("Choose your language")
    for about in ("spying/apply_as_buddy", "volunteering/", "volunteering/no:thing", "/", "a/b/c"):
        seen = len(tom.messages)
        await tom.presses_data(cards.action("agree", about, 1))
        await town.settle()
        assert "This is not here" in tom.messages[seen].text
    assert await town.rows("select * from consent") == []


async def test_words_behind_privacy_are_no_reason_to_fail(town: World) -> None:
    tom = town.person("Tom", "en")
    await tom.starts()
    await tom.sees("Choose your language")
    await tom.types("/privacy " + "please tell me more " * 9)
    await tom.sees("Who sees what, and for how long")


async def test_an_application_goes_on_where_it_was_left(town: World) -> None:
    tom = town.person("Tom", "en")
    await opens_the_application(tom)
    await tom.types("/status")
    await tom.sees("You have begun an application as a buddy, but not sent it yet.")
    await tom.types("/menu")
    await tom.sees("Go on with my application")
    await tom.presses("Go on with my application")
    await tom.sees("1/9")


async def test_applying_twice_is_one_application(town: World) -> None:
    tom = town.person("Tom", "en")
    await applies(tom)
    await tom.presses_data(cards.action("apply_as_buddy"))
    await tom.sees("Your way to becoming a buddy")
    await tom.presses_data(cards.action("want_to_help"))
    await town.settle()
    assert "Your way to becoming a buddy" in tom.last.text
    assert len(await town.rows("select * from buddy")) == 1


async def test_what_is_offered_can_be_changed_without_promising_again(town: World) -> None:
    tom = town.person("Tom", "en")
    await applies(tom)
    await tom.types("/status")
    await tom.sees("Change what I offer")
    await tom.presses("Change what I offer")
    review = await tom.sees("Is everything right?")
    assert "Newcomers at once: 2" in review.text
    assert "Code of conduct: I agree" in review.text
    await tom.presses("Change something")
    await tom.sees("What would you like to change?")
    await tom.presses("Newcomers at once")
    await tom.sees("Keep what I had")
    await tom.presses("1")
    await tom.sees("Newcomers at once: 1")
    await tom.presses("Yes, send it")
    await tom.sees("What you offer is changed.")
    rows = await town.rows("select places, state, version from buddy")
    assert [tuple(row) for row in rows] == [(1, "applied", 2)]


async def test_a_buddy_pauses_until_a_day_and_is_active_again_on_it(calendar_town: World) -> None:
    tom, petra = calendar_town.person("Tom", "en"), calendar_town.person("Petra", "en")
    await is_staff(calendar_town, petra, Role.COORDINATOR)
    await applies(tom)
    await makes_active(calendar_town, petra)
    await tom.types("/status")
    await tom.sees("You are an active buddy.")
    await tom.presses("Pause for a while")
    await tom.sees("On which day are you active again?")
    await tom.types("yesterday")
    await tom.sees("Monday, 23 November has passed.")
    await tom.types("today")
    await tom.sees("That is too early for me.")
    await tom.types("3.12.")
    paused = await tom.sees("You pause.")
    assert "On Thursday, 3 December you are active again." in paused.text
    rows = await calendar_town.rows("select state, paused_until from buddy")
    assert [tuple(row) for row in rows] == [("paused", "2026-12-03")]
    await tom.presses("Be active again now")
    back = await tom.sees("It is good that you are back.")
    assert "You are an active buddy." in back.text
    await tom.presses_again()
    await calendar_town.settle()
    assert len(await calendar_town.rows("select 1 from buddy where state = 'active'")) == 1


async def test_a_buddy_leaves_in_two_steps_and_may_come_back(town: World) -> None:
    tom, petra = town.person("Tom", "en"), town.person("Petra", "en")
    await is_staff(town, petra, Role.COORDINATOR)
    await applies(tom)
    await makes_active(town, petra)
    await tom.types("/status")
    await tom.sees("Stop being a buddy")
    await tom.presses("Stop being a buddy")
    await tom.sees("Would you like to stop being a buddy?")
    await tom.presses("Yes, stop")
    await tom.sees("You are no longer a Welcome Buddy.")
    await tom.types("/status")
    await tom.sees("Nothing is open for you right now.")
    await tom.presses("I want to help")
    await tom.sees("Apply as a buddy")
    await tom.presses("Apply as a buddy")
    review = await tom.sees("Is everything right?")
    assert "District: Hafen" in review.text
    await tom.presses("Yes, send it")
    await town.settle()
    rows = await town.rows("select state, interviewed_at from buddy")
    assert [tuple(row) for row in rows] == [("applied", None)]


async def test_an_old_button_ends_nothing(town: World) -> None:
    tom = town.person("Tom", "en")
    await applies(tom)
    await tom.presses_data(cards.action("leave_buddy_now", "", 99))
    await tom.sees("Your way to becoming a buddy")
    assert len(await town.rows("select 1 from buddy where state = 'applied'")) == 1


async def test_an_application_is_taken_back(town: World) -> None:
    tom = town.person("Tom", "en")
    await applies(tom)
    await tom.types("/status")
    await tom.sees("Take my application back")
    await tom.presses("Take my application back")
    await tom.sees("Shall I take your application back?")
    await tom.presses("Yes, take it back")
    await tom.sees("Your application is taken back.")
    assert len(await town.rows("select 1 from buddy where state = 'left'")) == 1


async def test_staff_buttons_mean_nothing_to_others(town: World) -> None:
    tom, ada = town.person("Tom", "en"), town.person("Ada", "en")
    await is_staff(town, ada, Role.ADVISOR)
    await applies(tom)
    about = await id_of(town, tom)
    for person in (tom, ada):
        for name in ("move_on", "note_certificate", "decline_buddy", "buddy", "applications"):
            seen = len(person.messages)
            await person.presses_data(cards.action(name, about, 1))
            await town.settle()
            assert "This is not here" in person.messages[seen].text
    assert len(await town.rows("select 1 from buddy where state = 'applied' and version = 1")) == 1
    assert await town.rows("select * from record") == []


async def test_forged_buttons_of_a_coordinator_say_that_nothing_is_there(town: World) -> None:
    petra = town.person("Petra", "en")
    await is_staff(town, petra, Role.COORDINATOR)
    for about in ("", "x", "-1", "٣", "999", "9" * 40):
        for name in ("move_on", "buddy", "decline_buddy"):
            seen = len(petra.messages)
            await petra.presses_data(cards.action(name, about, 1))
            await town.settle()
            assert "This is not here" in petra.messages[seen].text
    for about in ("nobody", "active.x", "active.999999999"):
        seen = len(petra.messages)
        await petra.presses_data(cards.action("buddies_list", about))
        await town.settle()
        assert "This is not here" in petra.messages[seen].text


async def test_two_coordinators_take_one_step_once(town: World) -> None:
    tom, petra, paul = (town.person(name, "en") for name in ("Tom", "Petra", "Paul"))
    await is_staff(town, petra, Role.COORDINATOR)
    await is_staff(town, paul, Role.COORDINATOR)
    await applies(tom)
    await opens_the_applications(petra)
    await opens_the_applications(paul)
    await asyncio.gather(petra.presses("The talk was held"), paul.presses("The talk was held"))
    await petra.sees("Tom, buddy: talk held")
    await paul.sees("Tom, buddy: talk held")
    await town.settle()
    told = [one for one in (petra, paul) if "changed in the meantime" in one.last.text]
    assert len(told) == 1
    assert len(await town.rows("select 1 from record where deed = 'interviewed'")) == 1
    assert len([m for m in tom.messages if "Thank you for the talk" in m.text]) == 1


async def test_an_application_is_declined_kindly_and_once(town: World) -> None:
    tom, petra, paul = (town.person(name, "en") for name in ("Tom", "Petra", "Paul"))
    await is_staff(town, petra, Role.COORDINATOR)
    await is_staff(town, paul, Role.COORDINATOR)
    await applies(tom)
    for coordinator in (petra, paul):
        await opens_the_applications(coordinator)
        await coordinator.presses("Decline")
        await coordinator.sees("What is the reason? Only staff can read it.")
    await petra.types("x" * 2000)
    await petra.sees("letters too long for me")
    await petra.types("Never came to the talk.")
    await petra.sees("Shall the application be declined")
    await petra.presses("Yes, send it")
    await petra.sees("Declined. Tom has been told, without the reason.")
    news = await tom.sees("we can't offer you a place")
    assert "Never came" not in tom.transcript()
    assert "Tom" in news.text
    await paul.types("Doesn't fit.")
    await paul.sees("Shall the application be declined")
    await paul.presses("Yes, send it")
    await paul.sees("Nothing was declined: this has changed in the meantime.")
    await town.settle()
    rows = await town.rows("select state, declined_for from buddy")
    assert [tuple(row) for row in rows] == [("declined", "Never came to the talk.")]
    assert len([m for m in tom.messages if "can't offer you a place" in m.text]) == 1


async def test_who_was_declined_in_the_middle_of_a_change_sends_no_new_application(
    town: World,
) -> None:
    tom, petra = town.person("Tom", "en"), town.person("Petra", "en")
    await is_staff(town, petra, Role.COORDINATOR)
    await applies(tom)
    await tom.presses_data(cards.action("change_offer"))
    await tom.sees("Change something")
    await opens_the_applications(petra)
    await petra.presses("Decline")
    await petra.sees("What is the reason?")
    await petra.types("Moved away.")
    await petra.sees("Shall the application be declined")
    await petra.presses("Yes, send it")
    await tom.sees("we can't offer you a place")
    await tom.presses("Yes, send it")
    await town.settle()
    assert len(await town.rows("select 1 from buddy where state = 'declined'")) == 1


async def test_a_certificate_is_noted_and_nothing_else_of_it(calendar_town: World) -> None:
    tom, petra = calendar_town.person("Tom", "en"), calendar_town.person("Petra", "en")
    await is_staff(calendar_town, petra, Role.COORDINATOR)
    await applies(tom)
    await opens_the_applications(petra)
    await petra.presses("Note a certificate")
    await petra.sees("When did you see the certificate?")
    await petra.types("1.12.2026")
    await petra.sees("Tuesday, 1 December is still to come.")
    await petra.presses("Today")
    await petra.sees("Which day of issue stands on it?")
    await petra.types("tomorrow")
    await petra.sees("Wednesday, 25 November is still to come.")
    await petra.types("1.8.2026")
    await petra.sees("Is there an entry in it")
    await petra.presses("No relevant entry")
    await petra.sees("Is everything right?")
    await petra.presses("Yes, send it")
    await petra.sees("more than 3 months before it was seen. Please ask for a newer one.")
    await petra.sees("Change something")
    await petra.presses("Change something")
    await petra.sees("What would you like to change?")
    await petra.presses("Issued on")
    await petra.sees("Keep what I had")
    await petra.types("1.10.")
    await petra.sees("Issued on: Thursday, 1 October")
    await petra.presses("Yes, send it")
    await petra.sees("seen on Tuesday, 24 November, issued on Thursday, 1 October, no relevant")
    await tom.sees("your certificate of conduct was seen on Tuesday, 24 November.")
    rows = await calendar_town.rows(
        "select certificate_seen_on, certificate_issued_on, certificate_has_entry from buddy"
    )
    assert [tuple(row) for row in rows] == [("2026-11-24", "2026-10-01", 0)]
    await tom.types("/status")
    await tom.sees("seen on Tuesday, 24 November ✓")


async def test_the_walk_ends_with_the_last_application(town: World) -> None:
    tom, lena, petra = (town.person(name, "en") for name in ("Tom", "Lena", "Petra"))
    await is_staff(town, petra, Role.COORDINATOR)
    await applies(tom)
    await applies(lena)
    await opens_the_applications(petra)
    await petra.sees("Tom, buddy: applied")
    await petra.presses("Next application")
    await petra.sees("Lena, buddy: applied")
    await petra.presses("Next application")
    await petra.sees("That was the last application.")
    await petra.presses("All buddies")
    await petra.sees("applied: 2")
    await petra.presses("applied: 2")
    await petra.sees("Buddies: applied")
    await petra.presses("Lena")
    await petra.sees("Lena, buddy: applied")
    assert len(await town.rows("select 1 from record where deed = 'saw_buddy'")) == 3


async def test_somebody_erased_takes_along_what_is_being_written_about_them(town: World) -> None:
    tom, petra = town.person("Tom", "en"), town.person("Petra", "en")
    await is_staff(town, petra, Role.COORDINATOR)
    await applies(tom)
    await opens_the_applications(petra)
    await petra.presses("Decline")
    await petra.sees("What is the reason?")
    await tom.types("/forgetme")
    await tom.sees("Yes, delete everything")
    await tom.presses("Yes, delete everything")
    await tom.sees("Everything about you is deleted here.")
    await town.settle()
    assert await town.rows("select person from buddy union all select person from form") == []
    await petra.presses_data(cards.action("applications"))
    await petra.sees("No application waits.")


async def test_a_buddys_data_is_shown_and_comes_as_a_file(town: World) -> None:
    tom = town.person("Tom", "en")
    await applies(tom)
    await tom.types("/mydata")
    card = await tom.sees("What I know about you")
    assert "As a buddy: applied" in card.text
    assert "About me: I like to cook." in card.text
    await tom.presses("As a file")
    message = await tom.sees("Everything that is stored about you")
    assert message.document is not None
    told = json.loads(message.document.content)
    assert told["buddy"][0]["name"] == "Tom"
    assert told["buddy_helps"] == [{"kind": "german"}]


async def test_who_left_is_forgotten_as_a_buddy_in_time(calendar_town: World) -> None:
    tom = calendar_town.person("Tom", "en")
    await applies(tom)
    await tom.presses_data(cards.action("leave_buddy_now", "", 1))
    await tom.sees("Your application is taken back.")
    await calendar_town.advance(days=364)
    assert len(await calendar_town.rows("select * from buddy")) == 1
    await calendar_town.advance(days=2)
    assert await calendar_town.rows("select * from buddy") == []


async def test_an_application_that_nobody_reads_says_that_it_is_not_lost(
    calendar_town: World,
) -> None:
    tom = calendar_town.person("Tom", "en")
    await applies(tom)
    await calendar_town.advance(days=3)
    await tom.types("/status")
    await tom.sees("a coordinator writes to you by Friday, 27 November")
    await calendar_town.advance(days=1)
    await tom.types("/status")
    await tom.sees("Your application is not lost.")


async def test_a_long_list_of_buddies_comes_in_pages(town: World) -> None:
    tom, petra = town.person("Tom", "en"), town.person("Petra", "en")
    await is_staff(town, petra, Role.COORDINATOR)
    await applies(tom)
    async with town.bot.database.work() as work:
        offer = (await store.get(work, await id_of(town, tom))).offer
        for number in range(1, 10):
            person = await people.add(work, 1000 + number, "en")
            await store.put(work, person.id, replace(offer, name=f"Buddy {number}"))
    await petra.presses_data(cards.action("buddies_list"))
    await petra.sees("applied: 10")
    await petra.presses("applied: 10")
    first = await petra.sees("Buddies: applied")
    assert [button.text for button in first.buttons][-3:] == ["Buddy 7", "More …", "Buddies"]
    await petra.presses("More …")
    await petra.sees("Buddy 9")
    await petra.presses("Buddies")
    await petra.sees("applied: 10")
    assert petra.message(first.id).text == "Buddies"


async def test_applications_are_no_matter_of_advisors(town: World) -> None:
    tom, ada = town.person("Tom", "en"), town.person("Ada", "en")
    await is_staff(town, ada, Role.ADVISOR)
    await applies(tom)
    await ada.presses_data(cards.action("desk"))
    await ada.sees("Today, ")
    assert "application" not in ada.last.text
    await ada.presses_data(cards.action("buddies_list"))
    await ada.sees("This is not here")
