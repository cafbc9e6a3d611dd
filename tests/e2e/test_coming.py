""" "I'll be there", "I can't", and how it went: the other side knows at once, and nobody goes to an
appointment alone unseen.
"""

import pytest

from bot import i18n
from bot.conversation import cards
from bot.meetings import counter, presence
from bot.sandbox.people import Person
from bot.staff.store import Role
from tests.e2e.joining import joins
from tests.e2e.meeting import meeting, newest, suggests
from tests.e2e.test_agreeing import presses
from tests.e2e.writing import pair
from tests.world import World


async def appointment(town: World, amal: Person, tom: Person) -> int:
    """At the foreigners' office, on Thursday, 3 December, at 9:30."""
    return await meeting(town, amal, tom, occasion="Going to an office", where="Foreigners' office")


async def version_of(town: World, number: int) -> int:
    await town.settle()
    rows = await town.rows("select version from meeting where id = :id", id=number)
    return int(rows[0]["version"])


async def test_one_tap_and_the_other_knows_who_comes(calendar_town: World) -> None:
    town = calendar_town
    amal, tom = town.person("Amal", "en"), town.person("Tom", "en")
    number = await meeting(town, amal, tom)
    await tom.presses_data(cards.action("coming", number, await version_of(town, number)))
    came = await amal.sees("Tom says: I'll be there.\nThursday, 3 December, 9:30")
    assert [button.text for button in came.buttons] == ["Place and details"]
    assert "You said: I'll be there." in (await tom.sees("You said: I'll be there.")).text

    before = len(amal.messages)
    await tom.presses_data(cards.action("coming", number, await version_of(town, number)))
    await town.settle()
    assert len(amal.messages) == before, "it is told once"
    await presses(town, amal, "Place and details")
    shown = await amal.sees("You and Tom meet:")
    assert "Tom says: I'll be there." in shown.text
    await presses(town, amal, "I'll be there")
    await tom.sees("Amal says: I'll be there.")
    assert not town.box.unknown_parameters


async def test_the_buddy_can_not_come_and_the_appointment_stays(calendar_town: World) -> None:
    town = calendar_town
    petra = await joins(town, "Petra", Role.COORDINATOR)
    amal, tom = town.person("Amal", "en"), town.person("Tom", "en")
    number = await appointment(town, amal, tom)
    await tom.presses_data(cards.action("meeting", number))
    await tom.sees("You and Amal meet:")
    await presses(town, tom, "I can't")
    answered = await tom.sees("The coordinators see that Amal needs somebody for this appointment.")
    assert "You said that you can't come. Amal knows that." in answered.text

    told = await amal.sees("Tom can't come and is sorry. Your appointment stays:")
    assert "Thursday, 3 December, 9:30" in told.text
    assert "Am Alten Kran 14" in told.text
    assert [button.text for button in told.buttons] == [
        "Show the card in German",
        "I go by myself",
        "Write to the Welcome Center",
        "Move the appointment",
    ]
    await presses(town, amal, "I go by myself")
    assert "You go by yourself." in (await amal.sees("All the best")).text
    await tom.sees("Amal goes to this appointment alone.")

    await petra.types("/menu")
    await presses(town, petra, "Today")
    await petra.sees("1 newcomer has an appointment without the buddy (Thu 3 Dec)")
    await presses(town, petra, "Without a buddy", "Thu 3 Dec, 9:30: Amal, alone")
    staff = await petra.sees("The appointment of Amal stays.")
    assert "Amal has said to go alone." in staff.text
    await presses(town, petra, "Who could step in?")
    await petra.sees("No active buddy who shares a language with Amal")
    await presses(town, petra, "Write to Amal")
    await petra.sees("Amal")

    await presses(town, tom, "I can come after all")
    await amal.sees("Good news: Tom can come after all.")
    await petra.presses_data(cards.action("meeting_flags"))
    await petra.sees("No meeting needs you right now.")


@pytest.mark.parametrize(
    ("language", "english"), [("ar", "الإنجليزية"), ("uk", "англійська"), ("tr", "İngilizce")]
)
async def test_the_card_is_in_german_whoever_reads_it(
    calendar_town: World, language: str, english: str
) -> None:
    town = calendar_town
    amal, tom = town.person("Amal", "en"), town.person("Tom", "en")
    number = await appointment(town, amal, tom)
    await amal.presses_data(cards.action("speak", language))
    await tom.presses_data(cards.action("cannot_come", number, await version_of(town, number)))
    await town.settle()
    label = i18n.fill(presence.SHOW_THE_CARD, language, {})
    await amal.presses(label)
    card = await amal.sees(i18n.fill(counter.IT_SAYS, language, {}))
    german, own = card.text.split(i18n.fill(counter.IT_SAYS, language, {}))
    assert i18n.fill(counter.PLEASE, "de", {}) in german
    assert i18n.fill(counter.LANGUAGES, "de", {"languages": "Englisch"}) in german
    assert i18n.fill(counter.PLEASE, language, {}) in own
    assert english in own
    for name in ("Amal", "Tom"):
        assert name not in card.text


