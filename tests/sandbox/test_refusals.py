"""What Telegram refuses, in Telegram's words."""

from typing import Any

import aiohttp
import pytest

from bot.sandbox import people, server

INLINE = "can't parse inline keyboard button: "
TEXT_BUTTONS = f"{INLINE}Text buttons are unallowed in the inline keyboard"
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
BUTTON = {"text": "A", "callback_data": "a"}


def inline(*buttons: Any) -> dict[str, Any]:
    return {"text": "x", "reply_markup": {"inline_keyboard": [list(buttons)]}}


def reply(**markup: Any) -> dict[str, Any]:
    return {"text": "x", "reply_markup": markup}


async def call(
    http: aiohttp.ClientSession, method: str, parameters: dict[str, Any]
) -> dict[str, Any]:
    async with http.post(f"/bot1:sandbox/{method}", json=parameters) as response:
        answer: dict[str, Any] = await response.json()
        assert answer["ok"] or answer["error_code"] == response.status
        return answer


SENT = [
    ({}, "message text is empty"),
    ({"text": ""}, "message text is empty"),
    ({"text": " \n "}, "text must be non-empty"),
    ({"text": "\u202e"}, "text must be non-empty"),
    ({"text": "<b></b>", "parse_mode": "HTML"}, "text must be non-empty"),
    ({"text": "x", "chat_id": ""}, "chat_id is empty"),
    ({"text": "x", "chat_id": 7}, "chat not found"),
    ({"text": "x", "chat_id": "@nobody"}, "chat not found"),
    ({"text": "x" * 4_097}, "message is too long"),
    ({"text": "😀" * 2_049}, "message is too long"),
    ({"text": "x", "parse_mode": "INVALID"}, "unsupported parse_mode"),
    (
        {"text": "ä<b>x", "parse_mode": "HTML"},
        "can't parse entities: Can't find end tag corresponding to start tag \"b\"",
    ),
    (
        {"text": "ä<p>", "parse_mode": "HTML"},
        'can\'t parse entities: Unsupported start tag "p" at byte offset 2',
    ),
    (
        {"text": "hello", "entities": [{"type": "bold", "offset": 100, "length": 1}]},
        "entity begins after the end of the text at UTF-16 offset 100",
    ),
    (
        {"text": "hello", "entities": [{"type": "bold", "offset": 0, "length": 100}]},
        "entity beginning at UTF-16 offset 0 ends after the end of the text at UTF-16 offset 100",
    ),
    (
        {"text": "hello", "entities": [{"type": "bold", "offset": -1, "length": 1}]},
        "receive an entity with incorrect offset -1",
    ),
    (
        {"text": "hello", "entities": [{"type": "loud", "offset": 0, "length": 1}]},
        "can't parse MessageEntity: Unsupported type specified",
    ),
    (
        {"text": "x", "entities": [{"type": "text_link", "offset": 0, "length": 1, "url": "no"}]},
        "entity URL 'no' is invalid: Wrong HTTP URL",
    ),
    (inline({"text": "A", "callback_data": "x" * 65}), "BUTTON_DATA_INVALID"),
    (inline({"text": "A", "callback_data": "م" * 33}), "BUTTON_DATA_INVALID"),
    (inline({"text": "A", "callback_data": ""}), TEXT_BUTTONS),
    (inline({"text": "A"}), TEXT_BUTTONS),
    (inline({"text": "", "callback_data": "a"}), "REPLY_MARKUP_INVALID"),
    (inline({"callback_data": "a"}), f'{INLINE}Can\'t find field "text"'),
    (inline({**BUTTON, "style": "warning"}), f"{INLINE}Invalid button style specified"),
    (
        inline({"text": "A", "url": "not-a-url"}),
        "inline keyboard button URL 'not-a-url' is invalid: Wrong HTTP URL",
    ),
    (
        inline({"text": "A", "url": "ftp://example.com"}),
        "inline keyboard button URL 'ftp://example.com' is invalid: Unsupported URL protocol",
    ),
    (inline({"text": "A", "pay": True}), "BUTTON_TYPE_INVALID"),
    (inline(*[BUTTON] * 9), "REPLY_MARKUP_TOO_LONG"),
    (reply(inline_keyboard=[[BUTTON]] * 101), "REPLY_MARKUP_TOO_LONG"),
    (reply(inline_keyboard="x"), 'field "inline_keyboard" must be of type Array'),
    (reply(inline_keyboard=["x"]), 'field "inline_keyboard" must be an Array of Arrays'),
    (reply(keyboard="x"), 'field "keyboard" must be of type Array'),
    (reply(keyboard=[["A"]], is_persistent="yes"), 'field "is_persistent" must be of type Boolean'),
    (reply(remove_keyboard="yes"), 'field "remove_keyboard" must be of type Boolean'),
    ({"text": "x", "reply_markup": "["}, "can't parse reply_markup JSON object"),
    ({"text": "x", "reply_markup": [1]}, "object expected as reply markup"),
    ({"text": "x", "reply_parameters": {"message_id": 999}}, "message to be replied not found"),
    ({"text": "x", "reply_parameters": {"quote": "y"}}, 'can\'t find field "message_id"'),
]


