"""Choices, numbers and times in people's own spelling."""

import datetime
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation import reading

NEEDS = {
    "office": ["Someone to come with me to an office", "Begleitung zum Amt"],
    "letters": ["Reading letters and papers", "Briefe und Papiere lesen", "قراءة الرسائل والأوراق"],
    "german": ["Practising German", "Deutsch üben", "ممارسة اللغة الألمانية"],
    "work": ["Finding work, applying", "Arbeit finden", "البحث عن عمل"],
    "unsure": ["I don't know yet", "Ich weiß es noch nicht", "لا أعرف بعد"],
}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Yes, gladly", "  yes   GLADLY!! 👍🏽"),
        ("Zurück", "zuru\u0308ck"),
        ("Straße", "STRASSE"),
        ("İstanbul ılık", "istanbul ILIK"),
        ("I don't know", "i don’t know"),
        ("п'ятниця", "П’ЯТНИЦЯ"),
        ("الأربعاء", "الاربعا"),
        ("أُسْبُوعـــين", "اسبوعين"),
        ("المدرسة الى", "المدرسه إلي"),
        ("کتابی", "كتابي"),
        ("٣٤٥", "345"),
        ("۳۴۵", "३४५"),
        ("3️⃣", "３"),
        ("\u202eevil\u202c", "evil"),
        ("Bad Cannstatt", "Bad\u00a0Cannstatt\n"),
        ("Stuttgart-Ost", "stuttgart – ost"),
        ("سه‌شنبه", "سه شنبه"),
    ],
)
def test_spellings_of_the_same_words_fold_to_the_same(one: str, other: str) -> None:
    assert reading.fold(one) == reading.fold(other) != ""


def test_letters_that_distinguish_words_are_kept() -> None:
    assert reading.fold("हिन्दी") == unicodedata.normalize("NFC", "हिन्दी")
    assert reading.fold("が") != reading.fold("か")
    assert reading.fold("한국어") == "한국어"


@given(st.text())
def test_folding_twice_changes_nothing(words: str) -> None:
    once = reading.fold(words)
    assert reading.fold(once) == once


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("Practising German", "german"),
        ("practising german.", "german"),
        ("deutsch uben", "german"),
        ("Deutsch ueben", "german"),
        ("اللغة الالمانيه", "german"),
        ("ممارسة اللغه الالمانيه", "german"),
        ("briefe", "letters"),
        ("Reading", "letters"),
        ("read", "letters"),
        ("papers", "letters"),
        ("i dont know yet", "unsure"),
        ("ich weiss es noch nicht", "unsure"),
        ("لا اعرف", "unsure"),
        ("find", "work"),
    ],
)
def test_typed_words_choose_the_button_they_mean(words: str, key: str) -> None:
    assert reading.choice(words, NEEDS) == key


@pytest.mark.parametrize(
    "words",
    [
        "",
        "  ",
        "👍",
        "?",
        "me",  # too short to stand for a longer label
        "fin d",
        "apers",  # only whole words inside
        "and an umbrella",
        "german and papers",
        "x" * 5_000,
    ],
)
def test_what_means_no_button_chooses_none(words: str) -> None:
    assert reading.choice(words, NEEDS) is None


def test_words_that_fit_several_buttons_choose_none() -> None:
    labels = {"yes": ["I agree"], "no": ["I don't agree"]}
    assert reading.choice("agree", labels) is None
    assert reading.choice("I agree", labels) == "yes"


def test_a_whole_label_comes_before_the_beginning_of_another() -> None:
    labels = {"yes": ["Yes"], "send": ["Yes, send it"], "all": ["Yesterday"]}
    assert reading.choice("yes", labels) == "yes"


def test_a_first_word_comes_before_a_first_syllable() -> None:
    labels = {"now": ["Not now"], "notes": ["Notes"]}
    assert reading.choice("not", labels) == "now"
    assert reading.choice("note", labels) == "notes"


def test_a_short_label_is_chosen_by_its_whole_text() -> None:
    assert reading.choice("no", {"yes": ["Ja"], "no": ["No"]}) == "no"


@pytest.mark.parametrize(
    ("words", "nearest"),
    [("Practicing Germn", "german"), ("lettres", "letters"), ("Arbiet", "work"), ("amd", None)],
)
def test_a_slip_of_the_finger_offers_the_nearest_button(words: str, nearest: str | None) -> None:
    near = reading.close(words, NEEDS)
    assert near[:1] == ((nearest,) if nearest else ())


