"""Tenants below tenants."""

from __future__ import annotations

from typing import Any

import pytest

from mockc8y.domain import tenant_tfa, tenants, users
from mockc8y.domain.callers import Caller
from mockc8y.domain.default_groups import ADMINS
from mockc8y.domain.errors import PlatformError
from mockc8y.domain.platform import Platform
from mockc8y.domain.tenant import Tenant
from mockc8y.store.codec import Document

ANA = Caller("ana")


def document(name: str, below: str = "", **properties: Any) -> Document:
    """Describe a tenant whose domain is a name below another domain."""
    domain = f"{name}.{below}" if below else name
    return {"company": name.title(), "domain": domain, "adminEmail": f"root@{name}.test", **properties}


@pytest.fixture
def enterprise(tenant: Tenant) -> Tenant:
    """The tenant, which may have tenants of its own."""
    tenants.allow_creating(tenant)
    return tenant


def make(platform: Platform, parent: Tenant, name: str, **properties: Any) -> Tenant:
    """Create a tenant below another."""
    return tenants.create(platform, parent, document(name, parent.profile.value.domain, **properties), ANA)


def activities(tenant: Tenant) -> list[tuple[str, str]]:
    """List what the audit log tells of tenants: what was done, and to which."""
    records = [record.document for record in tenant.audit_records]
    return [(found["activity"], found["source"]["id"]) for found in records if found["type"] == "Tenant"]


def test_new_tenant_is_below_its_maker(platform: Platform, enterprise: Tenant) -> None:
    """It is active, must not make tenants itself, and knows its parent."""
    made = make(platform, enterprise, "north", contactName="R. North", customProperties={"language": "de"})

    profile = made.profile.value
    assert platform.tenant(made.id) is made
    assert (profile.parent, profile.status, profile.allow_create_tenants) == (enterprise.id, "ACTIVE", False)
    assert (profile.company, profile.contact_name, profile.created) == ("North", "R. North", platform.clock.now())
    assert profile.custom_properties == {"language": "de"}


def test_ids_are_a_letter_and_a_growing_number(platform: Platform, enterprise: Tenant) -> None:
    """An id that is taken is passed over, and none is given out twice, also when its tenant is gone."""
    platform.add_tenant("t100002")

    first = make(platform, enterprise, "north")
    second = make(platform, enterprise, "south")
    tenants.delete(platform, platform.management, second.id, ANA)
    third = make(platform, enterprise, "south")

    assert (first.id, second.id, third.id) == ("t100001", "t100003", "t100004")


def test_id_may_be_chosen_once(platform: Platform, enterprise: Tenant) -> None:
    """An id in use is a conflict, wherever its tenant stands."""
    assert make(platform, enterprise, "north", id="t900").id == "t900"
    with pytest.raises(PlatformError, match=r"^409 tenants/Duplicate"):
        make(platform, enterprise, "south", id="t900")
    with pytest.raises(PlatformError, match=r"^409 "):
        make(platform, enterprise, "south", id="management")


def test_domain_is_unique_on_the_platform(platform: Platform, enterprise: Tenant) -> None:
    """Two tenants never share a domain, neither from the start nor by a change."""
    first = make(platform, enterprise, "north")
    second = make(platform, enterprise, "south")

    with pytest.raises(PlatformError, match=r"^409 tenants/Duplicate"):
        make(platform, enterprise, "north")
    with pytest.raises(PlatformError, match=r"^409 tenants/Duplicate"):
        tenants.update(platform, enterprise, second.id, {"domain": first.profile.value.domain}, ANA)


def test_domain_is_below_that_of_the_parent(platform: Platform, enterprise: Tenant) -> None:
    """A tenant makes sub-domains of its own domain only; management may give any."""
    with pytest.raises(PlatformError, match=r"must be a sub-domain of 't07007007\.mockc8y\.local'"):
        tenants.create(platform, enterprise, document("north", "example.test"), ANA)

    made = tenants.create(platform, platform.management, document("north", "example.test"), ANA)
    assert made.profile.value.domain == "north.example.test"


