"""The first half of the request form: who somebody is, as far as a buddy needs to know."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.conversation.asking import Context
from bot.conversation.options import Choice, Option
from bot.conversation.questions import Choose, ChooseMany, Write
from bot.conversation.values import Said, Words
from bot.conversation.week import Grid
from bot.i18n import Text, text
from bot.people import tongues

LONGEST_NAME = 60


class Household(Choice):
    """Who lives with the newcomer; with children, a buddy needs a certificate."""

    ALONE = "alone", text("newcomers.alone", "I live alone")
    PARTNER = "partner", text("newcomers.partner", "With my partner")
    CHILDREN = "children", text("newcomers.children", "With children")
    FAMILY = "family", text("newcomers.family", "With my partner and children")


class German(Choice):
    """How much German someone speaks."""

    NONE = "none", text("newcomers.german_none", "None yet")
    LITTLE = "little", text("newcomers.german_little", "A little")
    SOME = "some", text("newcomers.german_some", "I get along in daily life")
    GOOD = "good", text("newcomers.german_good", "Well")


class Wish(Choice):
    """Whom someone would like as a buddy."""

    WOMAN = "woman", text("newcomers.wish_woman", "A woman")
    MAN = "man", text("newcomers.wish_man", "A man")


def districts(context: Context) -> Sequence[Option]:
    return [
        Option(
            district.key,
            Said(district.name) if isinstance(district.name, Text) else Words(district.name),
        )
        for district in context.town.districts
    ]


NAME = Write(
    "name",
    text("newcomers.name", "What may your buddy call you? Press a name or type one."),
    LONGEST_NAME,
    suggest=lambda context: context.telegram_name,
    name=text("newcomers.name_label", "Name"),
)
LANGUAGES = ChooseMany(
    "languages",
    text(
        "newcomers.languages",
        "Which languages do you speak? Choose all of them, then press “Done”. "
        "You can also type a language.",
    ),
    tongues.offered,
    search=tongues.search,
    search_hint=tongues.SEARCH,
    name=text("newcomers.languages_label", "Languages"),
)
DISTRICT = Choose(
    "district",
    text("newcomers.district", "In which part of the city do you live?"),
    districts,
    columns=2,
    name=text("newcomers.district_label", "District"),
)
HOUSEHOLD = Choose(
    "household",
    text("newcomers.household", "Who lives with you?"),
    Household,
    name=text("newcomers.household_label", "Household"),
)
GERMAN = Choose(
    "german",
    text("newcomers.german", "How much German do you speak?"),
    German,
    name=text("newcomers.german_label", "German"),
)
FREE = Grid(
    "free",
    text(
        "newcomers.free", "When are you usually free? Press the times that suit you, then “Done”."
    ),
    name=text("newcomers.free_label", "Free"),
)
WISH = Choose(
    "wish",
    text("newcomers.wish", "Would you rather have a woman or a man as your buddy?"),
    Wish,
    optional=True,
    skip=text("newcomers.wish_any", "I don't mind"),
    name=text("newcomers.wish_label", "Woman or man as buddy"),
)
QUESTIONS = (NAME, LANGUAGES, DISTRICT, HOUSEHOLD, GERMAN, FREE, WISH)


@dataclass(frozen=True)
class Newcomer:
    """A newcomer as introduced. `free` are slots such as "1m": weekday from Monday, part of the
    day."""

    name: str
    languages: tuple[str, ...]
    district: str
    household: Household
    german: German
    free: tuple[str, ...]
    wish: Wish | None


def read(answers: Mapping[str, Any]) -> Newcomer:
    """The newcomer from the form's answers."""
    return Newcomer(
        answers["name"],
        tuple(answers["languages"]),
        answers["district"],
        Household.of(answers["household"]),
        German.of(answers["german"]),
        tuple(answers["free"]),
        Wish.of(answers["wish"]) if answers["wish"] else None,
    )


def answers(newcomer: Newcomer) -> dict[str, Any]:
    """The opposite of `read`."""
    return {
        "name": newcomer.name,
        "languages": list(newcomer.languages),
        "district": newcomer.district,
        "household": newcomer.household.value,
        "german": newcomer.german.value,
        "free": list(newcomer.free),
        "wish": newcomer.wish.value if newcomer.wish else None,
    }
