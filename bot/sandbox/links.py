"""Which links Telegram accepts, and how it writes them."""

import re

HOST = re.compile(r"[\w.\-%!$&'()*+,;=~\u0080-\U0010ffff]+|\[[0-9a-f:.]+\]")
USER = re.compile(r"tg://user/?\?(?:.*&)?id=(\d+)(?:&|$)", re.IGNORECASE)
LARGEST_PORT = 65_535


class BadLink(ValueError):
    """The message is Telegram's reason."""


def mentioned_user(url: str) -> int | None:
    """The user whom a `tg://user?id=…` link names."""
    found = USER.match(url)
    return int(found[1]) or None if found else None


def checked(url: str) -> str:
    """The link as Telegram keeps it; BadLink with Telegram's reason where it refuses."""
    lowered = url[:4].lower()
    for own in ("tg:", "ton:"):
        if lowered.startswith(own):
            host, query = _split(url[len(own) :].removeprefix("//"))
            return f"{own}//{host}{query[1:] if query.startswith('/?') else query}"
    protocol, rest = "http", url
    if "://" in url:
        protocol, rest = url.split("://", 1)
        protocol = protocol.lower()
    if protocol not in ("http", "https"):
        raise BadLink("Unsupported URL protocol")
    host, query = _split(rest)
    if "." not in host and not host.startswith("["):
        raise BadLink("Wrong HTTP URL")
    return f"{protocol}://{host}{query}"


def _split(rest: str) -> tuple[str, str]:
    end = min((i for i in map(rest.find, "/?#") if i >= 0), default=len(rest))
    authority, query = rest[:end], rest[end:]
    user, at, host = authority.rpartition("@")
    port = ""
    if ":" in host and not host.endswith("]"):
        host, _, port = host.rpartition(":")
        if not port.isdigit() or not 0 < int(port) <= LARGEST_PORT:
            raise BadLink("Wrong port number specified in the URL")
    host = host.lower()
    if not host:
        raise BadLink("URL host is empty")
    if not HOST.fullmatch(host):
        raise BadLink("Disallowed character in URL host")
    if not query.startswith("/"):
        query = "/" + query
    query = "".join(f"%{ord(c):02X}" if c <= " " else c for c in query)
    return f"{user}{at}{host}{':' if port else ''}{port}", query
