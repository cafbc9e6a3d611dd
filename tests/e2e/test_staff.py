"""The staff: how they come by invitation, how they go, and the record of what they do."""

import json

from bot.conversation import cards
from bot.people import store as people
from bot.sandbox.people import Person
from bot.staff import record, store
from bot.staff.record import Deed
from bot.staff.store import Role
from tests.e2e.asking import asks_for_a_buddy
from tests.e2e.joining import follows, invited, joins
from tests.world import World

NOT_THERE = "This is not here, or not any more."


async def number_of(town: World, person: Person) -> int:
    rows = await town.rows("select id from person where telegram = :chat", chat=person.id)
    return int(rows[0][0])


async def staff_of(town: World) -> list[tuple[str, int, int]]:
    rows = await town.rows("select name, is_advisor, is_coordinator from staff order by name")
    return [tuple(row) for row in rows]


async def makes_link(coordinator: Person, label: str) -> str:
    """A coordinator makes an invitation in the chat; what stands in its link."""
    await coordinator.types("/menu")
    await coordinator.presses("Today")
    await coordinator.sees("Staff, invitations")
    await coordinator.presses("Staff, invitations")
    await coordinator.sees(label)
    await coordinator.presses(label)
    card = await coordinator.sees("It works once, until")
    return card.text.partition("?start=")[2].split()[0]


async def opens_member(coordinator: Person, name: str, then: str) -> None:
    await coordinator.types("/menu")
    await coordinator.presses("Today")
    await coordinator.sees("Staff, invitations")
    await coordinator.presses("Staff, invitations")
    await coordinator.sees("Invite an advisor")
    await coordinator.presses(name)
    await coordinator.sees(then)
    await coordinator.presses(then)


# Joining


async def test_a_coordinator_invites_an_advisor_and_hears_who_came(town: World) -> None:
    petra = await joins(town, "Petra", Role.COORDINATOR)
    payload = await makes_link(petra, "Invite an advisor")
    tom = town.person("Tom", "en")
    await tom.starts(payload)
    await tom.sees("You are now an advisor of the Welcome programme.")
    told = await petra.sees("Tom (the name on Telegram) is now an advisor.")
    assert "The invitation was yours" in told.text
    assert [button.text for button in told.buttons] == ["Not the right person? Remove"]
    assert await staff_of(town) == [(None, 1, 0), ("Petra", 0, 1)]


async def test_every_coordinator_hears_whose_invitation_it_was(town: World) -> None:
    petra = await joins(town, "Petra", Role.COORDINATOR)
    amir = await joins(town, "Amir", Role.COORDINATOR)
    told = await petra.sees("Amir (the name on Telegram) is now a coordinator.")
    assert "on the command line" in told.text
    payload = await makes_link(amir, "Invite a coordinator")
    await follows(town.person("Lena", "en"), payload)
    told = await petra.sees("Lena (the name on Telegram) is now a coordinator.")
    assert "The invitation was made by Amir on" in told.text


async def test_a_forwarded_invitation_works_for_the_first_person_only(town: World) -> None:
    payload = await invited(town, Role.ADVISOR)
    tom, stranger = town.person("Tom", "en"), town.person("Stranger", "en")
    await tom.starts(payload)
    await tom.sees("You are now an advisor")
    await stranger.starts(payload)
    await stranger.sees("This invitation has been used before")
    await tom.starts(payload)
    await tom.sees("You have already joined with this invitation.")
    rows = await town.rows("select person from staff")
    assert [row[0] for row in rows] == [await number_of(town, tom)]


async def test_an_invitation_expires(town: World) -> None:
    payload = await invited(town, Role.COORDINATOR, hours=72)
    await town.advance(hours=73)
    tom = town.person("Tom", "en")
    await tom.starts(payload)
    await tom.sees("This invitation does not work any more.")
    assert await town.rows("select 1 from staff") == []


async def test_a_broken_invitation_says_so_and_goes_on(town: World) -> None:
    payload = await invited(town, Role.COORDINATOR)
    tom = town.person("Tom", "en")
    await follows(tom, payload[:-3])
    await tom.sees("I don't know this invitation.")
    assert await town.rows("select 1 from staff") == []


async def test_who_has_the_role_already_uses_nothing_up(town: World) -> None:
    tom = await joins(town, "Tom", Role.ADVISOR)
    payload = await invited(town, Role.ADVISOR)
    await tom.starts(payload)
    await tom.sees("You have this role already.")
    lena = town.person("Lena", "en")
    await lena.starts(payload)
    await lena.sees("You are now an advisor")


