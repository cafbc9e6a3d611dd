"""The form of a broadcast: its questions, and an audience as answers."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from bot import i18n
from bot.broadcasts import audience
from bot.broadcasts.audience import Audience, Whom
from bot.broadcasts.store import Broadcast
from bot.broadcasts.topics import Topic
from bot.conversation import asking, flow
from bot.conversation.asking import Answers, Context, Draft, Heard
from bot.conversation.options import Option
from bot.conversation.questions import Choose, ChooseMany, Write
from bot.conversation.values import Count, Said, Tongue, Words, say
from bot.i18n import Text, text

LONGEST = 3000
"""UTF-16 units, as Telegram counts letters. It takes 4096 with all that stands around."""
TOGETHER = 5
"""Seconds within which the parts of a text arrive that Telegram has cut."""
ALL = "all"
WRITTEN_ALREADY = "written"
"""Kept beside the answers of a draft: in which language it was written first stays as it is."""
ALL_LANGUAGES = text("broadcasts.all_languages", "All languages")
ALL_DISTRICTS = text("broadcasts.all_districts", "The whole city and around it")


def units(words: str) -> int:
    return len(words.encode("utf-16-le")) // 2


@dataclass(frozen=True)
class WriteMessage(Write):
    """A text for others. Telegram cuts what is too long, and sends the rest as another message:
    that isn't taken for the text."""

    def typed(self, words: str, draft: Answers, context: Context) -> Heard:
        at = context.reader.now.timestamp()
        is_more = at - draft.get("cut_at", 0.0) <= TOGETHER
        before = draft.get("length", 0) if is_more else 0
        cleaned = asking.clean(words, has_lines=True)
        if before + units(cleaned) > self.longest:
            return Draft({**draft, "length": before + units(cleaned), "cut_at": at})
        return super().typed(words, draft, context)

    def heard(self, draft: Answers, _context: Context) -> Said | None:
        surplus = draft.get("length", 0) - self.longest
        return say(asking.TOO_LONG, count=Count(surplus)) if surplus > 0 else None


def languages(_: Context) -> Sequence[Option]:
    return [Option(code, Tongue(code)) for code in i18n.shipped()]


def _own_first(context: Context) -> Sequence[Option]:
    return sorted(languages(context), key=lambda each: each.code != context.reader.language)


def _is_new(answers: Answers) -> bool:
    return WRITTEN_ALREADY not in answers


def _any_language(context: Context) -> Sequence[Option]:
    return [Option(ALL, Said(ALL_LANGUAGES)), *languages(context)]


def _any_district(context: Context) -> Sequence[Option]:
    named = (
        Option(each.key, Said(each.name) if isinstance(each.name, Text) else Words(each.name))
        for each in context.town.districts
    )
    return [Option(ALL, Said(ALL_DISTRICTS)), *named]


def _is_for(whom: Whom) -> Callable[[Answers], bool]:
    return lambda answers: answers.get("whom") == whom.value


MESSAGE_LABEL = text("broadcasts.write_label", "Message")
MESSAGE = WriteMessage(
    "words",
    text(
        "broadcasts.write",
        "Please write the message in this language. It is sent just as you write it. "
        "You can add other languages afterwards.",
    ),
    LONGEST,
    has_lines=True,
    name=MESSAGE_LABEL,
)
IN_THAT_LANGUAGE = WriteMessage(
    "words",
    text("broadcasts.write_in_language", "Please write the message in this language."),
    LONGEST,
    has_lines=True,
    name=MESSAGE_LABEL,
)
LANGUAGE_LABEL = text("broadcasts.language_label", "Language")
WRITTEN_IN = Choose(
    "written_in",
    text("broadcasts.written_in", "In which language do you write the message?"),
    _own_first,
    when=_is_new,
    name=LANGUAGE_LABEL,
)
QUESTIONS = (
    Choose(
        "topic",
        text(
            "broadcasts.which_topic",
            "What is it about? Everyone can turn each of these off for themselves, the important "
            "news too.",
        ),
        Topic,
        name=text("broadcasts.topic_label", "About"),
    ),
    Choose(
        "whom",
        text("broadcasts.for_whom", "For whom is it?"),
        Whom,
        name=text("broadcasts.whom_label", "For"),
    ),
    ChooseMany(
        "buddies",
        text("broadcasts.which_buddies", "Which buddies?"),
        audience.Buddies,
        alone=ALL,
        when=_is_for(Whom.BUDDIES),
        name=text("broadcasts.buddies_label", "Which buddies"),
    ),
    ChooseMany(
        "newcomers",
        text("broadcasts.which_newcomers", "Which newcomers?"),
        audience.Newcomers,
        alone=ALL,
        when=_is_for(Whom.NEWCOMERS),
        name=text("broadcasts.newcomers_label", "Which newcomers"),
    ),
    ChooseMany(
        "languages",
        text(
            "broadcasts.which_languages",
            "For readers of which languages? What counts is the language in which I write to them.",
        ),
        _any_language,
        alone=ALL,
        name=text("broadcasts.languages_label", "Languages"),
    ),
    ChooseMany(
        "districts",
        text("broadcasts.which_districts", "Where do they live?"),
        _any_district,
        alone=ALL,
        name=text("broadcasts.districts_label", "Where they live"),
    ),
)


def answers_of(found: Broadcast) -> dict[str, Any]:
    """The form as it would be filled for this broadcast."""
    whom = found.audience
    groups = {"buddies": [*whom.groups] or [ALL]} if whom.whom is Whom.BUDDIES else {}
    if whom.whom is Whom.NEWCOMERS:
        groups = {"newcomers": [*whom.groups] or [ALL]}
    return {
        "topic": found.topic.value,
        "whom": whom.whom.value,
        **groups,
        "languages": [*whom.languages] or [ALL],
        "districts": [*whom.districts] or [ALL],
        "words": found.texts.get(found.written_in, ""),
        WRITTEN_ALREADY: True,
    }


def summary(found: Broadcast, context: Context) -> tuple[Said, ...]:
    """For whom it is and what it is about, a line for each answer."""
    answers = answers_of(found)
    return tuple(
        say(flow.LINE, name=Said(each.name), answer=flow.shown(each, answers[each.key], context))
        for each in QUESTIONS
        if each.when(answers)
    )


def audience_of(answers: Answers) -> Audience:
    return Audience(
        Whom.of(answers["whom"]),
        _some(answers, answers["whom"]),
        _some(answers, "languages"),
        _some(answers, "districts"),
    )


def _some(answers: Answers, key: str) -> tuple[str, ...]:
    codes = answers.get(key, ())
    return () if ALL in codes else tuple(codes)
