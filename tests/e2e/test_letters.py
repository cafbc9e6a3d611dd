"""A newcomer shows the buddy a letter; both note on its card what it is about and what is to be
done; and where it is a matter for professionals, they hear who advises."""

import pytest

from bot import i18n
from bot.conversation import cards, turn, values
from bot.conversation.values import Reader, Said
from bot.letters import card, legal, pages, sending, store
from bot.letters.kinds import Kind
from bot.matches import store as matches
from bot.people import personal
from bot.sandbox.people import Person
from bot.storage import outbox
from bot.storage.outbox import Priority
from tests.e2e.letters import (
    PAGE,
    asks_for,
    begins,
    card_of,
    notes,
    pair_with_a_letter,
    received,
    sends,
)
from tests.e2e.test_agreeing import presses
from tests.e2e.writing import ends, may_write, number_of
from tests.world import World


def pair_of(town: World) -> tuple[Person, Person]:
    return town.person("Amal", "en"), town.person("Tom", "en")


def seen(person: Person, words: str) -> list[str]:
    return [message.text for message in received(person) if words in message.text]


def read_in(language: str, said: Said, town: World) -> str:
    """The first line of a text as readers of this language see it."""
    reader = Reader(language, town.town.zone, town.bot.clock.now())
    first, *_ = values.shown(said, reader).split("\n")
    return first


# The pages


async def test_pages_arrive_in_order_protected_and_are_not_kept(town: World) -> None:
    amal, tom = pair_of(town)
    match = await may_write(town, amal, tom)
    await amal.presses_data(cards.action("send_letter", match))
    who_sees = await amal.sees("Tom sees this letter.")
    assert "The Welcome Center does not see it, and I do not keep it." in who_sees.text
    await amal.sees("Please send a photo of every page")
    await town.settle()
    await amal.sends_album([PAGE, PAGE + b"2"], "from the Jobcenter?")
    await amal.sees("2 pages are there.")
    await amal.sends_document(b"%PDF", "letter.pdf")
    await amal.sees("3 pages are there.")
    assert not tom.messages[-1].text.startswith("Amal"), "nothing goes before that's all"
    await presses(town, amal, "That's all")

    await amal.sees("A letter that you showed Tom")
    comes, *copies, its_card = received(tom)[-5:]
    assert comes.text.startswith("Amal shows you a letter (3 pages).")
    assert [(m.kind, m.text) for m in copies] == [
        ("photo", "from the Jobcenter?"),
        ("photo", ""),
        ("document", ""),
    ]
    assert [m.file.content for m in copies if m.file] == [PAGE, PAGE + b"2", b"%PDF"]
    assert all(m.kept.get("protect_content") for m in copies)
    assert "A letter that Amal showed you" in its_card.text
    kept = await town.rows("select what from outbox where what is not null")
    assert kept == []
    assert await town.rows("select * from form") == []
    assert not town.box.unknown_parameters


async def test_an_album_is_counted_in_one_message(town: World) -> None:
    amal, tom = pair_of(town)
    match = await may_write(town, amal, tom)
    await begins(town, amal, match)
    before = len(received(amal))
    await amal.sends_album([PAGE, PAGE + b"2", PAGE + b"3"])
    await town.settle()
    (counted,) = received(amal)[before:]
    assert "3 pages are there." in counted.text
    await amal.sends_photo(PAGE + b"4")
    await amal.sees("4 pages are there.")
    await town.settle()
    buttons = [b.text for m in received(amal) for b in m.buttons if b.text == "That's all"]
    assert len(buttons) == 1, "only the newest asks"


async def test_a_caption_of_any_length_arrives_with_its_page(town: World) -> None:
    amal, tom = pair_of(town)
    match = await may_write(town, amal, tom)
    await begins(town, amal, match)
    await amal.sends_photo(PAGE, "y" * 1024)
    await town.settle()
    await presses(town, amal, "That's all")
    (page,) = [m for m in received(tom) if m.kind == "photo"]
    assert page.text == "y" * 1024
    assert await town.rows("select 1 from outbox where state = 'dead'") == []


async def is_refused(town: World, newcomer: Person) -> None:
    """What was just sent, in the answer that stands below it."""
    await town.settle()
    *_, sent, why = newcomer.messages
    assert not sent.from_bot
    assert "I have not sent that" in why.text