async def test_an_advisor_becomes_a_coordinator_too(town: World) -> None:
    petra = await joins(town, "Petra", Role.COORDINATOR)
    tom = await joins(town, "Tom", Role.ADVISOR)
    await tom.starts(await invited(town, Role.COORDINATOR))
    await tom.sees("You are now a coordinator")
    await petra.sees("Tom is now a coordinator.")
    assert await staff_of(town) == [("Petra", 0, 1), ("Tom", 1, 1)]


async def test_an_invitation_is_made_useless_before_somebody_uses_it(town: World) -> None:
    petra = await joins(town, "Petra", Role.COORDINATOR)
    payload = await makes_link(petra, "Invite a coordinator")
    await petra.presses("Take this invitation back")
    await petra.sees("This invitation does not work any more.")
    stranger = town.person("Stranger", "en")
    await stranger.starts(payload)
    await stranger.sees("This invitation does not work any more.")
    assert len(await staff_of(town)) == 1


async def test_coordinators_see_the_open_invitations_and_take_one_back(
    calendar_town: World,
) -> None:
    town = calendar_town
    petra = await joins(town, "Petra", Role.COORDINATOR)
    payload = await makes_link(petra, "Invite an advisor")
    await makes_link(petra, "Invite a coordinator")
    amir = await joins(town, "Amir", Role.COORDINATOR)
    await amir.presses_data(cards.action("team"))
    staff = await amir.sees("2 open invitations, not used yet:")
    assert "– 1. advisor, until Friday, 27 November, 12:00" in staff.text
    assert "– 2. coordinator, until Friday, 27 November, 12:00" in staff.text
    await amir.presses("Take invitation 1 back")
    await amir.sees("This invitation does not work any more.")
    await amir.presses("Staff, invitations")
    await amir.sees("1 open invitation, not used yet:")
    stranger = town.person("Stranger", "en")
    await stranger.starts(payload)
    await stranger.sees("This invitation does not work any more.")


async def test_an_invitation_that_was_used_cant_be_taken_back(town: World) -> None:
    petra = await joins(town, "Petra", Role.COORDINATOR)
    payload = await makes_link(petra, "Invite an advisor")
    card = petra.last
    await follows(town.person("Tom", "en"), payload)
    await petra.sees("is now an advisor")
    withdraw = next(b for b in card.buttons if "back" in b.text)
    assert withdraw.callback_data is not None
    await petra.presses_data(withdraw.callback_data, card)
    await petra.sees("This invitation was over already")


async def test_a_name_is_changed(town: World) -> None:
    petra = await joins(town, "Petra", Role.COORDINATOR)
    await opens_member(petra, "Petra", "Change my name")
    await petra.sees("What may people call you?")
    await petra.types("Petra M.")
    await petra.sees("From now on people see you as Petra M.")
    assert await staff_of(town) == [("Petra M.", 0, 1)]


# Who may


async def test_others_find_nothing_behind_the_buttons_of_coordinators(town: World) -> None:
    petra = await joins(town, "Petra", Role.COORDINATOR)
    tom = await joins(town, "Tom", Role.ADVISOR)
    grace = town.person("Grace", "en")
    await follows(grace, "")
    before = await staff_of(town)
    about = await number_of(town, petra)
    since = (await town.rows("select since_at from staff where name = 'Petra'"))[0][0]
    for person in (tom, grace):
        for press in (
            cards.action("team"),
            cards.action("invite", "coordinator"),
            cards.action("team_member", about),
            cards.action("remove_member", about, since),
            cards.action("remove_member_now", about, since),
            cards.action("withdraw_invitation", 1),
            cards.action("record"),
        ):
            seen = len([m for m in person.messages if NOT_THERE in m.text])
            await person.presses_data(press)
            await town.settle()
            assert len([m for m in person.messages if NOT_THERE in m.text]) == seen + 1, press
    assert await staff_of(town) == before
    assert await town.rows("select 1 from invitation where used_at is null") == []


async def test_people_find_nothing_behind_the_buttons_of_staff(town: World) -> None:
    for press in ("staff_name", "team_member", "leave_staff", "leave_staff_now", "open_case"):
        grace = town.person(f"Grace, {press}", "en")
        await follows(grace, "")
        await grace.presses_data(cards.action(press))
        await grace.sees(NOT_THERE)
    assert await town.rows("select 1 from opened_case") == []


async def test_odd_buttons_mean_nothing(town: World) -> None:
    petra = await joins(town, "Petra", Role.COORDINATOR)
    for press in (
        cards.action("invite", "king"),
        cards.action("team_member", "9" * 30),
        cards.action("remove_member_now", "½"),
    ):
        seen = len([m for m in petra.messages if NOT_THERE in m.text])
        await petra.presses_data(press)
        await town.settle()
        assert len([m for m in petra.messages if NOT_THERE in m.text]) == seen + 1, press
    await petra.presses_data(cards.action("team", "9" * 30))
    await petra.sees("Staff: 1 person")
    await petra.presses_data(cards.action("withdraw_invitation", "9" * 30))
    await petra.sees("This invitation was over already")


