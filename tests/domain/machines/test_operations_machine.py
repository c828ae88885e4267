"""Operations against a dictionary: any sequence of requests leads to what a small model expects."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, rule

from mockc8y.domain import inventory, operations
from mockc8y.domain.callers import Caller
from mockc8y.domain.clock import FrozenClock
from mockc8y.domain.errors import PlatformError
from mockc8y.domain.hierarchy import DEVICES
from mockc8y.domain.operations import FAILED, STATUSES
from mockc8y.domain.sources import Filter
from mockc8y.domain.tenant import Tenant
from mockc8y.domain.tenant_profile import TenantProfile
from mockc8y.store.collection import Term
from mockc8y.store.dated_collection import Span

ANA = Caller("ana")
START = 1_768_478_400_000
FRAGMENTS = ("acme_A", "acme_B")
INDEXES = st.integers(0, 3)
MOMENTS = st.none() | st.integers(START, START + 40)


class Expected(NamedTuple):
    """An operation of the model."""

    device: int
    created: int
    status: str = "PENDING"
    reason: str | None = None
    fragments: frozenset[str] = frozenset()


class Operations(RuleBasedStateMachine):
    """Creates, updates, lists and deletes operations of an agent, its child device and two strangers."""

    made = Bundle("made")

    def __init__(self) -> None:
        super().__init__()
        self.tenant = Tenant(TenantProfile("t1", "t1.test", "T1"), FrozenClock(START))
        self.devices = [inventory.create(self.tenant, {"name": name}, ANA).id for name in "abcd"]
        self.tenant.relations.link(DEVICES, self.devices[0], self.devices[1])
        self.model: dict[int, Expected] = {}

    @rule(millis=st.integers(1, 10))
    def wait(self, millis: int) -> None:
        """Let time pass."""
        self.tenant.clock.move_to(self.tenant.clock.now() + millis)

    @rule(target=made, index=INDEXES, fragments=st.frozensets(st.sampled_from(FRAGMENTS)))
    def create(self, index: int, fragments: frozenset[str]) -> int:
        """Ask a device for something."""
        device = self.devices[index]
        document = {"deviceId": str(device), **{name: {} for name in fragments}}
        record = operations.create(self.tenant, document, ANA)
        assert record.id > max(self.model, default=0)
        self.model[record.id] = Expected(device, self.tenant.clock.now(), fragments=fragments)
        return record.id

    @rule(device=st.sampled_from(["999999", "x", None]))
    def create_for_nobody(self, device: str | None) -> None:
        """Ask a device that is not there."""
        with pytest.raises(PlatformError, match=r"422 "):
            operations.create(self.tenant, {"deviceId": device}, ANA)

    @rule(number=made, status=st.sampled_from(STATUSES), reason=st.none() | st.just("because"))
    def update(self, number: int, status: str, reason: str | None) -> None:
        """Report a status, with or without a reason."""
        known = self.model.get(number)
        change: dict[str, Any] = {"status": status} | ({} if reason is None else {"failureReason": reason})
        if known is None or (reason is not None and status != FAILED):
            with pytest.raises(PlatformError, match="404 " if known is None else "422 "):
                operations.update(self.tenant, str(number), change, ANA)
            return
        operations.update(self.tenant, str(number), change, ANA)
        kept = (reason or known.reason) if status == FAILED else None
        self.model[number] = known._replace(status=status, reason=kept)

    @rule(index=INDEXES, status=st.sampled_from(STATUSES))
    def delete(self, index: int, status: str) -> None:
        """Delete what a device has in a status."""
        device = self.devices[index]
        operations.delete_all(self.tenant, Filter(sources=[("source", device)], groups=[[("status", status)]]))
        self.forget(lambda known: (known.device, known.status) == (device, status))

    @rule(until=st.integers(START, START + 40))
    def delete_old(self, until: int) -> None:
        """Delete what was created before a moment."""
        operations.delete_all(self.tenant, Filter(time=Span(None, until)))
        self.forget(lambda known: known.created < until)

    @rule(index=INDEXES)
    def delete_device_data(self, index: int) -> None:
        """Forget everything of a device."""
        operations.remove_source(self.tenant, self.devices[index])
        self.forget(lambda known: known.device == self.devices[index])

    @rule(
        agent=st.none() | INDEXES,
        status=st.none() | st.sampled_from(STATUSES),
        fragment=st.none() | st.sampled_from(FRAGMENTS),
        since=MOMENTS,
        until=MOMENTS,
        newest_first=st.booleans(),
    )
    def find(
        self,
        agent: int | None,
        status: str | None,
        fragment: str | None,
        since: int | None,
        until: int | None,
        newest_first: bool,
    ) -> None:
        """List by any combination of filters."""
        sources = [] if agent is None else operations.under_agent(self.tenant, self.devices[agent])
        groups: list[list[Term]] = [
            [] if status is None else [("status", status)],
            [] if fragment is None else [("fragment", fragment)],
        ]
        below = {source for _, source in sources}
        expected = [
            number
            for number, known in sorted(self.model.items(), reverse=newest_first)
            if (agent is None or known.device in below)
            and status in (None, known.status)
            and (fragment is None or fragment in known.fragments)
            and Span(since, until).holds(known.created)
        ]

        wanted = Filter(sources=sources, groups=groups, time=Span(since, until))
        found = operations.select(self.tenant, wanted, newest_first=newest_first)

        assert [record.id for record in found] == expected
        assert len(found) == len(expected)

    @rule()
    def snapshot_and_restore(self) -> None:
        """Go on with a twin of the state."""
        self.tenant.restore(self.tenant.snapshot())

    @invariant()
    def every_operation_is_as_expected(self) -> None:
        """What is stored is what the model has, no more and no less."""
        stored = {record.id: record for record in self.tenant.operations}
        assert stored.keys() == self.model.keys()
        for number, known in self.model.items():
            document = stored[number].document
            assert stored[number].source == known.device
            assert (document["status"], document.get("failureReason")) == (known.status, known.reason)
            assert known.fragments == set(FRAGMENTS) & set(document)

    @invariant()
    def counters_agree(self) -> None:
        """Counting by status adds up."""
        counted = {status: self.tenant.operations.count(("status", status)) for status in STATUSES}
        assert counted == {status: sum(known.status == status for known in self.model.values()) for status in STATUSES}

    def forget(self, is_gone: Callable[[Expected], bool]) -> None:
        """Remove operations from the model."""
        self.model = {number: known for number, known in self.model.items() if not is_gone(known)}


TestOperations = Operations.TestCase