async def test_anything_but_photos_and_files_is_kindly_refused(town: World) -> None:
    amal, tom = pair_of(town)
    match = await may_write(town, amal, tom)
    await begins(town, amal, match)
    await amal.types("It says that I owe money")
    await is_refused(town, amal)
    await amal.sends_voice()
    await is_refused(town, amal)
    await amal.sends_sticker()
    await is_refused(town, amal)
    await amal.sends_location(48.7, 9.1)
    await is_refused(town, amal)
    await amal.sends_contact()
    await is_refused(town, amal)
    await amal.types("That's all")
    await amal.sees("No page is there yet.")
    await amal.sends_photo(PAGE)
    await amal.sees("1 page is there.")
    await amal.types("that's all")
    await amal.sees("Sent to Tom ✓")
    await town.settle()
    assert [m.kind for m in received(tom) if m.kind != "text"] == ["photo"]


async def test_what_the_buddy_replies_to_a_page_goes_to_the_newcomer(town: World) -> None:
    amal, tom, _, _ = await pair_with_a_letter(town)
    (page,) = [m for m in received(tom) if m.kind == "photo"]
    await tom.types("Page two is missing", reply_to=page)
    await amal.sees("Tom: Page two is missing")


async def test_whoever_stops_is_asked_whether_the_pages_shall_wait(town: World) -> None:
    amal, tom = pair_of(town)
    match = await may_write(town, amal, tom)
    await begins(town, amal, match)
    await amal.sends_photo(PAGE)
    await amal.sees("1 page is there.")
    await presses(town, amal, "Stop here")
    await amal.sees("Shall I keep what you have written")
    await presses(town, amal, "Yes, keep it for later")
    await amal.presses_data(cards.action("go_on", f"{sending.FORM}@{match}"))
    await amal.sees("1 page is there.")
    await presses(town, amal, "Stop here", "No, delete it")
    assert await town.rows("select * from form") == []
    assert await town.rows("select * from letter") == []
    assert not [m for m in received(tom) if m.kind == "photo"]


# When nothing can be passed on


async def pauses(town: World, match: int, *, is_open: bool) -> None:
    closed = None if is_open else 1
    async with town.bot.database.work() as work:
        await work.run("update thread set closed_at = :at where match = :m", at=closed, m=match)


async def test_while_messages_are_paused_no_letter_goes_and_nothing_is_lost(town: World) -> None:
    amal, tom = pair_of(town)
    match = await may_write(town, amal, tom)
    await pauses(town, match, is_open=False)
    await amal.presses_data(cards.action("send_letter", match))
    await amal.sees("Messages between you and Tom are paused at the moment, and letters too.")
    assert await town.rows("select * from form") == []

    await pauses(town, match, is_open=True)
    await begins(town, amal, match)
    await amal.sends_photo(PAGE)
    await amal.sees("1 page is there.")
    await pauses(town, match, is_open=False)
    await presses(town, amal, "That's all")
    assert len(seen(amal, "are paused at the moment")) == 2
    await amal.sees("1 page is there.")
    assert not [m for m in received(tom) if m.kind == "photo"]

    await pauses(town, match, is_open=True)
    await presses(town, amal, "That's all")
    await amal.sees("Sent to Tom ✓")
    assert len([m for m in received(tom) if m.kind == "photo"]) == 1


async def test_while_messages_are_paused_nothing_is_noted(town: World) -> None:
    amal, tom, match, letter = await pair_with_a_letter(town)
    await asks_for(town, tom, letter, "next_step")
    await pauses(town, match, is_open=False)
    await tom.types("Call me at night")
    await tom.sees("Messages between you and Amal are paused at the moment")
    await asks_for(town, tom, letter, "sender")
    await town.settle()
    assert len(seen(tom, "are paused at the moment")) == 2
    assert await card_of(town, letter) == (None, None, None, None)
    before = len(amal.messages)
    await tom.presses_data(cards.action("letter_done", letter, 1))
    await tom.sees("Done ✓")
    await town.settle()
    assert len(amal.messages) == before


async def test_a_buddy_who_cannot_be_reached_is_said_at_once(town: World) -> None:
    amal, tom = pair_of(town)
    match = await may_write(town, amal, tom)
    await tom.blocks()
    await town.settle()
    await amal.presses_data(cards.action("send_letter", match))
    await amal.sees("Tom can't be reached at the moment, so I can't pass on a letter now.")
    assert await town.rows("select * from form") == []


