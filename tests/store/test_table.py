"""Small keyed tables."""

from __future__ import annotations

import pytest

from mockc8y.store.table import Table


@pytest.fixture
def table() -> Table[str, int]:
    """A table of two rows."""
    made: Table[str, int] = Table()
    made.put("b", 1)
    made.put("a", 2)
    return made


def test_rows_are_in_the_order_of_insertion(table: Table[str, int]) -> None:
    """Replacing a value leaves its row where it is."""
    table.put("b", 3)

    assert table.items() == [("b", 3), ("a", 2)]
    assert (list(table), table.values(), len(table)) == (["b", "a"], [3, 2], 2)


def test_removed_row_is_returned(table: Table[str, int]) -> None:
    """Taking out a key gives what it held; a second time nothing."""
    assert (table.remove("b"), table.remove("b")) == (1, None)
    assert ("b" in table, "a" in table) == (False, True)


def test_absent_key_has_no_value(table: Table[str, int]) -> None:
    """Looking for a key that is not there is no error."""
    assert (table.get("a"), table.get("z")) == (2, None)


def test_rows_can_be_removed_while_looking_through_them(table: Table[str, int]) -> None:
    """A walk through the keys is not disturbed by what it does to the rows."""
    for key in table:
        table.remove(key)

    assert len(table) == 0
