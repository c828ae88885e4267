"""What a managed object may say: checks, and what in a request is passed over."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from mockc8y.domain import heartbeat, identity
from mockc8y.domain.documents import BULK_LIMIT, merged, require_document, without
from mockc8y.domain.errors import error
from mockc8y.domain.hierarchy import CHILD_KINDS, PARENT_KINDS
from mockc8y.domain.tenant import Tenant
from mockc8y.store.codec import Document, encode

AREA = "inventory"
EXTERNAL_IDS = "externalIds"
READ_ONLY = frozenset(
    {
        "id",
        "self",
        "creationTime",
        "lastUpdated",
        EXTERNAL_IDS,
        "c8y_LatestMeasurements",
        "c8y_PreviousMeasurements",
        *CHILD_KINDS,
        *PARENT_KINDS.values(),
    }
)
"""Properties the platform keeps itself; in a request they are passed over."""

TEXTS = ("name", "type", "owner")
"""Properties that are strings wherever they are there at all."""


class Draft(NamedTuple):
    """A managed object that may be stored: checked, but without an id. `names` are the external ids it will have."""

    document: Document
    names: Sequence[identity.Name] = ()


def draft_of(tenant: Tenant, document: Document) -> Draft:
    """Check a new managed object. Nothing is mandatory."""
    names = _names_of(document.get(EXTERNAL_IDS))
    _require_distinct(names)
    for name in names:
        identity.require_free(tenant, name)
    check(document)
    absent = {name for name in TEXTS if document.get(name) is None}
    return Draft(heartbeat.clamped(without(document, READ_ONLY | absent)), names)


def drafts_of(tenant: Tenant, documents: object) -> list[Draft]:
    """Check the managed objects of a collection request, all of them before any is stored."""
    drafts = [draft_of(tenant, document) for document in require_bulk(documents)]
    _require_distinct([name for draft in drafts for name in draft.names])
    for draft in drafts:
        encode(draft.document)
    return drafts


def require_bulk(documents: object) -> list[Document]:
    """Return the managed objects of a collection request, or refuse it when there are none or too many."""
    if not isinstance(documents, list):
        raise error("mandatory.missing", fields="managedObjects")
    if not 1 <= len(documents) <= BULK_LIMIT:
        # unverified: the specification states the limits but not the error.
        reason = f"One request takes 1 to {BULK_LIMIT} managed objects, not {len(documents)}"
        raise error("invalid_data", area=AREA, reason=reason)
    return [require_document(document) for document in documents]


def check(document: Document) -> None:
    """Refuse a name, type or owner that is no string.

    # unverified: whether the platform refuses other values or turns them into text is not known.
    """
    for name in TEXTS:
        if document.get(name) is not None and not isinstance(document[name], str):
            raise error("invalid_data", area=AREA, reason=f"'{name}' must be a string, not {document[name]!r}")


def changed(stored: Document, change: Document) -> Document:
    """Apply a PUT body to what is stored, less what the platform keeps itself.

    # unverified: an owner that is taken away by `null` stays.
    """
    ownerless = {"owner"} if change.get("owner") is None else set()
    return heartbeat.clamped(merged(stored, without(change, READ_ONLY | ownerless)))


def _names_of(listed: object) -> list[identity.Name]:
    if listed is None:
        return []
    if not isinstance(listed, list):
        raise error("invalid_data", area=AREA, reason=f"'{EXTERNAL_IDS}' must be a list")
    return [identity.name_of(require_document(entry)) for entry in listed]


def _require_distinct(names: Sequence[identity.Name]) -> None:
    if len(set(names)) < len(names):
        raise error("external_id.duplicate")
