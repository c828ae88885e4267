"""The synchronous clients by the names of the older SDK."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from c8y_client.sync import (
    BearerAuth,
    CumulocityApi,
    CumulocityClient,
    CumulocityDeviceRegistry,
    CumulocityRestApi,
    DeviceGroupInventory,
    MultiTenantCumulocityApp,
    SimpleCumulocityApp,
    Subscriptions,
    Tokens,
    UserGroups,
)
from mockc8y.control.mock_tenant import IN_PROCESS_URL, MockTenant
from mockc8y.domain.platform import BOOTSTRAP_PASSWORD, BOOTSTRAP_USER
from tests.sdk.services import Service, basic, single_tenant

OBJECTS = "/inventory/managedObjects"


@pytest.fixture
def api(c8y_mock: MockTenant) -> CumulocityApi:
    """Connect to the mock as its administrator."""
    return CumulocityApi(
        IN_PROCESS_URL, c8y_mock.tenant_id, c8y_mock.username, c8y_mock.password, transport=c8y_mock.transport
    )


def environment(monkeypatch: pytest.MonkeyPatch, variables: dict[str, str]) -> None:
    """Set the environment of a service."""
    monkeypatch.delenv("C8Y_TOKEN", raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)


def test_api_is_connector_and_client(api: CumulocityApi) -> None:
    """It has the connector's methods by position and the client's attributes by the older names."""
    made = api.post(OBJECTS, {"name": "pump"})

    assert isinstance(api, CumulocityRestApi)
    assert isinstance(api, CumulocityClient)
    assert api.inventory.get(made["id"]).name == api.get(OBJECTS, {"pageSize": 1})["managedObjects"][0]["name"]
    older = (api.global_roles, api.devicegroups, api.notification2_subscriptions, api.notification2_tokens)
    assert list(map(type, older)) == [UserGroups, DeviceGroupInventory, Subscriptions, Tokens]
    api.inventory.delete(made["id"])
    assert api.inventory.get_all() == []


def test_api_takes_a_token(c8y_mock: MockTenant) -> None:
    """The token of a login serves instead of name and password."""
    token, _ = CumulocityApi.authenticate(
        IN_PROCESS_URL, c8y_mock.tenant_id, c8y_mock.username, c8y_mock.password, transport=c8y_mock.transport
    )

    with CumulocityApi(IN_PROCESS_URL, c8y_mock.tenant_id, auth=BearerAuth(token), transport=c8y_mock.transport) as api:
        assert api.users.get(c8y_mock.username).username == api.username == c8y_mock.username


def test_registry_connects_a_device(api: CumulocityApi, c8y_mock: MockTenant) -> None:
    """The connection of a device is a `CumulocityApi`."""
    registry = CumulocityDeviceRegistry(c8y_mock.base_url, "management", BOOTSTRAP_USER, BOOTSTRAP_PASSWORD, timeout=9)
    api.device_inventory.request("pump-7")
    with registry:
        with pytest.raises(TimeoutError):
            registry.await_credentials("pump-7", timeout="0s")
        api.device_inventory.accept("pump-7")
        device = registry.await_connection("pump-7")

    with device:
        owner = device.post(OBJECTS, {"name": "pump"})["owner"]
    assert isinstance(device, CumulocityApi)
    assert (owner, device.transport.settings.timeout) == ("device_pump-7", 9)


def test_registry_credentials_have_their_name(api: CumulocityApi, c8y_mock: MockTenant) -> None:
    """The class of credentials is found at the registry, as in the older SDK."""
    shared = (BOOTSTRAP_USER, BOOTSTRAP_PASSWORD)
    registry = CumulocityDeviceRegistry(IN_PROCESS_URL, "management", *shared, transport=c8y_mock.transport)
    api.device_inventory.request("pump-7")
    with pytest.raises(TimeoutError):
        registry.await_credentials("pump-7", "0s", "1s")
    api.device_inventory.accept("pump-7")

    assert isinstance(registry.await_credentials("pump-7"), CumulocityDeviceRegistry.Credentials)


def test_registry_is_found_in_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """`default` connects as the variables say."""
    environment(
        monkeypatch,
        {
            "C8Y_BASEURL": "http://t",
            "C8Y_DEVICEBOOTSTRAP_TENANT": "management",
            "C8Y_DEVICEBOOTSTRAP_USER": "b",
            "C8Y_DEVICEBOOTSTRAP_PASSWORD": "p",
        },
    )

    registry = CumulocityDeviceRegistry.default()

    assert registry.auth.build_auth_header() == basic("management/b", "p")


def test_service_of_one_tenant_has_the_older_signatures(c8y_mock: MockTenant, monkeypatch: pytest.MonkeyPatch) -> None:
    """The service and its callers are clients as the older SDK has them."""
    environment(monkeypatch, single_tenant(c8y_mock))
    header = {"Authorization": basic(f"{c8y_mock.tenant_id}/{c8y_mock.username}", c8y_mock.password)}

    with SimpleCumulocityApp(transport=c8y_mock.transport) as app:
        user = app.get_user_instance(header)
        made = user.post(OBJECTS, {"name": "pump"})
        assert app.get(f"{OBJECTS}/{made['id']}", {"withChildren": False})["name"] == "pump"

    assert isinstance(app, CumulocityApi)
    assert isinstance(user, CumulocityApi)


def test_service_of_many_tenants_has_the_older_signatures(
    c8y_mock: MockTenant, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same for a service of many tenants."""
    service = Service(c8y_mock)
    service.subscribe()
    environment(monkeypatch, service.environment())

    with MultiTenantCumulocityApp(transport=c8y_mock.transport) as app:
        tenant = app.get_tenant_instance(c8y_mock.tenant_id)
        assert tenant.post(OBJECTS, {"name": "pump"})["owner"] == "service_feeder"

    assert isinstance(tenant, CumulocityApi)
    assert isinstance(app.bootstrap_instance, CumulocityApi)


def test_callers_client_serves_many_threads(c8y_mock: MockTenant, monkeypatch: pytest.MonkeyPatch) -> None:
    """Threads of a web server share the client of a caller."""
    environment(monkeypatch, single_tenant(c8y_mock) | {"C8Y_BASEURL": c8y_mock.base_url})
    header = {"Authorization": basic(f"{c8y_mock.tenant_id}/{c8y_mock.username}", c8y_mock.password)}

    with SimpleCumulocityApp() as app, ThreadPoolExecutor(8) as threads:

        def serve(number: int) -> str:
            owner: str = app.get_user_instance(header).post(OBJECTS, {"name": str(number)})["owner"]
            return owner

        owners = set(threads.map(serve, range(40)))
        assert app.inventory.get_count() == 40

    assert owners == {c8y_mock.username}
