"""Full text over the inventory."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockc8y.domain.clock import FrozenClock
from mockc8y.domain.inventory_scope import InventoryScope, document_of
from mockc8y.domain.inventory_text import search
from mockc8y.domain.platform import Platform
from mockc8y.domain.query import text_test
from mockc8y.domain.tenant import Tenant
from tests.domain.inventory_cases import made


@pytest.mark.parametrize(
    "wanted",
    ["pump", "PUMP", "acme_Pump", "ben", "sn-4711", "4711", "nothing/pump", "x.7 y", '"north pump"', '"sn 4711"'],
)
def test_word_is_found_in_what_names_an_object(tenant: Tenant, wanted: str) -> None:
    """Any word of name, type, owner or an external id is enough, in any case of letters."""
    external_ids = [{"type": "c8y_Serial", "externalId": "sn-4711"}]
    pump = made(tenant, "North Pump, 7", type="acme_Pump", owner="ben", externalIds=external_ids)
    made(tenant, "Valve")

    assert search(tenant, wanted) == [int(pump)]


@pytest.mark.parametrize("wanted", ["", "--", "pum", "acme", "hidden", "c8y_Serial", '"pump north"', '"7 acme_Pump"'])
def test_other_text_finds_nothing(tenant: Tenant, wanted: str) -> None:
    """Parts of words, other properties and the types of external ids do not count; nor do words across values."""
    external_ids = [{"type": "c8y_Serial", "externalId": "sn-4711"}]
    made(tenant, "North Pump, 7", type="acme_Pump", acme_Note="hidden", externalIds=external_ids)

    assert search(tenant, wanted) == []


def test_id_is_a_word(tenant: Tenant) -> None:
    """An object is found by its id as it is written."""
    pump = made(tenant)

    assert search(tenant, f"x {pump}") == [int(pump)]
    assert search(tenant, f"0{pump}") == []


def test_more_words_come_first(tenant: Tenant) -> None:
    """Objects with more different words of the search are more relevant; equals come in the order of ids."""
    ids = [made(tenant, name) for name in ("pump", "hall", "pump pump", "Pump of the hall", "valve")]

    assert search(tenant, "hall pump pump") == [int(ids[place]) for place in (3, 0, 1, 2)]


NAMES = st.lists(st.sampled_from(["pump", "hall", "7", "acme_x", "Straße", "STRASSE", "é"]), max_size=3).map("-".join)


@given(names=st.lists(NAMES, max_size=5), wanted=NAMES | NAMES.map('"{}"'.format))
def test_search_agrees_with_the_query_language(names: list[str], wanted: str) -> None:
    """The quick way over names finds what the test of single documents finds."""
    tenant = Platform(clock=FrozenClock(0)).add_tenant("t1")
    for name in names:
        made(tenant, name)
    scope, fits = InventoryScope(tenant), text_test(wanted)

    expected = {record.id for record in tenant.inventory if fits(scope.search_terms(document_of(record)))}

    assert set(search(tenant, wanted)) == expected
