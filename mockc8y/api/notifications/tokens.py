"""Tokens of Notification 2.0: made, read, and used to unsubscribe."""

from __future__ import annotations

import orjson

from mockc8y.api import parameters, render
from mockc8y.api.negotiation import JSON, negotiate
from mockc8y.api.reply import Reply, content
from mockc8y.api.request import Request
from mockc8y.api.route import EVERYBODY, Evidence, Route, query_names
from mockc8y.domain.notifications import tokens, topics
from mockc8y.domain.notifications.tokens import Grant
from mockc8y.domain.permissions import denied
from mockc8y.domain.roles import roles

TOKEN = "/notification2/token"  # noqa: S105 - an address
ADMIN = roles("NOTIFICATION_2_ADMIN")


def create(request: Request) -> Reply:
    """POST a token. It is what the request is sent for, so it is answered whatever the request says of `Accept`."""
    return _answer(request, {"token": tokens.issue(request.platform, request.tenant, request.document())})


def show(request: Request) -> Reply:
    """GET what a token says, as a published client has it verified."""
    text = _sent(request)
    _require_own(request, tokens.accept(request.platform, text))
    return render.value(request, tokens.claims_of(request.platform, text))


def unsubscribe(request: Request) -> Reply:
    """POST that the consumer whose token this is will not come back; the body says nothing.

    # unverified: a token that expired will do as well.
    """
    grant = tokens.recognise(request.platform, _sent(request))
    _require_own(request, grant)
    topics.unsubscribe(grant.tenant, grant.topic, grant.subscriber)
    return _answer(request, {"result": "DONE"})


def _sent(request: Request) -> str:
    text = request.query.get("token")
    if text is None:
        raise parameters.invalid("token", "is missing")
    return text


def _require_own(request: Request, grant: Grant) -> None:
    if grant.tenant is not request.tenant:
        raise denied("the token is of another tenant")


def _answer(request: Request, document: dict[str, str]) -> Reply:
    return content(200, negotiate(request.accept, (JSON,)), orjson.dumps(document))


ROUTES = (
    Route("POST", TOKEN, "postNotificationTokenResource", ADMIN, create, Evidence.CLIENT),
    Route(
        "POST",
        "/notification2/unsubscribe",
        "postNotificationTokenUnsubscribeResource",
        EVERYBODY,
        unsubscribe,
        Evidence.CLIENT,
        parameters=query_names("token"),
    ),
)
"""The operations of this family in the official specification."""

ROUTES_BEYOND = (
    Route(
        "GET",
        TOKEN,
        "getNotificationTokenResource",
        ADMIN,
        show,
        Evidence.CLIENT,
        parameters=query_names("token"),
    ),
)
"""A published client asks this of the platform, which the specification does not list."""
