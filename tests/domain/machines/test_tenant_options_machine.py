"""Tenant options against a model: a dictionary, and a set of what is locked."""

from __future__ import annotations

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from mockc8y.domain import tenant_options
from mockc8y.domain.callers import Caller
from mockc8y.domain.clock import FrozenClock
from mockc8y.domain.errors import PlatformError
from mockc8y.domain.platform import Platform

ANA = Caller("ana")
CATEGORIES = st.sampled_from(["acme", "configuration"])
KEYS = st.sampled_from(["size", "colour", "credentials.mail", "credentials.shop"])
VALUES = st.text(max_size=8)


class Options(RuleBasedStateMachine):
    """Writes options of one tenant in every way there is, locks some, and goes back in time."""

    def __init__(self) -> None:
        super().__init__()
        self.tenant = Platform(clock=FrozenClock(0)).add_tenant("t1")
        self.model: dict[tuple[str, str], str] = {}
        self.locked: set[tuple[str, str]] = set()
        self.kept = (self.tenant.snapshot(), dict(self.model), set(self.locked))

    @rule(category=CATEGORIES, key=KEYS, value=VALUES)
    def create(self, category: str, key: str, value: str) -> None:
        """A POST writes over what is there, unless it is locked."""
        document = {"category": category, "key": key, "value": value}
        if (category, key) in self.locked:
            with pytest.raises(PlatformError, match=r"^403 "):
                tenant_options.create(self.tenant, document, ANA)
        else:
            tenant_options.create(self.tenant, document, ANA)
            self.model[category, key] = value

    @rule(category=CATEGORIES, values=st.dictionaries(KEYS, VALUES))
    def write_category(self, category: str, values: dict[str, str]) -> None:
        """Several options are written together, or none of them."""
        if any((category, key) in self.locked for key in values):
            with pytest.raises(PlatformError, match=r"^403 "):
                tenant_options.put(self.tenant, category, values, ANA)
        else:
            tenant_options.put(self.tenant, category, values, ANA)
            self.model |= {(category, key): value for key, value in values.items()}

    @rule(category=CATEGORIES, key=KEYS, value=VALUES)
    def update(self, category: str, key: str, value: str) -> None:
        """A PUT changes what is there only."""
        if (category, key) not in self.model:
            with pytest.raises(PlatformError, match=r"^404 "):
                tenant_options.update(self.tenant, category, key, {"value": value}, ANA)
        elif (category, key) in self.locked:
            with pytest.raises(PlatformError, match=r"^403 "):
                tenant_options.update(self.tenant, category, key, {"value": value}, ANA)
        else:
            tenant_options.update(self.tenant, category, key, {"value": value}, ANA)
            self.model[category, key] = value

    @rule(category=CATEGORIES, key=KEYS)
    def delete(self, category: str, key: str) -> None:
        """An option goes once, and not while it is locked."""
        if (category, key) in self.model and (category, key) not in self.locked:
            tenant_options.delete(self.tenant, category, key, ANA)
            del self.model[category, key]
        else:
            with pytest.raises(PlatformError, match=r"^40[34] "):
                tenant_options.delete(self.tenant, category, key, ANA)

    @rule(category=CATEGORIES, key=KEYS, editable=st.booleans())
    def lock(self, category: str, key: str, editable: bool) -> None:
        """Only what is there can be locked."""
        if (category, key) not in self.model:
            with pytest.raises(PlatformError, match=r"^404 "):
                tenant_options.set_editable(self.tenant, category, key, {"editable": editable})
            return
        tenant_options.set_editable(self.tenant, category, key, {"editable": editable})
        if editable:
            self.locked.discard((category, key))
        else:
            self.locked.add((category, key))

    @rule()
    def keep(self) -> None:
        """The present state is remembered."""
        self.kept = (self.tenant.snapshot(), dict(self.model), set(self.locked))

    @rule()
    def go_back(self) -> None:
        """The remembered state comes back, with secrets that can be read."""
        snapshot, self.model, self.locked = self.kept[0], dict(self.kept[1]), set(self.kept[2])
        self.tenant.restore(snapshot)

    @invariant()
    def values_are_those_of_the_model(self) -> None:
        """In clear for the platform, hidden for readers, and in order."""
        clear = {
            name: tenant_options.clear_value(self.tenant, *name)
            for name in ((option.category, option.key) for option in tenant_options.select(self.tenant))
        }
        shown = {(option.category, option.key): option.value for option in tenant_options.select(self.tenant)}

        assert clear == self.model
        assert list(shown) == sorted(self.model)
        assert shown == {
            name: tenant_options.HIDDEN if name[1].startswith("credentials.") else value
            for name, value in self.model.items()
        }


TestOptions = Options.TestCase
