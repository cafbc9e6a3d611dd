"""Whatever the bot can say, in every language and town: Telegram takes it, and people can read it.

One test per language and town holds every screen against every rule; a failure lists the faults
with the places where they are said.
"""

import functools
import json
import re
import unicodedata
from collections.abc import Callable, Iterator
from typing import Any, TypeAlias
from zoneinfo import ZoneInfo

import pytest
import tdjson

from bot import app, config, i18n, speaking, town
from bot.conversation import cards, documents, packing, values
from bot.conversation.cards import Card
from bot.conversation.values import Reader, Said, Words, say
from bot.storage import forms
from bot.telegram import menus, screens
from bot.telegram.screens import Screen
from tests.guards import catalogues, every_form, everything_said, stage
from tests.guards.every_form import Moment

Rule: TypeAlias = Callable[[Card, Screen, Reader], Iterator[str]]

MOST_UNITS, MOST_UNITS_OF_A_CAPTION = 4096, 1024
MOST_LETTERS_OF_A_TOAST = 200
MOST_LETTERS_OF_A_LABEL, MOST_LETTERS_AT_THE_BOTTOM = 40, 14
MOST_LETTERS_OF_A_NAME = 60
PLACEHOLDER = re.compile(r"\{\w*\}")
KEY = re.compile(r"[a-z_]+(?:\.[a-z0-9_]+)+")
MARKUP = re.compile(r"[<>]|&\w+;|\n")
LEFT_TO_RIGHT, RIGHT_TO_LEFT = ("L",), ("R", "AL")
ISOLATES, END_OF_ISOLATE = "\u2066\u2067\u2068", "\u2069"

FROM_THE_RIGHT = [*filter(i18n.is_right_to_left, i18n.shipped())]
FROM_THE_LEFT = [language for language in i18n.shipped() if language not in FROM_THE_RIGHT]
in_every_language = pytest.mark.parametrize("language", i18n.shipped())
in_every_town = pytest.mark.parametrize("town_name", town.names())


@pytest.fixture(scope="module", autouse=True)
def _quiet() -> None:
    """TDLib logs to stderr otherwise."""
    tdjson.td_execute(b'{"@type":"setLogVerbosityLevel","new_verbosity_level":0}')


@functools.cache
def parsed(html: str) -> dict[str, Any]:
    """What Telegram's own parser makes of the markup."""
    request = {
        "@type": "parseTextEntities",
        "text": html,
        "parse_mode": {"@type": "textParseModeHTML"},
    }
    answer: dict[str, Any] = json.loads(tdjson.td_execute(json.dumps(request).encode()) or b"{}")
    return answer


def units(words: str) -> int:
    return len(words.encode("utf-16-le")) // 2


def plain(html: str) -> str:
    return str(parsed(html).get("text", ""))


# The rules: each yields what is wrong with a screen.


def telegram_takes_the_text(card: Card, screen: Screen, reader: Reader) -> Iterator[str]:
    answer = parsed(screen.text)
    if answer["@type"] == "error":
        yield f"{answer['message']}: {screen.text!r}"
    elif card.lines and not answer["text"].strip():
        yield "an empty text"
    elif units(answer["text"]) > MOST_UNITS:
        yield f"{units(answer['text'])} units"


def nothing_is_left_unsaid(card: Card, screen: Screen, reader: Reader) -> Iterator[str]:
    for words in (screen.text, *labels(screen)):
        yield from (f"{found} is left in {words!r}" for found in PLACEHOLDER.findall(words))
        yield from (f"a key: {key}" for key in KEY.findall(words) if key in i18n.TEXTS)


def buttons_are_as_telegram_wants_them(card: Card, screen: Screen, reader: Reader) -> Iterator[str]:
    rows = screen.inline.inline_keyboard if screen.inline else ()
    if sum(map(len, rows)) > 100:
        yield "more than 100 buttons"
    for row in rows:
        if not 1 <= len(row) <= 8:
            yield f"{len(row)} buttons in a row"
        for button in row:
            data = str(button.callback_data or "")
            if not 1 <= len(data.encode()) <= 64 and not button.url:
                yield f"callback data of {len(data.encode())} bytes: {data}"
            if not button.text.strip():
                yield f"an empty label: {data}"


