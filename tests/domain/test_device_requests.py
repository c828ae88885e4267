"""The life of a device request, from the announcement of a device to its credentials."""

from __future__ import annotations

import pytest

from mockc8y.domain import children, deletion, device_requests, inventory, security_tokens, users
from mockc8y.domain.callers import Caller
from mockc8y.domain.default_groups import DEVICES
from mockc8y.domain.device_requests import ALLOWED_FROM, Credentials
from mockc8y.domain.errors import PlatformError
from mockc8y.domain.hierarchy import ASSETS
from mockc8y.domain.platform import Platform
from mockc8y.domain.tenant import Tenant
from tests.domain.inventory_cases import audited, group, later, seen
from tests.domain.registration_cases import ANA, BOOTSTRAP, accepted, announced, asked


@pytest.fixture
def pending(tenant: Tenant) -> Tenant:
    """A tenant with a request whose device has asked, without a security token."""
    announced(tenant)
    with pytest.raises(PlatformError):
        asked(tenant)
    return tenant


def with_token(tenant: Tenant) -> None:
    """Have a device ask with a security token for the first time."""
    announced(tenant)
    with pytest.raises(PlatformError):
        asked(tenant, token="secret")


def status(tenant: Tenant, device: str = "pump-7") -> str:
    """Return where a request stands."""
    return device_requests.get(tenant, device).status


def test_announced_device_is_waited_for(tenant: Tenant) -> None:
    """A request belongs to the user who made it, at the time it was made."""
    request = announced(tenant)

    assert (request.id, request.status, request.owner) == ("pump-7", "WAITING_FOR_CONNECTION", "ana")
    assert request.created == tenant.clock.now()
    assert device_requests.select(tenant) == [request]


@pytest.mark.parametrize("device", ["a/b", "a b", "a+b", "a$b", "a:b", "a\tb", "", "x" * 1001, 7, ["a"]], ids=repr)
def test_id_that_cannot_name_a_user_is_refused(tenant: Tenant, device: object) -> None:
    """A device id becomes part of a user's name, so it must be fit for one."""
    with pytest.raises(PlatformError, match=r"^422 devicecontrol/Invalid Data"):
        device_requests.create(tenant, {"id": device}, ANA)


def test_longest_id_is_taken(tenant: Tenant) -> None:
    """An id may have a thousand characters, also such as are no letters of the alphabet."""
    assert announced(tenant, "ü" * 1000).id == "ü" * 1000


def test_second_request_for_a_device_is_refused(tenant: Tenant) -> None:
    """One device is announced once, until its request is deleted."""
    announced(tenant)

    with pytest.raises(PlatformError, match=r"^422 devicecontrol/Unprocessable Entity: There is already"):
        announced(tenant)

    device_requests.delete(tenant, "pump-7")
    assert announced(tenant).status == "WAITING_FOR_CONNECTION"


def test_group_that_does_not_exist_is_refused(tenant: Tenant) -> None:
    """A device cannot be announced for a group that is not there."""
    with pytest.raises(PlatformError, match=r"^422 .*no group with id '4711'"):
        announced(tenant, groupId="4711")


def test_first_poll_makes_a_request_wait_for_its_user(tenant: Tenant) -> None:
    """The device gets 404 and the request moves on."""
    announced(tenant)

    with pytest.raises(PlatformError, match=r"^404 .*not available. Device is in state PENDING_ACCEPTANCE"):
        asked(tenant)

    assert status(tenant) == "PENDING_ACCEPTANCE"


def test_accepted_device_gets_credentials_once(pending: Tenant) -> None:
    """The device signs in with what it was told; the request is gone, and so is a second answer."""
    accepted(pending)

    found = asked(pending)

    assert found == Credentials("pump-7", pending.id, "device_pump-7", found.password)
    assert users.authenticate(pending, "device_pump-7", found.password).groups == {DEVICES}
    assert device_requests.select(pending) == []
    with pytest.raises(PlatformError, match=r"^404 .*There is no newDeviceRequest for device id pump-7"):
        asked(pending)