async def test_a_large_staff_comes_in_pages(town: World) -> None:
    petra = await joins(town, "Petra", Role.COORDINATOR)
    async with town.bot.database.work() as work:
        for number in range(1, 13):
            person = await people.add(work, number, "en")
            await store.add(work, person.id, Role.ADVISOR)
            await store.change_name(work, person.id, f"Advisor {number}")
    await petra.presses_data(cards.action("team"))
    first = await petra.sees("Staff: 13 people")
    assert "Advisor 9: advisor, since" in first.text
    assert "Advisor 10" not in first.text
    await petra.presses("More")
    second = await petra.sees("Advisor 12: advisor, since")
    assert second.id == first.id
    await petra.presses("More")
    await petra.sees("Advisor 1: advisor, since")


# Leaving


async def test_a_coordinator_takes_somebody_off_the_staff_in_two_steps(town: World) -> None:
    petra = await joins(town, "Petra", Role.COORDINATOR)
    tom = await joins(town, "Tom", Role.ADVISOR)
    await opens_member(petra, "Tom", "Take off the staff")
    await petra.sees("Shall I take Tom off the staff?")
    await petra.presses("Yes, take off the staff")
    await petra.sees("Tom is no longer on the staff, and has been told.")
    await tom.sees("You are no longer on the staff")
    assert await staff_of(town) == [("Petra", 0, 1)]
    await petra.presses_again()
    await town.settle()
    await tom.types("/menu")
    await tom.sees("I need help")
    await tom.sees_no("Shall I take")
    assert len([m for m in tom.messages if "no longer on the staff" in m.text]) == 1


async def test_whoever_came_in_by_a_wrong_link_is_removed_from_the_news(town: World) -> None:
    petra = await joins(town, "Petra", Role.COORDINATOR)
    payload = await makes_link(petra, "Invite a coordinator")
    stranger = town.person("Stranger", "en")
    await follows(stranger, payload)
    await petra.sees("Stranger (the name on Telegram) is now a coordinator.")
    theirs = await makes_link(stranger, "Invite a coordinator")
    await petra.presses("Not the right person? Remove")
    await petra.sees("Shall I take a colleague without a name off the staff?")
    await petra.presses("Yes, take off the staff")
    await stranger.sees("You are no longer on the staff")
    await stranger.starts(theirs)
    await stranger.sees("This invitation does not work any more.")
    assert await staff_of(town) == [("Petra", 0, 1)]


async def test_a_removed_members_open_form_is_gone(town: World) -> None:
    petra = await joins(town, "Petra", Role.COORDINATOR)
    tom = town.person("Tom", "en")
    await follows(tom, await invited(town, Role.ADVISOR))
    await tom.presses("Tell us your name")
    await tom.sees("What may people call you?")
    await petra.sees("Not the right person? Remove")
    await petra.presses("Not the right person? Remove")
    await petra.sees("Yes, take off the staff")
    await petra.presses("Yes, take off the staff")
    await tom.sees("You are no longer on the staff")
    await tom.types("Tom the Great")
    await tom.sees("I did not understand that.")
    assert await town.rows("select 1 from form") == []


async def test_an_old_button_does_not_remove_who_came_back(town: World) -> None:
    petra = await joins(town, "Petra", Role.COORDINATOR)
    tom = await joins(town, "Tom", Role.ADVISOR)
    await opens_member(petra, "Tom", "Take off the staff")
    sure = await petra.sees("Shall I take Tom off the staff?")
    yes = next(b.callback_data for b in sure.buttons if b.text.startswith("Yes"))
    assert yes is not None
    await petra.presses("Yes, take off the staff")
    await tom.sees("You are no longer on the staff")
    await town.advance(minutes=5)
    await tom.starts(await invited(town, Role.ADVISOR))
    await petra.sees("is now an advisor")
    await petra.presses_data(yes, sure)
    await petra.sees("a colleague without a name: advisor, since")
    assert len(await staff_of(town)) == 2


async def test_an_advisor_leaves_by_the_own_entry(town: World) -> None:
    petra = await joins(town, "Petra", Role.COORDINATOR)
    tom = await joins(town, "Tom", Role.ADVISOR)
    await tom.types("/menu")
    await tom.presses("Today")
    await tom.sees("My entry")
    await tom.presses("My entry")
    await tom.sees("Tom: advisor, since")
    await tom.presses("Leave the staff")
    await tom.sees("Would you like to leave the staff?")
    await tom.presses("Yes, leave the staff")
    await tom.sees("You have left the staff.")
    await petra.sees("Tom has left the staff.")
    assert await staff_of(town) == [("Petra", 0, 1)]


