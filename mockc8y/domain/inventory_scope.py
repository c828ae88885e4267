"""What a query may ask of the inventory, and the form in which it sees a managed object."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet

from mockc8y.domain.documents import parse_id
from mockc8y.domain.hierarchy import ASSETS, descendants
from mockc8y.domain.tenant import Tenant
from mockc8y.store.codec import Document
from mockc8y.store.collection import Record

SEARCHED = ("id", "type", "name", "owner")
"""Properties that full text examines, beside the external ids (since 10.18.344)."""


class InventoryScope:
    """Groups, hierarchies and external ids of a tenant."""

    def __init__(self, tenant: Tenant) -> None:
        self._tenant = tenant

    def members_of(self, group: int) -> frozenset[int]:
        """Return the ids of the direct child assets of a group."""
        return frozenset(self._tenant.relations.children(ASSETS, group))

    def hierarchy_of(self, root: int) -> AbstractSet[int]:
        """Return the id of an object and those of everything below it."""
        if not self._tenant.inventory.holds(root):
            return frozenset()
        return {root, *descendants(self._tenant, root)}

    def search_terms(self, document: Mapping[str, object]) -> Iterator[str]:
        """Yield the values that full text examines."""
        for name in SEARCHED:
            value = document.get(name)
            if isinstance(value, str):
                yield value
        object_id = parse_id(document.get("id"))
        if object_id is not None:
            yield from (external_id for _, external_id in self._tenant.external_ids_of.get(object_id) or ())


def document_of(record: Record) -> Document:
    """Return a managed object with its id, as queries see it."""
    document = record.document
    document["id"] = str(record.id)
    return document
