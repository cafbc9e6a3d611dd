"""People who ask for a buddy by a plan made from a seed: fifty updates each, one at a time, the
next only when the last one's answer is on the phone. So the plan alone says what must be kept.
"""

import asyncio
import random
from collections.abc import Awaitable, Callable
from datetime import date, timedelta
from typing import Any, TypeAlias

from bot import i18n
from bot.conversation import flow
from bot.needs import flow as needs
from bot.sandbox import model, people

UPDATES = 50
PATIENCE = 60.0
FORM = needs.ASK_FOR_A_BUDDY
SLOTS = [f"{day}{part}" for day in range(7) for part in "mae"]
NAMES = ("Amal", "Oksana <b>", "Elif & Can", "José", "Nguyễn", "عمر", "Łucja 🌻", "O'Neil")
WORDS = ("I have\ntwo children.", 'Bitte "langsam" <sprechen> & schreiben.', "شكراً جزيلاً")
NONSENSE = "qqq 12:99 zzz"
COMMANDS = ("/menu", "/status", "/help", "/privacy", "/mydata")
"""Commands that leave an open form alone: what they answer has buttons of its own."""

Act: TypeAlias = Callable[[], Awaitable[None]]
Told: TypeAlias = Callable[[], None]


class Applicant:
    """One person with a plan. `answers` is what the plan comes to; `told` how many messages the bot
    owes for it: a turn that was taken twice says more."""

    def __init__(self, person: people.Person, seed: int, today: date, said: Told) -> None:
        self.person = person
        self.language = i18n.SOURCE
        self.answers: dict[str, Any] = {}
        self.told = 0
        self._dice = random.Random(seed)  # noqa: S311
        self._today = today
        self._said = said
        self._plan = self._planned()

    async def apply(self) -> None:
        for act in self._plan:
            await act()

    # The plan

    def _planned(self) -> list[Act]:
        begin = (self._starts, self._speaks(self._any_language()), self._needs_help, self._agrees)
        steps = [self._step(question.key) for question in self._asked()]
        steps.append([*self._changes_german(), self._sends])
        spare = UPDATES - len(begin) - sum(map(len, steps))
        while spare > 0:
            at = self._dice.randrange(len(steps))
            aside = self._aside(at, spare)
            steps[at] = [*aside, *steps[at]]
            spare -= len(aside)
        return [*begin, *(act for step in steps for act in step)]

    def _asked(self) -> list[Any]:
        """The questions of the form, once the needs are known by which some are asked or not."""
        kinds = ("office", "letters", "german", "work", "arriving")
        self.answers["needs"] = self._dice.sample(kinds, self._dice.randint(1, 3))
        visible = flow.visible(FORM, self.answers)
        return [question for question in visible if not isinstance(question, flow.Review)]

    def _step(self, key: str) -> list[Act]:
        """What answers one question."""
        match key:
            case "name":
                return self._keeps(key, self._dice.choice(NAMES), is_typed=True)
            case "languages":
                return self._ticks_all(key, self._dice.sample(("en", "de", "ar", "uk", "tr"), 3))
            case "district":
                return self._keeps(key, self._dice.choice(("altstadt", "hafen", "neuland")))
            case "household":
                return self._keeps(key, self._dice.choice(("alone", "partner", "children")))
            case "german":
                return self._keeps(key, self._dice.choice(("none", "little", "some")))
            case "free":
                return self._ticks_all(key, sorted(self._dice.sample(SLOTS, 4)))
            case "wish":
                return self._keeps_or_skips(key, self._dice.choice(("woman", "man", None)))
            case "needs":
                return self._ticks_all(key, self.answers[key])
            case "words":
                return self._keeps(key, self._dice.choice(WORDS), is_typed=True)
        return self._date(key)

    def _keeps(self, key: str, answer: str, *, is_typed: bool = False) -> list[Act]:
        self.answers[key] = answer
        return [self._types(answer) if is_typed else self._answers(answer)]

    def _keeps_or_skips(self, key: str, answer: str | None) -> list[Act]:
        self.answers[key] = answer
        return [self._answers(answer or ".skip")]

    def _ticks_all(self, key: str, codes: list[str]) -> list[Act]:
        self.answers[key] = codes
        return [*(self._ticks(f"+{code}") for code in codes), self._answers(".done")]

    def _date(self, key: str) -> list[Act]:
        day = self._today + timedelta(days=self._dice.randint(40, 200))
        self.answers[key] = self._dice.choice((day.isoformat(), None))
        typed = self._types(f"{day.day}.{day.month}.{day.year}")
        return [typed if self.answers[key] else self._answers(".skip")]

    def _changes_german(self) -> list[Act]:
        """At the review: another answer to one question."""
        self.answers["german"] = "good"
        return [self._looks_what_to_change, self._answers(".c.german"), self._answers("good")]

    def _aside(self, at: int, most: int) -> list[Act]:
        """Something that changes no answer, before the question number `at`."""
        asides = [[self._asks(command)] for command in COMMANDS]
        asides.append([self._sends_a_sticker])
        is_long = most > 1
        if is_long:
            asides += [[self._asks_for_languages, self._speaks(self._any_language())]]
        key = self._asked_keys()[at] if at < len(self._asked_keys()) else "review"
        if is_long and key == "languages":
            asides += [[self._ticks("+fr"), self._ticks("-fr")]]
        if is_long and key == "german":
            asides += [[self._answers(".back"), self._answers(self.answers["household"])]]
        if key in ("district", "household", "german", "wish", "review"):
            asides += [[self._mumbles]]
        return self._dice.choice(asides)

    def _asked_keys(self) -> list[str]:
        return [q.key for q in flow.visible(FORM, self.answers) if not isinstance(q, flow.Review)]

    def _any_language(self) -> str:
        return self._dice.choice(i18n.shipped())

    # Acts: each is one update, and returns when its answer is there

    async def _starts(self) -> None:
        mark = self._newest()
        await self.person.starts()
        self._said()
        self.told += 1
        await self._until(lambda: self._action("a:speak", mark) is not None)

    def _speaks(self, code: str) -> Act:
        async def speak() -> None:
            mark, turn = self._newest(), self._turn()
            await self._press_action(f"a:speak:{code}")
            self.language = code
            self.told += 2
            if turn:
                await self._until(lambda: self._asks_again(turn, mark))
            else:
                await self._until(lambda: self._action("a:need_help", mark) is not None)

        return speak

    async def _needs_help(self) -> None:
        mark = self._newest()
        await self._press_action("a:need_help")
        self.told += 1
        await self._until(lambda: self._action("a:agree", mark) is not None)

    async def _agrees(self) -> None:
        await self._press_action("a:agree")
        self.told += 1
        await self._until(lambda: self._turn() > 0)

    def _answers(self, value: str) -> Act:
        async def answer() -> None:
            turn = self._turn()
            await self._press_answer(value)
            self.told += 1
            await self._until(lambda: self._turn() > turn)

        return answer

    def _types(self, words: str) -> Act:
        async def type_() -> None:
            turn = self._turn()
            await self._types_words(words)
            await self._until(lambda: self._turn() > turn)

        return type_

    def _ticks(self, value: str) -> Act:
        async def tick() -> None:
            other = {"+": "-", "-": "+"}[value[0]] + value[1:]
            message = await self._press_answer(value)
            await self._until(lambda: self._has(self.person.message(message), other))

        return tick

    def _asks(self, command: str) -> Act:
        async def ask() -> None:
            await self._types_words(command)
            mark = self._newest_of_mine()
            await self._until(lambda: self._action("a:", mark) is not None)

        return ask

    async def _asks_for_languages(self) -> None:
        await self._types_words("/language")
        mark = self._newest_of_mine()
        await self._until(lambda: self._action("a:speak", mark) is not None)

    async def _mumbles(self) -> None:
        turn = self._turn()
        await self._types_words(NONSENSE)
        mark = self._newest_of_mine()
        await self._until(lambda: self._asks_again(turn, mark))

    async def _sends_a_sticker(self) -> None:
        turn = self._turn()
        await self.person.sends_sticker()
        self._said()
        self.told += 1
        mark = self._newest_of_mine()
        await self._until(lambda: self._asks_again(turn, mark))

    async def _looks_what_to_change(self) -> None:
        message = await self._press_answer(".change")
        await self._until(lambda: self._has(self.person.message(message), ".c.german"))

    async def _sends(self) -> None:
        mark = self._newest()
        await self._press_answer(".send")
        self.told += 1
        await self._until(lambda: self._action("a:request", mark) is not None)

    # What the phone shows

    async def _types_words(self, words: str) -> None:
        await self.person.types(words)
        self._said()
        self.told += 1

    async def _press_action(self, data: str) -> None:
        message, button = self._find(lambda pressed: pressed.startswith(data))
        await self.person.presses_data(button, message)
        self._said()

    async def _press_answer(self, value: str) -> int:
        wanted = f"{FORM.name}:{self._turn()}:{value}"
        message, button = self._find(lambda pressed: pressed == wanted)
        await self.person.presses_data(button, message)
        self._said()
        return message.id

    def _find(self, is_it: Callable[[str], bool]) -> tuple[model.Message, str]:
        for message in reversed(self.person.messages):
            for button in message.buttons:
                if button.callback_data and is_it(button.callback_data):
                    return message, button.callback_data
        raise AssertionError(f"no such button\n{self.person.transcript()}")

    def _turn(self) -> int:
        """The open question's number, from its buttons; 0 where no form is open."""
        return max((turn for m in self.person.messages for turn in _turns(m)), default=0)

    def _asks_again(self, turn: int, after: int) -> bool:
        return any(
            turn in _turns(message) for message in self.person.messages if message.id > after
        )

    def _action(self, data: str, after: int) -> model.Message | None:
        for message in self.person.messages:
            if message.id > after and any(b.startswith(data) for b in _data(message)):
                return message
        return None

    def _has(self, message: model.Message, value: str) -> bool:
        return any(data.split(":", 2)[2:] == [value] for data in _data(message))

    def _newest(self) -> int:
        return max((message.id for message in self.person.messages), default=0)

    def _newest_of_mine(self) -> int:
        return max(message.id for message in self.person.messages if not message.from_bot)

    async def _until(self, is_so: Callable[[], bool]) -> None:
        try:
            async with asyncio.timeout(PATIENCE):
                while not is_so():
                    await self.person.changed_since(self.person.version, PATIENCE)
        except TimeoutError:
            raise AssertionError(f"no answer\n{self.person.transcript()}") from None


def _data(message: model.Message) -> list[str]:
    return [button.callback_data for button in message.buttons if button.callback_data]


def _turns(message: model.Message) -> list[int]:
    return [int(d.split(":")[1]) for d in _data(message) if d.startswith(f"{FORM.name}:")]
