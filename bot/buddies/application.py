"""Applying as a buddy: the questions, and who a buddy is as far as a newcomer needs to know."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.conversation import flow
from bot.conversation.asking import Context
from bot.conversation.options import Choice
from bot.conversation.questions import Choose, ChooseMany, Number, Write
from bot.conversation.values import Said, say
from bot.conversation.week import Grid
from bot.i18n import text
from bot.newcomers.introduction import LONGEST_NAME, districts
from bot.people import tongues

LONGEST_ABOUT = 600
MOST_PLACES = 3


class Help(Choice):
    """What a buddy likes to help with; the codes are those of the needs."""

    OFFICE = "office", text("buddies.office", "Going along to offices")
    LETTERS = "letters", text("buddies.letters", "Reading letters and papers")
    GERMAN = "german", text("buddies.german", "Practising German")
    WORK = "work", text("buddies.work", "Finding work, applications")
    ARRIVING = "arriving", text("buddies.arriving", "Settling in, someone to talk to")


class Gender(Choice):
    """For newcomers who wish for a woman or a man; nobody has to say."""

    WOMAN = "woman", text("buddies.woman", "A woman")
    MAN = "man", text("buddies.man", "A man")


QUESTIONS = (
    Write(
        "name",
        text(
            "buddies.name",
            "What may a newcomer call you? A first name is enough. Press or type it.",
        ),
        LONGEST_NAME,
        suggest=lambda context: context.telegram_name,
        name=text("buddies.name_label", "Name"),
    ),
    ChooseMany(
        "languages",
        text(
            "buddies.languages",
            "Which languages do you speak well enough to help in them? Choose all of them, then "
            "press “Done”. You can also type a language.",
        ),
        tongues.offered,
        search=tongues.search,
        search_hint=tongues.SEARCH,
        name=text("buddies.languages_label", "Languages"),
    ),
    Choose(
        "district",
        text("buddies.district", "In which part of the city do you live?"),
        districts,
        columns=2,
        name=text("buddies.district_label", "District"),
    ),
    ChooseMany(
        "helps",
        text("buddies.helps", "What do you like to help with? Choose all of it, then “Done”."),
        Help,
        is_listed=True,
        name=text("buddies.helps_label", "Helps with"),
    ),
    Grid(
        "free",
        text(
            "buddies.free",
            "When are you usually free? Press the times that suit you, then “Done”.",
        ),
        name=text("buddies.free_label", "Free"),
    ),
    Number(
        "places",
        text("buddies.places", "How many newcomers would you like to accompany at the same time?"),
        1,
        MOST_PLACES,
        name=text("buddies.places_label", "Newcomers at once"),
    ),
    Choose(
        "gender",
        text(
            "buddies.gender",
            "Some newcomers would rather have a woman or a man as their buddy. Which applies to "
            "you? You don't have to say.",
        ),
        Gender,
        optional=True,
        skip=text("buddies.gender_skip", "I'd rather not say"),
        name=text("buddies.gender_label", "Woman or man"),
    ),
    Write(
        "about",
        text(
            "buddies.about_you",
            "Would you like to tell something about yourself? Work, interests, why you want to "
            "help. A newcomer reads it once you have both said yes.",
        ),
        LONGEST_ABOUT,
        has_lines=True,
        optional=True,
        name=text("buddies.about_label", "About me"),
    ),
)


@dataclass(frozen=True)
class Offer:
    """What a buddy offers. `free` are slots such as "1m", `helps` codes of needs."""

    name: str
    languages: tuple[str, ...]
    district: str
    helps: tuple[Help, ...]
    free: tuple[str, ...]
    places: int
    gender: Gender | None
    about: str | None


def read(answers: Mapping[str, Any]) -> Offer:
    """The offer from the form's answers."""
    return Offer(
        answers["name"],
        tuple(answers["languages"]),
        answers["district"],
        tuple(Help.of(code) for code in answers["helps"]),
        tuple(answers["free"]),
        answers["places"],
        Gender.of(answers["gender"]) if answers["gender"] else None,
        answers["about"],
    )


def answers(offer: Offer) -> dict[str, Any]:
    """The opposite of `read`."""
    return {
        "name": offer.name,
        "languages": list(offer.languages),
        "district": offer.district,
        "helps": [each.value for each in offer.helps],
        "free": list(offer.free),
        "places": offer.places,
        "gender": offer.gender.value if offer.gender else None,
        "about": offer.about,
    }


def described(offer: Offer, context: Context) -> tuple[Said, ...]:
    """A line for everything a buddy said, as it stands in the review of the form."""
    kept = answers(offer)
    return tuple(
        say(
            flow.LINE,
            name=Said(question.name),
            answer=flow.shown(question, kept[question.key], context),
        )
        for question in QUESTIONS
    )
