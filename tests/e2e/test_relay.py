"""The two of a match write to each other through the bot, and nothing of it is kept."""

from bot.conversation import cards
from bot.sandbox import wire
from bot.sandbox.people import Person
from tests.e2e.asking import asks_for_a_buddy
from tests.e2e.writing import ends, may_write, number_of, pair, writes_to
from tests.world import World

PHOTO = b"\x89PNG\r\n\x1a\n"


def seen(person: Person, words: str) -> list[str]:
    return [m.text for m in person.messages if m.from_bot and words in m.text]


# Text, and the ways in


async def test_a_text_arrives_under_its_authors_name_and_is_not_kept(town: World) -> None:
    amal, tom, match = await pair(town)
    await writes_to(town, amal, match, "Shall we meet on <Thursday>?")
    await tom.sees("Amal: Shall we meet on <Thursday>?")
    await amal.sees("Sent to Tom ✓")
    await town.settle()
    kept = await town.rows("select what from outbox where what is not null")
    kept += await town.rows("select answers from form union all select words from unsent")
    assert not [row for row in kept if "Thursday" in row[0]]


async def test_the_answer_button_under_a_message_leads_back_to_its_author(town: World) -> None:
    amal, tom, match = await pair(town)
    await writes_to(town, amal, match, "Hello")
    await tom.sees("Amal: Hello")
    await tom.presses("Answer Amal")
    await tom.sees("What you write now goes to Amal.")
    await tom.types("Hello Amal")
    await amal.sees("Tom: Hello Amal")


async def test_telegrams_own_reply_goes_back_even_while_a_form_is_open(town: World) -> None:
    amal, tom, match = await pair(town)
    await writes_to(town, tom, match, "Are you there?")
    question = await amal.sees("Tom: Are you there?")
    await amal.types("/menu")
    await amal.presses_data(cards.action("concern", match))
    await amal.sees("What is it about?")
    await amal.types("Yes", reply_to=question)
    await tom.sees("Amal: Yes")
    await town.settle()
    assert [r[0] for r in await town.rows("select flow from form")] == [f"concern@{match}"]


async def test_a_message_arrives_while_the_other_one_fills_a_form_and_the_form_stays(
    town: World,
) -> None:
    amal, tom, match = await pair(town)
    await tom.presses_data(cards.action("concern", match))
    await tom.sees("What is it about?")
    await writes_to(town, amal, match, "Hello")
    await tom.sees("Amal: Hello")
    await tom.presses("I feel uncomfortable")
    await tom.sees("Would you like to say more?")


async def test_the_longest_text_arrives_whole_in_any_language(town: World) -> None:
    amal, tom = town.person("Amal", "en"), town.person("Tom", "ar")
    match = await may_write(town, amal, tom, ("en", "ar"))
    words = "\n".join(f"see /a line {n:04} 👍" for n in range(200))
    words += "x" * (4096 - wire.length(words))
    await writes_to(town, amal, match, words)
    arrived = "".join(m.text for m in tom.messages if m.from_bot and "Amal" in m.text)
    assert [n for n in range(200) if f"line {n:04}" not in arrived] == []
    assert await town.rows("select 1 from outbox where state = 'dead'") == []


async def test_words_of_danger_in_an_answer_bring_the_numbers_and_are_passed_on(
    town: World,
) -> None:
    amal, tom, match = await pair(town)
    await writes_to(town, tom, match, "How are you?")
    question = await amal.sees("Tom: How are you?")
    await amal.types("He hits me", reply_to=question)
    await amal.sees("Yes, tell someone")
    await tom.sees("Amal: He hits me")
    await writes_to(town, amal, match, "I am in danger")
    await tom.sees("Amal: I am in danger")


# Everything that isn't text


async def test_voice_photo_document_and_place_arrive_with_the_name(town: World) -> None:
    amal, tom, match = await pair(town)
    await writes_to(town, tom, match, "Hello")
    hello = await amal.sees("Tom: Hello")
    await amal.sends_voice(b"OggS amal", reply_to=hello)
    await amal.sends_photo(PHOTO, "my <letter>", reply_to=hello)
    await amal.sends_document(b"%PDF", "form.pdf", reply_to=hello)
    await amal.sends_location(48.7, 9.1, reply_to=hello)
    await town.settle()
    arrived = [m for m in tom.messages if m.from_bot][-5:]
    assert [m.kind for m in arrived] == ["voice", "photo", "document", "text", "location"]
    assert [m.text for m in arrived] == [
        "From Amal",
        "Amal: my <letter>",
        "From Amal",
        "From Amal",
        "",
    ]
    assert arrived[0].voice is not None
    assert arrived[0].voice.content == b"OggS amal"
    assert [[b.text for b in m.buttons] for m in arrived if m.kind != "text"] == [
        ["Answer Amal"]
    ] * 4


