"""What the platform's own error looks like."""

from __future__ import annotations

from http import HTTPStatus

import orjson

from mockc8y.api.negotiation import ERROR
from tests.door import Response, complaints_about
from tests.world import Wire

PROPERTIES = ("error", "message", "info")


def flaws(request: Wire, response: Response) -> list[str]:
    """List what keeps an answer from being a refusal as the platform words it: 4xx, its media type, its three texts."""
    if not HTTPStatus.BAD_REQUEST <= response.status < HTTPStatus.INTERNAL_SERVER_ERROR:
        return [f"answers {response.status}: {response.body[:200]!r}"]
    if response.headers.get("content-type") != ERROR:
        return [f"refuses with {response.headers.get('content-type')}"]
    document = orjson.loads(response.body)
    if not isinstance(document, dict) or list(document) != list(PROPERTIES):
        return [f"refuses with {response.body[:200]!r}"]
    empty = [name for name in PROPERTIES if not document[name] or not isinstance(document[name], str)]
    return [f"refuses without {name}" for name in empty] + complaints_about(request.method, request.path, response)
