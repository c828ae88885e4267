from __future__ import annotations

import pytest

from mockc8y.domain.query import Document, compile_query


def ordered(order: str, values: list[object]) -> list[object]:
    """Sort one-property documents and return the property."""
    documents: list[Document] = [{"a": value} for value in values]
    return [document["a"] for document in compile_query(f"$orderby={order}").sorted(documents)]


def test_types_follow_each_other_with_missing_first() -> None:
    """Ascending: nothing, booleans, numbers, moments, other text, objects."""
    values: list[object] = [None, False, True, -1, 2.5, 10**15, "2024-03-01", "1", "x", {}]
    documents: list[Document] = [{"a": {"date": value}} for value in values]

    assert compile_query("$orderby=a.date").sorted(documents[::-1]) == documents


def test_null_orders_as_missing() -> None:
    """Null and missing tie, so they stay as they came."""
    documents: list[Document] = [{"a": 1}, {"a": None}, {}, {"a": None, "b": 1}]

    assert compile_query("$orderby=a").sorted(documents) == [*documents[1:], documents[0]]


def test_text_orders_by_bytes() -> None:
    """Capital letters come before small ones, digits as characters."""
    assert ordered("a", ["b", "a", "B", "10", "9"]) == ["10", "9", "B", "a", "b"]


def test_descending_reverses_the_order_but_not_ties() -> None:
    """Documents that tie keep the order they came in."""
    documents: list[Document] = [{"a": 1, "n": 1}, {"a": 2, "n": 2}, {"a": 1, "n": 3}, {"a": 2, "n": 4}]

    assert [document["n"] for document in compile_query("$orderby=a desc").sorted(documents)] == [2, 4, 1, 3]


def test_later_keys_decide_ties_of_earlier_ones() -> None:
    """The group grid orders by marker first and by name second."""
    documents: list[Document] = [{"name": "b"}, {"name": "c", "c8y_IsDeviceGroup": {}}, {"name": "a"}]

    found = compile_query("$orderby=c8y_IsDeviceGroup desc,name asc").sorted(documents)

    assert [document["name"] for document in found] == ["c", "a", "b"]


def test_ids_order_as_numbers() -> None:
    """Ids are numbers that travel as text."""
    documents: list[Document] = [{"id": "100"}, {"id": "9"}, {"id": "20"}]

    assert [document["id"] for document in compile_query("$orderby=id").sorted(documents)] == ["9", "20", "100"]


def test_times_order_as_moments() -> None:
    """The `date` member of a time counts with its offset."""
    later, earlier = "2024-03-01T00:30:00Z", "2024-03-01T01:00:00+01:00"

    assert ordered("a.date", [later, earlier, "unknown"]) == ["unknown", earlier, later]


@pytest.mark.parametrize(
    ("order", "expected"), [("a", [[], [1, 9], [2], [5, 3]]), ("a desc", [[1, 9], [5, 3], [2], []])]
)
def test_array_orders_by_its_best_element(order: str, expected: list[object]) -> None:
    """Ascending the smallest element counts, descending the largest, and an empty array as missing."""
    assert ordered(order, [[5, 3], [1, 9], [], [2]]) == expected


def test_nested_path_orders_by_the_inner_value() -> None:
    """Any path can be ordered by."""
    assert ordered("a.b", [{"b": 2}, {"b": 1}, {}]) == [{}, {"b": 1}, {"b": 2}]


def test_query_without_order_keeps_documents_as_they_came() -> None:
    """The caller's own order stands."""
    documents: list[Document] = [{"a": 2}, {"a": 1}]

    assert compile_query("has(a)").sorted(documents) == documents


def test_stand_ins_are_sorted_by_documents_read_once() -> None:
    """Whoever keeps encoded documents sorts their ids and decodes each one time."""
    read: list[int] = []

    def document_of(number: int) -> Document:
        read.append(number)
        return {"a": -number, "b": number}

    assert compile_query("$orderby=a,b").sorted_by([1, 2, 3], document_of) == [3, 2, 1]
    assert read == [1, 2, 3]
