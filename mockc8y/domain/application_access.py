"""Which applications a user may open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockc8y.domain.roles import roles
from mockc8y.domain.users import effective_roles

if TYPE_CHECKING:
    from mockc8y.domain.tenant import Tenant
    from mockc8y.domain.users import User

ALL_APPLICATIONS = roles("APPLICATION_MANAGEMENT_READ", "APPLICATION_MANAGEMENT_ADMIN")
"""Who holds one of these opens every application of the tenant.

# unverified: that reading is enough.
"""


def explicit(tenant: Tenant, user: User) -> frozenset[int]:
    """Return the ids of the applications that were given to a user, or to one of its groups."""
    groups = (tenant.groups.get(number) for number in user.groups)
    return frozenset(user.applications).union(*(group.applications for group in groups if group is not None))


def opens_all(tenant: Tenant, user: User) -> bool:
    """Tell whether a user may open every application of its tenant."""
    return not ALL_APPLICATIONS.isdisjoint(effective_roles(tenant, user))