def test_device_cannot_sign_in_before_it_has_its_credentials(pending: Tenant) -> None:
    """Acceptance makes the user, which has no password yet."""
    accepted(pending)

    user = pending.users.get("device_pump-7")
    assert user is not None
    assert user.password is None
    with pytest.raises(PlatformError, match=r"^401 "):
        users.authenticate(pending, "device_pump-7", "")


def test_device_that_is_registered_again_gets_another_password(pending: Tenant) -> None:
    """Its user stays the same, with the old password until the new one is fetched."""
    accepted(pending)
    before = asked(pending)
    announced(pending)
    with pytest.raises(PlatformError):
        asked(pending)
    accepted(pending)
    users.authenticate(pending, "device_pump-7", before.password)

    after = asked(pending)

    users.authenticate(pending, "device_pump-7", after.password)
    with pytest.raises(PlatformError, match=r"^401 "):
        users.authenticate(pending, "device_pump-7", before.password)


def test_request_is_not_accepted_before_its_device_has_asked(tenant: Tenant) -> None:
    """Clients try again until the device has been there."""
    announced(tenant)

    with pytest.raises(PlatformError, match=r"^422 .*is WAITING_FOR_CONNECTION and cannot become ACCEPTED"):
        accepted(tenant)

    assert status(tenant) == "WAITING_FOR_CONNECTION"
    assert "device_pump-7" not in tenant.users


def test_request_is_accepted_once(pending: Tenant) -> None:
    """What is accepted already cannot be accepted again."""
    accepted(pending)

    with pytest.raises(PlatformError, match=r"^422 .*is ACCEPTED and cannot become ACCEPTED"):
        accepted(pending)


@pytest.mark.parametrize("wanted", ["WAITING_FOR_CONNECTION", "PENDING_ACCEPTANCE"])
def test_acceptance_can_be_taken_back(pending: Tenant, wanted: str) -> None:
    """A user may set a status that comes before."""
    accepted(pending)

    device_requests.update(pending, "pump-7", {"status": wanted}, ANA)

    assert status(pending) == wanted


@pytest.mark.parametrize("wanted", ["BLOCKED", "accepted", "", 7])
def test_other_status_is_refused(pending: Tenant, wanted: object) -> None:
    """Only the three documented statuses can be set."""
    with pytest.raises(PlatformError, match=r"^422 devicecontrol/Invalid Data"):
        device_requests.update(pending, "pump-7", {"status": wanted}, ANA)


def test_update_needs_a_status(pending: Tenant) -> None:
    """There is nothing else that could be updated."""
    with pytest.raises(PlatformError, match="should be included: status"):
        device_requests.update(pending, "pump-7", {"type": "acme_Pump"}, ANA)


def test_unknown_request_is_not_found(tenant: Tenant) -> None:
    """Reading, changing and deleting what is not there are 404s in the same words."""
    for ask in (
        lambda: device_requests.get(tenant, "pump-7"),
        lambda: accepted(tenant),
        lambda: device_requests.delete(tenant, "pump-7"),
    ):
        with pytest.raises(PlatformError, match=r"^404 .*Could not find newDeviceRequest by ID pump-7"):
            ask()


def test_poll_finds_the_tenant_of_the_device(platform: Platform, tenant: Tenant) -> None:
    """Devices know no tenant; the request tells."""
    other = platform.add_tenant("t2")
    announced(other)
    with pytest.raises(PlatformError):
        device_requests.poll(platform.tenants, {"id": "pump-7"}, BOOTSTRAP)
    accepted(other)

    found = device_requests.poll(platform.tenants, {"id": "pump-7"}, BOOTSTRAP)

    assert found.tenant_id == "t2"
    assert "device_pump-7" not in tenant.users


def test_oldest_request_counts_if_two_tenants_await_a_device(platform: Platform, tenant: Tenant) -> None:
    """A poll moves one request only."""
    other = platform.add_tenant("t2")
    announced(other)
    later(tenant)
    announced(tenant)

    with pytest.raises(PlatformError):
        device_requests.poll(platform.tenants, {"id": "pump-7"}, BOOTSTRAP)

    assert (status(other), status(tenant)) == ("PENDING_ACCEPTANCE", "WAITING_FOR_CONNECTION")


