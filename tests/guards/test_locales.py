"""The catalogues of all shipped languages: complete, current, and safe to be filled and shown."""

import collections
import gettext
import re
import unicodedata
from datetime import date

import pytest
from babel.dates import format_date, parse_pattern

from bot import app, i18n
from bot.conversation import flow, options, values
from tests.guards import catalogues
from tests.guards.catalogues import Said

in_every_language = pytest.mark.parametrize("language", i18n.shipped())
in_every_catalogue = pytest.mark.parametrize("language", catalogues.TRANSLATED)

LETTERS_OF_SPELLING = {"fa": "\u200c", "ckb": "\u200c", "ur": "\u200c"}
"""Invisible characters that belong to a language's spelling. The bot adds all others itself."""
ISOLATES = i18n.FIRST_STRONG_ISOLATE + i18n.POP_ISOLATE
CLOSED = re.compile(rf"[^{ISOLATES}]*({ISOLATES[0]}[^{ISOLATES}]+{ISOLATES[1]}[^{ISOLATES}]*)*")
COMMAND = re.compile(rf"/(?:{'|'.join((*app.COMMANDS, 'cancel'))})\b")
QUOTED = re.compile("“([^”]+)”")
SAMPLE = (*range(201), 1_000_000)
PATTERNS = {
    values.DAY: "EMd",
    values.DAY_AND_YEAR: "EMdy",
    values.SHORT_DAY: "EMd",
    values.MONTH: "My",
}


def words_of(text: i18n.Text, language: str) -> list[Said]:
    return [said for said in catalogues.said(language) if said.text == text]


@in_every_catalogue
def test_a_catalogue_holds_exactly_the_texts_of_code_and_towns(language: str) -> None:
    assert set(catalogues.texts(catalogues.catalogue(language))) == set(catalogues.extracted()), (
        "run `make texts`"
    )


def test_the_template_holds_exactly_the_texts_of_code_and_towns() -> None:
    assert set(catalogues.texts(catalogues.template())) == set(catalogues.extracted()), (
        "run `make texts`"
    )


@in_every_catalogue
def test_every_text_is_translated(language: str) -> None:
    missing = [
        text.key
        for text, message in catalogues.texts(catalogues.catalogue(language)).items()
        if not all(catalogues.forms_of(message))
    ]
    assert not missing, f"{len(missing)} texts: {' '.join(missing)}"


@in_every_catalogue
def test_no_translation_is_a_guess_or_left_over(language: str) -> None:
    catalogue = catalogues.catalogue(language)
    assert not [message.context for message in catalogue if message.id and message.fuzzy]
    assert not list(catalogue.obsolete)


