"""How long something takes, as people say it."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from bot.conversation import asking, lengths, reading_lengths
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


# The lists of words belong to the catalogues; here is what they have to be good for. In order:
# words without weight, hours, minutes, half; numbers from 0; the lengths from 15 minutes on; until.
GERMAN = (
    "etwa|ca|circa|ungefähr|rund|gut|so|ein|eine|einen|einer|und",
    "Stunde|Stunden|Std|Stdn|h",
    "Minute|Minuten|Min|m",
    "halb|halbe|halben|eine halbe",
    "null|eins/ein/eine|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn",
    "Viertelstunde/eine Viertelstunde | halbe Stunde/halbstündig | Dreiviertelstunde | eine Stunde"
    " | anderthalb Stunden/eineinhalb Stunden/ein einhalb Stunden | zwei Stunden | drei Stunden"
    " | halber Tag/halben Tag/Vormittag/Nachmittag",
    "bis|bis um|bis etwa",
)
ARABIC = (
    "حوالي|تقريبا|نحو|حدود|و",
    "ساعة|ساعات|س",
    "دقيقة|دقائق|د",
    "نصف|ونصف|نص|ونص",
    "صفر|واحد/واحدة|اثنان/اثنين|ثلاثة/ثلاث|أربعة/أربع|خمسة/خمس|ستة/ست|سبعة/سبع|ثمانية/ثماني"
    "|تسعة/تسع|عشرة/عشر",
    "ربع ساعة | نصف ساعة | ساعة إلا ربع | ساعة | ساعة ونصف | ساعتان/ساعتين | ثلاث ساعات"
    " | نصف يوم/نص يوم",
    "حتى|لغاية|إلى",
)
UKRAINIAN = (
    "приблизно|близько|десь|з|і|й|та",
    "година|години|годин|годину|год|ч",
    "хвилина|хвилини|хвилин|хвилину|хв",
    "пів|половиною|половина",
    "нуль|один/одна/одну|два/дві|три|чотири|п'ять|шість|сім|вісім|дев'ять|десять",
    "чверть години | пів години/півгодини | три чверті години | година | півтори години"
    " | дві години | три години | пів дня/півдня",
    "до|до о",
)
TURKISH = (
    "yaklaşık|aşağı yukarı|kadar|a|e|ya|ye",
    "saat|sa",
    "dakika|dk",
    "buçuk|yarım",
    "sıfır|bir|iki|üç|dört|beş|altı|yedi|sekiz|dokuz|on",
    "çeyrek saat | yarım saat | kırk beş dakika | bir saat | bir buçuk saat | iki saat | üç saat"
    " | yarım gün",
    "kadar|e kadar|a kadar|ye kadar|ya kadar",
)


@pytest.mark.parametrize(
    ("words", "lists", "minutes"),
    [
        ("45", GERMAN, 45),
        ("eine Stunde", GERMAN, 60),
        ("ca. 2 Std.", GERMAN, 120),
        ("1,5 h", GERMAN, 90),
        ("anderthalb Stunden", GERMAN, 90),
        ("halbe Stunde", GERMAN, 30),
        ("eine halbe Stunde", GERMAN, 30),
        ("zwei Stunden und 15 Minuten", GERMAN, 135),
        ("einen halben Tag", GERMAN, 240),
        ("ساعة", ARABIC, 60),
        ("ساعة ونصف", ARABIC, 90),
        ("نصف ساعة", ARABIC, 30),
        ("ساعتين", ARABIC, 120),
        ("ساعتين ونص", ARABIC, 150),
        ("ثلاث ساعات", ARABIC, 180),
        ("٤٥ دقيقة", ARABIC, 45),
        ("година", UKRAINIAN, 60),
        ("2,5 години", UKRAINIAN, 150),
        ("півтори години", UKRAINIAN, 90),
        ("пів години", UKRAINIAN, 30),
        ("дві години з половиною", UKRAINIAN, 150),
        ("40 хв", UKRAINIAN, 40),
        ("bir saat", TURKISH, 60),
        ("bir buçuk saat", TURKISH, 90),
        ("2 buçuk saat", TURKISH, 150),
        ("yarım saat", TURKISH, 30),
        ("1 saat 15 dk", TURKISH, 75),
        ("yarım gün", TURKISH, 240),
    ],
)
def test_lengths_are_read_in_every_language(
    words: str, lists: tuple[str, ...], minutes: int
) -> None:
    weightless, hour, minute, half, numbers, whole, _ = lists
    named = ((weightless, ""), (hour, "h"), (minute, "m"), (half, "half"))
    counted = zip((numbers, whole), (symbols for _, symbols in lengths.COUNTED), strict=True)
    vocabulary = reading_lengths.vocabulary(named, counted)
    assert reading_lengths.minutes(words, vocabulary) == minutes


@pytest.mark.parametrize(
    ("words", "lists", "until"),
    [
        ("bis 11:30", GERMAN, time(11, 30)),
        ("bis halb zwölf", GERMAN, time(11, 30)),
        ("bis um 12", GERMAN, time(12)),
        ("حتى ١١:٣٠", ARABIC, time(11, 30)),
        ("до 11:30", UKRAINIAN, time(11, 30)),
        ("11:30'a kadar", TURKISH, time(11, 30)),
        ("12 ye kadar", TURKISH, time(12)),
        ("bis", GERMAN, None),
        ("11:30", GERMAN, None),
    ],
)
def test_until_is_read_in_every_language(
    words: str, lists: tuple[str, ...], until: time | None
) -> None:
    assert reading_lengths.until(words, lists[-1].split("|")) == until
