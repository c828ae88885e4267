"""Devices that are new get their credentials."""

from __future__ import annotations

import logging
from datetime import timedelta

import orjson
import pytest

from c8y_client import AccessDeniedError, BasicAuth, ConnectionFailed, UnauthorizedError
from c8y_client._access.credentials import Credentials
from c8y_client._async.device import Device
from c8y_client._async.registry import DeviceRegistryClient
from c8y_client._documents.dates import Age
from c8y_client._http.retry import RetryPolicy
from mockc8y.control.mock_tenant import IN_PROCESS_URL, MockTenant
from mockc8y.domain.platform import BOOTSTRAP_PASSWORD, BOOTSTRAP_USER
from tests.sdk._async._connected import connected
from tests.sdk.doors import Answer, Naps, Tenant, async_door
from tests.sdk.loop import on_loop

BASE = "http://tenant.test"
SHARED = BasicAuth(f"management/{BOOTSTRAP_USER}", BOOTSTRAP_PASSWORD)
NOT_YET = Answer(404, b"{}")
FOUND = Answer(201, orjson.dumps({"tenantId": "t1", "username": "device_p", "password": "pw"}))


class Clock(Naps):
    """Pauses that take no time here, but do on this clock."""

    def now(self) -> float:
        """Tell the time."""
        return 1000 + sum(self.taken)


def registry(tenant: Tenant) -> DeviceRegistryClient:
    """Connect a new device to a scripted tenant."""
    return DeviceRegistryClient(BASE, "management", SHARED, transport=async_door(tenant), retry=RetryPolicy(attempts=1))


def real(mock: MockTenant, auth: BasicAuth = SHARED) -> DeviceRegistryClient:
    """Connect a new device to the mock."""
    return DeviceRegistryClient(IN_PROCESS_URL, "management", auth, transport=mock.transport)


@on_loop
async def test_device_gets_its_credentials_when_somebody_accepts_it(c8y_mock: MockTenant) -> None:
    """The device asks, somebody accepts it, and what it gets is the login of a user of its own."""
    pauses: list[float] = []

    async def accept_meanwhile(seconds: float) -> None:
        pauses.append(seconds)
        await c8y.device_inventory.accept("pump-7")

    async with connected(c8y_mock) as c8y, real(c8y_mock) as device:
        await c8y.device_inventory.request("pump-7")
        found = await device.await_credentials("pump-7", pause="500ms", sleep=accept_meanwhile)

    assert (found.tenant_id, found.username) == (c8y_mock.tenant_id, "device_pump-7")
    assert found.password
    assert pauses == [0.5]


@on_loop
async def test_acceptance_may_wait_for_the_device(c8y_mock: MockTenant) -> None:
    """A device that asked before it was looked for is accepted by `accept(wait=True)`."""
    async with connected(c8y_mock) as c8y, real(c8y_mock) as device:
        await c8y.device_inventory.request("pump-7")
        with pytest.raises(TimeoutError):
            await device.await_credentials("pump-7", timeout="0s")
        await c8y.device_inventory.accept("pump-7", wait=True)
        found = await device.await_credentials("pump-7")

    assert found.username == "device_pump-7"


@on_loop
async def test_connection_of_the_device_works(c8y_mock: MockTenant) -> None:
    """The device is connected by the settings of its registry, and owns what it creates."""
    auth = BasicAuth(f"management/{BOOTSTRAP_USER}", BOOTSTRAP_PASSWORD)
    async with (
        connected(c8y_mock) as c8y,
        DeviceRegistryClient(c8y_mock.base_url, "management", auth, "pump-agent", timeout=30) as registry,
    ):
        await c8y.device_inventory.request("pump-7")
        with pytest.raises(TimeoutError):
            await registry.await_credentials("pump-7", timeout="0s")
        await c8y.device_inventory.accept("pump-7")
        async with await registry.await_connection("pump-7") as connection:
            made = await Device(connection, name="Pump 7").create()

    assert made.owner == connection.username == "device_pump-7"
    assert (connection.tenant_id, connection.application_key) == (c8y_mock.tenant_id, "pump-agent")
    assert connection.transport.settings.timeout == 30


