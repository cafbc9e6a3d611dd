"""Who plays: invented people, and what they type in their language.

A language that isn't here is played by somebody who adds no own words.
"""

from dataclasses import dataclass
from datetime import date

from babel.dates import format_skeleton

from bot import i18n


@dataclass(frozen=True)
class Role:
    """`digits` are those a person types, if they aren't 0 to 9; `speaks` is their own language,
    where they read the bot in another."""

    name: str
    words: str = ""
    digits: str = ""
    speaks: str = ""


ROLES = {
    "ar": Role("Amal", "وصلتني رسالة ولا أفهمها.", "٠١٢٣٤٥٦٧٨٩"),
    "de": Role("María", "Ich habe einen Brief bekommen und verstehe ihn nicht.", speaks="es"),
    "en": Role("Grace", "I got a letter and I do not understand it."),
    "tr": Role("Elif", "Bir mektup aldım ama anlamıyorum."),
    "uk": Role("Oksana", "Мені прийшов лист, і я його не розумію."),
}
SOMEBODY = Role("Sam")


def role(language: str) -> Role:
    return ROLES.get(language, SOMEBODY)


def language_beside(language: str) -> str:
    """The language of the second person: another one, German if possible."""
    others = [code for code in ("de", "ar", *i18n.shipped()) if code in i18n.shipped()]
    return next(code for code in others if code != language)


def typed_day(day: date, language: str) -> str:
    """A day as people type it: "3 December", "3. Dezember", "٣ ديسمبر"."""
    words = str(format_skeleton("MMMMd", day, locale=i18n.locale(language)))
    digits = role(language).digits
    return words.translate(str.maketrans("0123456789", digits)) if digits else words
