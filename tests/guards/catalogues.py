"""The catalogues as files, and what extraction finds in the code and the towns right now."""

import functools
import re
import string
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages import Message, extract, frontend, pofile
from babel.messages.catalog import Catalog

from bot import i18n

ROOT = Path(__file__).parents[2]
TEMPLATE = ROOT / "locales" / "messages.pot"
TRANSLATED = tuple(language for language in i18n.shipped() if language != i18n.SOURCE)
TAG = re.compile(r"<(/?)([a-z][a-z-]*)[^>]*>")


@dataclass(frozen=True)
class Said:
    """A text as it is said in one language; texts that count have several forms, `form` says
    which."""

    text: i18n.Text
    form: int
    words: str

    @property
    def name(self) -> str:
        return f"{self.text.key}[{self.form}]" if self.text.many is not None else self.text.key

    @property
    def english(self) -> str:
        """The English form that holds the same placeholders and markup."""
        return self.text.many or self.text.english


@functools.cache
def extracted() -> dict[i18n.Text, str]:
    """Every text that stands in the code and the towns, and the file it stands in."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    keywords = frontend.parse_keywords(re.findall(r" -k (\S+)", makefile))
    with (ROOT / "babel.cfg").open(encoding="utf-8") as mapping:
        methods, options = frontend.parse_mapping_cfg(mapping)  # type: ignore[no-untyped-call]
    found = extract.extract_from_dir(ROOT, methods, options, keywords)
    return {_text(ids, context): path for path, _, ids, _, context in found}


@functools.cache
def catalogue(language: str) -> Catalog:
    """A language's catalogue as translators see it. Raises `PoFileError` for a broken one."""
    return _read(i18n.FOLDER / language / "LC_MESSAGES" / f"{i18n.DOMAIN}.po", language)


@functools.cache
def template() -> Catalog:
    return _read(TEMPLATE, None)


def texts(of: Catalog) -> dict[i18n.Text, Message]:
    """The messages of a catalogue, by the text they translate; without the header."""
    return {_text(message.id, message.context): message for message in of if message.id}


def said(language: str) -> Iterator[Said]:
    """Everything that is said in a language, form by form; what isn't translated is left out."""
    if language == i18n.SOURCE:
        for text in extracted():
            forms = (text.english,) if text.many is None else (text.english, text.many)
            yield from (Said(text, form, words) for form, words in enumerate(forms))
        return
    for text, message in texts(catalogue(language)).items():
        yield from (
            Said(text, form, words) for form, words in enumerate(forms_of(message)) if words
        )


def forms_of(message: Message) -> tuple[str, ...]:
    """What a message says, form by form; an empty string for what isn't translated."""
    forms = message.string if isinstance(message.string, tuple) else (message.string,)
    return tuple(str(words or "") for words in forms)


def fields(pattern: str) -> list[str]:
    """The placeholders of a pattern, as often as they occur, with whatever stands in the braces.

    Raises ValueError for braces that don't match.
    """
    return sorted(
        f"{name}{'!' + conversion if conversion else ''}{':' + spec if spec else ''}"
        for _, name, spec, conversion in string.Formatter().parse(pattern)
        if name is not None
    )


def tags(pattern: str) -> list[str]:
    """The opening tags of a pattern. Raises ValueError when one isn't closed, or wrongly."""
    opened: list[str] = []
    found: list[str] = []
    for closing, name in TAG.findall(pattern):
        if not closing:
            opened.append(name)
            found.append(name)
        elif not opened or opened.pop() != name:
            raise ValueError(f"</{name}> closes nothing")
    if opened:
        raise ValueError(f"<{opened[-1]}> is not closed")
    return sorted(found)


def _read(path: Path, language: str | None) -> Catalog:
    with path.open("rb") as file:
        return pofile.read_po(file, locale=language, abort_invalid=True)


def _text(ids: object, context: object) -> i18n.Text:
    one, many = ids if isinstance(ids, (tuple, list)) else (ids, None)
    return i18n.Text(str(context), str(one), None if many is None else str(many))
