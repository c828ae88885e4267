"""Device permissions: what users and groups may do with single managed objects."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from mockc8y.domain import audit
from mockc8y.domain.callers import Caller
from mockc8y.domain.documents import parse_id, require_fields
from mockc8y.domain.errors import PlatformError, error
from mockc8y.domain.inventory_role_draft import PERMISSIONS, SCOPES
from mockc8y.domain.tenant import Tenant
from mockc8y.domain.users import User
from mockc8y.store.codec import Document

AREA = "devicePermissions"
_CHANGE = "devicePermissions"
_FORM = re.compile(rf"({'|'.join(map(re.escape, SCOPES))}):[^:]+:({'|'.join(map(re.escape, PERMISSIONS))})")


class Holder(NamedTuple):
    """Who holds permissions: the user of a name or the group of an id. The other one is empty."""

    user: str = ""
    group: int = 0


Permissions = Mapping[int, tuple[str, ...]]
"""The permissions of a holder by managed object, each written `API:fragment:PERMISSION`."""


class Change(NamedTuple):
    """What a holder shall be permitted to do with one managed object from now on."""

    holder: Holder
    permissions: tuple[str, ...]


def holders_of(tenant: Tenant, object_id: int) -> list[Holder]:
    """List who holds a permission for a managed object."""
    return [holder for holder, held in tenant.device_permissions.items() if object_id in held]


def assign(tenant: Tenant, object_id: int, document: Document, caller: Caller) -> None:
    """Apply a PUT body: what it says of a user or group replaces what that one held for the object.

    Users and groups it does not name keep theirs, and so does everybody for other objects.
    """
    for holder, permissions in read(tenant, object_id, document):
        before = tenant.device_permissions.get(holder) or {}
        put(tenant, holder, {**before, object_id: permissions})
        _record(tenant, holder, (object_id, before.get(object_id, ()), permissions), caller)


def require_held(tenant: Tenant, giver: User, object_id: int, document: Document) -> None:
    """Refuse a document that gives more for a managed object than the giver itself holds for it (specification).

    # unverified: that it takes no more away either.
    """
    for holder, permissions in read(tenant, object_id, document):
        before = (tenant.device_permissions.get(holder) or {}).get(object_id, ())
        _require_held(tenant, giver, object_id, set(permissions) ^ set(before))


def require_held_by_group(tenant: Tenant, giver: User, group: int) -> None:
    """Raise 403 for a group whose members may do more with any managed object than the giver itself."""
    for object_id, permissions in (tenant.device_permissions.get(Holder(group=group)) or {}).items():
        _require_held(tenant, giver, object_id, permissions)


def read(tenant: Tenant, object_id: int, document: Document) -> list[Change]:
    """Return what a document says of a managed object, or refuse the document as a whole.

    # unverified: an owner whose `devicePermissions` do not mention the object keeps what it has; other objects that
    they mention are passed over.
    """
    owners = [(_FIND[name](tenant, owner), owner) for name in _FIND for owner in _owners(document, name)]
    mentions = [(holder, _texts(owner).get(str(object_id))) for holder, owner in owners]
    return [Change(holder, _checked(texts)) for holder, texts in mentions if texts is not None]


def put(tenant: Tenant, holder: Holder, permissions: Permissions) -> None:
    """Let a holder have just these permissions."""
    kept = {object_id: held for object_id, held in permissions.items() if held}
    if kept:
        tenant.device_permissions.put(holder, kept)
    elif holder in tenant.device_permissions:
        tenant.device_permissions.remove(holder)


def forget_object(tenant: Tenant, object_id: int) -> None:
    """Drop the permissions for a managed object that goes."""
    for holder in holders_of(tenant, object_id):
        held = tenant.device_permissions.get(holder) or {}
        put(tenant, holder, {other: texts for other, texts in held.items() if other != object_id})


def forget_holder(tenant: Tenant, holder: Holder) -> None:
    """Drop the permissions of a user or group that goes, so that nobody of its name inherits them."""
    put(tenant, holder, {})


def _require_held(tenant: Tenant, giver: User, object_id: int, permissions: Iterable[str]) -> None:
    holders = (Holder(user=giver.name), *(Holder(group=number) for number in giver.groups))
    held = {text for holder in holders for text in (tenant.device_permissions.get(holder) or {}).get(object_id, ())}
    missing = sorted(set(permissions) - held)
    if missing:
        rule = f"{giver.name} can give and take only what it holds itself, which {', '.join(missing)} is not"
        raise error("authorization.denied", rule=rule)


def _owners(document: Document, name: str) -> list[Document]:
    owners = document.get(name)
    if owners is None:
        return []
    if not isinstance(owners, list) or not all(isinstance(owner, dict) for owner in owners):
        raise _invalid(f"'{name}' must be a list of objects")
    return owners


def _texts(owner: Document) -> Document:
    require_fields(owner, ("devicePermissions",))
    texts = owner["devicePermissions"]
    if not isinstance(texts, dict):
        raise _invalid("'devicePermissions' must be an object that maps ids of managed objects to permissions")
    return texts


def _user(tenant: Tenant, owner: Document) -> Holder:
    require_fields(owner, ("userName",))
    name = owner["userName"]
    if not isinstance(name, str) or name not in tenant.users:
        raise _invalid(f"there is no user {name!r}")
    return Holder(user=name)


def _group(tenant: Tenant, owner: Document) -> Holder:
    require_fields(owner, ("id",))
    number = parse_id(owner["id"])
    if number is None or number not in tenant.groups:
        raise _invalid(f"there is no group {owner['id']!r}")
    return Holder(group=number)


_FIND: Mapping[str, Callable[[Tenant, Document], Holder]] = MappingProxyType({"users": _user, "groups": _group})


def _checked(texts: object) -> tuple[str, ...]:
    if not isinstance(texts, list) or not all(isinstance(text, str) and _FORM.fullmatch(text) for text in texts):
        forms = (
            f"API:fragment:PERMISSION with an API of {', '.join(SCOPES)} and a permission of {', '.join(PERMISSIONS)}"
        )
        raise _invalid(f"device permissions must be a list of texts {forms}, not {texts!r}")
    return tuple(dict.fromkeys(texts))


def _invalid(reason: str) -> PlatformError:
    return error("invalid_data", area=AREA, reason=reason)


def _record(tenant: Tenant, holder: Holder, change: tuple[int, Sequence[str], Sequence[str]], caller: Caller) -> None:
    object_id, before, after = change
    old, new = ({_CHANGE: {str(object_id): list(texts)}} for texts in (before, after))
    changes = audit.attribute_changes(old, new, {_CHANGE: "DevicePermissions"})
    kind, activity, source = (
        ("User", "User updated", holder.user) if holder.user else ("Group", "Device permissions updated", holder.group)
    )
    text = f"{activity}: device permissions for managed object {object_id}"
    audit.write(tenant, audit.Entry(kind, activity, text, source=source, changes=changes), caller)
