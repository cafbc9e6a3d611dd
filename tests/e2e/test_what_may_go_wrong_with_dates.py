"""Letters and dates where two things are open at once, by the whole bot."""

from bot.conversation import cards
from tests.e2e.letters import PAGE, begins, received
from tests.e2e.meeting import fills_the_form
from tests.e2e.test_agreeing import fills_the_form as presses_for_an_agreement
from tests.e2e.test_agreeing import presses
from tests.e2e.writing import may_write
from tests.world import World


async def test_photos_from_before_join_the_pages_of_a_letter_that_is_begun(town: World) -> None:
    amal, tom = town.person("Amal", "en"), town.person("Tom", "en")
    match = await may_write(town, amal, tom)
    await amal.sends_photo(PAGE)
    await amal.sees("It is a letter for Tom")
    await begins(town, amal, match)
    await amal.sends_photo(PAGE + b"2")
    await amal.sees("1 page is there.")
    await amal.presses_data(cards.action("letter_of_unsent", match))
    await amal.sees("2 pages are there.")
    await presses(town, amal, "That's all")
    assert len([message for message in received(tom) if message.kind == "photo"]) == 2
    assert not await town.rows("select 1 from unsent")


async def test_of_very_many_photos_as_many_go_as_one_letter_holds(town: World) -> None:
    amal, tom = town.person("Amal", "en"), town.person("Tom", "en")
    match = await may_write(town, amal, tom)
    for page in range(32):
        await amal.sends_photo(PAGE + bytes([page]))
    await town.settle()
    await amal.presses_data(cards.action("letter_of_unsent", match))
    await amal.sees("30 pages are there.")
    await presses(town, amal, "That's all")
    assert [row[0] for row in await town.rows("select pages from letter")] == [30]
    assert len(await town.rows("select 1 from unsent")) == 2


async def test_a_suggestion_waits_in_its_form_while_messages_are_paused(town: World) -> None:
    amal, tom = town.person("Amal", "en"), town.person("Tom", "en")
    match = await may_write(town, amal, tom)
    await fills_the_form(town, tom, match, day="in 9 days", note="Bring a pen.")
    await amal.presses_data(cards.action("concern", match))
    await presses(town, amal, "Came too close, or touched me")
    await presses(town, amal, "Skip this question", "Yes, report it")
    await amal.sees("Thank you for telling us.")
    before = len(amal.messages)
    await presses(town, tom, "Yes, send it")
    await tom.sees("Messages between you and Amal are paused at the moment")
    assert len(amal.messages) == before
    assert len(await town.rows("select 1 from form where flow = :f", f=f"meeting@{match}")) == 1


async def test_own_words_of_an_agreement_do_not_pass_while_messages_are_paused(town: World) -> None:
    amal, tom = town.person("Amal", "en"), town.person("Tom", "en")
    match = await may_write(town, amal, tom)
    await presses_for_an_agreement(town, tom, match)
    await amal.presses_data(cards.action("concern", match))
    await presses(town, amal, "Came too close, or touched me")
    await presses(town, amal, "Skip this question", "Yes, report it")
    await amal.sees("Thank you for telling us.")
    before = len(amal.messages)
    await presses(town, tom, "Yes, send it")
    await tom.sees("Messages between you and Amal are paused at the moment")
    assert len(amal.messages) == before
    assert not await town.rows("select 1 from agreement")
