"""A card is one message: lines of text with typed values, and buttons. Pure, and kept as data.

Answers (`flow:turn:value`) belong to an open question, actions (`a:name:object:version`) to a fact.
"""

from dataclasses import dataclass
from typing import Any

from bot.conversation import packing, values

MOST_BYTES = 64
LONGEST_NAME = 20
"""Letters of a name on a button."""
ACTION = "a"
INERT = "-"


@dataclass(frozen=True)
class Button:
    """`press` is callback data, `url` an address; `is_ticked` puts a box before the label."""

    label: values.Value
    press: str = INERT
    url: str = ""
    style: str = ""
    is_ticked: bool | None = None

    def __post_init__(self) -> None:
        if len(self.press.encode()) > MOST_BYTES:
            raise ValueError(f"callback data over {MOST_BYTES} bytes: {self.press}")


@dataclass(frozen=True)
class Row:
    """Buttons side by side. A grid keeps its columns for right-to-left readers, mirrored; other
    rows become one button each for them."""

    buttons: tuple[Button, ...]
    is_grid: bool = False


@dataclass(frozen=True)
class Card:
    """`lines` may hold None for an empty line. `has_bottom` shows the three big buttons at the
    bottom of the chat; Telegram gives such a message no other buttons. With a `language` it is
    shown as readers of that language see it, to whomever."""

    lines: tuple[values.Said | None, ...]
    rows: tuple[Row, ...] = ()
    has_bottom: bool = False
    language: str = ""


def short(called: values.Value, most: int = LONGEST_NAME) -> values.Value:
    """A name as it fits on a button beside other words."""
    if isinstance(called, values.Words) and len(called.words) > most:
        return values.Words(f"{called.words[: most - 1].rstrip()}…")
    return called


def card(*lines: values.Said | None, rows: tuple[Row, ...] = ()) -> Card:
    return Card(lines, rows)


def row(*buttons: Button) -> Row:
    return Row(buttons)


def column(*buttons: Button) -> tuple[Row, ...]:
    return tuple(Row((button,)) for button in buttons)


def action(name: str, about: str | int = "", version: int = 0) -> str:
    """What a button of a fact carries: the action, the object it is about and its version."""
    return f"{ACTION}:{name}:{about}:{version}"


def pack(card: Card) -> dict[str, Any]:
    return {
        "lines": [line and packing.pack(line) for line in card.lines],
        "rows": [
            [row.is_grid, [_pack_button(button) for button in row.buttons]] for row in card.rows
        ],
        "bottom": card.has_bottom,
        **({"shown_in": card.language} if card.language else {}),
    }


def _pack_button(button: Button) -> list[Any]:
    return [packing.pack(button.label), button.press, button.url, button.style, button.is_ticked]


def unpack(packed: dict[str, Any]) -> Card:
    """The opposite of `pack`. Raises `packing.Unknown` for what another version has kept."""
    return Card(
        tuple(_line(line) for line in packed["lines"]),
        tuple(
            Row(tuple(_button(button) for button in buttons), is_grid)
            for is_grid, buttons in packed["rows"]
        ),
        packed["bottom"],
        packed.get("shown_in", ""),
    )


def _line(packed: list[Any] | None) -> values.Said | None:
    if packed is None:
        return None
    line = packing.unpack(packed)
    if not isinstance(line, values.Said):
        raise packing.Unknown("line")
    return line


def _button(packed: list[Any]) -> Button:
    label, press, url, style, is_ticked = packed
    return Button(packing.unpack(label), press, url, style, is_ticked)
