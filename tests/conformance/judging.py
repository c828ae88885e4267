"""What the specification demands of a successful answer."""

from __future__ import annotations

from mockc8y.api.negotiation import JSON
from mockc8y.api.route import Route
from mockc8y.api.routes import TABLE
from tests.conformance import deviations
from tests.conformance.scenarios import SCENARIOS
from tests.door import Response
from tests.specification import Specification
from tests.world import Wire, World, wire

VENDOR = "application/vnd.com.nsn.cumulocity."


def route_of(operation: str) -> Route:
    """Find the row of an operation."""
    found: Route = next(route for route in TABLE if route.operation == operation)
    return found


def answered(route: Route, *, accept: str | None) -> tuple[World, Wire, Response]:
    """Send the valid request for an operation to a fresh tenant."""
    world = World()
    request = wire(route, SCENARIOS[route.operation](world), accept=accept)
    return world, request, world.send(request)


def faults(specification: Specification, route: Route, *, accept: str | None) -> list[str]:
    """List what is wrong with the answer to the valid request for an operation."""
    _, request, response = answered(route, accept=accept)
    if response.status >= 400:
        return [f"{route.operation} answers {response.status}: {response.body!r}"]
    media_type = response.headers.get("content-type", "")
    return [
        *_status_faults(specification, route, response),
        *_media_faults(specification, route, response, accept),
        *specification.complaints(request.method, request.path, response.status, media_type, response.body),
    ]


def media_types(specification: Specification, route: Route, status: int) -> list[str]:
    """Return the media types that an answer may have: those of the specification, and plain JSON for vendor types."""
    known = deviations.MEDIA_TYPES.get(route.operation)
    documented = [*specification.media_types(route, status), *([known[0]] if known else [])]
    plain = [JSON] if any(map(is_vendor, documented)) else []
    return list(dict.fromkeys([*documented, *plain]))


def is_vendor(media_type: str) -> bool:
    """Tell whether a media type is one of the platform's own; one is as good as the other in `Accept`."""
    return bare(media_type).startswith(VENDOR)


def bare(media_type: str) -> str:
    """Return a media type without its parameters, in lower case."""
    return media_type.partition(";")[0].strip().lower()


def _status_faults(specification: Specification, route: Route, response: Response) -> list[str]:
    deviation = deviations.STATUSES.get(route.operation, (None, ""))[0]
    if response.status in specification.statuses(route) or response.status == deviation:
        return []
    return [f"{route.operation} answers {response.status}, documented are {sorted(specification.statuses(route))}"]


def _media_faults(specification: Specification, route: Route, response: Response, accept: str | None) -> list[str]:
    media_type = response.headers.get("content-type")
    if not response.body:
        return [] if media_type is None else [f"{route.operation} says that nothing is {media_type}"]
    if route.operation in deviations.FILES:
        return [] if media_type == deviations.FILES[route.operation] else [f"{route.operation} answers {media_type}"]
    allowed = media_types(specification, route, response.status)
    if media_type is None or bare(media_type) not in allowed:
        return [f"{route.operation} answers {media_type}, documented are {allowed}"]
    if accept in allowed and bare(media_type) != accept and not (is_vendor(accept) and is_vendor(media_type)):
        return [f"{route.operation} answers {media_type} to a client that accepts {accept}"]
    return []