@pytest.mark.parametrize("name", ["n", "North", "1north", "-north", "north-", "no_rth", "no rth", "north.", ".north"])
def test_domain_that_cannot_be_is_refused(platform: Platform, name: str) -> None:
    """Lower-case letters, digits and inner hyphens, from a letter on, and two characters at least."""
    with pytest.raises(PlatformError, match=r"^422 tenants/Invalid Data"):
        tenants.create(platform, platform.management, document("x") | {"domain": name}, ANA)


@pytest.mark.parametrize(
    "properties",
    [
        {"company": ""},
        {"company": "x" * 257},
        {"company": 7},
        {"adminEmail": "root"},
        {"adminName": "x" * 51},
        {"adminName": "ro ot"},
        {"adminName": "ro/ot"},
        {"adminName": "ro:ot"},
        {"adminPass": "x" * 33},
        {"contactName": "x" * 31},
        {"contactPhone": []},
        {"customProperties": []},
        {"id": "T9"},
        {"id": "t"},
        {"id": "t/9"},
        {"id": "t" * 33},
    ],
    ids=str,
)
def test_property_that_cannot_be_is_refused(platform: Platform, properties: Document) -> None:
    """What is too long, of another type or of a form that is not allowed makes no tenant."""
    before = len(platform.tenants)

    with pytest.raises(PlatformError, match=r"^422 tenants/Invalid Data"):
        tenants.create(platform, platform.management, document("north") | properties, ANA)

    assert len(platform.tenants) == before


def test_mandatory_properties_are_named(platform: Platform) -> None:
    """All that are missing are told at once."""
    with pytest.raises(PlatformError, match="should be included: company,domain,adminEmail"):
        tenants.create(platform, platform.management, {}, ANA)


def test_tenant_without_permission_makes_none(platform: Platform, tenant: Tenant) -> None:
    """An ordinary tenant has no tenants below it, and changes none."""
    with pytest.raises(PlatformError, match=r"^403 security/Forbidden"):
        make(platform, tenant, "north")


def test_management_lets_tenants_make_tenants(platform: Platform, tenant: Tenant) -> None:
    """Management grants it, a parent cannot."""
    tenants.update(platform, platform.management, tenant.id, {"allowCreateTenants": True}, ANA)
    made = make(platform, tenant, "north", allowCreateTenants=True)

    assert tenant.profile.value.allow_create_tenants
    assert not made.profile.value.allow_create_tenants


def test_first_user_is_an_administrator(platform: Platform, enterprise: Tenant) -> None:
    """The user signs in with the password that was given, and is in the group admins."""
    made = make(platform, enterprise, "north", adminName="root", adminPass="Secret-7")

    user = users.authenticate(made, "root", "Secret-7")
    assert user.groups == {ADMINS}
    assert user.profile["email"] == "root@north.test"
    assert not user.should_reset_password


def test_first_user_without_a_password_has_one_that_nobody_knows(platform: Platform, enterprise: Tenant) -> None:
    """The platform would send an e-mail; here the password is random and differs from tenant to tenant."""
    one, other = (make(platform, enterprise, name).users.get("admin") for name in ("north", "south"))

    assert one is not None
    assert other is not None
    assert one.should_reset_password
    assert one.password is not None
    assert one.password != other.password


def test_password_of_the_administrator_can_be_set(platform: Platform, enterprise: Tenant) -> None:
    """`adminPass` of a change is the administrator's new password."""
    made = make(platform, enterprise, "north")

    tenants.update(platform, enterprise, made.id, {"adminPass": "Secret-8"}, ANA)

    assert users.authenticate(made, "admin", "Secret-8").name == "admin"


