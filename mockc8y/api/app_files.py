"""The files of web applications: where requests find them, and how they are answered."""

from __future__ import annotations

from hashlib import blake2b
from pathlib import PurePosixPath
from typing import Protocol
from urllib.parse import unquote

from mockc8y.api.reply import RawHeaders, Reply
from mockc8y.api.request import Headers
from mockc8y.domain.files import ANY_BYTES

MARK_BYTES = 12
"""Length of the hash by which a browser recognises the file it has."""

_UTF8 = "; charset=utf-8"
MEDIA_TYPES = {
    ".css": "text/css" + _UTF8,
    ".csv": "text/csv" + _UTF8,
    ".eot": "application/vnd.ms-fontobject",
    ".gif": "image/gif",
    ".htm": "text/html" + _UTF8,
    ".html": "text/html" + _UTF8,
    ".ico": "image/x-icon",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".js": "text/javascript" + _UTF8,
    ".json": "application/json",
    ".map": "application/json",
    ".md": "text/markdown" + _UTF8,
    ".mjs": "text/javascript" + _UTF8,
    ".mp4": "video/mp4",
    ".otf": "font/otf",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".ttf": "font/ttf",
    ".txt": "text/plain" + _UTF8,
    ".wasm": "application/wasm",
    ".webm": "video/webm",
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
}
"""By the end of the name, the same on every machine: what the system knows of file types differs."""

Segments = tuple[str, ...]
"""A path below the root of an application, one name after the other."""


class AppFiles(Protocol):
    """The files of one application."""

    def read(self, path: Segments) -> bytes | None:
        """Return the content of a file, or `None` when there is none."""


def segments_of(raw_path: bytes) -> Segments | None:
    """Split the path of a request into decoded names, or return `None` if it tries to climb or to smuggle.

    >>> segments_of(b"/apps/a%20b/index.html"), segments_of(b"/apps/x/%2e%2e/secret"), segments_of(b"/apps/..%2Fsecret")
    (('apps', 'a b', 'index.html'), None, None)
    """
    names = tuple(unquote(name) for name in raw_path.partition(b"?")[0].decode("latin-1").split("/")[1:])
    return names if all(map(_is_harmless, names)) else None


def answered(path: Segments, content: bytes, headers: Headers) -> Reply:
    """Answer with a file, or with 304 when the client has it already.

    Browsers are told to ask each time: the names of files carry no hash in development builds.
    """
    mark = b'"%s"' % blake2b(content, digest_size=MARK_BYTES).hexdigest().encode()
    kept: RawHeaders = [(b"etag", mark), (b"cache-control", b"no-cache")]
    if _has(headers.get(b"if-none-match", b""), mark):
        return Reply(304, b"", kept)
    media_type = MEDIA_TYPES.get(PurePosixPath(path[-1]).suffix.lower(), ANY_BYTES)
    return Reply(200, content, [(b"content-type", media_type.encode()), *kept])


def _is_harmless(name: str) -> bool:
    return name not in {".", ".."} and set(name).isdisjoint("/\\\0")


def _has(marks: bytes, mark: bytes) -> bool:
    known = [each.strip().removeprefix(b"W/") for each in marks.split(b",")]
    return mark in known or known == [b"*"]
