"""The platform: a clock and the tenants that live by it."""

from __future__ import annotations

from mockc8y.domain import jobs
from mockc8y.domain.clock import Clock, RealClock
from mockc8y.domain.tenant import Tenant
from mockc8y.domain.users import User

MANAGEMENT = "management"
BOOTSTRAP_USER = "devicebootstrap"
BOOTSTRAP_PASSWORD = "Fhdt1bb1f"  # noqa: S105 - the publicly documented credential every fresh device knows
BOOTSTRAP_ROLES = frozenset({"ROLE_DEVICE_BOOTSTRAP"})


class Platform:
    """Holds tenants. One server serves a platform."""

    def __init__(
        self,
        *,
        clock: Clock | None = None,
        bootstrap_password: str = BOOTSTRAP_PASSWORD,
        seed: int = 0,
    ) -> None:
        self.clock: Clock = clock or RealClock()
        self._seed = seed
        self._tenants: dict[str, Tenant] = {}
        management = self.add_tenant(MANAGEMENT)
        management.users.put(BOOTSTRAP_USER, User(BOOTSTRAP_USER, bootstrap_password, BOOTSTRAP_ROLES))

    @property
    def tenants(self) -> list[Tenant]:
        """All tenants, the management tenant first."""
        return list(self._tenants.values())

    def add_tenant(self, tenant_id: str) -> Tenant:
        """Add an empty tenant. Raises `ValueError` when the id is taken."""
        if tenant_id in self._tenants:
            raise ValueError(f"tenant {tenant_id!r} exists already")
        tenant = self._tenants[tenant_id] = Tenant(tenant_id, self.clock, self._seed)
        jobs.plan_recurring(tenant)
        return tenant

    def remove_tenant(self, tenant_id: str) -> None:
        """Forget a tenant with all it holds."""
        del self._tenants[tenant_id]

    def tenant(self, tenant_id: str) -> Tenant | None:
        """Return the tenant of an id, or `None`."""
        return self._tenants.get(tenant_id)

    def tenant_of_host(self, host: str) -> Tenant:
        """Return the tenant that a host name stands for: the one its first label names, else the first customer's."""
        named = self._tenants.get(host.partition(".")[0])
        if named is not None:
            return named
        return next((tenant for tenant in self.tenants if tenant.id != MANAGEMENT), self._tenants[MANAGEMENT])

    def settle(self) -> None:
        """Run everything that has fallen due."""
        now = self.clock.now()
        for tenant in self._tenants.values():
            earliest = tenant.agenda.earliest
            if earliest is not None and earliest <= now:
                jobs.run_due(tenant, now)

    def advance(self, millis: int) -> None:
        """Move the clock forward and run everything that falls due on the way, in order, each at its own time."""
        target = self.clock.now() + millis
        while (due := self._next_due()) is not None and due <= target:
            self.clock.move_to(max(due, self.clock.now()))
            self.settle()
        self.clock.move_to(max(target, self.clock.now()))

    def _next_due(self) -> int | None:
        times = [tenant.agenda.earliest for tenant in self._tenants.values() if tenant.agenda.earliest is not None]
        return min(times, default=None)
