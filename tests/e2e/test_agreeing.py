"""Two people decide together: what, how long, how often and where, until both have said yes."""

from collections.abc import Sequence
from datetime import timedelta

from bot.agreements import answering, store
from bot.buddies import application
from bot.buddies import store as buddies
from bot.buddies.application import Help
from bot.conversation import cards
from bot.matches import store as matches
from bot.needs import store as requests
from bot.needs.store import Kind, Need, Wanted
from bot.newcomers import store as newcomers
from bot.newcomers.introduction import German, Household, Newcomer
from bot.people import personal
from bot.people import store as people
from bot.sandbox.model import Message
from bot.sandbox.people import Person
from bot.storage import database
from tests.world import World

FREE = ("1m",)


async def known(work: database.Work, person: Person) -> int:
    found = await people.find(work, person.id)
    assert found is not None
    return found.id


async def are_a_pair(
    town: World,
    newcomer: Person,
    buddy: Person,
    languages: tuple[str, str] = ("en", "en"),
    needs: Sequence[Kind] = (Kind.LETTERS,),
) -> int:
    """Two people of whom both said yes; gives the match."""
    for person, language in zip((newcomer, buddy), languages, strict=True):
        await person.starts()
        await person.sees("English")
        await person.presses_data(cards.action("speak", language))
    await town.settle()
    async with town.bot.database.work() as work:
        asks, helps = await known(work, newcomer), await known(work, buddy)
        introduced = Newcomer(
            newcomer.name, ("en",), "hafen", Household.ALONE, German.LITTLE, FREE, None
        )
        await newcomers.put(work, asks, introduced)
        wanted = Wanted(tuple(Need(kind) for kind in needs), None, None)
        request = await requests.put(work, asks, wanted)
        offer = application.Offer(buddy.name, ("en",), "hafen", tuple(Help), FREE, 3, None, None)
        if await buddies.find(work, helps) is None:
            await buddies.put(work, helps, offer)
            await buddies.change_state(work, helps, buddies.State.ACTIVE)
        until = work.now + timedelta(days=3)
        match = await matches.propose(work, request, asks, helps, by=helps, answer_by=until)
        assert match is not None
        await matches.change(work, match, matches.State.ACCEPTED, answer_by=until)
        await matches.change(work, match, matches.State.ACTIVE)
    return match


async def ends(town: World, match: int) -> None:
    async with town.bot.database.work() as work:
        await matches.change(work, match, matches.State.ENDED, by="staff")
        work.happened(matches.Ended(match))


async def presses(town: World, person: Person, *labels: str) -> None:
    """One after the other, each when everything said before has arrived."""
    for label in labels:
        await town.settle()
        await person.presses(label)
    await town.settle()


async def opens_the_form(town: World, person: Person, match: int) -> None:
    await person.presses_data(cards.action("agreement", match))
    await presses(town, person, "Suggest something")
    await person.sees("What will you do together?")


async def fills_the_form(
    town: World, person: Person, match: int, how_long: str = "Three meetings"
) -> None:
    """From the first question to the review."""
    await opens_the_form(town, person, match)
    await presses(town, person, "Done", how_long, "Once a week", "In a library", "Done", "Skip")
    await person.sees("This is your suggestion.")


async def suggests(
    town: World, person: Person, match: int, how_long: str = "Three meetings"
) -> None:
    await fills_the_form(town, person, match, how_long)
    await presses(town, person, "Yes, send it")
    await person.sees("Your suggestion is sent to")


def data_of(message: Message, label: str) -> str:
    return next(
        button.callback_data
        for button in message.buttons
        if button.callback_data and label in button.text
    )


async def versions(town: World) -> list[tuple[str, ...]]:
    await town.settle()
    rows = await town.rows("select state, side, duration from agreement order by version")
    return [tuple(row) for row in rows]


def pair_of(town: World) -> tuple[Person, Person]:
    return town.person("Amal", "en"), town.person("Tom", "en")


