"""Files attached to events."""

from __future__ import annotations

import orjson

from mockc8y.api import files, multipart, reach, render
from mockc8y.api.negotiation import JSON
from mockc8y.api.reply import Reply, no_content
from mockc8y.api.request import Request
from mockc8y.api.route import Evidence, Route
from mockc8y.domain import attachments, events
from mockc8y.domain.errors import error
from mockc8y.domain.files import File
from mockc8y.domain.permissions import ADMIN, EVENT, READ
from mockc8y.domain.roles import roles
from mockc8y.store.codec import Document
from mockc8y.store.collection import Record


def create(request: Request) -> Reply:
    """POST the file of an event, as a form or as it is."""
    (event_id,) = request.arguments
    event = attachments.create(request.tenant, event_id, _sent(request))
    reply = _described(request, event)
    reply.headers.append((b"location", _address(request, event).encode()))
    return reply


def get(request: Request) -> Reply:
    """GET the file of an event."""
    return files.whole(attachments.read(request.tenant, *request.arguments))


def replace(request: Request) -> Reply:
    """PUT another file in the place of the one an event has; `Content-Disposition` may name it."""
    (event_id,) = request.arguments
    return _described(request, attachments.replace(request.tenant, event_id, files.of_body(request)))


def delete(request: Request) -> Reply:
    """DELETE the file of an event."""
    attachments.delete(request.tenant, *request.arguments)
    return no_content()


def _sent(request: Request) -> File:
    if request.kind != multipart.FORM:
        return files.of_body(request)
    form = multipart.form(request)
    if "file" not in form:
        raise error("request.bad", area="event", reason="The form needs a part 'file'; a part 'object' may name it")
    file = files.of_part(request, form["file"])
    described = multipart.document(request, form["object"]) if "object" in form else {}
    return file._replace(
        name=_text(described, "name") or file.name, media_type=_text(described, "type") or file.media_type
    )


def _text(document: Document, name: str) -> str | None:
    value = document.get(name)
    return value if isinstance(value, str) else None


def _described(request: Request, event: Record) -> Reply:
    described = attachments.description(event)
    document = {
        "self": _address(request, event),
        "type": described["type"],
        "source": str(event.id),
        "name": described["name"],
    }
    return render.written(request, 201, (JSON,), orjson.dumps(document))


def _address(request: Request, event: Record) -> str:
    return request.links.to(f"/event/events/{event.id}/binaries")


_PATH = "/event/events/{id}/binaries"

ROUTES = (
    Route(
        "POST",
        _PATH,
        "postEventBinaryResource",
        roles("EVENT_ADMIN"),
        create,
        Evidence.RECORDED,
        reach=reach.record(EVENT, ADMIN, events.get),
    ),
    Route(
        "GET",
        _PATH,
        "getEventBinaryResource",
        roles("EVENT_READ"),
        get,
        Evidence.RECORDED,
        reach=reach.record(EVENT, READ, events.get),
    ),
    Route(
        "PUT",
        _PATH,
        "putEventBinaryResource",
        roles("EVENT_ADMIN"),
        replace,
        Evidence.RECORDED,
        reach=reach.record(EVENT, ADMIN, events.get),
    ),
    Route(
        "DELETE",
        _PATH,
        "deleteEventBinaryResource",
        roles("EVENT_ADMIN"),
        delete,
        Evidence.RECORDED,
        reach=reach.record(EVENT, ADMIN, events.get),
    ),
)
"""The operations of this family in the official specification."""
