"""What subscriptions ask for, arranged so that a change finds those that want it without looking at the others."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import NamedTuple

from mockc8y.domain.notifications.stores import Topic
from mockc8y.store.forking import Forkable

EVERY_SOURCE = -1
"""Stands for all managed objects of a tenant where a rule names one: no object has this id."""

_NONE: Collection[Rule] = ()


class Rule(NamedTuple):
    """One subscription: the topic it feeds, the types it wants, the fragments it copies. `None` means all of them."""

    topic: Topic
    types: frozenset[str] | None = None
    fragments: frozenset[str] | None = None


class Rules(Forkable):
    """The rule of each subscription, by the managed object it names and by each kind of notification it wants."""

    def __init__(self) -> None:
        self._places: dict[tuple[int, str], dict[int, Rule]] = {}
        self._numbers: dict[str, int] = {}
        self._borrowed: set[tuple[int, str]] = set()

    def __bool__(self) -> bool:
        return bool(self._places)

    def has(self, kind: str) -> bool:
        """Tell whether any rule wants a kind."""
        return kind in self._numbers

    def at(self, source: int, kind: str) -> Collection[Rule]:
        """Return the rules that name a managed object and want a kind."""
        found = self._places.get((source, kind))
        return _NONE if found is None else found.values()

    def items(self) -> list[tuple[tuple[int, str], list[tuple[int, Rule]]]]:
        """Return all places with the subscriptions there and their rules."""
        return [(place, list(rules.items())) for place, rules in self._places.items()]

    def add(self, subscription: int, source: int, kinds: Iterable[str], rule: Rule) -> None:
        """File the rule of a subscription."""
        self._before_write()
        for kind in kinds:
            self._writable((source, kind))[subscription] = rule
            self._numbers[kind] = self._numbers.get(kind, 0) + 1

    def remove(self, subscription: int, source: int, kinds: Iterable[str]) -> None:
        """Take out the rule of a subscription, filed under these kinds."""
        self._before_write()
        for kind in kinds:
            place = source, kind
            rules = self._writable(place)
            del rules[subscription]
            if not rules:
                del self._places[place]
            self._numbers[kind] -= 1
            if not self._numbers[kind]:
                del self._numbers[kind]

    def _writable(self, place: tuple[int, str]) -> dict[int, Rule]:
        rules = self._places.setdefault(place, {})
        if place in self._borrowed:
            rules = self._places[place] = dict(rules)
        self._borrowed.discard(place)
        return rules

    def _own_containers(self) -> None:
        self._places, self._numbers = dict(self._places), dict(self._numbers)
        self._borrowed = set(self._places)
