"""A client with just what listeners need."""

from __future__ import annotations

from c8y_client import BasicAuth
from c8y_client._async._transport import Transport
from c8y_client.sync._transport import Transport as SyncTransport
from c8y_client._settings import Settings
from c8y_client._retry import RetryPolicy
from urllib.parse import urlencode


def token_json(subscription, expires, subscriber, signed, shared, non_persistent):
    return {
        "subscription": subscription,
        "expiresInMinutes": expires,
        "subscriber": subscriber,
        "signed": signed,
        "shared": shared,
        "nonPersistent": non_persistent,
    }


class Tokens:
    def __init__(self, c8y):
        self.c8y = c8y

    async def generate(
        self, subscription, expires=1440, subscriber=None, *, signed=True, shared=False, non_persistent=False
    ):
        answer = await self.c8y.transport.post(
            "/notification2/token", json=token_json(subscription, expires, subscriber, signed, shared, non_persistent)
        )
        return answer.json()["token"]

    async def unsubscribe(self, token):
        await self.c8y.transport.post("/notification2/unsubscribe", params={"token": token}, json={})

    def build_websocket_uri(self, token, consumer=None):
        q = {"token": token, **({"consumer": consumer} if consumer else {})}
        return f"ws{self.c8y.base_url[4:]}/notification2/consumer/?{urlencode(q)}"


class StandIn:
    def __init__(self, base_url, tenant_id, auth):
        self.base_url, self.tenant_id, self.auth = base_url, tenant_id, auth
        self.settings = Settings(retry=RetryPolicy(attempts=1))
        self.transport = Transport(base_url, auth, settings=self.settings)
        self.tokens = Tokens(self)

    async def post(self, resource, *, json=None, **o):
        return (await self.transport.post(resource, json=json, **o)).json()


class SyncTokens:
    def __init__(self, c8y):
        self.c8y = c8y

    def generate(self, subscription, expires=1440, subscriber=None, *, signed=True, shared=False, non_persistent=False):
        answer = self.c8y.transport.post(
            "/notification2/token", json=token_json(subscription, expires, subscriber, signed, shared, non_persistent)
        )
        return answer.json()["token"]

    def unsubscribe(self, token):
        self.c8y.transport.post("/notification2/unsubscribe", params={"token": token}, json={})

    build_websocket_uri = Tokens.build_websocket_uri


class SyncStandIn:
    def __init__(self, base_url, tenant_id, auth):
        self.base_url, self.tenant_id, self.auth = base_url, tenant_id, auth
        self.settings = Settings(retry=RetryPolicy(attempts=1))
        self.transport = SyncTransport(base_url, auth, settings=self.settings)
        self.tokens = SyncTokens(self)

    def post(self, resource, *, json=None, **o):
        return self.transport.post(resource, json=json, **o).json()
