"""Microservices: their own clients, those of their tenants, those of their callers."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TypeAlias

import pytest

from c8y_client import BasicAuth, BearerAuth, ServerError, UnauthorizedError
from c8y_client._async.client import CumulocityClient
from c8y_client._async.managed_object import ManagedObject
from c8y_client._async.microservices import MultiTenantCumulocityApp, SimpleCumulocityApp
from c8y_client._http.retry import RetryPolicy
from c8y_client._running.concurrency import async_call_each
from mockc8y.control.mock_tenant import IN_PROCESS_URL, MockTenant
from tests.sdk.counted import Counted
from tests.sdk.doors import Answer, Tenant, async_door
from tests.sdk.loop import on_loop
from tests.sdk.services import SUBSCRIPTIONS, Service, basic, single_tenant

ME = "/user/currentUser"
OBJECTS = "/inventory/managedObjects"

Start: TypeAlias = Callable[[dict[str, str]], None]


@pytest.fixture
def start(monkeypatch: pytest.MonkeyPatch) -> Start:
    """Give a function that sets the environment of a service."""
    monkeypatch.delenv("C8Y_TOKEN", raising=False)

    def start(environment: dict[str, str]) -> None:
        for name, value in environment.items():
            monkeypatch.setenv(name, value)

    return start


@pytest.fixture
def service(c8y_mock: MockTenant, start: Start) -> Service:
    """Give a service that is deployed and started, to which nobody has subscribed yet."""
    made = Service(c8y_mock)
    start(made.environment())
    return made


@pytest.fixture
def counted(c8y_mock: MockTenant) -> Counted:
    """Give the counted door of the mock."""
    return Counted(c8y_mock.transport)


@on_loop
async def test_service_of_one_tenant_is_a_client(c8y_mock: MockTenant, start: Start) -> None:
    """Address, credentials and application key come from the environment."""
    start(single_tenant(c8y_mock))

    async with SimpleCumulocityApp(transport=c8y_mock.transport) as app:
        made = await ManagedObject(app, name="from the service").create()

    assert isinstance(app, CumulocityClient)
    assert made.owner == app.username == c8y_mock.username
    assert (app.tenant_id, app.application_key) == (c8y_mock.tenant_id, "feeder-key")
    assert app.auth == BasicAuth(f"{c8y_mock.tenant_id}/{c8y_mock.username}", c8y_mock.password)


def test_token_serves_instead_of_a_password(
    c8y_mock: MockTenant, start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A service that is given a token needs no user."""
    start(single_tenant(c8y_mock) | {"C8Y_TOKEN": "a.b.c"})
    monkeypatch.delenv("C8Y_USER")
    monkeypatch.delenv("C8Y_PASSWORD")

    assert SimpleCumulocityApp().auth == BearerAuth("a.b.c")


