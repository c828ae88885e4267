# Made from sdk/c8y_client/_async/tokens.py by sdk/scripts/unasync.py; change that.
"""Tokens of Notification 2.0: the tickets with which listeners connect."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from c8y_client._http.query import encode_query
from c8y_client._push.addresses import websocket_url

if TYPE_CHECKING:
    from c8y_client.sync.rest import CumulocityRestClient

DEFAULT_SUBSCRIBER: Final = "c8yclient"
"""Who listens, where nobody says."""

_DONE: Final = frozenset({"DONE", "SCHEDULED"})


class Tokens:
    """Issues tokens of Notification 2.0 and tells the platform when a subscriber will not come back.

    A token is a secret: no log and no error of this package shows one.
    """

    def __init__(self, c8y: CumulocityRestClient) -> None:
        self.c8y = c8y

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {self.c8y.base_url}>"

    def generate(
        self,
        subscription: str,
        expires: float = 1440,
        subscriber: str | None = None,
        signed: bool | None = None,
        shared: bool | None = None,
        non_persistent: bool | None = None,
    ) -> str:
        """Issue a token, with which a listener can connect for `expires` minutes.

        `subscription` is the name of a topic, which need not exist yet. `subscriber` names whose place in the topic it
        is: what one subscriber acknowledged, another still gets. With `shared` several listeners may take that place at
        a time and divide the messages among them. `non_persistent` chooses the topic of that kind. `signed` is true on
        the platform unless told otherwise.
        """
        document = {
            "subscription": subscription,
            "subscriber": subscriber or DEFAULT_SUBSCRIBER,
            "expiresInMinutes": expires,
            "signed": signed,
            "shared": shared,
            "nonPersistent": non_persistent,
        }
        given = {name: value for name, value in document.items() if value is not None}
        response = self.c8y.transport.request("POST", "/notification2/token", json=given)
        return str(response.value("token"))

    def unsubscribe(self, token: str) -> None:
        """Give up the place of the subscriber that a token is for, with everything that is kept there.

        The platform fails with a `ServerError` if that has happened before. An answer that it does not know itself
        about is a `RuntimeError`.
        """
        answer = self.c8y.post("/notification2/unsubscribe", params={"token": token}, json={})
        if answer.get("result") not in _DONE:
            raise RuntimeError(f"the platform does not say that the subscriber is gone, but {answer.get('result')!r}")

    def build_websocket_uri(self, token: str, consumer: str | None = None) -> str:
        """Tell where a listener connects with a token.

        `consumer` names one of several listeners that share a subscriber, so that it gets messages of the same sources
        again when it comes back.
        """
        query = encode_query({"token": token, "consumer": consumer})
        return websocket_url(self.c8y.base_url, f"/notification2/consumer/?{query}")
