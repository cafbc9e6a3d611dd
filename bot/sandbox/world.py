"""Everything there is in the box: people and their chats, files, the bot's profile, the queue of
updates. Pure state; HTTP stands elsewhere.
"""

import dataclasses
import itertools

from bot.sandbox import chats, clock, errors, files, model, profile, updates, webhook, wire

FIRST_PERSON = 700_000_001
FIRST_MESSAGE = 1


class World:
    def __init__(self, token: str, name: str = "Sandbox", username: str = "sandbox_bot") -> None:
        self.token = token
        bot_id = token.split(":", 1)[0]
        self.bot = model.User(
            int(bot_id) if bot_id.isdigit() else 1, name, username=username, is_bot=True
        )
        self.clock = clock.Clock()
        self.updates = updates.Queue(self.clock)
        self.webhook = webhook.Webhook(self.updates, self.clock)
        self.files = files.Files()
        self.profile = profile.Profile(name)
        self.chats: dict[int, chats.Chat] = {}
        self.presses: dict[str, chats.Chat] = {}
        self.unknown_parameters: set[tuple[str, str]] = set()
        self._message_ids = itertools.count(FIRST_MESSAGE)
        self._people_ids = itertools.count(FIRST_PERSON)
        self._press_ids = itertools.count(1)
        self._album_ids = itertools.count(1)

    def now(self) -> int:
        """Seconds since 1970, as messages are dated."""
        return int(self.clock.timestamp())

    def add_person(
        self, first_name: str, last_name: str, username: str, language_code: str
    ) -> chats.Chat:
        user = model.User(next(self._people_ids), first_name, last_name, username, language_code)
        chat = chats.Chat(user)
        self.chats[chat.id] = chat
        return chat

    def chat(self, given: str) -> chats.Chat:
        """The chat with this id; refuses what is missing or unknown."""
        if not given:
            raise errors.bad("chat_id is empty")
        try:
            return self.chats[int(given)]
        except (ValueError, KeyError):
            raise errors.bad("chat not found") from None

    def open_chat(self, given: str) -> chats.Chat:
        """A chat the bot may write into."""
        chat = self.chat(given)
        if not chat.started:
            raise errors.forbidden("bot can't initiate conversation with a user")
        if chat.blocked:
            raise errors.forbidden("bot was blocked by the user")
        return chat

    def next_message_id(self) -> int:
        return next(self._message_ids)

    def next_album_id(self) -> str:
        return str(next(self._album_ids))

    def delete(self, chat: chats.Chat, message: model.Message) -> None:
        del chat.messages[message.id]
        chat.deleted[message.id] = dataclasses.replace(message, deleted=True)
        chat.pinned = [pinned for pinned in chat.pinned if pinned != message.id]
        chat.changes.tell()

    def press(self, chat: chats.Chat, message: model.Message, data: str) -> str:
        """Queues a press of a button and gives its id, which the bot should answer."""
        press_id = f"{chat.id}{next(self._press_ids):08d}"
        self.presses[press_id] = chat
        chat.unanswered[press_id] = message.id
        current = chat.messages.get(message.id)
        where = {"chat": chat.as_json(), "message_id": message.id, "date": 0}
        query = {
            "id": press_id,
            "from": chat.user.as_json(),
            "message": self.written(current) if current else where,
            "chat_instance": str(chat.id),
            "data": data,
        }
        if self.updates.add("callback_query", query) is None:
            del self.presses[press_id], chat.unanswered[press_id]
        return press_id

    def answer(self, press_id: str, toast: model.Toast) -> None:
        chat = self.presses.pop(press_id, None)
        if chat is None:
            raise errors.bad("query is too old and response timeout expired or query ID is invalid")
        chat.unanswered.pop(press_id, None)
        chat.toasts.append(toast)
        chat.changes.tell()

    def written(self, message: model.Message, *, with_reply: bool = True) -> wire.Json:
        """The message as JSON, as the Bot API writes it."""
        chat = self.chats[message.chat_id]
        sender = self.bot if message.from_bot else chat.user
        answer: wire.Json = {
            "message_id": message.id,
            "from": sender.as_json(),
            "chat": chat.as_json(),
            "date": message.sent_at,
        }
        if message.edited_at is not None:
            answer["edit_date"] = message.edited_at
        answer.update(message.origin)
        answer.update(message.content)
        text = "text" if message.kind == "text" else "caption"
        if message.text:
            answer[text] = message.text
            if message.entities:
                key = "entities" if text == "text" else "caption_entities"
                answer[key] = [self._entity(entity) for entity in message.entities]
        if message.keyboard:
            answer["reply_markup"] = model.keyboard_wire(message.keyboard)
        if message.kept.get("protect_content"):
            answer["has_protected_content"] = True
        if "link_preview_options" in message.kept:
            answer["link_preview_options"] = message.kept["link_preview_options"]
        replied = chat.messages.get(message.reply_to or 0)
        if replied and with_reply:
            answer["reply_to_message"] = self.written(replied, with_reply=False)
        return answer

    def _entity(self, entity: wire.Json) -> wire.Json:
        if entity["type"] != "text_mention":
            return entity
        known = self.chats.get(entity["user"].get("id", 0))
        return {**entity, "user": known.user.as_json()} if known else entity
