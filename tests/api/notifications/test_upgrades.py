"""Who gets a websocket for Notification 2.0, and what the others are told."""

from __future__ import annotations

import base64

import pytest

from tests.api.notifications.consumers import CONSUMER, Hall, texts_for
from tests.api.websockets import connected, in_loop
from tests.world import TENANT

MINUTE = 60_000


@pytest.mark.parametrize("path", ["/notification2/consumer/", "/notification2/consumer"])
@in_loop
async def test_token_opens_a_websocket(path: str) -> None:
    """The token is all that is asked for, with and without the last slash."""
    hall = Hall()

    peer = await connected(hall.app, f"{path}?token={hall.token()}")

    assert peer.status == 101


def forged(token: str) -> str:
    """Let a token name another subscriber and keep its signature."""
    head, payload, signature = token.split(".")
    claims = base64.urlsafe_b64decode(payload + "==").replace(b'"worker"', b'"boss__"')
    return f"{head}.{base64.urlsafe_b64encode(claims).rstrip(b'=').decode()}.{signature}"


BAD_TOKENS = {
    "missing": lambda _: "",
    "no token": lambda _: "?token=hello",
    "three parts of nothing": lambda _: "?token=a.b.c",
    "unsigned by anybody": lambda token: f"?token={token.rpartition('.')[0]}.",
    "forged": lambda token: f"?token={forged(token)}",
    "cut": lambda token: f"?token={token[:-10]}",
    "not ASCII": lambda _: "?token=%C3%BC.%C3%BC.%C3%BC",
}


@pytest.mark.parametrize("query", BAD_TOKENS.values(), ids=BAD_TOKENS)
@in_loop
async def test_bad_token_is_answered_with_401(query: object) -> None:
    """The refusal is a whole HTTP answer, with the platform's error in it."""
    hall = Hall()
    assert callable(query)

    peer = await connected(hall.app, CONSUMER + query(hall.token()))

    assert peer.status == 401
    assert peer.refusal.keys() == {"error", "message", "info"}


@in_loop
async def test_token_of_a_session_is_no_token_of_a_consumer() -> None:
    """What is signed by the same key for another purpose opens nothing."""
    hall = Hall()
    login = {"grant_type": "PASSWORD", "username": "admin", "password": "admin"}
    form = "&".join(f"{name}={value}" for name, value in login.items()).encode()
    headers = {"content-type": "application/x-www-form-urlencoded"}
    answer = hall.call("POST", f"/tenant/oauth/token?tenant_id={TENANT}", body=form, headers=headers, login=None)

    peer = await hall.connect(answer.json()["access_token"])

    assert peer.status == 401


@in_loop
async def test_expired_token_is_answered_with_401() -> None:
    """A token holds for the minutes that were asked for."""
    hall = Hall()
    token = hall.token(expiresInMinutes=1)
    hall.platform.advance(MINUTE)

    peer = await hall.connect(token)

    assert peer.status == 401


@in_loop
async def test_token_of_a_tenant_that_is_gone_is_answered_with_401() -> None:
    """Nobody vouches for it any more."""
    hall = Hall()
    token = hall.token()
    hall.platform.remove_tenant(TENANT)

    peer = await hall.connect(token)

    assert peer.status == 401


@in_loop
async def test_expiry_does_not_close_a_connection() -> None:
    """A token is looked at when a client connects, and not again."""
    hall = Hall()
    peer = await hall.listener(expiresInMinutes=1)

    hall.platform.advance(2 * MINUTE)
    hall.happen("late")

    assert await texts_for(peer) == ["late"]


@in_loop
async def test_second_client_of_an_exclusive_consumer_is_answered_with_409() -> None:
    """The first one stays, and notices nothing."""
    hall = Hall()
    first = await hall.listener()

    second = await hall.listener()

    assert second.status == 409
    assert second.refusal["error"] == "reliable-notification/Conflict"
    hall.happen("one")
    assert await texts_for(first) == ["one"]


@in_loop
async def test_exclusive_consumer_is_taken_over_when_its_client_is_gone() -> None:
    """Whoever asks next is let in and gets what comes."""
    hall = Hall()
    first = await hall.listener()
    await first.leave()

    second = await hall.listener()
    hall.happen("two")

    assert await texts_for(second) == ["two"]


@pytest.mark.parametrize(("first_shares", "second_shares"), [(True, False), (False, True)])
@in_loop
async def test_both_sides_must_be_ready_to_share(first_shares: bool, second_shares: bool) -> None:
    """A consumer is either exclusive or shared while somebody is there."""
    hall = Hall()
    await hall.listener(shared=first_shares)

    second = await hall.listener(shared=second_shares)

    assert second.status == 409


@in_loop
async def test_consumers_of_different_names_do_not_exclude_each_other() -> None:
    """Exclusive is one consumer, not the topic."""
    hall = Hall()
    await hall.listener("ann")

    second = await hall.listener("bob")

    assert second.status == 101


@in_loop
async def test_consumers_of_different_tenants_do_not_exclude_each_other() -> None:
    """Two tenants may use the same names, and neither hears of the other."""
    hall, other = Hall(), Hall()
    here = await hall.listener()
    there = await other.listener()

    hall.happen("here")

    assert (await texts_for(here), await texts_for(there)) == (["here"], [])


@in_loop
async def test_server_that_cannot_answer_a_handshake_closes_it() -> None:
    """Not every server has the extension for a refusal in HTTP."""
    hall = Hall()
    sent: list[str] = []

    async def receive() -> dict[str, str]:
        return {"type": "websocket.connect"}

    async def send(message: dict[str, str]) -> None:
        sent.append(message["type"])

    scope = {"type": "websocket", "path": CONSUMER, "query_string": b"", "headers": [], "scheme": "ws"}
    await hall.app(scope, receive, send)  # type: ignore[arg-type]

    assert sent == ["websocket.close"]
