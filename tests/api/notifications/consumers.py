"""A tenant whose changes are told by Notification 2.0, and clients that listen."""

from __future__ import annotations

from typing import Any, NamedTuple
from urllib.parse import urlencode

import orjson

from mockc8y.api.settings import Settings
from tests.api.websockets import Peer, connected
from tests.world import NOW, World

CONSUMER = "/notification2/consumer/"
LEVELS = "levels"


class Told(NamedTuple):
    """A frame, taken apart."""

    id: str
    description: str
    action: str
    body: Any


class Hall(World):
    """A tenant with one device, whose changes go to the topic `levels`."""

    def __init__(self, settings: Settings | None = None) -> None:
        super().__init__(settings)
        self.pump = self.device()
        self.subscribe(self.pump)

    def subscribe(self, source: str, **fields: object) -> str:
        """Let events of an object go to the topic, or what the fields say."""
        subscription = {"context": "mo", "source": {"id": source}, "subscription": LEVELS}
        events_only = {"subscriptionFilter": {"apis": ["events"]}}
        return self.post("/notification2/subscriptions", {**subscription, **events_only, **fields})

    def token(self, subscriber: str = "worker", **fields: object) -> str:
        """Return a token for the topic."""
        document = {"subscriber": subscriber, "subscription": LEVELS, **fields}
        made: str = self.call("POST", "/notification2/token", json=document).json()["token"]
        return made

    def happen(self, *texts: str, source: str | None = None) -> None:
        """Let events happen at an object, by default at the device."""
        for text in texts:
            event = {"source": {"id": source or self.pump}, "type": "acme_Event", "text": text, "time": NOW}
            self.post("/event/events", event)

    async def connect(self, token: str, consumer: str | None = None) -> Peer:
        """Connect a client."""
        query = {"token": token} if consumer is None else {"token": token, "consumer": consumer}
        return await connected(self.app, f"{CONSUMER}?{urlencode(query)}")

    async def listener(self, subscriber: str = "worker", **fields: object) -> Peer:
        """Connect a client that gets a token for the purpose."""
        return await self.connect(self.token(subscriber, **fields))

    async def member(self, consumer: str) -> Peer:
        """Connect a client that shares the consumer `team`, under a name."""
        return await self.connect(self.token("team", shared=True), consumer)


def told(frame: str) -> Told:
    """Take a frame apart, as strictly as any client."""
    head, _, body = frame.partition("\n\n")
    ack, description, action = head.split("\n")
    assert body.splitlines() == [body]
    return Told(ack, description, action, orjson.loads(body))


def text_of(frame: str) -> str:
    """Return the text of the event that a frame is about."""
    text: str = told(frame).body["text"]
    return text


def ack_of(frame: str) -> str:
    """Return what acknowledges a frame."""
    return told(frame).id


async def texts_for(peer: Peer) -> list[str]:
    """Return the texts of all events that have come."""
    return [text_of(frame) for frame in await peer.all()]
