"""The bytes of files in seeds: readable text where it is text, base64 where it is not."""

from __future__ import annotations

import base64
import binascii

from mockc8y.store.codec import Document

KEYS = frozenset({"text", "base64"})


class NotAContent(ValueError):
    """The row does not say what is in its file."""


def content(row: Document) -> bytes:
    r"""Return the content of a file from its row's `text` or `base64`.

    >>> content({"name": "a.txt", "text": "ä"}), content({"name": "a.bin", "base64": "AP8="})
    (b'\xc3\xa4', b'\x00\xff')
    """
    match [row.get("text"), row.get("base64")]:
        case [str(text), None]:
            return text.encode()
        case [None, str(encoded)]:
            return _decoded(encoded)
    raise NotAContent("a file needs its content in 'text' or, if it is no text, in 'base64'; one of them")


def _decoded(encoded: str) -> bytes:
    try:
        return base64.b64decode(encoded, validate=True)
    except binascii.Error as error:
        raise NotAContent(f"'base64' cannot be decoded: {error}") from error
