"""Which user holds which inventory roles for which managed object."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from mockc8y.domain import audit, inventory_roles
from mockc8y.domain.callers import Caller
from mockc8y.domain.counting import next_number
from mockc8y.domain.documents import parse_id, require_fields
from mockc8y.domain.errors import PlatformError, error
from mockc8y.domain.hierarchy import ASSETS, DEVICES, descendants
from mockc8y.domain.inventory_role_draft import AREA
from mockc8y.domain.inventory_roles import Assignment, InventoryRole
from mockc8y.domain.tenant import Tenant
from mockc8y.store.codec import Document

_CHANGE = "inventoryAssignments"


def create(tenant: Tenant, user: str, document: Document, caller: Caller) -> Assignment:
    """Give a user roles for a managed object, or raise 404 for an unknown user and 422 for what else is unknown.

    # unverified: a second one for the same object is an assignment of its own.
    """
    wanted = drafted(tenant, user, document)
    assignment = replace(wanted, id=next_number(tenant, "inventoryAssignment", 1))
    _put(tenant, None, assignment, caller)
    return assignment


def drafted(tenant: Tenant, user: str, document: Document) -> Assignment:
    """Read the assignment that a POST body asks for. It has no number yet."""
    _require_user(tenant, user)
    require_fields(document, ("managedObject", "roles"))
    return Assignment(0, user, _object(tenant, document["managedObject"]), _roles(tenant, document["roles"]))


def changed(tenant: Tenant, before: Assignment, document: Document) -> Assignment:
    """Read what a PUT body makes of an assignment."""
    require_fields(document, ("roles",))
    named = document.get("managedObject")
    object_id = before.managed_object if named is None else _object(tenant, named)
    return replace(before, managed_object=object_id, roles=_roles(tenant, document["roles"]))


def require_held(tenant: Tenant, giver: str, assignment: Assignment) -> None:
    """Raise 403 for an assignment of more than somebody holds itself for the object, or for one above it."""
    own = [known for known in select(tenant, giver) if _covers(tenant, known.managed_object, assignment.managed_object)]
    missing = set(assignment.roles) - {number for known in own for number in known.roles}
    if missing:
        rule = f"{giver} holds not all of these inventory roles for managed object {assignment.managed_object} itself"
        raise error("authorization.denied", rule=rule)


def select(tenant: Tenant, user: str) -> Sequence[Assignment]:
    """List the assignments of a user, oldest first, or raise 404."""
    _require_user(tenant, user)
    return [assignment for assignment in tenant.inventory_assignments.values() if assignment.user == user]


def get(tenant: Tenant, user: str, assignment_id: str) -> Assignment:
    """Return an assignment of a user by the id of a path, or raise 404."""
    _require_user(tenant, user)
    number = parse_id(assignment_id)
    assignment = None if number is None else tenant.inventory_assignments.get(number)
    if assignment is None or assignment.user != user:
        raise error("role.unknown")
    return assignment


def update(tenant: Tenant, user: str, assignment_id: str, document: Document, caller: Caller) -> Assignment:
    """Replace the roles of an assignment, and its managed object where another one is named.

    # unverified: `pyc8y` sends the object along; whether another one is taken on is not known.
    """
    before = get(tenant, user, assignment_id)
    after = changed(tenant, before, document)
    _put(tenant, before, after, caller)
    return after


def delete(tenant: Tenant, user: str, assignment_id: str, caller: Caller) -> None:
    """Take an assignment away from a user, or raise 404."""
    assignment = get(tenant, user, assignment_id)
    tenant.inventory_assignments.remove(assignment.id)
    _record(tenant, assignment, None, caller)


def forget_object(tenant: Tenant, object_id: int) -> None:
    """Drop the assignments for a managed object that goes.

    # unverified: nothing is known of what real tenants do.
    """
    _drop(tenant, [found.id for found in tenant.inventory_assignments.values() if found.managed_object == object_id])


def forget_user(tenant: Tenant, user: str) -> None:
    """Drop the assignments of a user that goes, so that nobody of its name inherits them."""
    _drop(tenant, [found.id for found in tenant.inventory_assignments.values() if found.user == user])


def roles_of(tenant: Tenant, assignment: Assignment) -> Sequence[InventoryRole]:
    """Return the roles of an assignment."""
    return [role for number in assignment.roles if (role := tenant.inventory_roles.get(number)) is not None]


def document_of(tenant: Tenant, assignment: Assignment) -> Document:
    """Return what is stored of an assignment as the API shows it, with its roles in full."""
    return {
        "id": assignment.id,
        # unverified: a string by the specification and `c8y_api`; `pyc8y` looks for an object with an id.
        "managedObject": str(assignment.managed_object),
        "roles": [inventory_roles.document_of(role) for role in roles_of(tenant, assignment)],
    }


def _covers(tenant: Tenant, root: int, object_id: int) -> bool:
    return root == object_id or object_id in descendants(tenant, root, (ASSETS, DEVICES))


def _put(tenant: Tenant, before: Assignment | None, after: Assignment, caller: Caller) -> None:
    tenant.inventory_assignments.put(after.id, after)
    _record(tenant, before, after, caller)


def _drop(tenant: Tenant, numbers: Sequence[int]) -> None:
    for number in numbers:
        tenant.inventory_assignments.remove(number)


def _require_user(tenant: Tenant, name: str) -> None:
    if name not in tenant.users:
        raise error("user.unknown", id=name)


def _object(tenant: Tenant, value: object) -> int:
    """Read which managed object is meant: a string (specification), a number (`c8y_api`), an object (`pyc8y`)."""
    object_id = parse_id(value.get("id") if isinstance(value, dict) else value)
    if object_id is None or not tenant.inventory.holds(object_id):
        raise _refused(f"there is no managed object {value!r}")
    return object_id


def _roles(tenant: Tenant, value: object) -> tuple[int, ...]:
    if not isinstance(value, list) or not value:
        raise _refused("'roles' must be a list of at least one role")
    return tuple(dict.fromkeys(_role(tenant, item) for item in value))


def _role(tenant: Tenant, value: object) -> int:
    """Find the role that a reference means, by its id or else its name."""
    given = value if isinstance(value, dict) else {}
    number, name = given.get("id"), given.get("name")
    if number is not None:
        role = tenant.inventory_roles.get(parse_id(number) or 0)
    else:
        role = inventory_roles.named(tenant, name) if isinstance(name, str) else None
    if role is None:
        raise _refused(f"there is no inventory role {value!r}")
    return role.id


def _refused(reason: str) -> PlatformError:
    return error("unprocessable", area=AREA, reason=reason)


def _record(tenant: Tenant, before: Assignment | None, after: Assignment | None, caller: Caller) -> None:
    user = next(found.user for found in (before, after) if found is not None)
    old, new = ({_CHANGE: document_of(tenant, found) if found else None} for found in (before, after))
    changes = audit.attribute_changes(old, new, {_CHANGE: "InventoryAssignment"})
    text = f"User updated: '{user}', inventory assignments"
    audit.write(tenant, audit.Entry("User", "User updated", text, source=user, changes=changes), caller)
