"""Dotted paths into documents."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from c8y_client._documents.paths import MISSING, camel_case, exists, expanded, find, put
from tests.sdk.documents import DOCUMENTS, NAMES, PATHS, VALUES

DEVICE = {"name": "Pump", "c8y_Hardware": {"serialNumber": "42", "parts": [{"no": 1}, {"no": 2}]}, "nothing": None}


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("name", "Pump"),
        ("c8y_Hardware.serialNumber", "42"),
        ("c8y_Hardware.serial_number", "42"),
        ("c8y_Hardware.parts.1.no", 2),
        ("nothing", None),
    ],
)
def test_path_leads_to_its_value(path: str, value: Any) -> None:
    """Steps are keys, indices where they meet a list, and snake_case spellings of camelCase keys."""
    assert find(DEVICE, path, MISSING) == value
    assert exists(DEVICE, path)


@pytest.mark.parametrize(
    "path", ["x", "name.x", "c8y_Hardware.parts.2", "c8y_Hardware.parts.no", "nothing.x", "name.0"]
)
def test_path_that_leads_nowhere_gives_the_default(path: str) -> None:
    """A path may run into anything without an error."""
    assert find(DEVICE, path, "default") == "default"
    assert not exists(DEVICE, path)


@pytest.mark.parametrize(
    ("name", "spelled"),
    [
        ("last_updated_from", "lastUpdatedFrom"),
        ("type", "type"),
        ("c8y_custom_param", "c8y_custom_param"),
        ("my_Fragment", "my_Fragment"),
        ("dateFrom", "dateFrom"),
        ("with_2_parts", "with2Parts"),
        ("trailing_", "trailing"),
    ],
)
def test_python_names_become_the_platforms(name: str, spelled: str) -> None:
    """Words after the first are capitalised; names with a capital letter or a vendor's prefix stay as they are."""
    assert camel_case(name) == spelled


@given(DOCUMENTS, st.lists(NAMES, min_size=1, max_size=3).map(".".join), VALUES)
def test_what_is_put_is_found(document: dict[str, Any], path: str, value: Any) -> None:
    """Setting a value makes the steps in between, or says which step is in the way."""
    steps = path.split(".")
    above = [find(document, ".".join(steps[:count]), {}) for count in range(1, len(steps))]
    if not all(isinstance(each, dict) for each in above):
        with pytest.raises((KeyError, ValueError)):
            put(document, path, value, create=True)
        return

    put(document, path, value, create=True)

    assert find(document, path, MISSING) == value


def test_put_without_create_needs_the_parent() -> None:
    """An assignment with `[]` does not invent fragments."""
    with pytest.raises(KeyError, match=r"has no 'a'; set\(\) makes the steps"):
        put({}, "a.b", 1, create=False)


def test_put_keeps_the_documents_own_spelling() -> None:
    """A snake_case step changes the camelCase key that is there, and makes no second one beside it."""
    document: dict[str, Any] = {"c8y_Hardware": {"serialNumber": "1"}}

    put(document, "c8y_Hardware.serial_number", "2", create=True)

    assert document == {"c8y_Hardware": {"serialNumber": "2"}}


def test_dotted_keywords_are_spread() -> None:
    """Keywords that share their beginning end up in one fragment."""
    assert expanded({"a.b": 1, "a.c": 2, "d": 3}) == {"a": {"b": 1, "c": 2}, "d": 3}


@given(DOCUMENTS, PATHS)
def test_reading_never_fails(document: dict[str, Any], path: str) -> None:
    """Whatever a document holds, a path leads to a value or nowhere."""
    find(document, path, MISSING)
