"""Display filters: what they mean, and where they differ from pydfql's on purpose."""

from __future__ import annotations

from timeit import repeat

import pytest
from hypothesis import given
from hypothesis import strategies as st

from c8y_client._matchers.display_filter import compile_filter
from c8y_client._types import JSON
from c8y_client.matchers import Document, pydf
from tests.sdk.display_filters import Row, table

ACTORS: dict[str, Document] = {
    "Laurence": {"name": ["Laurence", "Fishburne"], "age": {"born": "1961"}, "gender": "male"},
    "Keanu": {"name": ["Keanu", "Reeves"], "age": {"born": "1964"}, "gender": "male", "power": ["flight"]},
    "Joe": {"name": ["Joe", "Pantoliano"], "age": {"born": "1951"}, "gender": "male"},
    "Carrie-Anne": {"name": ["Carrie-Anne", "Moss"], "age": {"born": "1967"}, "gender": "female"},
}
"""The documents of the guide of pydfql."""


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("age.born > 1960", ["Laurence", "Keanu", "Carrie-Anne"]),
        ("gender == male and (age.born > 1960 and age.born < 1965) and name matches .*e$", ["Laurence"]),
        ("power", ["Keanu"]),
        ("not power", ["Laurence", "Joe", "Carrie-Anne"]),
        ("name == Keanu", ["Keanu"]),
        ("name ~= u", ["Laurence", "Keanu"]),
        ("gender == female xor power", ["Keanu", "Carrie-Anne"]),
        ("gender == male and !(age.born > 1960)", ["Joe"]),
        ("age.born in {1951, 1960-1963}", ["Laurence", "Joe"]),
        ("gender[0] == f", ["Carrie-Anne"]),
        ("upper(gender) == FEMALE or len(gender) == 3", ["Carrie-Anne"]),
    ],
)
def test_examples_of_the_guide_hold(text: str, names: list[str]) -> None:
    """The language is known from pydfql's guide; its examples mean the same here."""
    assert [name for name, actor in ACTORS.items() if pydf(text).matches(actor)] == names


@pytest.mark.parametrize("row", table(), ids=lambda row: row.filter)
def test_answers_are_those_of_pydfql(row: Row) -> None:
    """Two thousand answers that the library gave are given without it, too."""
    holds = pydf(row.filter).matches

    assert [document for document in row.matching if not holds(document)] == []
    assert [document for document in row.others if holds(document)] == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a == Zürich", "Zürich"),
        ("a != x", "Zürich"),
        ("a ~= ü", "Zürich"),
        ("a == true", True),
        ("a == TRUE", True),
        ("a != true", False),
        ("a ~ ^tr", True),
        ("not a in {1}", True),
        ("a in {31}", "0x1F"),
        ("not a in {9007199254740993}", "9007199254740992"),
        ("a == 9007199254740993", "9007199254740993"),
        ("a != 9007199254740993", 9007199254740992),
        ("not a > 5", "inf"),
        ("not a < 5", "99"),
        ("not a > 5", "10:00"),
        ("a >= 2025-01-31", "2025-01-31T10:00:00.000Z"),
        ("a >= 2025-01-31T10:00:00.250Z", "2025-01-31T10:00:00.250Z"),
        ("a > 2025-01-31T10:00:00.250", "2025-01-31T12:00:00.250+01:00"),
        ("a < 2025-02", "2025-01-31T23:59:59.999Z"),
        ("a >= 2025", "2025-01-01"),
        ("a > 2024", "2025/1/2"),
        ("a > 2025-01-01", ["2024-12-31", "2025-01-02"]),
        ("a > 10.0.0.1", ["10.0.0.2"]),
        ("a & 1", [2, 1]),
        ("a == 1.0", [1, "a.b"]),
        ("a in {10.0.0.1, 10.0.0.3}", "10.0.0.3"),
        ("a in {10.0.0.1,10.0.0.3-5}", "10.0.0.4"),
        ("a in {10.0.0.0/24}", "10.0.0.255"),
        ("a in {10.0.0.0/24}", "10.0.0.0"),
        ("a in {10.0.16.0/20}", "10.0.31.9"),
        ("not a in {10.0.16.0/20}", "10.0.3.9"),
        ("a in {1.5,2.5,3.5}", 3.5),
        ("a in {1.5,10.0.0.1,2.5}", 2.5),
        ("a in {1.5,10.0.0.1,2.5}", "10.0.0.1"),
        ("a in {1, 'x'}", "x"),
        ("a in {1, 'x'}", "1"),
        ("a[-1:] == 84", "00:83:00:20:20:84"),
        ("a[:-1] == 10.0.0", "10.0.0.1"),
        ("a[1-4] == 10.0.0.1", "10.0.0.1"),
        ("a[0:2] == y", ["x", "y", "z"]),
        ("len(a[0:2]) == 2", ["x", "y", "z"]),
        ("lower(a[1:]) == ump", "PUMP"),
        ("not a[0] == x", ""),
        ("not a[0] == x", 5),
        ("a[0] != x", {"x": 1}),
        ("not a.b", "text"),
        ("a.b != 1", [1]),
        ("lower(a) != x", 5),
        ("not len(a) > 0", None),
        ("a ~= '\"x\": null'", {"x": None}),
        ("a ~= ü", {"x": "ü"}),
        ("a == '[]'", []),
        ("not a & 1", "1.0e999"),
        ("a=='x y'", "x y"),
        ("a>=5", 5),
        ("!a&&b||a!=x", 5),
        ("a ne 5", 6),
        ("LEN(a) == 1", "x"),
        ("not(b)", 1),
        ("(a)and(a)", 1),
        ("a\n==\n1", 1),
        ("  ( a[ 0 , 1 : 2 ] == xy )\t", "xy"),
    ],
)
def test_defects_of_pydfql_are_left_behind(text: str, value: JSON) -> None:
    """In each of these, pydfql gives no for an answer, or none; the module's documentation lists why."""
    assert pydf(text).matches({"a": value}) is True


def test_part_that_cannot_be_computed_leaves_the_others_alone() -> None:
    """Beside what holds, a path through a text and a length of nothing do not matter."""
    holds = pydf("(type == c8y_Pump or len(name) > 3) and (type.kind or type)").matches

    assert holds({"type": "c8y_Pump"})
    assert not holds({"type": ""})


JSON_VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text()
    | st.datetimes().map(str)
    | st.ip_addresses().map(str),
    lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from("abc"), inner),
    max_leaves=5,
)


@given(st.dictionaries(st.sampled_from("abc"), JSON_VALUES))
def test_no_document_makes_a_filter_fail(document: Document) -> None:
    """Whatever the fields hold, every filter has an answer."""
    for row in table():
        assert compile_filter(row.filter)(document) in {True, False}


def test_long_filters_are_read() -> None:
    """What stands side by side, or is negated many times, costs no depth."""
    text = " or ".join(["not " * 2000 + "a"] + [f"a == {number}" for number in range(2000)])

    assert pydf(text).matches({"a": 1999})
    assert not pydf(text).matches({"b": 1999})


def test_simple_comparison_takes_microseconds() -> None:
    """Text is read once, when the filter is made; thousands of documents are then judged in no time."""
    document = {"id": "7", "type": "c8y_Pump", "c8y_Speed": {"rpm": 120}}
    matches = pydf("type == c8y_Pump").matches

    seconds = min(repeat(lambda: matches(document), number=1000, repeat=20)) / 1000

    assert seconds < 5e-6
