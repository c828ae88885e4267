"""The login of a device or service."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Credentials:
    """A user of a tenant and its password, which is not shown."""

    tenant_id: str
    username: str
    password: str = field(repr=False)
