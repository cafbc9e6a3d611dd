"""Telegram's HTML mode: markup in, plain text and entities with UTF-16 offsets out.

Works on bytes because Telegram's error messages count bytes. Judged in the tests against
Telegram's own parser.
"""

import re

from bot.sandbox import entities, wire

SPACE = b" \t\r\n\0\v"
NAMED = {b"lt": "<", b"gt": ">", b"amp": "&", b"quot": '"'}
REFERENCE = re.compile(rb"&(?:#x([0-9a-fA-F]*)|#([0-9]*)|([a-zA-Z]*));?")
LONGEST_REFERENCE = 9


def parse_html(source: str) -> tuple[str, list[wire.Json]]:
    """Refuses broken markup in Telegram's words."""
    if "<" not in source and "&" not in source:
        return source, []
    return _Parser(source).parse()


class _Parser:
    def __init__(self, source: str) -> None:
        self.source = wire.utf8(source)
        self.at = 0
        self.written: list[str] = []
        self.offset = 0
        self.open: list[entities.Opened] = []
        self.entities: list[wire.Json] = []

    def parse(self) -> tuple[str, list[wire.Json]]:
        while self.at < len(self.source):
            match self.source[self.at : self.at + 1]:
                case b"&":
                    self._write(self._reference() or self._take(1))
                case b"<":
                    self._tag()
                case _:
                    self._write(self._take(self._plain()))
        if self.open:
            tag = self.open[-1].tag
            raise entities.cannot(f'Can\'t find end tag corresponding to start tag "{tag}"')
        text = "".join(self.written)
        if any("\ud800" <= character <= "\udfff" for character in text):
            raise entities.cannot(
                "Text contains invalid Unicode characters after decoding HTML entities, "
                "check for unmatched surrogate code units"
            )
        for entity in self.entities:
            if entity["type"] == "code":
                entity.pop("language", None)
        return text, entities.in_order(self.entities)

    def _plain(self) -> int:
        """How many bytes follow that mean themselves."""
        ends = (self.source.find(mark, self.at) for mark in (b"<", b"&"))
        return min((e for e in ends if e >= 0), default=len(self.source)) - self.at

    def _take(self, count: int) -> str:
        taken = self.source[self.at : self.at + count].decode()
        self.at += count
        return taken

    def _write(self, text: str) -> None:
        self.written.append(text)
        self.offset += wire.length(text)

    def _here(self) -> bytes:
        """The byte at hand; NUL at the end, as Telegram's parser reads it."""
        return self.source[self.at : self.at + 1] or b"\0"

    def _skip_spaces(self) -> None:
        while self._here() in _SPACES and self._here() != b"\0":
            self.at += 1

    def _until(self, ends: bytes) -> str:
        begin = self.at
        while self._here() not in _SPACES and self._here() not in _bytes(ends):
            self.at += 1
        return self.source[begin : self.at].decode()

    def _reference(self) -> str:
        """The character a reference stands for; empty, and nothing read, where it is none."""
        found = REFERENCE.match(self.source, self.at)
        if not found:
            return ""
        hexadecimal, decimal, name = found.groups()
        if name is not None:
            character = NAMED.get(name, "")
        else:
            code = int(hexadecimal or decimal or b"0", 16 if hexadecimal is not None else 10)
            size = len(found[0].rstrip(b";"))
            fits = 0 < code < 0x10FFFF and size <= LONGEST_REFERENCE
            character = chr(code) if fits else ""
        if character:
            self.at = found.end()
        return character

    def _tag(self) -> None:
        begin = self.at
        self.at += 1
        if self._here() == b"/":
            self._end_tag(begin)
        else:
            self._start_tag(begin)

    def _start_tag(self, begin: int) -> None:
        tag = _lower(self._until(b">"))
        if self._here() == b"\0":
            raise entities.cannot(f"Unclosed start tag at byte offset {begin}")
        if tag not in entities.KINDS:
            raise entities.cannot(f'Unsupported start tag "{tag}" at byte offset {begin}')
        opened = entities.Opened(tag, "", "", self.offset, len(self.written))
        while self._here() != b">":
            self._skip_spaces()
            if self._here() == b">":
                break
            self._attribute(opened, begin)
        self.at += 1
        if tag == "span" and opened.argument != "spoiler":
            raise entities.cannot(f'Tag "span" must have class "tg-spoiler" at byte offset {begin}')
        self.open.append(opened)

    def _attribute(self, opened: entities.Opened, begin: int) -> None:
        name = self._until(b"=>/\"'")
        if not name:
            raise entities.cannot(
                f'Empty attribute name in the tag "{opened.tag}" at byte offset {begin}'
            )
        self._skip_spaces()
        value = ""
        if self._here() == b"=":
            self.at += 1
            self._skip_spaces()
            self._not_the_end(opened.tag, begin)
            value = self._value()
            if self._here() == b"\0":
                raise entities.cannot(f"Unclosed start tag at byte offset {begin}")
        else:
            self._not_the_end(opened.tag, begin)
        entities.keep(opened, name, value)

    def _not_the_end(self, tag: str, begin: int) -> None:
        if self._here() == b"\0":
            raise entities.cannot(f'Unclosed start tag "{tag}" at byte offset {begin}')

    def _value(self) -> str:
        begin, quote = self.at, self._here()
        if quote not in (b'"', b"'"):
            while self._here().isalnum() or self._here() in (b".", b"-"):
                self.at += 1
            if self._here() not in _SPACES and self._here() != b">":
                raise entities.cannot(f"Unexpected end of name token at byte offset {begin}")
            return _lower(self.source[begin : self.at].decode())
        self.at += 1
        value: list[bytes] = []
        while self._here() not in (quote, b"\0"):
            reference = self._reference() if self._here() == b"&" else ""
            value.append(reference.encode("utf-8", "surrogatepass") or self._here())
            self.at += not reference
        if self._here() == quote:
            self.at += 1
        return b"".join(value).decode("utf-8", "replace")

    def _end_tag(self, begin: int) -> None:
        if not self.open:
            raise entities.cannot(f"Unexpected end tag at byte offset {begin}")
        self.at += 1
        tag = _lower(self._until(b">"))
        self._skip_spaces()
        if self._here() != b">":
            raise entities.cannot(f"Unclosed end tag at byte offset {begin}")
        self.at += 1
        opened = self.open[-1]
        if tag and tag != opened.tag:
            raise entities.cannot(
                f"Unmatched end tag at byte offset {begin}, "
                f'expected "</{opened.tag}>", found "</{tag}>"'
            )
        if self.offset > opened.offset:
            inside = "".join(self.written[opened.written :])
            entity = entities.closed(opened, self.offset, inside, self.entities)
            if entity:
                self.entities.append(entity)
        self.open.pop()


def _lower(text: str) -> str:
    """Only A to Z, as Telegram does."""
    return "".join(c.lower() if c.isascii() else c for c in text)


def _bytes(marks: bytes) -> list[bytes]:
    return [marks[i : i + 1] for i in range(len(marks))]


_SPACES = frozenset(_bytes(SPACE))