@pytest.mark.parametrize(("parameters", "reason"), SENT)
async def test_a_message_is_refused(
    http: aiohttp.ClientSession, amal: people.Person, parameters: dict[str, Any], reason: str
) -> None:
    answer = await call(http, "sendMessage", {"chat_id": amal.id, **parameters})
    assert answer == {"ok": False, "error_code": 400, "description": f"Bad Request: {reason}"}
    assert [message.text for message in amal.messages] == ["/start"]


@pytest.mark.parametrize(
    "parameters",
    [
        {"text": "x" * 4_096},
        {"text": "<b>" + "x" * 4_096 + "</b>", "parse_mode": "html"},
        inline({"text": "A", "callback_data": "م" * 32}),
        reply(inline_keyboard=[[BUTTON] * 8] * 12 + [[BUTTON] * 4]),
        reply(inline_keyboard=[]),
        reply(force_reply=True),
        {
            "text": "x",
            "reply_parameters": {"message_id": 999, "allow_sending_without_reply": True},
        },
    ],
)
async def test_a_message_at_the_limit_is_taken(
    http: aiohttp.ClientSession, amal: people.Person, parameters: dict[str, Any]
) -> None:
    assert (await call(http, "sendMessage", {"chat_id": amal.id, **parameters}))["ok"]


@pytest.mark.parametrize(
    ("method", "parameters", "reason"),
    [
        ("editMessageText", {"text": "Hello"}, NOT_MODIFIED),
        ("editMessageText", {"text": " <b></b>Hello ", "parse_mode": "HTML"}, NOT_MODIFIED),
        ("editMessageText", {"text": ""}, "message text is empty"),
        ("editMessageText", {"text": "x", "message_id": 999}, "message to edit not found"),
        ("editMessageText", {"text": "x", "message_id": 1}, "message can't be edited"),
        ("editMessageText", {"text": "x", "message_id": 0}, "message identifier is not specified"),
        ("editMessageText", {"text": "x", "chat_id": 7}, "chat not found"),
        (
            "editMessageText",
            {"text": "x", "reply_markup": {"keyboard": [["A"]]}},
            "inline keyboard expected",
        ),
        ("editMessageReplyMarkup", {}, NOT_MODIFIED),
        (
            "editMessageCaption",
            {"caption": "x"},
            "there is no caption in the message to edit",
        ),
        ("deleteMessage", {"message_id": 999}, "message to delete not found"),
        ("pinChatMessage", {"message_id": 999}, "message to pin not found"),
        ("copyMessage", {"message_id": 999}, "message to copy not found"),
        ("forwardMessage", {"message_id": 999}, "message to forward not found"),
        (
            "answerCallbackQuery",
            {"callback_query_id": "1"},
            "query is too old and response timeout expired or query ID is invalid",
        ),
        ("answerCallbackQuery", {"text": "x" * 201}, "MESSAGE_TOO_LONG"),
        ("sendChatAction", {"action": "dancing"}, "wrong parameter action in request"),
        ("sendDocument", {}, "there is no document in the request"),
        ("sendDocument", {"document": "?"}, "wrong file identifier/HTTP URL specified"),
        ("sendLocation", {"latitude": 1}, "longitude is empty"),
        ("sendMediaGroup", {"media": []}, "album must contain from 2 to 10 items"),
        ("getFile", {"file_id": "?"}, "invalid file_id"),
        ("setMyCommands", {"commands": [{"command": "A-b", "description": "x"}]},
         "BOT_COMMAND_INVALID"),
        ("setMyCommands", {"commands": [{"command": "a", "description": " "}]},
         "command description must be non-empty"),
        ("setMyCommands", {"commands": [{"command": "a", "description": "x"}] * 101},
         "BOT_COMMANDS_TOO_MUCH"),
        ("setMyCommands", {"scope": {"type": "chat", "chat_id": 7}}, "chat not found"),
        ("setMyName", {"language_code": "German"}, "invalid language code specified"),
        ("setMyShortDescription", {"short_description": "x" * 121},
         "BOT_SHORT_DESCRIPTION_INVALID"),
        ("setWebhook", {"url": "http://example.org/"},
         "bad webhook: An HTTPS URL must be provided for webhook"),
    ],
)  # fmt: skip
async def test_a_call_is_refused(
    http: aiohttp.ClientSession,
    amal: people.Person,
    method: str,
    parameters: dict[str, Any],
    reason: str,
) -> None:
    sent = await call(http, "sendMessage", {"chat_id": amal.id, "text": "Hello"})
    which = {
        "chat_id": amal.id,
        "from_chat_id": amal.id,
        "message_id": sent["result"]["message_id"],
    }
    answer = await call(http, method, {**which, **parameters})
    assert answer == {"ok": False, "error_code": 400, "description": f"Bad Request: {reason}"}


