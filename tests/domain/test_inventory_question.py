"""Queries to the inventory, answered with and without the help of the index."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockc8y.domain import children, inventory
from mockc8y.domain.clock import FrozenClock
from mockc8y.domain.hierarchy import ASSETS
from mockc8y.domain.inventory_question import Groups, ask, ask_among, question_of
from mockc8y.domain.inventory_scope import InventoryScope, document_of
from mockc8y.domain.platform import Platform
from mockc8y.domain.query import RememberedScope, compile_query
from mockc8y.domain.tenant import Tenant
from mockc8y.store.codec import Document, decode
from mockc8y.store.collection import Record
from mockc8y.store.selection import Selection
from tests.domain.inventory_cases import ANA, made

CONDITIONS = (
    "type eq a", "type eq b", "name eq 'x*'", "name eq y", "has(p)", "has(q)", "p gt 1", "id eq 1003", "id gt 1004",
    "bygroupid(1001)", "isinhierarchyof(1001)", "owner eq ana", "q.r eq null", "type ne a", "text eq x",
)  # fmt: skip
ORDERS = ("", " $orderby=name", " $orderby=p desc,id desc", " $orderby=id desc", " $orderby=type,name")


def combined(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Join conditions with `and`, `or` and `not`."""
    pairs = st.tuples(inner, st.sampled_from(["and", "or"]), inner)
    return pairs.map(lambda pair: f"({pair[0]} {pair[1]} {pair[2]})") | inner.map("not ({})".format)


EXPRESSIONS = st.recursive(st.sampled_from(CONDITIONS), combined, max_leaves=6)
OBJECTS = st.fixed_dictionaries(
    {},
    optional={
        "type": st.sampled_from("ab"),
        "name": st.sampled_from(["x1", "y", "x y"]),
        "p": st.integers(0, 3),
        "q": st.sampled_from([{}, {"r": 1}]),
    },
)


def tenant_of(objects: list[dict[str, object]]) -> Tenant:
    """Make a tenant of some objects; the first is the parent of the second, and that of the third."""
    tenant = Platform(clock=FrozenClock(0)).add_tenant("t1")
    tenant.ids.skip_to(1000)
    ids = [str(inventory.create(tenant, document, ANA).id) for document in objects]
    for parent, child in pairwise(ids[:3]):
        children.add(tenant, ASSETS, parent, [child])
    return tenant


@given(objects=st.lists(OBJECTS, max_size=8), expression=EXPRESSIONS, order=st.sampled_from(ORDERS))
def test_index_finds_what_reading_everything_finds(
    objects: list[dict[str, object]], expression: str, order: str
) -> None:
    """Terms, sets of ids and hints never change the answer, only its cost."""
    tenant = tenant_of(objects)
    query, scope = compile_query(expression + order), RememberedScope(InventoryScope(tenant))
    every = [document_of(record) for record in tenant.inventory]

    expected = [document["id"] for document in query.sorted(each for each in every if query.matches(each, scope))]

    question = question_of(tenant, expression + order)
    assert [str(record.id) for record in ask(tenant, question)] == expected
    assert [str(record.id) for record in ask_among(tenant, question, [int(each["id"]) for each in every])] == expected


@pytest.fixture
def decoded(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Note the id of each record that is decoded."""
    seen: list[int] = []

    def read(record: Record) -> Document:
        seen.append(record.id)
        return decode(record.body)

    monkeypatch.setattr(Record, "document", property(read))
    return seen


@pytest.fixture
def crowd(tenant: Tenant) -> list[str]:
    """Make two hundred objects, one in a hundred special, and a group of three."""
    ids = [made(tenant, f"n{number % 7}", type="a", p=number) for number in range(200)]
    for place in (50, 150):
        inventory.update(tenant, ids[place], {"acme_Special": {}}, ANA)
    children.add(tenant, ASSETS, ids[0], ids[1:4])
    return ids


@pytest.mark.parametrize(
    "query",
    [
        "",
        "type eq a and has(p)",
        "bygroupid({0})",
        "isinhierarchyof({0}) $orderby=name",
        "id eq {0}",
        "$orderby=id desc",
    ],
)
def test_index_answers_without_decoding(tenant: Tenant, crowd: list[str], decoded: list[int], query: str) -> None:
    """What terms and ids decide, page and total, is found without looking into a document."""
    decoded.clear()
    listing = ask(tenant, question_of(tenant, query.format(crowd[0])))

    assert len(listing) == len(listing[:])
    assert decoded == []


def test_alternatives_are_looked_up(tenant: Tenant, crowd: list[str], decoded: list[int]) -> None:
    """Of an `or` between rare properties only the candidates are decoded."""
    decoded.clear()

    assert len(ask(tenant, question_of(tenant, "has(acme_Special) or type eq b"))) == 2
    assert len(decoded) == 2


@pytest.mark.parametrize(
    ("query", "groups"), [("has(acme_Special) or type eq b", 1), ("has(acme_Special) or has(p)", 0)]
)
def test_common_alternatives_are_not_looked_up(
    tenant: Tenant, crowd: list[str], monkeypatch: pytest.MonkeyPatch, query: str, groups: int
) -> None:
    """Where an `or` admits many objects reading on is cheaper than to collect them all."""
    asked: list[int] = []
    select = tenant.inventory.select

    def spy(given: Groups) -> Selection[Record]:
        asked.append(len(given))
        return select(given)

    monkeypatch.setattr(tenant.inventory, "select", spy)

    ask(tenant, question_of(tenant, query))

    assert asked == [groups]


def test_first_page_decodes_no_more_than_it_needs(tenant: Tenant, crowd: list[str], decoded: list[int]) -> None:
    """A condition on values is asked of one object after the other until the page is full."""
    decoded.clear()

    assert len(ask(tenant, question_of(tenant, "p ge 10"))[0:5]) == 5
    assert len(decoded) == 15


def test_small_set_of_ids_is_asked_before_a_long_list(tenant: Tenant, crowd: list[str], decoded: list[int]) -> None:
    """Members of a group are looked at one by one when they are fewer than the objects of the type."""
    decoded.clear()

    assert len(ask(tenant, question_of(tenant, f"bygroupid({crowd[0]}) and type eq a"))) == 3
    assert len(decoded) == 3
