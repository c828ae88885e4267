"""Managed objects and their children against a model: dictionaries of what there is and who belongs to whom."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from mockc8y.domain import children, deletion, inventory
from mockc8y.domain.callers import Caller
from mockc8y.domain.clock import FrozenClock
from mockc8y.domain.errors import PlatformError
from mockc8y.domain.hierarchy import ASSETS, CHILD_KINDS, DEVICES, ancestors
from mockc8y.domain.inventory_queries import Wanted, select
from mockc8y.domain.platform import Platform
from mockc8y.domain.tenant import Snapshot
from mockc8y.store.collection import Record

ANA = Caller("ana")
GROUP = "c8y_IsDeviceGroup"
PLACES = st.integers(0, 99)
KINDS = st.sampled_from(CHILD_KINDS)
PROPERTIES: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {}, optional={"type": st.sampled_from("ab"), "p": st.integers(0, 2), "q": st.just({}), GROUP: st.just({})}
)
CHANGES: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {}, optional={"type": st.sampled_from(["a", "b", None]), "p": st.sampled_from([1, None]), "q": st.just({})}
)


@dataclass
class Model:
    """Objects by id, and children by kind and parent in the order of their links."""

    objects: dict[int, dict[str, Any]] = field(default_factory=dict)
    links: dict[tuple[str, int], list[int]] = field(default_factory=dict)

    def children(self, kind: str, parent: int) -> list[int]:
        """Return the children of one kind."""
        return self.links.get((kind, parent), [])

    def parents(self, child: int) -> set[int]:
        """Return the parents of every kind."""
        return {parent for (_, parent), found in self.links.items() if child in found}

    def below(self, root: int) -> set[int]:
        """Return an object and everything below it."""
        return {root}.union(*(self.below(child) for kind in CHILD_KINDS for child in self.children(kind, root)))

    def groups_below(self, root: int) -> set[int]:
        """Return an object and, if it is a group, the groups below it."""
        if GROUP not in self.objects[root]:
            return {root}
        inner = [child for child in self.children(ASSETS, root) if GROUP in self.objects[child]]
        return {root}.union(*map(self.groups_below, inner))

    def remove(self, ids: set[int]) -> None:
        """Forget objects and all their links."""
        self.objects = {object_id: each for object_id, each in self.objects.items() if object_id not in ids}
        self.links = {
            (kind, parent): [child for child in found if child not in ids]
            for (kind, parent), found in self.links.items()
            if parent not in ids
        }

    def having(self, name: str, value: object = None) -> list[int]:
        """Return the objects with a property, or with a value of it."""
        return [key for key, each in self.objects.items() if name in each and value in (None, each[name])]


class Inventory(RuleBasedStateMachine):
    """Makes, changes, links, parts and deletes objects, and now and then returns to a state that was kept."""

    def __init__(self) -> None:
        super().__init__()
        self.tenant = Platform(clock=FrozenClock(0)).add_tenant("t1")
        self.model = Model()
        self.kept: list[tuple[Snapshot, Model]] = []

    @initialize()
    def begin(self) -> None:
        """From the start there is a tree: a group in a group, with a device that has another."""
        start: list[dict[str, Any]] = [{GROUP: {}}, {GROUP: {}, "p": 1}, {"type": "a", "q": {}}, {"type": "b", "p": 1}]
        for properties in start:
            self.create(properties)
        for kind, upper in ((ASSETS, 0), (ASSETS, 1), (DEVICES, 2)):
            self.link(kind, upper, upper + 1)

    @rule(properties=PROPERTIES)
    def create(self, properties: dict[str, Any]) -> None:
        """A new object has the properties it was given."""
        record = inventory.create(self.tenant, properties, ANA)
        self.model.objects[record.id] = dict(properties)

    @precondition(lambda self: self.model.objects)
    @rule(place=PLACES, change=CHANGES)
    def change(self, place: int, change: dict[str, Any]) -> None:
        """A change replaces properties, `null` removes them."""
        chosen = self.chosen(place)
        inventory.update(self.tenant, str(chosen), change, ANA)
        after = self.model.objects[chosen] | change
        self.model.objects[chosen] = {name: value for name, value in after.items() if value is not None}

    @precondition(lambda self: self.model.objects)
    @rule(kind=KINDS, upper=PLACES, lower=PLACES)
    def link(self, kind: str, upper: int, lower: int) -> None:
        """Any object can become a child of any other that is not below it."""
        parent, child = self.chosen(upper), self.chosen(lower)
        if parent in self.model.below(child):
            with pytest.raises(PlatformError, match=r"^422 "):
                children.add(self.tenant, kind, str(parent), [str(child)])
            return
        children.add(self.tenant, kind, str(parent), [str(child)])
        found = self.model.links.setdefault((kind, parent), [])
        if child not in found:
            found.append(child)

    @precondition(lambda self: self.model.objects)
    @rule(kind=KINDS, upper=PLACES, lower=PLACES)
    def part(self, kind: str, upper: int, lower: int) -> None:
        """A child can be parted from its parent, anything else cannot."""
        parent, child = self.chosen(upper), self.chosen(lower)
        if child in self.model.children(kind, parent):
            children.remove(self.tenant, kind, str(parent), [str(child)])
            self.model.links[kind, parent].remove(child)
        else:
            with pytest.raises(PlatformError, match=r"^422 "):
                children.remove(self.tenant, kind, str(parent), [str(child)])

    @precondition(lambda self: self.model.objects)
    @rule(place=PLACES, cascade=st.booleans())
    def delete(self, place: int, cascade: bool) -> None:
        """An object goes alone, a group with its subgroups, and in a cascade with everything below."""
        chosen = self.chosen(place)
        deletion.delete(self.tenant, str(chosen), ANA, cascade=cascade)
        self.model.remove(self.model.below(chosen) if cascade else self.model.groups_below(chosen))

    @rule()
    def keep(self) -> None:
        """The present state can be kept."""
        self.kept.append((self.tenant.snapshot(), deepcopy(self.model)))

    @precondition(lambda self: self.kept)
    @rule(place=PLACES)
    def restore(self, place: int) -> None:
        """A state that was kept can be returned to, any number of times."""
        snapshot, model = self.kept[place % len(self.kept)]
        self.tenant.restore(snapshot)
        self.model = deepcopy(model)

    @rule(kind=st.sampled_from("ab"), fragment=st.sampled_from(["p", "q"]))
    def query(self, kind: str, fragment: str) -> None:
        """Queries find by type and fragment, joined either way, and among values."""
        typed, having = set(self.model.having("type", kind)), set(self.model.having(fragment))

        assert self.found(query=f"type eq {kind} and has({fragment})") == sorted(typed & having)
        assert self.found(query=f"type eq {kind} or has({fragment})") == sorted(typed | having)
        assert self.found(query=f"type eq {kind} and p eq 1") == sorted(typed & set(self.model.having("p", 1)))

    @precondition(lambda self: self.model.objects)
    @rule(place=PLACES)
    def look_around(self, place: int) -> None:
        """Hierarchies, groups and parents of an object are those of the links."""
        chosen = self.chosen(place)
        above = {parent for found in ancestors(self.tenant, chosen).values() for parent in found}

        assert self.found(query=f"isinhierarchyof({chosen})") == sorted(self.model.below(chosen))
        assert self.found(query=f"bygroupid({chosen})") == sorted(self.model.children(ASSETS, chosen))
        assert above == {each for each in self.model.objects if chosen in self.model.below(each)} - {chosen}

    @invariant()
    def objects_agree(self) -> None:
        """All objects are there, in the order of their ids, with the properties they should have."""
        assert {record.id: self.own(record) for record in select(self.tenant, Wanted())} == self.model.objects
        assert self.found() == sorted(self.model.objects)

    @invariant()
    def links_agree(self) -> None:
        """Every object has the children it should have, in their order, and is a root or not."""
        for kind in CHILD_KINDS:
            for parent in self.model.objects:
                listed = children.select(self.tenant, kind, str(parent))
                assert [record.id for record in listed] == self.model.children(kind, parent)
        roots = [each for each in self.model.objects if not self.model.parents(each)]
        assert self.found(only_roots=True) == sorted(roots)

    @invariant()
    def counts_agree(self) -> None:
        """The index counts what there is."""
        for name, value in (("type", "a"), ("type", "b"), ("p", None), (GROUP, None)):
            term = (name, value) if value else ("fragment", name)
            assert self.tenant.inventory.count(term) == len(self.model.having(name, value))

    def chosen(self, place: int) -> int:
        """Choose an object."""
        ids = sorted(self.model.objects)
        return ids[place % len(ids)]

    def found(self, **wanted: Any) -> list[int]:
        """Return the ids that a listing means."""
        return [record.id for record in select(self.tenant, Wanted(**wanted))]

    @staticmethod
    def own(record: Record) -> dict[str, Any]:
        """Return an object's properties less those that the platform adds."""
        return {name: value for name, value in record.document.items() if name in ("type", "p", "q", GROUP)}


TestInventory = Inventory.TestCase
