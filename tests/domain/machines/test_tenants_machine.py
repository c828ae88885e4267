"""The life of tenants against a model: a dictionary from ids to parent, domain and status."""

from __future__ import annotations

from typing import NamedTuple

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, initialize, invariant, rule

from mockc8y.domain import tenants, users
from mockc8y.domain.callers import Caller
from mockc8y.domain.clock import FrozenClock
from mockc8y.domain.errors import PlatformError
from mockc8y.domain.platform import Platform, PlatformSnapshot
from mockc8y.domain.tenant import Tenant

ANA = Caller("ana")
MANAGEMENT, ENTERPRISE = "management", "t1"
PASSWORD = "Secret-7"
NAMES = st.sampled_from(["north", "south"])


class Known(NamedTuple):
    """What the model knows of a tenant."""

    parent: str
    domain: str
    is_active: bool = True


Model = dict[str, Known]


class Tenants(RuleBasedStateMachine):
    """Makes, changes and removes tenants at several depths, and returns to earlier states."""

    made: Bundle[str] = Bundle("made")
    kept: Bundle[tuple[PlatformSnapshot, Model]] = Bundle("kept")

    @initialize(target=made)
    def begin(self) -> str:
        """A tenant that may have tenants below it."""
        self.platform = Platform(clock=FrozenClock(0))
        enterprise = self.platform.add_tenant(ENTERPRISE)
        users.add(enterprise, "admin", PASSWORD)
        tenants.allow_creating(enterprise)
        self.model: Model = {ENTERPRISE: Known(MANAGEMENT, enterprise.profile.value.domain)}
        return ENTERPRISE

    @rule(target=made, parent=made, name=NAMES)
    def make(self, parent: str, name: str) -> str:
        """A tenant comes below another, unless that is gone or the domain is taken."""
        if parent not in self.model:
            return parent
        domain = f"{name}.{self.model[parent].domain}"
        document = {"company": name, "domain": domain, "adminEmail": "a@b.test", "adminPass": PASSWORD}
        if self._is_taken(domain):
            with pytest.raises(PlatformError, match=r"^409 "):
                tenants.create(self.platform, self._tenant(parent), document, ANA)
            return parent
        made = tenants.create(self.platform, self._tenant(parent), document, ANA)
        assert made.id not in self.model
        tenants.allow_creating(made)
        self.model[made.id] = Known(parent, domain)
        return made.id

    @rule(asker=made, asked=made, is_active=st.booleans())
    def set_status(self, asker: str, asked: str, *, is_active: bool) -> None:
        """Only those above a tenant suspend it or wake it up."""
        if asker not in self.model:
            return
        change = {"status": "ACTIVE" if is_active else "SUSPENDED"}
        if asked != asker and asker in self._above(asked):
            tenants.update(self.platform, self._tenant(asker), asked, change, ANA)
            self.model[asked] = self.model[asked]._replace(is_active=is_active)
        else:
            with pytest.raises(PlatformError, match=r"^40[34] "):
                tenants.update(self.platform, self._tenant(asker), asked, change, ANA)

    @rule(asked=made, name=NAMES)
    def move(self, asked: str, name: str) -> None:
        """Management gives a tenant another domain, unless it is taken."""
        if asked not in self.model:
            return
        domain = f"{name}.example.test"
        change = {"domain": domain}
        if self._is_taken(domain) and self.model[asked].domain != domain:
            with pytest.raises(PlatformError, match=r"^409 "):
                tenants.update(self.platform, self.platform.management, asked, change, ANA)
        else:
            tenants.update(self.platform, self.platform.management, asked, change, ANA)
            self.model[asked] = self.model[asked]._replace(domain=domain)

    @rule(asked=made)
    def remove(self, asked: str) -> None:
        """Management removes a tenant that nobody is below."""
        if asked in self.model and not any(known.parent == asked for known in self.model.values()):
            tenants.delete(self.platform, self.platform.management, asked, ANA)
            del self.model[asked]
        else:
            with pytest.raises(PlatformError, match=r"^4(04|22) "):
                tenants.delete(self.platform, self.platform.management, asked, ANA)

    @rule(target=kept)
    def keep(self) -> tuple[PlatformSnapshot, Model]:
        """The state of all tenants can be kept."""
        return self.platform.snapshot(), dict(self.model)

    @rule(state=consumes(kept))
    def return_to(self, state: tuple[PlatformSnapshot, Model]) -> None:
        """A state that was kept comes back, whatever tenants came and went since."""
        self.platform.restore(state[0])
        self.model = dict(state[1])

    @invariant()
    def tenants_are_those_of_the_model(self) -> None:
        """Ids, parents, domains and statuses agree."""
        found = {
            tenant.id: Known(profile.parent or "", profile.domain, not profile.is_suspended)
            for tenant in self.platform.tenants[1:]
            for profile in [tenant.profile.value]
        }
        assert found == self.model

    @invariant()
    def everybody_reaches_just_what_is_below(self) -> None:
        """Whoever asks for whatever: those above reach it, all others get the platform's 404."""
        for asker in (MANAGEMENT, *self.model):
            below = {tenant.id for tenant in tenants.below(self.platform, self._tenant(asker))}
            assert below == {asked for asked in self.model if asked != asker and asker in self._above(asked)}
            for asked in self.model.keys() - below - {asker}:
                with pytest.raises(PlatformError, match=r"^404 "):
                    tenants.reach(self.platform, self._tenant(asker), asked)

    @invariant()
    def only_active_tenants_let_anybody_in(self) -> None:
        """A suspended tenant is closed; its children are not."""
        for tenant_id, known in self.model.items():
            assert self._lets_in(self._tenant(tenant_id)) == known.is_active

    def _tenant(self, tenant_id: str) -> Tenant:
        found = self.platform.tenant(tenant_id)
        assert found is not None
        return found

    def _lets_in(self, tenant: Tenant) -> bool:
        try:
            users.authenticate(tenant, "admin", PASSWORD)
        except PlatformError:
            return False
        return True

    def _is_taken(self, domain: str) -> bool:
        return any(known.domain == domain for known in self.model.values())

    def _above(self, tenant_id: str) -> list[str]:
        known = self.model.get(tenant_id)
        return [] if known is None else [known.parent, *self._above(known.parent)]


TestTenants = Tenants.TestCase
