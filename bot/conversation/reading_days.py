"""Dates as people write them: "3.12.", "٣ ديسمبر", "übermorgen", "next Tuesday".

Every language is first translated into the symbols of `reading_words`; the grammar here reads
those, and `reading_rules` decides what is meant. Pure. Days come before months, as in Germany.
"""

import datetime
import functools
import re
import warnings
from collections.abc import Callable, Iterator

from bot.conversation import reading_rules, reading_words, spelling

LONGEST = 60  # characters; what is longer is a letter, not an answer

# The day first, or the whole from the year downwards; with a time of the day beside it.
_NUMERIC = re.compile(
    r"(?<![\d.:/-])"
    r"(?:(?P<full>\d{4})(?P<dash>[./-])(?P<month>\d{1,2})(?P=dash)(?P<day>\d{1,2})"
    r"|(?P<one>\d{1,2}) ?(?P<mark>[./-]) ?(?P<two>\d{1,2})"
    r"(?: ?(?P=mark) ?(?P<year>\d{4}|\d{2})?)?)"
    r"(?![\d:/-]|\.\d)"
)
_CLOCK = re.compile(
    r"\b(?:um|at|saat|الساعه|о|об) ?\d{1,2}(?:[:.]\d{2})?(?![\d./])(?: ?(?:uhr|h|am|pm)\b)?"
    r"|\b\d{1,2}:\d{2}(?: ?(?:uhr|h|am|pm))?\b"
    r"|\b\d{1,2}(?:\.\d{2})? ?(?:uhr|h|am|pm|a\.m|p\.m|год)\b\.?"
)


def day(words: str, language: str, today: datetime.date) -> reading_rules.DayRead | None:
    """The day that is meant, today or later; None when the words aren't a date at all.

    Read with the words of the reader's language and of the others that the bot speaks. A clock
    time beside a date is passed over; alone it is no date. "3/12" is 3 December; a reader whose
    language writes the month first is asked. All other doubts are settled in `reading_rules`.
    """
    if len(words) > LONGEST:
        return None
    text = _CLOCK.sub(" ", spelling.plain(words))
    outcomes: list[reading_rules.DayRead] = []
    for written in _spelled_out(text, language):
        readings = reading_words.readings(written, reading_words.of_days(language))
        if readings is None:
            return _ask_dateparser(words, language, today)
        outcomes += filter(None, (_read(symbols, today) for symbols in readings))
    return reading_rules.agreed(outcomes)


def _spelled_out(text: str, language: str) -> Iterator[str]:
    """The folded text with its numeric date in words: "do, 3.12.26" is "do 3 m12 26".

    Twice when the month may have been written first; not at all when there is no such month.
    """
    found = _NUMERIC.search(text)
    if found is None or (found["mark"] == "-" and not found["year"]):  # "3-5" are three to five
        yield spelling.fold(text)
        return
    orders = [(found["day"] or found["one"], found["month"] or found["two"])]
    if found["mark"] == "/" and _writes_months_first(language):
        orders.append((found["two"], found["one"]))
    before, year, after = text[: found.start()], found["full"] or found["year"], text[found.end() :]
    for number, month in dict.fromkeys(orders):
        if 1 <= int(month) <= 12:
            yield spelling.fold(f"{before} {number} m{int(month)} {year or ''} {after}")


@functools.lru_cache(maxsize=32)
def _writes_months_first(language: str) -> bool:
    locale = next(reading_words.locales(language), None)
    return locale is not None and str(locale.date_formats["short"].pattern).startswith("M")


# What follows from which symbols: the groups are the arguments of the rule.
_DATE_ORDERS = (
    r"(?P<day>\d{1,2}) m(?P<month>\d{1,2})(?: (?P<year>[1-9]\d{3}|\d{2}))?",
    r"m(?P<month>\d{1,2}) (?P<day>\d{1,2})(?: (?P<year>[1-9]\d{3}|\d{2}))?",
    r"(?P<day>\d{1,2}) u30 (?P<month>\d{1,2})(?: (?P<year>[1-9]\d{3}|\d{2}))?",  # "٣ شهر ١٢"
)
_COUNTED = r"#?(?P<count>\d{1,3}) u(?P<unit>\d+)"
_WEEKDAY = r"w(?P<weekday>\d)"

