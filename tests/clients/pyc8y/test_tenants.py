"""Tenants and statistics through pyc8y."""

from __future__ import annotations

import io
import zipfile
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta

import aiohttp
import pytest
from pyc8y import CumulocityClient
from pyc8y.auth import BasicAuth
from pyc8y.model import Tenant, TenantStatisticsFile

from mockc8y.control.mock_tenant import MockTenant
from mockc8y.domain import tenants

pytestmark = pytest.mark.clients


@pytest.fixture
def management(c8y_mock: MockTenant, to_close: AsyncExitStack) -> CumulocityClient:
    """The client of the platform's operator."""

    async def connector() -> aiohttp.TCPConnector:
        made = aiohttp.TCPConnector()
        to_close.push_async_callback(made.close)
        return made

    auth = BasicAuth(*c8y_mock.management_auth)
    client = CumulocityClient(c8y_mock.base_url, "management", auth, connector_factory=connector)
    to_close.push_async_callback(client.close)
    return client


@pytest.fixture
def enterprise(c8y_mock: MockTenant, c8y: CumulocityClient) -> CumulocityClient:
    """The administrator's client of a tenant that may have tenants below it."""
    tenants.allow_creating(c8y_mock.tenant)
    return c8y


async def north(c8y: CumulocityClient) -> Tenant:
    """Create a tenant below the client's."""
    below = (await c8y.get("tenant/currentTenant"))["domainName"]
    tenant = Tenant(c8y, company="North", domain=f"north.{below}", admin_email="root@north.test", admin_name="root")
    return await tenant.create()


def event(source: str) -> dict[str, object]:
    """Describe an event of this moment."""
    return {"source": {"id": source}, "type": "acme_Door", "text": "open", "time": datetime.now(UTC).isoformat()}


async def test_current_tenant_has_its_applications(c8y: CumulocityClient) -> None:
    """It names the default applications."""
    current = await c8y.tenants.get_current()

    assert {application.name for application in current.applications} >= {"cockpit", "devicemanagement"}


async def test_tenant_is_created_changed_and_listed(enterprise: CumulocityClient) -> None:
    """Below the client's own tenant."""
    made = await north(enterprise)
    made.company = "Far North"
    await made.update()

    read = await enterprise.tenants.get(made.id)
    assert (read.company, read.status, read.parent) == ("Far North", "ACTIVE", enterprise.tenant_id)
    assert read.owned_applications == []
    assert [found.id async for found in enterprise.tenants.select(company="Far North")] == [made.id]
    assert [found.id async for found in enterprise.tenants.select(company="North")] == []


async def test_management_lists_and_deletes_tenants(enterprise: CumulocityClient, management: CumulocityClient) -> None:
    """By parent, and for good."""
    made = await north(enterprise)
    assert await management.tenants.get_all(parent=enterprise.tenant_id, as_values="id") == [made.id]

    await management.tenants.delete(made.id)

    assert await management.tenants.get_all(parent=enterprise.tenant_id) == []


async def test_usage_of_today_counts_the_requests(c8y: CumulocityClient, device: str) -> None:
    """What was created is among it."""
    await c8y.post("event/events", json=event(device))

    [today] = await c8y.tenant_statistics.get_all_usage_statistics()

    assert (today["requestCount"], today["eventsCreatedCount"], today["deviceCount"]) == (2, 1, 1)


async def test_summary_is_of_the_own_tenant(c8y: CumulocityClient) -> None:
    """Others cannot be asked for: the client names them by a parameter that the platform does not know."""
    await c8y.tenants.get_current()

    summary = await c8y.tenant_statistics.get_usage_summary()

    assert summary["requestCount"] == 2


async def test_device_statistics_tell_what_a_device_sent(c8y: CumulocityClient, device: str) -> None:
    """By day and by month; only months tell the type."""
    await c8y.post("event/events", json=event(device))
    now, statistics = datetime.now(UTC), c8y.tenant_statistics

    [daily] = await statistics.get_all_daily_device_statistics(c8y.tenant_id, now)
    [monthly] = await statistics.get_all_monthly_device_statistics(c8y.tenant_id, now)

    assert daily == {"deviceId": device, "count": 1}
    assert monthly == {"deviceId": device, "count": 1, "deviceType": "acme_Pump", "deviceParents": []}


async def test_statistics_file_is_generated_and_read(management: CumulocityClient) -> None:
    """It is an archive that can be opened."""
    now = datetime.now(UTC)

    made = await TenantStatisticsFile(management, date_from=now - timedelta(days=1), date_to=now).generate()
    file = await made.read()

    with zipfile.ZipFile(io.BytesIO(file.content)) as archive:
        assert archive.namelist() == ["usage.csv"]
