"""Alarms against a model: whatever clients do in whatever order, a dictionary of rows says the same."""

from __future__ import annotations

from typing import NamedTuple

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from mockc8y.domain import alarms, inventory
from mockc8y.domain.alarms_draft import SEVERITIES, STATUSES
from mockc8y.domain.alarms_query import select, with_severity, with_status
from mockc8y.domain.callers import Caller
from mockc8y.domain.clock import FrozenClock
from mockc8y.domain.platform import Platform
from mockc8y.domain.sources import Filter
from mockc8y.domain.times import format_millis
from mockc8y.store.codec import Document
from mockc8y.store.collection import Record

ANA = Caller("ana")
TYPES = ("hot", "cold")


class Row(NamedTuple):
    """What the model knows of an alarm."""

    source: int
    type: str
    severity: str
    status: str
    occurrences: int
    time: int


class Model:
    """The rules of alarms, without stores, indexes or documents."""

    def __init__(self) -> None:
        self.rows: dict[int, Row] = {}

    def open_id(self, source: int, type: str) -> int | None:
        """Return the newest alarm of a source and type that is not cleared."""
        fitting = (number for number, row in self.rows.items() if row[:2] == (source, type) and row.status != "CLEARED")
        return max(fitting, key=lambda number: (self.rows[number].time, number), default=None)

    def active(self, source: int) -> dict[str, int]:
        """Count the active alarms of a source."""
        found = [row.severity for row in self.rows.values() if (row.source, row.status) == (source, "ACTIVE")]
        return {severity.lower(): found.count(severity) for severity in SEVERITIES}

    def matching(self, source: int, statuses: set[str], severities: set[str]) -> list[int]:
        """List the alarms of a source with one of the statuses and severities; an empty set allows all."""
        return [
            number
            for number, row in self.rows.items()
            if row.source == source
            and (not statuses or row.status in statuses)
            and (not severities or row.severity in severities)
        ]


types = st.sampled_from(TYPES)
severities = st.sampled_from(SEVERITIES)
statuses = st.sampled_from(STATUSES)
times = st.integers(0, 3)


