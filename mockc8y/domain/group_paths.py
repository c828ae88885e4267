"""Device groups by the names on the way to them."""

from __future__ import annotations

from mockc8y.domain import children, inventory
from mockc8y.domain.callers import Caller
from mockc8y.domain.hierarchy import ASSETS, is_root
from mockc8y.domain.tenant import Tenant
from mockc8y.store.codec import Document

IS_GROUP = "c8y_IsDeviceGroup"
ROOT_TYPE, INNER_TYPE = "c8y_DeviceGroup", "c8y_DeviceSubgroup"


class GroupPaths:
    """Leads to groups such as `plant/hall 1`, makes those that are not there, and remembers the way."""

    def __init__(self, tenant: Tenant, caller: Caller) -> None:
        self._tenant = tenant
        self._caller = caller
        self._known: dict[tuple[int | None, str], int] = {}

    def group_at(self, path: str) -> int | None:
        """Return the id of the group at the end of a path, or `None` for a path without any name."""
        group = None
        for name in filter(None, map(str.strip, path.split("/"))):
            group = self._known.get((group, name)) or self._remembered(group, name)
        return group

    def _remembered(self, parent: int | None, name: str) -> int:
        found = self._root(name) if parent is None else self._below(parent, name)
        self._known[parent, name] = found
        return found

    def _root(self, name: str) -> int:
        for record in self._tenant.inventory.select([[("name", name)], [("fragment", IS_GROUP)]]):
            if is_root(self._tenant, record.id):
                return record.id
        return inventory.create(self._tenant, _document(name, ROOT_TYPE), self._caller).id

    def _below(self, parent: int, name: str) -> int:
        tenant = self._tenant
        for child in tenant.relations.children(ASSETS, parent):
            if tenant.names.get(child) == name and IS_GROUP in inventory.get(tenant, str(child)).document:
                return child
        return children.create(tenant, ASSETS, str(parent), _document(name, INNER_TYPE), self._caller).id


def _document(name: str, type: str) -> Document:
    return {"name": name, "type": type, IS_GROUP: {}}
