"""Words on a letter's card that call for professionals are found in every form, in every language;
everyday words that look like them aren't.
"""

from datetime import UTC, date, datetime

import pytest

from bot import i18n
from bot.letters import legal, rules
from bot.letters.kinds import Kind
from bot.letters.store import Letter, Part

CALLS_FOR_ADVICE = {
    "de": (
        "Widerspruch bis 3.12.",
        "Widerspruchsfrist ein Monat",
        "WIDERSPRÜCHE",
        "Wir müssen widersprechen",
        "Der Vermieter hat uns gekündigt!",
        "fristlose Kündigung",
        "fristlose Kuendigung",
        "Kundigung ohne Umlaut",
        "Eigenbedarfskündigung",
        "Mietkündigung",
        "Räumungsklage am Amtsgericht",
        "2. Mahnung",
        "Zahlungsmahnung",
        "Mahnbescheid",
        "Abmahnung vom Chef",
        "Inkassobüro",
        "Abschiebungsandrohung",
        "Er soll abgeschoben werden.",
        "Ausweisung",
        "Sie sind ausreisepflichtig",
        "Ihr Antrag wurde abgelehnt",
        "Ablehnungsbescheid",
        "Klage einreichen",
        "Sozialgericht",
        "Rechtsanwältin Meier",
        "Bußgeldbescheid",
        "Bussgeldbescheid",
        "Gerichtsvollzieher",
        "Kontopfändung",
        "Anhörung zur Sanktion",
    ),
    "en": (
        "We were evicted",
        "EVICTION notice",
        "They want to terminate the contract",
        "termination of the flat",
        "write an objection",
        "a letter from the court",
        "application rejected",
        "second payment reminder",
        "deportation",
        "the lawyer's letter",
    ),
    "ar": (
        "تقديم اعتراض",
        "يجب الاعتراض قبل نهاية الشهر",
        "إنذار بالدفع",
        "انذار",
        "وإنذار أخير",
        "رسالة من المحكمة",
        "قرار الترحيل",
        "رفض الطلب",
        "إخلاء الشقة",
        "دعوى قضائية",
        "من المحامي",
    ),
    "uk": (
        "подати заперечення",
        "Лист із суду",
        "депортація",
        "наказ про депортацію",
        "відмова у дозволі",
        "виселення з квартири",
        "звільнення з роботи",
        "нагадування про борг",
        "лист від адвоката",
    ),
    "tr": (
        "İtiraz etmek gerekiyor",
        "itirazımız",
        "Mahkemeden mektup",
        "dava açılmış",
        "Davacı",
        "ihtarname",
        "sınır dışı kararı",
        "Tahliye davası",
        "başvuru reddedildi",
        "icra dairesi",
    ),
}
EVERY_DAY = {
    "de": (
        "Die Angaben sind widersprüchlich",
        "Beim Amt erkundigen",
        "Eine Mieterversammlung ist angekündigt",
        "Ankündigung: Zähler ablesen",
        "Das Mahnmal besuchen",
        "Personalausweis mitbringen",
        "sich ausweisen",
        "Der Termin ist verschoben",
        "Gerichtet an Frau Amal",
        "Das Zimmer ist eingerichtet",
        "Räumungsverkauf bei Karstadt",
        "Anmeldung im Bürgerbüro",
        "Termin vereinbaren und Formular ausfüllen",
        "Krankenkasse: neue Karte abholen",
        "Sie klagen über Schmerzen",
        "Ihr Vorteil",
        "Jobcenter Musterstadt",
        "Frau Borchert anrufen",
    ),
    "en": (
        "I am fine with that",
        "The courtyard is closed",
        "with courtesy",
        "hearing aid for grandmother",
        "an appealing offer",
        "Please issue a new card",
        "Call the office and ask",
        "terminal 2",
        "What do we have to pay",
    ),
    "ar": (
        "حجز موعد عند الطبيب",
        "طرد بريدي",
        "تجديد الإقامة",
        "فاتورة الكهرباء",
        "دورة اللغة",
        "درس الدين في المدرسة",
        "تسجيل الطفل في الروضة",
    ),
    "uk": (
        "записатися на прийом",
        "опік руки",
        "позвонити в службу",
        "купити посуд",
        "рахунок за світло",
        "новий страховий поліс",
    ),
    "tr": (
        "randevu almak",
        "davetiye geldi",
        "davranış kuralları",
        "elektrik faturası",
        "Hakim Bey",
        "okul kaydı",
    ),
}


