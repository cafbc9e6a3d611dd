"""One person's private chat with the bot, as the server has it and the phone shows it."""

import itertools
from collections.abc import Iterator

from bot.sandbox import changes, model, wire

NAMES = ("first_name", "last_name", "username")


class Chat:
    """The chat's id is the person's id, as in Telegram."""

    def __init__(self, user: model.User) -> None:
        self.user = user
        self.started = False
        self.blocked = False
        self.messages: dict[int, model.Message] = {}
        self.deleted: dict[int, model.Message] = {}
        self.reply_keyboard: model.ReplyKeyboard | None = None
        self.pinned: list[int] = []
        self.toasts: list[model.Toast] = []
        self.unanswered: dict[str, int] = {}
        self.actions: list[str] = []
        self.menu_button: wire.Json | None = None
        self.changes = changes.Changes()

    @property
    def id(self) -> int:
        return self.user.id

    def as_json(self) -> wire.Json:
        about = self.user.as_json()
        names = {k: v for k, v in about.items() if k in NAMES}
        return {"id": self.id, **names, "type": "private"}

    def put(self, message: model.Message) -> None:
        """A new message, or a changed one in its old place."""
        self.messages[message.id] = message
        self.changes.tell()

    def bots_newest_first(self) -> Iterator[model.Message]:
        return (message for message in reversed(self.messages.values()) if message.from_bot)

    def transcript(self) -> str:
        """The chat as readable text, oldest first."""
        lines = list(itertools.chain.from_iterable(map(_lines, self.messages.values())))
        lines += [f"   (pop-up) {toast.text}" for toast in self.toasts[-1:] if toast.text]
        if self.reply_keyboard:
            rows = (" ".join(f"[{label}]" for label in row) for row in self.reply_keyboard.rows)
            lines.append(f"   (keyboard) {' / '.join(rows)}")
        if self.blocked:
            lines.append("   (has blocked the bot)")
        who = f"— {self.user.first_name} ({self.id}) —"
        return "\n".join([who, *lines]) if lines else f"{who}\n   (nothing yet)"


def _lines(message: model.Message) -> list[str]:
    who = "bot" if message.from_bot else "  ›"
    marks = "" if message.kind == "text" else f"<{message.kind}> "
    if message.file and message.file.name:
        marks = f"<{message.kind} {message.file.name}> "
    first, *more = (marks + message.text).split("\n")
    lines = [f"{who} {message.id}: {first}", *(f"      {line}" for line in more)]
    if message.edited_at is not None:
        lines[0] += "  (edited)"
    lines += ["      " + " ".join(f"[{b.text}]" for b in row) for row in message.keyboard]
    return lines