@on_loop
@pytest.mark.parametrize(
    ("limit", "pause", "naps"),
    [
        ("3s", "1s", [1, 1, 1]),
        ("1500ms", "1s", [1, 0.5]),
        ("1m", "2m", [60]),
        ("1d", "12h", [43200, 43200]),
        (timedelta(days=2), timedelta(days=1), [86400, 86400]),
        ("0s", "1s", []),
    ],
)
async def test_durations_are_taken_as_they_are(limit: Age, pause: Age, naps: list[float]) -> None:
    """Days count in full, milliseconds are no minutes, and the last pause ends with the time limit."""
    clock = Clock()
    tenant = Tenant(*[NOT_YET] * (len(naps) + 1))

    async with registry(tenant) as device:
        with pytest.raises(TimeoutError, match="nobody has accepted the device 'p' within"):
            await device.await_credentials("p", limit, pause, sleep=clock.async_nap, now=clock.now)

    assert clock.taken == naps
    assert tenant.script == []


@on_loop
async def test_time_limit_that_cannot_be_read_is_refused() -> None:
    """A misspelt duration is a `ValueError` before anything is sent."""
    tenant = Tenant()

    async with registry(tenant) as device:
        with pytest.raises(ValueError, match="5 fortnights"):
            await device.await_credentials("p", timeout="5 fortnights")

    assert tenant.seen == []


@on_loop
@pytest.mark.parametrize(("status", "kind"), [(401, UnauthorizedError), (403, AccessDeniedError)])
async def test_refusal_is_raised_at_once(status: int, kind: type[Exception]) -> None:
    """Wrong shared credentials do not get better by asking again."""
    clock = Clock()

    async with registry(Tenant(NOT_YET, Answer(status))) as device:
        with pytest.raises(kind):
            await device.await_credentials("p", sleep=clock.async_nap, now=clock.now)

    assert clock.taken == [1]


@on_loop
async def test_wrong_login_is_refused_by_the_platform(c8y_mock: MockTenant) -> None:
    """The mock knows the shared user's password."""
    async with real(c8y_mock, BasicAuth("management/devicebootstrap", "wrong")) as device:
        with pytest.raises(UnauthorizedError):
            await device.await_credentials("pump-7")


@on_loop
async def test_failed_connection_is_raised() -> None:
    """An unreachable platform is told as such."""
    async with DeviceRegistryClient(
        "http://127.0.0.1:1", "management", SHARED, retry=RetryPolicy(attempts=1)
    ) as device:
        with pytest.raises(ConnectionFailed):
            await device.await_credentials("p")


@on_loop
async def test_question_is_in_the_platforms_words() -> None:
    """The device names itself; path and document are the platform's."""
    tenant = Tenant(FOUND)

    async with registry(tenant) as device:
        assert await device.await_credentials("p") == Credentials("t1", "device_p", "pw")

    [seen] = tenant.seen
    assert (seen.method, seen.path, seen.body) == ("POST", "/devicecontrol/deviceCredentials", b'{"id":"p"}')


@on_loop
async def test_password_is_not_shown(caplog: pytest.LogCaptureFixture) -> None:
    """Neither the credentials' look nor the log has it."""
    caplog.set_level(logging.DEBUG)
    answer = Answer(201, orjson.dumps({"tenantId": "t1", "username": "device_p", "password": "very-secret"}))

    async with registry(Tenant(answer)) as device:
        found = await device.await_credentials("p")

    assert repr(found) == "Credentials(tenant_id='t1', username='device_p')"
    assert "very-secret" not in caplog.text


@on_loop
async def test_environment_names_the_shared_user(c8y_mock: MockTenant, monkeypatch: pytest.MonkeyPatch) -> None:
    """`default` connects without arguments; what is missing is named."""
    monkeypatch.setenv("C8Y_BASEURL", c8y_mock.base_url)
    monkeypatch.setenv("C8Y_DEVICEBOOTSTRAP_TENANT", "management")
    monkeypatch.setenv("C8Y_DEVICEBOOTSTRAP_USER", BOOTSTRAP_USER)
    with pytest.raises(ValueError, match="C8Y_DEVICEBOOTSTRAP_PASSWORD is missing"):
        DeviceRegistryClient.default()
    monkeypatch.setenv("C8Y_DEVICEBOOTSTRAP_PASSWORD", BOOTSTRAP_PASSWORD)

    async with DeviceRegistryClient.default() as device:
        with pytest.raises(TimeoutError):
            await device.await_credentials("nobody", timeout="0s")

    assert device.auth == SHARED
