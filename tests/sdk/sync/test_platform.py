# Made from tests/sdk/_async/test_platform.py by sdk/scripts/unasync.py; change that.
"""What the platform offers beside its data: retention rules, features, system options, registration, logins."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from c8y_client import AccessDeniedError, BatchError, InvalidRequestError, NotFoundError
from c8y_client.sync.device_requests import DeviceRequest
from c8y_client.sync.login_options import LoginOption
from c8y_client.sync.retention_rules import RetentionRule
from mockc8y.domain.platform import BOOTSTRAP_PASSWORD, BOOTSTRAP_USER
from tests.sdk.sync._connected import connected, operating

if TYPE_CHECKING:
    from mockc8y.control.mock_tenant import MockTenant

SAYS = {"operator": "AND", "childPredicates": [{"operator": "EQ", "parameterPath": "group", "value": "ops"}]}
SSO: dict[str, Any] = {
    "type": "OAUTH2",
    "grantType": "AUTHORIZATION_CODE",
    "userManagementSource": "REMOTE",
    "providerName": "Elsewhere",
    "buttonName": "Elsewhere",
    "issuer": "https://login.test",
    "clientId": "c8y",
    "audience": "https://login.test",
    "redirectToPlatform": "https://tenant.test",
    "template": "CUSTOM",
}


def connect(mock: MockTenant, device_id: str) -> None:
    """Ask for credentials as a device does that nobody has accepted yet."""
    with mock.client((f"management/{BOOTSTRAP_USER}", BOOTSTRAP_PASSWORD)) as device:
        assert device.post("/devicecontrol/deviceCredentials", json={"id": device_id}).status_code == 404


def test_retention_rule_is_created_read_changed_and_deleted(c8y_mock: MockTenant) -> None:
    """What is left out applies to all."""
    with connected(c8y_mock) as c8y:
        rule = RetentionRule(c8y, data_type="EVENT", maximum_age=30).create()
        assert (rule.type, rule.source, rule.fragment_type, rule.editable) == ("*", "*", "*", True)
        rule.maximum_age = 10
        rule.update()

        read = c8y.retention_rules.get(str(rule.id))
        assert (read, read.maximum_age) == (rule, 10)
        assert repr(read) == f"RetentionRule(id={rule.id!r}, dataType='EVENT', maximumAge=10)"

        read.delete()
        with pytest.raises(NotFoundError):
            rule.reload()


def test_retention_rules_are_listed_and_worked_on_together(c8y_mock: MockTenant) -> None:
    """Like objects of every other collection."""
    with connected(c8y_mock) as c8y:
        before = c8y.retention_rules.get_count()
        rules = [RetentionRule(data_type="ALARM", type=f"t{number}", maximum_age=30) for number in range(6)]
        c8y.retention_rules.create(*rules, workers=2)
        assert len(c8y.retention_rules.get_all(limit=None, page_size=2)) == before + 6
        assert len([rule for rule in c8y.retention_rules.select()]) == 5

        rules[0].maximum_age = 1
        c8y.retention_rules.update(*rules)
        ages = c8y.retention_rules.get_all(limit=None, as_values=["type", "maximumAge"])
        assert ("t0", 1) in ages

        c8y.retention_rules.delete(*rules[1:], str(rules[0].id))
        c8y.retention_rules.delete(rules[0], missing_ok=True)
        assert c8y.retention_rules.get_count() == before


def test_feature_is_switched_for_the_own_tenant(c8y_mock: MockTenant) -> None:
    """Until the choice is taken back."""
    with connected(c8y_mock) as c8y:
        features = c8y.features.get_all()
        key = next(str(one.key) for one in features if one.phase in {"PUBLIC_PREVIEW", "GENERALLY_AVAILABLE"})
        before = c8y.features.get(key)

        c8y.features.activate(key)
        assert ((c8y.features.get(key)).active, (c8y.features.get(key)).strategy) == (True, "TENANT")
        c8y.features.deactivate(key)
        assert (c8y.features.get(key)).active is False
        c8y.features.reset(key)
        assert c8y.features.get(key) == before
        with pytest.raises(AccessDeniedError):
            c8y.features.get_by_tenant(key)


def test_feature_is_switched_for_another_tenant_by_management(c8y_mock: MockTenant) -> None:
    """What was chosen is listed by tenant."""
    with operating(c8y_mock) as c8y:
        key = str((c8y.features.get_all())[0].key)
        c8y.features.activate(key, c8y_mock.tenant_id)
        chosen = c8y.features.get_by_tenant(key)
        assert [(one.tenant_id, one.active) for one in chosen] == [(c8y_mock.tenant_id, True)]

        c8y.features.reset(key, c8y_mock.tenant_id)
        assert c8y.features.get_by_tenant(key) == []


def test_system_options_are_read(c8y_mock: MockTenant) -> None:
    """One by one, or all; one that is missing is a `KeyError`."""
    with connected(c8y_mock) as c8y:
        version = c8y.system_options.get("system", "version")
        assert (version.category, version.key) == ("system", "version")
        assert version.value == c8y.system_options.get_value("system", "version")
        assert version in c8y.system_options.get_all()
        with pytest.raises(KeyError):
            c8y.system_options.get("system", "none")


def test_device_is_announced_accepted_and_forgotten(c8y_mock: MockTenant) -> None:
    """It can be accepted when it has connected, not before."""
    with connected(c8y_mock) as c8y:
        request = DeviceRequest(c8y, id="pump-7", type="c8y_Pump").create()
        assert (request.status, request.tenant_id) == ("WAITING_FOR_CONNECTION", c8y_mock.tenant_id)
        with pytest.raises(InvalidRequestError):
            c8y.device_requests.accept(request)

        connect(c8y_mock, "pump-7")
        c8y.device_requests.accept("pump-7")

        read = c8y.device_requests.get("pump-7")
        assert (read, read.status, read.type) == (request, "ACCEPTED", "c8y_Pump")


def test_devices_are_listed_and_rejected(c8y_mock: MockTenant) -> None:
    """The id is the device's own, so it is sent with the announcement."""
    with connected(c8y_mock) as c8y:
        c8y.device_requests.create(*(DeviceRequest(id=f"pump-{number}") for number in range(3)))
        found = sorted(c8y.device_requests.get_all(as_values="id"))
        assert found == ["pump-0", "pump-1", "pump-2"]

        c8y.device_requests.reject("pump-0", DeviceRequest(id="pump-1"))
        assert [request.id for request in c8y.device_requests.select()] == ["pump-2"]
        assert c8y.device_requests.get_count() == 1
        with pytest.raises(BatchError):
            c8y.device_requests.delete("pump-0", "pump-2")
        c8y.device_requests.reject("pump-2", missing_ok=True)


