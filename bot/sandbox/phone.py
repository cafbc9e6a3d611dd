"""What a person's phone shows now, and waiting until it shows something."""

from bot.sandbox import chats, model, wire, world

PATIENCE = 5.0


class Phone:
    """A failed expectation is an AssertionError that shows the whole chat as text."""

    def __init__(self, box: world.World, chat: chats.Chat) -> None:
        self._box = box
        self._chat = chat

    @property
    def id(self) -> int:
        """The person's and the chat's."""
        return self._chat.id

    @property
    def name(self) -> str:
        return self._chat.user.first_name

    @property
    def messages(self) -> list[model.Message]:
        """All that is visible now, oldest first."""
        return list(self._chat.messages.values())

    @property
    def last(self) -> model.Message:
        """The bot's newest message."""
        for message in self._chat.bots_newest_first():
            return message
        raise AssertionError(f"the bot has said nothing yet\n{self.transcript()}")

    def message(self, message_id: int) -> model.Message:
        """As it is now; a deleted one says so."""
        chat = self._chat
        return chat.messages.get(message_id) or chat.deleted[message_id]

    @property
    def reply_keyboard(self) -> model.ReplyKeyboard | None:
        return self._chat.reply_keyboard

    @property
    def toasts(self) -> list[model.Toast]:
        """What popped up after presses, oldest first; bare answers have an empty text."""
        return list(self._chat.toasts)

    @property
    def unanswered(self) -> list[str]:
        """The presses whose buttons still spin."""
        return list(self._chat.unanswered)

    @property
    def pinned(self) -> list[int]:
        return list(self._chat.pinned)

    @property
    def actions(self) -> list[str]:
        """What the bot said it does ("typing" and the like), oldest first."""
        return list(self._chat.actions)

    @property
    def commands(self) -> list[wire.Json]:
        """The menu of commands, in the scope and language that Telegram chooses for this person."""
        return self._box.profile.commands_for(self._chat)

    @property
    def version(self) -> int:
        """Grows with everything that changes on the phone."""
        return self._chat.changes.count

    async def changed_since(self, seen: int, timeout: float) -> None:  # noqa: ASYNC109
        """Returns when the version differs from `seen`, or after `timeout` seconds."""
        await self._chat.changes.until(lambda: self.version != seen, timeout)

    def transcript(self) -> str:
        return self._chat.transcript()

    async def sees(self, text: str, timeout: float = PATIENCE) -> model.Message:  # noqa: ASYNC109
        """The bot's newest message with `text` in its words or on a button, waited for."""
        await self._chat.changes.until(lambda: self._find(text) is not None, timeout)
        found = self._find(text)
        if found is None:
            raise AssertionError(
                f"{self.name} does not see {text!r} within {timeout:g} s\n{self.transcript()}"
            )
        return found

    async def sees_no(self, text: str) -> None:
        """Is not visible now."""
        if self._find(text) is not None:
            raise AssertionError(f"{self.name} sees {text!r}\n{self.transcript()}")

    async def sees_toast(self, text: str, timeout: float = PATIENCE) -> model.Toast:  # noqa: ASYNC109
        """The newest pop-up with `text`, waited for; "" stands for any answer to a press."""

        def found() -> list[model.Toast]:
            return [toast for toast in reversed(self.toasts) if text in toast.text]

        if not await self._chat.changes.until(lambda: bool(found()), timeout):
            raise AssertionError(f"{text!r} did not pop up; {self.toasts}\n{self.transcript()}")
        return found()[0]

    def _find(self, text: str) -> model.Message | None:
        for message in self._chat.bots_newest_first():
            if text in message.text or any(text in button.text for button in message.buttons):
                return message
        return None

    def button(self, label: str) -> tuple[model.Message, model.Button] | str:
        """What `presses` would press; a mere text is on the keyboard below."""
        below = self.reply_keyboard
        labels = [text for row in below.rows for text in row] if below else []
        for message in self._chat.bots_newest_first():
            for button in message.buttons:
                if button.text == label:
                    return message, button
            partly = [button for button in message.buttons if label in button.text]
            if partly and label not in labels:
                if len(partly) > 1:
                    raise self._no_button(label, f"{len(partly)} buttons have it")
                return message, partly[0]
        if label in labels:
            return label
        partly_below = [text for text in labels if label in text]
        if len(partly_below) == 1:
            return partly_below[0]
        raise self._no_button(label, "no button has it")

    def _no_button(self, label: str, why: str) -> AssertionError:
        return AssertionError(f"{self.name} can't press {label!r}: {why}\n{self.transcript()}")
