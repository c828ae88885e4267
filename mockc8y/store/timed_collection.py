"""Collections of documents whose `time` is not kept in their body: it is written anew from two columns."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable

from mockc8y.store.bodies import PackedBodies
from mockc8y.store.codec import Document
from mockc8y.store.collection import Collection, Record, Term
from mockc8y.store.time_texts import text_of, zone_of


class TimedCollection(Collection):
    """A collection for very many small documents that hardly ever change, such as measurements.

    Documents must have a `time` with three fractional digits and a zone; it comes first when they are read.
    """

    def __init__(self, describe: Callable[[int, Document], Iterable[Term]]) -> None:
        super().__init__(describe, PackedBodies)
        self._zones = array("h")

    def add(self, record_id: int, source: int, time: int, document: Document) -> Record:
        """Store a new document. `time` is the moment that the text in the document stands for."""
        zone = zone_of(document["time"])
        record = super().add(record_id, source, time, _timeless(document))
        self._zones.append(zone)
        return record._replace(body=_timed(record.body, time, zone))

    def replace(self, record_id: int, time: int, document: Document) -> Record:
        """Exchange the document of an id that is stored."""
        zone = zone_of(document["time"])
        super().replace(record_id, time, _timeless(document))
        slot = self._require_slot(record_id)
        self._zones[slot] = zone
        return self._record(slot)

    def _body(self, slot: int) -> bytes:
        return _timed(super()._body(slot), self._times[slot], self._zones[slot])

    def _keep_columns(self, live: list[int]) -> None:
        super()._keep_columns(live)
        self._zones = array("h", map(self._zones.__getitem__, live))

    def _own_containers(self) -> None:
        super()._own_containers()
        self._zones = self._zones[:]


def _timeless(document: Document) -> Document:
    return {name: value for name, value in document.items() if name != "time"}


def _timed(body: bytes, time: int, zone: int) -> bytes:
    start = b'{"time":"%b"' % text_of(time, zone).encode()
    return start + (b"}" if body == b"{}" else b"," + body[1:])