async def test_the_last_coordinator_stays(town: World) -> None:
    petra = await joins(town, "Petra", Role.COORDINATOR)
    await joins(town, "Tom", Role.ADVISOR)
    await opens_member(petra, "Petra", "Leave the staff")
    await petra.sees("You are the only coordinator")
    since = (await town.rows("select since_at from staff where name = 'Petra'"))[0][0]
    await petra.presses_data(cards.action("leave_staff_now", "", since))
    await petra.types("/forgetme")
    await petra.presses_data(cards.action("forget_now"))
    await town.settle()
    assert len([m for m in petra.messages if "You are the only coordinator" in m.text]) == 4
    assert ("Petra", 0, 1) in await staff_of(town)


async def test_of_two_coordinators_who_leave_at_once_one_stays(town: World) -> None:
    petra = await joins(town, "Petra", Role.COORDINATOR)
    amir = await joins(town, "Amir", Role.COORDINATOR)
    for person, name in ((petra, "Petra"), (amir, "Amir")):
        await opens_member(person, name, "Leave the staff")
        await person.sees("Would you like to leave the staff?")
    await petra.presses("Yes, leave the staff")
    await amir.presses("Yes, leave the staff")
    await town.settle()
    assert len(await staff_of(town)) == 1


async def test_who_deletes_everything_leaves_the_staff_first(town: World) -> None:
    petra = await joins(town, "Petra", Role.COORDINATOR)
    tom = await joins(town, "Tom", Role.ADVISOR)
    await tom.types("/forgetme")
    await tom.sees("Yes, delete everything")
    await tom.presses("Yes, delete everything")
    await tom.sees("Everything about you is deleted here.")
    await petra.sees("Tom has left the staff.")
    assert await staff_of(town) == [("Petra", 0, 1)]


async def test_staff_who_are_silent_for_a_year_stay(town: World) -> None:
    await joins(town, "Petra", Role.COORDINATOR)
    await town.advance(days=400)
    assert len(await staff_of(town)) == 1


# The record


async def test_coordinators_read_who_did_what_newest_first(town: World) -> None:
    petra = await joins(town, "Petra", Role.COORDINATOR)
    grace = town.person("Grace", "en")
    await asks_for_a_buddy(grace)
    staff, person = await number_of(town, petra), await number_of(town, grace)
    async with town.bot.database.work() as work:
        for deed in (Deed.SAW_REQUEST, *[Deed.WROTE] * 12, Deed.SET_NEEDS):
            await record.add(work, staff, deed, person)
    await petra.types("/menu")
    await petra.presses("Today")
    await petra.sees("Record")
    await petra.presses("Record")
    page = await petra.sees("Record: who of the staff saw or changed what")
    first = page.text.splitlines()[2]
    assert first.endswith("Petra: set the needs · Grace")
    assert [button.text for button in page.buttons] == ["Older", "Menu"]
    async with town.bot.database.work() as work:
        await record.add(work, staff, Deed.SAW_MATCH, person)
    await petra.presses("Older")
    await petra.sees("Petra: saw the request · Grace")
    older = petra.message(page.id)
    assert older.text.splitlines()[-1].endswith("Petra: joined the staff")
    await petra.presses("Newer")
    await petra.sees("Petra: set the needs · Grace")
    await petra.presses("Newer")
    await petra.sees("Petra: saw the match · Grace")


async def test_a_person_finds_in_the_own_data_that_staff_looked(town: World) -> None:
    petra = await joins(town, "Petra", Role.COORDINATOR)
    grace = town.person("Grace", "en")
    await asks_for_a_buddy(grace)
    staff, person = await number_of(town, petra), await number_of(town, grace)
    async with town.bot.database.work() as work:
        await record.add(work, staff, Deed.SAW_REQUEST, person)
    await grace.types("/mydata")
    await grace.sees("As a file")
    await grace.presses("As a file")
    message = await grace.sees("Everything that is stored about you")
    assert message.document is not None
    (row,) = json.loads(message.document.content)["record"]
    assert (row["deed"], row["what"]) == ("saw_request", "about you")


async def test_old_rows_of_the_record_and_invitations_are_forgotten(town: World) -> None:
    petra = await joins(town, "Petra", Role.COORDINATOR)
    await makes_link(petra, "Invite an advisor")
    assert [tuple(row) for row in await town.rows("select count(*) from invitation")] == [(2,)]
    await town.advance(days=34)
    assert [tuple(row) for row in await town.rows("select count(*) from invitation")] == [(0,)]
    assert len(await town.rows("select 1 from record")) == 2
    await town.advance(days=335)
    assert await town.rows("select 1 from record") == []
