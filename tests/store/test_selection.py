"""The answer to a query as a sequence."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockc8y.store.selection import ListedSlots, Selection

bounds = st.none() | st.integers(-12, 12)
steps = st.sampled_from([None, 1, 2, 3, -1, -2, -3])


def selection(start: int, stop: int, *, backwards: bool) -> tuple[Selection[str], list[str]]:
    """Make a stretch of the slots 0 to 9, and the list it should look like."""
    slots = ListedSlots(range(10))
    expected = [str(slot) for slot in slots[start:stop]]
    found = Selection(slots, start, stop, backwards, lambda taken: list(map(str, taken)))
    return found, expected[::-1] if backwards else expected


@given(st.integers(0, 10), st.integers(0, 10), st.booleans(), bounds, bounds, steps)
def test_cut_is_that_of_a_list(
    start: int, stop: int, backwards: bool, cut_from: int | None, cut_to: int | None, step: int | None
) -> None:
    """Every slice of a selection is the same slice of the list of its items."""
    found, expected = selection(start, max(start, stop), backwards=backwards)

    assert found[cut_from:cut_to:step] == expected[cut_from:cut_to:step]
    assert (len(found), list(found)) == (len(expected), expected)


@given(st.integers(-6, 6), st.booleans())
def test_single_item_is_that_of_a_list(index: int, backwards: bool) -> None:
    """An index counts from either end; one outside is an error."""
    found, expected = selection(2, 7, backwards=backwards)

    if -len(expected) <= index < len(expected):
        assert found[index] == expected[index]
    else:
        with pytest.raises(IndexError):
            found[index]


def test_only_what_is_taken_is_read() -> None:
    """A page of a large selection makes as many items as the page has."""
    made: list[int] = []

    def read(slots: Sequence[int]) -> list[int]:
        made.extend(slots)
        return list(slots)

    found = Selection(ListedSlots(range(1000)), 0, 1000, True, read)

    assert found[:3] == [999, 998, 997]
    assert len(made) == 3
