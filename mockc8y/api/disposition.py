"""The header `Content-Disposition`: which name a file was sent under, and under which it is handed out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import quote, unquote, unquote_to_bytes

_PARAMETER = re.compile(
    r"""
    ; \s* ([^\s;="*]+ \*?) \s* = \s*
    ( " (?: \\. | [^"\\] )* " (?= \s* (?: ; | $ ))   # a quoted string with escapes
    | " [^"]* " (?= \s* (?: ; | $ ))                 # one whose backslashes were not escaped, as browsers do
    | [^;]*
    )""",
    re.VERBOSE | re.DOTALL,
)
_ESCAPED = re.compile(r'\\(["\\])')
_FORM_ESCAPES = re.compile(r"%(?:[01][0-9A-F]|22)")
_WHOLLY_ENCODED = re.compile(r"(?:[\w.~-]|%[0-9A-F]{2})*%[0-9A-F]{2}(?:[\w.~-]|%[0-9A-F]{2})*", re.ASCII)
_EXTENDED = re.compile(r"(utf-8|iso-8859-1)'[^']*'(.*)", re.IGNORECASE | re.DOTALL)
_NOT_PLAIN = re.compile(r'[^ -~]|["%\\]')
_ATTRIBUTE_CHARACTERS = "!#$&+-.^_`|~"


def parameters(header: bytes) -> Mapping[str, str]:
    """Read the parameters of a header by their names in lower case.

    >>> parameters(b'form-data; name="file"; filename="a;b.txt"')
    {'name': 'file', 'filename': 'a;b.txt'}
    """
    return {name.lower(): _unquoted(value) for name, value in _PARAMETER.findall(_text(header))}


def file_name(header: bytes) -> str | None:
    """Return the name a file was sent under, `None` when it has none.

    The extended form wins where both are given (RFC 6266). In the plain one, escapes are undone as senders make them:
    browsers, curl, urllib3 and httpx write a quote or a line break as `%22`, `%0A`, `%0D`; aiohttp writes everything
    but letters, digits and `_.-~` that way.

    >>> file_name(b'form-data; name="file"; filename="two%20words.txt"')
    'two words.txt'
    """
    found = parameters(header)
    extended = _EXTENDED.fullmatch(found.get("filename*", ""))
    if extended:
        charset, encoded = extended.groups()
        return unquote(encoded, charset) or None
    return _decoded(found.get("filename", "")) or None


def attachment(name: str) -> bytes:
    """Return the header's value for a download. No name, whatever it holds, can end the header (RFC 6266).

    >>> print(attachment("a-ä.txt").decode())
    attachment; filename="a-_.txt"; filename*=UTF-8''a-%C3%A4.txt
    """
    plain = _NOT_PLAIN.sub("_", name)
    value = f'attachment; filename="{plain}"'
    if plain != name:
        value += f"; filename*=UTF-8''{quote(name, safe=_ATTRIBUTE_CHARACTERS, errors='replace')}"
    return value.encode("ascii")


def _text(header: bytes) -> str:
    try:
        return header.decode()
    except UnicodeDecodeError:
        return header.decode("latin-1")


def _unquoted(value: str) -> str:
    value = value.strip()
    if len(value) < len('""') or value[0] != '"' or value[-1] != '"':
        return value
    return _ESCAPED.sub(r"\1", value[1:-1])


def _decoded(name: str) -> str:
    # unverified: a name that looks encoded as a whole is taken for aiohttp's; the platform may keep it as it came.
    if _WHOLLY_ENCODED.fullmatch(name):
        return _text(unquote_to_bytes(name))
    return _FORM_ESCAPES.sub(lambda escape: unquote(escape[0]), name)
