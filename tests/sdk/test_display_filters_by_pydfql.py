"""Display filters are compared with the library that defines their language, where that is installed."""

from __future__ import annotations

from importlib.util import find_spec

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from c8y_client.matchers import Document, pydf
from tests.sdk.display_filters import Reference, Row, Undecided, table

if find_spec("pydfql") is None:
    pytest.skip("pydfql is not installed: its pins exclude this pytest", allow_module_level=True)

# Each field has values of one kind, so that none of the deliberate differences comes up.
NUMBERS = st.integers(-99, 99) | st.sampled_from([0.5, -1.5, 2.0])
TEXTS = st.text("xyqXYQ .,:_%", min_size=1, max_size=4)
DATES = st.datetimes().map(lambda moment: moment.replace(microsecond=0).isoformat()) | st.dates().map(str)
ADDRESSES = st.ip_addresses().map(str)
DOCUMENTS: st.SearchStrategy[Document] = st.fixed_dictionaries(
    {},
    optional={
        "number": NUMBERS | st.none(),
        "text": TEXTS | st.none(),
        "date": DATES | st.none(),
        "address": ADDRESSES | st.none(),
        "numbers": st.lists(NUMBERS, max_size=3),
        "texts": st.lists(TEXTS, max_size=3),
        "object": st.dictionaries(st.sampled_from("ab"), NUMBERS | TEXTS),
    },
)


def comparisons(fields: list[str], operators: list[str], values: st.SearchStrategy[object]) -> st.SearchStrategy[str]:
    """Write comparisons of these fields by these operators."""
    return st.tuples(st.sampled_from(fields), st.sampled_from(operators), values.map(str)).map(" ".join)


ORDER = ["<", "<=", ">", ">=", "lt", "LE", "gt", "Ge"]
SAME = ["==", "!=", "eq", "NEQ"]
QUOTED = TEXTS.map(lambda text: f"'{text}'")
SLICES = st.sampled_from(["[0]", "[-1]", "[:2]", "[1:]", "[1-2]", "[0,1:3]"])
SETS = st.one_of(
    st.lists(NUMBERS, min_size=1).map(lambda numbers: f"{{ {', '.join(map(str, numbers))} }}"),
    st.tuples(NUMBERS, NUMBERS).map(lambda bounds: f"{{{bounds[0]}..{bounds[1]}}}"),
    st.lists(QUOTED, min_size=1).map(lambda texts: f"{{{','.join(texts)}}}"),
)
TERMS = st.one_of(
    st.sampled_from(["number", "text", "numbers", "object", "object.a", "missing"]),
    comparisons(["number", "numbers", "object.b"], [*SAME, *ORDER], st.integers(0, 99)),
    comparisons(["number", "object.b"], ["&"], st.integers(0, 99)),
    comparisons(["number", "numbers", "text", "texts", "object.a", "missing"], [*SAME, "~=", "contains"], QUOTED),
    comparisons(["number", "text", "texts"], ["~", "Matches"], st.sampled_from(["^x", "'[0-9]$'", "'(x|y) '", "Q"])),
    comparisons(["number", "numbers", "text", "texts", "object.a"], ["in", "IN"], SETS),
    comparisons(["date", "missing"], ORDER, DATES),
    comparisons(["address", "missing"], [*SAME, *ORDER], ADDRESSES),
    comparisons(["len(text)", "len(numbers)"], ORDER, st.integers(0, 3)),
    comparisons(["upper(text)", "lower( text )"], SAME, QUOTED),
    st.tuples(SLICES, QUOTED).map(lambda pair: f"text{pair[0]} == {pair[1]}"),
    st.tuples(SLICES, QUOTED).map(lambda pair: f"address{pair[0]} != {pair[1]}"),
)
FILTERS = st.recursive(
    TERMS,
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from([" and ", " or ", " xor ", " && ", " || ", " ^^ ", " AND "]), inner).map(
            "".join
        ),
        inner.map(lambda text: f"({text})"),
        inner.map(lambda text: f"not {text}"),
        inner.map(lambda text: f"!({text})"),
    ),
    max_leaves=4,
)


@given(FILTERS, DOCUMENTS)
def test_any_filter_means_the_same(text: str, document: Document) -> None:
    """Ours and theirs answer alike wherever theirs answers."""
    try:
        expected = Reference(text).matches(document)
    except Undecided:
        assume(False)
    else:
        assert pydf(text).matches(document) is expected


@pytest.mark.parametrize("row", table(), ids=lambda row: row.filter)
def test_table_is_what_pydfql_says(row: Row) -> None:
    """The table with which we are compared elsewhere is true."""
    reference = Reference(row.filter)

    assert all(map(reference.matches, row.matching))
    assert not any(map(reference.matches, row.others))
