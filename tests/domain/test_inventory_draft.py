"""What a managed object may say."""

from __future__ import annotations

import pytest

from mockc8y.domain.errors import PlatformError
from mockc8y.domain.identity import Name
from mockc8y.domain.inventory_draft import READ_ONLY, changed, draft_of, require_bulk
from mockc8y.domain.tenant import Tenant
from mockc8y.store.codec import Document


def test_draft_keeps_fragments_and_names(tenant: Tenant) -> None:
    """What is stored and what is bound are told apart."""
    names = [{"type": "t", "externalId": "x", "self": "passed over"}]

    draft = draft_of(tenant, {"name": "Pump", "acme_X": [1], "externalIds": names})

    assert draft == ({"name": "Pump", "acme_X": [1]}, [Name("t", "x")])


def test_absent_external_ids_are_none(tenant: Tenant) -> None:
    """No list, an empty one and `null` mean the same."""
    documents: list[Document] = [{}, {"externalIds": []}, {"externalIds": None}]
    for document in documents:
        assert draft_of(tenant, document) == ({}, [])


def test_change_passes_over_what_the_platform_keeps() -> None:
    """No read-only property gets from a request into an object, nor out of it."""
    stored = {"lastUpdated": "x", "owner": "ana"}

    assert changed(stored, dict.fromkeys(READ_ONLY)) == stored
    assert changed(stored, dict.fromkeys(READ_ONLY, "y")) == stored


@pytest.mark.parametrize("documents", [[{"$x": 1}], [{"": 1}], [[]], [None]])
def test_each_object_of_a_collection_is_one(documents: object) -> None:
    """What is no object, or has a property name that cannot be stored, is refused."""
    with pytest.raises(PlatformError, match=r"^4(00|22) "):
        require_bulk(documents)
