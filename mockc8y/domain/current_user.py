"""What users change about themselves."""

from __future__ import annotations

from mockc8y.domain import password_policy, user_accounts
from mockc8y.domain.callers import Caller
from mockc8y.domain.documents import require_fields
from mockc8y.domain.errors import error
from mockc8y.domain.tenant import Tenant
from mockc8y.domain.users import User
from mockc8y.store.codec import Document

CHANGEABLE = ("firstName", "lastName", "email", "phone", "password")


def update(tenant: Tenant, user: User, document: Document, caller: Caller) -> User:
    """Apply a PUT body. Clients send all they know of a user; what it cannot change itself is passed over."""
    said = {name: document[name] for name in CHANGEABLE if name in document}
    return user_accounts.update(tenant, user, said, caller)


def change_password(tenant: Tenant, user: User, document: Document, caller: Caller) -> User:
    """Give a user another password if it knows the present one, or raise 422."""
    require_fields(document, ("currentUserPassword", "newPassword"))
    present = document["currentUserPassword"]
    if not isinstance(present, str) or user.password is None or not user.password.matches(present):
        reason = "The current password of the user is another one"
        raise error("invalid_data", area=password_policy.AREA, reason=reason)
    return user_accounts.update(tenant, user, {"password": document["newPassword"]}, caller)
