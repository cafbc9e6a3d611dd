"""How long something takes, as people say it."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from bot.conversation import asking, lengths
from bot.conversation.asking import Again, Answer
from bot.conversation.lengths import Length
from bot.conversation.values import EPOCH, Reader, shown
from bot.i18n import Text
from tests.flows import talk

ZONE = ZoneInfo("Europe/Berlin")
READER = Reader("en", ZONE, EPOCH)
QUESTION = Length("length", Text("tests.length", "How long?"), name=Text("tests.label", "Length"))


def said(words: str) -> asking.Heard:
    return QUESTION.typed(words, {}, talk.context())


@pytest.mark.parametrize(
    ("words", "minutes"),
    [
        ("45", 45),
        ("90", 90),
        ("2", 120),
        ("1,5", 90),
        ("1.5 h", 90),
        ("1½ hours", 90),
        ("1:30", 90),
        ("1 h 30", 90),
        ("1h30min", 90),
        ("2 hours", 120),
        ("about 2 hours", 120),
        ("an hour", 60),
        ("half an hour", 30),
        ("2 and a half hours", 150),
        ("an hour and a half", 90),
        ("a quarter of an hour", 15),
        ("one hour and fifteen", None),
        ("one hour and 15 minutes", 75),
        ("Half a day", 240),
        ("٤٥", 45),
        ("720 min", 720),
    ],
)
def test_a_length_is_read_as_people_say_it(words: str, minutes: int | None) -> None:
    heard = said(words)
    assert (heard.value if isinstance(heard, Answer) else None) == minutes


@pytest.mark.parametrize(
    ("words", "until"),
    [("until 11:30", "11:30"), ("till half past eleven", "11:30"), ("to 5 pm", "17:00")],
)
def test_the_time_of_the_end_is_a_length_too(words: str, until: str) -> None:
    assert said(words) == Answer({"until": until})


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("5 minutes", lengths.LENGTH_TOO_SHORT),
        ("0", lengths.LENGTH_TOO_SHORT),
        ("13 hours", lengths.LENGTH_TOO_LONG),
        ("long", lengths.NO_LENGTH),
        ("", lengths.NO_LENGTH),
        ("1-2 hours", lengths.NO_LENGTH),
        ("hours hours", lengths.NO_LENGTH),
        ("9" * 200, lengths.NO_LENGTH),
    ],
)
def test_what_is_no_length_is_asked_again(words: str, why: Text) -> None:
    heard = said(words)
    assert isinstance(heard, Again)
    assert heard.why.text is why
    assert heard.choices == ()


@pytest.mark.parametrize(("words", "choice"), [("11:30", "u1130"), ("9", "u0900"), ("12", "u1200")])
def test_what_may_be_a_time_of_the_day_is_never_guessed(words: str, choice: str) -> None:
    heard = said(words)
    assert isinstance(heard, Again)
    assert [value for value, _ in heard.choices] == [choice]
    taken = QUESTION.pressed(choice, {}, talk.context())
    assert taken == Answer({"until": f"{choice[1:3]}:{choice[3:]}"})


@pytest.mark.parametrize("value", ["", "u", "u2460", "u9999", "u٠٩٣٠", "45", "-60", "60 ", ".x"])
def test_a_forged_button_is_no_answer(value: str) -> None:
    assert QUESTION.pressed(value, {}, talk.context()) is None


def test_every_button_says_the_length_it_stands_for() -> None:
    rows = QUESTION.rows({}, talk.context())
    labels = {b.press: shown(b.label, READER) for row in rows for b in row.buttons}
    assert labels == {
        "30": "30 minutes",
        "60": "1 hour",
        "90": "1 hour 30 minutes",
        "120": "2 hours",
        "180": "3 hours",
        "240": "half a day",
    }
    for press, label in labels.items():
        assert QUESTION.pressed(press, {}, talk.context()) == Answer(int(press))
        assert said(label) == Answer(int(press))


def test_the_answer_is_shown_in_words() -> None:
    assert shown(QUESTION.shown(75, talk.context()), READER) == "1 hour 15 minutes"
    assert shown(QUESTION.shown({"until": "11:30"}, talk.context()), READER) == "until 11:30"


DAY = date(2026, 12, 3)


def test_a_length_ends_so_many_minutes_later() -> None:
    assert lengths.ends_at(DAY, time(23, 30), 60, ZONE) == datetime(2026, 12, 3, 23, 30, tzinfo=UTC)


def test_until_a_time_ends_on_the_same_day() -> None:
    ends = lengths.ends_at(DAY, time(9, 30), {"until": "11:30"}, ZONE)
    assert ends == datetime(2026, 12, 3, 10, 30, tzinfo=UTC)


@pytest.mark.parametrize("until", ["09:30", "08:00"])
def test_what_would_end_before_it_begins_has_no_end(until: str) -> None:
    assert lengths.ends_at(DAY, time(9, 30), {"until": until}, ZONE) is None


def test_a_length_goes_on_while_the_clocks_change() -> None:
    autumn = date(2027, 10, 31)
    ends = lengths.ends_at(autumn, time(1, 30), 120, ZONE)
    assert ends == datetime(2027, 10, 31, 1, 30, tzinfo=UTC)
    spring = date(2027, 3, 28)
    assert lengths.ends_at(spring, time(1, 30), {"until": "02:30"}, ZONE) is None
    assert lengths.ends_at(spring, time(2, 30), 60, ZONE) is None


@pytest.mark.parametrize(
    ("words", "language", "minutes"),
    [
        ("45", "de", 45),
        ("eine Stunde", "de", 60),
        ("ca. 2 Std.", "de", 120),
        ("1,5 h", "de", 90),
        ("anderthalb Stunden", "de", 90),
        ("halbe Stunde", "de", 30),
        ("eine halbe Stunde", "de", 30),
        ("zwei Stunden und 15 Minuten", "de", 135),
        ("einen halben Tag", "de", 240),
        ("ساعة", "ar", 60),
        ("ساعة ونصف", "ar", 90),
        ("نصف ساعة", "ar", 30),
        ("ساعتين", "ar", 120),
        ("ساعتين ونص", "ar", 150),
        ("ثلاث ساعات", "ar", 180),
        ("٤٥ دقيقة", "ar", 45),
        ("година", "uk", 60),
        ("2,5 години", "uk", 150),
        ("півтори години", "uk", 90),
        ("пів години", "uk", 30),
        ("дві години з половиною", "uk", 150),
        ("40 хв", "uk", 40),
        ("bir saat", "tr", 60),
        ("bir buçuk saat", "tr", 90),
        ("2 buçuk saat", "tr", 150),
        ("yarım saat", "tr", 30),
        ("1 saat 15 dk", "tr", 75),
        ("yarım gün", "tr", 240),
        ("2 saat kadar", "tr", 120),
        ("zweieinhalb Stunden", "de", 150),
        ("zwei und eine halbe Stunde", "de", 150),
    ],
)
def test_lengths_are_read_in_every_language(words: str, language: str, minutes: int) -> None:
    assert QUESTION.typed(words, {}, talk.context(language)) == Answer(minutes)


@pytest.mark.parametrize(
    ("words", "language", "until"),
    [
        ("bis 11:30", "de", "11:30"),
        ("bis halb zwölf", "de", "11:30"),
        ("bis um 12", "de", "12:00"),
        ("حتى ١١:٣٠", "ar", "11:30"),
        ("до 11:30", "uk", "11:30"),
        ("11:30'a kadar", "tr", "11:30"),
        ("12 ye kadar", "tr", "12:00"),
        ("5'e kadar", "tr", "05:00"),
        ("до одинадцятої", "uk", "11:00"),
    ],
)
def test_until_is_read_in_every_language(words: str, language: str, until: str) -> None:
    assert QUESTION.typed(words, {}, talk.context(language)) == Answer({"until": until})
