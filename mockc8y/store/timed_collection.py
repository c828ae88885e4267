"""Collections of documents whose `time` is not kept in their body: it is written anew from two columns."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from mockc8y.store.bodies import Body, PackedBodies
from mockc8y.store.codec import Document, encode
from mockc8y.store.collection import Collection, Record, Term
from mockc8y.store.time_texts import encoded_text_of, zone_of


class TimedCollection(Collection):
    """A collection for very many small documents that hardly ever change, such as measurements.

    Documents must have a `time` with three fractional digits and a zone; it comes first when they are read.
    """

    def __init__(self, describe: Callable[[int, Document], Iterable[Term]]) -> None:
        super().__init__(describe, PackedBodies)
        self._zones = array("h")

    def add(self, record_id: int, source: int, time: int, document: Document) -> Record:
        """Store a new document. `time` is the moment that the text in the document stands for."""
        return self.add_described(record_id, source, time, document, self._terms(source, document))

    def add_described(
        self, record_id: int, source: int, time: int, document: Document, terms: Sequence[Term]
    ) -> Record:
        """Store a new document whose terms are known already: each once, the same that it would be described by."""
        text = document["time"]
        zone = zone_of(text)
        whole = encode({"time": text, **document})
        self._append(Record(record_id, source, time, _cut(whole, len(text))), terms)
        self._zones.append(zone)
        return Record(record_id, source, time, whole)

    def replace(self, record_id: int, time: int, document: Document) -> Record:
        """Exchange the document of an id that is stored."""
        zone = zone_of(document["time"])
        super().replace(record_id, time, _timeless(document))
        slot = self._require_slot(record_id)
        self._zones[slot] = zone
        return self._record(slot)

    def _body(self, slot: int) -> bytes:
        return _timed(self._bodies[slot], self._times[slot], self._zones[slot])

    def _bodies_at(self, slots: Sequence[int]) -> list[bytes]:
        bodies, times, zones = self._bodies, self._times, self._zones
        return [_timed(bodies[slot], times[slot], zones[slot]) for slot in slots]

    def _pop_columns(self) -> None:
        super()._pop_columns()
        self._zones.pop()

    def _replaceable(self) -> tuple[Any, ...]:
        return *super()._replaceable(), self._zones

    def _keep_columns(self, live: list[int]) -> None:
        super()._keep_columns(live)
        self._zones = array("h", map(self._zones.__getitem__, live))

    def _own_containers(self) -> None:
        super()._own_containers()
        self._zones = self._zones[:]


def _timeless(document: Document) -> Document:
    return {name: value for name, value in document.items() if name != "time"}


def _cut(body: bytes, length: int) -> bytes:
    """Take a time of some length off the head of an encoded document."""
    rest = body[len('{"time":""') + length :]
    return b"{}" if rest == b"}" else b"{" + rest[1:]


def _timed(body: Body, time: int, zone: int) -> bytes:
    if body is None:
        raise LookupError("the slot holds no record")
    return b'{"time":"%b"%b' % (encoded_text_of(time, zone), b"}" if body == b"{}" else b"," + body[1:])
