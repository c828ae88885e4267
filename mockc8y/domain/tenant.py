"""A tenant: everything that belongs to one customer of the platform, as one object that is handed down."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from mockc8y.domain.agenda import Agenda
from mockc8y.domain.changes import ChangeStream
from mockc8y.domain.ids import IdSource, seeded_random
from mockc8y.domain.notifications.notices import Notices
from mockc8y.domain.realtime.connections import PushConnections
from mockc8y.domain.sessions import Serials
from mockc8y.domain.tenant_profile import TenantProfile
from mockc8y.domain.tenant_stores import AdministrationStores, DataStores, NotificationStores
from mockc8y.store.cell import Cell
from mockc8y.store.forking import Forkable
from mockc8y.store.table import Table

if TYPE_CHECKING:
    from mockc8y.domain.clock import Clock


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The state of a tenant at one moment: references only, so it is cheap to take, keep and restore."""

    stores: Mapping[str, Forkable]


class Tenant(AdministrationStores, DataStores, NotificationStores):
    """One tenant. Two tenants share nothing but the platform's clock.

    Its stores are public: the modules of the domain, one per resource family, hold the rules.
    """

    def __init__(self, profile: TenantProfile, clock: Clock, seed: int = 0) -> None:
        AdministrationStores.__init__(self)
        DataStores.__init__(self)
        NotificationStores.__init__(self)
        self.id = profile.id
        self.profile = Cell(profile)
        self.clock = clock
        self.random = seeded_random(self.id, seed)
        self.changes = ChangeStream()
        self.push_connections = PushConnections()
        self.notices = Notices()
        self.serials = Serials()

        self.ids = IdSource()
        self.agenda = Agenda()
        self.counters: Table[str, int] = Table()

    def snapshot(self) -> Snapshot:
        """Keep the present state."""
        return Snapshot(MappingProxyType({name: store.fork() for name, store in self._stores()}))

    def restore(self, snapshot: Snapshot) -> None:
        """Return to a state that was kept. The snapshot can be restored any number of times."""
        for name, store in snapshot.stores.items():
            setattr(self, name, store.fork())
        if self.profile.value.is_suspended:
            self.notices.shut()
        else:
            self.notices.publish(None)

    @contextmanager
    def rehearsal(self, lasting: Container[str]) -> Iterator[None]:
        """Let nothing last of what the stores are told meanwhile, except those of these names."""
        undoing = [store.rehearse() for name, store in self._stores() if name not in lasting]
        try:
            yield
        finally:
            for undo in undoing:
                undo()

    def _stores(self) -> list[tuple[str, Forkable]]:
        return [(name, store) for name, store in vars(self).items() if isinstance(store, Forkable)]
