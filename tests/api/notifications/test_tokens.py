"""Notification 2.0 tokens over HTTP, and what they are good for there."""

from __future__ import annotations

import base64
import json

import pytest

from mockc8y.domain import users
from mockc8y.domain.default_groups import ADMINS
from mockc8y.domain.notifications import topics
from mockc8y.domain.notifications.topics import Topic
from mockc8y.domain.platform import Platform
from mockc8y.domain.tenant import Tenant
from tests.api.conftest import Call, Response

TOKEN = "/notification2/token"
ASKED = {"subscriber": "worker", "subscription": "levels"}
LEVELS = Topic("levels")


def token_of(call: Call, **more: object) -> str:
    """Ask for a token."""
    found: str = call("POST", TOKEN, json={**ASKED, **more}).json()["token"]
    return found


def unsubscribe(call: Call, token: str, **more: object) -> Response:
    """Say that the consumer of a token will not come back."""
    return call("POST", f"/notification2/unsubscribe?token={token}", **more)  # type: ignore[arg-type]


def test_token_is_made(call: Call) -> None:
    """A POST answers 200 with it, in three parts, for a topic that nobody has subscribed to yet."""
    response = call("POST", TOKEN, json=ASKED)

    assert (response.status, list(response.json())) == (200, ["token"])
    header, payload, signature = response.json()["token"].split(".")
    assert base64.b64decode(header + "==") == b'{"alg":"RS256"}'
    assert json.loads(base64.b64decode(payload + "=="))["topic"] == "t07007007/relnotif/levels"
    assert signature


def test_token_is_answered_without_accept(call: Call) -> None:
    """It is what the request is sent for."""
    assert "token" in call("POST", TOKEN, json=ASKED, accept=None).json()


def test_bad_request_for_a_token_is_refused(call: Call) -> None:
    """Without a name of the consumer there is none."""
    assert call("POST", TOKEN, json={"subscription": "levels"}).status == 422


def test_claims_are_shown(call: Call) -> None:
    """A published client has a token verified."""
    response = call("GET", f"{TOKEN}?token={token_of(call, shared=True)}")

    assert response.status == 200
    claims = response.json()
    assert (claims["sub"], claims["shared"], claims["exp"] - claims["iat"]) == ("worker", "true", 86_400)


@pytest.mark.parametrize(("query", "status"), [("", 422), ("?token=", 422), ("?token=a.b.c", 401)])
def test_claims_of_no_token_are_not_shown(call: Call, query: str, status: int) -> None:
    """One that is missing is told from one that is wrong."""
    assert call("GET", f"{TOKEN}{query}").status == status
    assert call("POST", f"/notification2/unsubscribe{query}").status == status


@pytest.mark.parametrize(
    "sent",
    [
        {"json": {}},
        {"body": b""},
        {"body": b"", "headers": {"content-type": "text/plain"}},
        {"body": b"x", "headers": {"content-type": "text/plain"}},
        {"accept": None},
    ],
)
def test_consumer_is_unsubscribed_whatever_the_body(call: Call, tenant: Tenant, sent: dict[str, object]) -> None:
    """Clients send an empty object, an empty text, or nothing; all read the answer."""
    topics.connect(tenant, LEVELS, "worker")

    response = unsubscribe(call, token_of(call), **sent)

    assert (response.status, response.json()) == (200, {"result": "DONE"})
    assert not topics.exists(tenant, LEVELS, "worker")


def test_consumer_that_is_gone_cannot_be_unsubscribed(call: Call) -> None:
    """Of several clients that share a consumer, all but the first are told so; its tokens are interchangeable."""
    tokens = [token_of(call, shared=True) for _ in range(3)]

    answers = [unsubscribe(call, token) for token in tokens]

    assert [answer.status for answer in answers] == [200, 500, 500]
    assert answers[1].json()["error"] == "reliable-notification/Internal Server Error"


def test_variants_of_a_topic_are_left_one_by_one(call: Call) -> None:
    """The one that is not persistent has consumers of its own."""
    assert [unsubscribe(call, token_of(call, nonPersistent=kind)).status for kind in (False, True)] == [200, 200]


def test_expired_token_unsubscribes(call: Call, tenant: Tenant) -> None:
    """Only its signature counts; to be shown its claims it must hold."""
    token = token_of(call, expiresInMinutes=1)
    tenant.clock.move_to(tenant.clock.now() + 60_000)

    assert call("GET", f"{TOKEN}?token={token}").status == 401
    assert unsubscribe(call, token).status == 200


def test_token_of_another_tenant_is_refused(call: Call, platform: Platform) -> None:
    """It is known, but means nothing here."""
    other = platform.add_tenant("t2")
    users.add(other, "admin", "admin", groups=[ADMINS])
    topics.connect(other, LEVELS, "worker")
    foreign = call("POST", TOKEN, json=ASKED, login="t2/admin:admin").json()["token"]

    assert unsubscribe(call, foreign).status == 403
    assert call("GET", f"{TOKEN}?token={foreign}").status == 403
    assert topics.exists(other, LEVELS, "worker")


def test_session_token_is_no_notification_token(call: Call) -> None:
    """Though the same key signed it."""
    form = {"content-type": "application/x-www-form-urlencoded"}
    login = b"grant_type=PASSWORD&username=admin&password=admin"
    session = call("POST", "/tenant/oauth/token?tenant_id=t07007007", body=login, headers=form, login=None).json()

    assert unsubscribe(call, session["access_token"]).status == 401


def test_notification_token_is_no_session(call: Call) -> None:
    """Who may read a topic may not read anything else."""
    bearer = {"authorization": f"Bearer {token_of(call)}"}

    assert call("GET", "/inventory/managedObjects", headers=bearer, login=None).status == 401