def buttons_lead_somewhere(card: Card, screen: Screen, reader: Reader) -> Iterator[str]:
    for row in card.rows:
        for button in row.buttons:
            first, _, rest = button.press.partition(":")
            name = rest.partition(":")[0]
            if first == cards.ACTION and name in (*ACTIONS, "go_on", "drop_form"):
                continue
            if forms.kind_of(first) not in (cards.INERT, *app.FLOWS) and not button.url:
                yield f"{button.press} means nothing"


def labels_are_short(card: Card, screen: Screen, reader: Reader) -> Iterator[str]:
    """A lone name is as long as it is, within a limit of its own; in a sentence it is shortened."""
    for row in card.rows:
        for button in row.buttons:
            is_name = isinstance(button.label, Words)
            most = MOST_LETTERS_OF_A_NAME if is_name else MOST_LETTERS_OF_A_LABEL
            words = screens.label(button.label, reader)
            seen = [letter for letter in words if letter not in (*ISOLATES, END_OF_ISOLATE)]
            if len(seen) > most:
                yield f"a label of {len(seen)} letters: {words}"


def labels_hold_no_markup(card: Card, screen: Screen, reader: Reader) -> Iterator[str]:
    """Of their own: what looks like markup in a name is a part of the name."""
    for row in card.rows:
        for button in row.buttons:
            words = screens.label(without_names(button.label), reader)
            if MARKUP.search(words):
                yield f"markup on a button: {words!r}"


def lines_run_the_readers_way(card: Card, screen: Screen, reader: Reader) -> Iterator[str]:
    for line in plain(screen.text).split("\n"):
        if line.strip() and direction(line) in against(reader):
            yield f"a line that runs the wrong way: {line!r}"
        if any(mark in line for mark in ISOLATES) and not is_balanced(line):
            yield f"an isolate that isn't closed: {line!r}"


def buttons_stand_as_the_reader_reads(card: Card, screen: Screen, reader: Reader) -> Iterator[str]:
    """For right-to-left readers: one button per row, but in grids, which are mirrored."""
    if not i18n.is_right_to_left(reader.language):
        return
    rows = list(screen.inline.inline_keyboard) if screen.inline else []
    wanted = [
        presses
        for row in card.rows
        for presses in (
            [[button.press for button in row.buttons][::-1]]
            if row.is_grid
            else [[button.press] for button in row.buttons]
        )
    ]
    if [[button.callback_data for button in row] for row in rows] != wanted:
        yield f"rows that don't run from the right: {wanted}"
    for label in labels(screen):
        if direction(label) in against(reader) and any(map(str.isalpha, label)):
            yield f"a label that runs the wrong way: {label!r}"


RULES: tuple[Rule, ...] = (
    telegram_takes_the_text,
    nothing_is_left_unsaid,
    buttons_are_as_telegram_wants_them,
    buttons_lead_somewhere,
    labels_are_short,
    labels_hold_no_markup,
    lines_run_the_readers_way,
    buttons_stand_as_the_reader_reads,
)
BOTTOM = [label for label, _ in app.BOTTOM]
ACTIONS = app.all_actions(config.Config(), stage.KEY)


def without_names(label: values.Value) -> values.Value:
    """A label with something harmless in place of whatever people wrote."""
    if isinstance(label, Words):
        return Words("X")
    if isinstance(label, Said):
        filled = {name: without_names(value) for name, value in label.values.items()}
        return say(label.text, **filled)
    return label


def labels(screen: Screen) -> list[str]:
    rows = screen.inline.inline_keyboard if screen.inline else ()
    return [button.text for row in rows for button in row]


def direction(line: str) -> str:
    """The class of the first strong letter outside isolates, which gives a line its direction
    (Unicode UAX #9, P2); empty if there is none."""
    depth = 0
    for letter in line:
        depth += (letter in ISOLATES) - (letter == END_OF_ISOLATE and depth > 0)
        kind = unicodedata.bidirectional(letter)
        if not depth and kind in (*LEFT_TO_RIGHT, *RIGHT_TO_LEFT):
            return kind
    return ""


def against(reader: Reader) -> tuple[str, ...]:
    """The directions in which a line may not begin. A line without letters runs from the left, so
    that right-to-left readers want a mark in front of it."""
    is_right_to_left = i18n.is_right_to_left(reader.language)
    return (*LEFT_TO_RIGHT, "") if is_right_to_left else RIGHT_TO_LEFT


