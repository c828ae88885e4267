"""How far a consumer is."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mockc8y.domain.notifications.progress import LEFT_ALONE, Progress


class Counted(set[int]):
    """Counts how often it is looked into."""

    looks = 0

    def __contains__(self, position: object) -> bool:
        self.looks += 1
        return super().__contains__(position)


@given(st.lists(st.integers(1, 30)), st.integers(0, 31))
def test_what_is_missing_is_what_was_passed_over(acknowledged: list[int], after: int) -> None:
    """In whatever order acknowledgements come, and however often."""
    progress = Progress(0)
    for position in acknowledged:
        progress.acknowledge(position, range(31))

    missing = sorted(set(range(1, max(acknowledged, default=0))) - set(acknowledged))

    assert progress.missing == progress.copy().missing == tuple(missing)
    assert list(progress.missing_after(after)) == [position for position in missing if position > after]
    assert all(progress.waits_for(position) for position in missing)
    assert not any(progress.waits_for(position) for position in acknowledged)


def test_position_without_a_message_is_not_missed() -> None:
    """Others may have gone before."""
    progress = Progress(0)
    progress.acknowledge(5, {2, 5})

    assert progress.missing == (2,)


def test_copy_goes_its_own_way() -> None:
    """A snapshot shows what was missing then."""
    progress = Progress(2, [1])
    twin = progress.copy()
    progress.acknowledge(1, ())
    twin.acknowledge(5, {4})

    assert (progress.missing, progress.done) == ((), 2)
    assert (twin.missing, twin.done) == ((1, 4), 5)


def test_many_that_are_missing_are_not_walked_through() -> None:
    """A client that acknowledges nothing may leave as many behind as there is memory for."""
    count = 10_000
    progress = Progress(count, range(1, count))
    progress._missing = looked = Counted(progress._missing)

    found = list(progress.missing_after(count - 3))

    assert found == [count - 2, count - 1]
    assert looked.looks == 2


def test_what_is_missing_no_more_is_forgotten() -> None:
    """Nor does it stand in the way of what is still missing."""
    count = 10_000
    progress = Progress(count, range(1, count))

    for position in range(1, count - 1):
        progress.acknowledge(position, ())

    assert progress.missing == (count - 1,)
    assert len(progress._order) <= LEFT_ALONE + 2
