"""User accounts: how they are made, changed and deleted."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from mockc8y.domain import device_permissions, inventory_assignments, password_policy, sessions, user_audit, user_fields
from mockc8y.domain.callers import Caller
from mockc8y.domain.device_permissions import Holder
from mockc8y.domain.documents import require_fields
from mockc8y.domain.errors import error
from mockc8y.domain.permissions import denied
from mockc8y.domain.tenant import Tenant
from mockc8y.domain.users import User
from mockc8y.store.codec import Document

MANDATORY = ("userName", "email")
ORIGIN: Document = {user_fields.ORIGIN: "BASIC"}
_OWN = ("password", "email")
"""What only the user itself may change, since 10.20.6."""


def get(tenant: Tenant, name: str) -> User:
    """Return the user of a name, or raise 404."""
    user = tenant.users.get(name)
    if user is None:
        raise error("user.unknown", id=name)
    return user


def create(tenant: Tenant, document: Document, caller: Caller, owner: str | None = None) -> User:
    """Make a user, which belongs to an owner if one is given.

    Without a password it gets one that nobody knows and is expected to set its own; the mail that would lead there is
    not sent.
    """
    require_fields(document, MANDATORY)
    name = user_fields.user_name(document["userName"])
    said = user_fields.checked(document)
    password = document.get("password")
    if password is not None:
        password = password_policy.check(tenant, None, password)
    _require_free(tenant, name)
    blank = User(name, None, owner=owner, profile={"customProperties": ORIGIN})
    user = user_fields.applied(_with_first_password(tenant, blank, password), _with_reset(said))
    _rename_alias(tenant, blank, user)
    tenant.users.put(name, user)
    user_audit.created(tenant, user, caller)
    return user


def update(tenant: Tenant, user: User, document: Document, caller: Caller) -> User:
    """Apply a PUT body. Roles, groups, owner and name are not changed this way; a body may hold them all the same."""
    said = user_fields.checked(document)
    password = document.get("password")
    _require_allowed(user, said | {"password": password}, caller)
    after = user
    if password is not None:
        after = password_policy.changed(tenant, user, password_policy.check(tenant, user, password))
    after = user_fields.applied(after, _with_reset(said))
    if after.profile.get("email") is None and user.profile.get("email") is not None:
        raise error("mandatory.missing", fields="email")
    _rename_alias(tenant, user, after)
    return change(tenant, user, after, caller)


def change(tenant: Tenant, before: User, after: User, caller: Caller) -> User:
    """Store a user in the place of what it was, and record what changed."""
    tenant.users.put(after.name, after)
    if before.password != after.password:
        sessions.end_all_of(tenant, after.name)
    user_audit.updated(tenant, before, after, caller)
    return after


def revoke_factor(tenant: Tenant, user: User, caller: Caller) -> User:
    """Take the second factor away from a user, who can then sign in without and set up another."""
    return change(tenant, user, replace(user, totp=None), caller)


def delete(tenant: Tenant, user: User, caller: Caller) -> None:
    """Delete a user and what it was given. The devices it owns stay as they are."""
    forget(tenant, user)
    user_audit.deleted(tenant, user, caller)


def forget(tenant: Tenant, user: User) -> None:
    """Take a user away with what it was given. Records nothing."""
    tenant.users.remove(user.name)
    sessions.end_all_of(tenant, user.name)
    _forget_alias(tenant, user)
    device_permissions.forget_holder(tenant, Holder(user=user.name))
    inventory_assignments.forget_user(tenant, user.name)
    for other in tenant.users.values():
        _let_go(tenant, other, user)


def _let_go(tenant: Tenant, other: User, gone: User) -> None:
    """Let a user live on without one that it belonged to.

    # unverified: whom the users below a deleted one belong to; here it is the one above.
    """
    if gone.name not in (other.owner, other.delegated_by):
        return
    owner = gone.owner if other.owner == gone.name else other.owner
    delegated_by = None if other.delegated_by == gone.name else other.delegated_by
    tenant.users.put(other.name, replace(other, owner=owner, delegated_by=delegated_by))


def _with_first_password(tenant: Tenant, user: User, password: str | None) -> User:
    if password is not None:
        return password_policy.changed(tenant, user, password)
    unknown = password_policy.changed(tenant, user, _random_password(tenant.random))
    return replace(unknown, should_reset_password=True, password_strength=password_policy.GREEN)


def _random_password(random: Random) -> str:
    return f"{random.randbytes(12).hex()}-Aa1"


def _with_reset(said: Document) -> Document:
    """Turn the wish for a mail that asks for a new password into the state that the user is in then."""
    return {**said, "shouldResetPassword": True} if said.get("sendPasswordResetEmail") else said


def _require_allowed(user: User, said: Document, caller: Caller) -> None:
    if user.is_device and said["password"] is not None:
        raise denied("the password of a device user cannot be set (10.20.438)")
    if user.name == caller.user:
        return
    for name in _OWN:
        # Clients send whole documents back, so what stays the same is no change.
        if name in said and said[name] != user.profile.get(name):
            raise denied(f"the {name} of a user can be changed by that user only (10.20.6)")


def _require_free(tenant: Tenant, name: str) -> None:
    if name in tenant.users or name in tenant.aliases:
        raise error("user.duplicate", name=name)


def _rename_alias(tenant: Tenant, before: User, after: User) -> None:
    alias = after.profile.get("alias")
    if alias == before.profile.get("alias"):
        return
    if alias is not None:
        _require_free(tenant, alias)
        tenant.aliases.put(alias, after.name)
    _forget_alias(tenant, before)


def _forget_alias(tenant: Tenant, user: User) -> None:
    alias = user.profile.get("alias")
    if alias is not None:
        tenant.aliases.remove(alias)
