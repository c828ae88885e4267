from __future__ import annotations

import pytest

from mockc8y.domain.query import Document, compile_query
from tests.domain.query.model import STANDARD, StubScope

PUMP: Document = {
    "id": "42",
    "name": "Pump 7",
    "type": "acme_Pump",
    "owner": "alice",
    "creationTime": "2024-03-01T00:00:00.000Z",
    "lastUpdated": "2024-03-02T12:30:00.500Z",
    "c8y_IsDevice": {},
    "serial": "Ab-1",
    "count": 10,
    "level": 6.6,
    "version": "6.6",
    "text10": "10",
    "active": True,
    "flag": 1,
    "gone": None,
    "empty": [],
    "ids": ["123", "456", 789, ["deep"]],
    "customers": [{"id": "1", "tags": ["x", "y"]}, {"id": "2"}, {"name": "n"}],
    "c8y_Position": {"lat": -12.5, "lng": 8, "note": None},
    "installed": "2024-03-01T01:00:00+01:00",
    "service": {"date": "2024-05-01", "by": "bob"},
    "word": {"date": "soon", "since": "2024-05-01"},
    "date": "2024-05-01",
    "gap": {"date": 5},
    "text": "zebra",
}
SCOPE = StubScope(members={1: [42, 43], 2: [50]}, hierarchies={1: frozenset({1, 42, 50}), 42: frozenset({42})})

MATCHING = {
    "connectives": [
        "count gt 9 and level lt 7f",
        "has(nothing) or count gt 9 and level lt 7f",
        "name eq x or name eq 'Pump 7'",
        "not (count gt 9 and level gt 7f)",
        "not not has(count)",
    ],
    "exact text": ["name eq 'Pump 7'", "serial eq Ab-1", "type eq acme_Pump", "serial ne 'ab-1'"],
    "wildcards ignore case": [
        "name eq 'pump*'",
        "name eq '*7'",
        "name eq 'P*M*7'",
        "name eq '*'",
        "name eq 'Pump 7*'",
        "type eq ACME_*",
        "serial eq **b**",
        "type eq *_pump",
    ],
    "numbers": ["count eq 10", "count eq 10L", "count eq 10.0f", "level eq 6.6d", "count gt 9", "level lt 7"],
    "bounds": ["count ge 10", "count le 10", "c8y_Position.lat lt -12", "c8y_Position.lat ge -12.5f"],
    "decimal without suffix is text": ["version eq 6.6", "level ne 6.6"],
    "booleans": ["active eq true", "active ne false", "active gt false"],
    "null is null or missing": [
        "gone eq null",
        "nothing eq null",
        "c8y_Position.note eq null",
        "serial.x eq null",
        "installed.x eq null",
        "empty.x eq null",
        "customers.id eq null",
        "name ne null",
        "nothing ge null",
    ],
    "ne matches missing": ["nothing ne 'x'", "nothing ne 5"],
    "arrays match by any element": [
        "ids eq '123'",
        "ids eq 789",
        "ids eq deep",
        "ids eq '4*'",
        "customers.id eq '2'",
        "customers.tags eq y",
        "ids gt 700",
    ],
    "text is ordered by bytes": [
        "serial gt 'AB-1'",
        "serial lt a",
        "owner ge 'alice'",
        "owner gt 'al'",
        "installed lt a",
    ],
    "id as text or number": ["id eq 42", "id eq '42'", "id gt 5", "id lt '100'", "id gt -1", "id eq '4*'", "id ne 4"],
    "id beyond 64 bits": ["id lt 99999999999999999999", "id ne 99999999999999999999"],
    "times compare as moments": [
        "creationTime.date gt '2024-02-29T23:59:59.999Z'",
        "creationTime.date eq '2024-03-01T01:00:00+01:00'",
        "creationTime.date eq 2024-03-01",
        "creationTime.date ge '2024-03-01'",
        "creationTime.date lt '2024-03-01T00:30:00-01:00'",
        "lastUpdated.date le '2024-03-02T12:30:00.5009Z'",
        "creationTime.date eq '2024-03-*'",
        "creationTime.date ne null",
    ],
    "times of custom properties": [
        "installed.date eq '2024-03-01T00:00:00Z'",
        "installed lt '2024-03-01T00:30:00Z'",
        "service.date gt '2024-04-30T23:59:59Z'",
        "word.date gt 'sold'",
        "serial gt '2024-03-01'",
        "date eq '2024-05-01'",
    ],
    "has": ["has(c8y_IsDevice)", "has(c8y_Position.lat)", "has(customers.tags)", "has(gone)", "has(empty)"],
    "hasany": ["hasany(nothing,c8y_IsDevice)", "hasany(count)", "hasany(name,count)"],
    "groups": ["bygroupid(1)", "bygroupid(2,1)", "not bygroupid(2)", "bygroupid(1) or has(nothing)"],
    "hierarchies": ["isinhierarchyof(42)", "isinhierarchyof(7,1)", "isinhierarchyof(1) and has(count)"],
    "full text": ["text eq 'pump'", "text eq 'x/7'", "text eq 42", "text ne 'pum'", "text gt 'y'"],
    "odd names": ["c8y_*.x eq null", "a..b eq null", ". eq null", "not has(*)", "[0] ne 1", "a!b ne 'x'"],
}
FAILING = {
    "connectives": [
        "count gt 9 and level gt 7f",
        "count lt 9 and level lt 7f",
        "not name eq 'Pump 7'",
        "not (has(nothing) or has(count))",
        "name eq x or owner eq y",
    ],
    "exact text respects case": ["name eq 'pump 7'", "serial eq ab-1", "type eq acme_pump", "owner eq 'ali'"],
    "wildcards cover the whole text": ["name eq 'ump*'", "name eq '*pump'", "serial eq 'Ab-1*Ab-1'", "name eq 'p*x*7'"],
    "wildcards match text only": ["count eq '1*'", "nothing eq '*'", "c8y_Position eq '*'", "active eq 't*'"],
    "wildcards are for equality": ["name gt 'Pump*'", "name le '*'"],
    "types never mix": [
        "count eq '10'",
        "text10 eq 10",
        "level eq 6.6",
        "active eq 'true'",
        "active eq 1",
        "flag eq true",
        "active gt 0",
        "flag ge false",
        "text10 gt 5",
        "c8y_Position eq 5",
        "c8y_Position gt ''",
        "count gt '2024-03-01'",
        "gap.date gt 'x'",
        "gap.date gt '2024-03-01'",
    ],
    "missing is never ordered": ["nothing gt 0", "nothing lt 'x'", "gone le 5", "nothing gt null", "count lt null"],
    "present is not null": ["name eq null", "empty eq null", "ids eq null", "active eq null"],
    "ne is the negation of eq": ["ids ne '123'", "name ne 'P*'", "customers.id ne '1'"],
    "arrays": ["empty eq 'x'", "ids eq '12'", "customers eq '1'"],
    "id": ["id eq 43", "id eq 'abc'", "id gt 42", "id gt 'x'"],
    "times": [
        "creationTime.date gt '2024-03-01T01:00:00+01:00'",
        "creationTime.date lt 'yesterday'",
        "creationTime.date gt 5",
        "word.date gt '2024-03-01'",
        "name.date ne null",
        "installed eq '2024-03-01T00:00:00Z'",
        "word.since eq '2024-05-01T00:00:00Z'",
        "date eq '2024-05-01T00:00:00Z'",
    ],
    "has": ["has(nothing)", "has(c8y_Position.alt)", "has(serial.x)", "has(empty.x)", "has(creationTime.date)"],
    "groups": ["bygroupid(2)", "bygroupid(42)", "isinhierarchyof(2)", "isinhierarchyof(50)"],
    "full text": ["text eq 'pum'", "text eq '-'", "text eq zebra", "text eq null", "text eq true"],
}