def test_missing_variable_is_named(c8y_mock: MockTenant, start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    """The error names what is missing and what is there, but no values."""
    start(single_tenant(c8y_mock) | {"C8Y_PASSWORD": "very-secret"})
    monkeypatch.delenv("C8Y_USER")

    with pytest.raises(ValueError, match=r"C8Y_USER is missing; .*C8Y_BASEURL, .*C8Y_PASSWORD, C8Y_TENANT") as raised:
        SimpleCumulocityApp()

    assert "very-secret" not in str(raised.value)


@on_loop
async def test_caller_is_who_he_is(c8y_mock: MockTenant, start: Start) -> None:
    """A client for a caller has the caller's rights, and the service's connections and application key."""
    start(single_tenant(c8y_mock))
    c8y_mock.add_user("ana", roles=["ROLE_INVENTORY_ADMIN"])

    async with SimpleCumulocityApp(transport=c8y_mock.transport) as app:
        user = await app.get_user_instance({"authorization": basic(f"{c8y_mock.tenant_id}/ana", "ana")})
        made = await ManagedObject(user, name="from Ana").create()

    assert (user.username, made.owner) == ("ana", "ana")
    assert (user.tenant_id, user.application_key) == (c8y_mock.tenant_id, "feeder-key")


@on_loop
async def test_cookie_wins_over_header(c8y_mock: MockTenant, start: Start) -> None:
    """A session that comes as cookie is the caller's, whatever the header says."""
    start(single_tenant(c8y_mock))
    auth, _ = await CumulocityClient.authenticate(
        IN_PROCESS_URL, c8y_mock.tenant_id, c8y_mock.username, c8y_mock.password, transport=c8y_mock.transport
    )
    token = auth.build_auth_header().removeprefix("Bearer ")

    async with SimpleCumulocityApp(transport=c8y_mock.transport) as app:
        user = await app.get_user_instance({"Authorization": basic("t1/ana", "ana")}, {"authorization": token})
        me = await user.get(ME)

    assert me["userName"] == user.username == c8y_mock.username


@on_loop
async def test_same_caller_gets_the_same_client(c8y_mock: MockTenant, start: Start) -> None:
    """Clients of callers are kept; one user or all can be forgotten."""
    start(single_tenant(c8y_mock))
    ana, bob = {"Authorization": basic("t1/ana", "a")}, {"Authorization": basic("t1/bob", "b")}
    opaque = {"Authorization": "Bearer opaque"}

    async with SimpleCumulocityApp() as app:
        first = [await app.get_user_instance(each) for each in (ana, bob, opaque)]
        assert [await app.get_user_instance(each) for each in (ana, bob, opaque)] == first
        await app.clear_user_cache("ana")
        second = [await app.get_user_instance(each) for each in (ana, bob, opaque)]
        await app.clear_user_cache()
        third = [await app.get_user_instance(each) for each in (ana, bob, opaque)]

    assert [old is new for old, new in zip(first, second, strict=True)] == [False, True, True]
    assert [old is new for old, new in zip(second, third, strict=True)] == [False, False, False]


@on_loop
async def test_callers_are_bounded(c8y_mock: MockTenant, start: Start) -> None:
    """Who called longest ago is forgotten first, and a client that is forgotten goes on working."""
    start(single_tenant(c8y_mock))
    names = [c8y_mock.add_user(name, groups=["admins"])[0] for name in ("ana", "bob", "cy")]

    async with SimpleCumulocityApp(cache_size=2, transport=c8y_mock.transport) as app:
        first, *_ = [await app.get_user_instance({"Authorization": basic(n, n.partition("/")[2])}) for n in names]
        again = await app.get_user_instance({"Authorization": basic(names[0], "ana")})
        me = await first.get(ME)

    assert first is not again
    assert me["userName"] == "ana"


@on_loop
async def test_callers_client_leaves_the_connections_open(c8y_mock: MockTenant, start: Start) -> None:
    """Closing the client of a caller does no harm to the service; closing the service ends all."""
    start(single_tenant(c8y_mock))
    header = {"Authorization": basic(f"{c8y_mock.tenant_id}/{c8y_mock.username}", c8y_mock.password)}

    async with SimpleCumulocityApp(transport=c8y_mock.transport) as app:
        async with await app.get_user_instance(header) as user:
            await user.get(ME)
        assert (await app.get(ME))["userName"] == c8y_mock.username
        await app.clear_user_cache()
        other = await app.get_user_instance(header)

    with pytest.raises(RuntimeError, match="closed"):
        await other.get(ME)


@on_loop
async def test_service_works_for_its_tenants(c8y_mock: MockTenant, service: Service) -> None:
    """It is its own user in each tenant that has subscribed, and unknown in others."""
    async with MultiTenantCumulocityApp(transport=c8y_mock.transport) as app:
        with pytest.raises(KeyError, match=f"the tenant '{c8y_mock.tenant_id}' has not subscribed to this service"):
            await app.get_tenant_instance(c8y_mock.tenant_id)
        service.subscribe()

        tenant = await app.get_tenant_instance(c8y_mock.tenant_id)
        made = await ManagedObject(tenant, name="from the service").create()

        assert await app.get_subscribers() == [c8y_mock.tenant_id]
        assert made.owner == tenant.username == "service_feeder"
        assert (tenant.tenant_id, tenant.auth.get_tenant_id()) == (c8y_mock.tenant_id, c8y_mock.tenant_id)
        assert await app.get_tenant_instance(c8y_mock.tenant_id) is tenant


@on_loop
async def test_tenant_is_found_by_its_caller(c8y_mock: MockTenant, service: Service) -> None:
    """The headers of a request tell the tenant; the client is the service's own there, or the caller's."""
    service.subscribe()
    header = {"AUTHORIZATION": basic(f"{c8y_mock.tenant_id}/{c8y_mock.username}", c8y_mock.password)}

    async with MultiTenantCumulocityApp(transport=c8y_mock.transport) as app:
        tenant = await app.get_tenant_instance(headers=header)
        user = await app.get_user_instance(header)

        assert (tenant.username, user.username) == ("service_feeder", c8y_mock.username)
        assert (await user.get(ME))["userName"] == c8y_mock.username
        with pytest.raises(ValueError, match="give the headers or the cookies"):
            await app.get_tenant_instance()


@on_loop
async def test_credentials_are_asked_for_once(c8y_mock: MockTenant, service: Service, counted: Counted) -> None:
    """Twenty first calls at a time cost one question, and get the same client."""
    service.subscribe()

    async with MultiTenantCumulocityApp(transport=counted) as app:
        found = await async_call_each(app.get_tenant_instance, [c8y_mock.tenant_id] * 20, 20, lambda: None)

    assert len(set(map(id, found))) == 1
    assert counted.paths[SUBSCRIPTIONS] == 1


@on_loop
async def test_exchanged_password_is_found(c8y_mock: MockTenant, service: Service, counted: Counted) -> None:
    """When the platform refuses the password, the new one is asked for, once for all who were refused."""
    service.subscribe()

    async with MultiTenantCumulocityApp(transport=counted) as app:
        tenant = await app.get_tenant_instance(c8y_mock.tenant_id)
        await tenant.get(OBJECTS)
        service.exchange_password()
        answers = await async_call_each(tenant.inventory.get_all, [None] * 10, 10, lambda: None)

    assert answers == [[]] * 10
    assert counted.paths[SUBSCRIPTIONS] == 2


@on_loop
async def test_exchanged_password_is_found_within_the_bounds(c8y_mock: MockTenant, service: Service) -> None:
    """The question for the new password waits for nobody, even if one request may be under way at a time."""
    service.subscribe()

    async with MultiTenantCumulocityApp(max_concurrent=1, transport=c8y_mock.transport) as app:
        tenant = await app.get_tenant_instance(c8y_mock.tenant_id)
        service.exchange_password()
        made = await ManagedObject(tenant, name="from the service").create()

    assert made.owner == "service_feeder"


@on_loop
async def test_one_connection_is_enough(c8y_mock: MockTenant, service: Service, start: Start) -> None:
    """A refused request gives its connection back before the new password is asked for."""
    service.subscribe()
    start({"C8Y_BASEURL": c8y_mock.base_url})

    async with MultiTenantCumulocityApp(connection_limit=1) as app:
        tenant = await app.get_tenant_instance(c8y_mock.tenant_id)
        service.exchange_password()
        made = await ManagedObject(tenant, name="from the service").create()

    assert made.owner == "service_feeder"


@on_loop
async def test_tenant_that_has_left_is_refused(c8y_mock: MockTenant, service: Service) -> None:
    """The client of a tenant that has unsubscribed raises what the platform says; a new one is a `KeyError`."""
    service.subscribe()

    async with MultiTenantCumulocityApp(transport=c8y_mock.transport) as app:
        tenant = await app.get_tenant_instance(c8y_mock.tenant_id)
        service.unsubscribe()
        with pytest.raises(UnauthorizedError):
            await tenant.get(OBJECTS)
        await app.clear_tenant_cache(c8y_mock.tenant_id)
        with pytest.raises(KeyError, match="has not subscribed"):
            await app.get_tenant_instance(c8y_mock.tenant_id)


@on_loop
async def test_refusal_that_is_not_about_the_password_is_final(service: Service) -> None:
    """When the same credentials come again, the refused request is not repeated."""
    service.subscribe()
    users = b'{"users": [{"tenant": "t1", "name": "s", "password": "p"}]}'
    tenant = Tenant(Answer(200, users), Answer(401, b"{}"), Answer(200, users))

    async with MultiTenantCumulocityApp(transport=async_door(tenant)) as app:
        with pytest.raises(UnauthorizedError):
            await (await app.get_tenant_instance("t1")).get("/a")

    assert [each.path for each in tenant.seen] == [SUBSCRIPTIONS, "/a", SUBSCRIPTIONS]


@on_loop
async def test_pieces_are_not_sent_again(service: Service) -> None:
    """A body that was produced piece by piece is gone, so its 401 is raised."""
    service.subscribe()
    tenant = Tenant(Answer(200, b'{"users": [{"tenant": "t1", "name": "s", "password": "p"}]}'), Answer(401))

    async with MultiTenantCumulocityApp(transport=async_door(tenant)) as app:
        with pytest.raises(UnauthorizedError):
            await (await app.get_tenant_instance("t1")).put("/a", content=iter([b"x"]))

    assert len(tenant.seen) == 2


@on_loop
async def test_more_tenants_than_places(service: Service) -> None:
    """A tenant for whose credentials there is no room is served all the same."""
    service.subscribe()
    users = b'{"users": [%s]}' % b", ".join(
        b'{"tenant": "t%d", "name": "s", "password": "p%d"}' % (number, number) for number in range(3)
    )
    tenant = Tenant(*[Answer(200, users), Answer(200, b"{}")] * 3)

    async with MultiTenantCumulocityApp(cache_size=1, transport=async_door(tenant)) as app:
        for number in range(3):
            await (await app.get_tenant_instance(f"t{number}")).get("/a")

    sent = [seen.headers["authorization"] for seen in tenant.seen if seen.path == "/a"]
    assert sent == [basic(f"t{number}/s", f"p{number}") for number in range(3)]


@on_loop
async def test_tenant_cache_can_be_cleared(c8y_mock: MockTenant, service: Service, counted: Counted) -> None:
    """Clients and credentials are forgotten, for one tenant or all."""
    service.subscribe()

    async with MultiTenantCumulocityApp(transport=counted) as app:
        first = await app.get_tenant_instance(c8y_mock.tenant_id)
        await app.clear_tenant_cache("another")
        assert await app.get_tenant_instance(c8y_mock.tenant_id) is first
        await app.clear_tenant_cache()
        second = await app.get_tenant_instance(c8y_mock.tenant_id)
        assert (await first.get(OBJECTS))["managedObjects"] == []

    assert second is not first
    assert counted.paths[SUBSCRIPTIONS] == 2


@on_loop
async def test_credentials_are_never_told(
    c8y_mock: MockTenant, service: Service, caplog: pytest.LogCaptureFixture
) -> None:
    """Neither the log nor what clients look like has a password in it."""
    service.subscribe()
    caplog.set_level(logging.DEBUG)

    async with MultiTenantCumulocityApp(transport=c8y_mock.transport) as app:
        tenant = await app.get_tenant_instance(c8y_mock.tenant_id)
        await tenant.get(OBJECTS)
        secret = app._subscribers.known(c8y_mock.tenant_id).password
        shown = f"{tenant!r} {tenant.auth!r} {vars(tenant.auth)!r} {app!r} {app.bootstrap_instance.auth!r}"

    assert SUBSCRIPTIONS in caplog.text
    assert secret not in caplog.text + shown


@on_loop
async def test_failed_question_is_raised(service: Service) -> None:
    """Trouble with the platform is no missing subscription."""
    service.subscribe()
    app = MultiTenantCumulocityApp(transport=async_door(Tenant(Answer(500))), retry=RetryPolicy(attempts=1))

    async with app:
        with pytest.raises(ServerError):
            await app.get_tenant_instance("t1")


def test_connections_are_bounded(service: Service) -> None:
    """The smaller limit holds, and connection options of clients are taken."""
    service.subscribe()

    limits = MultiTenantCumulocityApp(connection_limit=20, connection_limit_per_host=5).bootstrap_instance.transport
    own = MultiTenantCumulocityApp(timeout=3, verify=False).bootstrap_instance.transport.settings

    assert limits.settings.limits.max_connections == 5
    assert (own.limits.max_connections, own.timeout, own.verify) == (100, 3, False)


@on_loop
async def test_user_is_known_when_credentials_are(c8y_mock: MockTenant, service: Service) -> None:
    """Before the first question a tenant's client cannot say who it is."""
    service.subscribe()

    async with MultiTenantCumulocityApp(transport=c8y_mock.transport) as app:
        tenant = await app.get_tenant_instance(c8y_mock.tenant_id)
        header = tenant.auth.build_auth_header()
        await app.clear_tenant_cache()
        with pytest.raises(ValueError, match="not known yet: the next request asks"):
            tenant.auth.build_auth_header()
        with pytest.raises(ValueError, match="not known yet"):
            tenant.auth.get_username()

    assert header.startswith("Basic ")