async def test_when_the_match_has_ended_no_letter_is_sent_or_shown(town: World) -> None:
    amal, tom, match, letter = await pair_with_a_letter(town)
    await begins(town, amal, match)
    await amal.sends_photo(PAGE)
    await amal.sees("1 page is there.")
    await asks_for(town, tom, letter, "sender")
    await tom.sees("Who sent the letter?")
    await ends(town, match)
    assert await town.rows("select * from form") == []
    for press in (
        cards.action("send_letter", match),
        cards.action("letters", match),
        cards.action("letter", letter),
        cards.action("letter_part", f"{letter}.kind", 1),
        cards.action("letter_done", letter, 1),
        cards.action("letter_advice", letter),
    ):
        before = len(seen(amal, "letters are not shown any more"))
        await amal.presses_data(press)
        await town.settle()
        assert len(seen(amal, "letters are not shown any more")) == before + 1, press
    assert await town.rows("select 1 from letter where done_at is not null") == []


# Who may


async def test_nobody_else_sees_sends_or_changes_anything(town: World) -> None:
    amal, _, match, letter = await pair_with_a_letter(town)
    await notes(town, amal, letter, "sender", "Jobcenter")
    mallory = town.person("Mallory", "en")
    await mallory.starts()
    await mallory.sees("English")
    await mallory.presses_data(cards.action("speak", "en"))
    await mallory.sees("What brings you here?")
    for press in (
        cards.action("send_letter", match),
        cards.action("letters", match),
        cards.action("letter", letter),
        cards.action("letter_part", f"{letter}.sender", 2),
        cards.action("letter_done", letter, 2),
        cards.action("letter_reopen", letter, 2),
        cards.action("letter_advice", letter),
        cards.action("letter_of_unsent", match),
        cards.action("letter", 4711),
        cards.action("letter", "nonsense"),
        cards.action("letters", ""),
    ):
        before = len(mallory.messages)
        await mallory.presses_data(press)
        await town.settle()
        said = [message.text for message in mallory.messages[before:]]
        assert any(turn.GONE.english in words for words in said), press
        assert not any("Amal" in w or "Tom" in w or "Jobcenter" in w for w in said), press
    assert await town.rows("select * from form") == []
    assert await card_of(town, letter) == (None, "Jobcenter", None, None)
    assert (await town.rows("select done_at from letter"))[0][0] is None


async def test_the_letters_are_the_newcomers(town: World) -> None:
    _, tom, match, letter = await pair_with_a_letter(town)
    for press in (cards.action("send_letter", match), cards.action("letter_of_unsent", match)):
        await tom.presses_data(press)
        await tom.sees(turn.GONE.english)
    for part in ("pages", "match", "", "kind.kind", "sender; drop table letter"):
        await tom.presses_data(cards.action("letter_part", f"{letter}.{part}", 1))
        await tom.sees(turn.GONE.english)
        await town.settle()
    assert await town.rows("select * from form") == []


# The card


async def test_both_fill_the_card_and_each_sees_it_in_the_own_language(
    calendar_town: World,
) -> None:
    town = calendar_town
    amal, tom = town.person("Amal", "ar"), town.person("Tom", "de")
    match = await may_write(town, amal, tom, ("ar", "de"))
    await amal.presses_data(cards.action("send_letter", match))
    await amal.sees(read_in("ar", Said(sending.SEND_PAGES), town))
    for page in (PAGE, PAGE + b"2"):
        await amal.sends_photo(page)
        await town.settle()
    await presses(town, amal, i18n.pattern(pages.THAT_IS_ALL, "ar"))
    (letter,) = [row[0] for row in await town.rows("select id from letter")]

    await asks_for(town, tom, letter, "deadline")
    await tom.types("3. Dezember")
    await tom.sees("Donnerstag, 3. Dezember")
    await amal.sees("الخميس 3 من شهر 12")
    await asks_for(town, amal, letter, "kind")
    await presses(town, amal, i18n.pattern(Kind.MONEY.label, "ar"))
    await tom.sees(i18n.pattern(Kind.MONEY.label, "de"))
    assert not seen(tom, read_in("de", Said(legal.MAY_BE_LEGAL), town))

    await notes(town, tom, letter, "next_step", "Widerspruch schreiben")
    there = await amal.sees(read_in("ar", Said(legal.MAY_BE_LEGAL), town))
    assert "Beratungsstelle Hafenlicht" in there.text
    assert next(b.callback_data for b in there.buttons) == cards.action(
        "partner", "migration_advice"
    )
    await tom.sees(read_in("de", Said(legal.MAY_BE_LEGAL), town))
    (its_card,) = [m for m in received(amal)[-2:] if "Widerspruch schreiben" in m.text]
    assert its_card.id < there.id, "advice stands below the card"
    await amal.presses_data(cards.action("partner", "migration_advice"), there)
    await amal.sees("Hafenstraße 21")
    assert await card_of(town, letter) == ("money", None, "2026-12-03", "Widerspruch schreiben")


