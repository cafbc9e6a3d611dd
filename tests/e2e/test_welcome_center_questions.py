"""Asking the Welcome Center: a person answers in the same chat, and nobody waits unseen."""

from bot.conversation import cards
from bot.sandbox.people import Person
from bot.staff import store as staff
from bot.staff.store import Role
from tests.e2e.asking import asks_for_a_buddy
from tests.e2e.joining import joins
from tests.e2e.writing import number_of, pair
from tests.world import World

PHOTO = b"\x89PNG\r\n\x1a\n"


async def asks(town: World, person: Person, words: str) -> None:
    await town.settle()
    await person.presses("Write to the Welcome Center")
    await person.sees("Please write to the Welcome Center")
    await person.types(words)
    await person.sees("Your question is with the Welcome Center")
    await town.settle()


async def newcomer(town: World, name: str = "Amal") -> Person:
    person = town.person(name, "en")
    await asks_for_a_buddy(person)
    await person.types("/menu")
    await person.sees("Write to the Welcome Center")
    return person


async def opens(town: World, member: Person, name: str) -> None:
    await town.settle()
    await member.presses_data(cards.action("questions"))
    await member.sees(f"{name}: read")
    await member.presses(f"{name}: read")
    await town.settle()


def count(person: Person, words: str) -> int:
    return len([m for m in person.messages if m.from_bot and words in m.text])


async def test_a_question_is_answered_by_a_person_and_then_the_bot_is_back(town: World) -> None:
    petra = await joins(town, "Petra", Role.ADVISOR)
    amal = await newcomer(town)
    await asks(town, amal, "May I work?")
    await town.advance(hours=2)
    await petra.presses_data(cards.action("desk"))
    await petra.sees("1 question, asked 2 hours ago")
    await opens(town, petra, "Amal")
    await petra.sees("Amal asks (English), 2 hours ago:")
    await petra.sees("May I work?")
    assert count(amal, "From now on a person") == 0
    await petra.presses("Answer")
    await petra.sees("Please write your message.")
    await petra.types("Yes, you may.")
    await amal.sees("From now on a person answers you here: Petra (Welcome Center).")
    answer = await amal.sees("Petra (Welcome Center): Yes, you may.")
    await petra.sees("Sent to Amal ✓")
    await amal.types("Thank you", reply_to=answer)
    await petra.sees("Amal: Thank you")
    await petra.presses("Finish")
    await amal.sees("Petra (Welcome Center) has finished. I am the bot again.")
    await petra.sees("The conversation with Amal is finished.")
    await town.settle()
    assert count(amal, "From now on a person") == 1
    assert await town.rows("select 1 from question where answered_at is null") == []
    deeds = {row[0] for row in await town.rows("select deed from record where person is not null")}
    assert {"saw_question", "wrote"} <= deeds


async def test_while_a_person_answers_plain_words_reach_them(town: World) -> None:
    petra = await joins(town, "Petra", Role.ADVISOR)
    amal = await newcomer(town)
    await asks(town, amal, "May I work?")
    await opens(town, petra, "Amal")
    await petra.sees("May I work?")
    await petra.presses("Answer")
    await petra.sees("Please write your message.")
    await petra.types("Yes, you may.")
    await amal.sees("Yes, you may.")
    await amal.types("Thank you")
    await petra.sees("Amal: Thank you")
    await petra.presses("Finish")
    await amal.sees("I am the bot again.")
    await amal.types("One more thing")
    await amal.sees("Is it for someone?")


async def test_of_a_question_no_words_are_kept(town: World) -> None:
    amal = await newcomer(town)
    await asks(town, amal, "a very private thing")
    for table in ("question", "unsent", "outbox", "form", "inbox"):
        rows = await town.rows(f"select * from {table}")  # noqa: S608  (names of the schema)
        assert "private" not in str([tuple(row) for row in rows])