def cases(table: dict[str, tuple[str, ...]]) -> list[object]:
    """Where a language has no list of its own yet, its words can't be known."""
    return [
        pytest.param(
            words,
            id=f"{language}: {words}",
            marks=pytest.mark.skipif(not is_listed(language), reason="no list of words yet"),
        )
        for language, each in table.items()
        for words in each
    ]


def is_listed(language: str) -> bool:
    own = i18n.pattern(legal.LEGAL_WORDS, language)
    return language in (i18n.SOURCE, "de") or own != legal.LEGAL_WORDS.english


@pytest.mark.parametrize("words", cases(CALLS_FOR_ADVICE))
def test_words_that_call_for_advice_are_found(words: str) -> None:
    assert legal.sounds_legal(words)


@pytest.mark.parametrize("words", cases(EVERY_DAY))
def test_everyday_words_do_not_call_for_advice(words: str) -> None:
    assert not legal.sounds_legal(words)


@pytest.mark.parametrize("words", [None, "", "?!", "…", "***"])
def test_where_there_are_no_words_nothing_is_found(words: str | None) -> None:
    assert not legal.sounds_legal(words)


@pytest.mark.parametrize(
    ("entry", "found", "not_found"),
    [
        ("klage", ("Klage", "die KLAGE!"), ("Anklage", "klagen")),
        ("klage*", ("Klage", "Klagefrist"), ("Anklage",)),
        ("*klage", ("Klage", "Anklage"), ("Klagefrist",)),
        ("*klag*", ("verklagt",), ("Kläranlage",)),
        ("notice to quit", ("a notice to quit", "Notice  to quit."), ("quit notice to",)),
        ("кінець | суд", ("суд",), ("судно",)),
    ],
)
def test_a_star_stands_for_more_of_the_same_word(
    entry: str, found: tuple[str, ...], not_found: tuple[str, ...]
) -> None:
    finder = rules.finder([entry])
    assert all(rules.is_found(finder, words) for words in found)
    assert not any(rules.is_found(finder, words) for words in not_found)


TODAY = date(2026, 11, 24)


def letter(**noted: object) -> Letter:
    known = {"kind": None, "sender": None, "deadline": None, "next_step": None, "done_at": None}
    now = datetime(2026, 11, 24, 11, tzinfo=UTC)
    return Letter(id=1, match=1, version=1, pages=1, sent_at=now, **{**known, **noted})  # type: ignore[arg-type]  # (what a row may hold)


@pytest.mark.parametrize(
    ("noted", "reasons"),
    [
        ({}, set()),
        ({"kind": Kind.COURT}, {Part.KIND}),
        ({"kind": Kind.RESIDENCE}, {Part.KIND}),
        ({"kind": Kind.MONEY, "sender": "Stadtwerke"}, set()),
        ({"kind": Kind.MONEY, "next_step": "2. Mahnung bezahlen"}, {Part.NEXT_STEP}),
        ({"sender": "Amtsgericht", "next_step": "Klage"}, {Part.SENDER, Part.NEXT_STEP}),
        ({"deadline": date(2026, 11, 24)}, set()),
        ({"deadline": date(2026, 11, 23)}, {Part.DEADLINE}),
        ({"deadline": date(2026, 11, 23), "done_at": datetime(2026, 11, 24, tzinfo=UTC)}, set()),
    ],
)
def test_what_on_a_card_calls_for_advice(noted: dict[str, object], reasons: set[Part]) -> None:
    assert legal.reasons(letter(**noted), TODAY) == reasons
