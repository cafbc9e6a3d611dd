"""Times of the day as people write them: "9:30", "14h", "halb zehn", "٩ مساء", "saat 14".

As with dates, words of every language become symbols, and one small grammar reads those. Pure.
"""

import datetime
import functools
import itertools
import re
from collections.abc import Callable

from bot.conversation import reading_words, spelling

LONGEST = 40  # characters

# Symbols: the parts of the day `am pm noon night`; `=12` an hour by its name; `half`; `q` a quarter
# of an hour; minutes `past` and `to` an hour, or on the way `toward` it from the one before ("halb
# zehn", "чверть на десяту"); numbers in words as in `reading_words`.
_SAID = {
    "": (
        "um, gegen, ab, uhr, at, oclock, h, hours, in the, saat, sularında, الساعة, ساعة, "
        "о, об, в, у, година, годині, години, год, da, de, ta, te, a, e, ya, ye"
    ),
    "am": (
        "am, a m, morgens, am morgen, morgen, früh, vormittags, vormittag, am vormittag, morning, "
        "ص, صباحا, الصبح, ранку, вранці, sabah, öö"
    ),
    "pm": (
        "pm, p m, nachmittags, nachmittag, am nachmittag, abends, abend, am abend, afternoon, "
        "evening, م, مساء, المسا, عصرا, العصر, дня, вечора, ввечері, увечері, "
        "öğleden sonra, akşam, ös"
    ),
    "noon": "mittags, noon, ظهرا, الظهر, öğlen",
    "night": "nachts, night, at night, ليلا, ночі, вночі, gece",
    "=12": "mittag, mittags, noon, midday, الظهر, опівдні, полудень, öğle, öğlen",
    "=0": "mitternacht, midnight, منتصف الليل, північ, опівночі, gece yarısı",
    "half": "half past, half, buçuk, ونصف, والنصف, ونص, والنص",
    "30 toward": "halb, пів на, пів",
    "45 toward": "dreiviertel, drei viertel",
    "q": "viertel, quarter, чверть, çeyrek",
    "q past": "وربع, والربع",
    "q to": "الا ربع, الا ربعا, الا الربع",
    "past": "nach, past, after, по",
    "to": "vor, to, before, за, до",
    "toward": "на",
}

# Hours have names of their own in Arabic and Ukrainian: "the ninth".
_HOURS = {
    "#1": "الواحدة, перша, першу, першій, першої",
    "#2": "الثانية, друга, другу, другій, другої",
    "#3": "الثالثة, третя, третю, третій, третьої",
    "#4": "الرابعة, четверта, четверту, четвертій, четвертої",
    "#5": "الخامسة, п'ята, п'яту, п'ятій, п'ятої",
    "#6": "السادسة, шоста, шосту, шостій, шостої",
    "#7": "السابعة, сьома, сьому, сьомій, сьомої",
    "#8": "الثامنة, восьма, восьму, восьмій, восьмої",
    "#9": "التاسعة, дев'ята, дев'яту, дев'ятій, дев'ятої",
    "#10": "العاشرة, десята, десяту, десятій, десятої",
    "#11": "الحادية عشرة, одинадцята, одинадцяту, одинадцятій, одинадцятої",
    "#12": "الثانية عشرة, дванадцята, дванадцяту, дванадцятій, дванадцятої",
}

_PARTS = {"am", "pm", "noon", "night"}
_RANGE = re.compile(r"\d ?[-/] ?\d")  # "9-10" is no 9:10
_SEAM = re.compile(r"(?<=\d)(?=[^\W\d])|(?<=[^\W\d])(?=\d)")  # in "14h30", "9am"


def time(words: str) -> datetime.time | None:
    """The time of the day that is meant, to the minute; None when the words aren't one at all.

    Without a part of the day the clock has 24 hours: "9" is in the morning, "3" in the night. Only
    "halb eins" and its like is taken to be at noon. 24:00 belongs to two days, and is none.
    """
    text = spelling.plain(words) if len(words) <= LONGEST else ""
    if _RANGE.search(text):
        return None
    readings = reading_words.readings(spelling.fold(_SEAM.sub(" ", text)), _words()) or ()
    times = {found for symbols in readings if (found := _read(symbols))}
    return times.pop() if len(times) == 1 else None


@functools.cache
def _words() -> reading_words.Table:
    said = map(reading_words.written, (_SAID, _HOURS, reading_words.NUMBERS))
    return reading_words.table(itertools.chain.from_iterable(said))


def _read(symbols: str) -> datetime.time | None:
    split = symbols.split()
    parts = [symbol for symbol in split if symbol in _PARTS]
    clock = " ".join(symbol for symbol in split if symbol not in _PARTS)
    for pattern, rule in _RULES:
        if found := re.fullmatch(pattern, clock):
            said = {name: int(value) for name, value in found.groupdict().items() if value}
            hour, minute = rule(**said)
            for part in parts:
                hour = _hour_of(part, hour)
            is_time = 0 <= hour < 24 and 0 <= minute < 60
            return datetime.time(hour, minute) if is_time else None
    return None


def _hour_of(part: str, hour: int) -> int:
    """The hour of 24 that a part of the day makes of one of 12; -1 for "14 in the morning"."""
    if not 1 <= hour <= 12:
        return -1 if part == "am" and hour else hour
    match part:
        case "am":
            return hour % 12
        case "noon":
            return hour if hour >= 10 else hour + 12
        case "night":
            return hour if hour < 6 else (hour + 12) % 24
    return hour % 12 + 12


# -- what follows from which symbols: the groups are the arguments of the rule ---------------------


def _at(hour: int, by: int = 0) -> tuple[int, int]:
    return hour, by


def _half(hour: int) -> tuple[int, int]:
    return hour, 30


def _past(hour: int, by: int = 15) -> tuple[int, int]:
    return hour, by


def _to(hour: int, by: int = 15) -> tuple[int, int]:
    return _before(hour), 60 - by


def _toward(hour: int, by: int = 15) -> tuple[int, int]:
    return _before(hour), by


def _before(hour: int) -> int:
    return 12 if hour == 1 else hour - 1


_HOUR = r"#?(?P<hour>\d{1,2})"
_BY = r"(?:q|#?(?P<by>\d{1,2}))"  # minutes; a quarter of an hour goes without the number

_RULES: tuple[tuple[str, Callable[..., tuple[int, int]]], ...] = (
    (rf"{_HOUR}(?: (?P<by>\d\d))?", _at),
    (r"(?P<hour>\d\d)(?P<by>\d\d)", _at),
    (r"=(?P<hour>\d{1,2})", _at),
    (rf"half {_HOUR}", _half),
    (rf"{_HOUR} half", _half),
    (rf"{_BY} past {_HOUR}", _past),
    (rf"{_HOUR} {_BY} past", _past),
    (rf"{_BY} to {_HOUR}", _to),
    (rf"to {_BY} {_HOUR}", _to),
    (rf"{_HOUR} {_BY} to", _to),
    (rf"{_BY} toward {_HOUR}", _toward),
    (rf"q {_HOUR}", _toward),  # "viertel zehn" is 9:15 in Stuttgart
)
