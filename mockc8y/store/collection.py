"""Documents of one kind, kept as encoded bytes with posting lists over the few fields that are asked for."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from functools import partial
from itertools import product
from typing import Any, NamedTuple, TypeVar

from mockc8y.store.bodies import Bodies, Body
from mockc8y.store.codec import Document, decode, encode
from mockc8y.store.columns import NARROW, appended
from mockc8y.store.forking import Growing
from mockc8y.store.selection import Selection
from mockc8y.store.slot_list import SlotList

Term = tuple[str, Hashable]
"""An indexed property: its kind (`type`, `source`, `fragment`, ...) and a value."""

Combination = tuple[Term, ...]

Key = TypeVar("Key", bound=Hashable)

COMBINATIONS_LIMIT = 1024
"""Posting lists of combined terms kept at most; past that they are dropped and built again on demand."""

COMPACTION_FLOOR = 10_000
"""Slots of removed documents that are left alone at least before the columns are written anew."""

_EMPTY = SlotList()

SET_COST = 40
"""How many set insertions cost as much as one lookup by bisection (measured)."""

SWEEP_SHARE = 50
"""Removing this share of all documents one by one takes as long as a sweep through all posting lists (measured)."""


class Record(NamedTuple):
    """One stored document. `body` is a JSON object without `id`, `self` and `source`, which are rendered."""

    id: int
    source: int
    time: int
    body: bytes

    @property
    def document(self) -> Document:
        """The body, decoded afresh."""
        return decode(self.body)


class Collection(Growing):
    """Records in the order of their ids, findable by any combination of terms in the order of time.

    A record lives in a slot: its position in every column. Slots are handed out in the order of ids and never
    reused, so ids need no index of their own.
    """

    def __init__(
        self,
        describe: Callable[[int, Document], Iterable[Term]],
        bodies: Callable[[Iterable[Body]], Bodies] = list[Body],
    ) -> None:
        self._describe = describe
        self._new_bodies = bodies
        self._ids = array(NARROW)
        self._sources = array(NARROW)
        self._times = array("q")
        self._bodies = bodies(())
        self._everything = SlotList()
        self._postings: dict[Term, SlotList] = {}
        self._combined: dict[Combination, SlotList] = {}
        self._shapes: dict[tuple[str, ...], None] = {}
        self._borrowed: set[Hashable] = set()

    def __len__(self) -> int:
        return len(self._everything)

    def __iter__(self) -> Iterator[Record]:
        return map(self._record, sorted(self._everything))

    def get(self, record_id: int) -> Record | None:
        """Return the record of an id, or `None`."""
        slot = self._slot(record_id)
        return None if slot is None else self._record(slot)

    def add(self, record_id: int, source: int, time: int, document: Document) -> Record:
        """Store a new document. Its id must be greater than every id before it."""
        record = Record(record_id, source, time, encode(document))
        self._append(record, self._terms(source, document))
        return record

    def _append(self, record: Record, terms: Sequence[Term]) -> None:
        record_id, source, time, body = record
        if self._ids and record_id <= self._ids[-1]:
            raise ValueError(f"ids only grow: {record_id} comes after {self._ids[-1]}")
        self._before_write()
        slot = len(self._bodies)
        self._ids = appended(self._ids, record_id)
        self._sources = appended(self._sources, source)
        self._times.append(time)
        self._bodies.append(body)
        self._list(slot, terms)
        if self._journal is not None:
            self._journal.append(partial(self._pop, slot))

    def replace(self, record_id: int, time: int, document: Document) -> Record:
        """Exchange the document of an id that is stored."""
        slot = self._require_slot(record_id)
        body, terms = encode(document), self._terms(self._sources[slot], document)
        self._before_write()
        if self._journal is not None:
            self._journal.append(partial(self._put_back, slot, [column[slot] for column in self._replaceable()]))
        self._unlist(slot)
        self._times[slot] = time
        self._bodies[slot] = body
        self._list(slot, terms)
        return self._record(slot)

    def remove(self, record_ids: Iterable[int]) -> None:
        """Forget the documents of these ids; ids that are not stored are passed over."""
        self._remove([slot for slot in map(self._slot, dict.fromkeys(record_ids)) if slot is not None])

    def remove_selected(self, selection: Selection[Record]) -> None:
        """Forget the documents that a query of this moment found, without reading any."""
        self._remove(selection.slots(0, len(selection)))

    def _remove(self, slots: Sequence[int]) -> None:
        if not slots:
            return
        self._before_removal()
        if len(slots) * SWEEP_SHARE < len(self) + len(self._postings):
            for slot in slots:
                self._unlist(slot)
        else:
            self._sweep(slots)
        for slot in slots:
            self._bodies[slot] = None
        if len(self._bodies) - len(self) > max(len(self), COMPACTION_FLOOR):
            self._compact()

    def select(
        self,
        groups: Sequence[Sequence[Term]] = (),
        *,
        since: int | None = None,
        until: int | None = None,
        newest_first: bool = False,
    ) -> Selection[Record]:
        """Find the records that hold at least one term of every group, with `since <= time < until`.

        The answer is a sequence in the order of time. It is as cheap as a bisection when every group has one term,
        whatever the number of records.
        """
        required = {group[0] for group in groups if len(group) == 1}
        slots = self._posting(tuple(required if len(required) == 1 else sorted(required, key=repr)))
        choices = [group for group in groups if len(group) != 1]
        if choices:
            slots = self._narrowed(slots, choices)
        start = 0 if since is None else slots.rank(since, self._times)
        stop = len(slots) if until is None else slots.rank(until, self._times)
        return Selection(slots, start, max(stop, start), newest_first, self._records)

    def count(self, *terms: Term) -> int:
        """Count the records that hold all of these terms."""
        return len(self._posting(tuple(sorted(set(terms), key=repr))))

    def holds(self, record_id: int) -> bool:
        """Tell whether an id is stored."""
        return self._slot(record_id) is not None

    def values_of(self, kind: str) -> list[Hashable]:
        """List the distinct values that an indexed property has."""
        return [value for term_kind, value in self._postings if term_kind == kind]

    # --- slots -------------------------------------------------------------------------------------------------------

    def _slot(self, record_id: int) -> int | None:
        slot = bisect_left(self._ids, record_id)
        if slot == len(self._ids) or self._ids[slot] != record_id or self._bodies[slot] is None:
            return None
        return slot

    def _require_slot(self, record_id: int) -> int:
        slot = self._slot(record_id)
        if slot is None:
            raise KeyError(record_id)
        return slot

    def _record(self, slot: int) -> Record:
        return Record(self._ids[slot], self._sources[slot], self._times[slot], self._body(slot))

    def _records(self, slots: Sequence[int]) -> list[Record]:
        ids, sources, times = self._ids, self._sources, self._times
        bodies = self._bodies_at(slots)
        return [Record(ids[slot], sources[slot], times[slot], body) for slot, body in zip(slots, bodies, strict=True)]

    def _bodies_at(self, slots: Sequence[int]) -> Iterable[bytes]:
        return map(self._body, slots)

    def _body(self, slot: int) -> bytes:
        body = self._bodies[slot]
        if body is None:
            raise LookupError(f"slot {slot} holds no record")
        return body

    def _terms(self, source: int, document: Document) -> list[Term]:
        return list(dict.fromkeys(self._describe(source, document)))

    def _list(self, slot: int, terms: Sequence[Term]) -> None:
        times = self._times
        self._everything.insert(slot, times)
        for term in terms:
            self._writable(self._postings, term).insert(slot, times)
        if self._combined:
            for combination in self._combinations(terms):
                self._writable(self._combined, combination).insert(slot, times)

    def _unlist(self, slot: int) -> None:
        record = self._record(slot)
        terms = self._terms(record.source, record.document)
        self._everything.remove(slot, self._times)
        for term in terms:
            posting = self._writable(self._postings, term)
            posting.remove(slot, self._times)
            if not posting:
                del self._postings[term]
        for combination in self._combinations(terms):
            self._writable(self._combined, combination).remove(slot, self._times)

    def _sweep(self, slots: Sequence[int]) -> None:
        """Take many slots out of all posting lists in one pass, without looking what terms they have."""
        alive = bytearray(b"\1") * len(self._bodies)
        for slot in slots:
            alive[slot] = 0
        self._everything = self._everything.sifted(alive)
        self._postings = {term: kept for term, slots in self._postings.items() if (kept := slots.sifted(alive))}
        self._combined = {terms: slots.sifted(alive) for terms, slots in self._combined.items()}

    # --- posting lists -----------------------------------------------------------------------------------------------

    def _posting(self, terms: Combination) -> SlotList:
        if not terms:
            return self._everything
        if len(terms) == 1:
            return self._postings.get(terms[0]) or _EMPTY
        combined = self._combined.get(terms)
        return self._combine(terms) if combined is None else combined

    def _combine(self, terms: Combination) -> SlotList:
        lists = sorted((self._posting((term,)) for term in terms), key=len)
        slots = lists[0]
        for other in lists[1:]:
            slots = self._intersection(slots, other)
        if len(self._combined) >= COMBINATIONS_LIMIT:
            self._combined, self._shapes = {}, {}
        self._combined[terms] = slots
        self._shapes[tuple(kind for kind, _ in terms)] = None
        return slots

    def _intersection(self, short: SlotList, long: SlotList) -> SlotList:
        if len(short) * SET_COST < len(long):
            return SlotList(slot for slot in short if long.holds(slot, self._times))
        return SlotList(filter(set(long).__contains__, short))

    def _narrowed(self, slots: SlotList, choices: Sequence[Sequence[Term]]) -> SlotList:
        allowed = [set().union(*(self._posting((term,)) for term in group)) for group in choices]
        smallest = min(allowed, key=len)
        if len(smallest) < len(slots):
            slots = SlotList(sorted(smallest.intersection(slots), key=lambda slot: (self._times[slot], slot)))
        return SlotList(slot for slot in slots if all(slot in group for group in allowed))

    def _combinations(self, terms: Sequence[Term]) -> Iterator[Combination]:
        """Yield the combinations of a document's terms that have a posting list."""
        if not self._combined:
            return
        by_kind: dict[str, list[Term]] = {}
        for term in terms:
            by_kind.setdefault(term[0], []).append(term)
        for shape in self._shapes:
            for combination in product(*(by_kind.get(kind, ()) for kind in shape)):
                if combination in self._combined:
                    yield combination

    def _writable(self, postings: dict[Key, SlotList], key: Key) -> SlotList:
        posting = postings.get(key)
        if posting is None:
            posting = postings[key] = SlotList()
        elif key in self._borrowed:
            self._borrowed.discard(key)
            posting = postings[key] = posting.copy()
        return posting

    def _pop(self, slot: int) -> None:
        """Take out the last document, as if its slot had never been handed out."""
        self._unlist(slot)
        self._pop_columns()

    def _pop_columns(self) -> None:
        for column in (self._ids, self._sources, self._times, self._bodies):
            column.pop()

    def _replaceable(self) -> tuple[Any, ...]:
        """Return the columns that a replacement writes to."""
        return self._times, self._bodies

    def _put_back(self, slot: int, row: Sequence[Any]) -> None:
        self._unlist(slot)
        for column, value in zip(self._replaceable(), row, strict=True):
            column[slot] = value
        record = self._record(slot)
        self._list(slot, self._terms(record.source, record.document))

    def _compact(self) -> None:
        live = sorted(self._everything)
        moved = array(NARROW, bytes(len(self._bodies) * array(NARROW).itemsize))
        for slot, old_slot in enumerate(live):
            moved[old_slot] = slot
        self._keep_columns(live)
        self._everything = SlotList(map(moved.__getitem__, self._everything))
        self._postings = {term: SlotList(map(moved.__getitem__, slots)) for term, slots in self._postings.items()}
        self._combined, self._shapes, self._borrowed = {}, {}, set()

    def _keep_columns(self, live: list[int]) -> None:
        self._ids = array(self._ids.typecode, map(self._ids.__getitem__, live))
        self._sources = array(self._sources.typecode, map(self._sources.__getitem__, live))
        self._times = array("q", map(self._times.__getitem__, live))
        self._bodies = self._new_bodies(map(self._bodies.__getitem__, live))

    def _own_containers(self) -> None:
        self._ids, self._sources, self._times = self._ids[:], self._sources[:], self._times[:]
        self._bodies = self._bodies.copy()
        self._everything = self._everything.copy()
        self._postings, self._combined = dict(self._postings), dict(self._combined)
        self._shapes = dict(self._shapes)
        self._borrowed = {*self._postings, *self._combined}
