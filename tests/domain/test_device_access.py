"""Devices that sign in with a certificate."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from mockc8y.domain import certificate_chains, device_access, device_users, trusted_certificates, users
from mockc8y.domain.callers import Caller
from mockc8y.domain.certificate_chains import Link
from mockc8y.domain.default_groups import DEVICES
from mockc8y.domain.device_access import Recognised
from mockc8y.domain.errors import PlatformError
from mockc8y.domain.platform import Platform
from mockc8y.domain.tenant import Tenant
from mockc8y.domain.tenant_profile import SUSPENDED
from mockc8y.domain.tokens import verify
from tests.certificates import authority, certified, uploaded

ADMIN = Caller("admin")
PLANT = authority()


def chain_for(name: str) -> Sequence[Link]:
    """Return the certificate of a device that the plant signed."""
    return certificate_chains.links([certified(name, by=PLANT).der])


def trust(tenant: Tenant, *, auto_registration: bool = False) -> None:
    """Let a tenant trust the plant."""
    trusted_certificates.create(tenant, uploaded(PLANT, autoRegistrationEnabled=auto_registration), ADMIN)


def test_registered_device_is_recognised_by_its_common_name(tenant: Tenant) -> None:
    """The user is that of the device with this id."""
    trust(tenant)
    user = device_users.provide(tenant, "pump-7", ADMIN)

    assert device_access.recognise([tenant], chain_for("pump-7")) == Recognised(tenant, user)


def test_device_that_nobody_registered_is_refused(tenant: Tenant) -> None:
    """Without automatic registration a certificate alone is not enough."""
    trust(tenant)

    with pytest.raises(PlatformError) as refused:
        device_access.recognise([tenant], chain_for("pump-7"))

    assert str(refused.value) == (
        "422 Auto registeration is failed for device/Unprocessable Entity: Cannot process certificate data."
    )


def test_device_registers_itself_where_that_is_allowed(tenant: Tenant) -> None:
    """With the first connection it gets a user of the group for devices, and a managed object with its name."""
    trust(tenant, auto_registration=True)

    user = device_access.recognise([tenant], chain_for("pump-7")).user

    assert (user.name, user.password, user.groups) == ("device_pump-7", None, frozenset({DEVICES}))
    [record] = tenant.inventory.select()
    assert record.document["owner"] == "device_pump-7"
    assert tenant.external_ids.get(("c8y_Serial", "pump-7")) == record.id


def test_second_connection_registers_nothing(tenant: Tenant) -> None:
    """User and object are there already."""
    trust(tenant, auto_registration=True)
    first = device_access.recognise([tenant], chain_for("pump-7"))

    assert device_access.recognise([tenant], chain_for("pump-7")) == first
    assert len(tenant.inventory.select()) == 1


@pytest.mark.parametrize("name", ["pump:7", "a/b", "pump 7", "x" * 64 + "+", ""], ids=repr)
def test_common_name_that_no_device_can_have_is_refused(tenant: Tenant, name: str) -> None:
    """It has to be an id of a device: a colon, for one, would break logins."""
    trust(tenant, auto_registration=True)
    link = chain_for("pump-7")[0]
    renamed = Link(link.der, replace(link.facts, common_name=name))

    with pytest.raises(PlatformError) as refused:
        device_access.recognise([tenant], [renamed])

    assert (refused.value.status, refused.value.code) == (422, "Invalid Data")


def test_disabled_device_is_refused(tenant: Tenant) -> None:
    """A certificate opens no door that was shut."""
    trust(tenant)
    user = device_users.provide(tenant, "pump-7", ADMIN)
    tenant.users.put(user.name, users.User(user.name, None, enabled=False))

    with pytest.raises(PlatformError) as refused:
        device_access.recognise([tenant], chain_for("pump-7"))

    assert refused.value.status == 401


def test_device_of_a_suspended_tenant_is_refused(tenant: Tenant) -> None:
    """Nobody gets in there, and nothing is registered."""
    trust(tenant, auto_registration=True)
    tenant.profile.value = replace(tenant.profile.value, status=SUSPENDED)

    with pytest.raises(PlatformError) as refused:
        device_access.recognise([tenant], chain_for("pump-7"))

    assert refused.value.status == 401
    assert "device_pump-7" not in tenant.users


def test_certificate_that_no_tenant_trusts_is_refused(tenant: Tenant) -> None:
    """The platform says so in its own words."""
    with pytest.raises(PlatformError) as refused:
        device_access.recognise([tenant], chain_for("pump-7"))

    assert str(refused.value) == "401 security/Unauthorized: Invalid certificate chain!"


@pytest.mark.parametrize(
    ("option", "seconds"),
    [
        (None, 3600),
        ("600", 600),
        ("10", 300),
        ("", 3600),
        ("soon", 3600),
        ("-5", 3600),
        ("9" * 15, device_access.LONGEST_LIFESPAN),
    ],
)
def test_token_lasts_as_long_as_an_option_says(
    platform: Platform, tenant: Tenant, option: str | None, seconds: int
) -> None:
    """An hour unless it is chosen, and five minutes at least."""
    if option is not None:
        tenant.options.put(device_access.LIFESPAN_OPTION, option)
    device = Recognised(tenant, device_users.provide(tenant, "pump-7", ADMIN))

    claims = verify(platform, device_access.token(platform, device, "https://mock.test:8443"))

    assert claims["exp"] - claims["iat"] == seconds
    assert (claims["sub"], claims["ten"], claims["iss"]) == ("device_pump-7", "t07007007", "mock.test:8443")
