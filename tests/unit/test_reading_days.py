"""Dates as people write them, seen from Tuesday, 24 November 2026."""

import datetime

import pytest
from babel import dates
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.conversation import reading

TODAY = datetime.date(2026, 11, 24)
LANGUAGES = ("en", "de", "ar", "uk", "tr")


def _day(written: str) -> datetime.date:
    """ "3.12." is next December's, "3.1." next January's, "3.11.27" as it says."""
    day, month, year = [*map(int, filter(None, written.split("."))), 0][:3]
    return datetime.date(2000 + year if year else 2026 + (month < 11), month, day)


def _days(written: str) -> tuple[datetime.date, ...]:
    return tuple(map(_day, written.split()))


def _cases(table: list[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    """(language, expected, words) for each phrase of a row."""
    return [
        (language, expected, words)
        for language, expected, several in table
        for words in several.split(" | ")
    ]


SURE = [
    # numbers, in whatever language the reader has
    (
        "de",
        "3.12.",
        "3.12. | 3.12 | 03.12. | 3. 12. | 03.12.2026 | 3.12.26 | 3/12 | 3/12/2026 | "
        "3-12-26 | 2026-12-03 | 2026/12/3 | Do 3.12. | bis 3.12. | Donnerstag, den 3.12.2026 | "
        "3.12. um 9 Uhr | 3.12., 9:30 | 3. 12. 2026",
    ),
    ("ar", "3.12.", "٣/١٢ | ٣.١٢. | ۳/۱۲ | ٣ شهر ١٢ | ٢٠٢٦-١٢-٠٣ | يوم ٣/١٢"),
    ("tr", "3.12.", "3.12 | 3/12 | 3.12.2026'da"),
    ("en", "13.12.", "13/12 | 12/13 | 12/13/2026"),  # there is no month 13
    # months by name
    ("de", "3.12.", "3. Dezember | 3 Dez | 3. Dez. 2026 | am 3. Dezember | 3 грудня | 3 aralık"),
    ("de", "3.3.", "3. März | 3 Maerz | 3. maerz"),
    ("de", "5.1.", "5. Jänner | 5. Januar | 5 Jan."),
    (
        "en",
        "3.12.",
        "Dec 3 | December 3rd | the 3rd of December | 3 Dec | on December 3, 2026 | "
        "Thursday, 3 December | 3 December at 10 am | 3. Dezember",
    ),
    ("en", "5.9.", "5 Sept | 5 Sep | September 5th"),
    (
        "ar",
        "3.12.",
        "٣ ديسمبر | 3 ديسمبر | ديسمبر 3 | 3 كانون الأول | ٣ دجنبر | يوم الخميس ٣ ديسمبر",
    ),
    ("ar", "3.1.", "3 كانون الثاني | 3 يناير | 3 جانفي"),
    ("ar", "3.2.", "3 شباط | 3 فبراير"),
    ("ar", "3.8.", "3 آب | 3 أغسطس | 3 اغسطس | 3 غشت"),
    ("uk", "3.12.", "3 грудня | 3-го грудня | 3 грудня 2026 р. | 3 груд. | 3 декабря"),
    ("tr", "3.12.", "3 Aralık | 3 aralik | 3 ARALIK 2026 | 3 Aralık'ta"),
    ("fr", "3.12.", "3 décembre | 3 decembre 2026 | le 3 décembre"),
    ("fa", "3.12.", "۳ دسامبر"),
    # in relation to today
    ("de", "24.11.", "heute | heute Abend | today"),
    ("de", "25.11.", "morgen | Morgen! | morgen früh | tomorrow"),
    ("de", "26.11.", "übermorgen | uebermorgen | ÜBERMORGEN"),
    ("en", "24.11.", "today | Today. | heute"),
    ("en", "25.11.", "tomorrow | tomorrow morning | morgen"),
    ("en", "26.11.", "the day after tomorrow | day after tomorrow"),
    ("ar", "24.11.", "اليوم"),
    ("ar", "25.11.", "غدا | غداً | بكرا | بكرة | بكره | غدا صباحا"),
    ("ar", "26.11.", "بعد غد | بعد بكرا | بعد بكرة"),
    ("uk", "25.11.", "завтра | завтра вранці"),
    ("uk", "26.11.", "післязавтра"),
    ("tr", "25.11.", "yarın | yarin | yarın sabah"),
    ("tr", "26.11.", "öbür gün"),
    ("en", "27.11.", "in 3 days | in three days | 3 days from now | 3 days later"),
    ("en", "1.12.", "in a week | in one week"),
    ("en", "8.12.", "in two weeks | within 2 weeks"),
    ("de", "27.11.", "in 3 Tagen | in drei Tagen"),
    ("de", "1.12.", "in einer Woche"),
    ("de", "8.12.", "in zwei Wochen | in 2 wochen"),
    ("de", "24.1.", "in zwei Monaten"),
    ("ar", "27.11.", "بعد ٣ أيام | بعد ثلاثة أيام | خلال 3 ايام"),
    ("ar", "1.12.", "بعد أسبوع"),
    ("ar", "8.12.", "بعد أسبوعين | بعد ٢ أسابيع"),
    ("uk", "1.12.", "через тиждень | за тиждень | через неделю"),
    ("uk", "8.12.", "через два тижні | через 2 тижні"),
    ("tr", "27.11.", "3 gün sonra | üç gün sonra | 3 gün içinde"),
    ("tr", "4.12.", "on gün sonra"),
    # weekdays
    ("de", "26.11.", "Donnerstag | am Do | Do. | am Donnerstag um 9 | Donnerstag Morgen"),
    ("de", "28.11.", "Samstag | Sonnabend | Sa"),
    ("de", "30.11.", "Montag | kommenden Montag | nächsten Montag"),
    (
        "de",
        "1.12.",
        "nächsten Dienstag | naechsten dienstag | kommenden Dienstag | "
        "nächste Woche Dienstag | Dienstag nächster Woche",
    ),
    ("de", "3.12.", "nächste Woche Donnerstag"),
    ("en", "26.11.", "Thursday | on Thursday | Thu | thurs | coming Thursday | Thursday 9:30"),
    ("en", "27.11.", "this Friday | Friday | by Friday"),
    ("en", "1.12.", "next Tuesday | coming Tuesday | Tuesday next week"),
    ("ar", "26.11.", "الخميس | يوم الخميس | يوم الخميس القادم | خميس | Donnerstag"),
    ("ar", "25.11.", "الأربعاء | الاربعا | يوم الاربعاء"),
    ("ar", "3.12.", "الخميس الأسبوع القادم"),
    ("uk", "25.11.", "у середу | середа | ср"),
    ("uk", "27.11.", "п'ятниця | пʼятниця | у п’ятницю"),
    ("uk", "1.12.", "наступного вівторка | вівторок наступного тижня"),
    ("tr", "26.11.", "Perşembe | perşembe günü | bu perşembe | önümüzdeki perşembe"),
    ("tr", "1.12.", "gelecek salı | haftaya salı | gelecek hafta salı"),
    ("fa", "28.11.", "شنبه"),
    # the next time the year has that day, when that isn't far
    ("de", "3.1.", "3.1."),
    ("en", "1.8.", "1 August | 1.8."),
    ("en", "29.2.28", "29.2.2028"),
    ("en", "24.11.", "24.11. | 24 November"),
]


@pytest.mark.parametrize(("language", "expected", "words"), _cases(SURE))
def test_a_date_is_read_without_doubt(language: str, expected: str, words: str) -> None:
    assert reading.day(words, language, TODAY) == reading.On(_day(expected))


UNSURE = [
    ("en", "3.12. 12.3.", "3/12 | 03/12 | on 3/12"),  # who writes the month first is asked
    ("en", "3.12.", "3/12/2026"),  # 12 March 2026 has passed
    ("de", "5.12. 5.1.", "5 | 5. | am 5. | den 5. | 05"),
    ("en", "5.12. 5.1.", "5 | the 5th | on the 5th"),
    ("ar", "5.12. 5.1.", "٥ | ۵ | يوم ٥"),
    ("de", "24.11. 24.12.", "24. | 24"),
    ("de", "31.12. 31.1.", "31 | am 31."),
    ("de", "28.2. 1.3.", "31. Februar | 31.2. | 30.2. | 29.2. | 31.2.2027 | 29. Februar"),
    ("ar", "28.2. 1.3.", "٣١ فبراير | ٣١ شباط"),
    ("de", "30.11. 1.12.", "31.11. | 31. November"),
    # weekdays: today's own, and "next" where people differ in what they mean by it
    ("de", "24.11. 1.12.", "Dienstag | am Dienstag | Di | dienstag vormittag"),
    ("uk", "24.11. 1.12.", "вівторок | у вівторок"),
    ("ar", "24.11. 1.12.", "الثلاثاء | يوم الثلاثاء"),
    ("tr", "24.11. 1.12.", "Salı | sali | Sa"),
    ("de", "26.11. 3.12.", "nächsten Donnerstag"),
    ("en", "26.11. 3.12.", "next Thursday"),
    ("de", "25.11. 2.12.", "nächsten Mittwoch"),
    ("en", "25.11. 2.12.", "next Wednesday"),
    ("ar", "28.11. 24.11. 1.12.", "Sa"),  # Samstag or Salı
    # a date and a weekday that don't belong together
    ("en", "3.12. 4.12.", "Friday 3 December | 3 December, Friday"),
    ("de", "3.12. 2.12.", "Mittwoch, 3.12."),
    # a span of time that doesn't say from when
    ("en", "8.12.", "two weeks | 2 weeks | a fortnight"),
    ("ar", "8.12.", "أسبوعين"),
    # what only the library reads in relation to today
    ("fr", "25.11.", "demain"),
    ("fr", "27.11.", "dans 3 jours"),
]


@pytest.mark.parametrize(("language", "expected", "words"), _cases(UNSURE))
def test_what_may_mean_several_days_is_asked_back(language: str, expected: str, words: str) -> None:
    assert reading.day(words, language, TODAY) == reading.Unsure(_days(expected))


# What has passed, and what may be meant instead.
PASSED = [
    ("de", "3.11.26 3.12. 3.11.27", "3.11. | 3. November | 3 Nov"),
    ("ar", "3.11.26 3.12. 3.11.27", "٣ نوفمبر | 3 تشرين الثاني"),
    ("ar", "3.10.26 3.12. 3.10.27", "3 تشرين الأول | 3 أكتوبر | 3 اكتوبر"),
    ("en", "23.11.26 23.12. 23.11.27", "23 November | 23.11."),
    ("en", "3.11.26 3.12.", "3.11.2026 | 3 November 2026"),
    ("en", "3.12.25 3.12.", "3.12.2025 | 3 December 2025 | 3.12.25"),  # a slip in the year
    ("de", "15.1.26 15.1.27 15.12.26", "15.1.2026"),  # as people write in the first weeks
    ("de", "31.10.26 31.12. 31.10.27", "31.10. | 31. Oktober"),  # no 31 November
    ("de", "28.2.26 31.12.", "31.2.2026"),
    ("de", "23.11.26", "gestern | vor einem Tag"),
    ("en", "23.11.26", "yesterday | 1 day ago"),
    ("ar", "23.11.26", "أمس | مبارح"),
]


@pytest.mark.parametrize(("language", "expected", "words"), _cases(PASSED))
def test_a_day_that_has_passed_comes_with_what_may_be_meant(
    language: str, expected: str, words: str
) -> None:
    day, *instead = _days(expected)
    assert reading.day(words, language, TODAY) == reading.Passed(day, tuple(instead))


NONE = [
    ("en", "", "9:30 | 9 am | at 9 | 9 in the evening | half past nine | 9 o'clock | 14h | 10 min"),
    ("de", "", "9:30 | 9 Uhr | um 9 | um 9.30 | halb zehn | 9.30 Uhr | 5 Minuten | in 2 Stunden"),
    ("ar", "", "٩:٣٠ | ٩ صباحا | ٩ مساء | الساعة ٩ | ٩ ص"),
    ("de", "", "017612345678 | 0711 21657640 | +49 711 21657640 | 0711/216 | 70173 Stuttgart"),
    (
        "en",
        "",
        "hello | no | yes | I don't know yet | as soon as possible | 👍 | ? | 3 12 | 0 | 32",
    ),
    (
        "en",
        "",
        "I have 3 children | 3 children | we are 5 people | room 12 | B1 | 3-5 | 2026 | 9999",
    ),
    ("de", "", "ich habe 3 Kinder | Zimmer 12 | weiß nicht | Nr. 5 | 12,50 Euro | 3-5 Tage | 3 km"),
    ("ar", "", "عندي ٣ أطفال | لا أعرف | نعم | شكرا"),
    (
        "de",
        "",
        "3.13. | 45.12. | 0.12. | 32. Dezember | 3.12.0000 | 3.12.1405 | 12/13 | 3.12.-5.12.",
    ),
    ("en", "", "December | next week | next month | last Tuesday | May | end of December"),
    ("de", "", "Ende nächster Woche | nächste Woche | letzten Dienstag | Montag oder Dienstag"),
    ("en", "", "on on on on on on on on on on on on | in in in | next | next next Tuesday"),
]


@pytest.mark.parametrize(("language", "expected", "words"), _cases(NONE))
def test_what_is_no_date_is_none(language: str, expected: str, words: str) -> None:
    assert reading.day(words, language, TODAY) is None


@pytest.mark.parametrize("words", ["", " ", "3.12." + " " * 60, "9" * 5_000, "tomorrow " * 600])
def test_what_is_empty_or_too_long_is_none(words: str) -> None:
    assert reading.day(words, "en", TODAY) is None


@pytest.mark.parametrize(
    ("today", "words", "expected"),
    [
        # on a Sunday, "next Monday" is tomorrow for some; all others lie in the coming week
        ("29.11.", "nächsten Montag", reading.Unsure(_days("30.11. 7.12."))),
        ("29.11.", "nächsten Dienstag", reading.On(_day("1.12."))),
        ("29.11.", "nächsten Sonntag", reading.On(_day("6.12."))),
        # on a Monday every other weekday still lies in this week
        ("30.11.", "nächsten Sonntag", reading.Unsure(_days("6.12. 13.12."))),
        ("30.11.", "nächsten Montag", reading.On(_day("7.12."))),
        ("31.12.", "morgen", reading.On(_day("1.1."))),
        ("31.1.", "in einem Monat", reading.On(_day("28.2."))),
        ("27.2.", "29.2.", reading.Unsure(_days("28.2. 1.3."))),
        ("1.3.", "29.2.", reading.On(_day("29.2.28"))),  # 29 February 2027 has never been
        ("1.3.28", "29.2.", reading.Passed(_day("29.2.28"), _days("29.3.28"))),
        ("28.1.28", "29.2.", reading.On(_day("29.2.28"))),
        ("5.3.", "5.3.", reading.On(_day("5.3."))),
        ("5.1.", "20.12.", reading.On(_day("20.12.27"))),
    ],
)
def test_what_is_meant_depends_on_today(today: str, words: str, expected: reading.DayRead) -> None:
    assert reading.day(words, "de", _day(today)) == expected


@settings(deadline=None)  # the first call reads the languages
@given(
    away=st.integers(0, 300),
    language=st.sampled_from(LANGUAGES),
    reader=st.sampled_from(LANGUAGES),
    pattern=st.sampled_from(["d MMMM y", "EEEE, d MMMM y", "d MMM y", "d MMMM", "EEEE d MMMM"]),
)
def test_every_written_date_is_read_back_by_every_reader(
    away: int, language: str, reader: str, pattern: str
) -> None:
    day = TODAY + datetime.timedelta(days=away)
    written = dates.format_date(day, pattern, locale=language)
    assert reading.day(written, reader, TODAY) == reading.On(day)


SCRIPTS = {"Arabic": 0x660, "Persian": 0x6F0, "Devanagari": 0x966, "fullwidth": 0xFF10}


@pytest.mark.parametrize("zero", SCRIPTS.values(), ids=SCRIPTS.keys())
@pytest.mark.parametrize("words", ["3.12.", "3/12", "2026-12-03", "3. Dezember 2026", "in 9 Tagen"])
def test_the_digits_of_every_script_read_the_same(words: str, zero: int) -> None:
    elsewhere = words.translate({ord("0") + n: zero + n for n in range(10)})
    assert elsewhere != words
    assert reading.day(elsewhere, "de", TODAY) == reading.On(_day("3.12."))


WORDS = """
0 3 5 31 99 2026 3.12. 3/12 - . : 9:30 Dec مارس Donnerstag next in nächste بعد غد Woche week weeks
ago day vor later gün sonra the am morgen a 3rd of مساء Uhr
"""


@settings(deadline=None)  # the first call reads the languages
@given(
    words=st.text() | st.lists(st.sampled_from(WORDS.split()), max_size=7).map(" ".join),
    language=st.sampled_from([*LANGUAGES, "fr", "fa", "zh-hans", "pt_BR", "tlh", ""]),
    today=st.dates(datetime.date(2020, 1, 1), datetime.date(2090, 1, 1)),
)
def test_no_text_makes_reading_fail_and_no_choice_has_passed(
    words: str, language: str, today: datetime.date
) -> None:
    match reading.day(words, language, today):
        case reading.On(day):
            assert day >= today
        case reading.Passed(day, instead):
            assert day < today
            assert all(each > today for each in instead)
        case reading.Unsure(choices):
            assert 1 <= len(choices) <= 3
            assert all(each >= today for each in choices)
