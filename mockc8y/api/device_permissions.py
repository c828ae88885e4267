"""Device permissions."""

from __future__ import annotations

from mockc8y.api import render
from mockc8y.api.oversight import oversight
from mockc8y.api.reply import Reply
from mockc8y.api.request import Request
from mockc8y.api.route import Evidence, Route
from mockc8y.api.user_documents import group_document, user_document
from mockc8y.domain import device_permissions, inventory
from mockc8y.domain.roles import roles
from mockc8y.store.codec import Document

PATH = "/user/devicePermissions/{id}"


def get(request: Request) -> Reply:
    """GET the users and groups that hold permissions for a managed object."""
    found = inventory.get(request.tenant, *request.arguments)
    return render.value(request, _holders(request, found.id))


def update(request: Request) -> Reply:
    """PUT what users and groups may do with a managed object. The answer has no body."""
    found = inventory.get(request.tenant, *request.arguments)
    if not oversight(request).is_unlimited:
        device_permissions.require_held(request.tenant, request.user, found.id, request.document())
    device_permissions.assign(request.tenant, found.id, request.document(), request.caller)
    return Reply(200)


def _holders(request: Request, object_id: int) -> Document:
    tenant, links = request.tenant, request.links
    holders, manager = device_permissions.holders_of(tenant, object_id), oversight(request)
    users = manager.among(user for holder in holders if (user := tenant.users.get(holder.user)) is not None)
    found = [group for holder in holders if (group := tenant.groups.get(holder.group)) is not None]
    groups = [group for group in found if manager.knows_roles(group.roles)]
    return {
        "users": [user_document(tenant, user, links) for user in users],
        "groups": [group_document(tenant, group, links) for group in groups],
    }


ROUTES = (
    # unverified: an unknown object, user or group is refused.
    Route(
        "GET",
        PATH,
        "getDevicePermissionsResource",
        roles("USER_MANAGEMENT_READ", "USER_MANAGEMENT_CREATE"),
        get,
        Evidence.SPEC,
    ),
    Route(
        "PUT",
        PATH,
        "putDevicePermissionsResource",
        roles("USER_MANAGEMENT_ADMIN", "USER_MANAGEMENT_CREATE"),
        update,
        Evidence.SPEC,
    ),
)
"""The operations of this family in the official specification."""
