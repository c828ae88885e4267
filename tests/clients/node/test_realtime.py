"""Real-time notifications through @c8y/client."""

from __future__ import annotations

import pytest

from tests.clients.node.conftest import Node

pytestmark = pytest.mark.clients

TRANSPORTS = {"polling": "long-polling", "websocket": "websocket"}


@pytest.mark.parametrize("transport", TRANSPORTS)
def test_changes_are_heard_as_the_rest_api_shows_them(node: Node, transport: str) -> None:
    """An update brings the object, a deletion its id as a string."""
    found = node("realtime", "changes", transport)
    updated, gone = found["heard"]

    assert found["used"] == TRANSPORTS[transport]
    assert updated == {
        "from": f"/managedobjects/{found['device']}",
        "realtimeAction": "UPDATE",
        "data": found["changed"],
    }
    assert (gone["realtimeAction"], gone["data"]) == ("DELETE", found["device"])


@pytest.mark.parametrize("transport", TRANSPORTS)
def test_many_changes_are_heard_once_and_in_their_order(node: Node, transport: str) -> None:
    """A subscription to all sources hears each on the channel of its own, so that no callback runs twice."""
    found = node("realtime", "order", transport, 100)

    assert found["values"] == list(range(100))
    assert found["channels"] == [f"/measurements/{found['device']}"]


@pytest.mark.parametrize("transport", TRANSPORTS)
def test_subscription_that_is_renewed_hears_once(node: Node, transport: str) -> None:
    """What happens while there is none is not heard, and nothing is heard twice afterwards."""
    assert node("realtime", "again", transport) == [1, 3, 4]


@pytest.mark.parametrize("transport", TRANSPORTS)
def test_lost_session_is_replaced(node: Node, transport: str) -> None:
    """The client shakes hands again when its session is not known any more."""
    assert node("realtime", "lostSession", transport) == {"isAnother": True, "values": [5]}


def test_lost_websocket_is_replaced(node: Node) -> None:
    """The session and its subscriptions are those from before, and nothing is missed."""
    assert node("realtime", "lostWebsocket") == {"isAnother": True, "handshakes": 1, "values": [1, 2]}
