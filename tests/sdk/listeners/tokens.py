"""TEMPORARY until the client has its own."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode


def document(subscription: str, subscriber: Any, expires: Any, claims: dict[str, Any]) -> dict[str, Any]:
    return {"subscription": subscription, "expiresInMinutes": expires, "subscriber": subscriber,
            "signed": claims["signed"], "shared": claims["shared"], "nonPersistent": claims["non_persistent"]}


class Tokens:
    def __init__(self, c8y: Any) -> None:
        self.c8y = c8y
    def generate(self, subscription: str, expires: Any = 1440, subscriber: Any = None, **claims: Any) -> Any:
        return self.c8y.post("/notification2/token", json=document(subscription, subscriber, expires, claims))["token"]
    def unsubscribe(self, token: str) -> None:
        self.c8y.post("/notification2/unsubscribe", params={"token": token})
    def build_websocket_uri(self, token: str, consumer: Any = None) -> str:
        q = {"token": token, **({"consumer": consumer} if consumer else {})}
        return f"ws{self.c8y.base_url[4:]}/notification2/consumer/?{urlencode(q)}"


class AsyncTokens(Tokens):
    async def generate(self, subscription: str, expires: Any = 1440, subscriber: Any = None, **claims: Any) -> Any:
        return (await self.c8y.post("/notification2/token", json=document(subscription, subscriber, expires, claims)))["token"]
    async def unsubscribe(self, token: str) -> None:
        await self.c8y.post("/notification2/unsubscribe", params={"token": token})
