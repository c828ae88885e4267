"""Applications through pyc8y, and microservices that are built on it."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyc8y import CumulocityClient, MultiTenantCumulocityApp, SimpleCumulocityApp
from pyc8y.model import Application, ManagedObject

from mockc8y.control.mock_tenant import MockTenant
from tests import archives
from tests.clients.applications import PATH, deploy, start_for_one_tenant, start_multi_tenant, subscribe

pytestmark = pytest.mark.clients


@pytest.fixture
def application(c8y_mock: MockTenant) -> str:
    """Give the id of a microservice that runs."""
    return deploy(c8y_mock.client())


@pytest.fixture
def service(c8y_mock: MockTenant, application: str, monkeypatch: pytest.MonkeyPatch) -> MultiTenantCumulocityApp:
    """Give a microservice for many tenants."""
    start_multi_tenant(monkeypatch, c8y_mock, application)
    return MultiTenantCumulocityApp()


async def test_application_lives(c8y: CumulocityClient) -> None:
    """It is made, found, changed and deleted."""
    made = await Application(c8y, name="pumps", key="pumps-key", type="HOSTED", context_path="pumps").create()
    made.availability = Application.MARKET_AVAILABILITY
    made.global_title = "Pumps"
    await made.update()

    found = await c8y.applications.get(made.id)
    assert (found.name, found.owner, found.availability) == ("pumps", c8y.tenant_id, "MARKET")
    assert found.global_title == "Pumps"
    assert [known.id for known in await c8y.applications.get_all(name="pumps")] == [made.id]

    await made.delete()
    with pytest.raises(KeyError):
        await c8y.applications.get(made.id)


async def test_default_applications_are_found(c8y: CumulocityClient) -> None:
    """Every tenant has them from the management tenant."""
    found = await c8y.applications.get_all(owner="management", limit=None)

    assert {known.name for known in found} >= {"administration", "cockpit", "devicemanagement"}
    assert {known.owner for known in found} == {"management"}


async def test_filters_tell_owned_from_used(c8y: CumulocityClient, application: str) -> None:
    """A tenant's own application is not provided for it, and has no versions."""
    assert [known.id for known in await c8y.applications.get_all(owner=c8y.tenant_id)] == [application]
    assert application in {known.id for known in await c8y.applications.get_all(tenant=c8y.tenant_id)}
    assert application not in {known.id for known in await c8y.applications.get_all(provided_for=c8y.tenant_id)}
    assert await c8y.applications.get_all(has_versions=True) == []


async def test_archive_is_uploaded(c8y: CumulocityClient, tmp_path: Path) -> None:
    """An archive comes from a file and waits to be activated."""
    made = await Application(c8y, name="pumps", key="pumps-key", type="HOSTED", context_path="pumps").create()
    file = tmp_path / "pumps.zip"
    file.write_bytes(archives.web_app())

    await c8y.applications.upload_attachment(made.id, str(file))

    (attachment,) = (await c8y.get(f"{PATH}/{made.id}/binaries"))["attachments"]
    assert (attachment["name"], attachment["length"]) == ("pumps.zip", file.stat().st_size)


async def test_microservice_finds_itself(
    service: MultiTenantCumulocityApp, c8y: CumulocityClient, c8y_mock: MockTenant, application: str
) -> None:
    """The bootstrap user reads its own application, its settings, and who is subscribed."""
    await c8y.put("/tenant/options/feeder", json={"interval": "5"})
    subscribe(c8y_mock.client(), c8y_mock.tenant_id, application)

    async with service:
        own = service.bootstrap_instance.applications
        current, settings, (user,) = (
            await own.get_current(),
            await own.get_current_settings(),
            await own.get_current_subscriptions(),
        )

    assert (current.id, current.resolve_tenant_option_category()) == (application, "feeder")
    assert settings == {"interval": "5"}
    assert (user.tenant_id, user.username) == (c8y_mock.tenant_id, "service_feeder")


async def test_microservice_works_for_its_tenants(
    service: MultiTenantCumulocityApp, c8y_mock: MockTenant, application: str
) -> None:
    """It gets a login for each tenant that is subscribed, and for no other."""
    async with service:
        with pytest.raises(KeyError):
            await service.get_tenant_instance(c8y_mock.tenant_id)
        subscribe(c8y_mock.client(), c8y_mock.tenant_id, application)

        instance = await service.get_tenant_instance(c8y_mock.tenant_id)
        made = await ManagedObject(instance, name="From the microservice").create()

        assert await service.get_subscribers() == [c8y_mock.tenant_id]
        assert made.owner == "service_feeder"


async def test_microservice_for_one_tenant_works(
    c8y_mock: MockTenant, application: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is given the login of its tenant and asks for nothing else."""
    subscribe(c8y_mock.client(), c8y_mock.tenant_id, application)
    start_for_one_tenant(monkeypatch, c8y_mock, application)

    async with SimpleCumulocityApp() as app:
        made = await ManagedObject(app, name="From the microservice").create()

    assert made.owner == "service_feeder"


async def test_listener_notices_subscriptions(
    service: MultiTenantCumulocityApp, c8y_mock: MockTenant, application: str
) -> None:
    """A microservice that watches its subscriptions learns who comes and who goes."""
    client = c8y_mock.client()
    subscribe(client, c8y_mock.tenant_id, application)
    told: list[tuple[str, str]] = []

    async with service:
        listener = service.create_subscription_listener(polling_interval=0.01, startup_delay=0)

        async def come(tenant: str) -> None:
            told.append(("came", tenant))
            client.delete(f"/tenant/tenants/{tenant}/applications/{application}")

        async def leave(tenant: str) -> None:
            told.append(("went", tenant))
            listener.stop()

        listener.on_add(come).on_remove(leave)
        await listener.listen()

    assert told == [("came", c8y_mock.tenant_id), ("went", c8y_mock.tenant_id)]
