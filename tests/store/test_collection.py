"""Documents with posting lists."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pytest

from mockc8y.store import collection as collection_module
from mockc8y.store.codec import Document, NotEncodable
from mockc8y.store.collection import Collection, Record, Term

RED, BLUE, SMALL = ("colour", "red"), ("colour", "blue"), ("size", "small")


def describe(source: int, document: Document) -> Iterable[Term]:
    """Index the source and every property."""
    return [("source", source), *document.items()]


@pytest.fixture
def shapes() -> Collection:
    """Four documents of two sources, the first stored being the latest."""
    made = Collection(describe)
    made.add(11, 1, 40, {"colour": "red", "size": "small"})
    made.add(12, 1, 10, {"colour": "blue", "size": "small"})
    made.add(13, 2, 20, {"colour": "red", "size": "large"})
    made.add(14, 2, 30, {"colour": "green", "size": "small"})
    return made


def ids(records: Iterable[Record]) -> list[int]:
    """Return the ids of records."""
    return [record.id for record in records]


def test_record_is_found_by_its_id(shapes: Collection) -> None:
    """A record carries its id, source, time and document."""
    record = shapes.get(13)

    assert record is not None
    assert (record.id, record.source, record.time) == (13, 2, 20)
    assert record.document == {"colour": "red", "size": "large"}


@pytest.mark.parametrize("record_id", [0, 10, 15, 2**62])
def test_unknown_id_finds_nothing(shapes: Collection, record_id: int) -> None:
    """Ids before, after and between the stored ones are told apart from them."""
    assert (shapes.get(record_id), shapes.holds(record_id)) == (None, False)


def test_walk_is_in_the_order_of_ids(shapes: Collection) -> None:
    """Walking through a collection takes documents as they were stored, removed ones left out."""
    shapes.remove([12])

    assert ids(shapes) == [11, 13, 14]
    assert len(shapes) == 3


@pytest.mark.parametrize(
    ("groups", "found"),
    [
        ([], [12, 13, 14, 11]),
        ([[RED]], [13, 11]),
        ([[RED], [SMALL]], [11]),
        ([[RED], [RED]], [13, 11]),
        ([[RED, BLUE]], [12, 13, 11]),
        ([[RED, BLUE], [SMALL]], [12, 11]),
        ([[RED, BLUE], [("source", 1), ("source", 2)]], [12, 13, 11]),
        ([[("colour", "pink")]], []),
        ([[("colour", "pink")], [SMALL]], []),
        ([[RED], []], []),
    ],
)
def test_selection_holds_one_term_of_every_group(
    shapes: Collection, groups: Sequence[Sequence[Term]], found: list[int]
) -> None:
    """Groups are joined by AND, the terms of a group by OR; what is found is in the order of time."""
    assert ids(shapes.select(groups)) == found
    assert ids(shapes.select(groups, newest_first=True)) == found[::-1]


@pytest.mark.parametrize(
    ("since", "until", "found"),
    [(20, None, [13, 14, 11]), (None, 20, [12]), (20, 40, [13, 14]), (20, 20, []), (30, 10, []), (0, 99, None)],
)
def test_time_is_limited_from_and_until(
    shapes: Collection, since: int | None, until: int | None, found: list[int] | None
) -> None:
    """The start of a stretch of time belongs to it, its end does not."""
    assert ids(shapes.select(since=since, until=until)) == (found if found is not None else [12, 13, 14, 11])


def test_count_needs_all_terms(shapes: Collection) -> None:
    """Documents are counted that hold every term; none given counts all."""
    assert (shapes.count(), shapes.count(RED), shapes.count(RED, SMALL), shapes.count(("size", "huge"))) == (4, 2, 1, 0)


def test_combination_asked_for_once_is_kept_up_to_date(shapes: Collection) -> None:
    """Documents that come, change or go after a query of several terms are found or missed by the next one."""
    groups = [[RED], [SMALL]]
    shapes.select(groups)

    shapes.add(15, 3, 50, {"colour": "red", "size": "small"})
    shapes.replace(13, 5, {"colour": "red", "size": "small"})
    shapes.remove([11])

    assert ids(shapes.select(groups)) == [13, 15]


def test_many_combinations_are_forgotten_and_built_again(shapes: Collection, monkeypatch: pytest.MonkeyPatch) -> None:
    """Queries beyond the number of lists that are kept are answered like those before."""
    monkeypatch.setattr(collection_module, "COMBINATIONS_LIMIT", 2)
    pairs = [[[("colour", colour)], [SMALL]] for colour in ("red", "blue", "green", "red")]

    assert [ids(shapes.select(groups)) for groups in pairs] == [[11], [12], [14], [11]]


def test_replaced_document_moves(shapes: Collection) -> None:
    """A document that is replaced is found by its new terms and time, and not by its old ones."""
    shapes.replace(11, 15, {"colour": "blue"})

    assert ids(shapes.select()) == [12, 11, 13, 14]
    assert (ids(shapes.select([[RED]])), ids(shapes.select([[BLUE]]))) == ([13], [12, 11])


def test_unknown_document_cannot_be_replaced(shapes: Collection) -> None:
    """Replacing needs something to replace."""
    shapes.remove([12])

    with pytest.raises(KeyError):
        shapes.replace(12, 0, {})


@pytest.mark.parametrize("record_id", [14, 13, 1])
def test_ids_only_grow(shapes: Collection, record_id: int) -> None:
    """A document under an id that is not greater than all before it would not be found again."""
    with pytest.raises(ValueError, match="ids only grow"):
        shapes.add(record_id, 1, 0, {})


@pytest.mark.parametrize("document", [{"colour": object()}, {"colour": ["unhashable"]}])
def test_refused_document_changes_nothing(shapes: Collection, document: Document) -> None:
    """A document that cannot be written or indexed leaves no trace, whether it is new or a replacement."""
    before = list(shapes)

    with pytest.raises((NotEncodable, TypeError)):
        shapes.add(15, 1, 50, document)
    with pytest.raises((NotEncodable, TypeError)):
        shapes.replace(11, 50, document)

    assert (list(shapes), ids(shapes.select()), shapes.count(RED)) == (before, [12, 13, 14, 11], 2)


@pytest.mark.parametrize("share", [0, 10**6])
def test_removal_passes_over_what_is_not_there(shapes: Collection, monkeypatch: pytest.MonkeyPatch, share: int) -> None:
    """Ids that are unknown, removed before or given twice do no harm."""
    monkeypatch.setattr(collection_module, "SWEEP_SHARE", share)
    shapes.remove([12, 12, 99])
    shapes.remove([12])

    assert ids(shapes.select()) == [13, 14, 11]


def test_removal_of_a_selection_takes_what_was_found(shapes: Collection) -> None:
    """Everything that a query finds can be removed without being read."""
    shapes.remove_selected(shapes.select([[SMALL]], since=30, newest_first=True))

    assert ids(shapes.select()) == [12, 13]


@pytest.mark.parametrize("share", [0, 10**6])
def test_removal_is_the_same_one_by_one_and_by_sweep(
    shapes: Collection, monkeypatch: pytest.MonkeyPatch, share: int
) -> None:
    """However many are removed at once, all lists lose them, those of combinations included."""
    monkeypatch.setattr(collection_module, "SWEEP_SHARE", share)
    shapes.select([[RED], [SMALL]])

    shapes.remove([11, 14])

    assert (ids(shapes.select()), ids(shapes.select([[RED], [SMALL]]))) == ([12, 13], [])
    assert (ids(shapes.select([[RED]])), ids(shapes.select([[SMALL]]))) == ([13], [12])


@pytest.mark.parametrize("share", [0, 10**6])
def test_values_without_documents_are_forgotten(
    shapes: Collection, monkeypatch: pytest.MonkeyPatch, share: int
) -> None:
    """The values of a property are those that stored documents have."""
    monkeypatch.setattr(collection_module, "SWEEP_SHARE", share)
    shapes.remove([14])

    assert shapes.values_of("colour") == ["red", "blue"]


def test_removed_documents_make_room(shapes: Collection, monkeypatch: pytest.MonkeyPatch) -> None:
    """When more was removed than is left, the columns are written anew, and everything is found as before."""
    monkeypatch.setattr(collection_module, "COMPACTION_FLOOR", 1)
    shapes.select([[("colour", "green")], [SMALL]])

    shapes.remove([11, 12, 13])
    shapes.add(20, 5, 5, {"colour": "red"})

    assert len(shapes._bodies) == 2
    assert (ids(shapes), ids(shapes.select()), ids(shapes.select([[RED]]))) == ([14, 20], [20, 14], [20])
    assert ids(shapes.select([[("colour", "green")], [SMALL]])) == [14]


@pytest.mark.parametrize("large", [2**32, 10**18 - 1])
def test_large_ids_are_kept(large: int) -> None:
    """Ids and sources of more than four bytes are stored beside small ones."""
    made = Collection(describe)
    made.add(1, 2, 3, {})

    made.add(large, large - 1, 4, {})

    assert [(record.id, record.source) for record in made.select()] == [(1, 2), (large, large - 1)]
