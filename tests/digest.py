"""What a platform holds, in a form that can be compared: the ground of "a refused request changes nothing"."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from mockc8y.domain.agenda import Agenda
from mockc8y.domain.device_usage import DeviceUsage
from mockc8y.domain.ids import IdSource
from mockc8y.domain.notifications.rules import Rules
from mockc8y.domain.notifications.stores import Topics
from mockc8y.domain.platform import Platform
from mockc8y.domain.usage import Usage
from mockc8y.store.cell import Cell
from mockc8y.store.collection import Collection
from mockc8y.store.forking import Forkable
from mockc8y.store.relations import Relations
from mockc8y.store.series_index import SeriesIndex
from mockc8y.store.table import Table

Digest = Mapping[str, object]
"""The content of each store by its name and that of its tenant."""


def digest(platform: Platform) -> Digest:
    """Return what each store of each tenant holds. Ids that were drawn and never used are no content."""
    return {
        f"{tenant.id}.{name}": _reader(store)(store)
        for tenant in platform.tenants
        for name, store in vars(tenant).items()
        if isinstance(store, Forkable)
    }


def differences(before: Digest, after: Digest) -> list[str]:
    """Say which stores are not what they were, and how."""
    return [
        f"the store {name} changed: {_briefly(before.get(name))} became {_briefly(after.get(name))}"
        for name in {**before, **after}
        if before.get(name) != after.get(name)
    ]


def _reader(store: Forkable) -> Callable[[Forkable], object]:
    for kind, read in _READERS.items():
        if isinstance(store, kind):
            return read
    raise LookupError(f"{type(store).__name__} is new to {__name__}: add how its content is read to _READERS")


def _links(store: Forkable) -> object:
    assert isinstance(store, Relations)
    return {key: tuple(children) for key, children in store._children.items() if children}


def _errands(store: Forkable) -> object:
    assert isinstance(store, Agenda)
    return dict(store._due), store.failures


def _value(store: Forkable) -> object:
    assert isinstance(store, Cell)
    return store.value


def _rows(store: Forkable) -> object:
    assert isinstance(store, Table)
    return dict(store.items())


def _records(store: Forkable) -> object:
    assert isinstance(store, Collection)
    return tuple(store)


def _values(store: Forkable) -> object:
    assert isinstance(store, SeriesIndex)
    return {(source, *name): tuple(series.ids) for source in store for name, series in store.of(source).items()}


def _rules(store: Forkable) -> object:
    assert isinstance(store, Rules)
    return dict(store.items())


def _backlogs(store: Forkable) -> object:
    assert isinstance(store, Topics)
    logs = {
        topic: (tuple(log), {name: log.progress_of(name) for name in log.consumers}) for topic, log in store.items()
    }
    return logs, store.ended


def _writes(store: Forkable) -> object:
    assert isinstance(store, DeviceUsage)
    return {day: dict(sources) for day, sources in store._days.items()}


def _nothing(_: Forkable) -> object:
    """Stand in for what is no content: ids drawn in vain, and that somebody asked for something."""
    return None


_READERS: Mapping[type[Forkable], Callable[[Forkable], object]] = MappingProxyType(
    {
        Agenda: _errands,
        Cell: _value,
        Collection: _records,
        DeviceUsage: _writes,
        IdSource: _nothing,
        Relations: _links,
        Rules: _rules,
        SeriesIndex: _values,
        Table: _rows,
        Topics: _backlogs,
        Usage: _nothing,
    }
)


def _briefly(content: object) -> str:
    text = repr(content)
    return text if len(text) <= BRIEF else f"{text[:BRIEF]}..."


BRIEF = 300
"""Characters of a store's content that a failure shows."""