async def test_whoever_has_not_agreed_is_asked_first_and_nothing_is_lost(town: World) -> None:
    petra = await joins(town, "Petra", Role.ADVISOR)
    grace = town.person("Grace", "en")
    await grace.starts()
    await grace.sees("Choose your language")
    await grace.presses("English")
    await grace.sees("What brings you here?")
    await grace.types("Where is the office?")
    await grace.sees("Is it for someone?")
    await grace.presses("Send it to the Welcome Center")
    await grace.sees("Before we begin")
    await grace.presses("I agree")
    await grace.sees("Your question is with the Welcome Center")
    await opens(town, petra, "Somebody without a name")
    await petra.sees("Where is the office?")


async def test_a_question_may_be_spoken_or_an_album_and_is_one_question(town: World) -> None:
    petra = await joins(town, "Petra", Role.ADVISOR)
    amal = await newcomer(town)
    await amal.presses("Write to the Welcome Center")
    await amal.sees("Please write to the Welcome Center")
    await amal.sends_album([PHOTO, PHOTO + b"2"], "my letter")
    await amal.sees("Your question is with the Welcome Center")
    await town.settle()
    assert count(amal, "Your question is with") == 1
    await amal.sends_voice(b"OggS")
    await amal.sees("Is it for someone?")
    await amal.presses("Send it to the Welcome Center")
    await opens(town, petra, "Amal")
    kinds = [m.kind for m in petra.messages if m.from_bot]
    assert kinds[-5:] == ["text", "photo", "photo", "voice", "text"]


async def test_the_language_is_named_where_it_differs(town: World) -> None:
    petra = await joins(town, "Petra", Role.ADVISOR)
    amal = await newcomer(town)
    await amal.presses_data(cards.action("speak", "ar"))
    await town.settle()
    await amal.presses_data(cards.action("write_center"))
    await town.settle()
    await amal.types("هل يمكنني العمل؟")
    await town.settle()
    await opens(town, petra, "Amal")
    await petra.sees("Amal asks (Arabic)")
    await petra.presses("Answer")
    await petra.sees("Please write your message.")
    await petra.types("Yes")
    await town.settle()
    assert any("Yes" in m.text and m.text.count("\n") == 1 for m in amal.messages if m.from_bot)


async def test_two_of_the_staff_answer_at_once_and_one_is_heard(town: World) -> None:
    petra, ben = await joins(town, "Petra", Role.ADVISOR), await joins(town, "Ben", Role.ADVISOR)
    amal = await newcomer(town)
    await asks(town, amal, "May I work?")
    thread = (await town.rows("select id from thread"))[0][0]
    for member in (petra, ben):
        await member.presses_data(cards.action("answer_center", thread))
        await member.sees("Please write your message.")
    await petra.types("Petra says yes")
    await ben.types("Ben says no")
    await town.settle()
    both = {"Petra": count(amal, "Petra says yes"), "Ben": count(amal, "Ben says no")}
    assert sorted(both.values()) == [0, 1]
    heard, unheard = (petra, ben) if both["Petra"] else (ben, petra)
    await unheard.sees("Your message was not sent.")
    await heard.sees("Sent to Amal ✓")


async def test_a_colleague_sees_who_has_it_and_may_take_it_over(town: World) -> None:
    petra, ben = await joins(town, "Petra", Role.ADVISOR), await joins(town, "Ben", Role.ADVISOR)
    amal = await newcomer(town)
    await asks(town, amal, "May I work?")
    await opens(town, petra, "Amal")
    await opens(town, ben, "Amal")
    await ben.sees("Petra has the conversation with Amal.")
    await ben.presses("Take it over")
    await ben.sees("May I work?")
    await petra.sees("Ben goes on with the conversation with Amal.")
    await petra.presses("Answer")
    await petra.sees("Ben has the conversation with Amal.")


async def test_what_is_left_to_others_waits_on(town: World) -> None:
    petra = await joins(town, "Petra", Role.ADVISOR)
    amal = await newcomer(town)
    await asks(town, amal, "May I work?")
    await opens(town, petra, "Amal")
    await petra.presses("Leave it to others")
    await petra.sees("waits for the others")
    await town.settle()
    rows = await town.rows(
        "select partner, answered_at from thread join question on thread = thread.id"
    )
    assert [tuple(row) for row in rows] == [(None, None)]
    assert count(amal, "has finished") == 0