def test_change_leaves_the_rest_alone(platform: Platform, enterprise: Tenant) -> None:
    """What a change does not name stays; id, parent and time of creation cannot be changed."""
    made = make(platform, enterprise, "north", contactName="R. North")
    before = made.profile.value

    tenants.update(
        platform,
        enterprise,
        made.id,
        {
            "company": "Far North",
            "contactName": None,
            "id": "t1",
            "parent": "t2",
            "creationTime": "x",
            "adminName": "y",
        },
        ANA,
    )

    after = made.profile.value
    assert (after.company, after.contact_name) == ("Far North", None)
    assert (after.id, after.parent, after.created, after.admin_name) == (
        before.id,
        before.parent,
        before.created,
        before.admin_name,
    )


def test_mandatory_property_cannot_be_taken_away(platform: Platform, enterprise: Tenant) -> None:
    """`null` is no company."""
    made = make(platform, enterprise, "north")

    with pytest.raises(PlatformError, match="should be included: company"):
        tenants.update(platform, enterprise, made.id, {"company": None}, ANA)


def test_suspended_tenant_lets_nobody_in(platform: Platform, enterprise: Tenant) -> None:
    """Its users are refused until it is active again."""
    made = make(platform, enterprise, "north", adminPass="Secret-7")

    tenants.update(platform, enterprise, made.id, {"status": "SUSPENDED"}, ANA)
    with pytest.raises(PlatformError, match=r"^401 "):
        users.authenticate(made, "admin", "Secret-7")

    tenants.update(platform, enterprise, made.id, {"status": "ACTIVE"}, ANA)
    assert users.authenticate(made, "admin", "Secret-7").name == "admin"


def test_unknown_status_is_refused(platform: Platform, enterprise: Tenant) -> None:
    """A tenant is active or suspended."""
    made = make(platform, enterprise, "north")

    with pytest.raises(PlatformError, match="'status' must be one of ACTIVE, SUSPENDED"):
        tenants.update(platform, enterprise, made.id, {"status": "ASLEEP"}, ANA)


def test_management_can_neither_be_suspended_nor_deleted(platform: Platform) -> None:
    """The platform would be without an operator."""
    management = platform.management

    with pytest.raises(PlatformError, match=r"^422 "):
        tenants.update(platform, management, management.id, {"status": "SUSPENDED"}, ANA)
    with pytest.raises(PlatformError, match=r"^403 "):
        tenants.delete(platform, management, management.id, ANA)


def test_deleted_tenant_is_gone(platform: Platform, enterprise: Tenant) -> None:
    """Nobody finds it any more."""
    made = make(platform, enterprise, "north")

    tenants.delete(platform, platform.management, made.id, ANA)

    with pytest.raises(PlatformError, match=f"^404 security/Not Found: There is no tenant with id = {made.id}"):
        tenants.get(platform, enterprise, made.id)
    assert made not in platform.tenants


def test_parent_only_suspends(platform: Platform, enterprise: Tenant) -> None:
    """Deleting is for management alone."""
    made = make(platform, enterprise, "north")

    with pytest.raises(PlatformError, match=r"^403 "):
        tenants.delete(platform, enterprise, made.id, ANA)


def test_tenant_with_subtenants_is_not_deleted(platform: Platform, enterprise: Tenant) -> None:
    """No tenant is left without its parent."""
    make(platform, enterprise, "north")

    with pytest.raises(PlatformError, match="has subtenants"):
        tenants.delete(platform, platform.management, enterprise.id, ANA)


def test_tenants_see_what_is_below_them(platform: Platform, enterprise: Tenant) -> None:
    """At any depth, but not themselves, nor what is beside or above them; management sees all."""
    north = make(platform, enterprise, "north")
    tenants.allow_creating(north)
    below_north = make(platform, north, "far")
    beside = platform.add_tenant("t2")

    assert tenants.below(platform, platform.management) == [enterprise, north, below_north, beside]
    assert tenants.below(platform, enterprise) == [north, below_north]
    assert tenants.below(platform, below_north) == []


@pytest.mark.parametrize("unreachable", ["t2", "management", "t404", "t07007007"])
def test_tenant_out_of_reach_is_like_none(platform: Platform, enterprise: Tenant, unreachable: str) -> None:
    """Whether there is such a tenant is told to nobody whom it does not concern."""
    platform.add_tenant("t2")
    north = make(platform, enterprise, "north")

    with pytest.raises(PlatformError, match=f"^404 security/Not Found: There is no tenant with id = {unreachable}"):
        tenants.reach(platform, north, unreachable)


