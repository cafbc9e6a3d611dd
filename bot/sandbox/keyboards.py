"""Both kinds of keyboard: read from what the bot sends, refused where Telegram refuses."""

from collections.abc import Sequence
from typing import Any, Literal

from bot.sandbox import errors, links, model, texts, wire

MOST_BUTTONS = 100
WIDEST_ROW = 8
WIDEST_REPLY_ROW = 12
MOST_REPLY_BUTTONS = 300
LONGEST_DATA = 64
STYLES = ("danger", "primary", "success")
ACTIONS = [
    "callback_data",
    "url",
    "web_app",
    "login_url",
    "copy_text",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "callback_game",
    "pay",
]
REQUESTS = ("request_contact", "request_location")
FLAGS = ("resize_keyboard", "one_time_keyboard", "is_persistent", "selective")

Markup = model.Rows | model.ReplyKeyboard | Literal["remove", "force_reply"] | None


def read(given: wire.Json | None) -> Markup:
    """What `reply_markup` asks for; None where it asks for nothing."""
    match given:
        case None:
            return None
        case {"inline_keyboard": rows}:
            return inline(rows)
        case {"keyboard": rows}:
            return _reply(rows, given)
        case {"remove_keyboard": flag}:
            _boolean(given, "remove_keyboard")
            return "remove" if flag else None
        case {"force_reply": flag}:
            _boolean(given, "force_reply")
            return "force_reply" if flag else None
    return None


def read_inline(given: wire.Json | None) -> model.Rows:
    """For edits, which know no other keyboard. Without one the message loses its own."""
    match read(given):
        case tuple() as rows:
            return rows
        case None:
            return ()
    raise errors.bad("inline keyboard expected")


def inline(rows: Any) -> model.Rows:
    read_rows = [tuple(_button(button) for button in row) for row in _rows(rows, "inline_keyboard")]
    kept = tuple(row for row in read_rows if row)
    if sum(map(len, kept)) > MOST_BUTTONS or any(len(row) > WIDEST_ROW for row in kept):
        raise errors.bad("REPLY_MARKUP_TOO_LONG")
    return kept


def _button(given: Any) -> model.Button:
    if not isinstance(given, dict):
        raise _unreadable("Expected an Object")
    text = _label(given, "inline keyboard button")
    style = _style(given, "inline keyboard button")
    actions = [name for name in ACTIONS if given.get(name) not in (None, "", False)]
    if not actions:
        raise _unreadable("Text buttons are unallowed in the inline keyboard")
    data, url = given.get("callback_data"), given.get("url")
    if not text:
        raise errors.bad("REPLY_MARKUP_INVALID")
    if data and actions[0] == "callback_data":
        if not isinstance(data, str):
            raise _unreadable('Field "callback_data" must be of type String')
        if len(wire.utf8(data)) > LONGEST_DATA:
            raise errors.bad("BUTTON_DATA_INVALID")
    if url:
        _check_url(url)
    if "pay" in actions or "callback_game" in actions:
        raise errors.bad("BUTTON_TYPE_INVALID")
    return model.Button(text, data or None, url or None, style, {**given, "text": text})


def _check_url(url: Any) -> None:
    if not isinstance(url, str):
        raise _unreadable('Field "url" must be of type String')
    if links.mentioned_user(url):
        return
    try:
        links.checked(url)
    except links.BadLink as reason:
        raise errors.bad(f"inline keyboard button URL '{url}' is invalid: {reason}") from reason


def _reply(rows: Any, given: wire.Json) -> model.ReplyKeyboard:
    for flag in FLAGS:
        _boolean(given, flag)
    labels: list[tuple[str, ...]] = []
    requests: dict[str, str] = {}
    for row in _rows(rows, "keyboard"):
        labels.append(tuple(_reply_button(button, requests) for button in row))
    kept = tuple(row for row in labels if row)
    if not kept:
        raise errors.bad("REPLY_MARKUP_INVALID")
    if sum(map(len, kept)) > MOST_REPLY_BUTTONS or any(len(r) > WIDEST_REPLY_ROW for r in kept):
        raise errors.bad("REPLY_MARKUP_TOO_LONG")
    return model.ReplyKeyboard(
        kept,
        is_persistent=given.get("is_persistent", False),
        resize_keyboard=given.get("resize_keyboard", False),
        one_time_keyboard=given.get("one_time_keyboard", False),
        placeholder=str(given.get("input_field_placeholder", "")),
        requests=requests,
    )


def _reply_button(given: Any, requests: dict[str, str]) -> str:
    if isinstance(given, str):
        given = {"text": given}
    if not isinstance(given, dict):
        raise errors.bad("can't parse keyboard button: Expected an Object")
    text = _label(given, "keyboard button")
    _style(given, "keyboard button")
    if not text:
        raise errors.bad("REPLY_MARKUP_INVALID")
    for request in REQUESTS:
        if given.get(request):
            requests[text] = request
    return text


def _label(given: wire.Json, what: str) -> str:
    if "text" not in given:
        raise errors.bad(f"can't parse {what}: Can't find field \"text\"")
    if not isinstance(given["text"], str):
        raise errors.bad(f'can\'t parse {what}: Field "text" must be of type String')
    return texts.plain(given["text"])


def _style(given: wire.Json, what: str) -> str | None:
    style = given.get("style")
    if style is not None and style not in STYLES:
        raise errors.bad(f"can't parse {what}: Invalid button style specified")
    return style


def _rows(rows: Any, field: str) -> Sequence[list[Any]]:
    if not isinstance(rows, list):
        raise errors.bad(f'field "{field}" must be of type Array')
    if not all(isinstance(row, list) for row in rows):
        raise errors.bad(f'field "{field}" must be an Array of Arrays')
    return rows


def _boolean(given: wire.Json, field: str) -> None:
    if not isinstance(given.get(field, False), bool):
        raise errors.bad(f'field "{field}" must be of type Boolean')


def _unreadable(reason: str) -> errors.Refused:
    return errors.bad(f"can't parse inline keyboard button: {reason}")
