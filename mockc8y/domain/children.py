"""Children of managed objects: who belongs to whom, in three kinds."""

from __future__ import annotations

from collections.abc import Sequence

from mockc8y.domain import inventory, inventory_queries
from mockc8y.domain.callers import Caller
from mockc8y.domain.documents import parse_id, require_document
from mockc8y.domain.errors import error
from mockc8y.domain.hierarchy import is_above
from mockc8y.domain.tenant import Tenant
from mockc8y.store.codec import Document
from mockc8y.store.collection import Record


def add(tenant: Tenant, kind: str, parent_id: str, child_ids: Sequence[str]) -> list[Record]:
    """Make objects children of another and return them; if one is refused, none is linked.

    Linking again changes nothing. A new link counts as a change of the parent (specification of usage statistics).
    """
    parent = inventory.get(tenant, parent_id)
    children = [inventory.get(tenant, child_id) for child_id in child_ids]
    for child in children:
        if is_above(tenant, child.id, parent.id):
            raise error("child.cycle", child=child.id, parent=parent.id)
    new = [child for child in children if not tenant.relations.linked(kind, parent.id, child.id)]
    for child in new:
        tenant.relations.link(kind, parent.id, child.id)
    if new:
        inventory.touch(tenant, parent)
    return children


def create(tenant: Tenant, kind: str, parent_id: str, document: Document, caller: Caller) -> Record:
    """Create a managed object as the child of another."""
    parent = inventory.get(tenant, parent_id)
    child = inventory.create(tenant, document, caller)
    tenant.relations.link(kind, parent.id, child.id)
    inventory.touch(tenant, parent)
    return child


def select(tenant: Tenant, kind: str, parent_id: str, query: str = "") -> Sequence[Record]:
    """Find the children of an object that match a query, in its order, else oldest link first."""
    parent = inventory.get(tenant, parent_id)
    return inventory_queries.among(tenant, tenant.relations.children(kind, parent.id), query)


def get(tenant: Tenant, kind: str, parent_id: str, child_id: str) -> Record:
    """Return a child, or raise 422 when it is none."""
    parent = inventory.get(tenant, parent_id)
    number = _require_child(tenant, parent, kind, child_id)
    return inventory.get(tenant, str(number))


def remove(tenant: Tenant, kind: str, parent_id: str, child_ids: Sequence[str]) -> None:
    """Part children from their parent; if one is none, nothing is changed. The objects stay.

    # unverified: losing a child counts as a change of the parent, as winning one does.
    """
    parent = inventory.get(tenant, parent_id)
    numbers = [_require_child(tenant, parent, kind, child_id) for child_id in child_ids]
    for number in numbers:
        tenant.relations.unlink(kind, parent.id, number)
    if numbers:
        inventory.touch(tenant, parent)


def reference_of(document: Document) -> str:
    """Read which object `{"managedObject": {"id": ...}}` means."""
    referred = document.get("managedObject")
    if not isinstance(referred, dict) or referred.get("id") is None:
        raise error("mandatory.missing", fields="managedObject.id")
    return str(referred["id"])


def references_of(document: Document) -> list[str]:
    """Read which objects `{"references": [{"managedObject": {"id": ...}}]}` means."""
    references = document.get("references")
    if not isinstance(references, list):
        raise error("mandatory.missing", fields="references")
    return [reference_of(require_document(reference)) for reference in references]


def _require_child(tenant: Tenant, parent: Record, kind: str, child_id: str) -> int:
    number = parse_id(child_id)
    if number is None or not tenant.relations.linked(kind, parent.id, number):
        raise error("child.not_linked", child=child_id, parent=parent.id)
    return number
