"""The sentences of a town file: which strings they are, and the keys translators know them by.

The key of a text is its place: `stuttgart.offices.citizens_office.note`. What several entries share
stands once, in `[terms]`; where a text is expected, they may give the key of a term.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any, get_origin

from pydantic.fields import FieldInfo

from bot import facts, faults, i18n

UNSAYABLE = frozenset("{}<>&")
"""Placeholders and markup in the messages that texts become part of."""

Table = type[faults.Section]
Terms = Mapping[str, object]


def told(model: Table, values: Mapping[str, Any], place: str, terms: Terms) -> dict[str, Any]:
    """The values of a file, with each string that its model wants as a text made one.

    `terms` are those of the file that this one is joined to. What isn't as the model wants it stays
    as it is, for the model to refuse.
    """
    own = values.get("terms")
    told_own = _said(own, f"{place}.terms", {}) if isinstance(own, dict) else own
    known = {**terms, **told_own} if isinstance(told_own, dict) else terms
    rest = {name: value for name, value in values.items() if name != "terms"}
    beginning = {"terms": told_own} if "terms" in values else {}
    return beginning | _table_told(model, rest, place, known)


def texts_in(value: object) -> Iterator[i18n.Text]:
    """All texts in told values, in the order of the file; a term as often as it is used."""
    match value:
        case i18n.Text():
            yield value
        case dict():
            for part in value.values():
                yield from texts_in(part)
        case list():
            for part in value:
                yield from texts_in(part)


def _table_told(
    table: Table, values: Mapping[str, Any], place: str, terms: Terms
) -> dict[str, Any]:
    fields = table.fields()
    return {
        name: _told(fields[name], value, f"{place}.{name}", terms) if name in fields else value
        for name, value in values.items()
    }


def _told(field: FieldInfo, value: object, place: str, terms: Terms) -> object:
    if facts.SAID in faults.notes(field):
        wants_list = get_origin(field.annotation) is tuple
        return _said(value, place, terms) if isinstance(value, list) == wants_list else value
    table = faults.table_in(field.annotation)
    match value:
        case dict() if table:
            return _table_told(table, value, place, terms)
        case list() if table:
            return [_entry_told(table, entry, place, terms) for entry in value]
    return value


def _entry_told(table: Table, entry: object, place: str, terms: Terms) -> object:
    if not isinstance(entry, dict):
        return entry
    return _table_told(table, entry, f"{place}.{entry.get('key')}", terms)


def _said(value: object, place: str, terms: Terms) -> object:
    """A text; or, for what looks like a key, the term of that key."""
    match value:
        case str() if re.fullmatch(facts.KEY, value):
            return terms.get(value, value)
        case str() if value.strip() and not UNSAYABLE & set(value):
            return i18n.Text(place, value)
        case dict():
            return {key: _said(part, f"{place}.{key}", terms) for key, part in value.items()}
        case list():
            return [_said(part, f"{place}.{n}", terms) for n, part in enumerate(value, 1)]
    return value