def is_balanced(line: str) -> bool:
    return sum(map(line.count, ISOLATES)) == line.count(END_OF_ISOLATE)


def faults(language: str, town_name: str) -> str:
    """What is wrong with all that readers of a language are shown in a town, if anything is."""
    heard = everything_said.heard(language, town_name)
    found = [
        f"{moment.where}: {fault}"
        for moment in heard.moments
        for fault in (*faults_of_card(moment, heard.reader), *faults_of_toast(moment, heard.reader))
    ]
    for file in heard.files:
        found += [f"{file.name}: {fault}" for fault in faults_of_file(file, heard.reader)]
    return "\n".join((f"{len(found)} faults:", *found[:40])) if found else ""


def faults_of_card(moment: Moment, reader: Reader) -> Iterator[str]:
    if moment.card is None:
        return
    screen = screens.screen(moment.card, reader, BOTTOM)
    for rule in RULES:
        yield from rule(moment.card, screen, reader)
    if moment.is_caption and units(plain(screen.text)) > MOST_UNITS_OF_A_CAPTION:
        yield f"a caption of {units(plain(screen.text))} units"


def faults_of_toast(moment: Moment, reader: Reader) -> Iterator[str]:
    if moment.toast is None:
        return
    words = speaking.pop_up(moment.toast, reader).words
    if not 0 < len(words) <= MOST_LETTERS_OF_A_TOAST:
        yield f"a toast of {len(words)} letters: {words}"
    if MARKUP.search(words):
        yield f"markup in a toast: {words}"


def faults_of_file(file: documents.Document | documents.Pin, reader: Reader) -> Iterator[str]:
    if isinstance(file, documents.Pin):
        if not (file.name.strip() and file.address.strip()):
            yield "a pin without a name or address"
        return
    caption = parsed(screens.written(file.caption, reader))
    if not 0 < units(caption.get("text", "")) <= MOST_UNITS_OF_A_CAPTION:
        yield f"a caption that Telegram refuses: {caption}"


def keys_in(packed: object) -> Iterator[str]:
    match packed:
        case str() if packed in i18n.TEXTS:
            yield packed
        case dict():
            yield from keys_in([*packed.values()])
        case list():
            for part in packed:
                yield from keys_in(part)


NUDGES = (
    *("form", "proposal", "waiting", "date", "late", "idle"),
    *("meeting", "after", "offer", "seminar", "letter", "silent", "agreement", "trial"),
)
NOT_IN_CARDS = re.compile(
    r"telegram\..*|values\..*|audience\..*|language\..*|conversation\..*|.*_words"
    r"|.*[._]title|matches\.(declining|ending|ending_staff)|.*_label"
    r"|meetings\.summary|people\.(file|to_sos|to_status)|people\.words_for_.*|newcomers\.case_scan"
    r"|dialogue\.not_known|acting\.from_before|seminars\.file.*"
)
"""Menus, patterns, captions, pop-ups, what is read but not said, and the names of forms and of
answers that no review shows."""
SAID_ELSEWHERE = (
    "matches.last_held",
    "matches.last_missed",
    "matches.meeting_suggested",
    "matches.next_goes_alone",
    "matches.why_reached",
    "needs.short_buddy_cant",
    "needs.short_name_cant",
    "needs.short_no_meeting",
    "needs.short_was_alone",
    "nudges.day_is_suggested",
    "nudges.day_you_suggested",
    "nudges.letter_today",
    "nudges.no_company_that_day",
    "nudges.not_met_for_a_while",
    "nudges.offer_still_waits",
)
"""Said in stories and turns of their own, and judged here by themselves."""
HARDLY_EVER = ("matches.short_unsure", "needs.case_no_name")
"""Stand for what the database would have to lose first."""


# What is said. Tests of one class share what takes long to find, and run in one process.


