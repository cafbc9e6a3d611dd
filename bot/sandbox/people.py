"""People to play: what a person does with a phone.

Every act returns when its update is queued, not when the bot has handled it; `sees` (phone.py)
waits for the bot.
"""

import dataclasses
from collections.abc import Mapping, Sequence

from bot.sandbox import chats, messages, model, phone, texts, wire, world

PLAIN_MESSAGE = texts.MESSAGE_LIMIT


class Person(phone.Phone):
    """Made by `Sandbox.person`. What can't be done raises AssertionError and shows the chat."""

    def __init__(self, box: world.World, chat: chats.Chat) -> None:
        super().__init__(box, chat)
        self._last_press: tuple[model.Message, str] | None = None
        self.opened: list[str] = []

    async def starts(self, payload: str = "") -> model.Message:
        """Presses Start, or a link with a payload. Also ends a block, as in the apps."""
        if self._chat.blocked:
            await self.unblocks()
        return self._say(texts.typed(f"/start {payload}"))

    async def types(self, text: str, reply_to: model.Message | None = None) -> model.Message:
        """Long texts go as several messages, as the apps do it; gives the last."""
        reply = _id_of(reply_to)
        rest = text
        while wire.length(rest) > PLAIN_MESSAGE:
            part = _first_part(rest)
            self._say(texts.typed(part), reply_to=reply)
            rest = rest[len(part) :]
        return self._say(texts.typed(rest), reply_to=reply)

    async def edits(self, message: model.Message, text: str) -> model.Message:
        """Changes an own message."""
        current = self._chat.messages[message.id]
        if current.from_bot:
            raise AssertionError(f"{self.name} can edit own messages only\n{self.transcript()}")
        if current.kind != "text":
            raise AssertionError(f"{self.name} can't edit a text there\n{self.transcript()}")
        return self._edit(current, text)

    async def edits_caption(self, message: model.Message, caption: str) -> model.Message:
        """Changes what stands under an own file; an empty caption takes it away."""
        current = self._chat.messages[message.id]
        if current.from_bot or current.file is None:
            raise AssertionError(f"{self.name} can't edit a caption there\n{self.transcript()}")
        return self._edit(current, caption)

    def _edit(self, current: model.Message, text: str) -> model.Message:
        body = texts.typed(text) if text else texts.EMPTY
        edited = dataclasses.replace(current, body=body, edited_at=self._box.now())
        self._chat.put(edited)
        self._box.updates.add("edited_message", self._box.written(edited))
        return edited

    async def deletes(self, message: model.Message) -> None:
        """For everyone; Telegram tells the bot nothing."""
        self._box.delete(self._chat, self._chat.messages[message.id])

    async def forwards(self, text: str, of: str = "Somebody") -> model.Message:
        """Forwards what somebody else wrote."""
        origin = {"type": "hidden_user", "sender_user_name": of, "date": self._box.now()}
        return self._say(texts.typed(text), origin={"forward_origin": origin})

    async def sends_photo(
        self, content: bytes, caption: str = "", reply_to: model.Message | None = None
    ) -> model.Message:
        return self._send_file("photo", content, "", caption, reply_to=reply_to)

    async def sends_album(
        self, photos: Sequence[bytes], caption: str = "", reply_to: model.Message | None = None
    ) -> list[model.Message]:
        """Photos together: a message each, with the caption under the first."""
        album = {"media_group_id": self._box.next_album_id()}
        return [
            self._send_file(
                "photo", photo, "", "" if n else caption, origin=album, reply_to=reply_to
            )
            for n, photo in enumerate(photos)
        ]

    async def sends_document(
        self,
        content: bytes,
        file_name: str = "file",
        caption: str = "",
        reply_to: model.Message | None = None,
    ) -> model.Message:
        return self._send_file("document", content, file_name, caption, reply_to=reply_to)

    async def sends_voice(
        self, content: bytes = b"OggS", duration: int = 2, reply_to: model.Message | None = None
    ) -> model.Message:
        about = {"duration": duration}
        return self._send_file("voice", content, "", "", about, reply_to=reply_to)

    async def sends_sticker(self, emoji: str = "👍") -> model.Message:
        return self._send_file("sticker", b"RIFF", "", "", {"emoji": emoji})

    async def sends_contact(
        self, phone_number: str = "+49 711 0000", reply_to: model.Message | None = None
    ) -> model.Message:
        """The own one."""
        contact = {
            "phone_number": phone_number,
            "first_name": self.name,
            "user_id": self.id,
        }
        content = {"contact": contact}
        return self._say(texts.EMPTY, kind="contact", content=content, reply_to=_id_of(reply_to))

    async def sends_location(
        self, latitude: float, longitude: float, reply_to: model.Message | None = None
    ) -> model.Message:
        content = {"location": {"latitude": latitude, "longitude": longitude}}
        return self._say(texts.EMPTY, kind="location", content=content, reply_to=_id_of(reply_to))

    async def presses(self, label: str) -> None:
        """A button by its label, or a part of it that only one button of a message has.

        An exact label on the keyboard below wins over a part; else the newest message counts. A
        link's address goes to `opened`; the keyboard below sends its text.
        """
        found = self.button(label)
        if isinstance(found, str):
            await self._presses_below(found)
            return
        message, button = found
        if button.callback_data is None:
            self.opened.append(button.url or str(dict(button.sent)))
            return
        await self.presses_data(button.callback_data, message)

    async def presses_data(self, data: str, message: model.Message | None = None) -> str:
        """A forged or stale press on any message (the bot's newest); gives the press's id."""
        message = message or self.last
        self._may_write()
        self._last_press = (message, data)
        return self._box.press(self._chat, message, data)

    async def presses_again(self) -> str:
        """The last press once more, whatever became of its message."""
        if self._last_press is None:
            raise AssertionError(f"{self.name} has pressed nothing yet\n{self.transcript()}")
        message, data = self._last_press
        return await self.presses_data(data, message)

    async def blocks(self) -> None:
        self._chat.blocked = True
        self._membership("member", "kicked")

    async def unblocks(self) -> None:
        self._chat.blocked = False
        self._membership("kicked", "member")

    def _say(
        self,
        body: texts.Formatted,
        *,
        kind: str = "text",
        content: Mapping[str, object] = model.NOTHING,
        file: model.File | None = None,
        reply_to: int | None = None,
        origin: Mapping[str, object] = model.NOTHING,
    ) -> model.Message:
        if kind == "text" and not body.text:
            raise AssertionError("Telegram's apps send no empty text")
        self._may_write()
        self._chat.started = True
        message = model.Message(
            id=self._box.next_message_id(),
            chat_id=self.id,
            from_bot=False,
            sent_at=self._box.now(),
            kind=kind,
            body=body,
            file=file,
            content=content,
            reply_to=reply_to,
            origin=origin,
        )
        self._chat.put(message)
        self._box.updates.add("message", self._box.written(message))
        return message

    def _send_file(
        self,
        kind: str,
        content: bytes,
        name: str,
        caption: str,
        about: Mapping[str, object] = model.NOTHING,
        *,
        reply_to: model.Message | None = None,
        origin: Mapping[str, object] = model.NOTHING,
    ) -> model.Message:
        file = self._box.files.add(kind, content, name, about)
        return self._say(
            texts.typed(caption) if caption else texts.EMPTY,
            kind=kind,
            file=file,
            content=messages.file_content(kind, file),
            reply_to=_id_of(reply_to),
            origin=origin,
        )

    def _may_write(self) -> None:
        if self._chat.blocked:
            raise AssertionError(f"{self.name} has blocked the bot")

    async def _presses_below(self, label: str) -> None:
        below = self.reply_keyboard
        match below.requests.get(label) if below else None:
            case "request_contact":
                await self.sends_contact()
            case "request_location":
                await self.sends_location(48.7758, 9.1829)
            case _:
                await self.types(label)

    def _membership(self, before: str, after: str) -> None:
        def member(status: str) -> wire.Json:
            ends = {"until_date": 0} if status == "kicked" else {}
            return {"user": self._box.bot.as_json(), "status": status, **ends}

        self._box.updates.add(
            "my_chat_member",
            {
                "chat": self._chat.as_json(),
                "from": self._chat.user.as_json(),
                "date": self._box.now(),
                "old_chat_member": member(before),
                "new_chat_member": member(after),
            },
        )
        self._chat.changes.tell()


def _id_of(message: model.Message | None) -> int | None:
    return message.id if message else None


def _first_part(text: str) -> str:
    """As much as fits into one message."""
    if text.isascii():
        return text[:PLAIN_MESSAGE]
    part = text[:PLAIN_MESSAGE]
    while wire.length(part) > PLAIN_MESSAGE:
        part = part[:-1]
    return part