def test_own_tenant_is_in_reach_but_not_listed_as_one_below(platform: Platform, enterprise: Tenant) -> None:
    """Paths below `/tenant/tenants/{id}/` lead to the own tenant, while the tenant itself is read elsewhere."""
    assert tenants.reach(platform, enterprise, enterprise.id) is enterprise
    with pytest.raises(PlatformError, match=r"^403 "):
        tenants.get(platform, enterprise, enterprise.id)
    assert tenants.get(platform, platform.management, "management") is platform.management


def test_tenants_are_found_by_company_domain_and_parent(platform: Platform, enterprise: Tenant) -> None:
    """Filters hold together; the parent is asked in vain by others than management."""
    north, south = make(platform, enterprise, "north"), make(platform, enterprise, "south")
    management = platform.management

    assert tenants.select(platform, enterprise, {"company": "North"}) == [north]
    assert tenants.select(platform, enterprise, {"domain": south.profile.value.domain}) == [south]
    assert tenants.select(platform, enterprise, {"company": "North", "domain": "south"}) == []
    assert tenants.select(platform, enterprise, {"parent": "management"}) == [north, south]
    assert tenants.select(platform, management, {"parent": "management"}) == [enterprise]
    assert tenants.select(platform, management, {"parent": enterprise.id}) == [north, south]


def test_audit_log_of_the_actor_tells_the_life_of_a_tenant(platform: Platform, enterprise: Tenant) -> None:
    """Each step is an activity of its own, in the log of the tenant that took it."""
    made = make(platform, enterprise, "north")
    for change in ({"company": "Far North"}, {"status": "SUSPENDED"}, {"status": "ACTIVE"}):
        tenants.update(platform, enterprise, made.id, change, ANA)
    tenants.delete(platform, platform.management, made.id, ANA)

    steps = ["created", "updated", "suspended", "activated"]
    assert activities(enterprise) == [(f"Tenant {step}", made.id) for step in steps]
    assert activities(platform.management) == [("Tenant deleted", made.id)]
    assert activities(made) == []


def test_audit_record_of_a_change_names_the_values(platform: Platform, enterprise: Tenant) -> None:
    """What a property was and became is told; passwords are not."""
    made = make(platform, enterprise, "north")

    tenants.update(platform, enterprise, made.id, {"company": "Far North", "adminPass": "Secret-7"}, ANA)

    [record] = [record.document for record in enterprise.audit_records][-1:]
    assert record["changes"] == [
        {"attribute": "company", "type": "java.lang.String", "previousValue": "North", "newValue": "Far North"}
    ]
    assert "Secret-7" not in str(record)


def test_second_factor_settings_follow_strategy_and_options(tenant: Tenant) -> None:
    """The strategy is set by itself, the rest are options of the tenant."""
    tenant.options.put(("two-factor-authentication", "enabled"), "true")
    tenant.options.put(("two-factor-authentication", "enforced"), "true")
    tenant.options.put(("two-factor-authentication", "enforced.group"), "admins")

    assert tenant_tfa.settings_of(tenant) == {
        "enabledOnSystemLevel": False,
        "enforcedOnSystemLevel": False,
        "enabledOnTenantLevel": True,
        "totpEnforcedOnTenantLevel": True,
        "enforcedUsersGroup": "admins",
        "strategy": "TOTP",
    }
    tenant_tfa.choose(tenant, {"strategy": "SMS"})
    assert tenant_tfa.settings_of(tenant)["strategy"] == "SMS"
    assert tenant_tfa.settings_of(tenant)["totpEnforcedOnTenantLevel"] is False


def test_unknown_second_factor_is_refused(tenant: Tenant) -> None:
    """There are two kinds."""
    with pytest.raises(PlatformError, match="'strategy' must be SMS or TOTP"):
        tenant_tfa.choose(tenant, {"strategy": "PIGEON"})
