"""Who plays: invented people, and what they type in their language.

A language that isn't here is played by somebody who adds no own words.
"""

from dataclasses import dataclass
from datetime import date

from babel.dates import format_skeleton

from bot import i18n


@dataclass(frozen=True)
class Role:
    """A newcomer who reads the bot in one language. `digits` are those they type, if they aren't 0
    to 9; `speaks` is their own language, where that is another one."""

    name: str
    words: str = ""
    digits: str = ""
    speaks: str = ""
    hello: str = "Hello"


ROLES = {
    "ar": Role("Amal", "وصلتني رسالة ولا أفهمها.", "٠١٢٣٤٥٦٧٨٩", hello="مرحبا، شكرا جزيلا"),
    "de": Role(
        "María",
        "Ich habe einen Brief bekommen und verstehe ihn nicht.",
        speaks="es",
        hello="Hallo, vielen Dank",
    ),
    "en": Role("Grace", "I got a letter and I do not understand it.", hello="Hello, thank you"),
    "tr": Role("Elif", "Bir mektup aldım ama anlamıyorum.", hello="Merhaba, teşekkürler"),
    "uk": Role("Oksana", "Мені прийшов лист, і я його не розумію.", hello="Вітаю, дякую"),
}
SOMEBODY = Role("Sam")
IN_COMMON = "fr"
"""What newcomer and buddy both speak."""
BUDDY, VISITOR, COORDINATOR, ADVISOR = "Tom", "Nadia", "Selin", "Petra"
ABOUT = {
    "de": "Ich arbeite in einer Bücherei und koche gern.",
    "en": "I work in a library, and I like to cook.",
}
REPLY = {
    "de": "Schön, von Ihnen zu hören. Wollen wir uns bald treffen?",
    "en": "Good to hear from you. Shall we meet soon?",
}

SEMINAR, SEMINAR_PLACE = "Runder Tisch", "Stadtbibliothek, Lindenplatz 3"
"""Titles are in German, whoever writes them."""


def role(language: str) -> Role:
    return ROLES.get(language, SOMEBODY)


def language_beside(language: str) -> str:
    """The language of those beside the newcomer: another one, German if possible."""
    return "de" if language != "de" and "de" in i18n.shipped() else i18n.SOURCE


def typed_day(day: date, language: str) -> str:
    """A day as people type it: "3 December", "3. Dezember", "٣ ديسمبر"."""
    words = str(format_skeleton("MMMMd", day, locale=i18n.locale(language)))
    digits = role(language).digits
    return words.translate(str.maketrans("0123456789", digits)) if digits else words
