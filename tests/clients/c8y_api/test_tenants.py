"""Tenants through c8y_api."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from c8y_api import CumulocityApi
from c8y_api._base_api import AccessDeniedError
from c8y_api.model import Tenant

from mockc8y.control.mock_tenant import MockTenant
from mockc8y.domain import tenants

pytestmark = pytest.mark.clients


@pytest.fixture
def management(c8y_mock: MockTenant) -> Iterator[CumulocityApi]:
    """The client of the platform's operator."""
    client = CumulocityApi(c8y_mock.base_url, "management", c8y_mock.username, c8y_mock.password)
    yield client
    client.session.close()


@pytest.fixture
def enterprise(c8y_mock: MockTenant, c8y: CumulocityApi) -> CumulocityApi:
    """The administrator's client of a tenant that may have tenants below it."""
    tenants.allow_creating(c8y_mock.tenant)
    return c8y


def north(c8y: CumulocityApi, **properties: str) -> Tenant:
    """Describe a tenant below the client's."""
    below = c8y.get("/tenant/currentTenant")["domainName"]
    given = {"company": "North", "domain": f"north.{below}", "admin_email": "root@north.test", **properties}
    return Tenant(c8y, **given)


def test_current_tenant_has_its_applications(c8y: CumulocityApi) -> None:
    """The call that clients make first; it names the default applications."""
    current = c8y.tenants.get_current()

    assert {application.name for application in current.all_applications} >= {"cockpit", "devicemanagement"}


def test_tenant_is_created_read_and_listed(enterprise: CumulocityApi) -> None:
    """Below the client's own tenant."""
    made = north(enterprise, contact_name="R. North").create()

    read = enterprise.tenants.get(made.id)
    assert (read.company, read.contact_name, read.status, read.parent) == (
        "North",
        "R. North",
        "ACTIVE",
        enterprise.tenant_id,
    )
    assert {application.name for application in read.all_applications} >= {"cockpit"}
    assert read.all_owned_applications == []
    assert [found.id for found in enterprise.tenants.get_all()] == [made.id]
    assert [found.id for found in enterprise.tenants.get_all(company="South")] == []


def test_change_is_written(enterprise: CumulocityApi) -> None:
    """`update` sends what was changed, and reads what came of it."""
    made = north(enterprise).create()
    made.company = "Far North"

    assert made.update().company == "Far North"
    assert enterprise.tenants.get(made.id).company == "Far North"


def test_first_user_has_a_client_of_its_own(c8y_mock: MockTenant, enterprise: CumulocityApi) -> None:
    """It sees its own tenant, and nothing of its parent."""
    c8y_mock.inventory.create({"name": "Pump", "c8y_IsDevice": {}})
    made = north(enterprise, admin_name="root", admin_pass="Secret-7").create()

    client = CumulocityApi(c8y_mock.base_url, made.id, "root", "Secret-7")
    try:
        assert client.get("/tenant/currentTenant")["name"] == made.id
        assert client.device_inventory.get_all() == []
        with pytest.raises(KeyError):
            client.tenants.get(enterprise.tenant_id)
    finally:
        client.session.close()


def test_management_deletes_tenants(enterprise: CumulocityApi, management: CumulocityApi) -> None:
    """It lists what is below it by parent, and removes it."""
    made = north(enterprise).create()
    assert [found.id for found in management.tenants.get_all(parent=enterprise.tenant_id)] == [made.id]

    management.delete(f"/tenant/tenants/{made.id}")

    with pytest.raises(KeyError):
        enterprise.tenants.get(made.id)


def test_ordinary_tenant_creates_none(c8y: CumulocityApi) -> None:
    """The platform's 403 comes through."""
    with pytest.raises(AccessDeniedError):
        north(c8y).create()
