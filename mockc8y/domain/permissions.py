"""What a user may do without a global role: by ownership, inventory roles, device permissions and `c8y_Global`."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from mockc8y.domain.device_permissions import Holder
from mockc8y.domain.errors import PlatformError, error
from mockc8y.domain.hierarchy import ASSETS, DEVICES, descendants
from mockc8y.domain.inventory_sequences import Passing
from mockc8y.domain.tenant import Tenant
from mockc8y.domain.users import User
from mockc8y.store.collection import Record

ALARM, AUDIT, EVENT = "ALARM", "AUDIT", "EVENT"
MANAGED_OBJECT, MEASUREMENT, OPERATION = "MANAGED_OBJECT", "MEASUREMENT", "OPERATION"
READ, ADMIN = "READ", "ADMIN"
ANY = "*"
GLOBAL = "c8y_Global"
"""The fragment of managed objects that every user may read."""


class Grant(NamedTuple):
    """A permission that a user holds for some objects, and where it has it from.

    `type` is a fragment, or the type of what is asked for; * stands for all.
    """

    permission: str
    scope: str
    type: str
    root: int
    reaches_down: bool
    origin: str

    def allows(self, scope: str, permission: str) -> bool:
        """Tell whether the permission is one for an API and a kind of access."""
        return self.scope in (scope, ANY) and self.permission in (permission, ANY)


class Sight(NamedTuple):
    """The part of a tenant that a user sees through one API.

    `whole` are the objects of which all is seen, `partly` those of which only what has one of the names is.
    """

    whole: Collection[int]
    partly: dict[int, frozenset[str]]

    def admits(self, object_id: int, names: Iterable[object]) -> bool:
        """Tell whether something that belongs to an object, or is one, and has these fragments or types, is seen."""
        if object_id in self.whole:
            return True
        types = self.partly.get(object_id)
        return types is not None and not types.isdisjoint(names)

    def of_objects(self, records: Sequence[Record]) -> Sequence[Record]:
        """Return the managed objects among these that are seen."""
        return Passing(records, lambda record: self._shows(record.id, record))

    def of_sources(self, records: Sequence[Record]) -> Sequence[Record]:
        """Return the records whose source is seen."""
        return Passing(records, lambda record: self._shows(record.source, record))

    def _shows(self, object_id: int, record: Record) -> bool:
        return object_id in self.whole or (object_id in self.partly and self.admits(object_id, names_in(record)))


class Access:
    """The permissions of one user at one moment."""

    def __init__(self, tenant: Tenant, user: User) -> None:
        self.tenant = tenant
        self.user = user

    def sight(self, scope: str, permission: str) -> Sight:
        """Return what the user may reach through an API."""
        whole = {record.id for record in self.tenant.inventory.select([[("owner", self.user.name)]])}
        if scope == MANAGED_OBJECT and permission == READ:
            whole.update(record.id for record in self.tenant.inventory.select([[("fragment", GLOBAL)]]))
        partly: dict[int, frozenset[str]] = {}
        for grant in self._grants:
            if not grant.allows(scope, permission):
                continue
            for object_id in self._reach(grant):
                if grant.type == ANY:
                    whole.add(object_id)
                else:
                    partly[object_id] = partly.get(object_id, frozenset()) | {grant.type}
        return Sight(whole, partly)

    def require(self, scope: str, permission: str, object_id: int, names: Iterable[object] = ()) -> None:
        """Let the user do something with an object, or with what belongs to it, or raise the platform's 403."""
        if self._owns(object_id) or self.sight(scope, permission).admits(object_id, names):
            return
        raise denied(f"{permission} on {scope} of managed object {object_id}, by ownership or an assigned role")

    def _owns(self, object_id: int) -> bool:
        record = self.tenant.inventory.get(object_id)
        return record is not None and record.document.get("owner") == self.user.name

    @property
    def origins(self) -> list[str]:
        """Say which permissions the user holds beside its global roles, and where they come from."""
        return [
            f"{grant.permission} on {grant.scope} for type {grant.type} of managed object {grant.root}"
            f"{' and all below it' if grant.reaches_down else ''}, from {grant.origin}"
            for grant in self._grants
        ]

    @cached_property
    def _grants(self) -> list[Grant]:
        return [*self._from_inventory_roles(), *self._from_device_permissions()]

    def _from_inventory_roles(self) -> Iterator[Grant]:
        for assignment in self.tenant.inventory_assignments.values():
            if assignment.user != self.user.name:
                continue
            for number in assignment.roles:
                role = self.tenant.inventory_roles.get(number)
                for held in role.permissions if role else ():
                    origin = f"inventory role '{role.name}' (assignment {assignment.id})" if role else ""
                    yield Grant(
                        held.permission,
                        held.scope,
                        held.type,
                        assignment.managed_object,
                        reaches_down=True,
                        origin=origin,
                    )

    def _from_device_permissions(self) -> Iterator[Grant]:
        holders = [Holder(user=self.user.name), *(Holder(group=number) for number in sorted(self.user.groups))]
        for holder in holders:
            origin = "a device permission of " + (f"group {holder.group}" if holder.group else "the user")
            for object_id, texts in (self.tenant.device_permissions.get(holder) or {}).items():
                for text in texts:
                    scope, kind, permission = text.split(":")
                    yield Grant(permission, scope, kind, object_id, reaches_down=False, origin=origin)

    def _reach(self, grant: Grant) -> Iterable[int]:
        if not grant.reaches_down:
            return (grant.root,)
        return (grant.root, *descendants(self.tenant, grant.root, (ASSETS, DEVICES)))


def names_in(record: Record) -> list[object]:
    """List what the type of a permission may name: the fragments of a document, and its type."""
    document = record.document
    return [*document, document.get("type")]


def denied(rule: str) -> PlatformError:
    """Make the platform's 403. The rule that decided is told to those who ask for an explanation."""
    return error("authorization.denied", rule=rule)
