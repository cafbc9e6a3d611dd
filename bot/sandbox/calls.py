"""One call of a Bot API method: its parameters, read as leniently as Telegram reads them."""

import json
from dataclasses import dataclass, field
from typing import Any

from bot.sandbox import errors, wire


@dataclass(frozen=True, slots=True)
class Upload:
    name: str
    content: bytes = field(repr=False)


@dataclass(slots=True)
class Call:
    """`parameters` holds strings (query, form) or JSON values; `uploads` the multipart's files."""

    method: str
    parameters: dict[str, Any]
    uploads: dict[str, Upload] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """Empty where missing. Numbers and truth values come as they are written in JSON."""
        match self.parameters.get(name):
            case None:
                return ""
            case str(value):
                return value
            case value:
                return json.dumps(value)

    def integer(self, name: str, default: int = 0) -> int:
        try:
            return int(self.text(name))
        except ValueError:
            return default

    def number(self, name: str) -> float | None:
        try:
            return float(self.text(name))
        except ValueError:
            return None

    def flag(self, name: str) -> bool:
        return self.text(name).lower() in ("true", "yes", "1")

    def value(self, name: str) -> Any:
        """A JSON value, given as such or as a string; None where missing."""
        given = self.parameters.get(name)
        if not isinstance(given, str):
            return given
        if not given:
            return None
        try:
            return json.loads(given)
        except ValueError:
            raise errors.bad(f"can't parse {name} JSON object") from None

    def structure(self, name: str) -> wire.Json | None:
        given = self.value(name)
        if given is not None and not isinstance(given, dict):
            raise errors.bad(f"object expected as {name.replace('_', ' ')}")
        return given

    def structures(self, name: str) -> list[wire.Json]:
        """A list of objects; empty where missing."""
        given = self.value(name)
        if given is None:
            return []
        if not isinstance(given, list) or not all(isinstance(one, dict) for one in given):
            raise errors.bad(f"expected an Array of Objects as {name}")
        return given

    def upload(self, name: str, given: str | None = None) -> Upload | None:
        """The file sent as this parameter or named by `attach://`."""
        given = self.parameters.get(name) if given is None else given
        if isinstance(given, str) and given.startswith("attach://"):
            return self.uploads.get(given.removeprefix("attach://"))
        return self.uploads.get(name) if given is None else None

    def loggable(self) -> dict[str, Any]:
        """The parameters without the files' bytes."""
        return {**self.parameters, **{name: f"<{f.name}>" for name, f in self.uploads.items()}}
