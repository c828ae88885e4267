"""Requests that name a processing mode."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from http import HTTPStatus
from types import MappingProxyType

import orjson

from mockc8y.api.reply import Reply
from mockc8y.api.request import Request
from mockc8y.api.route import Handler
from mockc8y.domain import alarms, events, inventory, measurements, operations
from mockc8y.domain.documents import without
from mockc8y.domain.errors import error
from mockc8y.domain.processing_modes import MODES, Mode, carry_out
from mockc8y.store.codec import Document

HEADER = b"x-cumulocity-processing-mode"
WRITES = frozenset({"POST", "PUT", "DELETE"})
FAMILIES: Mapping[str, str] = MappingProxyType(
    {
        "/alarm/": alarms.FAMILY,
        "/devicecontrol/bulkoperations": operations.FAMILY,
        "/devicecontrol/operations": operations.FAMILY,
        "/event/": events.FAMILY,
        "/inventory/": inventory.FAMILY,
        "/measurement/": measurements.FAMILY,
    }
)
"""Beginnings of the paths whose writes need not be stored, and the family of changes that they publish.

# unverified: other writes, such as those of users and applications, are stored in any mode.
"""
HOLDERS = frozenset({"measurements", "managedObjects", "references", "alarm"})
"""Where an answer that is no document itself holds those that were created."""


def answer(request: Request, handler: Handler) -> Reply:
    """Have a request handled in the processing mode that it names.

    Reading has none, but clients that were given a mode name it with every request.
    """
    if request.method not in WRITES or request.route.public:
        return handler(request)
    mode, family = _mode_of(request), _family_of(request)
    if not family:
        mode = mode._replace(is_stored=True)
    reply = carry_out(request.tenant, mode, family, partial(handler, request))
    if request.method == "POST" and not mode.is_stored:
        _leave_out_addresses(reply)
    return reply


def _mode_of(request: Request) -> Mode:
    name = request.headers[HEADER].decode("latin-1").upper()
    if name not in MODES:
        # unverified: that an unknown mode is refused.
        reason = f"Unknown processing mode '{name}'; known: {', '.join(sorted(MODES))}"
        raise error("invalid_data", area="general", reason=reason)
    return MODES[name]


def _family_of(request: Request) -> str:
    path = request.route.path
    return next((family for start, family in FAMILIES.items() if path.startswith(start)), "")


def _leave_out_addresses(reply: Reply) -> None:
    """Take from an answer where to find what was not stored.

    # unverified: the platform's own answer is not known.
    """
    reply.headers = [header for header in reply.headers if header[0] != b"location"]
    if reply.body and reply.status == HTTPStatus.CREATED:
        reply.body = orjson.dumps(_unaddressed(orjson.loads(reply.body)))


def _unaddressed(answer: Document) -> Document:
    """Take `id` and `self` from a document, or from an answer that holds some, and from these.

    >>> _unaddressed({"id": "7", "self": "/7", "childAssets": {"self": "/7/childAssets", "references": []}})
    {'childAssets': {'references': []}}
    """
    if "id" not in answer:
        held = {name: _each_unaddressed(value) for name, value in answer.items() if name in HOLDERS}
        return without(answer, {"self"}) | held
    below = f"{answer['self']}/"
    return {
        name: without(value, {"self"}) if _has_address(value, below) else value
        for name, value in answer.items()
        if name not in ("id", "self")
    }


def _each_unaddressed(held: list[Document] | Document) -> object:
    return [_unaddressed(each) for each in held] if isinstance(held, list) else _unaddressed(held)


def _has_address(value: object, below: str) -> bool:
    return isinstance(value, dict) and str(value.get("self")).startswith(below)