class AlarmsMachine(RuleBasedStateMachine):
    """Does the same to a tenant and to the model."""

    @initialize()
    def build(self) -> None:
        """Make a tenant with two devices."""
        self.tenant = Platform(clock=FrozenClock(0)).add_tenant("t1")
        self.devices = [inventory.create(self.tenant, {}, ANA).id for _ in range(2)]
        self.model = Model()

    @rule(device=st.integers(0, 1), type=types, severity=severities, status=statuses, time=times)
    def raise_alarm(self, device: int, type: str, severity: str, status: str, time: int) -> None:
        """Raise an alarm: a new row, or a count and a time on the open one."""
        source = self.devices[device]
        known = self.model.open_id(source, type)
        record = alarms.raise_alarm(self.tenant, self.body(source, type, severity, status, time), ANA)
        row = Row(source, type, severity, status, 1, time)
        if known is not None:
            assert record.id == known
            row = self.model.rows[known]._replace(occurrences=self.model.rows[known].occurrences + 1, time=time)
        self.model.rows[record.id] = row

    @rule(device=st.integers(0, 1), type=types, severity=severities, status=statuses, count_by=st.integers(0, 1))
    def upsert(self, device: int, type: str, severity: str, status: str, count_by: int) -> None:
        """Upsert an alarm: a new row, or other words and maybe a count on the open one."""
        source = self.devices[device]
        known = self.model.open_id(source, type)
        record, _ = alarms.upsert(self.tenant, self.body(source, type, severity, status, 0), ANA, count_by=count_by)
        row = Row(source, type, severity, status, 1, 0)
        if known is not None:
            assert record.id == known
            old = self.model.rows[known]
            row = row._replace(occurrences=old.occurrences + count_by, time=old.time)
        self.model.rows[record.id] = row

    @precondition(lambda self: self.model.rows)
    @rule(data=st.data(), status=statuses, severity=severities)
    def update(self, data: st.DataObject, status: str, severity: str) -> None:
        """Change status and severity of one alarm."""
        number = data.draw(st.sampled_from(sorted(self.model.rows)))
        alarms.update(self.tenant, str(number), {"status": status, "severity": severity}, ANA)
        self.model.rows[number] = self.model.rows[number]._replace(status=status, severity=severity)

    @precondition(lambda self: self.model.rows)
    @rule(data=st.data())
    def clear(self, data: st.DataObject) -> None:
        """Clear one alarm."""
        number = data.draw(st.sampled_from(sorted(self.model.rows)))
        alarms.clear(self.tenant, number, ANA)
        self.model.rows[number] = self.model.rows[number]._replace(status="CLEARED")

    @rule(device=st.integers(0, 1), wanted=st.sets(statuses), status=statuses)
    def update_all(self, device: int, wanted: set[str], status: str) -> None:
        """Set the status of the alarms of a device that have one of some statuses."""
        source = self.devices[device]
        alarms.update_all(self.tenant, self.filter(source, wanted, set()), {"status": status}, ANA)
        for number in self.model.matching(source, wanted, set()):
            self.model.rows[number] = self.model.rows[number]._replace(status=status)

    @rule(device=st.integers(0, 1), wanted=st.sets(statuses, min_size=1, max_size=2), severe=st.sets(severities))
    def delete_all(self, device: int, wanted: set[str], severe: set[str]) -> None:
        """Delete the alarms of a device that have one of some statuses and severities."""
        source = self.devices[device]
        alarms.delete_all(self.tenant, self.filter(source, wanted, severe))
        for number in self.model.matching(source, wanted, severe):
            del self.model.rows[number]

    @rule(device=st.integers(0, 1), wanted=st.sets(statuses), severe=st.sets(severities))
    def count(self, device: int, wanted: set[str], severe: set[str]) -> None:
        """Count the alarms of a device that have one of some statuses and severities."""
        source = self.devices[device]
        found = select(self.tenant, self.filter(source, wanted, severe))
        assert len(found) == len(self.model.matching(source, wanted, severe))

    @invariant()
    def holds_the_same(self) -> None:
        """Every alarm is as the model has it, and listed in the order of time, the newest first."""
        found = list(select(self.tenant, Filter()))
        assert {record.id: self.row(record) for record in found} == self.model.rows
        assert [record.time for record in found] == sorted((record.time for record in found), reverse=True)

    @invariant()
    def finds_the_same_open_alarms(self) -> None:
        """The alarm that a repetition would count up is the model's."""
        for source in self.devices:
            for kind in TYPES:
                found = alarms.find_open(self.tenant, source, kind)
                assert (found and found.id) == self.model.open_id(source, kind)

    @invariant()
    def counts_the_same_at_the_source(self) -> None:
        """`c8y_ActiveAlarmsStatus` of each device counts its active alarms."""
        for source in self.devices:
            counted = inventory.get(self.tenant, str(source)).document.get("c8y_ActiveAlarmsStatus")
            assert (counted or dict.fromkeys(map(str.lower, SEVERITIES), 0)) == self.model.active(source)

    @staticmethod
    def body(source: int, type: str, severity: str, status: str, time: int) -> Document:
        """Write an alarm."""
        words = {"type": type, "text": "x", "severity": severity, "status": status, "time": format_millis(time)}
        return {"source": {"id": str(source)}, **words}

    @staticmethod
    def filter(source: int, statuses: set[str], severities: set[str]) -> Filter:
        """Write a filter."""
        return Filter(sources=[("source", source)], groups=[with_status(statuses), with_severity(severities)])

    @staticmethod
    def row(record: Record) -> Row:
        """Read a stored alarm as the model would."""
        document = record.document
        words = (document["type"], document["severity"], document["status"], document["count"])
        return Row(record.source, *words, record.time)


TestAlarms = AlarmsMachine.TestCase
