"""Which users the caller of an operation manages."""

from __future__ import annotations

from mockc8y.api.own_tenant import own_arguments
from mockc8y.api.request import Request
from mockc8y.domain import user_accounts
from mockc8y.domain.roles import roles
from mockc8y.domain.user_hierarchy import Oversight
from mockc8y.domain.users import User

LIMITED = roles("USER_MANAGEMENT_CREATE")
"""Who holds no other role of an operation manages only the users below it (specification)."""


def oversight(request: Request) -> Oversight:
    """Return how far the caller reaches by the role that admits it to the operation."""
    is_unlimited = not request.settings.permissions or request.holds(*(request.route.roles - LIMITED))
    return Oversight(request.tenant, request.user, is_unlimited)


def managed_user(request: Request) -> User:
    """Return the user that the path names after the tenant, or raise 404, or 403 if the caller does not manage it."""
    (name,) = own_arguments(request)
    return oversight(request).require(user_accounts.get(request.tenant, name))