async def test_who_leaves_the_staff_leaves_their_conversations_to_the_others(
    town: World,
) -> None:
    petra = await joins(town, "Petra", Role.ADVISOR)
    amal = await newcomer(town)
    await asks(town, amal, "May I work?")
    await opens(town, petra, "Amal")
    await petra.presses("Answer")
    await petra.sees("Please write your message.")
    written = await petra.types("Please wait.")
    answer = await amal.sees("Please wait.")
    petra_id = await number_of(town, petra)
    async with town.bot.database.work() as work:
        await staff.end(work, petra_id)
    await amal.sees("I am the bot again.")
    await amal.types("And now?", reply_to=answer)
    await amal.sees("Your question is with the Welcome Center")
    await petra.edits(written, "Still there")
    await petra.types("Still there", reply_to=await petra.sees("May I work?"))
    await petra.sees("Here is what you can do now.")
    await town.settle()
    assert count(amal, "Still there") == 0


async def test_an_advisor_sees_own_and_untaken_cases_and_no_buddies(town: World) -> None:
    petra, ben = await joins(town, "Petra", Role.ADVISOR), await joins(town, "Ben", Role.ADVISOR)
    cora = await joins(town, "Cora", Role.COORDINATOR)
    amal, tom, _ = await pair(town)
    for person in (amal, tom):
        await person.types("/menu")
        await person.presses_data(cards.action("agree", "support/write_center", 2))
        await person.sees("Please write to the Welcome Center")
        await person.types(f"{person.name} asks")
        await person.sees("Your question is with the Welcome Center")
    petra_id, tom_id = await number_of(town, petra), await number_of(town, tom)
    async with town.bot.database.work() as work:
        await work.run("update request set advisor = :petra", petra=petra_id)
    seen = {}
    for member in (petra, ben, cora):
        await member.presses_data(cards.action("questions"))
        await town.settle()
        seen[member.name] = [b.text for b in member.last.buttons if "read" in b.text]
    assert seen == {
        "Petra": ["Amal: read"],
        "Ben": [],
        "Cora": ["Amal: read", "Tom: read"],
    }
    await ben.presses_data(cards.action("write_to", tom_id))
    await ben.sees("Here is what you can do now.")


async def test_staff_begin_a_conversation(town: World) -> None:
    petra = await joins(town, "Petra", Role.ADVISOR)
    amal = await newcomer(town)
    await petra.presses_data(cards.action("write_to", await number_of(town, amal)))
    await petra.sees("What you write now goes to Amal.")
    await petra.types("Could you come on Monday?")
    await amal.sees("From now on a person answers you here: Petra (Welcome Center).")
    message = await amal.sees("Petra (Welcome Center): Could you come on Monday?")
    await amal.presses("Answer")
    await amal.sees("Please write to the Welcome Center.")
    await amal.types("Yes")
    await petra.sees("Amal: Yes")
    assert [b.text for b in message.buttons] == ["Answer"]


async def test_a_question_to_somebody_who_blocked_the_bot_goes_to_the_others(
    town: World,
) -> None:
    petra = await joins(town, "Petra", Role.ADVISOR)
    amal = await newcomer(town)
    await asks(town, amal, "May I work?")
    await opens(town, petra, "Amal")
    await petra.presses("Answer")
    await petra.sees("Please write your message.")
    await petra.types("Please wait.")
    answer = await amal.sees("Please wait.")
    await petra.blocks()
    await town.settle()
    await amal.types("And now?", reply_to=answer)
    await amal.sees("Your question is with the Welcome Center")
    await town.settle()
    rows = await town.rows("select partner from thread where kind = 'center'")
    assert [row[0] for row in rows] == [None]
    assert len(await town.rows("select 1 from question where answered_at is null")) == 1
