"""How many bytes a tenant keeps."""

from __future__ import annotations

from mockc8y.domain.tenant import Tenant
from mockc8y.store.collection import Collection

SAMPLE = 100
"""Documents of one kind that are weighed at most. The others are taken to be like them."""


def size_of(tenant: Tenant) -> int:
    """Weigh files, and documents as the JSON text they are kept as. Of very many documents only a sample is read."""
    documents = sum(_weight(store) for store in vars(tenant).values() if isinstance(store, Collection))
    files = (*tenant.files.values(), *tenant.application_files.values())
    return documents + sum(map(len, files))


def _weight(collection: Collection) -> int:
    found = collection.select()
    places = range(0, len(found), max(len(found) // SAMPLE, 1))
    return sum(len(found[place].body) for place in places) * len(found) // max(len(places), 1)
