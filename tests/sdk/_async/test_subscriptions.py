"""Notification 2.0 subscriptions and tokens, against the mock."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from c8y_client import BasicAuth, ConflictError, NotFoundError, ServerError
from c8y_client._async.client import CumulocityClient
from c8y_client._async.subscriptions import Subscription
from tests.sdk._async._connected import connected
from tests.sdk.loop import on_loop

if TYPE_CHECKING:
    from mockc8y.control.mock_tenant import MockTenant

TENANT = Subscription.Context.TENANT
OBJECT = Subscription.Context.MANAGED_OBJECT


def device_of(mock: MockTenant) -> str:
    """Make a managed object and give its id."""
    return str(mock.inventory.create({"name": "Pump 7"})["id"])


def names(*found: Subscription) -> list[str]:
    """List the names of subscriptions in alphabetical order."""
    return sorted(each.name or "" for each in found)


@on_loop
async def test_subscription_is_created_with_everything_it_was_given(c8y_mock: MockTenant) -> None:
    """What the platform made of it is taken over, the id among it."""
    source = device_of(c8y_mock)
    async with connected(c8y_mock) as c8y:
        made = await Subscription(
            c8y,
            name="levels",
            context=OBJECT,
            source_id=source,
            api_filter=[Subscription.ApiFilter.MEASUREMENTS],
            type_filter="c8y_Level",
            fragments=["c8y_Level"],
            non_persistent=True,
        ).create()

        read = await c8y.subscriptions.get(str(made.id))

    assert (read.name, read.context, read.source_id) == ("levels", "mo", source)
    assert (read.api_filter, read.type_filter) == (["measurements"], "c8y_Level")
    assert (read.fragments, read.non_persistent) == (["c8y_Level"], True)


def test_one_half_of_the_filter_can_be_taken_back() -> None:
    """Removing the type keeps the list of APIs, although both are in one fragment."""
    subscription = Subscription(name="levels", api_filter=["alarms"], type_filter="a")

    subscription.type_filter = None

    assert subscription.json["subscriptionFilter"] == {"apis": ["alarms"]}


def test_subscription_without_filter_sends_none() -> None:
    """What was not given is left out rather than sent as null."""
    assert Subscription(name="levels", context=TENANT).sendable() == {"subscription": "levels", "context": "tenant"}


def test_subscription_shows_its_name() -> None:
    """The short form names what people know a subscription by."""
    assert repr(Subscription(name="levels", context="mo")) == "Subscription(subscription='levels', context='mo')"


@on_loop
async def test_second_subscription_of_the_same_kind_is_a_conflict(c8y_mock: MockTenant) -> None:
    """Name, context and source together are unique."""
    async with connected(c8y_mock) as c8y:
        await c8y.subscriptions.create(Subscription(name="all", context=TENANT))

        with pytest.raises(ConflictError):
            await Subscription(c8y, name="all", context=TENANT).create()


@on_loop
async def test_subscriptions_are_found_by_their_filters(c8y_mock: MockTenant) -> None:
    """Context, source, name and type filter each narrow the result."""
    source = device_of(c8y_mock)
    async with connected(c8y_mock) as c8y:
        await c8y.subscriptions.create(
            Subscription(name="all", context=TENANT),
            Subscription(name="levels", context=OBJECT, source_id=source, type_filter="a"),
            Subscription(name="doors", context=OBJECT, source_id=source),
        )
        ask = c8y.subscriptions.get_all

        assert names(*await ask(limit=None)) == ["all", "doors", "levels"]
        assert names(*await ask(context=TENANT)) == ["all"]
        assert names(*await ask(source=source)) == ["doors", "levels"]
        assert names(*await ask(subscription="doors")) == ["doors"]
        assert names(*await ask(type_filter="a")) == ["levels"]
        assert names(*await ask("context=tenant")) == ["all"]


@on_loop
async def test_subscriptions_are_counted_without_reading_them(c8y_mock: MockTenant) -> None:
    """The count knows the same filters."""
    source = device_of(c8y_mock)
    async with connected(c8y_mock) as c8y:
        for name in ("a", "b", "c"):
            await Subscription(c8y, name=name, context=OBJECT, source_id=source).create()
        await Subscription(c8y, name="d", context=TENANT).create()

        assert await c8y.subscriptions.get_count() == 4
        assert await c8y.subscriptions.get_count(context="mo") == 3


@on_loop
async def test_subscriptions_are_read_as_values(c8y_mock: MockTenant) -> None:
    """As values of every other resource, without objects around them."""
    async with connected(c8y_mock) as c8y:
        await Subscription(c8y, name="all", context=TENANT).create()

        found = [each async for each in c8y.subscriptions.select(as_values=["subscription", ("source.id", "-")])]

    assert found == [("all", "-")]


@on_loop
async def test_subscription_is_deleted(c8y_mock: MockTenant) -> None:
    """By the object, and by id through the collection."""
    async with connected(c8y_mock) as c8y:
        one = await Subscription(c8y, name="a", context=TENANT).create()
        other = await Subscription(c8y, name="b", context=TENANT).create()

        await one.delete()
        await c8y.subscriptions.delete(str(other.id))

        with pytest.raises(NotFoundError):
            await one.reload()
        assert await c8y.subscriptions.get_count() == 0


@on_loop
async def test_subscriptions_are_deleted_by_source_or_context(c8y_mock: MockTenant) -> None:
    """Each way leaves what the other one is for."""
    source = device_of(c8y_mock)
    async with connected(c8y_mock) as c8y:
        await c8y.subscriptions.create(
            Subscription(name="a", context=TENANT),
            Subscription(name="b", context=OBJECT, source_id=source),
        )

        await c8y.subscriptions.delete_by(source=source)
        assert names(*await c8y.subscriptions.get_all()) == ["a"]

        await c8y.subscriptions.delete_by(context=TENANT)
        assert await c8y.subscriptions.get_count() == 0


@on_loop
async def test_delete_by_nothing_is_refused(c8y_mock: MockTenant) -> None:
    """The platform cannot delete the subscriptions of all objects, which is said before it is asked."""
    async with connected(c8y_mock) as c8y:
        with pytest.raises(ValueError, match="give source="):
            await c8y.subscriptions.delete_by(context="mo")


@on_loop
async def test_both_names_of_the_attributes_lead_to_the_same(c8y_mock: MockTenant) -> None:
    """The names of both published packages work."""
    async with connected(c8y_mock) as c8y:
        await c8y.notification2_subscriptions.create(Subscription(name="all", context=TENANT))

        assert await c8y.subscriptions.get_count() == 1
        assert await c8y.notification2_tokens.generate("all") != await c8y.tokens.generate("all", subscriber="me")


@on_loop
async def test_token_is_for_what_was_asked(c8y_mock: MockTenant) -> None:
    """Subscription, subscriber and kind are in the token, as the platform reads it."""
    async with connected(c8y_mock) as c8y:
        token = await c8y.tokens.generate("levels", expires=10, subscriber="worker", shared=True, non_persistent=True)

        claims = await c8y.get("/notification2/token", params={"token": token})

    assert (claims["sub"], claims["topic"]) == ("worker", f"{c8y_mock.tenant_id}/relnotif/levels")
    assert (claims["shared"], claims["volatile"]) == ("true", "true")
    assert claims["exp"] - claims["iat"] == 600


@on_loop
async def test_subscriber_is_removed_by_its_token(c8y_mock: MockTenant) -> None:
    """A second time the platform fails, which is a `ServerError`."""
    async with connected(c8y_mock) as c8y:
        token = await c8y.tokens.generate("levels")

        await c8y.tokens.unsubscribe(token)

        with pytest.raises(ServerError) as raised:
            await c8y.tokens.unsubscribe(token)
    assert token not in str(raised.value)
    assert token not in repr(raised.value.response)


@on_loop
async def test_unsure_answer_to_unsubscribing_is_an_error() -> None:
    """Only what the platform promises counts as done."""
    transport = httpx.MockTransport(lambda _: httpx.Response(200, json={"result": "NO"}))
    async with CumulocityClient("http://tenant.test", "t1", BasicAuth("joe", "x"), transport=transport) as c8y:
        with pytest.raises(RuntimeError, match="'NO'"):
            await c8y.tokens.unsubscribe("secret")


@on_loop
async def test_address_carries_token_and_consumer_encoded() -> None:
    """Characters that mean something in a URL arrive as they are."""
    async with CumulocityClient("https://tenant.test", "t1", BasicAuth("joe", "x")) as c8y:
        address = urlsplit(c8y.tokens.build_websocket_uri("a.b+c=", "me & you"))

    assert (address.scheme, address.netloc, address.path) == ("wss", "tenant.test", "/notification2/consumer/")
    assert parse_qs(address.query) == {"token": ["a.b+c="], "consumer": ["me & you"]}


@on_loop
async def test_address_of_an_unsafe_tenant_is_unsafe() -> None:
    """`http` becomes `ws`, and no consumer is named unless one is given."""
    async with CumulocityClient("http://tenant.test:8080", "t1", BasicAuth("joe", "x")) as c8y:
        assert c8y.tokens.build_websocket_uri("abc") == "ws://tenant.test:8080/notification2/consumer/?token=abc"


@on_loop
async def test_tokens_are_not_in_the_log(c8y_mock: MockTenant, caplog: pytest.LogCaptureFixture) -> None:
    """Neither when they are issued nor when they are used, not even at level DEBUG."""
    caplog.set_level(logging.DEBUG)
    async with connected(c8y_mock) as c8y:
        token = await c8y.tokens.generate("levels")
        await c8y.tokens.unsubscribe(token)

    assert "/notification2/unsubscribe?token=***" in caplog.text
    assert token not in caplog.text
