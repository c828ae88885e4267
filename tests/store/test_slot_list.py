"""Posting lists."""

from __future__ import annotations

from array import array

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockc8y.store import slot_list
from mockc8y.store.slot_list import SlotList

LIMIT = 4
column = st.lists(st.integers(0, 9), max_size=40)


@pytest.fixture(autouse=True)
def small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make blocks so small that a few entries fill several."""
    monkeypatch.setattr(slot_list, "BLOCK_LIMIT", LIMIT)


def filled(times: list[int]) -> tuple[SlotList, array[int]]:
    """Insert the slots of a column of times one by one."""
    stored = array("q", times)
    slots = SlotList()
    for slot in range(len(times)):
        slots.insert(slot, stored)
    return slots, stored


def in_order(times: list[int]) -> list[int]:
    """Sort the slots of a column as a posting list should."""
    return sorted(range(len(times)), key=lambda slot: (times[slot], slot))


@given(column)
def test_slots_are_in_the_order_of_time(times: list[int]) -> None:
    """Whatever comes in whatever order, slots are sorted by time, then by slot."""
    slots, _ = filled(times)

    assert list(slots) == in_order(times)
    assert len(slots) == len(times)


@given(column, st.data())
def test_removed_slots_are_gone(times: list[int], data: st.DataObject) -> None:
    """The rest stays in order, whichever slots are taken out."""
    slots, stored = filled(times)
    gone = data.draw(st.permutations(range(len(times)))) if times else []
    gone = gone[: len(gone) // 2]

    for slot in gone:
        slots.remove(slot, stored)

    assert list(slots) == [slot for slot in in_order(times) if slot not in gone]
    assert [slots.holds(slot, stored) for slot in range(len(times))] == [slot not in gone for slot in range(len(times))]


@given(column, st.integers(-1, 10))
def test_rank_counts_what_is_earlier(times: list[int], time: int) -> None:
    """The rank of a time is the place of the first entry that is not before it."""
    slots, stored = filled(times)

    assert slots.rank(time, stored) == sum(1 for other in times if other < time)


@given(column, st.integers(0, 45), st.integers(0, 45))
def test_slice_crosses_blocks(times: list[int], start: int, stop: int) -> None:
    """A cut is what the same cut of a list would be."""
    slots, _ = filled(times)

    assert slots.slice(start, stop) == in_order(times)[start:stop]


@given(column, st.data())
def test_sifting_keeps_the_order_of_the_living(times: list[int], data: st.DataObject) -> None:
    """One pass takes out every slot that is marked as dead."""
    slots, _ = filled(times)
    alive = bytearray(data.draw(st.lists(st.booleans(), min_size=len(times), max_size=len(times))))

    sifted = slots.sifted(alive)

    assert list(sifted) == [slot for slot in in_order(times) if alive[slot]]
    assert list(slots) == in_order(times)


def test_sifting_without_a_loss_copies_nothing() -> None:
    """A list that keeps all of its slots is the answer itself."""
    slots, _ = filled([3, 1, 2])

    assert slots.sifted(bytearray(b"\1\1\1")) is slots


def test_copy_is_independent() -> None:
    """What is inserted into one of two copies is not seen in the other."""
    slots, stored = filled([1, 2, 3, 4, 5])
    twin = slots.copy()
    stored.append(0)

    slots.insert(5, stored)

    assert (list(twin), list(slots)) == ([0, 1, 2, 3, 4], [5, 0, 1, 2, 3, 4])


def test_blocks_stay_within_their_limit() -> None:
    """Inserting out of order splits blocks, so that an insertion never moves more than a block."""
    slots, _ = filled([*range(20), *range(20), 7, 7, 7, 7, 7, 7])

    assert max(map(len, slots._blocks)) <= LIMIT


def test_absent_slot_is_not_removed() -> None:
    """Taking out what is not there is an error of the caller, not a loss of something else."""
    slots, stored = filled([1, 2, 3])
    slots.remove(1, stored)

    with pytest.raises(ValueError, match="not in array"):
        slots.remove(1, stored)
