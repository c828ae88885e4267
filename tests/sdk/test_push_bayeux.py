"""The Bayeux protocol without a connection."""

from __future__ import annotations

from typing import Any

import pytest

from c8y_client import AccessDeniedError, BasicAuth, BearerAuth, InvalidRequestError
from c8y_client._push.bayeux import LONG_POLLING, WEBSOCKET, Refused, Session, credentials
from c8y_client._push.channels import is_for
from c8y_client._push.realtime_message import RealtimeMessage
from c8y_client._push.way import Choice


def connected(**fields: Any) -> dict[str, Any]:
    """Answer a connect."""
    return {"channel": "/meta/connect", "successful": True, **fields}


def test_handshake_proves_who_speaks() -> None:
    """By the Authorization header without its scheme, and only where the request itself has none."""
    session = Session()

    over_socket = session.handshake(WEBSOCKET, credentials(BasicAuth("t1/joe", "secret")))
    by_request = session.handshake(LONG_POLLING, None)

    assert over_socket["ext"] == {"com.cumulocity.authn": {"token": "dDEvam9lOnNlY3JldA=="}}
    assert credentials(BearerAuth("a.b.c")) == {"token": "a.b.c"}
    assert "ext" not in by_request
    assert over_socket["id"] != by_request["id"]


def test_one_connect_is_under_way() -> None:
    """The first on each connection is answered at once; a long poll then says how long it may be held."""
    session = Session()
    session.arrive()

    first = session.connect(LONG_POLLING)
    due = [session.is_to_connect]
    session.take(connected(advice={"interval": 1500}))
    due.append(session.is_to_connect)
    second = session.connect(LONG_POLLING)

    assert (first["advice"], second["advice"]) == ({"timeout": 0}, {"timeout": 30_000})
    assert session.interval == 1.5
    session.arrive()
    assert [*due, session.is_to_connect] == [False, True, True]
    assert session.connect(WEBSOCKET)["advice"] == {"timeout": 0}
    assert "advice" not in session.connect(WEBSOCKET)


def test_channels_are_asked_for_once() -> None:
    """Until they are given back, or the session is forgotten."""
    session = Session()
    session.confirmed.add("/events/*")

    assert [packet["subscription"] for packet in session.subscribe(["/events/*", "/alarms/*"])] == ["/alarms/*"]
    assert [packet["subscription"] for packet in session.unsubscribe(["/events/*"])] == ["/events/*"]
    assert len(session.subscribe(["/events/*"])) == 1
    session.confirmed.add("/events/*")
    session.forget()
    assert session.confirmed == set()


@pytest.mark.parametrize(
    ("packet", "is_unknown", "is_final"),
    [
        ({"error": "402::Unknown client"}, True, False),
        ({"error": "400::odd", "advice": {"reconnect": "handshake"}}, True, False),
        ({"error": "403::Handshake denied", "advice": {"reconnect": "none"}}, False, True),
        ({}, False, False),
    ],
)
def test_refusal_says_what_to_do(packet: dict[str, Any], is_unknown: bool, is_final: bool) -> None:
    """In its code or its advice."""
    with pytest.raises(Refused) as raised:
        Session().take({"channel": "/meta/connect", "successful": False, **packet})

    assert (raised.value.is_of_unknown_session, raised.value.is_final) == (is_unknown, is_final)


def test_refusal_is_an_error_as_over_http() -> None:
    """With the server's words."""
    denied = Refused({"channel": "/meta/subscribe", "subscription": "/alarms/*", "error": "403:x:subscribe denied"})
    odd = Refused({"channel": "/meta/connect"})

    assert isinstance(denied.error("http://t.test/x"), AccessDeniedError)
    assert "subscribe denied: /alarms/*" in str(denied.error("http://t.test/x"))
    assert isinstance(odd.error("http://t.test/x"), InvalidRequestError)


def test_operation_of_an_agent_is_a_message() -> None:
    """It comes as it is."""
    told = RealtimeMessage({"channel": "/4711", "data": {"id": "1", "deviceId": "4711"}})

    assert (told.action, told.source_id, told.api, told.json) == ("CREATE", "4711", "", {"id": "1", "deviceId": "4711"})


@pytest.mark.parametrize(
    ("pattern", "channel", "covers"),
    [
        ("/alarms/1", "/alarms/1", True),
        ("/alarms/1", "/alarms/11", False),
        ("/alarms/*", "/alarms/1", True),
        ("/alarms/*", "/alarms/1/2", False),
        ("/alarms/*", "/alarmsWithChildren/1", False),
        ("/alarms/**", "/alarms/1/2", True),
        ("/a.c/*", "/abc/1", False),
    ],
)
def test_wildcards_stand_for_segments(pattern: str, channel: str, covers: bool) -> None:
    """One asterisk for one, two for any number."""
    assert is_for(pattern, channel) is covers


def test_dropped_websockets_make_it_poll() -> None:
    """Three in a row; failures of another kind in between do not count."""
    from c8y_client import ConnectionFailed, ConnectionLost

    lost, failed = ConnectionLost("GET", "ws://t", "cut"), ConnectionFailed("GET", "ws://t", "no server")
    choice = Choice("auto")

    assert [choice.gives_up(error) for error in (lost, lost, failed, lost, lost)] == [False] * 5
    assert choice.gives_up(lost)
    assert not any(Choice("websocket").gives_up(lost) for _ in range(5))
