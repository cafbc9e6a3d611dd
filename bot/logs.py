"""Logs: past-tense facts with ids, for people or for machines. A bot token never gets through."""

import json
import logging
import re
import traceback
from datetime import UTC, datetime

TOKEN = re.compile(r"\d{3,}:[A-Za-z0-9_-]{20,}")
LOUD = ("httpx", "httpcore", "apscheduler", "asyncio", "aiosqlite", "telegram")
"""Libraries that say at INFO what we don't want in a log."""


class Redacting(logging.Filter):
    """Replaces whatever looks like a token, wherever the words come from."""

    def filter(self, record: logging.LogRecord) -> bool:
        words = record.getMessage()
        if TOKEN.search(words):
            record.msg, record.args = TOKEN.sub("<token>", words), ()
        return True


class Plain(logging.Formatter):
    """One line per fact. Of an error only its kind and place: its words may be somebody's."""

    def format(self, record: logging.LogRecord) -> str:
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        return f"{at} {record.levelname} {record.name}: {record.getMessage()}{_failure(record)}"


class Json(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        return json.dumps(
            {
                "at": datetime.fromtimestamp(record.created, UTC).isoformat(),
                "level": record.levelname,
                "from": record.name,
                "what": record.getMessage() + _failure(record),
            },
            ensure_ascii=False,
        )


def _failure(record: logging.LogRecord) -> str:
    error = record.exc_info[1] if record.exc_info else None
    return f" ({trace(error)})" if error is not None else ""


def begin(level: str, style: str) -> None:
    """Log to standard error; `style` is "text" or "json"."""
    handler = logging.StreamHandler()
    handler.setFormatter(Json() if style == "json" else Plain())
    handler.addFilter(Redacting())
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name in LOUD:
        logging.getLogger(name).setLevel(logging.WARNING)


def trace(error: BaseException) -> str:
    """What failed and where. Never the error's own words: they may hold what somebody wrote."""
    frames = traceback.extract_tb(error.__traceback__)
    where = " < ".join(f"{frame.filename}:{frame.lineno}" for frame in reversed(frames[-4:]))
    return f"{type(error).__name__} at {where}"