async def test_the_same_text_with_another_keyboard_is_a_modification(
    http: aiohttp.ClientSession, amal: people.Person
) -> None:
    sent = await call(http, "sendMessage", {"chat_id": amal.id, **inline(BUTTON)})
    which = {"chat_id": amal.id, "message_id": sent["result"]["message_id"]}
    again = await call(http, "editMessageText", {**which, **inline(BUTTON)})
    assert again["description"] == f"Bad Request: {NOT_MODIFIED}"
    assert (await call(http, "editMessageText", {**which, **inline({**BUTTON, "text": "B"})}))["ok"]
    assert (await call(http, "editMessageReplyMarkup", which))["ok"]


async def test_nobody_is_written_to_before_they_start(
    box: server.Sandbox, http: aiohttp.ClientSession
) -> None:
    tom = box.person("Tom")
    answer = await call(http, "sendMessage", {"chat_id": tom.id, "text": "Hello"})
    assert (answer["error_code"], answer["description"]) == (
        403,
        "Forbidden: bot can't initiate conversation with a user",
    )


async def test_a_wrong_token_and_an_unknown_method_are_refused(
    http: aiohttp.ClientSession,
) -> None:
    async with http.get("/bot2:wrong/getMe") as response:
        assert (response.status, await response.json()) == (
            401,
            {"ok": False, "error_code": 401, "description": "Unauthorized"},
        )
    assert await call(http, "flyToTheMoon", {}) == {
        "ok": False,
        "error_code": 404,
        "description": "Not Found",
    }


async def test_method_names_know_no_case_and_parameters_come_in_every_way(
    http: aiohttp.ClientSession, amal: people.Person
) -> None:
    text = {"chat_id": str(amal.id), "text": "one"}
    async with http.get("/bot1:sandbox/SENDMESSAGE", params=text) as response:
        assert response.status == 200
    async with http.post("/bot1:sandbox/sendmessage", data={**text, "text": "two"}) as response:
        assert response.status == 200
    form = aiohttp.FormData({**text, "text": "three"}, default_to_multipart=True)
    async with http.post("/bot1:sandbox/sendMessage", data=form) as response:
        assert response.status == 200
    assert [message.text for message in amal.messages[1:]] == ["one", "two", "three"]


async def test_unknown_parameters_are_ignored_and_remembered(
    box: server.Sandbox, http: aiohttp.ClientSession, amal: people.Person
) -> None:
    await call(http, "sendMessage", {"chat_id": amal.id, "text": "x", "colour": "red"})
    assert box.unknown_parameters == {("sendMessage", "colour")}
    assert box.calls[-1].outcome == "ok"


async def test_what_is_no_json_is_refused(http: aiohttp.ClientSession) -> None:
    headers = {"Content-Type": "application/json"}
    async with http.post("/bot1:sandbox/getMe", data=b"{", headers=headers) as response:
        assert (await response.json())["description"] == "Bad Request: can't parse JSON object"
