"""What Telegram makes of a text before anyone sees it."""

import pytest

from bot.sandbox import texts


def kept(source: str, parse_mode: str = "HTML") -> texts.Formatted:
    return texts.formatted(source, parse_mode, None, limit=texts.MESSAGE_LIMIT)


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (" \n a \n b \t\n", "a \n b"),
        ("a\r\nb", "a\nb"),
        ("a\x07b\tc\r\x00", "a b c"),
        ("\u200f\u200e\u200fa\u200e", "\u200c\u200c\u200fa\u200e"),
        ("a\u202eb\u202c\u2028c", "abc"),
        ("\u2068Tom\u2069 · \u200fعربي", "\u2068Tom\u2069 · \u200fعربي"),
        ("&nbsp;", "&nbsp;"),
        ("\u00a0a\u00a0", "\u00a0a\u00a0"),
    ],
)
def test_texts_are_cleaned_and_trimmed_and_isolates_stay(source: str, text: str) -> None:
    assert kept(source).text == text
    assert texts.typed(source).text == text


@pytest.mark.parametrize(
    ("source", "text", "span"),
    [
        ("  <b>a</b>", "a", (0, 1)),
        ("<b> a </b>", " a", (0, 2)),
        ("x\u202e<b>a\u202cb</b>", "xab", (1, 2)),
        ("😀\r<b>a</b>", "😀a", (2, 1)),
        ("a<b> \n</b>", "a", None),
    ],
)
def test_entities_move_with_what_is_dropped(
    source: str, text: str, span: tuple[int, int] | None
) -> None:
    formatted = kept(source)
    spans = [(entity["offset"], entity["length"]) for entity in formatted.entities]
    assert (formatted.text, spans) == (text, [span] if span else [])


def test_telegram_finds_commands_mentions_tags_and_links_by_itself() -> None:
    found = kept("/menu @amal_s #stuttgart a@b.de https://x.de/a?b=c. 😀 /sos@x_bot", "").entities
    assert [(e["type"], e["offset"], e["length"]) for e in found] == [
        ("bot_command", 0, 5),
        ("mention", 6, 7),
        ("hashtag", 14, 10),
        ("email", 25, 6),
        ("url", 32, 18),
        ("bot_command", 55, 10),
    ]


def test_nothing_is_found_inside_code_and_links() -> None:
    formatted = kept('<code>/menu</code> <a href="https://x.de">@amal_s</a>')
    assert [entity["type"] for entity in formatted.entities] == ["code", "text_link"]
