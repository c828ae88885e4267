"""Collections that keep the time of a document in two numbers."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from mockc8y.store import collection as collection_module
from mockc8y.store.bodies import PACK
from mockc8y.store.codec import Document
from mockc8y.store.collection import Term
from mockc8y.store.time_texts import ZULU, text_of
from mockc8y.store.timed_collection import TimedCollection

NOON = "1970-01-01T00:00:00.012Z"
EAST = "1970-01-01T02:00:00.012+02:00"


def describe(_: int, document: Document) -> Iterable[Term]:
    """Index the type."""
    return [("type", document["type"])]


@pytest.fixture
def readings() -> TimedCollection:
    """Two documents of the same moment, written in different zones."""
    made = TimedCollection(describe)
    made.add(1, 7, 12, {"type": "a", "time": NOON})
    made.add(2, 7, 12, {"type": "b", "time": EAST, "value": 5})
    return made


def test_time_is_written_as_it_was_sent(readings: TimedCollection) -> None:
    """Each document has its time in the zone of its sender."""
    assert [record.document for record in readings] == [
        {"time": NOON, "type": "a"},
        {"time": EAST, "type": "b", "value": 5},
    ]


def test_new_record_is_complete() -> None:
    """Storing a document returns it as it will be read."""
    made = TimedCollection(lambda _, __: ())

    record = made.add(1, 7, 12, {"time": NOON})

    assert record == made.get(1)
    assert record.body == b'{"time":"%b"}' % NOON.encode()


def test_time_takes_no_room_in_the_body(readings: TimedCollection) -> None:
    """What is kept of a document has no time in it."""
    assert list(readings._bodies) == [b'{"type":"a"}', b'{"type":"b","value":5}']


def test_replacement_brings_its_own_zone(readings: TimedCollection) -> None:
    """A document that is replaced takes the time and zone of the new one."""
    record = readings.replace(1, 13, {"type": "c", "time": text_of(13, -60)})

    assert record.document == {"time": "1969-12-31T23:00:00.013-01:00", "type": "c"}
    assert readings.get(1) == record


def test_zones_move_with_their_documents(readings: TimedCollection, monkeypatch: pytest.MonkeyPatch) -> None:
    """After room was made every document still has its own zone."""
    monkeypatch.setattr(collection_module, "COMPACTION_FLOOR", 0)
    readings.remove([1])
    readings.add(3, 7, 14, {"type": "a", "time": text_of(14, ZULU)})

    readings.remove([3])

    assert [record.document["time"] for record in readings] == [EAST]


def test_document_in_a_pack_is_found(readings: TimedCollection) -> None:
    """Documents are found by their terms however many there are."""
    for number in range(PACK):
        readings.add(10 + number, 7, 20 + number, {"type": "a", "time": text_of(20 + number, ZULU)})

    assert [record.id for record in readings.select([[("type", "a")]], until=22)] == [1, 10, 11]
    assert [record.id for record in readings.select([[("type", "b")]])] == [2]


@pytest.mark.parametrize("time", ["1970-01-01T00:00:00.012+00:00:01", "1970-01-01T00:00:00.012"])
def test_time_without_a_proper_zone_is_refused(readings: TimedCollection, time: str) -> None:
    """A text that could not be written again is not stored."""
    with pytest.raises(ValueError, match="zone"):
        readings.add(3, 7, 12, {"type": "a", "time": time})

    assert len(readings) == 2