async def test_two_people_decide_what_how_long_how_often_and_where(calendar_town: World) -> None:
    town = calendar_town
    amal, tom = pair_of(town)
    match = await are_a_pair(town, amal, tom)

    await opens_the_form(town, tom, match)
    ticked = await tom.sees("☑ Reading letters and papers")  # what Amal asked for
    assert sum("☑" in button.text for button in ticked.buttons) == 1
    await tom.presses("Practising German")
    await tom.sees("☑ Practising German")
    await tom.presses("Done")
    await tom.sees("For how long")
    await tom.presses("One month")
    await tom.sees("How often would you like to meet?")
    await tom.types("once a week")
    place = await tom.sees("Where would you like to meet? Please meet in public places at first.")
    assert not [button for button in place.buttons if "home" in button.text.lower()]
    await tom.presses("In a library")
    await tom.sees("☑ In a library")
    await tom.presses("Done")
    await tom.sees("where exactly?")
    await tom.types("The one at the <harbour>")
    await tom.sees("This is your suggestion.")
    await tom.presses("Yes, send it")
    await tom.sees("Your suggestion is sent to Amal.")

    asked = await amal.sees("Tom suggests:")
    for line in (
        "Reading letters and papers",
        "Practising German",
        "How long: One month",
        "How often: Once a week",
        "Where: In a library",
        "Where exactly: The one at the <harbour>",
    ):
        assert line in asked.text
    await amal.presses("I agree")
    agreed = await amal.sees("You have both said yes.")
    assert agreed.id == asked.id, "the suggestion turns into what was agreed"
    assert "Until: Thursday, 24 December" in agreed.text
    assert "Now write to Tom" in agreed.text
    there = await tom.sees("You have both said yes.")
    assert "Now write to Amal" in there.text
    assert data_of(there, "Write to Amal") == cards.action("write_pair", match)
    assert await versions(town) == [("valid", "buddy", "1")]

    await amal.presses_data(cards.action("agreement", match))
    await amal.sees("This is what you and Tom agreed on:")
    assert not town.box.unknown_parameters


async def test_one_part_is_changed_back_and_forth_until_both_agree(town: World) -> None:
    amal, tom = pair_of(town)
    match = await are_a_pair(town, amal, tom)
    await suggests(town, tom, match)

    await presses(town, amal, "Change: how often", "Every two weeks")
    review = await amal.sees("This is your suggestion.")
    assert "Where: In a library" in review.text
    await presses(town, amal, "Yes, send it")

    back = await tom.sees("Amal suggests:")
    assert "How often: Every two weeks" in back.text
    await presses(town, tom, "Change: where")
    await tom.sees("☑ In a library")
    await presses(town, tom, "In a café", "Done", "Skip this question")
    review = await tom.sees("This is your suggestion.")
    assert "How often: Every two weeks" in review.text
    await presses(town, tom, "Yes, send it")

    await amal.sees("In a library and In a café")
    await presses(town, amal, "I agree")
    await amal.sees("You have both said yes.")
    states = [state for state, *_ in await versions(town)]
    assert states == ["replaced", "replaced", "valid"]


async def test_what_was_agreed_is_changed_by_a_new_version(town: World) -> None:
    amal, tom = pair_of(town)
    match = await are_a_pair(town, amal, tom)
    await suggests(town, tom, match)
    await presses(town, amal, "I agree")
    await amal.sees("After the three meetings you decide")

    await presses(town, amal, "Change it", "Change: how long", "Six months", "Yes, send it")
    asked = await tom.sees("Amal would like to change what you agreed on:")
    assert await versions(town) == [("valid", "buddy", "trial"), ("proposed", "newcomer", "6")]

    await tom.presses_data(cards.action("agreement", match))
    await tom.sees("This is what you and Amal agreed on:")  # which holds until both say yes
    await tom.sees("Amal would like to change")
    await tom.presses_data(data_of(asked, "I agree"), asked)
    await tom.sees("This holds from now on.")
    assert await versions(town) == [("replaced", "buddy", "trial"), ("valid", "newcomer", "6")]