async def test_advice_comes_once_for_what_calls_for_it_and_stays_at_hand(town: World) -> None:
    amal, tom, _, letter = await pair_with_a_letter(town)
    await asks_for(town, tom, letter, "kind")
    await presses(town, tom, "Court, police, lawyer")
    for person in (amal, tom):
        assert len(seen(person, "This may be a legal matter.")) == 1
    await notes(town, amal, letter, "next_step", "Ask my sister")
    await notes(town, amal, letter, "deadline", "tomorrow")
    for person in (amal, tom):
        assert len(seen(person, "This may be a legal matter.")) == 1
    await presses(town, amal, "Who gives advice")
    assert len(seen(amal, "This may be a legal matter.")) == 2
    await notes(town, tom, letter, "sender", "Amtsgericht Musterstadt")
    assert len(seen(tom, "This may be a legal matter.")) == 1


async def test_a_deadline_that_has_passed_is_taken_and_calls_for_advice(
    calendar_town: World,
) -> None:
    town = calendar_town
    amal, tom, _, letter = await pair_with_a_letter(town)
    await notes(town, amal, letter, "deadline", "3.11.2026")
    asked = await amal.sees("Tuesday, 3 November has passed. Is that right?")
    assert [b.text for b in asked.buttons][:2] == ["Yes: Tuesday, 3 November", "Another day"]
    assert await card_of(town, letter) == (None, None, None, None)
    await presses(town, amal, "Yes: Tuesday, 3 November")
    late = await amal.sees("Deadline: Tuesday, 3 November")
    assert "That day has passed. Please ask the advice services at once." in late.text
    await amal.sees("Beratungsstelle Hafenlicht")
    await tom.sees("That day has passed.")
    await tom.sees("Beratungsstelle Hafenlicht")
    await notes(town, amal, letter, "deadline", "3.12.2026")
    await amal.sees("Deadline: Thursday, 3 December")
    assert "That day has passed" not in received(amal)[-1].text


async def test_two_at_once_on_different_parts_are_both_kept(town: World) -> None:
    amal, tom, _, letter = await pair_with_a_letter(town)
    await asks_for(town, amal, letter, "sender")
    await asks_for(town, tom, letter, "next_step")
    await amal.types("Jobcenter")
    await tom.types("Send the form back")
    both = await tom.sees("Next step: Send the form back")
    assert "From whom: Jobcenter" in both.text
    there = await amal.sees("Next step: Send the form back")
    assert there.text.startswith("News from Tom about this letter:")
    assert await card_of(town, letter) == (None, "Jobcenter", None, "Send the form back")


async def both_note(town: World, part: str, first: str, second: str) -> tuple[Person, Person, int]:
    """Both have the same part open; the newcomer answers first, then the buddy."""
    amal, tom, _, letter = await pair_with_a_letter(town)
    await asks_for(town, amal, letter, part)
    await asks_for(town, tom, letter, part)
    for person, words in ((amal, first), (tom, second)):
        await person.types(words)
        await town.settle()
    return amal, tom, letter


@pytest.mark.parametrize("right", ["Jobcenter", "Familienkasse"])
async def test_of_two_on_the_same_part_the_second_says_which_is_right(
    town: World, right: str
) -> None:
    amal, tom, letter = await both_note(town, "sender", "Jobcenter", "Familienkasse")
    await tom.sees("Amal has noted something else in the meantime: Jobcenter")
    asked = await tom.sees("Which is right?")
    assert [b.text for b in asked.buttons][:2] == ["Jobcenter", "Familienkasse"]
    assert (await card_of(town, letter))[1] == "Jobcenter"
    await presses(town, tom, right)
    for person in (tom, amal):
        await person.sees(f"From whom: {right}")
    assert (await card_of(town, letter))[1] == right
    assert await town.rows("select * from form") == []


