"""The pages of a letter are gathered one after the other, and nothing else is taken."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot import town
from bot.conversation.asking import Again, Answer, Answers, Context, Draft, Message
from bot.conversation.values import Reader
from bot.letters import pages, sending

CONTEXT = Context(
    Reader("en", ZoneInfo("Europe/Berlin"), datetime(2026, 11, 24, 11, tzinfo=UTC)),
    town.load("musterstadt"),
)
ASKED = pages.Pages("pages", sending.SEND_PAGES, name=sending.PAGES_LABEL)


def gathered(*messages: Message, draft: Answers | None = None) -> dict[str, object]:
    found = dict(draft or {})
    for message in messages:
        heard = ASKED.sent(message, found, CONTEXT)
        assert isinstance(heard, Draft)
        found = heard.draft
    return found


def photo(number: int, album: str = "") -> Message:
    return Message(number, "photo", album=album)


def test_photos_and_files_are_pages_also_forwarded_ones() -> None:
    draft = gathered(photo(7), Message(8, "document"), Message(9, "photo", is_forwarded=True))
    assert ASKED.pressed(".done", draft, CONTEXT) == Answer([7, 8, 9])


@pytest.mark.parametrize("kind", ["voice", "video", "sticker", "location", "contact", "other"])
def test_everything_else_is_refused_with_the_reason(kind: str) -> None:
    heard = ASKED.sent(Message(7, kind), {}, CONTEXT)
    assert isinstance(heard, Again)
    assert heard.why.text is pages.ONLY_PAGES


def test_what_came_together_is_answered_together() -> None:
    draft = gathered(photo(7, "a"))
    for message, is_together in ((photo(8, "a"), True), (photo(8, "b"), False), (photo(8), False)):
        heard = ASKED.sent(message, draft, CONTEXT)
        assert isinstance(heard, Draft)
        assert heard.together is is_together
    alone = ASKED.sent(photo(9), gathered(photo(7), photo(8)), CONTEXT)
    assert isinstance(alone, Draft)
    assert not alone.together


def test_a_draft_keeps_what_else_is_in_it() -> None:
    assert gathered(photo(7), draft={"at": "pages"})["at"] == "pages"


def test_a_letter_has_only_so_many_pages() -> None:
    full = gathered(*(photo(number) for number in range(pages.MOST)))
    heard = ASKED.sent(photo(99), full, CONTEXT)
    assert isinstance(heard, Again)
    assert heard.why.text is pages.TOO_MANY
    assert ASKED.pressed(".done", full, CONTEXT) == Answer([*range(pages.MOST)])


@pytest.mark.parametrize("words", ["That's all", "thats all", "done"])
def test_whoever_types_the_button_has_pressed_it(words: str) -> None:
    assert ASKED.typed(words, gathered(photo(7)), CONTEXT) == Answer([7])


def test_without_a_page_nothing_is_sent() -> None:
    for heard in (ASKED.pressed(".done", {}, CONTEXT), ASKED.typed("That's all", {}, CONTEXT)):
        assert isinstance(heard, Again)
        assert heard.why.text is pages.NO_PAGE
    assert ASKED.rows({}, CONTEXT) == ()


@pytest.mark.parametrize("press", ["", ".skip", "7", "nonsense"])
def test_a_forged_press_means_nothing(press: str) -> None:
    assert ASKED.pressed(press, gathered(photo(7)), CONTEXT) is None