async def test_a_caption_too_long_for_a_name_follows_its_photo(town: World) -> None:
    amal, tom, match = await pair(town)
    await amal.presses_data(cards.action("write_pair", match))
    await amal.sees("Please write your message.")
    await amal.sends_photo(PHOTO, "y" * 1024)
    await amal.sees("Sent to Tom ✓")
    await town.settle()
    photo, text = [m for m in tom.messages if m.from_bot][-2:]
    assert (photo.kind, photo.text) == ("photo", "From Amal")
    assert text.text == f"Amal: {'y' * 1024}"


async def test_contacts_forwards_and_stickers_are_refused_with_the_reason(town: World) -> None:
    amal, tom, match = await pair(town)
    await writes_to(town, tom, match, "Hello")
    hello = await amal.sees("Tom: Hello")
    await amal.sends_contact(reply_to=hello)
    await amal.sees("A contact shows somebody's phone number")
    await amal.presses_data(cards.action("write_pair", match))
    await amal.sees("Please write your message.")
    await amal.forwards("Chain letter", of="Mrs Curious")
    await amal.sees("shows the name of whoever wrote it first")
    await amal.sends_sticker()
    await amal.sees("I can't pass this on.")
    await amal.types("In my own words")
    await tom.sees("Amal: In my own words")
    assert not [m for m in tom.messages if m.kind != "text" or "Chain" in m.text]


async def test_an_album_goes_together_and_is_confirmed_once(town: World) -> None:
    amal, tom, match = await pair(town)
    await amal.presses_data(cards.action("write_pair", match))
    await amal.sees("Please write your message.")
    await amal.sends_album([PHOTO, PHOTO + b"2", PHOTO + b"3"], "my letter")
    await town.settle()
    assert len([m for m in tom.messages if m.kind == "photo"]) == 3
    assert len(seen(amal, "Sent to Tom")) == 1
    assert not seen(amal, "I did not understand")


# What fits nowhere


async def test_what_fits_nowhere_is_asked_for_whom_it_is(town: World) -> None:
    amal, tom, _ = await pair(town)
    await amal.types("On Thursday?")
    await amal.types("At nine?")
    card = await amal.sees("Who is this for?")
    assert [b.text for b in card.buttons] == [
        "Send it to Tom",
        "Send it to the Welcome Center",
        "Menu",
    ]
    await town.settle()
    await amal.presses("Send it to Tom")
    await tom.sees("Amal: At nine?")
    await tom.sees("Amal: On Thursday?")
    await amal.sees("Sent to Tom ✓")
    await town.settle()
    assert await town.rows("select * from unsent") == []
    await amal.presses_again()
    await town.settle()
    assert len(seen(tom, "At nine?")) == 1


async def test_an_album_that_fits_nowhere_waits_whole_and_is_asked_for_once(town: World) -> None:
    amal, tom, _ = await pair(town)
    await amal.sends_album([PHOTO, PHOTO + b"2"])
    await amal.sees("Who is this for?")
    await town.settle()
    assert len(seen(amal, "Who is this for?")) == 1
    await amal.presses("Send it to Tom")
    await town.settle()
    assert len([m for m in tom.messages if m.kind == "photo"]) == 2


async def test_what_waits_is_forgotten_with_the_menu_and_after_an_hour(town: World) -> None:
    amal, tom, _ = await pair(town)
    await amal.types("secret")
    await amal.sees("Who is this for?")
    await amal.presses("Menu")
    await town.settle()
    assert await town.rows("select * from unsent") == []
    await amal.types("another secret")
    await town.settle()
    await town.advance(minutes=61)
    assert await town.rows("select * from unsent") == []
    await amal.presses("Send it to Tom")
    await amal.sees("Nothing waits to be sent")
    assert not seen(tom, "secret")


async def test_of_words_of_somebody_without_a_buddy_only_the_number_waits(town: World) -> None:
    grace = town.person("Grace", "en")
    await asks_for_a_buddy(grace)
    await grace.types("what now")
    card = await grace.sees("Is it for someone?")
    assert [b.text for b in card.buttons] == ["Send it to the Welcome Center", "Menu"]
    await town.settle()
    assert [tuple(row) for row in await town.rows("select words from unsent")] == [("",)]


# Edits


async def test_an_edit_reaches_the_copy_also_while_it_waits(town: World) -> None:
    amal, tom, match = await pair(town)
    message = await writes_to(town, amal, match, "At nine")
    await tom.sees("Amal: At nine")
    await amal.edits(message, "At ten")
    copy = await tom.sees("Amal: At ten")
    assert [b.text for b in copy.buttons] == ["Answer Amal"]
    waiting = await amal.types("Bring the lettre")
    await amal.sees("Who is this for?")
    await amal.edits(waiting, "Bring the letter")
    await town.settle()
    await amal.presses("Send it to Tom")
    await tom.sees("Amal: Bring the letter")
    assert not seen(tom, "lettre")


async def test_a_caption_edit_reaches_the_copys_caption_and_a_place_has_none(town: World) -> None:
    amal, tom, match = await pair(town)
    await writes_to(town, tom, match, "Hello")
    hello = await amal.sees("Tom: Hello")
    photo = await amal.sends_photo(PHOTO, "page one", reply_to=hello)
    await tom.sees("Amal: page one")
    await amal.edits_caption(photo, "page two")
    await tom.sees("Amal: page two")
    await amal.edits_caption(photo, "")
    await town.settle()
    assert [m.text for m in tom.messages if m.kind == "photo"] == ["From Amal"]


