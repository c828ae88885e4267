"""Applications through c8y_api, and microservices that are built on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from c8y_api import CumulocityApi
from c8y_api.app import MultiTenantCumulocityApp, SimpleCumulocityApp
from c8y_api.model import Application, ManagedObject
from c8y_tk.app import SubscriptionListener

from mockc8y.control.mock_tenant import MockTenant
from tests import archives
from tests.clients.applications import PATH, deploy, start_for_one_tenant, start_multi_tenant, subscribe

pytestmark = pytest.mark.clients

HOSTED = {"name": "pumps", "key": "pumps-key", "type": "HOSTED", "contextPath": "pumps"}


@pytest.fixture
def application(c8y_mock: MockTenant) -> str:
    """Give the id of a microservice that runs."""
    return deploy(c8y_mock.client())


@pytest.fixture
def service(
    c8y_mock: MockTenant, application: str, monkeypatch: pytest.MonkeyPatch
) -> Iterator[MultiTenantCumulocityApp]:
    """Give a microservice for many tenants."""
    start_multi_tenant(monkeypatch, c8y_mock, application)
    made = MultiTenantCumulocityApp()
    yield made
    made.bootstrap_instance.session.close()


@pytest.fixture
def instance(service: MultiTenantCumulocityApp) -> Iterator[Callable[[str], CumulocityApi]]:
    """Give a function that makes the microservice's clients for its tenants."""
    made: list[CumulocityApi] = []

    def connect(tenant: str) -> CumulocityApi:
        made.append(service.get_tenant_instance(tenant))
        return made[-1]

    yield connect
    for client in made:
        client.session.close()


def test_application_lives(c8y: CumulocityApi) -> None:
    """It is made, found, changed and deleted. Only microservices do without what this client does not send."""
    made = Application(c8y, name="feeder", key="feeder-key", type=Application.MICROSERVICE_TYPE)
    created = made.create()
    created.availability = Application.MARKET_AVAILABILITY
    created.update()

    found = c8y.applications.get(created.id)
    assert (found.name, found.owner, found.availability) == ("feeder", c8y.tenant_id, "MARKET")
    assert [known.id for known in c8y.applications.get_all(name="feeder")] == [created.id]

    created.delete()
    with pytest.raises(KeyError):
        c8y.applications.get(created.id)


def test_default_applications_are_found(c8y: CumulocityApi) -> None:
    """Every tenant has them from the management tenant."""
    found = c8y.applications.get_all(owner="management")

    assert {known.name for known in found} >= {"administration", "cockpit", "devicemanagement"}
    assert {(known.type, known.availability) for known in found} == {("HOSTED", "MARKET")}


def test_filters_tell_owned_from_used(c8y: CumulocityApi, application: str) -> None:
    """A tenant's own application is not provided for it, and owned by it alone."""
    assert [known.id for known in c8y.applications.get_all(owner=c8y.tenant_id)] == [application]
    assert application in {known.id for known in c8y.applications.get_all(tenant=c8y.tenant_id)}
    assert application not in {known.id for known in c8y.applications.get_all(provided_for=c8y.tenant_id)}
    assert [known.id for known in c8y.applications.get_all(type="MICROSERVICE")] == [application]


def test_archive_is_uploaded(c8y: CumulocityApi, tmp_path: Path) -> None:
    """An archive comes from a file and waits to be activated."""
    created = c8y.post(PATH, HOSTED)
    file = tmp_path / "pumps.zip"
    file.write_bytes(archives.web_app())

    c8y.applications.upload_attachment(created["id"], str(file))

    (attachment,) = c8y.get(f"{PATH}/{created['id']}/binaries")["attachments"]
    assert (attachment["name"], attachment["length"]) == ("pumps.zip", file.stat().st_size)


def test_microservice_finds_itself(service: MultiTenantCumulocityApp, application: str) -> None:
    """The bootstrap user reads its own application."""
    assert service.bootstrap_instance.applications.get_current().id == application
    assert service.bootstrap_instance.applications.get_current_subscriptions() == []


def test_microservice_works_for_its_tenants(
    service: MultiTenantCumulocityApp,
    c8y_mock: MockTenant,
    application: str,
    instance: Callable[[str], CumulocityApi],
) -> None:
    """It gets a login for each tenant that is subscribed, and for no other."""
    with pytest.raises(KeyError):
        service.get_tenant_instance(c8y_mock.tenant_id)
    subscribe(c8y_mock.client(), c8y_mock.tenant_id, application)

    made = ManagedObject(instance(c8y_mock.tenant_id), name="From the microservice").create()

    assert service.get_subscribers() == [c8y_mock.tenant_id]
    assert made.owner == "service_feeder"


def test_microservice_for_one_tenant_works(
    c8y_mock: MockTenant, application: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is given the login of its tenant and asks for nothing else."""
    subscribe(c8y_mock.client(), c8y_mock.tenant_id, application)
    start_for_one_tenant(monkeypatch, c8y_mock, application)

    app = SimpleCumulocityApp()
    try:
        made = ManagedObject(app, name="From the microservice").create()
    finally:
        app.session.close()

    assert (app.application_key, made.owner) == ("feeder-key", "service_feeder")


def test_listener_notices_subscriptions(
    service: MultiTenantCumulocityApp, c8y_mock: MockTenant, application: str
) -> None:
    """A microservice that watches its subscriptions learns who comes."""
    subscribe(c8y_mock.client(), c8y_mock.tenant_id, application)
    listener = SubscriptionListener(service, polling_interval=0.01, startup_delay=0)
    told: list[str] = []

    def notice(tenant: str) -> None:
        told.append(tenant)
        listener.stop()

    listener.add_callback(notice, when="added").listen()

    assert told == [c8y_mock.tenant_id]
