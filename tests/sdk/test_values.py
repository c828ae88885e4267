"""`as_values`: what callers write, and what they get."""

from __future__ import annotations

from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from c8y_client._documents.paths import find
from c8y_client._documents.values import AsValues, Values, tree_of
from c8y_client._reading.pages import Malformed, Page
from tests.sdk.documents import DOCUMENTS, LEAVES, PATHS

EVENT = {"id": "7", "text": "opened", "my_Door": {"by": "key"}}


@pytest.mark.parametrize(
    ("as_values", "result"),
    [
        ("id", "7"),
        ("my_Door.by", "key"),
        ("name", None),
        (["id"], ("7",)),
        (["id", "text"], ("7", "opened")),
        (("id", "text"), ("7", "opened")),
        (("id", ("name", "undefined"), "text"), ("7", "undefined", "opened")),
        ([("name", "x")], ("x",)),
        (("name", 0), 0),
        (("name", None), None),
        (("id", ["name", "y"]), ("7", "y")),
    ],
)
def test_shape_follows_what_is_asked(as_values: AsValues, result: Any) -> None:
    """A list is columns, and so is a tuple unless it is a path and a default that is no text, tuple or list."""
    assert Values.of(as_values).read(EVENT) == result
    assert Page(orjson.dumps({"events": [EVENT]}), "events").values(Values.of(as_values)) == [result]


@pytest.mark.parametrize("as_values", [[], (), [("a", "b", "c")], [("a",)], [(1, 2)]])
def test_what_names_no_path_is_refused(as_values: Any) -> None:
    """The mistake is told at once, not by the first document."""
    with pytest.raises(TypeError, match="as_values"):
        Values.of(as_values)


@given(st.lists(DOCUMENTS, max_size=4), st.lists(PATHS | st.tuples(PATHS, LEAVES), min_size=1, max_size=4))
def test_page_gives_what_a_plain_lookup_gives(documents: list[dict[str, Any]], columns: list[Any]) -> None:
    """Reading values without building documents is only a faster way to the same values."""
    plain = [
        tuple(find(each, *((column, None) if isinstance(column, str) else column)) for column in columns)
        for each in documents
    ]

    page = Page(orjson.dumps({"things": documents, "statistics": {"currentPage": 1}}), "things")

    values = page.values(Values.of(columns))
    assert values == plain
    assert [list(map(type, row)) for row in values] == [list(map(type, row)) for row in plain]


@given(st.lists(DOCUMENTS, max_size=4))
def test_page_is_cut_into_its_documents(documents: list[dict[str, Any]]) -> None:
    """Each unread piece is exactly one document, and the page knows its size and its last id."""
    page = Page(orjson.dumps({"self": "x", "things": documents, "next": None}), "things")

    assert [orjson.loads(bytes(raw)) for raw in page.raw()] == documents
    assert page.size == len(documents)
    assert page.parsed() == documents


@pytest.mark.parametrize("content", [b"", b"<html>", b"[]", b"{}", b'{"things": 1}', b'{"things": null}'])
def test_anything_else_is_no_page(content: bytes) -> None:
    """The login page of a proxy is told apart from an empty collection."""
    with pytest.raises(Malformed):
        Page(content, "things").raw()
    with pytest.raises(Malformed):
        Page(content, "things").values(Values.of("id"))


@pytest.mark.parametrize("paths", [["a", "a.b"], ["a.0"], ["creation_time"], ["_x"], ["a-b"]])
def test_paths_beyond_plain_names_are_read_the_slow_way(paths: list[str]) -> None:
    """Two spellings, indices and overlapping paths cannot be described as one shape."""
    assert tree_of(paths) is None