def test_accepting_and_delivering_are_audited(pending: Tenant) -> None:
    """The records name the user of the device, and who did it; none holds the password."""
    accepted(pending)
    found = asked(pending)

    records = [record.document for record in pending.audit_records.select([[("source", "device_pump-7")]])]
    assert [(record["activity"], record["user"]) for record in records] == [
        ("User created", "ana"),
        ("User updated", "devicebootstrap"),
    ]
    assert found.password not in str(records)


def test_token_of_the_device_must_be_given_at_acceptance(tenant: Tenant) -> None:
    """By default a token is optional for the device, but binds its user."""
    with_token(tenant)

    with pytest.raises(PlatformError, match=r"^422 .*security token differs"):
        accepted(tenant)

    assert accepted(tenant, token="secret").status == "ACCEPTED"


def test_token_given_for_a_device_without_one_is_passed_over(pending: Tenant) -> None:
    """There is nothing to compare it with."""
    assert accepted(pending, token="secret").status == "ACCEPTED"


def test_request_is_blocked_after_too_many_wrong_tokens(tenant: Tenant) -> None:
    """It cannot be accepted any more, not even with the right token, and has to be deleted."""
    with_token(tenant)
    for _ in range(security_tokens.ATTEMPTS):
        assert status(tenant) == "PENDING_ACCEPTANCE"
        with pytest.raises(PlatformError, match=r"^422 .*security token differs"):
            accepted(tenant, token="guess")

    assert status(tenant) == "BLOCKED"
    for wanted in ALLOWED_FROM:
        with pytest.raises(PlatformError, match="is BLOCKED and cannot become"):
            device_requests.update(tenant, "pump-7", {"status": wanted, "securityToken": "secret"}, ANA)
    with pytest.raises(PlatformError, match="Device is in state BLOCKED"):
        asked(tenant, token="secret")


def test_missing_token_is_no_guess(tenant: Tenant) -> None:
    """Accepting without a token fails, but never blocks."""
    with_token(tenant)
    for _ in range(security_tokens.ATTEMPTS + 1):
        with pytest.raises(PlatformError, match=r"^422 "):
            accepted(tenant)

    assert accepted(tenant, token="secret").status == "ACCEPTED"


@pytest.mark.parametrize("token", [None, "guess"])
def test_poll_with_another_token_gets_nothing(tenant: Tenant, token: str | None) -> None:
    """Whoever does not know the token of the first poll is told that there is no request."""
    with_token(tenant)
    accepted(tenant, token="secret")

    with pytest.raises(PlatformError, match=r"^404 .*There is no newDeviceRequest"):
        asked(tenant, token=token)

    assert asked(tenant, token="secret").user_name == "device_pump-7"


def test_tokens_can_be_required(tenant: Tenant) -> None:
    """A device without a token is then never accepted."""
    tenant.options.put(security_tokens.OPTION, "REQUIRED")
    announced(tenant)
    with pytest.raises(PlatformError):
        asked(tenant)

    with pytest.raises(PlatformError, match=r"^422 .*the device has sent no security token"):
        accepted(tenant, token="secret")


def test_tokens_can_be_ignored(tenant: Tenant) -> None:
    """Then neither acceptance nor polls are bound by one."""
    tenant.options.put(security_tokens.OPTION, "IGNORED")
    with_token(tenant)

    accepted(tenant, token="guess")

    assert asked(tenant).user_name == "device_pump-7"


def test_all_whose_devices_have_asked_are_accepted_at_once(pending: Tenant) -> None:
    """Each of them succeeds or fails for itself; those that wait for their device are left alone."""
    announced(pending, "pump-8")
    announced(pending, "pump-9")
    with pytest.raises(PlatformError):
        asked(pending, "pump-9", token="secret")

    found = device_requests.accept_all(pending, ANA)

    assert [(item.request.id, item.problem is None) for item in found] == [("pump-7", True), ("pump-9", False)]
    assert [status(pending, f"pump-{number}") for number in (7, 8, 9)] == [
        "ACCEPTED",
        "WAITING_FOR_CONNECTION",
        "PENDING_ACCEPTANCE",
    ]