async def test_each_reads_it_in_the_language_of_that_moment(calendar_town: World) -> None:
    town = calendar_town
    amal, tom = pair_of(town)
    match = await are_a_pair(town, amal, tom)
    await opens_the_form(town, amal, match)
    await presses(town, amal, "Done", "Until a certain day")
    await amal.presses_data(cards.action("speak", "ar"))
    await amal.sees("من الآن أكتب لكم بالعربية.")
    form = f"{answering.FORM}@{match}"
    for value in ("2026-12-03", "weekly", "+library", ".done", ".skip"):
        await town.settle()
        turn = (await town.rows("select turn from form"))[0][0]
        await amal.presses_data(f"{form}:{turn}:{value}")
    review = await amal.sees("نعم، أريد إرسال هذا")
    assert "الخميس 3 من شهر 12" in review.text

    await tom.presses_data(cards.action("speak", "de"))
    await amal.presses("نعم، أريد إرسال هذا")
    asked = await tom.sees("Donnerstag, 3. Dezember")
    await amal.presses_data(cards.action("speak", "de"))
    await amal.sees("Ab jetzt schreibe ich")
    await tom.presses_data(cards.action("accept_agreement", match, 1), asked)
    await amal.sees("Donnerstag, 3. Dezember")
    assert await versions(town) == [("valid", "newcomer", "until")]


async def test_both_suggest_at_once_and_nothing_is_lost(town: World) -> None:
    amal, tom = pair_of(town)
    match = await are_a_pair(town, amal, tom)
    await fills_the_form(town, amal, match, "Six months")
    await suggests(town, tom, match, "One month")
    await amal.sees("Tom suggests:")

    review = next(m for m in reversed(amal.messages) if "This is your suggestion." in m.text)
    await amal.presses_data(data_of(review, "Yes, send it"), review)
    crossed = await amal.sees("Tom has just made a suggestion too.")
    assert "How long: One month" in crossed.text
    again = await amal.sees("This is your suggestion.")
    assert again.id > crossed.id
    assert "How long: Six months" in again.text
    assert await versions(town) == [("proposed", "buddy", "1")], "nothing is sent unseen"

    await amal.presses("Yes, send it")
    await amal.sees("Your suggestion is sent to Tom.")
    await tom.sees("How long: Six months")
    assert await versions(town) == [("replaced", "buddy", "1"), ("proposed", "newcomer", "6")]


async def test_after_seeing_both_one_may_agree_to_the_others(town: World) -> None:
    amal, tom = pair_of(town)
    match = await are_a_pair(town, amal, tom)
    await fills_the_form(town, amal, match, "Six months")
    await suggests(town, tom, match, "One month")
    await amal.sees("Tom suggests:")
    await amal.presses("I agree")
    await amal.sees("You have both said yes.")
    assert await town.rows("select * from form") == [], "the own form has served its purpose"
    assert await versions(town) == [("valid", "buddy", "1")]


async def test_who_suggests_the_same_says_yes(town: World) -> None:
    amal, tom = pair_of(town)
    match = await are_a_pair(town, amal, tom)
    await fills_the_form(town, amal, match)
    await suggests(town, tom, match)
    await amal.sees("Tom suggests:")
    await amal.presses("Yes, send it")
    await amal.sees("You have both said yes.")
    await tom.sees("You have both said yes.")
    assert await versions(town) == [("valid", "buddy", "trial")]


async def test_who_changes_nothing_after_all_says_yes(town: World) -> None:
    amal, tom = pair_of(town)
    match = await are_a_pair(town, amal, tom)
    await suggests(town, tom, match)
    await presses(town, amal, "Change: how long", "Keep what I had", "Yes, send it")
    await amal.sees("You have both said yes.")
    assert await versions(town) == [("valid", "buddy", "trial")]


async def test_a_yes_while_the_other_writes_is_not_overwritten_unseen(town: World) -> None:
    amal, tom = pair_of(town)
    match = await are_a_pair(town, amal, tom)
    await suggests(town, tom, match)
    await presses(town, tom, "Change it", "Change: how long", "Six months")
    await presses(town, amal, "I agree")
    await tom.sees("You have both said yes.")
    await presses(town, tom, "Yes, send it")
    await tom.sees("Something was agreed on in the meantime.")
    assert await versions(town) == [("valid", "buddy", "trial")]
    await presses(town, tom, "Yes, send it")
    await amal.sees("Tom would like to change what you agreed on:")


async def test_a_yes_counts_once_and_only_for_what_was_read(town: World) -> None:
    amal, tom = pair_of(town)
    match = await are_a_pair(town, amal, tom)
    await suggests(town, tom, match)
    first = await amal.sees("Tom suggests:")
    old = data_of(first, "I agree")
    await presses(town, tom, "Change it", "Change: how long", "Open", "Yes, send it")
    await amal.sees("How long: Open")

    await amal.presses_data(old, first)
    await amal.sees("That was from before. This is how it stands now.")
    assert await versions(town) == [("replaced", "buddy", "trial"), ("proposed", "buddy", "open")]
    await presses(town, amal, "I agree")
    await amal.sees("You have both said yes.")
    await amal.presses_again()
    await amal.sees("That was from before.")
    await town.settle()
    assert sum("You have both said yes." in message.text for message in tom.messages) == 1


