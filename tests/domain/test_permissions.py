"""What users may do without a global role."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockc8y.domain import children, device_permissions, inventory, inventory_assignments, inventory_roles, users
from mockc8y.domain.callers import Caller
from mockc8y.domain.clock import FrozenClock
from mockc8y.domain.default_groups import BUSINESS
from mockc8y.domain.device_permissions import Holder
from mockc8y.domain.errors import PlatformError
from mockc8y.domain.hierarchy import ADDITIONS, ASSETS, CHILD_KINDS, DEVICES
from mockc8y.domain.permissions import ADMIN, ALARM, EVENT, MANAGED_OBJECT, OPERATION, READ, Access, Sight, names_in
from mockc8y.domain.platform import Platform
from mockc8y.domain.tenant import Tenant

ROOT = Caller("root")
ANA = Caller("ana")


@pytest.fixture(autouse=True)
def _ana(tenant: Tenant) -> None:
    """Ana holds no role."""
    users.add(tenant, "ana", None)


def thing(tenant: Tenant, caller: Caller = ROOT, **fragments: object) -> int:
    """Create a managed object, which belongs to whom it is created by."""
    return inventory.create(tenant, fragments, caller).id


def adopt(tenant: Tenant, parent: int, kind: str, child: int) -> None:
    """Make an object a child of another."""
    children.add(tenant, kind, str(parent), [str(child)])


def assign(tenant: Tenant, object_id: int, *permissions: str) -> None:
    """Give Ana an inventory role for an object; permissions are written `API:type:PERMISSION`."""
    split = [text.split(":") for text in permissions]
    held = [{"scope": scope, "type": kind, "permission": permission} for scope, kind, permission in split]
    document = {"name": f"role {len(tenant.inventory_roles)}", "permissions": held}
    role = inventory_roles.create(tenant, document, ROOT)
    wanted = {"managedObject": object_id, "roles": [{"id": role.id}]}
    inventory_assignments.create(tenant, "ana", wanted, ROOT)


def access(tenant: Tenant) -> Access:
    """Return what Ana may do now."""
    user = tenant.users.get("ana")
    assert user is not None
    return Access(tenant, user)


def may(tenant: Tenant, scope: str, permission: str, object_id: int, names: Iterable[object] = ()) -> bool:
    """Tell whether Ana may do something with an object."""
    try:
        access(tenant).require(scope, permission, object_id, names)
    except PlatformError:
        return False
    return True


@pytest.mark.parametrize("scope", [ALARM, EVENT, MANAGED_OBJECT, OPERATION])
@pytest.mark.parametrize("permission", [READ, ADMIN])
def test_owner_may_do_everything_with_its_objects(tenant: Tenant, scope: str, permission: str) -> None:
    """Ownership opens every API for an object, and for no other."""
    own, other = thing(tenant, ANA), thing(tenant)

    assert may(tenant, scope, permission, own)
    assert not may(tenant, scope, permission, other)


def test_owner_does_not_reach_what_is_below_its_objects(tenant: Tenant) -> None:
    """A child that belongs to somebody else is somebody else's."""
    own, child = thing(tenant, ANA), thing(tenant)
    adopt(tenant, own, ASSETS, child)

    assert not may(tenant, MANAGED_OBJECT, READ, child)


def test_global_object_is_readable_by_everybody(tenant: Tenant) -> None:
    """The fragment lets everybody read the object itself, but neither change it nor read what belongs to it."""
    shared = thing(tenant, c8y_Global={})

    assert may(tenant, MANAGED_OBJECT, READ, shared)
    assert not may(tenant, MANAGED_OBJECT, ADMIN, shared)
    assert not may(tenant, ALARM, READ, shared)


@pytest.mark.parametrize("kind", [ASSETS, DEVICES])
def test_inventory_role_reaches_down(tenant: Tenant, kind: str) -> None:
    """It holds for the object and for child assets and devices at every depth."""
    root, child, grandchild = (thing(tenant) for _ in range(3))
    adopt(tenant, root, kind, child)
    adopt(tenant, child, DEVICES, grandchild)

    assign(tenant, root, "MANAGED_OBJECT:*:READ")

    assert all(may(tenant, MANAGED_OBJECT, READ, each) for each in (root, child, grandchild))


def test_inventory_role_does_not_reach_additions(tenant: Tenant) -> None:
    """Child additions are beside the hierarchy, and so is what is below them."""
    root, addition, below = (thing(tenant) for _ in range(3))
    adopt(tenant, root, ADDITIONS, addition)
    adopt(tenant, addition, ASSETS, below)

    assign(tenant, root, "*:*:*")

    assert not may(tenant, MANAGED_OBJECT, READ, addition)
    assert not may(tenant, MANAGED_OBJECT, READ, below)


