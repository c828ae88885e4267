"""Binaries and attachments against a model: a dictionary from ids to files."""

from __future__ import annotations

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, invariant, rule

from mockc8y.domain import attachments, binaries, events, inventory
from mockc8y.domain.callers import Caller
from mockc8y.domain.clock import FrozenClock
from mockc8y.domain.errors import PlatformError
from mockc8y.domain.files import File
from mockc8y.domain.platform import Platform

ANA = Caller("ana")
FILES = st.builds(File, st.binary(max_size=4), st.sampled_from(["text/plain", "image/png"]), st.sampled_from("abc"))


class Files(RuleBasedStateMachine):
    """Stores, replaces and removes files of both kinds."""

    objects: Bundle[str] = Bundle("objects")
    occurrences: Bundle[str] = Bundle("occurrences")

    def __init__(self) -> None:
        super().__init__()
        self.tenant = Platform(clock=FrozenClock(0)).add_tenant("t1")
        self.source = inventory.create(self.tenant, {}, ANA).id
        self.of_objects: dict[str, File] = {}
        self.of_events: dict[str, File] = {}

    @rule(target=objects, file=FILES)
    def store(self, file: File) -> str:
        """A binary is made with its file."""
        made = str(binaries.create(self.tenant, {"name": file.name}, file, ANA).id)
        self.of_objects[made] = file
        return made

    @rule(object_id=objects, file=FILES)
    def exchange(self, object_id: str, file: File) -> None:
        """Another file takes the place of one, under the name of the object."""
        binaries.replace(self.tenant, object_id, file)
        self.of_objects[object_id] = file._replace(name=self.of_objects[object_id].name)

    @rule(object_id=consumes(objects))
    def discard(self, object_id: str) -> None:
        """With a binary goes its file."""
        binaries.delete(self.tenant, object_id, ANA)
        del self.of_objects[object_id]

    @rule(target=occurrences)
    def make_event(self) -> str:
        """An event has no file at first."""
        body = {"source": {"id": self.source}, "type": "log", "text": "Log", "time": "2026-01-15T11:00:00Z"}
        return str(events.create(self.tenant, body, ANA).id)

    @rule(event_id=occurrences, file=FILES)
    def attach(self, event_id: str, file: File) -> None:
        """An event without a file can be given one; a second one is refused."""
        if event_id in self.of_events:
            with pytest.raises(PlatformError, match=r"^409 "):
                attachments.create(self.tenant, event_id, file)
        else:
            attachments.create(self.tenant, event_id, file)
            self.of_events[event_id] = file

    @rule(event_id=occurrences, file=FILES)
    def exchange_attached(self, event_id: str, file: File) -> None:
        """Only a file that is there can be exchanged."""
        if event_id in self.of_events:
            attachments.replace(self.tenant, event_id, file)
            self.of_events[event_id] = file
        else:
            with pytest.raises(PlatformError, match=r"^404 "):
                attachments.replace(self.tenant, event_id, file)

    @rule(event_id=occurrences)
    def detach(self, event_id: str) -> None:
        """Only a file that is there can be taken away."""
        if self.of_events.pop(event_id, None) is None:
            with pytest.raises(PlatformError, match=r"^404 "):
                attachments.delete(self.tenant, event_id)
        else:
            attachments.delete(self.tenant, event_id)

    @rule(event_id=consumes(occurrences))
    def remove_event(self, event_id: str) -> None:
        """With an event goes its file."""
        events.delete(self.tenant, event_id)
        self.of_events.pop(event_id, None)

    @invariant()
    def every_file_can_be_read(self) -> None:
        """What is stored is what the model holds, and nothing else."""
        for object_id, file in self.of_objects.items():
            assert binaries.read(self.tenant, object_id) == file
        for event_id, file in self.of_events.items():
            assert attachments.read(self.tenant, event_id) == file
        assert len(self.tenant.files) == len(self.of_objects) + len(self.of_events)

    @invariant()
    def every_file_is_found_by_its_fragment(self) -> None:
        """Both kinds are listed by the mark they carry, binaries in the order of their ids."""
        assert [str(record.id) for record in binaries.select(self.tenant)] == sorted(self.of_objects, key=int)
        marked = self.tenant.events.select([[("fragment", attachments.FRAGMENT)]])
        assert {str(record.id) for record in marked} == self.of_events.keys()


TestFiles = Files.TestCase
