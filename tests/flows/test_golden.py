"""Whole conversations, as they are read in the chat, compared with the ones that people have read
and found good (`golden/*.txt`).

`⟨ ⟩` stand for the marks that isolate a name or number from its surroundings, `⇐` for the one that
makes a line run from the right: the chat shows none of them.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from bot import i18n
from bot.agreements import flow as agreements
from bot.agreements import terms
from bot.buddies import application, conduct
from bot.buddies import flow as buddies
from bot.conversation import flow, options, steps, week, week_words
from bot.conversation.cards import Card
from bot.conversation.flow import Flow
from bot.conversation.values import Count, Said, Tongue
from bot.i18n import Text
from bot.matches import whys
from bot.matches.store import Side
from bot.needs import flow as needs
from bot.needs.store import Kind
from bot.newcomers.introduction import German, Household, Wish
from bot.telegram import screens
from tests.flows import talk
from tests.flows.talk import Talk

FOLDER = Path(__file__).parent / "golden"
VISIBLE = str.maketrans(
    {i18n.FIRST_STRONG_ISOLATE: "⟨", i18n.POP_ISOLATE: "⟩", i18n.RIGHT_TO_LEFT_MARK: "⇐"}
)
NAMES = {"en": "Grace", "de": "Jonas", "ar": "أمل"}
DATES = {"en": "3 December", "de": "3.12.", "ar": "٣ ديسمبر"}
DAYS = {"en": "31 January", "de": "31.1.", "ar": "٣١ يناير"}
WORDS = {
    "en": "I came in the summer.",
    "de": "Ich bin seit dem Sommer hier.",
    "ar": "وصلت في الصيف.",
}


@dataclass
class Transcript:
    """A talk that is written down. Buttons are pressed by what they mean, not by their words."""

    language: str
    its_flow: Flow
    lines: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        context = talk.context(self.language, name=NAMES[self.language])
        self.talk = Talk(self.its_flow, context)
        self._shows(self.talk.card)

    def presses(self, label: Text | Tongue | Count | str) -> None:
        said = label if isinstance(label, str) else self._label(label)
        self.lines.append(f"    > presses [{said}]")
        self._goes_on(self.talk.presses(said))

    def types(self, words: str) -> None:
        self.lines.append(f"    > types {words}".rstrip())
        self._goes_on(self.talk.types(words))

    def _label(self, label: Text | Tongue | Count) -> str:
        value = Said(label) if isinstance(label, Text) else label
        shown = screens.label(value, self.talk.context.reader)
        return shown.translate(dict.fromkeys((0x2068, 0x2069, 0x200F)))

    def _goes_on(self, step: steps.Step) -> None:
        if isinstance(step, steps.Moved | steps.Finished):
            self._shows(step.closed, "becomes")
        if not self.talk.is_over:
            self._shows(self.talk.card, "turns into" if isinstance(step, steps.Redrawn) else "")
        else:
            self.lines.append(f"({type(step).__name__.lower()})")

    def _shows(self, card: Card, how: str = "") -> None:
        screen = screens.screen(card, self.talk.context.reader, ())
        text = f"({how}) {screen.text}" if how else screen.text
        rows = screen.inline.inline_keyboard if screen.inline else ()
        keyboard = [" ".join(f"[{button.text}]" for button in row) for row in rows]
        self.lines += ["", *text.split("\n"), *(f"    {row}" for row in keyboard)]

    def __str__(self) -> str:
        written = "\n".join(self.lines).translate(VISIBLE)
        return "\n".join(line.rstrip() for line in written.split("\n")).strip() + "\n"


def introduces_themselves(who: Transcript) -> None:
    who.presses(NAMES[who.language])
    who.presses(Tongue(who.language))
    who.presses(options.DONE)
    who.presses("Hafen")
    who.presses(Household.CHILDREN.label)
    who.presses(German.LITTLE.label)


def straight_through(who: Transcript) -> None:
    """The shortest way to a request."""
    introduces_themselves(who)
    who.presses(week.ANY_TIME)
    who.presses(needs.ASK_FOR_A_BUDDY.questions[6].skip or flow.SKIP)
    who.presses(Kind.UNSURE.label)
    who.presses(flow.SKIP)
    who.presses(flow.SEND)


def with_second_thoughts(who: Transcript) -> None:
    """Typed words, nonsense, back, a change that is thought better of, and one that is not."""
    introduces_themselves(who)
    who.presses(week_words.weekday(1, who.language, is_short=True))
    who.presses(options.DONE)
    who.presses(Wish.WOMAN.label)
    who.presses(Kind.OFFICE.label)
    who.presses(flow.BACK)
    who.presses(Wish.MAN.label)
    who.presses(Kind.OFFICE.label)
    who.presses(options.DONE)
    who.types("???")
    who.types(DATES[who.language])
    who.types(WORDS[who.language])
    who.presses(flow.CHANGE)
    who.presses(needs.ASK_FOR_A_BUDDY.questions[4].name)
    who.presses(flow.KEEP_AS_IT_WAS)
    who.presses(flow.CHANGE)
    who.presses(needs.ASK_FOR_A_BUDDY.questions[3].name)
    who.presses(Household.ALONE.label)
    who.presses(flow.SEND)


def leaves_in_the_middle(who: Transcript) -> None:
    """Leaving, thinking it over, and leaving after all."""
    who.presses(NAMES[who.language])
    who.presses(flow.LEAVE)
    who.presses(flow.STAY)
    who.types(i18n.pattern(flow.LEAVE, who.language))
    who.presses(flow.DROP)


def apply_as_buddy(who: Transcript) -> None:
    """From the name to the code of conduct, with a second language and a change at the end."""
    who.presses(NAMES[who.language])
    who.presses(Tongue(who.language))
    who.presses(Tongue("uk"))
    who.presses(options.DONE)
    who.presses("Hafen")
    who.presses(application.Help.OFFICE.label)
    who.presses(application.Help.GERMAN.label)
    who.presses(options.DONE)
    who.presses(week_words.weekday(5, who.language, is_short=True))
    who.presses(options.DONE)
    who.presses(Count(2))
    who.presses(buddies.APPLY_AS_BUDDY.questions[6].skip or flow.SKIP)
    who.types(WORDS[who.language])
    who.presses(conduct.Promise.GIVEN.label)
    who.presses(flow.CHANGE)
    who.presses(buddies.APPLY_AS_BUDDY.questions[5].name)
    who.presses(Count(1))
    who.presses(flow.SEND)


def agreement(who: Transcript) -> None:
    """What two do together, until a day that is typed."""
    who.presses(application.Help.OFFICE.label)
    who.presses(options.DONE)
    who.presses(terms.Duration.UNTIL.label)
    who.types(DAYS[who.language])
    who.presses(terms.Rhythm.FORTNIGHTLY.label)
    who.presses(terms.Place.LIBRARY.label)
    who.presses(terms.Place.OUTDOORS.label)
    who.presses(options.DONE)
    who.presses(flow.SKIP)
    who.presses(flow.SEND)


def end_match(who: Transcript) -> None:
    """A newcomer has ended it, and says why in words of their own."""
    who.types(WORDS[who.language])


STORIES: Mapping[Callable[[Transcript], None], Flow] = {
    straight_through: needs.ASK_FOR_A_BUDDY,
    with_second_thoughts: needs.ASK_FOR_A_BUDDY,
    leaves_in_the_middle: needs.ASK_FOR_A_BUDDY,
    apply_as_buddy: buddies.APPLY_AS_BUDDY,
    agreement: agreements.AGREEMENT,
    end_match: whys.ENDED[Side.NEWCOMER],
}


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.__name__)
@pytest.mark.parametrize("language", sorted(NAMES))
def test_the_conversation_reads_as_it_was_found_good(
    story: Callable[[Transcript], None], language: str, *, is_update: bool
) -> None:
    who = Transcript(language, STORIES[story])
    story(who)
    file = FOLDER / f"{story.__name__}.{language}.txt"
    if is_update:
        file.write_text(str(who), encoding="utf-8")
    assert file.exists(), "read what this writes: pytest tests/flows --golden-update"
    assert str(who) == file.read_text(encoding="utf-8")


def test_every_golden_conversation_is_one_that_is_played() -> None:
    played = {f"{story.__name__}.{language}.txt" for story in STORIES for language in NAMES}
    assert {path.name for path in FOLDER.glob("*")} == played
