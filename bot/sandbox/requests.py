"""From an HTTP request to a call: query, JSON, urlencoded and multipart."""

import json
from typing import Any

from aiohttp import web

from bot.sandbox import calls, errors, files

LARGEST = files.LARGEST + 1024 * 1024  # a file and the form around it


async def read(request: web.Request, method: str) -> calls.Call:
    if (request.content_length or 0) > LARGEST:
        raise errors.too_large()
    parameters: dict[str, Any] = dict(request.query)
    uploads: dict[str, calls.Upload] = {}
    try:
        match request.content_type:
            case "application/json":
                parameters.update(_object(await request.read()))
            case "application/x-www-form-urlencoded" | "multipart/form-data":
                for name, value in (await request.post()).items():
                    if isinstance(value, web.FileField):
                        uploads[name] = calls.Upload(value.filename, value.file.read())
                        value.file.close()
                    else:
                        parameters[name] = value
    except web.HTTPRequestEntityTooLarge:
        raise errors.too_large() from None
    return calls.Call(method, parameters, uploads)


def _object(body: bytes) -> dict[str, Any]:
    if not body:
        return {}
    try:
        given = json.loads(body)
    except ValueError:
        raise errors.bad("can't parse JSON object") from None
    if not isinstance(given, dict):
        raise errors.bad("object expected")
    return given
