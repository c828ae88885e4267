"""Requests for Notification 2.0."""

from __future__ import annotations

from mockc8y.store.codec import Document
from tests.world import Ask, World

PATH = "/notification2/subscriptions"
_CLAIMS = {"subscriber": "worker", "subscription": "levels", "expiresInMinutes": 60}


def _new(world: World) -> Document:
    return {
        "context": "mo",
        "source": {"id": world.object()},
        "subscription": "levels",
        "subscriptionFilter": {"apis": ["measurements", "events"], "typeFilter": "'acme_Level' or 'acme_Flow'"},
        "fragmentsToCopy": ["acme_Level"],
    }


def _create(world: World) -> Ask:
    return Ask(json=_new(world))


def _find(world: World) -> Ask:
    world.post(PATH, _new(world))
    return Ask(query="context=mo&withTotalPages=true")


def _one(world: World) -> Ask:
    return Ask((world.post(PATH, _new(world)),))


def _delete_all(world: World) -> Ask:
    new = _new(world)
    world.post(PATH, new)
    return Ask(query=f"context=mo&source={new['source']['id']}")


def _token(_: World) -> Ask:
    return Ask(json=_CLAIMS)


def _unsubscribe(world: World) -> Ask:
    token = world.call("POST", "/notification2/token", json=_CLAIMS).json()["token"]
    return Ask(query=f"token={token}")


SCENARIOS = {
    "postNotificationSubscriptionResource": _create,
    "getNotificationSubscriptionCollectionResource": _find,
    "deleteNotificationSubscriptionBySourceResource": _delete_all,
    "getNotificationSubscriptionResource": _one,
    "deleteNotificationSubscriptionResource": _one,
    "postNotificationTokenResource": _token,
    "postNotificationTokenUnsubscribeResource": _unsubscribe,
}
