"""Registration of many devices by a table."""

from __future__ import annotations

import pytest

from mockc8y.domain import device_requests, identity, inventory, users
from mockc8y.domain.bulk_registration import Outcome, register
from mockc8y.domain.default_groups import DEVICES
from mockc8y.domain.errors import PlatformError
from mockc8y.domain.hierarchy import ASSETS
from mockc8y.domain.platform import Platform
from mockc8y.domain.tenant import Tenant
from mockc8y.store.codec import Document
from tests.domain.registration_cases import ANA, announced

PASSWORD = "Str0ng!pass"


def registered(platform: Platform, tenant: Tenant, *lines: str) -> list[Outcome]:
    """Carry out a table."""
    return list(register(platform, tenant, "\n".join(lines).encode(), ANA))


def device(tenant: Tenant, external_id: str, id_type: str = "c8y_Serial") -> Document:
    """Return the managed object that a name stands for."""
    number = identity.get(tenant, id_type, external_id).object_id
    return inventory.get(tenant, str(number)).document


def test_full_registration_makes_all_that_a_device_needs(platform: Platform, tenant: Tenant) -> None:
    """The device signs in with the password of the table, owns its managed object, and stands in its group."""
    outcomes = registered(platform, tenant, "ID;CREDENTIALS;NAME;PATH", f"pump-7;{PASSWORD};Pump 7;Plant/Hall 1")

    assert outcomes == [Outcome("CREATED", "pump-7")]
    assert users.authenticate(tenant, "device_pump-7", PASSWORD).groups == {DEVICES}
    assert device(tenant, "pump-7")["owner"] == "device_pump-7"
    (hall,) = tenant.relations.parents(ASSETS, identity.get(tenant, "c8y_Serial", "pump-7").object_id)
    assert tenant.names.get(hall) == "Hall 1"
    assert device_requests.select(tenant) == []


def test_devices_of_one_path_share_their_groups(platform: Platform, tenant: Tenant) -> None:
    """A group is made once, by whichever table comes first."""
    table = ("ID;CREDENTIALS;PATH", f"a;{PASSWORD};Plant", f"b;{PASSWORD};Plant/Hall", f"c;{PASSWORD};Plant")
    registered(platform, tenant, *table)
    registered(platform, tenant, "ID;CREDENTIALS;PATH", f"d;{PASSWORD};Plant/Hall")

    assert [record.document["name"] for record in tenant.inventory.select([[("fragment", "c8y_IsDeviceGroup")]])] == [
        "Plant",
        "Hall",
    ]


def test_known_device_gets_another_password(platform: Platform, tenant: Tenant) -> None:
    """Its managed object stays as it is."""
    registered(platform, tenant, "ID;CREDENTIALS;NAME", f"pump-7;{PASSWORD};Pump 7")
    before = device(tenant, "pump-7")

    outcomes = registered(platform, tenant, "ID;CREDENTIALS;NAME", "pump-7;0ther!pass;Pump 8")

    assert outcomes == [Outcome("CREDENTIAL_UPDATED", "pump-7")]
    users.authenticate(tenant, "device_pump-7", "0ther!pass")
    assert device(tenant, "pump-7") == before


def test_simple_registration_makes_requests(platform: Platform, tenant: Tenant) -> None:
    """They wait for their devices, and know the group that the path leads to."""
    outcomes = registered(platform, tenant, "ID,PATH", "pump-7,Plant", "pump-8,")

    first, second = device_requests.select(tenant)
    assert [outcome.status for outcome in outcomes] == ["CREATED", "CREATED"]
    assert (first.id, first.status, first.owner) == ("pump-7", "WAITING_FOR_CONNECTION", "ana")
    assert first.group is not None
    assert tenant.names.get(first.group) == "Plant"
    assert second.group is None
    assert "device_pump-7" not in tenant.users


def test_device_with_a_certificate_needs_no_password(platform: Platform, tenant: Tenant) -> None:
    """Its user cannot sign in by password; a one-time password lets it enrol."""
    outcomes = registered(
        platform, tenant, "ID,AUTH_TYPE,ENROLLMENT_OTP", "pump-7,CERTIFICATES,once", "pump-8,CERTIFICATES,"
    )

    assert [outcome.status for outcome in outcomes] == ["CREATED", "CREATED"]
    assert {user.name for user in tenant.users.values() if user.password is None} == {"device_pump-7", "device_pump-8"}
    assert device_requests.by_enrolment(platform, "pump-7", "once") is not None
    assert [request.id for request in device_requests.select(tenant)] == ["pump-7"]
    assert device(tenant, "pump-8")["owner"] == "device_pump-8"


