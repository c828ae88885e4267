"""Collections that know when documents were created and changed."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from mockc8y.store import collection as collection_module
from mockc8y.store.codec import Document
from mockc8y.store.collection import Term
from mockc8y.store.dated_collection import DatedCollection, Span

ALWAYS = Span()


def describe(_: int, document: Document) -> Iterable[Term]:
    """Index every property."""
    return document.items()


@pytest.fixture
def doors() -> DatedCollection:
    """Three documents, created at 100, 200 and 300, with times in the opposite order; the first changed at 400."""
    made = DatedCollection(describe)
    made.add_dated(1, 7, 30, {"state": "open"}, 100)
    made.add_dated(2, 7, 20, {"state": "open"}, 200)
    made.add_dated(3, 7, 10, {"state": "shut"}, 300)
    made.replace_dated(1, 30, {"state": "open"}, 400)
    return made


def found(
    doors: DatedCollection,
    *,
    time: Span = ALWAYS,
    created: Span = ALWAYS,
    updated: Span = ALWAYS,
    newest_first: bool = False,
) -> list[int]:
    """Return the ids of the open doors in the spans."""
    groups = [[("state", "open")]]
    selection = doors.select_dated(groups, time=time, created=created, updated=updated, newest_first=newest_first)
    return [record.id for record in selection]


def test_order_is_that_of_time(doors: DatedCollection) -> None:
    """Without a limit on the change, documents come in the order of their own times."""
    assert (found(doors), found(doors, newest_first=True)) == ([2, 1], [1, 2])


def test_creation_limits_but_does_not_sort(doors: DatedCollection) -> None:
    """What was created in a span of time still comes in the order of its own time."""
    assert found(doors, created=Span(100, 201)) == [2, 1]
    assert found(doors, created=Span(101, None)) == [2]
    assert found(doors, created=Span(None, 100)) == []


def test_limit_on_the_change_sorts_by_it(doors: DatedCollection) -> None:
    """What was changed in a span of time comes in the order of the changes."""
    assert found(doors, updated=Span(200, 401)) == [2, 1]
    assert found(doors, updated=Span(200, 401), newest_first=True) == [1, 2]
    assert found(doors, updated=Span(300, 400)) == []


def test_limits_add_up(doors: DatedCollection) -> None:
    """Time, creation and change can be limited at once."""
    assert found(doors, time=Span(21, None), created=Span(100), updated=Span(400)) == [1]
    assert found(doors, time=Span(None, 30), created=Span(100), updated=Span(400)) == []


def test_dates_move_with_their_documents(doors: DatedCollection, monkeypatch: pytest.MonkeyPatch) -> None:
    """Creation and change belong to the same documents after room was made."""
    monkeypatch.setattr(collection_module, "COMPACTION_FLOOR", 1)

    doors.remove([2, 3])

    assert found(doors, created=Span(100, 101)) == [1]
    assert found(doors, updated=Span(400, 401)) == [1]


def test_dates_of_a_twin_are_its_own(doors: DatedCollection) -> None:
    """A change after a fork moves the date on one side only."""
    twin = doors.fork()

    twin.replace_dated(2, 20, {"state": "open"}, 500)

    assert (found(doors, updated=Span(500)), found(twin, updated=Span(500))) == ([], [2])


@pytest.mark.parametrize(
    ("span", "is_limited", "holds_5"),
    [(Span(), False, True), (Span(5), True, True), (Span(None, 5), True, False), (Span(0, 0), True, False)],
)
def test_span_without_sides_limits_nothing(span: Span, is_limited: bool, holds_5: bool) -> None:
    """A span is true if it limits at all; its end does not belong to it."""
    assert (bool(span), span.holds(5)) == (is_limited, holds_5)
