"""Files in requests and answers: limits, names, media types, and parts of a file by `Range`."""

from __future__ import annotations

import re

from mockc8y.api import disposition
from mockc8y.api.multipart import Part
from mockc8y.api.render import refused
from mockc8y.api.reply import Reply
from mockc8y.api.request import Request
from mockc8y.domain.errors import error
from mockc8y.domain.files import ANY_BYTES, File

_RANGE = re.compile(r"bytes\s*=\s*(?:([0-9]{1,100})-([0-9]{0,100})|-([0-9]{1,100}))", re.IGNORECASE)
_MEDIA_TYPE = re.compile(r"[\w!#$&^.+-]+/[\w!#$&^.+-]+(?:[ \t]*;[ -~]*)?", re.ASCII)


def of_body(request: Request) -> File:
    """Return the file that is the whole body of a request, as its headers describe it."""
    media_type = request.header(b"content-type")
    if media_type is None and not request.body:
        raise error("body.missing")
    name = disposition.file_name(request.headers.get(b"content-disposition", b""))
    return File(_within_limit(request, request.body), media_type or ANY_BYTES, name)


def of_part(request: Request, part: Part) -> File:
    """Return the file that is one part of a form."""
    return File(_within_limit(request, part.content), part.media_type or ANY_BYTES, part.file_name)


def download(request: Request, file: File) -> Reply:
    """Answer with a file, or with the part of it that `Range` asks for. `Accept` is not looked at.

    Several ranges at once, or one that cannot be read, get the whole file, as RFC 9110 allows.
    """
    reply = whole(file)
    reply.headers.append((b"accept-ranges", b"bytes"))
    wanted = _wanted(request, len(file.content))
    if wanted is None:
        return reply
    if not wanted:
        return _unsatisfiable(len(file.content))
    position = b"bytes %d-%d/%d" % (wanted.start, wanted.stop - 1, len(file.content))
    return Reply(206, file.content[wanted.start : wanted.stop], [*reply.headers, (b"content-range", position)])


def whole(file: File) -> Reply:
    """Answer with a file as it is, to be saved under its name."""
    media_type = file.media_type if _MEDIA_TYPE.fullmatch(file.media_type) else ANY_BYTES
    headers = [(b"content-type", media_type.encode())]
    if file.name:
        headers.append((b"content-disposition", disposition.attachment(file.name)))
    return Reply(200, file.content, headers)


def byte_range(header: str, length: int) -> range | None:
    """Read a `Range` header for a file of so many bytes: the bytes wanted, none of them, or `None` for all.

    >>> byte_range("bytes=2-", 5), byte_range("bytes=-2", 5), byte_range("bytes=7-9", 5), byte_range("lines=1-2", 5)
    (range(2, 5), range(3, 5), range(5, 5), None)
    """
    match = _RANGE.fullmatch(header.strip())
    if match is None or not length:
        return None
    first, last, suffix = match.groups()
    if suffix is not None:
        return range(max(length - int(suffix), 0), length)
    if last and int(last) < int(first):
        return None
    return range(min(int(first), length), min(int(last or length) + 1, length))


def _wanted(request: Request, length: int) -> range | None:
    # `If-Range` names a version by its mark. Answers carry no such mark, so the condition never holds (RFC 9110).
    if request.method != "GET" or b"if-range" in request.headers:
        return None
    return byte_range(request.header(b"range") or "", length)


def _unsatisfiable(length: int) -> Reply:
    reply = refused(error("range.unsatisfiable", length=length))
    reply.headers.append((b"content-range", b"bytes */%d" % length))
    return reply


def _within_limit(request: Request, content: bytes) -> bytes:
    if len(content) > request.settings.file_limit:
        raise error("body.too_large", limit=request.settings.file_limit)
    return content
