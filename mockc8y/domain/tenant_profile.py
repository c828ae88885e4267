"""What is known of a tenant itself: its name, its owner, its place below another."""

from __future__ import annotations

from dataclasses import dataclass, field

from mockc8y.store.codec import Document

ACTIVE, SUSPENDED = "ACTIVE", "SUSPENDED"
MANAGEMENT = "management"
"""The tenant above all others."""


@dataclass(frozen=True, slots=True)
class TenantProfile:
    """The properties of a tenant. `created` is in milliseconds UTC."""

    id: str
    domain: str
    company: str
    parent: str | None = None
    status: str = ACTIVE
    admin_name: str | None = None
    admin_email: str | None = None
    contact_name: str | None = None
    contact_phone: str | None = None
    allow_create_tenants: bool = False
    tfa_strategy: str = "TOTP"
    custom_properties: Document = field(default_factory=dict)
    created: int = 0

    @property
    def is_suspended(self) -> bool:
        """Whether none of its users may sign in."""
        return self.status == SUSPENDED
