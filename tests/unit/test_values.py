"""Values as their readers see them: in their language, escaped, and in their own direction."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, time
from html.parser import HTMLParser
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import i18n
from bot.conversation import packing, values, week
from bot.conversation.values import (
    Count,
    Day,
    Hour,
    InLanguage,
    Month,
    Reader,
    Said,
    Series,
    Tongue,
    Value,
    When,
    Words,
    say,
)
from bot.i18n import POP_ISOLATE, Text
from tests.unit.every_value import VALUES

FSI, PDI = i18n.FIRST_STRONG_ISOLATE, POP_ISOLATE
BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
ADVENT = date(2026, 12, 3)
GREETING = Text("tests.greeting", "Hello {name}, <b>{count}</b> new")
DAYS = Text("tests.days", "{count} day", "{count} days")


def reader(language: str, now: datetime = NOW) -> Reader:
    return Reader(language, BERLIN, now)


def shown(value: Value, language: str = "en", *, is_html: bool = True) -> str:
    return values.shown(value, reader(language), is_html=is_html)


@given(VALUES)
def test_a_value_comes_back_from_json_as_it_was(value: Value) -> None:
    assert packing.unpack(json.loads(json.dumps(packing.pack(value)))) == value


@pytest.mark.parametrize(
    "packed", [["Verse", "x"], ["Said", "no.such_text", {}], ["Series", [["Verse", 1]]]], ids=str
)
def test_what_another_version_has_kept_is_unknown(packed: list[object]) -> None:
    with pytest.raises(packing.Unknown):
        packing.unpack(packed)


@given(VALUES)
def test_every_value_is_shown_to_every_reader(value: Value) -> None:
    for language in i18n.shipped():
        assert isinstance(shown(value, language), str)
        assert shown(value, language).count(FSI) == shown(value, language).count(PDI)


# Words of people


@pytest.mark.parametrize("name", ["<b>Amal", "Tom & Jerry", "&lt;", "</b>", "<script>", "a<b>c"])
def test_names_are_escaped_in_a_text_and_bare_on_a_button(name: str) -> None:
    seen = Seen()
    seen.feed(f"<i>{shown(Words(name))}</i>")
    seen.close()
    assert (seen.text, seen.tags) == (name, ["i"])
    assert shown(Words(name), is_html=False) == name


class Seen(HTMLParser):
    """What a reader of HTML sees, and the tags that were opened."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.tags: list[str] = []

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_starttag(self, tag: str, _: object) -> None:
        self.tags.append(tag)


def test_quotes_stay_as_they_are() -> None:
    assert shown(Words('O\'Neil "Ned"')) == 'O\'Neil "Ned"'


def test_braces_in_a_name_are_no_placeholders() -> None:
    said = say(GREETING, name=Words("{count} {0} {name!r}"), count=Count(1))
    assert shown(said) == "Hello {count} {0} {name!r}, <b>1</b> new"


# Directions


@pytest.mark.parametrize(
    "value", [Words("Amal"), Words("أمل"), Count(3), Hour(time(9, 30)), Words("030 23125 110")]
)
def test_in_arabic_names_and_numbers_keep_their_own_direction(value: Value) -> None:
    bare = shown(value, "ar").removeprefix(FSI).removesuffix(PDI)
    assert shown(value, "ar") == f"{FSI}{bare}{PDI}" != bare


@pytest.mark.parametrize("value", [Words("Amal"), Count(3), Hour(time(9, 30)), Day(ADVENT)])
@pytest.mark.parametrize("language", ["en", "de"])
def test_in_other_languages_there_is_nothing_to_keep_apart(value: Value, language: str) -> None:
    assert FSI not in shown(value, language)


def test_an_arabic_name_keeps_its_direction_in_a_german_sentence() -> None:
    assert shown(Words("أمل"), "de") == f"{FSI}أمل{PDI}"


def test_every_line_of_own_words_keeps_its_direction() -> None:
    assert shown(Words("one\ntwo"), "ar") == f"{FSI}one{PDI}\n{FSI}two{PDI}"


# Days and times


@pytest.mark.parametrize(
    ("language", "day"), [("en", "Thursday, 3 December"), ("de", "Donnerstag, 3. Dezember")]
)
def test_a_day_of_this_year_has_its_weekday_and_no_year(language: str, day: str) -> None:
    assert shown(Day(ADVENT), language) == day


def test_a_day_in_arabic_has_its_arabic_weekday() -> None:
    day = shown(Day(ADVENT), "ar")
    assert day.startswith("الخميس")
    assert "3" in day
    assert "2026" not in day


