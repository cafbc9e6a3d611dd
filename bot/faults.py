"""What is wrong in a file that someone wrote by hand: one plain line per fault, all at once.

A value that looks like a bot token is never repeated, wherever it was typed.
"""

import contextlib
import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Self, get_args, get_origin

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import PydanticCustomError

LONGEST_SHOWN = 60
UNKNOWN_KEY = "a key that doesn't belong here"
UNEXPECTED: Final = "unexpected"
TOKEN = re.compile(r"[0-9]+:[A-Za-z0-9_-]{20,}")


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing to mend. `found` is None when nothing was found."""

    key: str
    found: str | None
    expected: str

    def __str__(self) -> str:
        found = "missing" if self.found is None else f"found {self.found}"
        return f"{self.key}: {found}, expected {self.expected}"

    def within(self, file: str) -> "Fault":
        """The same fault, saying in which file it is."""
        return Fault(f"{file}: {self.key}", self.found, self.expected)


class Faults(Exception):
    """The file can't be used; `str()` has one line per fault."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = faults


@dataclass(frozen=True, slots=True)
class Expected:
    """Stands beside a type in `Annotated`: what its values look like, for a fault's line."""

    words: str


class Section(BaseModel):
    """A table of such a file. Fields marked `exclude` come from the loader, not from the file."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    @classmethod
    def fields(cls) -> dict[str, FieldInfo]:
        """The keys the table may have in the file, as they are written there."""
        return {
            field.alias or name: field
            for name, field in cls.model_fields.items()
            if not field.exclude
        }

    @classmethod
    def read(cls, values: Mapping[str, object], context: object = None, **supplied: object) -> Self:
        """The table from what the file says and what the loader supplies; else `Faults`.

        `context` reaches the validators as `info.context`.
        """
        ours = [key for key, field in cls.model_fields.items() if field.exclude and key in values]
        found = [Fault(key, UNKNOWN_KEY, _one_of(cls)) for key in ours]
        try:
            read = cls.model_validate({**values, **supplied}, context=context)
        except ValidationError as error:
            raise Faults([*found, *_faults(cls, error)]) from None
        if found:
            raise Faults(found)
        return read


def unexpected(
    expected: str, found: str | None = None, at: tuple[str, ...] = ()
) -> PydanticCustomError:
    """To be raised by a validator that knows better than the type what was expected or found;
    and where, inside of what it was given."""
    return PydanticCustomError(
        UNEXPECTED, "expected {expected}", {"expected": expected, "found": found, "at": at}
    )


@contextlib.contextmanager
def within(file: str) -> Iterator[None]:
    """Faults raised inside say in which file they are."""
    try:
        yield
    except Faults as wrong:
        raise Faults([fault.within(file) for fault in wrong.faults]) from None


def parse(path: Path) -> dict[str, Any]:
    """A TOML file's values; else `Faults` with the line and what TOML says about it."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise Faults([Fault(path.name, str(error.strerror), "a file that can be read")]) from None
    except UnicodeDecodeError:
        raise Faults([Fault(path.name, "bytes that aren't UTF-8", "a UTF-8 file")]) from None
    except tomllib.TOMLDecodeError as error:
        raise Faults([Fault(path.name, f"broken TOML ({error})", "a TOML file")]) from None


def shown(value: object) -> str:
    """A value as the file's author would recognise it, on one line."""
    match value:
        case dict():
            return "a table"
        case bool() | str() | list():
            words = json.dumps(value, ensure_ascii=False, default=str)
        case _:
            words = str(value)
    words = TOKEN.sub("<a token>", words)
    return words if len(words) <= LONGEST_SHOWN else f"{words[:LONGEST_SHOWN]}…"


def _faults(model: type[Section], error: ValidationError) -> Iterator[Fault]:
    for detail in error.errors(include_url=False):
        place, kind = detail["loc"], detail["type"]
        owner, field = _find(model, place)
        if kind == "extra_forbidden":
            yield Fault(_key(place), UNKNOWN_KEY, _one_of(owner))
        elif kind == "missing":
            yield Fault(_key(place), None, _words(field, place))
        elif kind == UNEXPECTED:
            better = detail["ctx"]
            found = better["found"] or shown(detail["input"])
            yield Fault(_key((*place, *better["at"])), found, better["expected"])
        else:
            yield Fault(_key(place), shown(detail["input"]), _words(field, place))


def _find(
    model: type[Section], place: tuple[str | int, ...]
) -> tuple[type[Section], FieldInfo | None]:
    """The innermost table on the way to a place, and the field there."""
    field: FieldInfo | None = None
    for step in place:
        table = model if field is None else table_in(field.annotation)
        if isinstance(step, str) and table is not None:
            model, field = table, table.fields().get(step) or table.model_fields.get(step)
    return model, field


def table_in(annotation: object) -> type[Section] | None:
    """The kind of table that a field's type holds, alone or in a list."""
    for part in (annotation, *_parts(annotation)):
        if isinstance(part, type) and issubclass(part, Section):
            return part
    return None


def notes(field: FieldInfo) -> list[object]:
    """What stands beside a field's type, and beside the types inside it, in `Annotated`."""
    return [*field.metadata, *_parts(field.annotation)]


def _parts(annotation: object) -> Iterator[object]:
    for part in get_args(annotation):
        yield part
        yield from _parts(part)


def _words(field: FieldInfo | None, place: tuple[str | int, ...]) -> str:
    """What belongs into a field, or into one item of its list, in the words of its `Expected`."""
    if field is None:
        return "something else"
    own = [note.words for note in field.metadata if isinstance(note, Expected)]
    inner = [note.words for note in _parts(field.annotation) if isinstance(note, Expected)]
    by_fit = (inner, own) if isinstance(place[-1], int) else (own, inner)
    outermost_last = by_fit[0] or by_fit[1]
    if outermost_last:
        return outermost_last[-1]
    return "a list of tables" if get_origin(field.annotation) is tuple else "a table"


def _one_of(model: type[Section]) -> str:
    return f"one of: {', '.join(model.fields())}"


def _key(place: tuple[str | int, ...]) -> str:
    """A place as one would write it: `offices[2].source`."""
    key = ""
    for step in place:
        if step == "[key]":  # pydantic's mark that a key of the table is meant, not its value
            continue
        key += f"[{step}]" if isinstance(step, int) else f".{step}" if key else step
    return key
