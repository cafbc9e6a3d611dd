"""Turns a card into what Telegram shows one reader: HTML text and keyboards, in their language.

For right-to-left readers every line and label begins from the right, whatever its first letter,
rows become one button each, and grids are mirrored: Telegram has no such option for keyboards.
"""

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    ReplyKeyboardMarkup,
)

from bot import i18n
from bot.conversation import cards, shortening, values
from bot.conversation.values import Reader, Said

MOST_UNITS = 4096
"""Telegram's limit for a text, in UTF-16 code units after its markup is read."""
CUT_TO = (400, 200, 100, 50)
"""Letters that remain of each piece of own words, tried in this order."""
TICKED, UNTICKED = "☑", "☐"
TAG = re.compile(r"<[^>]*>")
COMMAND = re.compile(r"(?<![\w/<>;])/[a-z]+\b")
"""A command in a sentence; from right to left its slash would move to the other end."""


@dataclass(frozen=True)
class Screen:
    text: str
    inline: InlineKeyboardMarkup | None = None
    bottom: ReplyKeyboardMarkup | None = None


def screen(card: cards.Card, reader: Reader, bottom: Sequence[i18n.Text]) -> Screen:
    """The card as its reader sees it; `bottom` are the labels of the three big buttons."""
    if card.language:
        reader = replace(reader, language=card.language)
    shown = _text(card.lines, reader)
    inline = InlineKeyboardMarkup(_rows(card, reader)) if card.rows else None
    return Screen(shown, inline, _bottom(bottom, reader) if card.has_bottom else None)


def _text(lines: Sequence[Said | None], reader: Reader) -> str:
    """The lines of a message. Where Telegram would refuse them for their length, so that nobody saw
    anything, what people wrote is cut."""
    shown = _joined(lines, reader)
    for most in CUT_TO:
        if units(shown) <= MOST_UNITS:
            break
        shown = _joined([line and shortening.shortened(line, most) for line in lines], reader)
    return shown


def _joined(lines: Sequence[Said | None], reader: Reader) -> str:
    return "\n".join(written(line, reader) if line else "" for line in lines)


def written(said: Said, reader: Reader) -> str:
    """A text as it stands in a message or a caption: each of its lines from the reader's side,
    commands kept together."""
    words = values.shown(said, reader)
    if i18n.is_right_to_left(reader.language):
        words = COMMAND.sub(lambda found: i18n.isolated(found[0]), words)
    return "\n".join(directed(line, reader.language) for line in words.split("\n"))


def bare(said: Said, reader: Reader) -> str:
    """A text without its markup, for places that know none."""
    return html.unescape(TAG.sub("", written(said, reader)))


def _rows(card: cards.Card, reader: Reader) -> list[list[InlineKeyboardButton]]:
    is_mirrored = i18n.is_right_to_left(reader.language)
    rows: list[list[InlineKeyboardButton]] = []
    for row in card.rows:
        buttons = [_button(button, reader) for button in row.buttons]
        if not is_mirrored:
            rows.append(buttons)
        elif row.is_grid:
            rows.append(buttons[::-1])
        else:
            rows.extend([button] for button in buttons)
    return rows


def _button(button: cards.Button, reader: Reader) -> InlineKeyboardButton:
    words = label(button.label, reader)
    if button.is_ticked is not None:
        words = f"{TICKED if button.is_ticked else UNTICKED} {words}"
    words = directed(words, reader.language)
    style = button.style or None
    if button.url:
        return InlineKeyboardButton(words, url=button.url, style=style)
    return InlineKeyboardButton(words, callback_data=button.press, style=style)


def label(value: values.Value, reader: Reader) -> str:
    """What stands on a button: no markup, one line; a lone name needs no isolation."""
    if isinstance(value, values.Words):
        return value.words
    return " ".join(values.shown(value, reader, is_html=False).split())


def _bottom(bottom: Sequence[i18n.Text], reader: Reader) -> ReplyKeyboardMarkup:
    buttons = [KeyboardButton(label(Said(words), reader)) for words in bottom]
    if i18n.is_right_to_left(reader.language):
        buttons.reverse()
    return ReplyKeyboardMarkup([buttons], resize_keyboard=True, is_persistent=True)


def directed(line: str, language: str) -> str:
    """The line with a mark in front where its own first letter would turn it the wrong way."""
    if not line or not i18n.is_right_to_left(language):
        return line
    first = next((c for c in html.unescape(TAG.sub("", line)) if c.isalpha()), "")
    starts = TAG.sub("", line)[:1]
    if values.is_right_to_left(first) and (starts.isalpha() or starts == first):
        return line
    return f"{i18n.RIGHT_TO_LEFT_MARK}{line}"


def units(text: str) -> int:
    """How long Telegram finds an HTML text: UTF-16 code units without the markup."""
    return len(html.unescape(TAG.sub("", text)).encode("utf-16-le")) // 2