async def test_a_text_that_grows_or_shrinks_by_an_edit_keeps_its_meaning(town: World) -> None:
    amal, tom, match = await pair(town)
    message = await writes_to(town, amal, match, "short")
    await amal.edits(message, f"{'a' * 3000} {'b' * 1000}")
    await town.settle()
    assert [len(t) for t in seen(tom, "Amal: ")] == [len("Amal: ") + 3000, len("Amal: ") + 1000]
    await amal.edits(message, "short again")
    await tom.sees("Amal: short again")
    await tom.sees("Amal has made this message shorter.")
    assert not seen(tom, "bbb")


# Who can't be reached, or is no longer there


async def test_who_has_blocked_the_bot_is_not_written_to_and_the_author_knows(
    town: World,
) -> None:
    amal, tom, match = await pair(town)
    message = await writes_to(town, amal, match, "Hello")
    await tom.sees("Amal: Hello")
    await tom.blocks()
    await town.settle()
    await amal.edits(message, "Hello Tom")
    await amal.presses_data(cards.action("write_pair", match))
    card = await amal.sees("Tom can't be reached at the moment.")
    assert any("Welcome Center" in b.text for b in card.buttons)
    await tom.unblocks()
    await town.settle()
    await writes_to(town, amal, match, "Welcome back")
    await tom.sees("Amal: Welcome back")
    assert await town.rows("select 1 from outbox where state = 'dead'") == []


async def test_an_author_hears_once_that_a_message_may_not_have_arrived(town: World) -> None:
    amal, tom, _ = await pair(town)
    town.box.faults.add("403", method="sendMessage", chat=tom)
    await amal.types("Hello")
    await amal.types("Are you there?")
    await amal.sees("Who is this for?")
    await town.settle()
    await amal.presses("Send it to Tom")
    await amal.sees("Your last message may not have arrived.")
    await town.settle()
    assert len(seen(amal, "may not have arrived")) == 1


async def test_who_has_said_stop_still_gets_what_people_write(town: World) -> None:
    amal, tom, match = await pair(town)
    await tom.types("/stop")
    await tom.sees("From now on I write only when you write to me.")
    await writes_to(town, amal, match, "Hello")
    await tom.sees("Amal: Hello")


async def test_after_the_match_nothing_is_passed_on_any_more(town: World) -> None:
    amal, tom, match = await pair(town)
    await writes_to(town, tom, match, "Hello")
    hello = await amal.sees("Tom: Hello")
    await amal.presses_data(cards.action("write_pair", match))
    await amal.sees("Please write your message.")
    await ends(town, match)
    await amal.types("Too late", reply_to=hello)
    await amal.sees("You and Tom do not write to each other here any more.")
    await amal.presses_data(cards.action("write_pair", match))
    await town.settle()
    assert len(seen(amal, "do not write to each other here")) == 2
    assert not seen(tom, "Too late")


async def test_what_somebody_wrote_is_not_sent_after_they_are_erased(town: World) -> None:
    amal, tom, match = await pair(town)
    rule = town.box.faults.add("429", method="sendMessage", chat=tom, retry_after=60)
    await amal.types("secret")
    await amal.sees("Who is this for?")
    await amal.presses("Send it to Tom")
    await amal.sees("Sent to Tom")
    await ends(town, match)
    await amal.types("/forgetme")
    await amal.sees("Yes, delete everything")
    await amal.presses("Yes, delete everything")
    await amal.sees("Everything about you is deleted here.")
    rule.remove()
    await town.advance(minutes=5)
    assert not seen(tom, "secret")
    await tom.presses_data(cards.action("write_pair", match))
    await town.settle()
    assert "What you write now" not in tom.last.text


async def test_a_photo_deleted_before_it_was_passed_on_is_no_dead_letter(town: World) -> None:
    amal, _, _ = await pair(town)
    photo = await amal.sends_photo(PHOTO)
    await amal.sees("Who is this for?")
    await amal.deletes(photo)
    await amal.presses("Send it to Tom")
    await town.settle()
    assert await town.rows("select 1 from outbox where state = 'dead'") == []


async def test_a_stranger_gets_nowhere_with_forged_buttons(town: World) -> None:
    amal, tom, match = await pair(town)
    eve = town.person("Eve", "en")
    await asks_for_a_buddy(eve)
    tom_id = await number_of(town, tom)
    for name in ("write_pair", "send_to", "answer_center", "question", "write_to", "concern"):
        for about in (str(match), str(tom_id), "1", "²", "-1", "1" * 30, "x"):
            await eve.presses_data(cards.action(name, about))
            await town.settle()
            assert "Here is what you can do now." in eve.messages[-1].text or any(
                "Here is what you can do now." in m.text for m in eve.messages[-2:]
            ), (name, about)
    await eve.types("let me in")
    await town.settle()
    assert not seen(tom, "let me in")
    assert not seen(amal, "let me in")
