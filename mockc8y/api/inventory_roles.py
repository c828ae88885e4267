"""Inventory roles and their assignment."""

from __future__ import annotations

from urllib.parse import quote

import orjson

from mockc8y.api import parameters, render
from mockc8y.api.links import Links
from mockc8y.api.oversight import oversight
from mockc8y.api.own_tenant import own_arguments
from mockc8y.api.reply import Reply, no_content
from mockc8y.api.request import Request
from mockc8y.api.route import PAGING, Evidence, Route
from mockc8y.domain import inventory_assignments, inventory_roles, user_accounts
from mockc8y.domain.inventory_roles import Assignment, InventoryRole
from mockc8y.domain.paging import page_of
from mockc8y.domain.roles import roles
from mockc8y.domain.tenant import Tenant
from mockc8y.store.codec import Document

PATH = "/user/inventoryroles"
ASSIGNMENTS = "/user/{tenantId}/users/{userId}/roles/inventory"
_ROLE = render.item_offers("inventoryrole")
_ASSIGNMENT = render.item_offers("inventoryassignment")
_ALL_ASSIGNMENTS = render.item_offers("inventoryassignmentcollection")


def create(request: Request) -> Reply:
    """POST a role."""
    role = inventory_roles.create(request.tenant, request.document(), request.caller)
    reply = render.written(request, 201, _ROLE, _encoded(role, request.links))
    reply.headers.append((b"location", _address(role, request.links).encode()))
    return reply


def find(request: Request) -> Reply:
    """GET a page of roles."""
    page = page_of(inventory_roles.select(request.tenant), parameters.page_request(request))
    items = [_encoded(role, request.links) for role in page.items]
    return render.listed_as(request, "inventoryrolecollection", "roles", items, page)


def get(request: Request) -> Reply:
    """GET one role."""
    role = inventory_roles.get(request.tenant, *request.arguments)
    return render.value(request, document_of(role, request.links), *_ROLE)


def update(request: Request) -> Reply:
    """PUT changes of a role."""
    role = inventory_roles.update(request.tenant, request.arguments[0], request.document(), request.caller)
    return render.written(request, 200, _ROLE, _encoded(role, request.links))


def delete(request: Request) -> Reply:
    """DELETE one role."""
    inventory_roles.delete(request.tenant, request.arguments[0], request.caller)
    return no_content()


def assign(request: Request) -> Reply:
    """POST roles that a user gets for a managed object. The platform answers 200."""
    user, _ = _managed(request)
    _require_held(request, inventory_assignments.drafted(request.tenant, user, request.document()))
    made = inventory_assignments.create(request.tenant, user, request.document(), request.caller)
    return _written(request, made)


def find_assignments(request: Request) -> Reply:
    """GET the assignments of a user: all of them, without a paging block."""
    user, _ = _managed(request)
    found = inventory_assignments.select(request.tenant, user)
    document = {
        "self": request.links.to(request.path),
        "inventoryAssignments": [assignment_document(request.tenant, each, request.links) for each in found],
    }
    return render.value(request, document, *_ALL_ASSIGNMENTS)


def get_assignment(request: Request) -> Reply:
    """GET one assignment of a user."""
    user, number = _managed(request)
    found = inventory_assignments.get(request.tenant, user, number)
    return render.value(request, assignment_document(request.tenant, found, request.links), *_ASSIGNMENT)


def update_assignment(request: Request) -> Reply:
    """PUT other roles into an assignment of a user."""
    user, number = _managed(request)
    before = inventory_assignments.get(request.tenant, user, number)
    _require_held(request, before, inventory_assignments.changed(request.tenant, before, request.document()))
    changed = inventory_assignments.update(request.tenant, user, number, request.document(), request.caller)
    return _written(request, changed)


def delete_assignment(request: Request) -> Reply:
    """DELETE one assignment of a user."""
    user, number = _managed(request)
    _require_held(request, inventory_assignments.get(request.tenant, user, number))
    inventory_assignments.delete(request.tenant, user, number, request.caller)
    return no_content()


