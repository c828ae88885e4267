"""The platform: a clock and the tenants that live by it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mockc8y.domain import (
    default_applications,
    default_inventory_roles,
    jobs,
    login_options,
    retention,
    sessions,
    subscriptions,
    users,
)
from mockc8y.domain.clock import Clock, RealClock
from mockc8y.domain.notifications import matching as notification_matching
from mockc8y.domain.roles import BOOTSTRAP_ROLES
from mockc8y.domain.signing_key import SigningKey
from mockc8y.domain.tenant import Snapshot, Tenant
from mockc8y.domain.tenant_profile import MANAGEMENT, TenantProfile

BOOTSTRAP_USER = "devicebootstrap"
BOOTSTRAP_PASSWORD = "Fhdt1bb1f"  # noqa: S105 - the publicly documented credential every fresh device knows
DOMAIN = "mockc8y.local"
"""What the domains of tenants end with that are not given one."""


@dataclass(frozen=True, slots=True)
class PlatformSnapshot:
    """The tenants there were at one moment, and the state of each."""

    tenants: Sequence[tuple[Tenant, Snapshot]]


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
        self.signing_key = SigningKey()
        self.serials = sessions.Serials()
        self._seed = seed
        self._tenants: dict[str, Tenant] = {}
        management = self.add_tenant(MANAGEMENT)
        users.add(management, BOOTSTRAP_USER, bootstrap_password, BOOTSTRAP_ROLES)

    @property
    def tenants(self) -> list[Tenant]:
        """All tenants, the management tenant first."""
        return list(self._tenants.values())

    @property
    def management(self) -> Tenant:
        """The tenant above all others."""
        return self._tenants[MANAGEMENT]

    def add_tenant(self, tenant_id: str) -> Tenant:
        """Add a tenant that is empty but for what every tenant starts with. Raises `ValueError` for an id in use."""
        is_management = tenant_id == MANAGEMENT
        return self.add_described(
            TenantProfile(
                tenant_id,
                f"{tenant_id}.{DOMAIN}",
                tenant_id,
                parent=None if is_management else MANAGEMENT,
                allow_create_tenants=is_management,
                created=self.clock.now(),
            )
        )

    def add_described(self, profile: TenantProfile) -> Tenant:
        """Add a tenant that is more than its id. Raises `ValueError` for an id in use."""
        if profile.id in self._tenants:
            raise ValueError(f"tenant {profile.id!r} exists already")
        tenant = self._tenants[profile.id] = Tenant(profile, self.clock, self._seed)
        tenant.serials = self.serials
        sessions.end_all(tenant)
        login_options.plant_defaults(tenant)
        retention.plant_default_rule(tenant)
        default_inventory_roles.plant(tenant)
        default_applications.plant(self, tenant)
        jobs.plan_recurring(tenant)
        notification_matching.attach(tenant)
        return tenant

    def remove_tenant(self, tenant_id: str) -> None:
        """Forget a tenant with all it holds. Its users are strangers from now on."""
        tenant = self._tenants.pop(tenant_id)
        subscriptions.end_all_to(self, tenant)
        tenant.notices.shut()

    def snapshot(self) -> PlatformSnapshot:
        """Keep the present state of all tenants."""
        return PlatformSnapshot([(tenant, tenant.snapshot()) for tenant in self.tenants])

    def restore(self, snapshot: PlatformSnapshot) -> None:
        """Return to a state that was kept: tenants that came since go, and those that went come back."""
        before = self.tenants
        self._tenants = {tenant.id: tenant for tenant, _ in snapshot.tenants}
        for tenant, kept in snapshot.tenants:
            tenant.restore(kept)
        for tenant in before:
            if self.tenant(tenant.id) is not tenant:
                tenant.notices.shut()

    def tenant(self, tenant_id: str) -> Tenant | None:
        """Return the tenant of an id, or `None`."""
        return self._tenants.get(tenant_id)

    def tenant_of_host(self, host: str) -> Tenant:
        """Return the tenant that a host name stands for: by its domain or first label, else the first customer's."""
        name = host.partition(":")[0].lower()
        # A whole domain comes first, or a tenant whose id is its first label would take it from its owner.
        owner = next((tenant for tenant in self._tenants.values() if tenant.profile.value.domain == name), None)
        named = owner or self._tenants.get(name.partition(".")[0])
        if named is not None:
            return named
        return next((tenant for tenant in self.tenants if tenant.id != MANAGEMENT), self._tenants[MANAGEMENT])

    def settle(self) -> None:
        """Run everything that has fallen due, in the order of time over all tenants."""
        now = self.clock.now()
        while (found := self._first_due(now)) is not None:
            _, tenant = found
            jobs.run_next(tenant)

    def advance(self, millis: int) -> None:
        """Move the clock forward and run everything that falls due on the way, in order, each at its own time.

        Returns when all is done. Raises `ValueError` for a step back.
        """
        if millis < 0:
            raise ValueError(f"the clock goes forward only, not by {millis} ms; restore a snapshot to go back")
        target = self.clock.now() + millis
        while (found := self._first_due(target)) is not None:
            due, tenant = found
            self._move_to(due)
            jobs.run_next(tenant)
        self._move_to(target)

    def _move_to(self, millis: int) -> None:
        self.clock.move_to(max(millis, self.clock.now()))

    def _first_due(self, limit: int) -> tuple[int, Tenant] | None:
        """Find the errand that falls due first, and no later than the limit: when, and whose it is."""
        first = None
        for tenant in self._tenants.values():
            earliest = tenant.agenda.earliest
            if earliest is not None and earliest <= limit:
                limit = earliest - 1
                first = earliest, tenant
        return first