def test_a_day_of_another_year_has_the_year() -> None:
    assert shown(Day(date(2027, 1, 5))) == "Tuesday, 5 January 2027"


def test_which_year_it_is_is_seen_in_the_town() -> None:
    new_year = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)
    there = reader("en", new_year)
    assert there.today == date(2027, 1, 1)
    assert values.shown(Day(date(2027, 1, 5)), there) == "Tuesday, 5 January"


@pytest.mark.parametrize(("language", "month"), [("en", "December 2026"), ("de", "Dezember 2026")])
def test_a_month_has_its_year(language: str, month: str) -> None:
    assert shown(Month(date(2026, 12, 1)), language) == month


@pytest.mark.parametrize(("at", "hour"), [(time(0), "0:00"), (time(9, 5), "9:05")])
def test_hours_are_of_24_without_a_leading_zero(at: time, hour: str) -> None:
    assert shown(Hour(at)) == hour


@pytest.mark.parametrize(
    ("at", "local"),
    [
        pytest.param("2026-12-03 08:30", "Thursday, 3 December, 9:30", id="winter"),
        pytest.param("2026-07-03 08:30", "Friday, 3 July, 10:30", id="summer"),
        pytest.param("2026-12-03 23:30", "Friday, 4 December, 0:30", id="after midnight there"),
    ],
)
def test_a_moment_is_shown_in_the_towns_time(at: str, local: str) -> None:
    assert shown(When(datetime.fromisoformat(at).replace(tzinfo=UTC))) == local


def test_western_digits_everywhere() -> None:
    said = (shown(value, "ar") for value in (Day(ADVENT), Count(1234567), Hour(time(9, 30))))
    assert all(not c.isdecimal() or c.isascii() for words in said for c in words)


# Lists, languages, texts


def test_a_list_is_joined_as_its_reader_does() -> None:
    three = Series((Words("a"), Words("b"), Words("c")))
    assert shown(three) == "a, b and c"
    assert shown(three, "de") == "a, b und c"
    assert shown(Series((Words("a"),))) == "a"
    assert shown(Series(())) == ""


@pytest.mark.parametrize(
    ("code", "language", "name"),
    [
        ("ar", "en", "Arabic"),
        ("ar", "de", "Arabisch"),
        ("de", "ar", "الألمانية"),
        ("kmr", "en", "Kurdish (Kurmanji)"),
        ("fa-AF", "de", "Dari"),
    ],
)
def test_a_language_is_named_in_the_readers(code: str, language: str, name: str) -> None:
    assert shown(Tongue(code), language) == name


def test_a_language_without_a_name_in_arabic_keeps_its_direction() -> None:
    assert shown(Tongue("xx"), "ar") == f"{FSI}xx{PDI}"


@pytest.mark.parametrize(("count", "words"), [(0, "0 days"), (1, "1 day"), (2, "2 days")])
def test_texts_that_count_take_the_plural(count: int, words: str) -> None:
    assert shown(say(DAYS, count=Count(count))) == words


@pytest.mark.parametrize("language", ["en", "de", "uk", "tr"])
def test_a_text_that_is_for_somebody_else_keeps_its_own_language(language: str) -> None:
    german = InLanguage(say(values.WHEN, day=Day(ADVENT), time=Hour(time(9, 30))), "de")
    assert shown(german, language) == "Donnerstag, 3. Dezember, 9:30 Uhr"


def test_a_german_text_keeps_its_direction_between_arabic_lines() -> None:
    german = InLanguage(say(GREETING, name=Words("Tom"), count=Count(2)), "de")
    assert shown(german, "ar") == f"{FSI}Hello Tom, <b>2</b> new{PDI}"
    assert shown(InLanguage(say(GREETING, name=Words("Tom"), count=Count(2)), "ar"), "de") == (
        f"Hello {FSI}Tom{PDI}, <b>{FSI}2{PDI}</b> new"
    )


def test_a_text_within_a_text_is_in_the_same_language() -> None:
    said = say(week.ALL_DAY, weekday=Said(week.ANY_TIME))
    for language in i18n.shipped():
        assert shown(Said(week.ANY_TIME), language) in shown(said, language)


@given(st.integers(0, 2**32).map(lambda stamp: datetime.fromtimestamp(stamp, UTC)))
def test_today_is_the_towns_day(now: datetime) -> None:
    there = replace(reader("en"), now=now)
    assert there.today == now.astimezone(BERLIN).date()
