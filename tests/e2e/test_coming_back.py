"""Whoever pressed "I can't" by mistake takes it back, until it would have begun."""

from datetime import UTC, datetime

from bot.conversation import cards
from tests.e2e.meeting import meeting, meets
from tests.e2e.test_agreeing import are_a_pair, data_of
from tests.e2e.test_meetings import states
from tests.e2e.writing import pair
from tests.world import World

MISTAKE = "I pressed by mistake: I can come"


async def test_a_slip_of_the_thumb_is_taken_back(calendar_town: World) -> None:
    town = calendar_town
    amal, tom = town.person("Amal", "en"), town.person("Tom", "en")
    number = await meeting(town, amal, tom, note="Bring a pen.")
    await amal.presses_data(cards.action("cannot_come", number, 2))
    off = await amal.sees("Thank you for saying so. I have told Tom.")
    assert MISTAKE not in [b.text for b in (await tom.sees("Amal can't come")).buttons]
    await tom.presses_data(cards.action("restore_meeting", number, 3))
    await tom.sees("That was from before.")
    assert await states(town) == ["cancelled"]

    await amal.presses_data(data_of(off, MISTAKE), off)
    back = await amal.sees("Good. I have told Tom that you come after all.")
    told = await tom.sees("Good news: Amal can come after all, so you meet as agreed.")
    for message in (back, told):
        assert "Thursday, 3 December, 9:30" in message.text
        assert "Note: Bring a pen." in message.text
    assert "You said: I'll be there." in back.text
    rows = await town.rows("select state, sequence, begins_at, ended_at, ended_by from meeting")
    begins = int(datetime(2026, 12, 3, 8, 30, tzinfo=UTC).timestamp())
    assert [tuple(row) for row in rows] == [("confirmed", 2, begins, None, None)]

    before = len(tom.messages)
    await amal.presses_data(data_of(off, MISTAKE), off)
    await town.settle()
    assert len(tom.messages) == before
    assert await states(town) == ["confirmed"]
    await town.move_to(datetime(2026, 12, 2, 17, 5, tzinfo=UTC))
    await tom.sees("Tomorrow at 9:30 you have a meeting.")


async def test_it_is_not_taken_back_when_it_would_have_begun(calendar_town: World) -> None:
    town = calendar_town
    amal, tom = town.person("Amal", "en"), town.person("Tom", "en")
    number = await meeting(town, amal, tom)
    await amal.presses_data(cards.action("cannot_come", number, 2))
    off = await amal.sees("Thank you for saying so.")
    await town.move_to(datetime(2026, 12, 3, 8, 30, tzinfo=UTC))
    await amal.presses_data(data_of(off, MISTAKE), off)
    await amal.sees("That was from before.")
    assert await states(town) == ["cancelled"]


async def test_whoever_has_something_else_by_now_does_not_come_back(calendar_town: World) -> None:
    town = calendar_town
    amal, tom, match = await pair(town)
    sara = town.person("Sara", "en")
    other = await are_a_pair(town, sara, tom)
    number = await meets(town, amal, tom, match)
    await tom.presses_data(cards.action("cannot_come", number, 2))
    off = await tom.sees("Thank you for saying so.")
    await meets(town, sara, tom, other, time="10:00")
    await tom.presses_data(data_of(off, MISTAKE), off)
    await tom.sees("You have another meeting at that time: Thursday, 3 December, 10:00.")
    assert await states(town) == ["cancelled", "confirmed"]


async def test_the_other_may_have_something_else_by_now(calendar_town: World) -> None:
    town = calendar_town
    amal, tom, match = await pair(town)
    sara = town.person("Sara", "en")
    other = await are_a_pair(town, sara, tom)
    number = await meets(town, amal, tom, match)
    await amal.presses_data(cards.action("cannot_come", number, 2))
    off = await amal.sees("Thank you for saying so.")
    await meets(town, sara, tom, other, time="10:00")
    await amal.presses_data(data_of(off, MISTAKE), off)
    busy = await amal.sees("Tom has no time any more then: Thursday, 3 December, 9:30.")
    assert "Sara" not in busy.text
    assert data_of(busy, "Suggest another time")
