"""External ids against a model: a dictionary from names to objects."""

from __future__ import annotations

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, invariant, rule

from mockc8y.domain import identity, inventory
from mockc8y.domain.callers import Caller
from mockc8y.domain.clock import FrozenClock
from mockc8y.domain.errors import PlatformError
from mockc8y.domain.identity import ExternalId, Name
from mockc8y.domain.platform import Platform

ANA = Caller("ana")
NAMES = st.builds(Name, st.sampled_from(["c8y_Serial", "c8y_Imei"]), st.sampled_from("abc"))


class Names(RuleBasedStateMachine):
    """Gives names to objects and takes them away."""

    objects: Bundle[int] = Bundle("objects")

    def __init__(self) -> None:
        super().__init__()
        self.tenant = Platform(clock=FrozenClock(0)).add_tenant("t1")
        self.model: dict[Name, int] = {}

    @rule(target=objects)
    def make_object(self) -> int:
        """A new object has no names."""
        return inventory.create(self.tenant, {}, ANA).id

    @rule(object_id=objects, name=NAMES)
    def give(self, object_id: int, name: Name) -> None:
        """A free name can be given, a taken one cannot."""
        document = {"type": name.type, "externalId": name.external_id}
        if name in self.model:
            with pytest.raises(PlatformError, match=r"^409 "):
                identity.create(self.tenant, str(object_id), document)
        else:
            assert identity.create(self.tenant, str(object_id), document) == ExternalId(name, object_id)
            self.model[name] = object_id

    @rule(name=NAMES)
    def take(self, name: Name) -> None:
        """A name that was given can be taken away, once."""
        if self.model.pop(name, None) is None:
            with pytest.raises(PlatformError, match=r"^404 "):
                identity.delete(self.tenant, *name)
        else:
            identity.delete(self.tenant, *name)

    @rule(object_id=consumes(objects))
    def remove_object(self, object_id: int) -> None:
        """An object that goes frees its names."""
        identity.remove_source(self.tenant, object_id)
        self.model = {name: owner for name, owner in self.model.items() if owner != object_id}

    @rule(names=st.lists(NAMES, min_size=1, unique=True))
    def search(self, names: list[Name]) -> None:
        """A search finds the names that are given, and no other."""
        wanted = [{"type": name.type, "externalId": name.external_id} for name in names]

        found = identity.search(self.tenant, {"externalIds": wanted})

        assert found == [ExternalId(name, self.model[name]) for name in names if name in self.model]

    @invariant()
    def both_directions_agree(self) -> None:
        """Every name leads to its object, and every object knows its names."""
        assert dict(self.tenant.external_ids.items()) == self.model
        for owner in set(self.model.values()):
            listed = {found.name for found in identity.list_of(self.tenant, str(owner))}
            assert listed == {name for name, other in self.model.items() if other == owner}


TestNames = Names.TestCase