@in_every_catalogue
def test_the_compiled_catalogue_says_what_the_readable_one_says(language: str) -> None:
    with (i18n.FOLDER / language / "LC_MESSAGES" / f"{i18n.DOMAIN}.mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    for said in catalogues.said(language):
        text, count = said.text, first_count_of(said, language)
        found = (
            compiled.pgettext(text.key, text.english)
            if text.many is None
            else compiled.npgettext(text.key, text.english, text.many, count)
        )
        assert found == said.words, f"{said.name}: run `make lint`"


def first_count_of(said: Said, language: str) -> int:
    if said.text.many is None:
        return 1
    return counts(language)[said.form][0]


def counts(language: str) -> dict[int, list[int]]:
    """The numbers that take each plural form of a language, by the rule in its catalogue."""
    form_of = gettext.c2py(catalogues.catalogue(language).plural_expr)
    found: dict[int, list[int]] = collections.defaultdict(list)
    for number in SAMPLE:
        found[form_of(number)].append(number)
    return found


@in_every_catalogue
def test_plural_forms_are_those_of_unicode(language: str) -> None:
    catalogue, rule = catalogues.catalogue(language), i18n.locale(language).plural_form
    found = counts(language)
    assert set(found) == set(range(catalogue.num_plurals))
    categories = {form: {rule(number) for number in numbers} for form, numbers in found.items()}
    assert all(len(names) == 1 for names in categories.values()), categories
    assert len(set.union(*categories.values())) == len(categories), categories


@in_every_language
def test_placeholders_are_those_of_the_english_text(language: str) -> None:
    wrong = []
    for said in catalogues.said(language):
        found = set(catalogues.fields(said.words))
        expected = set(catalogues.fields(said.english))
        if found != expected and not is_one_number(said, expected - found, language):
            wrong.append(f"{said.name}: {sorted(found)}, not {sorted(expected)}")
        if not all(re.fullmatch(r"[a-z_]+", name) for name in found):
            wrong.append(f"{said.name}: more than a name in braces")
    assert not wrong, "\n".join(wrong)


def is_one_number(said: Said, missing: set[str], language: str) -> bool:
    """Whether a form may leave out its count, because it is said of a single number."""
    if missing != {"count"} or said.text.many is None:
        return False
    return language == i18n.SOURCE or len(counts(language)[said.form]) == 1


@in_every_language
def test_tags_are_closed_and_those_of_the_english_text(language: str) -> None:
    wrong = [
        f"{said.name}: {catalogues.tags(said.words)}, not {catalogues.tags(said.english)}"
        for said in catalogues.said(language)
        if catalogues.tags(said.words) != catalogues.tags(said.english)
    ]
    assert not wrong, "\n".join(wrong)


@in_every_language
def test_lines_and_commands_are_those_of_the_english_text(language: str) -> None:
    wrong = [
        said.name
        for said in catalogues.said(language)
        if said.words.count("\n") != said.english.count("\n")
        or sorted(COMMAND.findall(said.words)) != sorted(COMMAND.findall(said.english))
    ]
    assert not wrong, "\n".join(wrong)


@in_every_catalogue
def test_a_button_quoted_in_a_sentence_is_quoted_as_it_is_labelled(language: str) -> None:
    labels = {text.english: text for text in catalogues.extracted()}
    wrong = [
        f"{said.name}: {label.words}"
        for said in catalogues.said(language)
        for quoted in QUOTED.findall(said.english)
        if quoted in labels
        for label in words_of(labels[quoted], language)
        if label.words not in said.words
    ]
    assert not wrong, "\n".join(wrong)


@in_every_language
def test_no_text_has_invisible_characters(language: str) -> None:
    """But isolates, where a right-to-left sentence quotes something like "§ 44 (4)"."""
    isolates = ISOLATES if i18n.is_right_to_left(language) else ""
    meant = "\n" + isolates + LETTERS_OF_SPELLING.get(language, "")
    wrong = [
        f"{said.name}: U+{ord(letter):04X}"
        for said in catalogues.said(language)
        for letter in said.words
        if unicodedata.category(letter)[0] == "C" and letter not in meant
    ]
    assert not wrong, "\n".join(wrong)


@in_every_language
def test_isolates_are_closed_on_their_line(language: str) -> None:
    wrong = [
        said.name
        for said in catalogues.said(language)
        for line in said.words.split("\n")
        if not re.fullmatch(CLOSED, line)
    ]
    assert not wrong


@in_every_language
def test_quotation_marks_are_typographic(language: str) -> None:
    patterns = {text.key for text in PATTERNS}
    wrong = [
        said.name
        for said in catalogues.said(language)
        if said.text.key not in patterns
        and ('"' in said.words or re.search(r"(?<!\w)'", said.words))
    ]
    assert not wrong, "\n".join(wrong)


@in_every_language
def test_no_line_has_spaces_too_many(language: str) -> None:
    wrong = [
        said.name
        for said in catalogues.said(language)
        for line in said.words.split("\n")
        if line != line.strip() or "  " in line
    ]
    assert not wrong, "\n".join(wrong)


@in_every_language
@pytest.mark.parametrize("text", PATTERNS, ids=lambda text: text.key)
def test_dates_are_written_by_patterns_that_unicode_knows(language: str, text: i18n.Text) -> None:
    for said in words_of(text, language):
        fields = re.findall(r"%\((\w)\w*\)s", str(parse_pattern(said.words).format))
        assert sorted("M" if field == "L" else field for field in fields) == sorted(PATTERNS[text])
        shown = {
            format_date(date(2026, month, 3), said.words, locale=i18n.locale(language))
            for month in range(1, 13)
        }
        assert len(shown) == 12


@in_every_language
def test_crisis_words_are_many_and_precise(language: str) -> None:
    text = next(text for text in catalogues.extracted() if text.key == "information.crisis_words")
    for said in words_of(text, language):
        phrases = [phrase.strip() for phrase in said.words.split("|")]
        assert len(phrases) >= 10
        assert all(len(phrase) >= 4 for phrase in phrases)
        assert len(set(phrases)) == len(phrases)


def test_controls_of_forms_are_told_apart_when_typed() -> None:
    controls = (flow.BACK, flow.SKIP, flow.LEAVE, flow.SEND, flow.CHANGE, options.DONE)
    for language in i18n.shipped():
        labels = [i18n.pattern(control, language).casefold() for control in controls]
        assert len(set(labels)) == len(labels), language