def cases(groups: dict[str, list[str]]) -> list[object]:
    """Name each query after its rule."""
    return [pytest.param(query, id=f"{rule}: {query}") for rule, queries in groups.items() for query in queries]


@pytest.mark.parametrize("query", cases(MATCHING))
def test_query_accepts_the_pump(query: str) -> None:
    """Each rule of the language says yes where it should."""
    assert compile_query(query).matches(PUMP, SCOPE)


@pytest.mark.parametrize("query", cases(FAILING))
def test_query_refuses_the_pump(query: str) -> None:
    """Each rule of the language says no where it should."""
    assert not compile_query(query).matches(PUMP, SCOPE)


@pytest.mark.parametrize("name", STANDARD)
def test_has_says_no_to_standard_properties(name: str) -> None:
    """Only custom properties are supported; so far as is known the answer is no rather than an error."""
    assert not compile_query(f"has({name})").matches({"id": "1", name: "x"}, SCOPE)


def test_type_name_and_owner_are_text_only() -> None:
    """An array in their place is not opened, in agreement with the index."""
    assert not compile_query("name eq x or type eq x").matches({"id": "1", "name": ["x"], "type": ["x"]}, SCOPE)


def test_id_is_no_boolean() -> None:
    """One is not true."""
    assert not compile_query("id eq true").matches({"id": "1"}, SCOPE)


def test_many_wildcards_do_not_backtrack() -> None:
    """A pattern that defeats a regular expression is answered at once."""
    document = {"id": "1", "name": "a" * 100_000}

    assert not compile_query(f"name eq '{'*a' * 500}*b*a'").matches(document, SCOPE)


def test_wildcard_ignores_case_beyond_ascii() -> None:
    """Letters of every script are compared without case."""
    assert compile_query("name eq 'ΌΔΟΣ*GRÖSSE'").matches({"id": "1", "name": "όδος größe"}, SCOPE)


def test_document_without_id_is_in_no_group() -> None:
    """Nothing is assumed about a document that is not stored yet."""
    assert not compile_query("bygroupid(1) or isinhierarchyof(1)").matches({"name": "x"}, SCOPE)


def test_deeply_nested_arrays_are_opened_without_recursion() -> None:
    """A document may nest deeper than the interpreter's stack."""
    value: object = "x"
    for _ in range(5_000):
        value = [value]

    assert compile_query("a eq x").matches({"id": "1", "a": value}, SCOPE)
