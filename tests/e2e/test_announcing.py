"""A seminar's date goes out as a broadcast: to those it is for, as it is when each gets it."""

from bot.conversation import cards
from bot.sandbox.people import Person
from bot.staff.store import Role
from tests.e2e import joining, seminars
from tests.e2e.broadcasting import got, presses
from tests.world import World


async def announces(town: World, coordinator: Person, seminar: int) -> None:
    await coordinator.presses_data(cards.action("announce", seminar))
    await town.settle()


async def at_the_seminar(town: World) -> tuple[Person, Person, Person, int]:
    """A coordinator, two buddies, and a seminar for buddies."""
    anna = await joining.joins(town, "Anna", Role.COORDINATOR)
    tom = await seminars.becomes_a_buddy(town, anna, "Tom")
    lena = await seminars.becomes_a_buddy(town, anna, "Lena")
    return anna, tom, lena, await seminars.makes(town, anna)


async def test_a_date_reaches_those_it_is_for_who_have_not_answered(calendar_town: World) -> None:
    town = calendar_town
    anna, tom, lena, seminar = await at_the_seminar(town)
    await seminars.signs_up(town, tom, seminar)
    await announces(town, anna, seminar)
    draft = await anna.sees("not sent yet")
    assert "1 person gets it" in draft.text
    assert "1 person has answered already, and isn't asked again." in draft.text
    assert "English: there is no text. 1 person reads it in this language: German." in draft.text
    preview = anna.messages[-2]
    assert seminars.TITLE in preview.text
    await presses(town, anna, "Send now")
    assert len(await got(tom)) == 0
    assert await got(lena) == [preview.text]
    await presses(town, lena, "I come")
    await lena.sees("You have a seat")
    await anna.sees("Sent: 1 of 1")


async def test_a_date_has_one_draft(calendar_town: World) -> None:
    town = calendar_town
    anna, _, _, seminar = await at_the_seminar(town)
    for _ in range(2):
        await announces(town, anna, seminar)
        await anna.sees("2 people get it")
        await anna.presses_data(cards.action("broadcasts"))
        await town.settle()
    assert len(await town.rows("select 1 from broadcast")) == 1


async def test_whoever_reads_it_later_gets_the_new_date(calendar_town: World) -> None:
    town = calendar_town
    anna, tom, lena, seminar = await at_the_seminar(town)
    fault = town.box.faults.add("500", chat=lena)
    await announces(town, anna, seminar)
    await presses(town, anna, "Send now")
    await tom.sees("Thursday, 3 December, 18:00")
    rows = await town.rows("select version from seminar")
    await anna.presses_data(cards.action("move_seminar", seminar, rows[0][0]))
    for answer in ("4.12.", "19:00", "1 hour"):
        await town.settle()
        await anna.types(answer)
    await town.settle()
    await presses(town, anna, "Yes, move it")
    assert await got(lena) == []
    fault.remove()
    await town.advance(minutes=2)
    (message,) = await got(lena)
    assert "Friday, 4 December, 19:00" in message


async def test_a_cancelled_one_stops_by_itself(calendar_town: World) -> None:
    town = calendar_town
    anna, tom, _, seminar = await at_the_seminar(town)
    await announces(town, anna, seminar)
    await anna.presses("Send on Wed 25 Nov, 9:00")
    await town.settle()
    rows = await town.rows("select version from seminar")
    await anna.presses_data(cards.action("cancel_seminar_now", seminar, rows[0][0]))
    await town.settle()
    await anna.sees("was stopped: the date is cancelled")
    await town.advance(hours=22)
    assert await got(tom) == []
    assert (await town.rows("select state from broadcast"))[0][0] == "stopped"
    await announces(town, anna, seminar)
    await anna.sees("Nobody can be invited any more.")


async def test_a_date_that_is_over_is_not_sent_and_that_is_said(calendar_town: World) -> None:
    town = calendar_town
    anna = await joining.joins(town, "Anna", Role.COORDINATOR)
    tom = await seminars.becomes_a_buddy(town, anna, "Tom")
    seminar = await seminars.makes(town, anna, day="25.11.", time="8:30")
    await announces(town, anna, seminar)
    await anna.presses("Send on Wed 25 Nov, 9:00")
    await town.settle()
    await town.advance(hours=22)
    await anna.sees("is not sent any more: the date is over.")
    report = await anna.sees("Broadcast: stopped")
    assert "don't want" not in report.text
    assert await got(tom) == []
    assert (await town.rows("select state from broadcast"))[0][0] == "stopped"
