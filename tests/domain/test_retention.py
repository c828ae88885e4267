"""The rules about retention rules."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from mockc8y.domain import retention
from mockc8y.domain.errors import PlatformError
from mockc8y.domain.platform import Platform
from mockc8y.domain.retention import DEFAULT_RULE_ID, LONGEST_AGE
from mockc8y.domain.tenant import Tenant
from mockc8y.domain.tenant_profile import MANAGEMENT
from mockc8y.store.codec import Document

EVERYTHING = {"dataType": "*", "fragmentType": "*", "type": "*", "source": "*", "editable": True}
BAD = [
    {"maximumAge": 0},
    {"maximumAge": -1},
    {"maximumAge": LONGEST_AGE + 1},
    {"maximumAge": 1.5},
    {"maximumAge": "20"},
    {"maximumAge": True},
    {"maximumAge": []},
    {"dataType": "alarm"},
    {"dataType": ["ALARM"]},
    {"dataType": {}},
    {"type": 5},
    {"type": ""},
    {"fragmentType": {}},
    {"source": {"id": "5"}},
    {"source": 5},
]


@pytest.fixture
def management(platform: Platform) -> Tenant:
    """Return the management tenant."""
    found = platform.tenant(MANAGEMENT)
    assert found is not None
    return found


def locked(tenant: Tenant) -> str:
    """Store a rule that only the management tenant may touch."""
    return str(retention.add(tenant, tenant.ids.next(), {"maximumAge": 5, "editable": False}).id)


def test_only_the_age_is_mandatory(tenant: Tenant) -> None:
    """What a rule does not narrow down is everything."""
    assert retention.create(tenant, {"maximumAge": 20}).document == {**EVERYTHING, "maximumAge": 20}


def test_rule_may_narrow_down(tenant: Tenant) -> None:
    """A rule says which data it is about."""
    rule = {"dataType": "EVENT", "type": "acme_Door", "fragmentType": "acme_Lock", "source": "9001", "maximumAge": 1}

    assert retention.create(tenant, rule).document == EVERYTHING | rule


@pytest.mark.parametrize("given", [{}, {"maximumAge": None}, {"dataType": "ALARM"}], ids=str)
def test_age_is_demanded(tenant: Tenant, given: Document) -> None:
    """A rule without an age is refused."""
    with pytest.raises(PlatformError, match=r"422 undefined/validationError: .*included: maximumAge"):
        retention.create(tenant, given)


@pytest.mark.parametrize("bad", BAD, ids=str)
def test_bad_value_is_refused(tenant: Tenant, bad: Document) -> None:
    """A value of the wrong kind is refused with what is expected, and nothing is stored."""
    with pytest.raises(PlatformError, match=rf"422 retention/Invalid Data: '{next(iter(bad))}' must be"):
        retention.create(tenant, {"maximumAge": 5} | bad)

    assert len(retention.select(tenant)) == 1


@pytest.mark.parametrize("bad", BAD, ids=str)
def test_bad_change_is_refused(tenant: Tenant, bad: Document) -> None:
    """A rule cannot be changed to one that could not be created."""
    rule = retention.create(tenant, {"maximumAge": 5})

    with pytest.raises(PlatformError, match=r"422 "):
        retention.update(tenant, str(rule.id), bad)

    assert retention.get(tenant, str(rule.id)) == rule


@pytest.mark.parametrize("age", [1, LONGEST_AGE])
def test_age_is_one_day_to_ten_years(tenant: Tenant, age: int) -> None:
    """Both bounds are allowed."""
    assert retention.create(tenant, {"maximumAge": age}).document["maximumAge"] == age


def test_unknown_properties_are_passed_over(tenant: Tenant) -> None:
    """A rule has six properties; a client cannot add any or choose the id."""
    rule = retention.create(tenant, {"maximumAge": 5, "id": "7", "self": "x", "note": "x"})

    assert rule.document == {**EVERYTHING, "maximumAge": 5}


def test_change_replaces_what_it_names(tenant: Tenant) -> None:
    """A PUT leaves the rest as it is; `null` brings back the default."""
    rule = retention.create(tenant, {"dataType": "ALARM", "type": "acme_Leak", "maximumAge": 5})

    changed = retention.update(tenant, str(rule.id), {"maximumAge": 9, "type": None})

    assert changed.document == {**EVERYTHING, "dataType": "ALARM", "maximumAge": 9}


def test_age_cannot_be_taken_away(tenant: Tenant) -> None:
    """A rule always has an age."""
    rule = retention.create(tenant, {"maximumAge": 5})

    with pytest.raises(PlatformError, match=r"422 .*included: maximumAge"):
        retention.update(tenant, str(rule.id), {"maximumAge": None})


def test_deleted_rule_is_gone(tenant: Tenant) -> None:
    """A rule that was deleted is not found any more."""
    rule_id = str(retention.create(tenant, {"maximumAge": 5}).id)

    retention.delete(tenant, rule_id)

    with pytest.raises(PlatformError, match=r"404 retention/Not Found: Retention rule not found"):
        retention.get(tenant, rule_id)


@pytest.mark.parametrize("unknown", ["999999", "x"])
def test_unknown_rule_is_404(tenant: Tenant, unknown: str) -> None:
    """There is nothing to read, change or delete."""
    actions: list[Callable[[], object]] = [
        lambda: retention.get(tenant, unknown),
        lambda: retention.update(tenant, unknown, {}),
        lambda: retention.delete(tenant, unknown),
    ]

    for action in actions:
        with pytest.raises(PlatformError, match=r"404 retention/Not Found"):
            action()


def test_default_rule_can_be_changed_and_deleted(tenant: Tenant) -> None:
    """The rule that every tenant starts with is a rule like any other."""
    retention.update(tenant, str(DEFAULT_RULE_ID), {"maximumAge": 7})
    retention.delete(tenant, str(DEFAULT_RULE_ID))

    assert len(retention.select(tenant)) == 0


def test_rules_are_listed_oldest_first(tenant: Tenant) -> None:
    """The default rule comes first, the others follow in the order of creation."""
    made = [retention.create(tenant, {"maximumAge": age}).id for age in (9, 3)]

    assert [rule.id for rule in retention.select(tenant)] == [DEFAULT_RULE_ID, *made]


def test_locked_rule_is_not_for_customers(tenant: Tenant) -> None:
    """A rule that is not editable can be read, but neither changed nor deleted."""
    rule_id = locked(tenant)

    with pytest.raises(PlatformError, match=r"403 "):
        retention.update(tenant, rule_id, {"maximumAge": 9})
    with pytest.raises(PlatformError, match=r"403 "):
        retention.delete(tenant, rule_id)

    assert retention.get(tenant, rule_id).document["maximumAge"] == 5


def test_management_may_touch_a_locked_rule(management: Tenant) -> None:
    """In the management tenant the lock does not hold."""
    rule_id = locked(management)

    assert retention.update(management, rule_id, {"maximumAge": 9}).document["maximumAge"] == 9

    retention.delete(management, rule_id)


@pytest.mark.parametrize("editable", [False, None, "no"])
def test_customers_cannot_lock_a_rule(tenant: Tenant, editable: object) -> None:
    """Whether a rule is editable is not for customers to say; their word is passed over."""
    rule = retention.create(tenant, {"maximumAge": 5, "editable": editable})

    assert rule.document["editable"] is True


def test_management_can_lock_a_rule(management: Tenant) -> None:
    """The management tenant decides what is editable, with `true` or `false`."""
    assert retention.create(management, {"maximumAge": 5, "editable": False}).document["editable"] is False

    with pytest.raises(PlatformError, match=r"422 .*'editable' must be true or false"):
        retention.create(management, {"maximumAge": 5, "editable": "no"})
