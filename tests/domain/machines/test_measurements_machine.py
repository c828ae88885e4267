"""Measurements against a model: a list of rows answers whatever clients ask."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from mockc8y.domain import inventory, measurement_series, measurements
from mockc8y.domain.aggregation import parse_interval
from mockc8y.domain.callers import Caller
from mockc8y.domain.clock import FrozenClock
from mockc8y.domain.measurement_series import Aggregation, SeriesQuery
from mockc8y.domain.measurement_terms import with_series_in, with_value
from mockc8y.domain.paging import PageRequest, page_of
from mockc8y.domain.platform import Platform
from mockc8y.domain.sources import Filter
from mockc8y.store.codec import Document
from mockc8y.store.collection import Record
from mockc8y.store.dated_collection import Span
from mockc8y.store.series_index import SeriesName
from mockc8y.store.time_texts import ZULU, text_of

ANA = Caller("ana", application="cockpit")
TYPES, FRAGMENTS, SERIES = ("a", "b"), ("acme_A", "acme_B"), ("T", "H")
ROWS = 4
"""Rows of a series table at most: so few that tables are cut."""

devices = st.none() | st.integers(0, 1)
types, names = st.none() | st.sampled_from(TYPES), st.none() | st.sampled_from(FRAGMENTS)
series = st.none() | st.sampled_from(SERIES)
times = st.integers(0, 6)
spans = st.builds(Span, st.none() | times, st.none() | times)
numbers = st.integers(-3, 3) | st.sampled_from([0.5, -0.5, 2.0])
entries = st.dictionaries(st.sampled_from(SERIES), numbers | st.just("broken"), max_size=2)
contents = st.dictionaries(st.sampled_from(FRAGMENTS), entries, max_size=2)
drafts = st.tuples(st.integers(0, 1), st.sampled_from(TYPES), times, st.sampled_from([ZULU, 60, -90]), contents)
Question = tuple[int | None, str | None, str | None, str | None, Span]
Draft = tuple[int, str, int, int, dict[str, dict[str, float | str]]]


class Row(NamedTuple):
    """What the model knows of a measurement: its values are those that are numbers, by fragment and series."""

    id: int
    source: int
    type: str
    time: int
    zone: int
    fragments: frozenset[str]
    values: dict[SeriesName, float]

    @property
    def key(self) -> str:
        """The time as it was sent."""
        return text_of(self.time, self.zone)


class Asked(NamedTuple):
    """What a list of measurements is narrowed by; `None` asks nothing."""

    source: int | None
    type: str | None
    fragment: str | None
    series: str | None
    span: Span

    def fits(self, row: Row) -> bool:
        """Tell whether a row is meant."""
        return (
            self.source in (None, row.source)
            and self.type in (None, row.type)
            and self.span.holds(row.time)
            and (self.series is not None or self.fragment is None or self.fragment in row.fragments)
            and (self.series is None or any(self._is_meant(name) for name in row.values))
        )

    def _is_meant(self, name: SeriesName) -> bool:
        return name.series == self.series and self.fragment in (None, name.fragment)


class MeasurementsMachine(RuleBasedStateMachine):
    """Does the same to a tenant and to the model."""

    def __init__(self) -> None:
        super().__init__()
        self.patch = pytest.MonkeyPatch()
        self.patch.setattr(measurement_series, "LIMIT", ROWS)
        self.rows: list[Row] = []

    def teardown(self) -> None:
        """Put the limit back."""
        self.patch.undo()

    @initialize()
    def build(self) -> None:
        """Make a tenant with two devices."""
        self.tenant = Platform(clock=FrozenClock(0)).add_tenant("t1")
        self.devices = [inventory.create(self.tenant, {}, ANA).id for _ in range(2)]
        self.kept = self.tenant.snapshot(), list(self.rows)

    @rule(draft=drafts)
    def create(self, draft: Draft) -> None:
        """Report one measurement."""
        self.note(draft, measurements.create(self.tenant, self.document(draft), ANA))

    @rule(several=st.lists(drafts, max_size=4))
    def create_all(self, several: list[Draft]) -> None:
        """Report some at once."""
        records = measurements.create_all(self.tenant, [self.document(draft) for draft in several], ANA)
        for draft, record in zip(several, records, strict=True):
            self.note(draft, record)

    @precondition(lambda self: self.rows)
    @rule(data=st.data())
    def delete(self, data: st.DataObject) -> None:
        """Delete one measurement."""
        row = data.draw(st.sampled_from(self.rows))
        measurements.delete(self.tenant, str(row.id))
        self.forget(lambda other: other.id == row.id)

    @rule(device=devices, type=types, fragment=names, span=spans)
    def delete_matching(self, device: int | None, type: str | None, fragment: str | None, span: Span) -> None:
        """Delete what a filter means, if it may be deleted by; a fragment counts where it holds series."""
        asked = self.asked(device, type, None, None, span)
        wanted = self.filter(asked, with_series_in(self.tenant, fragment))
        if wanted.is_bounded:
            measurements.delete_matching(self.tenant, wanted)
            has_series = {row.id for row in self.rows if any(name.fragment == fragment for name in row.values)}
            self.forget(lambda row: asked.fits(row) and (fragment is None or row.id in has_series))

    @rule(device=st.integers(0, 1))
    def remove_source(self, device: int) -> None:
        """Forget all of a device."""
        measurements.remove_source(self.tenant, self.devices[device])
        self.forget(lambda row: row.source == self.devices[device])

    @rule()
    def keep(self) -> None:
        """Take a snapshot."""
        self.kept = self.tenant.snapshot(), list(self.rows)

    @rule()
    def go_back(self) -> None:
        """Return to the last snapshot."""
        self.tenant.restore(self.kept[0])
        self.rows = list(self.kept[1])

    @rule(
        question=st.tuples(devices, types, names, series, spans),
        newest_first=st.booleans(),
        page=st.builds(PageRequest, st.integers(1, 4), st.integers(1, 3), st.just(True), st.just(True)),
    )
    def list_page(self, question: Question, newest_first: bool, page: PageRequest) -> None:
        """Ask for a page of what a filter means."""
        asked = self.asked(*question)
        wanted = self.filter(asked, with_value(self.tenant, asked.fragment, asked.series))
        found = page_of(measurements.select(self.tenant, wanted, newest_first=newest_first), page)
        expected = self.in_order(asked.fits, newest_first=newest_first)
        start = (page.number - 1) * page.size
        assert list(map(self.row, found.items)) == expected[start : start + page.size]
        assert found.total == len(expected)

    @rule(
        device=st.integers(0, 1),
        wanted=st.lists(st.builds(SeriesName, st.sampled_from(FRAGMENTS), st.sampled_from(SERIES)), unique=True),
        span=spans,
        newest_first=st.booleans(),
    )
    def read_series(self, device: int, wanted: list[SeriesName], span: Span, newest_first: bool) -> None:
        """Ask for series as they are."""
        query = SeriesQuery(self.devices[device], span, wanted, newest_first)
        found = measurement_series.read(self.tenant, query)
        columns = [SeriesName(column["type"], column["name"]) for column in found["series"]]
        rows = self.in_order(self.asked(device, None, None, None, span).fits, newest_first=False)
        known = {name for row in rows for name in row.values if not wanted or name in wanted}
        assert set(columns) == known
        assert not wanted or columns == [name for name in wanted if name in known]
        table = {(row.time, row.zone): [None] * len(columns) for row in rows if known & row.values.keys()}
        for row in rows:
            for name in known & row.values.keys():
                value = repr(row.values[name])
                table[row.time, row.zone][columns.index(name)] = value  # type: ignore[call-overload]
        keys = sorted(table, reverse=newest_first)
        shown = {key: [cell and repr(cell["min"]) for cell in cells] for key, cells in found["values"].items()}
        assert list(shown.items()) == [(text_of(*key), table[key]) for key in keys[:ROWS]]
        assert found["truncated"] == (len(keys) > ROWS)

    @rule(device=st.integers(0, 1), length=st.integers(1, 3), span=spans)
    def aggregate(self, device: int, length: int, span: Span) -> None:
        """Ask for hours: as all times are within one, each zone has one bucket."""
        aggregation = Aggregation(parse_interval(f"{length}h"), ("count", "sum"))
        query = SeriesQuery(self.devices[device], span, aggregation=aggregation)
        found = measurement_series.read(self.tenant, query)
        rows = self.in_order(self.asked(device, None, None, None, span).fits, newest_first=False)
        for place, column in enumerate(found["series"]):
            name = SeriesName(column["type"], column["name"])
            values = [row.values[name] for row in rows if name in row.values]
            cells = [cells[place] for cells in found["values"].values() if cells[place]]
            assert sum(cell["count"] for cell in cells) == len(values)
            assert sum(cell["sum"] for cell in cells) == sum(values)
        assert len(found["values"]) == len({row.zone for row in rows if row.values})

    @invariant()
    def holds_the_same(self) -> None:
        """Every measurement is as the model has it."""
        assert list(map(self.row, self.tenant.measurements)) == self.rows

    @invariant()
    def knows_the_same_series(self) -> None:
        """The series of a device are those its measurements have."""
        for source in self.devices:
            known = {name for row in self.rows if row.source == source for name in row.values}
            assert set(self.tenant.series.of(source)) == known

    def asked(
        self, device: int | None, type: str | None, fragment: str | None, series: str | None, span: Span
    ) -> Asked:
        """Write what is asked for."""
        return Asked(None if device is None else self.devices[device], type, fragment, series, span)

    @staticmethod
    def filter(asked: Asked, group: Sequence[tuple[str, object]]) -> Filter:
        """Write a filter as the edge does."""
        return Filter(
            sources=[] if asked.source is None else [("source", asked.source)],
            groups=[[] if asked.type is None else [("type", asked.type)], group],
            time=asked.span,
        )

    def in_order(self, is_meant: Callable[[Row], bool], *, newest_first: bool) -> list[Row]:
        """Return the rows that are meant in the order of time."""
        found = sorted(filter(is_meant, self.rows), key=lambda row: (row.time, row.id))
        return found[::-1] if newest_first else found

    def forget(self, is_gone: Callable[[Row], bool]) -> None:
        """Take rows out of the model."""
        self.rows = [row for row in self.rows if not is_gone(row)]

    def document(self, draft: Draft) -> Document:
        """Write a measurement."""
        device, kind, time, zone, fragments = draft
        values = {
            name: {series: {"value": value} for series, value in entries.items()} for name, entries in fragments.items()
        }
        return {"source": {"id": self.devices[device]}, "type": kind, "time": text_of(time, zone), **values}

    def note(self, draft: Draft, record: Record) -> None:
        """Add a row to the model."""
        device, kind, time, zone, fragments = draft
        values = {
            SeriesName(name, series): value
            for name, entries in fragments.items()
            for series, value in entries.items()
            if not isinstance(value, str)
        }
        self.rows.append(Row(record.id, self.devices[device], kind, time, zone, frozenset(fragments), values))

    def row(self, record: Record) -> Row:
        """Read a stored measurement as the model would."""
        known = next(row for row in self.rows if row.id == record.id)
        document = record.document
        fragments = {name: value for name, value in document.items() if name in FRAGMENTS}
        values = {
            SeriesName(name, series): entry["value"]
            for name, entries in fragments.items()
            for series, entry in entries.items()
            if not isinstance(entry["value"], str)
        }
        assert document["time"] == known.key
        return Row(record.id, record.source, document["type"], record.time, known.zone, frozenset(fragments), values)


TestMeasurements = MeasurementsMachine.TestCase