def test_inventory_role_does_not_reach_up(tenant: Tenant) -> None:
    """The parent stays closed."""
    root, child = thing(tenant), thing(tenant)
    adopt(tenant, root, ASSETS, child)

    assign(tenant, child, "*:*:*")

    assert not may(tenant, MANAGED_OBJECT, READ, root)


def test_inventory_role_follows_the_hierarchy(tenant: Tenant) -> None:
    """What moves out of reach is closed again."""
    root, child = thing(tenant), thing(tenant)
    adopt(tenant, root, ASSETS, child)
    assign(tenant, root, "*:*:READ")

    children.remove(tenant, ASSETS, str(root), [str(child)])

    assert not may(tenant, MANAGED_OBJECT, READ, child)


@pytest.mark.parametrize(
    ("held", "scope", "permission", "expected"),
    [
        ("ALARM:*:READ", ALARM, READ, True),
        ("ALARM:*:READ", ALARM, ADMIN, False),
        ("ALARM:*:READ", EVENT, READ, False),
        ("ALARM:*:ADMIN", ALARM, READ, False),
        ("ALARM:*:*", ALARM, ADMIN, True),
        ("*:*:READ", EVENT, READ, True),
        ("*:*:READ", EVENT, ADMIN, False),
        ("*:*:*", OPERATION, ADMIN, True),
    ],
)
def test_permission_is_for_an_api_and_a_kind_of_access(
    tenant: Tenant, held: str, scope: str, permission: str, *, expected: bool
) -> None:
    """Each of the two may be a star; to change does not include to read."""
    root = thing(tenant)

    assign(tenant, root, held)

    assert may(tenant, scope, permission, root) is expected


def test_permission_for_a_type_needs_the_type(tenant: Tenant) -> None:
    """The type of a permission is a fragment, or the type, of what is asked for."""
    pump = thing(tenant)

    assign(tenant, pump, "OPERATION:c8y_Restart:ADMIN")

    assert may(tenant, OPERATION, ADMIN, pump, ["c8y_Restart", "deviceId"])
    assert not may(tenant, OPERATION, ADMIN, pump, ["c8y_Command", "deviceId"])
    assert not may(tenant, OPERATION, ADMIN, pump)


def test_permissions_for_several_types_add_up(tenant: Tenant) -> None:
    """Each assignment adds to what the others give."""
    pump = thing(tenant)

    assign(tenant, pump, "ALARM:acme_Leak:READ")
    assign(tenant, pump, "ALARM:acme_Noise:READ")

    assert access(tenant).sight(ALARM, READ) == Sight(set(), {pump: frozenset({"acme_Leak", "acme_Noise"})})


def test_star_makes_the_type_unimportant(tenant: Tenant) -> None:
    """Who sees all of an object sees what has no matching fragment, too."""
    pump = thing(tenant)

    assign(tenant, pump, "ALARM:acme_Leak:READ", "ALARM:*:READ")

    assert may(tenant, ALARM, READ, pump, ["acme_Other"])


def test_device_permission_of_a_user_holds_for_the_object_alone(tenant: Tenant) -> None:
    """Unlike an inventory role it does not reach down."""
    root, child = thing(tenant), thing(tenant)
    adopt(tenant, root, ASSETS, child)

    device_permissions.put(tenant, Holder(user="ana"), {root: ("MANAGED_OBJECT:*:READ",)})

    assert may(tenant, MANAGED_OBJECT, READ, root)
    assert not may(tenant, MANAGED_OBJECT, READ, child)


def test_device_permission_of_a_group_holds_for_its_members(tenant: Tenant) -> None:
    """Ana has it as long as she is in the group."""
    root = thing(tenant)
    device_permissions.put(tenant, Holder(group=BUSINESS), {root: ("ALARM:acme_Leak:*",)})
    before = may(tenant, ALARM, ADMIN, root, ["acme_Leak"])

    users.add(tenant, "ana", None, groups=[BUSINESS])

    assert not before
    assert may(tenant, ALARM, ADMIN, root, ["acme_Leak"])
    assert not may(tenant, ALARM, ADMIN, root, ["acme_Noise"])


def test_permissions_of_others_open_nothing(tenant: Tenant) -> None:
    """Neither an inventory role nor a device permission of somebody else counts."""
    root = thing(tenant)
    users.add(tenant, "bob", None)
    wanted = {"managedObject": root, "roles": [{"id": 1}]}
    inventory_assignments.create(tenant, "bob", wanted, ROOT)
    device_permissions.put(tenant, Holder(user="bob"), {root: ("*:*:*",)})

    assert not may(tenant, MANAGED_OBJECT, READ, root)


def test_origins_say_where_permissions_come_from(tenant: Tenant) -> None:
    """Each is told with its object and its source, for those who wonder about a refusal."""
    root = thing(tenant)
    assign(tenant, root, "ALARM:*:READ")
    device_permissions.put(tenant, Holder(user="ana"), {root: ("EVENT:*:READ",)})

    what = f"managed object {root}"
    assert access(tenant).origins == [
        f"READ on ALARM for type * of {what} and all below it, from inventory role 'role 4' (assignment 1)",
        f"READ on EVENT for type * of {what}, from a device permission of the user",
    ]