def test_device_that_enrols_is_found_by_its_one_time_password(platform: Platform, tenant: Tenant) -> None:
    """Its request is accepted from the start, and spent by the enrolment."""
    assert announced(tenant, enrollmentToken="once").status == "ACCEPTED"
    assert device_requests.by_enrolment(platform, "pump-7", "guess") is None
    assert device_requests.by_enrolment(platform, "pump-8", "once") is None

    found = device_requests.by_enrolment(platform, "pump-7", "once")
    assert found is not None
    device_requests.enrolled(found, BOOTSTRAP)

    assert "device_pump-7" in tenant.users
    assert device_requests.by_enrolment(platform, "pump-7", "once") is None


def test_device_that_enrols_cannot_be_claimed_by_a_poll(tenant: Tenant) -> None:
    """The login for polls is known to everybody, so a one-time password must not be got around by it."""
    announced(tenant, enrollmentToken="once")

    with pytest.raises(PlatformError, match=r"^404 .*There is no newDeviceRequest"):
        asked(tenant)


def test_enrolment_can_be_held_back(platform: Platform, tenant: Tenant) -> None:
    """A request that is no longer accepted lets nobody enrol."""
    announced(tenant, enrollmentToken="once")
    device_requests.update(tenant, "pump-7", {"status": "PENDING_ACCEPTANCE"}, ANA)

    assert device_requests.by_enrolment(platform, "pump-7", "once") is None


def test_first_device_of_its_user_goes_to_the_group_it_was_announced_for(tenant: Tenant) -> None:
    """The group's `lastUpdated` moves; later devices, and what is no device, go nowhere."""
    hall = group(tenant, "Hall")
    announced(tenant, groupId=hall)
    with pytest.raises(PlatformError):
        asked(tenant)
    accepted(tenant)
    asked(tenant)
    now = later(tenant)
    device = Caller("device_pump-7")

    inventory.create(tenant, {"name": "Settings"}, device)
    pump = inventory.create(tenant, {"name": "Pump 7", "c8y_IsDevice": {}}, device)
    inventory.create(tenant, {"name": "Child", "c8y_IsDevice": {}}, device)

    assert [child.id for child in children.select(tenant, ASSETS, hall)] == [pump.id]
    assert seen(tenant, hall)["lastUpdated"] == now
    assert pump.document["owner"] == "device_pump-7"


def test_device_whose_group_is_gone_is_created_all_the_same(tenant: Tenant) -> None:
    """A group that was deleted since leaves the device without one."""
    hall = group(tenant, "Hall")
    announced(tenant, groupId=hall)
    with pytest.raises(PlatformError):
        asked(tenant)
    accepted(tenant)
    asked(tenant)
    deletion.delete(tenant, hall, ANA)

    pump = inventory.create(tenant, {"c8y_IsDevice": {}}, Caller("device_pump-7"))

    assert tenant.relations.parents(ASSETS, pump.id) == []
    assert audited(tenant, str(pump.id)) == []


def test_later_registration_without_a_group_forgets_the_earlier_one(tenant: Tenant) -> None:
    """A device that never came to its group is not put there by mistake."""
    hall = group(tenant, "Hall")
    for properties in ({"groupId": hall}, {}):
        announced(tenant, **properties)
        with pytest.raises(PlatformError):
            asked(tenant)
        accepted(tenant)
        asked(tenant)

    pump = inventory.create(tenant, {"c8y_IsDevice": {}}, Caller("device_pump-7"))

    assert tenant.relations.parents(ASSETS, pump.id) == []


def test_request_that_waits_again_takes_any_device(tenant: Tenant) -> None:
    """Its user can start over when the wrong device has asked first."""
    with_token(tenant)
    device_requests.update(tenant, "pump-7", {"status": "WAITING_FOR_CONNECTION"}, ANA)

    with pytest.raises(PlatformError, match="PENDING_ACCEPTANCE"):
        asked(tenant, token="other")

    assert accepted(tenant, token="other").status == "ACCEPTED"
