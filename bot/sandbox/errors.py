"""The one way in which a Bot API method refuses: a status and a sentence in Telegram's words."""


class Refused(Exception):
    """A call that is answered with `ok: false`."""

    def __init__(self, description: str, code: int = 400, retry_after: int | None = None) -> None:
        super().__init__(description)
        self.description = description
        self.code = code
        self.retry_after = retry_after


def bad(reason: str) -> Refused:
    """A 400; `reason` is what follows Telegram's "Bad Request: "."""
    return Refused(f"Bad Request: {reason}")


def forbidden(reason: str) -> Refused:
    return Refused(f"Forbidden: {reason}", 403)


def conflict(reason: str) -> Refused:
    return Refused(f"Conflict: {reason}", 409)


def too_many_requests(retry_after: int) -> Refused:
    return Refused(f"Too Many Requests: retry after {retry_after}", 429, retry_after)


def too_large() -> Refused:
    return Refused("Request Entity Too Large", 413)


def not_found() -> Refused:
    return Refused("Not Found", 404)


def unauthorized() -> Refused:
    return Refused("Unauthorized", 401)