def test_one_time_password_of_a_known_device_is_replaced(platform: Platform, tenant: Tenant) -> None:
    """A device that lost its certificate can enrol again."""
    for secret in ("once", "again"):
        registered(platform, tenant, "ID,AUTH_TYPE,ENROLLMENT_OTP", f"pump-7,CERTIFICATES,{secret}")

    assert device_requests.by_enrolment(platform, "pump-7", "once") is None
    assert device_requests.by_enrolment(platform, "pump-7", "again") is not None


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("pump-7,,,", "password must have at least 6"),
        ("pump-7,short,,", "password must have at least 6"),
        ("pump-7,,BASIC,", "password must have at least 6"),
        (f"pump-7,{PASSWORD},CARRIER PIGEON,", "AUTH_TYPE must be BASIC or CERTIFICATES"),
        (f"pump-7,{PASSWORD},,once", "ENROLLMENT_OTP needs AUTH_TYPE CERTIFICATES"),
        (f",{PASSWORD},,", "'id' must be a non-empty string"),
        (f"a/b,{PASSWORD},,", "'id' must hold neither blanks"),
        (f"pump-7,{PASSWORD}", "has 2 values for 4 columns"),
        (f"taken,{PASSWORD},,", "already bound"),
    ],
)
def test_line_that_fails_leaves_nothing_behind(platform: Platform, tenant: Tenant, line: str, reason: str) -> None:
    """The outcome says why; the lines around it are carried out."""
    taken = inventory.create(tenant, {"externalIds": [{"type": "c8y_Serial", "externalId": "taken"}]}, ANA)
    columns = "ID,CREDENTIALS,AUTH_TYPE,ENROLLMENT_OTP"

    first, failed, last = registered(platform, tenant, columns, f"a,{PASSWORD},,", line, f"b,{PASSWORD},,")

    assert (first.status, last.status, failed.status) == ("CREATED", "CREATED", "FAILED")
    assert reason in failed.reason
    assert {user.name for user in tenant.users.values()} == {"admin", "device_a", "device_b"}
    assert len(tenant.inventory) == len([taken, first, last])


def test_property_that_nests_too_deep_fails_its_line(platform: Platform, tenant: Tenant) -> None:
    """What cannot be stored is no reason to give up the table."""
    outcomes = registered(platform, tenant, "ID,CREDENTIALS," + ".".join("a" * 300), f"pump-7,{PASSWORD},1")

    assert [outcome.status for outcome in outcomes] == ["FAILED"]
    assert "device_pump-7" not in tenant.users


def test_failure_shows_its_line_and_is_audited(platform: Platform, tenant: Tenant) -> None:
    """The line is written as the platform writes it."""
    (outcome,) = registered(platform, tenant, "ID,CREDENTIALS", "pump-7,short")

    assert outcome.line == "DeviceInfo{id='pump-7', credentials='short', tenant='t07007007'}"
    (record,) = tenant.audit_records.select([[("type", "Inventory")]])
    assert record.document["text"].startswith("Device registration failed: pump-7: The password must have")
    assert "short" not in record.document["text"]


def test_second_request_for_a_device_fails(platform: Platform, tenant: Tenant) -> None:
    """Nor are groups made for it."""
    announced(tenant)

    (outcome,) = registered(platform, tenant, "ID,PATH", "pump-7,Plant")

    assert (outcome.status, len(tenant.inventory)) == ("FAILED", 0)
    assert "already a newDeviceRequest" in outcome.reason


def test_management_registers_devices_of_other_tenants(platform: Platform, tenant: Tenant) -> None:
    """Each line names its tenant; one that is unknown fails."""
    other = platform.add_tenant("t2")
    lines = ("ID,CREDENTIALS,TENANT", f"a,{PASSWORD},t07007007", f"b,{PASSWORD},t2", f"c,{PASSWORD},t3")

    outcomes = registered(platform, platform.tenants[0], *lines)

    assert [outcome.status for outcome in outcomes] == ["CREATED", "CREATED", "FAILED"]
    assert "There is no tenant with id = t3" in outcomes[2].reason
    assert ("device_a" in tenant.users, "device_b" in other.users, "device_a" in other.users) == (True, True, False)


def test_management_must_name_tenants(platform: Platform) -> None:
    """Its own devices would be nobody's."""
    with pytest.raises(PlatformError, match=r"^422 .*column TENANT"):
        registered(platform, platform.tenants[0], "ID,CREDENTIALS", f"a,{PASSWORD}")


def test_other_tenants_cannot_register_elsewhere(platform: Platform, tenant: Tenant) -> None:
    """The column TENANT is ignored for them."""
    other = platform.add_tenant("t2")

    registered(platform, tenant, "ID,CREDENTIALS,TENANT", f"a,{PASSWORD},t2")

    assert ("device_a" in tenant.users, "device_a" in other.users) == (True, False)