class TestFromTheLeft:
    @pytest.mark.parametrize("language", FROM_THE_LEFT)
    def test_whatever_is_said_can_be_shown_and_read(self, language: str) -> None:
        found = faults(language, stage.EXAMPLE)
        assert not found, found

    def test_every_action_and_every_part_of_the_programme_was_said(self) -> None:
        here = everything_said.everything(i18n.SOURCE, stage.EXAMPLE)
        shown = [moment.card for moment in here.moments.values() if moment.card is not None]
        pressed = {
            press.split(":")[1]
            for card in shown
            for press in every_form.presses(card)
            if press.startswith(f"{cards.ACTION}:")
        }
        behind_commands = {*app.COMMANDS.values(), *(action for _, action in app.BOTTOM)}
        assert set(ACTIONS) - behind_commands <= pressed
        sent = {forms.kind_of(form) for _, form, _ in here.finished}
        assert sent == set(app.FLOWS)
        nudges = {
            moment.where.split(":")[0]
            for moment in here.moments.values()
            if moment.where.startswith("nudge")
        }
        assert nudges == {f"nudge {kind}" for kind in NUDGES}
        files = [file for file in here.files if isinstance(file, documents.Document)]
        assert {file.name.rpartition(".")[2] for file in files} == {"ics", "json", "png"}
        assert len(files) < len(here.files), "no pin"

    def test_every_text_was_said(self) -> None:
        """Or else somebody sees one that nobody has judged. What isn't said in a card is judged
        below or in tests of its own."""
        here = everything_said.everything(i18n.SOURCE, stage.EXAMPLE)
        said = {
            key
            for moment in here.moments.values()
            if moment.card is not None
            for key in keys_in(cards.pack(moment.card))
        }
        files = [file for file in here.files if isinstance(file, documents.Document)]
        said |= {key for file in files for key in keys_in(packing.pack(file.caption))}
        texts = {
            text.key for text, file in catalogues.extracted().items() if not file.endswith(".toml")
        }
        unsaid = sorted(key for key in texts - said if not NOT_IN_CARDS.fullmatch(key))
        assert unsaid == sorted((*HARDLY_EVER, *SAID_ELSEWHERE))


class TestFromTheRight:
    @pytest.mark.parametrize("language", FROM_THE_RIGHT)
    def test_whatever_is_said_can_be_shown_and_read(self, language: str) -> None:
        found = faults(language, stage.EXAMPLE)
        assert not found, found


class TestInOtherTowns:
    @pytest.mark.parametrize("town_name", [name for name in town.names() if name != stage.EXAMPLE])
    @in_every_language
    def test_whatever_is_said_can_be_shown_and_read(self, language: str, town_name: str) -> None:
        found = faults(language, town_name)
        assert not found, found


@in_every_language
@pytest.mark.parametrize("key", SAID_ELSEWHERE)
def test_what_only_other_tests_say_can_be_shown_and_read(language: str, key: str) -> None:
    words = i18n.TEXTS[key]
    filled = {name: Words("Amal") for name in words.placeholders}
    card = cards.card(say(words, **filled))
    reader = Reader(language, ZoneInfo("UTC"), values.EPOCH)
    screen = screens.screen(card, reader, ())
    assert [fault for rule in RULES for fault in rule(card, screen, reader)] == []


# What stands outside of messages.


@in_every_language
def test_the_buttons_at_the_bottom_fit_side_by_side(language: str) -> None:
    labels = [i18n.pattern(label, language) for label, _ in app.BOTTOM]
    assert [label for label in labels if not 0 < len(label) <= MOST_LETTERS_AT_THE_BOTTOM] == []
    assert len(set(labels)) == len(labels)


@in_every_town
@in_every_language
@pytest.mark.parametrize(
    ("words", "most"),
    [(menus.NAME, 64), (menus.SHORT, 120), (menus.DESCRIPTION, 512)],
    ids=lambda value: value.key if isinstance(value, i18n.Text) else "",
)
def test_what_telegram_shows_of_the_bot_fits(
    language: str, town_name: str, words: i18n.Text, most: int
) -> None:
    reader = Reader(language, ZoneInfo("UTC"), values.EPOCH)
    where = Words(town.load(town_name).name)
    shown = values.shown(say(words, town=where), reader, is_html=False)
    assert 0 < len(shown) <= most


@in_every_language
def test_the_command_menu_fits(language: str) -> None:
    reader = Reader(language, ZoneInfo("UTC"), values.EPOCH)
    for name, words in app.COMMAND_MENU:
        assert re.fullmatch(r"[a-z0-9_]{1,32}", name)
        assert 0 < len(values.shown(Said(words), reader, is_html=False)) <= 256