_RULES: tuple[tuple[str, Callable[..., reading_rules.DayRead | None]], ...] = (
    *((rf"(?:{_WEEKDAY} )?{order}", reading_rules.date) for order in _DATE_ORDERS),
    *((rf"{order} {_WEEKDAY}", reading_rules.date) for order in _DATE_ORDERS),
    (r"(?P<day>\d{1,2})", reading_rules.day_number),
    (r"d(?P<days>-?\d)", reading_rules.from_today),
    (_WEEKDAY, reading_rules.weekday),
    (rf"next {_WEEKDAY}", reading_rules.next_weekday),
    (rf"{_WEEKDAY} next", reading_rules.next_weekday),
    (rf"coming {_WEEKDAY}", reading_rules.coming_weekday),
    (rf"{_WEEKDAY} coming", reading_rules.coming_weekday),
    (rf"(?:next|coming) u7 {_WEEKDAY}", reading_rules.weekday_of_next_week),
    (rf"{_WEEKDAY} (?:next|coming) u7", reading_rules.weekday_of_next_week),
    (rf"{_WEEKDAY} u7 (?:next|coming)", reading_rules.weekday_of_next_week),
    (rf"in {_COUNTED}(?: later)?", reading_rules.after),
    (rf"{_COUNTED} later", reading_rules.after),
    (r"in u(?P<unit>\d+)", reading_rules.after),
    (_COUNTED, reading_rules.perhaps_after),
)


def _read(symbols: str, today: datetime.date) -> reading_rules.DayRead | None:
    """None as well for words that are known but stand together in no way that is."""
    without_part = symbols.removesuffix(" part")
    if without_part != symbols and without_part.isdecimal():
        return None  # "9 in the evening" is a time
    for pattern, rule in _RULES:
        if found := re.fullmatch(pattern, without_part):
            said = {name: int(value) for name, value in found.groupdict().items() if value}
            return rule(**said, today=today)
    return None


# -- what our own words don't read -----------------------------------------------------------------

# A time that nobody writes: the library keeps it in "in three days", and sets others in "3 hours".
_NOW = datetime.time(11, 58, 13)
_MIDNIGHT = datetime.time()


def _ask_dateparser(
    words: str, language: str, today: datetime.date
) -> reading_rules.DayRead | None:
    """Dates in 200 languages by the library. What it reads in relation to today is asked back."""
    text = spelling.plain(words)
    if re.search(r"\d{5}", text) or not any(map(str.isalpha, text)):
        return None  # a phone number, a price, a smile
    found = _parse(words, language, datetime.datetime.combine(today, _NOW))
    if found is None:
        return None
    if found.time() == _NOW:
        read = reading_rules.from_today((found.date() - today).days, today)
        return reading_rules.Unsure((read.day,)) if isinstance(read, reading_rules.On) else read
    if found.time() != _MIDNIGHT:
        return None
    is_year_said = len(re.findall(r"\d+", text)) > 1
    return reading_rules.date(
        found.day, found.month, found.year if is_year_said else None, today=today
    )


def _parse(words: str, language: str, now: datetime.datetime) -> datetime.datetime | None:
    import dateparser  # here, because few need it and the first costs 15 MB and 0.2 s
    from dateparser.data.languages_info import language_locale_dict

    wanted = dict.fromkeys((language, language.split("-")[0], "en", "de"))
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", category=DeprecationWarning, module="dateparser")
        try:
            return dateparser.parse(
                words,
                languages=[code for code in wanted if code in language_locale_dict],
                settings={
                    "DATE_ORDER": "DMY",
                    "PARSERS": ["relative-time", "absolute-time"],
                    "PREFER_DATES_FROM": "future",
                    "RELATIVE_BASE": now,
                    "REQUIRE_PARTS": ["day", "month"],
                    "RETURN_AS_TIMEZONE_AWARE": False,
                },
            )
        except (ValueError, OverflowError):  # a day that no calendar has
            return None