def document_of(role: InventoryRole, links: Links) -> Document:
    """Return a role as the API shows it."""
    return {**inventory_roles.document_of(role), "self": _address(role, links)}


def assignment_document(tenant: Tenant, assignment: Assignment, links: Links) -> Document:
    """Return an assignment as the API shows it, with its roles in full."""
    path = f"/user/{tenant.id}/users/{quote(assignment.user, safe='@')}/roles/inventory/{assignment.id}"
    roles_held = [document_of(role, links) for role in inventory_assignments.roles_of(tenant, assignment)]
    return {**inventory_assignments.document_of(tenant, assignment), "self": links.to(path), "roles": roles_held}


def _managed(request: Request) -> tuple[str, str]:
    """Return the user that a path names, whom the caller must manage, and the number of an assignment, if any."""
    name, *numbers = own_arguments(request)
    user = oversight(request).require(user_accounts.get(request.tenant, name))
    return user.name, "".join(numbers)


def _require_held(request: Request, *assignments: Assignment) -> None:
    """Let a caller that manages only some users give and take what is "accessible" to itself (specification).

    # unverified: what that means in detail; here it is to hold the same roles for the object, or for one above it.
    """
    if oversight(request).is_unlimited:
        return
    for assignment in assignments:
        inventory_assignments.require_held(request.tenant, request.user.name, assignment)


def _written(request: Request, assignment: Assignment) -> Reply:
    document = assignment_document(request.tenant, assignment, request.links)
    return render.written(request, 200, _ASSIGNMENT, orjson.dumps(document))


def _encoded(role: InventoryRole, links: Links) -> bytes:
    return orjson.dumps(document_of(role, links))


def _address(role: InventoryRole, links: Links) -> str:
    return links.to(f"{PATH}/{role.id}")


_READERS = roles("USER_MANAGEMENT_READ", "USER_MANAGEMENT_CREATE")
_ADMINISTRATORS = roles("USER_MANAGEMENT_ADMIN")
_WRITERS = roles("USER_MANAGEMENT_ADMIN", "USER_MANAGEMENT_CREATE")

ROUTES = (
    Route("POST", PATH, "postInventoryRoleResource", _ADMINISTRATORS, create, Evidence.RECORDED),
    Route("GET", PATH, "getInventoryRoleResource", _READERS, find, Evidence.RECORDED, parameters=PAGING),
    Route("GET", f"{PATH}/{{id}}", "getInventoryRoleResourceId", _READERS, get, Evidence.RECORDED),
    Route("PUT", f"{PATH}/{{id}}", "putInventoryRoleResourceId", _ADMINISTRATORS, update, Evidence.RECORDED),
    Route("DELETE", f"{PATH}/{{id}}", "deleteInventoryRoleResourceId", _ADMINISTRATORS, delete, Evidence.RECORDED),
    Route("POST", ASSIGNMENTS, "postInventoryAssignmentResource", _WRITERS, assign, Evidence.RECORDED),
    Route("GET", ASSIGNMENTS, "getInventoryAssignmentResource", _READERS, find_assignments, Evidence.RECORDED),
    Route(
        "GET",
        f"{ASSIGNMENTS}/{{id}}",
        "getInventoryAssignmentResourceById",
        _READERS,
        get_assignment,
        Evidence.RECORDED,
    ),
    Route(
        "PUT",
        f"{ASSIGNMENTS}/{{id}}",
        "putInventoryAssignmentResourceById",
        _WRITERS,
        update_assignment,
        Evidence.RECORDED,
    ),
    Route(
        "DELETE",
        f"{ASSIGNMENTS}/{{id}}",
        "deleteInventoryAssignmentResourceById",
        _WRITERS,
        delete_assignment,
        Evidence.RECORDED,
    ),
)
"""The operations of this family in the official specification."""