@pytest.mark.parametrize(
    ("first", "second", "wanted"),
    [
        ("10.12.2026", "3.12.2026", "2026-12-03"),
        ("3.12.2026", "10.12.2026", "2026-12-03"),
    ],
)
async def test_of_two_deadlines_the_earlier_counts_until_it_is_said_which_is_right(
    calendar_town: World, first: str, second: str, wanted: str
) -> None:
    town = calendar_town
    amal, tom, letter = await both_note(town, "deadline", first, second)
    await tom.sees("Until you say which, the earlier day counts.")
    assert (await card_of(town, letter))[2] == wanted
    await tom.types("Thursday, 10 December")
    await tom.sees("Deadline: Thursday, 10 December")
    await amal.sees("Deadline: Thursday, 10 December")
    assert (await card_of(town, letter))[2] == "2026-12-10"


async def test_what_changes_while_it_is_asked_which_is_right_is_asked_about_again(
    town: World,
) -> None:
    amal, tom, letter = await both_note(town, "sender", "Jobcenter", "Familienkasse")
    await notes(town, amal, letter, "sender", "Agentur")
    await presses(town, tom, "Familienkasse")
    await tom.sees("Amal has noted something else in the meantime: Agentur")
    assert (await card_of(town, letter))[1] == "Agentur"
    await presses(town, tom, "Agentur")
    await tom.sees("From whom: Agentur")
    assert (await card_of(town, letter))[1] == "Agentur"


async def test_notes_that_follow_quickly_are_one_message_to_the_other(
    calendar_town: World,
) -> None:
    town = calendar_town
    amal, tom, _, letter = await pair_with_a_letter(town)
    before = len(received(amal))
    await notes(town, tom, letter, "sender", "Jobcenter")
    await notes(town, tom, letter, "next_step", "Send the form back")
    await notes(town, tom, letter, "deadline", "3.12.2026")
    assert len(received(amal)) == before + 1
    news = await amal.sees("News from Tom about this letter:")
    for line in ("From whom: Jobcenter", "Next step: Send the form back", "Deadline: Thursday"):
        assert line in news.text
    await town.advance(minutes=6)
    await notes(town, tom, letter, "next_step", "Call them")
    assert len(received(amal)) == before + 2
    await notes(town, amal, letter, "next_step", "Write to them")
    mine = len(received(amal))
    await notes(town, tom, letter, "next_step", "Call them first")
    assert len(received(amal)) == mine + 1, "what was answered in between stays above"


async def test_a_forgotten_page_is_added(calendar_town: World) -> None:
    town = calendar_town
    amal, tom, _, letter = await pair_with_a_letter(town)
    await presses(town, amal, "Add a page")
    await amal.sees("Tom sees this letter.")
    await amal.sees("every page that is missing")
    await amal.sends_photo(PAGE + b"9")
    await town.settle()
    await presses(town, amal, "That's all")
    await amal.sees("A letter that you showed Tom on Tuesday, 24 November (2 pages)")
    comes, page, its_card = received(tom)[-3:]
    assert comes.text.startswith("Amal adds to a letter (1 page).")
    assert page.kind == "photo"
    assert page.kept.get("protect_content")
    assert its_card.text.startswith("Amal has added to this letter:")
    assert await town.rows("select * from form") == []
    await tom.presses_data(cards.action("letter_page", letter))
    await tom.sees(turn.GONE.english)


async def test_one_button_leads_to_the_four_parts(town: World) -> None:
    _, tom, _, _ = await pair_with_a_letter(town)
    asked = await tom.sees("Note here together")
    assert [b.text for b in asked.buttons] == [
        "Fill in",
        "This letter is done",
        "Write to Amal",
        "All letters",
    ]
    await presses(town, tom, "Fill in")
    parts = await tom.sees("What would you like to note?")
    assert [b.text for b in parts.buttons] == [
        "Kind",
        "From whom",
        "Deadline",
        "Next step",
        "Back to the letter",
    ]
    await presses(town, tom, "Deadline")
    await tom.sees("By which day does something have to be done?")