def test_refusal_says_what_was_missing(tenant: Tenant) -> None:
    """The rule goes to the explanation, not into the answer."""
    root = thing(tenant)

    with pytest.raises(PlatformError) as refusal:
        access(tenant).require(ALARM, ADMIN, root)

    assert (refusal.value.status, refusal.value.message) == (403, "Access is denied")
    assert f"ADMIN on ALARM of managed object {root}" in str(refusal.value.evidence["rule"])


FRAGMENTS = ("acme_A", "acme_B")
SIZE = 5
PLACES = st.integers(0, SIZE - 1)
LINKS = st.tuples(PLACES, st.sampled_from(CHILD_KINDS), PLACES).filter(lambda link: link[0] < link[2])


class Given(NamedTuple):
    """A permission that Ana is given for the object at a place."""

    place: int
    scope: str
    type: str
    permission: str

    @property
    def text(self) -> str:
        """The permission as device permissions are written."""
        return f"{self.scope}:{self.type}:{self.permission}"


GIVEN = st.builds(
    Given,
    place=PLACES,
    scope=st.sampled_from([ALARM, MANAGED_OBJECT, "*"]),
    type=st.sampled_from([*FRAGMENTS, "*"]),
    permission=st.sampled_from([READ, ADMIN, "*"]),
)


@dataclass(frozen=True)
class Plan:
    """Some objects, how they hang together, and what Ana has to do with them; places stand for their ids."""

    owned: set[int]
    shared: set[int]
    fragments: list[set[str]]
    links: set[tuple[int, str, int]]
    assigned: list[Given]
    permitted: list[Given]

    def build(self, tenant: Tenant) -> list[int]:
        """Make it so, and return the ids by place."""
        users.add(tenant, "ana", None)
        ids = []
        for place, names in enumerate(self.fragments):
            given_names = names | ({"c8y_Global"} if place in self.shared else set())
            ids.append(thing(tenant, ANA if place in self.owned else ROOT, **{name: {} for name in given_names}))
        for parent, kind, child in sorted(self.links):
            adopt(tenant, ids[parent], kind, ids[child])
        for given_role in self.assigned:
            assign(tenant, ids[given_role.place], given_role.text)
        held: dict[int, tuple[str, ...]] = {}
        for given_text in self.permitted:
            held[ids[given_text.place]] = (*held.get(ids[given_text.place], ()), given_text.text)
        device_permissions.put(tenant, Holder(user="ana"), held)
        return ids

    def shows(self, place: int, scope: str, permission: str) -> bool:
        """Tell whether Ana sees the object at a place, by one rule after the other."""
        return (
            place in self.owned
            or (place in self.shared and (scope, permission) == (MANAGED_OBJECT, READ))
            or any(
                self._is_below(place, each.place) and self._fits(each, place, scope, permission)
                for each in self.assigned
            )
            or any(place == each.place and self._fits(each, place, scope, permission) for each in self.permitted)
        )

    def _fits(self, each: Given, place: int, scope: str, permission: str) -> bool:
        return (
            each.scope in (scope, "*")
            and each.permission in (permission, "*")
            and each.type in ("*", *self.fragments[place])
        )

    def _is_below(self, place: int, root: int) -> bool:
        parents = [parent for parent, kind, child in self.links if child == place and kind in (ASSETS, DEVICES)]
        return place == root or any(self._is_below(parent, root) for parent in parents)


PLANS = st.builds(
    Plan,
    owned=st.sets(PLACES, max_size=2),
    shared=st.sets(PLACES, max_size=2),
    fragments=st.lists(st.sets(st.sampled_from(FRAGMENTS)), min_size=SIZE, max_size=SIZE),
    links=st.sets(LINKS, max_size=6),
    assigned=st.lists(GIVEN, max_size=3),
    permitted=st.lists(GIVEN, max_size=3),
)


@given(plan=PLANS, scope=st.sampled_from([ALARM, MANAGED_OBJECT]), permission=st.sampled_from([READ, ADMIN]))
def test_sight_is_that_of_a_naive_model(plan: Plan, scope: str, permission: str) -> None:
    """An object is seen if one of the rules says so, whatever its place in the hierarchy."""
    tenant = Platform(clock=FrozenClock(0)).add_tenant("t1")
    records = [inventory.get(tenant, str(object_id)) for object_id in plan.build(tenant)]

    sight = access(tenant).sight(scope, permission)

    expected = [record for place, record in enumerate(records) if plan.shows(place, scope, permission)]
    assert [record for record in records if sight.admits(record.id, names_in(record))] == expected
    assert list(sight.of_objects(records)) == expected
