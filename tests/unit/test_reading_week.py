"""Free times as people say them: which slots they mean, and which words are better asked again."""

from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot import i18n
from bot.conversation import week_reading, week_words
from bot.conversation.week_words import SLOTS
from tests.flows.talk import context

# Days (0 is Monday) and, behind a colon, parts of the day; none for the whole day.
ENGLISH = {
    "evenings and weekends": "0123456:e 56",
    "weekends and evenings": "0123456:e 56",
    "evenings, weekends": "0123456:e 56",
    "Evenings & weekends!": "0123456:e 56",
    "weekend evenings": "56:e",
    "weekday evenings and weekends": "01234:e 56",
    "weekdays after work and weekends": "01234:e 56",
    "after work": "01234:e",
    "after work and on Saturday": "01234:e 5",
    "Saturday after work": "5:e",
    "Tuesday evening and Thursday morning": "1:e 3:m",
    "Tuesday and Thursday evening": "13:e",
    "evenings on Tuesday and Thursday": "13:e",
    "Mon to Fri in the morning": "01234:m",
    "Mon, Wed and Fri evenings": "024:e",
    "Tuesday morning and evening": "1:me",
    "Tuesday mornings and evenings": "1:me",
    "Tuesday morning and evenings": "1:m 0123456:e",
    "Tuesday, evening": "1:e",
    "Tuesday, evenings": "1 0123456:e",
    "Tuesday and evenings": "1 0123456:e",
    "mornings and evenings on Tuesday": "1:me",
    "weekend and Friday evening": "56 4:e",
    "Friday evening and all Saturday": "4:e 5",
    "Saturday all day and Sunday morning": "5 6:m",
    "every day except Sunday": "012345",
    "any time except Sunday and Monday": "12345",
    "weekdays except Wednesday": "0134",
    "evenings except Friday": "012356:e",
    "weekdays but not mornings": "01234:ae",
    "Tuesday, not in the morning": "1:ae",
    "not Monday, but Tuesday": "1",
    "only Saturday": "5",
    "Saturdays only": "5",
    "only Tuesday and Thursday evening": "13:e",
    "any time, but only evenings": "0123456:e",
    "weekdays, only evenings": "01234:e",
    "always, but Mondays only evenings": "123456 0:e",
    "every Tuesday and Thursday evening": "13:e",
    "weekdays": "01234",
    "weekends": "56",
    "Saturday\nTuesday evening": "5 1:e",
    "Monday 9-12, Friday 14-18": "04",
    "Mondays and Wednesdays, Saturday morning": "02:m 5:m",
    "Fri evening, Sat and Sun": "4:e 56",
    "Sat-Mon mornings": "560:m",
    "I am free on weekday mornings and at the weekend.": "01234:m 56",
    "not only Monday but also Tuesday": "01",
    "Friday night": "4:e",
    "Tues + Thurs evenings": "13:e",
}
GERMAN = {
    "abends und am Wochenende": "0123456:e 56",
    "am Wochenende und abends": "0123456:e 56",
    "Wochenende, abends": "0123456:e 56",
    "Dienstagabend und am Wochenende": "1:e 56",
    "Am Wochenende und Dienstagabend": "1:e 56",
    "unter der Woche abends": "01234:e",
    "unter der Woche abends, am Wochenende ganztags": "01234:e 56",
    "nach der Arbeit und am Wochenende": "01234:e 56",
    "Dienstag und Donnerstag abends": "13:e",
    "Di vormittags und abends": "1:me",
    "Mo-Fr abends, Sa": "01234:e 5",
    "jeden Tag außer Sonntag": "012345",
    "jeden Tag bis auf Sonntag": "012345",
    "montags nicht, sonst immer": "123456",
    "abends, montags nicht": "123456:e",
    "nicht montags, aber dienstags": "1",
    "immer, montags nur abends": "123456 0:e",
    "Nur samstags": "5",
    "Mo. und Di. vormittags": "01:m",
    "Di, Do abends": "13:e",
    "montags, sonst nicht": "0",
    "Samstag und Sonntag vormittags": "56:m",
    "Sonnabend": "5",
    "werktags ab 17 Uhr": "01234",
}
ARABIC = {
    "الثلاثاء مساءً وعطلة نهاية الأسبوع": "1:e 56",
    "المساء وعطلة نهاية الأسبوع": "0123456:e 56",
    "في المساء وفي عطلة نهاية الأسبوع": "0123456:e 56",
    "عطلة نهاية الأسبوع والمساء": "0123456:e 56",
    "في المساء": "0123456:e",
    "الثلاثاء والخميس مساءً": "13:e",
    "مساء الثلاثاء والخميس": "13:e",
    "الثلاثاء صباحًا ومساءً": "1:me",
    "مساء الثلاثاء وصباح الخميس": "1:e 3:m",
    "كل يوم ما عدا الأحد": "012345",
    "كل يوم إلا الجمعة": "012356",
    "فقط السبت": "5",
    "السبت فقط": "5",
    "بعد الدوام": "01234:e",
    "أيام الأسبوع مساءً": "01234:e",
    "من الاثنين إلى الجمعة صباحًا": "01234:m",
    "السبت والأحد": "56",
    "الثلاثاء، مساءً": "1:e",
    "مو الاثنين بس الثلاثاء": "1",
    "بعد الظهر والويكند": "0123456:a 56",
}