async def test_an_old_button_shows_the_card_as_it_is_now(town: World) -> None:
    amal, tom, _, letter = await pair_with_a_letter(town)
    await notes(town, amal, letter, "sender", "Jobcenter")
    for press in (
        cards.action("letter_part", f"{letter}.sender", 1),
        cards.action("letter_done", letter, 1),
    ):
        await tom.presses_data(press)
        await tom.sees("That was from before. This is how it stands now.")
        await tom.sees("From whom: Jobcenter")
        await town.settle()
    assert await town.rows("select * from form") == []
    assert (await town.rows("select done_at from letter"))[0][0] is None


async def test_what_is_noted_is_changed_and_emptied(town: World) -> None:
    amal, tom, _, letter = await pair_with_a_letter(town)
    await notes(town, amal, letter, "sender", "Jobcentre <b>")
    await amal.sees("From whom: Jobcentre <b>")
    told = len(tom.messages)
    await notes(town, amal, letter, "sender", "Jobcentre <b>")
    assert len(tom.messages) == told, "the same once more is no news"
    await asks_for(town, amal, letter, "sender")
    await amal.types("x" * 101)
    await amal.sees("1 letter too long")
    await presses(town, amal, "Leave it empty")
    await amal.sees("Note here together what you find out.")
    assert await card_of(town, letter) == (None, None, None, None)


async def test_whoever_turns_to_another_part_is_asked_for_that_only(town: World) -> None:
    amal, _, _, letter = await pair_with_a_letter(town)
    await asks_for(town, amal, letter, "sender")
    await amal.sees("Who sent the letter?")
    await asks_for(town, amal, letter, "next_step")
    await amal.sees("What is the next step?")
    await town.settle()
    assert len(await town.rows("select * from form")) == 1
    (old,) = [m for m in received(amal) if "Who sent the letter?" in m.text]
    assert not old.buttons
    await amal.types("Call them")
    await amal.sees("Next step: Call them")
    await town.settle()
    assert await town.rows("select * from form") == []


async def test_a_letter_is_done_and_taken_up_again(town: World) -> None:
    amal, tom, _, letter = await pair_with_a_letter(town)
    await presses(town, tom, "This letter is done")
    done = await tom.sees("Done ✓")
    assert "Deadline" not in [b.text for b in done.buttons]
    await amal.sees("Tom says that this letter is done:")
    await tom.presses_again()
    await amal.presses_data(cards.action("letter_done", letter, 1))
    await amal.sees("That was from before.")
    await town.settle()
    assert len(seen(amal, "Tom says that this letter is done:")) == 1
    await presses(town, amal, "It is not done yet")
    await tom.sees("Amal says that this letter is not done yet:")
    assert (await town.rows("select done_at from letter where id = :id", id=letter))[0][0] is None


@pytest.mark.parametrize("change", ["it is noted", "it is done", "the match ends"])
async def test_whatever_changes_takes_back_reminders_that_are_not_sent(
    town: World, change: str
) -> None:
    amal, _, number, letter = await pair_with_a_letter(town)
    await notes(town, amal, letter, "deadline", "in 10 days")
    person = await number_of(town, amal)
    reminder = cards.pack(cards.card(Said(card.DONE)))
    async with town.bot.database.work() as work:
        row = await outbox.say(
            work, person, reminder, priority=Priority.NUDGE, once="x", about=f"letter:{letter}"
        )
        match change:
            case "it is noted":
                await store.change(work, letter, store.Part.SENDER, "Jobcenter")
            case "it is done":
                await store.end(work, letter)
            case _:
                await matches.change(work, number, matches.State.ENDED, by="staff")
    assert await town.rows("select 1 from outbox where id = :row", row=row) == []


# The list, and the ways in