async def test_a_german_reader_sees_the_card_once(calendar_town: World) -> None:
    town = calendar_town
    amal, tom = town.person("Amal", "en"), town.person("Tom", "en")
    number = await appointment(town, amal, tom)
    await amal.presses_data(cards.action("speak", "de"))
    await tom.presses_data(cards.action("cannot_come", number, await version_of(town, number)))
    await town.settle()
    await amal.presses_data(cards.action("card_for_counter", number))
    card = await amal.sees(i18n.fill(counter.PLEASE, "de", {}))
    assert card.text.count(i18n.fill(counter.PLEASE, "de", {})) == 1


async def test_the_newcomer_moves_what_the_buddy_can_not_come_to(calendar_town: World) -> None:
    town = calendar_town
    amal, tom = town.person("Amal", "en"), town.person("Tom", "en")
    number = await appointment(town, amal, tom)
    await tom.presses_data(cards.action("cannot_come", number, await version_of(town, number)))
    await amal.sees("Tom can't come")
    await presses(town, amal, "Move the appointment")
    first = await amal.sees("The office has to give another appointment first: please ask there.")
    assert "Phone of the office: 030 23125" in first.text
    rows = await town.rows("select flow from form")
    assert [row["flow"] for row in rows] == [f"move_meeting@{number}"]


async def test_what_two_do_together_is_cancelled_and_suggested_anew(calendar_town: World) -> None:
    town = calendar_town
    amal, tom = town.person("Amal", "en"), town.person("Tom", "en")
    number = await meeting(town, amal, tom)
    await amal.presses_data(cards.action("cannot_come", number, await version_of(town, number)))
    own = await amal.sees("Thank you for saying so. I have told Tom.")
    assert "office" not in own.text
    there = await tom.sees("Amal can't come and is sorry.")
    for message in (own, there):
        assert "Thursday, 3 December, 9:30" in message.text
        assert "Suggest another time" in [button.text for button in message.buttons]
    await tom.presses_data(cards.action("coming", number, 2))
    await tom.sees("That was from before.")


async def test_a_move_answers_an_old_tap_with_what_holds_now(calendar_town: World) -> None:
    town = calendar_town
    amal, tom, match = await pair(town)
    await suggests(town, tom, match)
    number = await newest(town)
    stranger = town.person("Sara", "en")
    await stranger.starts()
    await stranger.sees("Choose your language")
    await stranger.presses("English")
    for action in ("coming", "cannot_come", "go_alone", "come_after_all"):
        await amal.presses_data(cards.action(action, number, 1))
        await amal.sees("That was from before.")  # nothing is agreed on yet
        await stranger.presses_data(cards.action(action, number, 1))
        await amal.presses_data(cards.action(action, "nonsense", 1))
    await town.settle()
    rows = await town.rows("select state, (select count(*) from meeting_side) from meeting")
    assert [tuple(row) for row in rows] == [("proposed", 0)]
    assert not [m for m in stranger.messages if "3 December" in m.text]


async def test_afterwards_one_tap_says_how_it_went(calendar_town: World) -> None:
    town = calendar_town
    petra = await joins(town, "Petra", Role.COORDINATOR)
    amal, tom = town.person("Amal", "en"), town.person("Tom", "en")
    number = await meeting(town, amal, tom)
    await town.advance(days=8, hours=23)
    await town.to_noon()
    await amal.presses_data(cards.action("how_it_went", number))
    await amal.sees("How did it go with Tom?\nThursday, 3 December, 9:30")
    await presses(town, amal, "Good")
    thanks = await amal.sees("Thank you. It is good to hear that it went well.")
    assert "Only coordinators see your answer, Tom does not." in thanks.text

    await tom.presses_data(cards.action("not_met", number))
    await tom.sees("That happens. Who could not make it?")
    await presses(town, tom, "Amal did not come")
    await tom.sees("Thank you for telling us. I am sorry about that.")
    await petra.presses_data(cards.action("meeting_flags"))
    await presses(town, petra, "Amal – Tom: disagree")
    seen = await petra.sees("The two say different things about it:")
    assert "Amal: they met, good" in seen.text
    await presses(town, petra, "Dealt with")
    await petra.sees("Nobody needs to look at this meeting now.")
    assert not town.box.unknown_parameters