def test_no_more_than_three_near_misses_are_offered() -> None:
    labels = {str(n): [f"Buddy {n}"] for n in range(9)}
    assert len(reading.close("Budy", labels)) == 3
    assert reading.close("x" * 5_000, labels) == ()
    assert reading.close("?", labels) == ()


@pytest.mark.parametrize("words", ["3", " 3. ", "٣", "۳", "३", "3️⃣", "(3)", "03"])
def test_a_number_is_read_in_the_digits_of_any_script(words: str) -> None:
    assert reading.number(words) == 3


@pytest.mark.parametrize(
    "words", ["", "three", "-3", "3.5", "3 4", "3 km", "½", "1e3", "9" * 10, "9" * 5_000]
)
def test_what_is_no_whole_number_is_none(words: str) -> None:
    assert reading.number(words) is None


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        ("Arabic, German and Turkish", ("Arabic", "German", "Turkish")),
        ("Deutsch und Englisch", ("Deutsch", "Englisch")),
        ("العربية والألمانية، و التركية", ("العربية", "الألمانية", "التركية")),
        ("англійська та німецька", ("англійська", "німецька")),
        ("Anders\nAndalusian", ("Anders", "Andalusian")),
        (" , ", ()),
    ],
)
def test_an_enumeration_is_taken_apart(words: str, parts: tuple[str, ...]) -> None:
    assert reading.parts(words) == parts


TIMES = {
    "0:00": ["0:00", "12 am", "Mitternacht", "midnight", "منتصف الليل", "12 nachts"],
    "8:30": ["half past eight", "halb neun", "пів на дев'яту", "sekiz buçuk", "٨ ونصف"],
    "8:45": ["quarter to nine", "Viertel vor 9", "dreiviertel neun", "٩ إلا ربع", "за чверть 9"],
    "9:00": ["9", "9.", "9h", "9 am", "9am", "9 a.m.", "um 9", "9 Uhr", "neun Uhr", "9 o'clock"],
    "09:00": ["٩", "9 ص", "الساعة 9 صباحاً", "التاسعة", "о дев'ятій ранку", "saat 9'da", "sabah 9"],
    "9:15": ["viertel nach neun", "quarter past 9", "viertel zehn", "чверть на десяту", "٩ والربع"],
    "9:30": ["9:30", "09:30", "9.30", "09.30 Uhr", "9 Uhr 30", "0930", "٩:٣٠", "۹:۳۰", "halb zehn"],
    "9:50": ["zehn vor zehn", "10 to ten"],
    "10:10": ["10:10", "zehn nach zehn", "ten past 10"],
    "12:00": ["12", "noon", "mittags", "12 Uhr mittags", "12 pm", "12 ظهرا", "опівдні"],
    "12:30": ["halb eins", "12:30", "12:30 pm"],
    "13:00": ["1 pm", "13h", "1 ظهراً", "öğlen 1"],
    "14:00": ["14", "14h", "14:00", "о 14:00", "saat 14", "14 Uhr", "2 години дня", "2 pm"],
    "15:00": ["nachmittags um 3", "3 Uhr nachmittags", "3 in the afternoon", "öğleden sonra 3"],
    "21:00": ["21:00", "9 مساء", "٩ مساءً", "9 pm", "akşam 9", "9 вечора", "9 in the evening"],
    "23:00": ["11 at night", "11 ليلا", "gece 11"],
}


@pytest.mark.parametrize(("at", "words"), [(at, each) for at in TIMES for each in TIMES[at]])
def test_a_time_is_read_as_people_write_it(at: str, words: str) -> None:
    hour, minute = map(int, at.split(":"))
    assert reading.time(words) == datetime.time(hour, minute)


@pytest.mark.parametrize(
    "words",
    [
        "",
        "25:00",
        "24:00",
        "9:60",
        "9:5",
        "14 am",
        "9-10",
        "9-10 Uhr",
        "3.12.2026",
        "2026-12-03",
        "hello",
        "a",
        "quarter",
        "5 children",
        "morgen",
        "am Abend",
        "0711 21612345",
        "9" * 5_000,
    ],
)
def test_what_can_be_no_time_is_none(words: str) -> None:
    assert reading.time(words) is None


@given(st.times())
def test_every_time_in_digits_is_read_back(at: datetime.time) -> None:
    assert reading.time(at.isoformat("minutes")) == at.replace(second=0, microsecond=0)


@given(st.text())
def test_no_text_makes_reading_fail(words: str) -> None:
    reading.time(words)
    reading.number(words)
    reading.parts(words)
    assert reading.choice(words, NEEDS) in {None, *NEEDS}
    assert set(reading.close(words, NEEDS)) <= set(NEEDS)
