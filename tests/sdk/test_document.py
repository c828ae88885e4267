"""Documents as objects: reading, changing, and knowing what was changed."""

from __future__ import annotations

from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from c8y_client._documents.document import Document, Fragment
from c8y_client._series.units import Celsius
from tests.sdk.documents import DOCUMENTS, NAMES, VALUES

STORED = {"id": "7", "name": "Pump", "c8y_Hardware": {"serialNumber": "42", "parts": [1, 2]}}


def stored(json: dict[str, Any] | None = None) -> Document:
    """Make a document that the platform knows."""
    document = Document()
    document._adopt(orjson.dumps(STORED if json is None else json))
    return document


def merged(server: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    """Apply changes as the platform does: whole fragments are replaced, `None` removes."""
    return {name: value for name, value in (server | changes).items() if value is not None}


def test_all_ways_to_read_a_value_agree() -> None:
    """Nested access, dotted access and `get` are the same."""
    document = stored()

    assert document["c8y_Hardware"]["serialNumber"] == "42"
    assert document["c8y_Hardware.serial_number"] == "42"
    assert document.get("c8y_Hardware.serialNumber") == "42"
    assert document.c8y_Hardware.serialNumber == "42"
    assert "c8y_Hardware.serialNumber" in document
    assert document.has("c8y_Hardware.parts.1")
    assert document.as_tuple("name", ("x", 0)) == ("Pump", 0)
    assert document.as_record(serial="c8y_Hardware.serialNumber") == {"serial": "42"}


def test_missing_path_is_a_key_error_that_lists_what_is_there() -> None:
    """`[]` raises, `get` gives the default, whatever is in the way."""
    document = stored()

    with pytest.raises(KeyError, match=r"has no 'name\.x'; it has id, name, c8y_Hardware"):
        document["name.x"]
    assert document.get("name.x", 5) == 5
    with pytest.raises(AttributeError, match="no attribute 'c8y_Mobile'"):
        _ = document.c8y_Mobile


@pytest.mark.parametrize(
    "change",
    [
        lambda d: d["c8y_Hardware"].update(serialNumber="43"),
        lambda d: d["c8y_Hardware"]["parts"].append(3),
        lambda d: d.set("c8y_Hardware.model.name", "X"),
        lambda d: d.__setitem__("c8y_Hardware.serialNumber", "43"),
        lambda d: d.json["c8y_Hardware"].clear(),
    ],
)
def test_change_is_found_wherever_it_is_made(change: Any) -> None:
    """A changed fragment is sent whole, since the platform replaces it whole."""
    document = stored()

    change(document)

    assert document.changes == {"c8y_Hardware": document["c8y_Hardware"]}
    assert document.is_changed


def test_unchanged_document_has_no_changes() -> None:
    """Looking at a document, or setting what it holds already, changes nothing."""
    document = stored()

    document.set("name", document["name"])
    document["c8y_Hardware.serialNumber"] = "42"

    assert not document.is_changed


def test_removed_fragment_is_sent_as_none() -> None:
    """`del` and setting `None` stage the removal."""
    document = stored()

    del document["name"]
    document["c8y_Hardware"] = None

    assert document.changes == {"name": None, "c8y_Hardware": None}


def test_new_document_is_all_changes_but_for_what_the_platform_assigns() -> None:
    """An object can be created again from one that was read."""
    assert Document(**{"name": "x", "id": "7", "a.b": 1}).changes == {"name": "x", "a": {"b": 1}}
    assert stored().sendable() == {name: value for name, value in STORED.items() if name != "id"}


def test_values_with_units_are_compared_as_the_platform_stores_them() -> None:
    """Setting a value object that equals what is stored is no change."""
    document = stored({"T": {"value": 20.5, "unit": "°C"}})

    document["T"] = Celsius(20.5)

    assert not document.is_changed


def test_fragment_read_as_attribute_cannot_be_changed_by_mistake() -> None:
    """Attributes are for reading; the error comes at once, not as a lost change."""
    fragment = stored().c8y_Hardware

    assert isinstance(fragment, Fragment)
    with pytest.raises(AttributeError):
        fragment.serialNumber = "43"  # type: ignore[attr-defined]
    with pytest.raises(AttributeError, match="no 'x'; there are serialNumber, parts"):
        _ = fragment.x


def test_fragments_can_be_added() -> None:
    """`+=` takes mappings, and a sequence of them."""
    document = stored()

    document += {"a": 1}
    document += [{"b": 2}, {"c": 3}]

    assert document.changes == {"a": 1, "b": 2, "c": 3}


@given(DOCUMENTS, st.lists(st.tuples(NAMES, VALUES), max_size=4), st.lists(NAMES, max_size=2))
def test_sending_the_changes_makes_the_server_agree(
    server: dict[str, Any], edits: list[tuple[str, Any]], removals: list[str]
) -> None:
    """JSON -> object -> edits -> changes -> server is the edited object."""
    document = stored(server)
    for name, value in edits:
        document.set(name, value)
    for name in removals:
        if name in document:
            del document[name]

    edited = {name: value for name, value in document.json.items() if value is not None}
    assert merged(server, document.changes) == edited

    document._settle()
    assert document.changes == {}


@given(DOCUMENTS)
def test_document_survives_the_way_there_and_back(server: dict[str, Any]) -> None:
    """Nothing is lost or altered by looking at a document."""
    document = stored(server)

    assert dict(document) == server
    assert document.changes == {}
    assert len(document) == len(server)
