"""Where two people, and those who help them, may go wrong: forms that cross with what others do,
things that aren't words, links and languages in the middle of something."""

import pytest

from bot.conversation import cards
from bot.sandbox.people import Person
from bot.staff import store as staff
from bot.staff.store import Role
from tests.e2e.joining import invited, joins
from tests.e2e.writing import ends, number_of, pair, writes_to
from tests.world import World


def heard(person: Person, words: str) -> int:
    return len([m for m in person.messages if m.from_bot and words in m.text])


async def open_forms(town: World) -> list[str]:
    await town.settle()
    return sorted(row[0] for row in await town.rows("select flow from form"))


async def begins_to_end(person: Person, match: int) -> None:
    await person.presses_data(cards.action("match", match))
    await person.sees("End it")
    await person.presses("End it")
    await person.sees("Shall I end it now?")


async def test_both_end_it_at_once(town: World) -> None:
    amal, tom, match = await pair(town)
    for person in (amal, tom):
        await begins_to_end(person, match)
    yes = next(b.callback_data for b in tom.messages[-1].buttons if b.text == "Yes, end it")
    await amal.presses("Yes, end it")
    await amal.sees("Would you like to say why")
    await tom.sees("Amal has ended your time together")
    await tom.presses_data(str(yes))
    await tom.sees("Your time together is over here.")
    await town.settle()
    ended = await town.rows("select ended_by, state from match")
    assert [tuple(row) for row in ended] == [("newcomer", "ended")]
    assert await open_forms(town) == [f"end_as_newcomer@{match}"]
    assert heard(tom, "It is ended.") == 0
    assert heard(amal, "has ended your time together") == 0


async def test_a_message_is_begun_while_the_other_one_ends_it(town: World) -> None:
    amal, tom, match = await pair(town)
    await tom.presses_data(cards.action("write_pair", match))
    await tom.sees("Please write your message.")
    await begins_to_end(amal, match)
    await amal.presses("Yes, end it")
    await tom.sees("Amal has ended your time together")
    await tom.types("Shall we meet on Monday?")
    await town.settle()
    assert heard(amal, "Shall we meet") == 0
    assert await open_forms(town) == [f"end_as_newcomer@{match}"]


async def test_a_reply_and_an_edit_after_the_end_reach_nobody(town: World) -> None:
    amal, tom, match = await pair(town)
    first = await writes_to(town, tom, match, "Hello")
    hello = await amal.sees("Tom: Hello")
    await ends(town, match)
    await tom.edits(first, "You will regret this")
    await amal.types("Hello, Tom", reply_to=hello)
    await town.settle()
    assert heard(amal, "regret") == 0
    assert heard(tom, "Amal: Hello") == 0


async def test_a_report_can_be_typed_but_not_spoken_or_sent_as_pictures(town: World) -> None:
    await joins(town, "Cora", Role.COORDINATOR)
    amal, _, match = await pair(town)
    await amal.presses_data(cards.action("concern", match))
    await amal.sees("Only the coordinators of the Welcome Buddies read this.")
    await amal.presses("Something else")
    await amal.sees("Would you like to say more?")
    await amal.sends_voice()
    await amal.sees("I can read text only, for now.")
    await amal.sends_album([b"one", b"two"])
    await town.settle()
    await amal.types("<b>\u202eHe</b> & 😀")
    await amal.sees("Shall I pass this on")
    await amal.presses("Yes, report it")
    await amal.sees("Thank you for telling us.")
    rows = await town.rows("select words from concern")
    assert [row[0] for row in rows] == ["<b>He</b> & 😀"]


async def test_an_invitation_in_the_middle_of_a_report_keeps_the_report(town: World) -> None:
    amal, _, match = await pair(town)
    await amal.presses_data(cards.action("concern", match))
    await amal.sees("Only the coordinators")
    await amal.presses("Something else")
    await amal.sees("Would you like to say more?")
    await amal.starts(await invited(town, Role.ADVISOR))
    await amal.sees("You are now an advisor")
    assert await open_forms(town) == [f"concern@{match}"]
    await amal.types("He shouted at me.")
    await amal.sees("Shall I pass this on")


@pytest.mark.parametrize("form", ["concern", "propose_agreement", "write_pair"])
async def test_another_language_in_the_middle_goes_on_in_it(town: World, form: str) -> None:
    amal, _, match = await pair(town)
    await amal.presses_data(cards.action(form, match))
    await town.settle()
    (name,) = await open_forms(town)
    before = len(amal.messages)
    await amal.presses_data(cards.action("speak", "de"))
    await town.settle()
    assert await open_forms(town) == [name]
    said = [m.text for m in amal.messages[before:] if m.from_bot]
    assert len(said) == 2, said
    assert not {"Why", "What", "Please", "Only"} & {text.split()[0] for text in said}


async def test_a_member_who_is_removed_in_the_middle_writes_to_nobody(town: World) -> None:
    petra = await joins(town, "Petra", Role.COORDINATOR)
    amal, _, match = await pair(town)
    petra_id, amal_id = await number_of(town, petra), await number_of(town, amal)
    await petra.presses_data(cards.action("write_to", amal_id))
    await petra.sees("Please write your message.")
    await petra.presses_data(cards.action("end_match_staff", match, 3))
    await petra.sees("Why do you end this match?")
    async with town.bot.database.work() as work:
        await staff.end(work, petra_id)
    assert await open_forms(town) == []
    await petra.types("I know where you live.")
    await town.settle()
    assert heard(amal, "where you live") == 0
    for action, about in (("write_to", amal_id), ("match_staff", match), ("desk", "")):
        await petra.presses_data(cards.action(action, about))
        await town.settle()
        assert not any(name in petra.messages[-1].text for name in ("Amal", "Tom"))
    assert (await town.rows("select state from match"))[0][0] == "active"


async def test_who_is_erased_in_the_middle_leaves_the_other_one_free(town: World) -> None:
    amal, tom, match = await pair(town)
    await tom.presses_data(cards.action("write_pair", match))
    await tom.sees("Please write your message.")
    await amal.presses_data(cards.action("propose_agreement", match))
    await town.settle()
    await amal.types("/forgetme")
    await amal.sees("Shall I delete")
    await amal.presses("Yes")
    await tom.sees("Amal does not take part any more")
    assert await open_forms(town) == []
    for action in ("match", "agreement", "write_pair", "concern", "end_match", "proposal"):
        await tom.presses_data(cards.action(action, match))
        await town.settle()
    assert heard(tom, "went wrong") == 0
    await tom.types("/status")
    await tom.sees("active buddy")
