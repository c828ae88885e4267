"""Users, groups and roles as the platform shows them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar
from urllib.parse import quote

from mockc8y.api.links import Links
from mockc8y.domain import memberships, totp
from mockc8y.domain.device_permissions import Holder
from mockc8y.domain.groups import Group
from mockc8y.domain.paging import MAXIMUM_PAGE_SIZE, PageRequest, page_of
from mockc8y.domain.tenant import Tenant
from mockc8y.domain.times import format_millis
from mockc8y.domain.users import User
from mockc8y.store.codec import Document

_DEFAULTS: Document = {"newsletter": False, "customProperties": {}}
FIRST_PAGE = PageRequest()
"""What the platform shows of the collections inside a document: the first five references."""
WHOLE = PageRequest(MAXIMUM_PAGE_SIZE)
"""What users see of themselves: the web applications look for a role in all their groups."""

Item = TypeVar("Item")


def user_document(tenant: Tenant, user: User, links: Links, page: PageRequest = FIRST_PAGE) -> Document:
    """Return a user. Of its roles, its groups and their roles it shows one page each."""
    address = user_address(tenant, user.name, links)
    optional = {"owner": user.owner, "delegatedBy": user.delegated_by, "passwordStrength": user.password_strength}
    return {
        **_DEFAULTS,
        **user.profile,
        **{name: value for name, value in optional.items() if value is not None},
        "id": user.name,
        "userName": user.name,
        "self": address,
        "enabled": user.enabled,
        "lastPasswordChange": format_millis(user.last_password_change),
        "shouldResetPassword": user.should_reset_password,
        "twoFactorAuthenticationEnabled": totp.is_active(user),
        "devicePermissions": device_permissions(tenant, Holder(user=user.name)),
        "applications": _applications(user.applications),
        "roles": _embedded(
            f"{address}/roles", sorted(user.roles), page, lambda name: role_reference(address, name, links)
        ),
        "groups": _embedded(
            f"{address}/groups",
            memberships.groups_of(tenant, user),
            page,
            lambda group: group_reference(tenant, address, group, links, page),
        ),
    }


def group_document(tenant: Tenant, group: Group, links: Links, page: PageRequest = FIRST_PAGE) -> Document:
    """Return a group. Its members are never among it; they have an address of their own (seen on a real tenant).

    Its roles are all there, whatever the page says: the official tool that makes tenants gives those that are missing.
    """
    address = group_address(tenant, group.id, links)
    described = {} if group.description is None else {"description": group.description}
    roles = [role_reference(address, name, links) for name in sorted(group.roles)]
    return {
        "id": group.id,
        "name": group.name,
        **described,
        "self": address,
        "customProperties": group.custom_properties,
        "devicePermissions": device_permissions(tenant, Holder(group=group.id)),
        "applications": _applications(group.applications),
        "roles": _embedded(f"{address}/roles", roles, page, lambda role: role) | {"references": roles},
        "users": {"self": f"{address}/users", "references": []},
    }


def role_document(name: str, links: Links) -> Document:
    """Return a role."""
    return {"id": name, "name": name, "self": links.to(f"/user/roles/{quote(name, safe='')}")}


def user_reference(tenant: Tenant, holder: str, user: User, links: Links) -> Document:
    """Return a user as one of those that belong to the group of an address."""
    return {"self": f"{holder}/users/{_segment(user.name)}", "user": user_document(tenant, user, links)}


def group_reference(
    tenant: Tenant, holder: str, group: Group, links: Links, page: PageRequest = FIRST_PAGE
) -> Document:
    """Return a group as one of those of the user of an address."""
    return {"self": f"{holder}/groups/{group.id}", "group": group_document(tenant, group, links, page)}


def role_reference(holder: str, name: str, links: Links) -> Document:
    """Return a role as one of those that the user or group of an address holds. The slash is the platform's."""
    return {"self": f"{holder}/roles/{quote(name, safe='')}/", "role": role_document(name, links)}


def user_address(tenant: Tenant, name: str, links: Links) -> str:
    """Return where a user is found."""
    return links.to(f"/user/{tenant.id}/users/{_segment(name)}")


def group_address(tenant: Tenant, group_id: int, links: Links) -> str:
    """Return where a group is found."""
    return links.to(f"/user/{tenant.id}/groups/{group_id}")


def device_permissions(tenant: Tenant, holder: Holder) -> Document:
    """Return the device permissions of a user or group by the id of the managed object."""
    held = tenant.device_permissions.get(holder) or {}
    return {str(object_id): list(permissions) for object_id, permissions in held.items()}


def _embedded(
    address: str, items: Sequence[Item], wanted: PageRequest, reference: Callable[[Item], Document]
) -> Document:
    """Return a page of a collection of references as it stands inside a document."""
    page = page_of(items, wanted)
    stem = f"{address}?pageSize={wanted.size}&currentPage="
    following = {"next": f"{stem}{wanted.number + 1}"} if page.has_next else {}
    return {
        "self": f"{stem}{wanted.number}",
        **following,
        "references": [reference(item) for item in page.items],
        "statistics": page.statistics,
    }


def _applications(ids: Iterable[int]) -> list[Document]:
    return [{"id": str(number)} for number in ids]


def _segment(name: str) -> str:
    """Write a user name as part of a path. The platform leaves the @ as it is (seen on a real tenant)."""
    return quote(name, safe="@")
