"""Documents and pages as the platform writes them: links, paging block, media type."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache

import orjson

from mockc8y.api.escapes import escaped
from mockc8y.api.links import Links
from mockc8y.api.negotiation import ERROR, JSON, negotiate, vendor
from mockc8y.api.reply import Reply, content
from mockc8y.api.request import Request
from mockc8y.domain.errors import PlatformError
from mockc8y.domain.ids import NOT_STORED
from mockc8y.domain.paging import Page
from mockc8y.store.collection import Record

INFO = "https://cumulocity.com/guides/reference/rest-implementation/#a-name-error-reporting-a-error-reporting"

_PAGE_PARAMETERS = ("pageSize=", "currentPage=")

Render = Callable[[Record, Links], bytes]
"""Writes one record as JSON."""


@dataclass(frozen=True, slots=True)
class Resource:
    """How a family of documents looks: its address, its media types, the key of its collection, its item."""

    path: str
    media: str
    collection_media: str
    key: str
    render: Render

    @property
    def offers(self) -> tuple[str, str]:
        """Media types of one item."""
        return item_offers(self.media)

    def location(self, record: Record, links: Links) -> str:
        """Return the address of an item."""
        return links.to(f"{self.path}/{record.id}")


@lru_cache(maxsize=256)
def item_offers(media: str) -> tuple[str, str]:
    """Return the media types in which a document of this kind is answered."""
    return (vendor(media), JSON)


def with_source(path: str) -> Render:
    """Return the renderer of documents that belong to a managed object: id, self and source before the stored body.

    What is not stored has neither id nor self, here as elsewhere.
    """
    source = b'"source":{"id":"%d","self":"%b/inventory/managedObjects/%d"}'
    head, unstored = b'{"id":"%d","self":"%b' + path.encode() + b'/%d",' + source, b"{" + source

    def render(record: Record, links: Links) -> bytes:
        if record.id == NOT_STORED:
            return join_object(unstored % (record.source, links.raw, record.source), record.body)
        start = head % (record.id, links.raw, record.id, record.source, links.raw, record.source)
        return join_object(start, record.body)

    return render


def plain(path: str) -> Render:
    """Return the renderer of documents of their own: id and self before the stored body."""
    head = b'{"id":"%d","self":"%b' + path.encode() + b'/%d"'

    def render(record: Record, links: Links) -> bytes:
        if record.id == NOT_STORED:
            return record.body
        return join_object(head % (record.id, links.raw, record.id), record.body)

    return render


def join_object(start: bytes, body: bytes) -> bytes:
    """Continue an open JSON object with the properties of an encoded one.

    >>> join_object(b'{"id":"1"', b'{"type":"x"}'), join_object(b'{"id":"1"', b"{}")
    (b'{"id":"1","type":"x"}', b'{"id":"1"}')
    """
    return start + (b"}" if body == b"{}" else b"," + body[1:])


def found(request: Request, resource: Resource, record: Record) -> Reply:
    """Answer a GET of one document."""
    return content(200, negotiate(request.accept, resource.offers), resource.render(record, request.links))


def created(request: Request, resource: Resource, record: Record) -> Reply:
    """Answer a POST: 201 and `Location`; the document only if the request has an `Accept` header."""
    reply = written(request, 201, resource.offers, resource.render(record, request.links))
    reply.headers.append((b"location", resource.location(record, request.links).encode()))
    return reply


def updated(request: Request, resource: Resource, record: Record) -> Reply:
    """Answer a PUT: 200; the document only if the request has an `Accept` header."""
    return written(request, 200, resource.offers, resource.render(record, request.links))


def written(request: Request, status: int, offers: tuple[str, ...], body: bytes) -> Reply:
    """Answer a POST or PUT: the body is left out when the request has no `Accept` header (specification)."""
    if request.accept is None:
        return Reply(status)
    return content(status, negotiate(request.accept, offers), body)


def listed(request: Request, resource: Resource, page: Page[Record]) -> Reply:
    """Answer a GET of a collection with one page."""
    items = [resource.render(record, request.links) for record in page.items]
    return listed_as(request, resource.collection_media, resource.key, items, page)


def listed_as(request: Request, media: str, key: str, items: Iterable[bytes], page: Page[object]) -> Reply:
    """Answer a GET of a collection whose items are rendered already."""
    media_type = negotiate(request.accept, item_offers(media))
    body = b'{"%b":[%b],%b' % (key.encode(), b",".join(items), orjson.dumps(page_frame(request, page))[1:])
    return content(200, media_type, body)


def page_frame(request: Request, page: Page[object]) -> dict[str, object]:
    """Return what stands around the items of a page: `self`, `next`, `prev` and `statistics`."""
    number = page.request.number
    sent = escaped(request.query.raw.encode()).decode()
    kept = [pair for pair in sent.split("&") if pair and not pair.startswith(_PAGE_PARAMETERS)]
    stem = f"{request.links.base}{request.path}?{'&'.join([*kept, f'pageSize={page.request.size}', 'currentPage='])}"
    frame: dict[str, object] = {"statistics": page.statistics, "self": f"{stem}{number}"}
    if page.has_next:
        frame["next"] = f"{stem}{number + 1}"
    if number > 1:
        frame["prev"] = f"{stem}{number - 1}"
    return frame


def value(request: Request, document: object, *media_types: str) -> Reply:
    """Answer a GET with any JSON value; `media_types` are the offers, plain JSON if none is given."""
    return content(200, negotiate(request.accept, media_types or (JSON,)), orjson.dumps(document))


def refused(problem: PlatformError) -> Reply:
    """Answer with the platform's error body, whatever the client accepts."""
    body = {"error": problem.code, "message": problem.message, "info": INFO}
    return content(problem.status, ERROR, orjson.dumps(body))