async def test_the_list_begins_with_what_is_due_first(calendar_town: World) -> None:
    town = calendar_town
    amal, tom = pair_of(town)
    match = await may_write(town, amal, tom)
    await amal.presses_data(cards.action("letters", match))
    await amal.sees("There is no letter here that you and Tom look at together.")
    await tom.presses_data(cards.action("letters", match))
    nothing = await tom.sees("There is no letter here that you and Amal look at together.")
    assert [b.text for b in nothing.buttons] == ["Menu"]

    first, late, soon, done = [await sends(town, amal, match) for _ in range(4)]
    await notes(town, amal, late, "deadline", "20.12.2026")
    await notes(town, amal, soon, "deadline", "3.12.2026")
    await notes(town, amal, soon, "sender", "Familienkasse Baden-Württemberg West")
    await asks_for(town, amal, late, "kind")
    await presses(town, amal, "School, childcare")
    await amal.presses_data(cards.action("letter_done", done, 1))
    await town.settle()
    await presses(town, tom, "All letters")
    shown = await tom.sees("Letters that you and Amal look at together:")
    assert [b.text for b in shown.buttons] == [
        "Familienkasse Baden…, by Thu 3 Dec",
        "School, childcare, by Sun 20 Dec",
        "Letter of Tue 24 Nov",
        "Letter of Tue 24 Nov ✓",
        "Menu",
    ]
    await tom.presses("Familienkasse")
    await tom.sees("From whom: Familienkasse Baden-Württemberg West")
    assert first


async def test_the_way_to_letters_leads_through_the_partner(town: World) -> None:
    amal, tom = pair_of(town)
    match = await may_write(town, amal, tom)
    await tom.presses_data(cards.action("match", match))
    there = await tom.sees("You accompany Amal")
    assert not [b for b in there.buttons if "letter" in b.text]
    await amal.presses_data(cards.action("match", match))
    await amal.sees("Your buddy: Tom")
    await presses(town, amal, "Send a letter")
    await amal.sends_photo(PAGE)
    await town.settle()
    await presses(town, amal, "That's all")
    await tom.presses_data(cards.action("match", match))
    await tom.sees("Our letters")


async def test_a_photo_that_fits_nowhere_may_be_a_letter(town: World) -> None:
    amal, tom = pair_of(town)
    await may_write(town, amal, tom)
    await amal.types("It came today")
    await amal.sees("Who is this for?")
    await amal.sends_photo(PAGE)
    await amal.sees("It is a letter for Tom")
    await presses(town, amal, "It is a letter for Tom")
    await amal.sees("Tom sees this letter.")
    await amal.sees("1 page is there.")
    assert [row[0] for row in await town.rows("select words from unsent")] == ["It came today"]
    await amal.sends_photo(PAGE + b"2")
    await town.settle()
    await presses(town, amal, "That's all")
    assert len([m for m in received(tom) if m.kind == "photo"]) == 2
    await amal.presses_data(cards.action("letter_of_unsent", 1))
    await amal.sees("The photo does not wait any more.")


async def test_a_buddys_photo_is_no_letter(town: World) -> None:
    amal, tom = pair_of(town)
    await may_write(town, amal, tom)
    await tom.sends_photo(PAGE)
    asked = await tom.sees("Who is this for?")
    assert not [b for b in asked.buttons if "letter" in b.text]


# What is kept


async def test_what_is_noted_is_given_out_to_both_and_goes_with_the_newcomer(
    town: World,
) -> None:
    amal, tom, _, letter = await pair_with_a_letter(town)
    await notes(town, amal, letter, "sender", "Jobcenter")
    for person in (amal, tom):
        number = await number_of(town, person)
        given_out = await personal.export(town.bot.database, number, store.PERSONAL)
        assert [row["sender"] for row in given_out["letter"]] == ["Jobcenter"]
    await forgets(town, amal)
    assert await town.rows("select * from letter") == []


async def test_the_words_on_a_card_go_with_the_buddy(town: World) -> None:
    amal, tom, _, letter = await pair_with_a_letter(town)
    await notes(town, amal, letter, "sender", "Jobcenter")
    await forgets(town, tom)
    assert await card_of(town, letter) == (None, None, None, None)


async def forgets(town: World, person: Person) -> None:
    await person.types("/forgetme")
    await person.sees("Yes, delete everything")
    await person.presses("Yes, delete everything")
    await person.sees("Everything about you is deleted here.")
    await town.settle()


async def test_the_privacy_page_says_who_sees_a_letter_and_how_long(town: World) -> None:
    amal = town.person("Amal", "en")
    await amal.starts()
    await amal.sees("English")
    await amal.presses_data(cards.action("speak", "en"))
    await amal.types("/privacy")
    notice = await amal.sees("a letter that you send goes to your buddy only.")
    assert "90 days after it is done" in notice.text
