"""Tenants, and the applications that they are subscribed to, against the mock."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from c8y_client import AccessDeniedError, ConflictError, NotFoundError, UnauthorizedError
from c8y_client._async.application import Application
from c8y_client._async.tenant import Tenant
from tests.sdk._async._connected import connected, operating
from tests.sdk.loop import on_loop

if TYPE_CHECKING:
    from mockc8y.control.mock_tenant import MockTenant


def tenant(name: str, company: str = "North") -> Tenant:
    """Make a tenant that is not created yet."""
    email = f"root@{name}.test"
    return Tenant(
        domain=f"{name}.mock.test", company=company, admin_email=email, admin_name="root", admin_pass="Secret-123!"
    )


@on_loop
async def test_own_tenant_has_id_and_domain(c8y_mock: MockTenant) -> None:
    """Although the platform names both differently there, every other function takes them as they are."""
    async with connected(c8y_mock) as c8y:
        own = await c8y.tenants.get_current()

        assert own.id == c8y_mock.tenant_id
        assert own.domain
        assert own.parent is None
        assert (await c8y.tenants.get_current(with_parent=True)).parent == "management"
        assert "cockpit" in {each.name for each in own.applications}
        assert own.changes == {}


@on_loop
async def test_tenant_is_created_read_changed_and_deleted(c8y_mock: MockTenant) -> None:
    """The object keeps up with the platform in each step."""
    async with operating(c8y_mock) as c8y:
        made = tenant("north")
        made.c8y = c8y
        await made.create()
        assert made.status == "ACTIVE"
        made.contact_name = "R. North"
        await made.update()

        read = await c8y.tenants.get(str(made.id))
        assert (read.company, read.contact_name, read.parent) == ("North", "R. North", "management")
        assert read == made
        assert read.owned_applications == []

        await read.delete()
        with pytest.raises(NotFoundError):
            await made.reload()


@on_loop
async def test_tenants_are_found_by_their_filters(c8y_mock: MockTenant) -> None:
    """Each filter narrows the result, also when tenants are only counted."""
    async with operating(c8y_mock) as c8y:
        await c8y.tenants.create(tenant("north"), tenant("south", "South"))
        ask = c8y.tenants.get_all

        assert [each.domain for each in await ask(company="South")] == ["south.mock.test"]
        assert await ask(domain="north.mock.test", as_values="company") == ["North"]
        assert len(await ask(parent="management", limit=None)) == 3
        assert await c8y.tenants.get_count(company="North") == 1
        assert [each.company async for each in c8y.tenants.select("company=South")] == ["South"]


@on_loop
async def test_only_what_changed_is_sent_in_bulk(c8y_mock: MockTenant) -> None:
    """A suspended tenant is one that was changed."""
    async with operating(c8y_mock) as c8y:
        some = [tenant("north"), tenant("south")]
        await c8y.tenants.create(*some)
        some[0].status = "SUSPENDED"
        await c8y.tenants.update(*some, workers=2)

        assert (await c8y.tenants.get(str(some[0].id))).status == "SUSPENDED"
        await c8y.tenants.delete(some[0], str(some[1].id))
        await c8y.tenants.delete(some[0], missing_ok=True)
        assert await c8y.tenants.get_count(company="North") == 0


@on_loop
async def test_tenant_that_may_have_none_below_it_is_refused(c8y_mock: MockTenant) -> None:
    """The error is that of every other missing permission."""
    async with connected(c8y_mock) as c8y:
        with pytest.raises(AccessDeniedError):
            await c8y.tenants.create(tenant("north"))


@on_loop
async def test_second_factor_of_a_tenant_is_chosen(c8y_mock: MockTenant) -> None:
    """Of the own tenant unless another is named."""
    async with connected(c8y_mock) as c8y:
        await c8y.tenants.set_tfa_strategy("TOTP")

        assert (await c8y.tenants.get_tfa_settings()).strategy == "TOTP"
        async with operating(c8y_mock) as operator:
            assert (await operator.tenants.get_tfa_settings(c8y_mock.tenant_id)).strategy == "TOTP"


def test_tenant_shows_no_password() -> None:
    """Neither in short nor in logs of objects."""
    assert repr(tenant("north")) == "Tenant(company='North', domain='north.mock.test')"


def test_applications_are_read_in_both_forms_of_references() -> None:
    """The specification lists applications, real tenants wrap them."""
    references = [{"self": "x", "application": {"id": "7"}}, {"id": "8"}]
    read = Tenant.from_json({"id": "t1", "applications": {"references": references}})

    assert [each.id for each in read.applications] == ["7", "8"]


@on_loop
async def test_tenant_is_subscribed_to_applications_and_unsubscribed(c8y_mock: MockTenant) -> None:
    """Applications are given as such or by id; what the tenant has already is a conflict."""
    async with connected(c8y_mock) as c8y:
        names = ("feeder", "drainer")
        made = [Application(name=name, key=name, type="MICROSERVICE", context_path=name) for name in names]
        await c8y.applications.create(*made)
        subscriptions = c8y.tenant_applications

        await subscriptions.subscribe(made[0], str(made[1].id))
        assert {each.name for each in await subscriptions.get_all(limit=None)} >= set(names)
        with pytest.raises(ConflictError):
            await subscriptions.subscribe(made[0])

        await subscriptions.unsubscribe(made[0])
        left = [name async for name in subscriptions.select(as_values="name", limit=None)]
        assert "feeder" not in left
        assert "drainer" in left
        await subscriptions.unsubscribe(made[0], missing_ok=True)
        with pytest.raises(NotFoundError):
            await subscriptions.unsubscribe(made[0])


@on_loop
async def test_another_tenant_is_subscribed_by_management(c8y_mock: MockTenant) -> None:
    """A tenant that does not exist has no applications."""
    async with operating(c8y_mock) as c8y:
        made = Application(
            name="feeder", key="feeder", type="MICROSERVICE", context_path="feeder", availability="MARKET"
        )
        await c8y.applications.create(made)
        await c8y.tenant_applications.subscribe(made, tenant_id=c8y_mock.tenant_id)

        found = await c8y.tenant_applications.get_all(c8y_mock.tenant_id, limit=None)
        assert made in found
        assert await c8y.tenant_applications.get_all("t-none") == []


@on_loop
async def test_roles_are_kept_from_microservices(c8y_mock: MockTenant) -> None:
    """All at once, or one by one."""
    async with operating(c8y_mock) as c8y:
        restricted, where = c8y.tenant_applications, c8y_mock.tenant_id

        assert await restricted.get_restricted_roles(where) == []
        await restricted.set_restricted_roles("ROLE_ALARM_READ", "ROLE_ALARM_ADMIN", tenant_id=where)
        await restricted.restrict_role("ROLE_EVENT_READ", where)
        await restricted.permit_role("ROLE_ALARM_READ", where)

        assert sorted(await restricted.get_restricted_roles(where)) == ["ROLE_ALARM_ADMIN", "ROLE_EVENT_READ"]
        with pytest.raises(NotFoundError):
            await restricted.permit_role("ROLE_ALARM_READ", where)


@on_loop
async def test_users_of_a_suspended_tenant_are_kept_out(c8y_mock: MockTenant) -> None:
    """What a status does is seen by those in the tenant."""
    async with operating(c8y_mock) as operator, connected(c8y_mock) as c8y:
        own = await operator.tenants.get(c8y_mock.tenant_id)
        own.status = "SUSPENDED"
        await own.update()

        with pytest.raises(UnauthorizedError):
            await c8y.tenants.get_current()
