"""Files in both directions, byte for byte, with the limits of Telegram's own servers."""

import hashlib
import itertools
import mimetypes
from collections.abc import Mapping

from bot.sandbox import errors, model

LARGEST = 50 * 1024 * 1024
LARGEST_PHOTO = 10 * 1024 * 1024
LARGEST_DOWNLOAD = 20 * 1024 * 1024
PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"BM")
FOLDERS = {"photo": "photos", "voice": "voice", "document": "documents", "sticker": "stickers"}
ENDINGS = {"photo": ".jpg", "voice": ".oga", "sticker": ".webp"}


class Files:
    def __init__(self) -> None:
        self._by_id: dict[str, model.File] = {}
        self._by_path: dict[str, model.File] = {}
        self._numbers = itertools.count()

    def add(
        self, kind: str, content: bytes, name: str = "", about: Mapping[str, object] = model.NOTHING
    ) -> model.File:
        """Keeps the bytes; no check (people's apps send what they like)."""
        number = next(self._numbers)
        ending = ENDINGS.get(kind, "") or _ending(name)
        mime_type = mimetypes.guess_type(name)[0] or ""
        file = model.File(
            id=f"sandbox-{kind}-{number:06d}-{hashlib.sha256(content).hexdigest()[:16]}",
            unique_id=f"u{number:06d}",
            path=f"{FOLDERS.get(kind, 'files')}/file_{number}{ending}",
            content=content,
            name=name,
            mime_type=mime_type or ("audio/ogg" if kind == "voice" else ""),
            about=about,
        )
        self._by_id[file.id] = self._by_path[file.path] = file
        return file

    def upload(
        self, kind: str, content: bytes, name: str, about: Mapping[str, object] = model.NOTHING
    ) -> model.File:
        """Keeps what the bot uploads; refuses what Telegram refuses."""
        if not content:
            raise errors.bad("file must be non-empty")
        if len(content) > LARGEST:
            raise errors.too_large()
        if kind == "photo":
            if len(content) > LARGEST_PHOTO:
                raise errors.bad(
                    f"file of size {len(content)} bytes is too big for a photo; "
                    f"the maximum size is {LARGEST_PHOTO} bytes"
                )
            if not content.startswith(PICTURES):
                raise errors.bad("IMAGE_PROCESS_FAILED")
        return self.add(kind, content, name, about)

    def known(self, file_id: str) -> model.File | None:
        return self._by_id.get(file_id)

    def to_download(self, file_id: str) -> model.File:
        file = self._by_id.get(file_id)
        if file is None:
            raise errors.bad("invalid file_id")
        if len(file.content) > LARGEST_DOWNLOAD:
            raise errors.bad("file is too big")
        return file

    def at(self, path: str) -> model.File | None:
        return self._by_path.get(path)


def _ending(name: str) -> str:
    stem, dot, ending = name.rpartition(".")
    return f".{ending}" if stem and dot and ending.isalnum() else ""