def test_devices_in_a_table_are_registered_at_once(c8y_mock: MockTenant) -> None:
    """Rows that fail are told, others are carried out."""
    with connected(c8y_mock) as c8y:
        table = b"ID;CREDENTIALS\npump-7;Str0ng!pass\npump-8;short\n"
        first = c8y.device_requests.register(table)
        again = c8y.device_requests.register(table)

    assert (first.number_of_all, first.number_of_created, first.number_of_failed) == (2, 1, 1)
    assert [row["deviceId"] for row in first.failed] == ["pump-8"]
    assert (first.updated, again.updated) == ([], ["pump-7"])
    assert again.number_of_successful == 1


def test_login_options_are_listed_and_read(c8y_mock: MockTenant) -> None:
    """By type, in any case, or by id."""
    with connected(c8y_mock) as c8y:
        listed = c8y.login_options.get_all(c8y_mock.tenant_id)
        assert {option.type for option in listed} >= {"OAUTH2_INTERNAL", "BASIC"}
        internal = c8y.login_options.get("oauth2_internal")
        assert internal == c8y.login_options.get(str(internal.id))
        assert internal.session_configuration is not None
        assert c8y.login_options.get_all(management=True)


def test_login_option_is_added_changed_and_removed(c8y_mock: MockTenant) -> None:
    """Its sessions go on when that is asked for."""
    with connected(c8y_mock) as c8y:
        option = LoginOption(**SSO)
        c8y.login_options.create(option)
        assert option.type == "OAUTH2"
        option["buttonName"] = "Others"
        c8y.login_options.update(option, terminate_user_sessions=False)
        assert (c8y.login_options.get("OAUTH2"))["buttonName"] == "Others"
        assert (option.reload()).changes == {}

        c8y.login_options.delete("OAUTH2")
        with pytest.raises(NotFoundError):
            option.delete()


def test_login_option_is_kept_for_management(c8y_mock: MockTenant) -> None:
    """Only the management tenant can tell."""
    with operating(c8y_mock) as c8y:
        kept = c8y.login_options.restrict("BASIC", c8y_mock.tenant_id, only_management=True)
        assert kept.only_management_tenant_access is True


def test_rules_for_users_from_elsewhere_are_worked_on(c8y_mock: MockTenant) -> None:
    """For groups and applications, and for inventory roles."""
    with connected(c8y_mock) as c8y:
        c8y.login_options.create(LoginOption(**SSO))
        groups = c8y.login_options.access_mappings()
        made = groups.create({"when": SAYS, "thenGroups": [2], "thenApplications": []})
        assert (made.when, made.then_groups, made.then_applications) == (SAYS, [2], [])
        changed = groups.update(str(made.id), {**made, "thenGroups": [1]}, terminate_user_sessions=False)
        assert (groups.get(str(made.id))).then_groups == changed.then_groups == [1]
        assert len(groups.get_all()) == 1
        groups.delete(str(made.id))
        assert groups.get_all() == []

        source = str(c8y_mock.inventory.create({"name": "Pump 7"})["id"])
        roles = c8y.login_options.inventory_access_mappings()
        then = [{"managedObject": source, "roleIds": [1]}]
        rule = roles.create({"when": SAYS, "thenInventoryRoles": then})
        assert (roles.get(str(rule.id))).then_inventory_roles == then
        with pytest.raises(NotFoundError):
            groups.get(str(rule.id))


def test_parts_of_the_platform_tell_their_links(c8y_mock: MockTenant) -> None:
    """Each by its name, or all together."""
    with connected(c8y_mock) as c8y:
        assert (c8y.api_links.get())["alarm.alarms.self"].endswith("/alarm/alarms")
        assert (c8y.api_links.get("event"))["events.self"].endswith("/event/events")
