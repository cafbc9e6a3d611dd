"""The words of dates in every language that the bot reads, each translated into a symbol.

So one small grammar (`reading_days`) reads them all. The names of months and weekdays come from
CLDR; written down here is only what CLDR lacks. A word with several meanings has several symbols.

Symbols: `m1`…`m12` months, `w0` (Monday)…`w6` weekdays, `d1` one day from today, `#3` a number in
words, `u1 u7 u30` days, weeks and months, `next`, `coming`, `last`, `in`, `later`, `part` of a day,
and the empty one for words that carry no weight.
"""

import contextlib
import functools
import itertools
import math
import re
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from babel import Locale, UnknownLocaleError

from bot.conversation import spelling

Table = Mapping[str, tuple[str, ...]]

# People mix: the words of these languages are understood beside those of the reader's own.
EVERYWHERE = ("de", "en", "ar", "uk", "tr")

# Whoever reads the one also uses the names of the other: Levantine, Maghrebi, Austrian, "Sept".
_ALSO = {
    "ar": ("ar_SY", "ar_MA", "ar_DZ"),
    "de": ("de_AT",),
    "en": ("en_GB",),
    "uk": ("ru",),
}

NUMBERS = {
    "#1": "one, eins, один, одну, одна, bir, واحد, واحدة",
    "#2": "two, zwei, два, две, дві, iki, اثنين, اثنتين",
    "#3": "three, drei, три, üç, ثلاثة, ثلاث",
    "#4": "four, vier, чотири, четыре, dört, أربعة, أربع",
    "#5": "five, fünf, п'ять, пять, beş, خمسة, خمس",
    "#6": "six, sechs, шість, шесть, altı, ستة, ست",
    "#7": "seven, sieben, сім, семь, yedi, سبعة, سبع",
    "#8": "eight, acht, вісім, восемь, sekiz, ثمانية, ثماني",
    "#9": "nine, neun, дев'ять, девять, dokuz, تسعة, تسع",
    "#10": "ten, zehn, десять, on, عشرة, عشر",
    "#11": "eleven, elf, одинадцять, одиннадцать, on bir",
    "#12": "twelve, zwölf, дванадцять, двенадцать, on iki",
}

_SAID = {
    "d-1": "yesterday, gestern, أمس, امبارح, مبارح, вчора, вчера, dün",
    "d0": "today, heute, اليوم, сьогодні, сегодня, bugün",
    "d1": "tomorrow, morgen, غدا, الغد, بكرا, بكرة, завтра, yarın",
    "d2": (
        "day after tomorrow, übermorgen, بعد غد, بعد الغد, بعد بكرا, بعد بكرة, "
        "післязавтра, послезавтра, öbür gün, yarından sonra"
    ),
    "w0": "понеділка, понедельника",
    "w1": "tues, вівторка, вторника, التلاتا",
    "w2": "середу, середи, среду, среды",
    "w3": "thur, thurs, четверга",
    "w4": "п'ятницю, п'ятниці, пятницу, пятницы",
    "w5": "sonnabend, суботу, суботи, субботу, субботы",
    "w6": "неділю, неділі, воскресенья",
    "u1": ("day, days, tag, tage, tagen, يوم, أيام, день, дні, днів, дня, дней, gün, günü"),
    "u7": (
        "week, weeks, woche, wochen, أسبوع, الأسبوع, أسابيع, "
        "тиждень, тижні, тижнів, тижня, неделю, недели, недель, hafta"
    ),
    "u30": (
        "month, months, monat, monate, monaten, monats, شهر, الشهر, أشهر, شهور, "
        "місяць, місяці, місяців, месяц, месяца, месяцев, ay"
    ),
    "#1": "a, an, ein, eine, einem, einen, einer",
    "#2 u1": "يومين",
    "#2 u7": "أسبوعين, fortnight, a fortnight",
    "#2 u30": "شهرين",
    "next": (
        "next, nächste, nächsten, nächster, nächstes, наступний, наступного, наступну, "
        "наступної, следующий, следующую, gelecek"
    ),
    "next u7": "haftaya",
    "coming": (
        "coming, kommende, kommenden, kommender, önümüzdeki, найближчий, найближчу, "
        "القادم, القادمة, المقبل, المقبلة, الجاي, الجاية"
    ),
    "last": (
        "last, letzte, letzten, letzter, vorige, vorigen, الماضي, الماضية, "
        "минулий, минулого, минулу, минулої, geçen"
    ),
    "in": "in, within, بعد, خلال, через, за",
    "later": "later, from now, from today, sonra, içinde",
    "part": (
        "morgen, früh, vormittag, vormittags, mittag, nachmittag, nachmittags, abend, abends, "
        "morning, noon, afternoon, evening, صباحا, الصبح, مساء, المسا, العصر, "
        "вранці, ранку, вдень, ввечері, увечері, вечора, sabah, öğlen, akşam"
    ),
    "": (
        "on, the, of, by, until, from, this, am, an, ab, den, der, dem, bis, zum, spätestens, "
        "diesen, diese, dieser, يوم, في, من, حتى, شهر, بتاريخ, هذا, у, в, на, до, го, р, року, "
        "цей, цю, цього, г, года, bu, günü, kadar, da, de, ta, te"
    ),
}