async def test_nobody_says_yes_to_the_own_suggestion(town: World) -> None:
    amal, tom = pair_of(town)
    match = await are_a_pair(town, amal, tom)
    await suggests(town, tom, match)
    await tom.presses_data(cards.action("accept_agreement", match, 1))
    await tom.sees("You suggested this to Amal.")
    assert await versions(town) == [("proposed", "buddy", "trial")]


async def test_a_suggestion_is_taken_back_while_nobody_has_answered(town: World) -> None:
    amal, tom = pair_of(town)
    match = await are_a_pair(town, amal, tom)
    await suggests(town, tom, match)
    asked = await amal.sees("Tom suggests:")
    await presses(town, tom, "Take it back")
    await tom.sees("Your suggestion is taken back.")
    await amal.sees("Tom took the suggestion back.")
    await suggests(town, tom, match, "Six months")
    await amal.sees("How long: Six months")
    await amal.presses_data(data_of(asked, "I agree"), asked)
    await amal.sees("That was from before.")
    assert await versions(town) == [("replaced", "buddy", "trial"), ("proposed", "buddy", "6")]


async def test_a_suggestion_waits_in_the_menu_and_where_one_stands(town: World) -> None:
    amal, tom = pair_of(town)
    await suggests(town, tom, await are_a_pair(town, amal, tom))
    await amal.types("/status")
    await town.settle()
    assert [m.text[:15] for m in amal.messages].count("Together you de") == 2
    await amal.types("/menu")
    await amal.sees("Suggestion from Tom")
    await tom.types("/menu")
    await town.settle()
    await tom.sees_no("Suggestion from")


async def test_a_buddy_of_two_sees_whose_suggestions_wait(town: World) -> None:
    amal, tom = pair_of(town)
    grace = town.person("Grace", "en")
    first, second = await are_a_pair(town, amal, tom), await are_a_pair(town, grace, tom)
    await suggests(town, amal, first)
    await suggests(town, grace, second)
    await tom.sees("Grace suggests:")
    await tom.types("/status")
    await tom.sees("These suggestions wait for your answer.")
    await tom.presses("Suggestion from Amal")
    await tom.sees("Amal suggests:")


async def test_when_the_match_has_ended_nothing_is_left_open(town: World) -> None:
    amal, tom = pair_of(town)
    match = await are_a_pair(town, amal, tom)
    await fills_the_form(town, amal, match)
    review = await amal.sees("This is your suggestion.")
    await suggests(town, tom, match)
    asked = await amal.sees("Tom suggests:")
    await ends(town, match)

    await amal.presses_data(data_of(asked, "I agree"), asked)
    await amal.sees("Your time together is over here, so")
    await amal.presses_data(data_of(review, "Yes, send it"), review)
    await amal.sees_toast("That was from before.")
    await tom.presses("Take it back")
    await tom.sees("Your time together is over here, so")
    assert await versions(town) == []
    assert await town.rows("select * from form") == []


async def test_what_was_agreed_stays_with_a_match_that_ended(town: World) -> None:
    amal, tom = pair_of(town)
    match = await are_a_pair(town, amal, tom)
    await suggests(town, tom, match)
    await amal.sees("I agree")
    await amal.presses("I agree")
    await amal.sees("You have both said yes.")
    await ends(town, match)
    assert await versions(town) == [("valid", "buddy", "trial")]


async def test_nobody_sees_or_changes_what_two_others_decide(town: World) -> None:
    amal, tom = pair_of(town)
    mallory = town.person("Mallory", "en")
    match = await are_a_pair(town, amal, tom)
    await suggests(town, tom, match)
    await amal.sees("Tom suggests:")
    await mallory.starts()
    await mallory.sees("English")
    await mallory.presses_data(cards.action("speak", "en"))
    await mallory.sees("What brings you here?")
    for press in (
        cards.action("agreement", match),
        cards.action("propose_agreement", match),
        cards.action("change_agreement", f"{match}.needs", 1),
        cards.action("accept_agreement", match, 1),
        cards.action("take_back_agreement", match, 1),
        cards.action("agreement", 4711),
        cards.action("agreement", "nonsense"),
        cards.action("change_agreement", ".needs", 1),
    ):
        before = len(mallory.messages)
        await mallory.presses_data(press)
        await town.settle()
        said = [message.text for message in mallory.messages[before:]]
        assert any("is not here, or not any more" in words for words in said), press
        assert not any("Amal" in words or "Tom" in words for words in said), press
    assert await versions(town) == [("proposed", "buddy", "trial")]
    assert await town.rows("select * from form") == []


