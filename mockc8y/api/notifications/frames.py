"""What goes over the websocket of a consumer: a message in one frame, and what the consumer answers to it."""

from __future__ import annotations

import base64
import binascii
from functools import lru_cache

import orjson

from mockc8y.api import families, managed_object
from mockc8y.api.links import Links
from mockc8y.domain.notifications.topics import Message, Notification
from mockc8y.domain.tenant import Tenant

UNSUBSCRIBE = "unsubscribe_subscriber"
"""The frame with which a client ends its consumer."""

_WITH_SOURCE = frozenset({"alarms", "events", "measurements"})
_LINE_BREAKS = ((b"\xc2\x85", b"\\u0085"), (b"\xe2\x80\xa8", b"\\u2028"), (b"\xe2\x80\xa9", b"\\u2029"))
"""What clients take for the end of a line though JSON allows it in a string: U+0085, U+2028 and U+2029, in UTF-8."""

_POSITION = b"\x08%b\x10\x00\x20\x00\x30\x01"
_BEFORE, _AFTER = _POSITION.split(b"%b")
_MORE = 0x80
_LONGEST_ID = 32


class Frames:
    """Writes messages. A document that goes to many consumers one after the other is written once."""

    __slots__ = ("_base", "_content", "_document")

    def __init__(self) -> None:
        self._content: Notification | None = None
        self._base = ""
        self._document = ""

    def write(self, tenant: Tenant, message: Message, links: Links) -> str:
        """Write a message: its id, what it is about and what happened, a blank line, and the document on one line."""
        content = message.content
        head = f"{ack_id(message.position)}\n/{tenant.id}/{content.kind}/{content.subscribed}\n{content.action}\n\n"
        return head + self._document_of(tenant, content, links)

    def _document_of(self, tenant: Tenant, content: Notification, links: Links) -> str:
        # Topics share what was published to all of them, and nothing of it changes any more.
        if content is not self._content or links.base != self._base:
            self._document = one_line(_body(tenant, content, links)).decode()
            self._content, self._base = content, links.base
        return self._document


def ack_id(position: int) -> str:
    """Return the id by which consumers acknowledge a message: the same for all of them.

    >>> ack_id(12061)
    'CJ1eEAAgADAB'
    """
    return base64.b64encode(_POSITION % _varint(position)).decode()


def position_of(text: str) -> int | None:
    """Return the position that an acknowledgement names, or `None` if it is no id that a message ever had.

    >>> position_of("CJ1eEAAgADAB"), position_of("hello")
    (12061, None)
    """
    if len(text) > _LONGEST_ID:
        return None
    try:
        raw = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None
    digits = raw.removeprefix(_BEFORE).removesuffix(_AFTER)
    position = sum((digit & ~_MORE) << 7 * place for place, digit in enumerate(digits))
    return position if ack_id(position) == text else None


def one_line(body: bytes) -> bytes:
    """Escape what clients would break a line at. JSON as it is kept here has no raw control characters."""
    for raw, escape in _LINE_BREAKS:
        body = body.replace(raw, escape)
    return body


def _body(tenant: Tenant, content: Notification, links: Links) -> bytes:
    if content.action == "DELETE":
        return _deleted(content, links)
    return families.rendered(tenant, content.family, content.record, links)


def _deleted(content: Notification, links: Links) -> bytes:
    # unverified: no source tells what the platform sends. Clients read `id` from every message.
    document: dict[str, object] = {"id": str(content.record.id)}
    if content.family in _WITH_SOURCE:
        source = content.record.source
        document["source"] = {"id": str(source), "self": links.to(f"{managed_object.PATH}/{source}")}
    return orjson.dumps(document)


@lru_cache(maxsize=1024)
def _varint(number: int) -> bytes:
    """Write a number in groups of seven bits, the lowest first, as protocol buffers do."""
    digits = bytearray()
    while number >= _MORE:
        digits.append(number & ~_MORE & 0xFF | _MORE)
        number >>= 7
    digits.append(number)
    return bytes(digits)