_ENDINGS = {"tr": ("", "da", "de", "ta", "te")}  # "3 Aralık'ta"

_FORMS = tuple(itertools.product(("format", "stand-alone"), ("wide", "abbreviated", "short")))

_LONGEST_PHRASE = 3
_NUMBER = re.compile(r"(\d{1,4})(?:st|nd|rd|th|ter|ten|te|го|ого|е|є)?")
_MOST_MEANINGS = 64  # more than any real answer has; keeps the cost of nonsense small


@functools.lru_cache(maxsize=32)
def of_days(language: str) -> Table:
    """What the reader of a language may mean by a word of a date.

    A foreign name that is one of their own too means their own: "Sa" is Samstag, or else Salı.
    """
    names = table(itertools.chain.from_iterable(map(_calendar, EVERYWHERE)))
    own = table(_calendar(language))
    months = ((f"m{number}", f"m{number}") for number in range(1, 13))  # of numeric dates
    return table(itertools.chain(months, written(_SAID), written(NUMBERS)), {**names, **own})


def written(said: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The pairs of phrase and symbol in a table written as `symbol: "phrase, phrase"`."""
    for symbol, phrases in said.items():
        for phrase in phrases.split(", "):
            yield phrase, symbol


def readings(words: str, table: Table) -> tuple[str, ...] | None:
    """All that folded words can mean, as symbols and numbers; None when a word is unknown.

    The longest phrase wins; an ordinal's ending ("3rd", "3-го") is dropped.
    """
    rest = words.split()
    meanings: list[tuple[str, ...]] = []
    while rest:
        for size in range(_LONGEST_PHRASE, 0, -1):
            if known := table.get(" ".join(rest[:size])):
                break
        else:
            number = _NUMBER.fullmatch(rest[0])
            if number is None:
                return None
            size, known = 1, (number[1],)
        meanings.append(known)
        del rest[:size]
    if math.prod(map(len, meanings)) > _MOST_MEANINGS:
        return None
    combined = (" ".join(filter(None, several)) for several in itertools.product(*meanings))
    return tuple(dict.fromkeys(combined))


def table(pairs: Iterable[tuple[str, str]], known: Table = MappingProxyType({})) -> Table:
    """The symbols of each phrase in its spellings, added to those that are known."""
    spelled_out = {phrase: list(symbols) for phrase, symbols in known.items()}
    for phrase, symbol in pairs:
        for spelled in spelling.spellings(phrase):
            of_phrase = spelled_out.setdefault(spelled, [])
            if symbol not in of_phrase:
                of_phrase.append(symbol)
    return {phrase: tuple(symbols) for phrase, symbols in spelled_out.items()}


def locales(language: str) -> Iterator[Locale]:
    """The CLDR data of a language, its own first; none when CLDR doesn't know it."""
    for identifier in (language.replace("-", "_"), *_ALSO.get(language[:2], ())):
        with contextlib.suppress(UnknownLocaleError, ValueError):
            yield Locale.parse(identifier)


def _calendar(language: str) -> Iterator[tuple[str, str]]:
    """The names of months and weekdays, also inside a date ("грудня") and abbreviated."""
    endings = _ENDINGS.get(language[:2], ("",))
    for locale in locales(language):
        named = (("m", locale.months), ("w", locale.days))
        for (letter, contexts), (form, width) in itertools.product(named, _FORMS):
            for number, name in contexts[form].get(width, {}).items():
                yield from ((name + end, f"{letter}{number}") for end in endings)