async def test_before_both_said_yes_there_is_nothing_to_agree_on(town: World) -> None:
    amal, tom = pair_of(town)
    match = await are_a_pair(town, amal, tom)
    async with town.bot.database.work() as work:
        until = work.now + timedelta(days=3)
        await matches.change(work, match, matches.State.ACCEPTED, answer_by=until)
    await amal.presses_data(cards.action("propose_agreement", match))
    await amal.sees("is not here, or not any more")
    assert await town.rows("select * from form") == []


async def test_own_words_stay_short(town: World) -> None:
    amal, tom = pair_of(town)
    match = await are_a_pair(town, amal, tom)
    await fills_the_form(town, tom, match)
    await presses(town, tom, "Change something", "Where exactly")
    await tom.types("x" * 2000)
    await tom.sees("1800 letters too long")
    await tom.types("x" * 200)
    await presses(town, tom, "Yes, send it")
    await amal.sees("x" * 200)


async def test_a_day_that_has_passed_is_not_agreed_on(calendar_town: World) -> None:
    town = calendar_town
    amal, tom = pair_of(town)
    match = await are_a_pair(town, amal, tom)
    await opens_the_form(town, tom, match)
    await presses(town, tom, "Done", "Until a certain day")
    await tom.types("26.11.")
    await presses(town, tom, "Once a week", "On a walk", "Done")
    await tom.types("no")
    await presses(town, tom, "Yes, send it")
    asked = await amal.sees("Until: Thursday, 26 November")
    assert "How long" not in asked.text
    await town.advance(days=3)
    await amal.presses_data(data_of(asked, "I agree"), asked)
    await amal.sees("Thursday, 26 November has passed.")
    await amal.presses("Change: how long")
    await amal.sees("For how long")
    assert await versions(town) == [("proposed", "buddy", "until")]


async def test_an_open_form_is_gone_on_with(town: World) -> None:
    amal, tom = pair_of(town)
    match = await are_a_pair(town, amal, tom)
    await fills_the_form(town, amal, match, "Six months")
    await suggests(town, tom, match)
    await amal.sees("Tom suggests:")
    await amal.presses("Change: how often")
    await amal.sees("You have begun a suggestion.")
    review = await amal.sees("This is your suggestion.")
    assert "How long: Six months" in review.text
    await amal.presses("Yes, send it")
    await amal.sees("Your suggestion is sent to Tom.")
    assert await versions(town) == [("replaced", "buddy", "trial"), ("proposed", "newcomer", "6")]


async def test_what_was_agreed_is_given_out_to_both_and_its_words_go_with_one(town: World) -> None:
    amal, tom = pair_of(town)
    match = await are_a_pair(town, amal, tom)
    await fills_the_form(town, tom, match)
    await presses(town, tom, "Change something", "Where exactly")
    await tom.types("By the old oak")
    await presses(town, tom, "Yes, send it")
    await presses(town, amal, "I agree")
    await amal.sees("You have both said yes.")
    async with town.bot.database.work() as work:
        told = ((await known(work, amal), "the other side"), (await known(work, tom), "you"))
    for person, who in told:
        given_out = await personal.export(town.bot.database, person, store.PERSONAL)
        (agreed,) = given_out["agreement"]
        assert (agreed["proposed_by"], agreed["words"]) == (who, "By the old oak")
        assert [row["kind"] for row in given_out["agreement_need"]] == ["letters"]
        assert [row["place"] for row in given_out["agreement_place"]] == ["library"]

    await ends(town, match)
    await amal.types("/forgetme")
    await amal.sees("Yes, delete everything")
    await amal.presses("Yes, delete everything")
    await amal.sees("Everything about you is deleted here.")
    await town.settle()
    rows = await town.rows("select words from agreement")
    assert [row[0] for row in rows] == [None]