TURKISH = {
    "pazartesi değil salı": "1",
    "cuma hariç hafta içi": "0123",
    "pazartesi ve salı hariç hafta içi": "234",
    "salı ve perşembe akşam": "13:e",
    "hafta sonu": "56",
    "salı sabah ve akşam": "1:me",
    "sadece cumartesi": "5",
    "pazartesi - cuma": "01234",
    "çarşamba öğleden sonra": "2:a",
}
UKRAINIAN = {
    "у вівторок і четвер увечері": "13:e",
    "вихідні": "56",
    "з понеділка по п'ятницю": "01234",
    "тільки в суботу": "5",
    "не в понеділок, а у вівторок": "1",
    "середа після обіду": "2:a",
    "будь-коли крім понеділка": "123456",
    "пн-пт": "01234",
}


def slots(spec: str) -> frozenset[str]:
    """What "1:e 56" stands for."""
    days_and_parts = (each.partition(":") for each in spec.split())
    return frozenset(
        f"{day}{part}"
        for days, _, parts in days_and_parts
        for day in days
        for part in parts or week_words.PARTS
    )


def read(words: str, language: str = "en") -> week_reading.Times:
    times = week_reading.times(words, context(language))
    assert times is not None, f"{words} was not understood"
    return times


def after(words: str, ticked: str, language: str = "en") -> frozenset[str]:
    return read(words, language).beside(slots(ticked))


def cases(*tables: tuple[str, Mapping[str, str]]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize(
        ("language", "words", "meant"),
        [(language, words, meant) for language, table in tables for words, meant in table.items()],
    )


@cases(("en", ENGLISH), ("de", GERMAN), ("ar", ARABIC), ("tr", TURKISH), ("uk", UKRAINIAN))
def test_each_side_of_an_and_is_read_on_its_own_unless_they_belong_together(
    language: str, words: str, meant: str
) -> None:
    assert read(words, language).added == slots(meant)


@pytest.mark.parametrize(("words", "meant"), ENGLISH.items())
@pytest.mark.parametrize("language", i18n.shipped())
def test_english_is_understood_whatever_the_reader_speaks(
    language: str, words: str, meant: str
) -> None:
    assert read(words, language).added == slots(meant)


@pytest.mark.parametrize(
    ("language", "words", "ticked", "left"),
    [
        ("en", "Tuesday morning", "0:e", "0:e 1:m"),
        ("en", "not on Monday", "01", "1"),
        ("en", "Mondays not", "01", "1"),
        ("en", "not Monday or Tuesday", "012", "2"),
        ("en", "not in the morning", "01", "01:ae"),
        ("en", "except Sunday", "56", "5"),
        ("en", "Tuesday, not in the morning", "0", "0 1:ae"),
        ("en", "evenings except Friday", "0:m", "0:m 012356:e"),
        ("en", "only Saturday", "01", "5"),
        ("en", "evenings and weekends only", "01", "0123456:e 56"),
        ("en", "Mondays only in the evening", "01", "0:e 1"),
        ("en", "only not Monday", "01", "1"),
        ("de", "nicht montags", "01", "1"),
        ("de", "montags kann ich leider nicht", "01", "1"),
        ("de", "Montag und Dienstag nicht", "012", "2"),
        ("de", "nur samstags", "01", "5"),
        ("de", "Samstag", "01", "015"),
        ("ar", "ليس الاثنين", "01", "1"),
        ("ar", "السبت فقط", "01", "5"),
    ],
)
def test_what_is_said_is_added_or_taken_away_or_replaces_what_is_ticked(
    language: str, words: str, ticked: str, left: str
) -> None:
    assert after(words, ticked, language) == slots(left)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ""),
        ("en", "sometimes"),
        ("en", "no"),
        ("en", "No, evenings"),
        ("en", "I do not know yet, maybe evenings"),
        ("en", "not evenings, weekends"),
        ("en", "not Tuesday and Thursday evening"),
        ("en", "any time but Monday"),
        ("en", "Tuesday evening, but not every week"),
        ("en", "evenings, not always"),
        ("en", "all good"),
        ("de", "keine Ahnung"),
        ("de", "nicht abends, am Wochenende"),
        ("de", "Samstag, Dienstagabend nicht"),
        ("ar", "لا"),
    ],
)
def test_what_names_no_time_or_is_doubtful_is_not_guessed_at(language: str, words: str) -> None:
    assert week_reading.times(words, context(language)) is None


def spoken(language: str) -> list[str]:
    """All words that mean something here, and some that stand between them."""
    known = week_words.names(context(language))
    return [*known, ",", ", ", "\n", ".", " - ", "–", "&", "5", "9-12", "و", "x"]


@settings(max_examples=300, deadline=None)
@given(data=st.data(), language=st.sampled_from(i18n.shipped()))
def test_whatever_is_typed_only_slots_are_read(data: st.DataObject, language: str) -> None:
    phrases = st.lists(st.sampled_from(spoken(language)), max_size=9).map(" ".join)
    words = data.draw(st.one_of(phrases, st.text(max_size=80)))
    ticked = data.draw(st.frozensets(st.sampled_from(sorted(SLOTS))))
    times = week_reading.times(words, context(language))
    if times is not None:
        assert times.added | times.removed <= SLOTS
        assert not times.added & times.removed
        assert times.added <= times.beside(ticked) <= ticked | times.added
