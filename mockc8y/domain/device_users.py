"""The users by which devices sign in: made when a device is let in, given a password when it fetches one."""

from __future__ import annotations

import string

from mockc8y.domain import audit, password_policy, sessions
from mockc8y.domain.callers import Caller
from mockc8y.domain.default_groups import DEVICES
from mockc8y.domain.documents import text_field
from mockc8y.domain.errors import error
from mockc8y.domain.tenant import Tenant
from mockc8y.domain.users import DEVICE_PREFIX, User
from mockc8y.store.codec import Document

AREA = "devicecontrol"
LONGEST_ID = 1000
"""Characters in the id of a device (reference guide of the platform)."""
FORBIDDEN = frozenset("/+$:")
"""What no user name may hold, so no id of a device either.

# unverified: the platform forbids the slash for sure, and the same characters in both ways of registering (10.20.90).
"""
PASSWORD_LENGTH = 32
_SYMBOLS = "!#%*-.=@_"
_CLASSES = (string.ascii_lowercase, string.ascii_uppercase, string.digits, _SYMBOLS)


def name_of(external_id: str) -> str:
    """Return the name of the user of a device."""
    return f"{DEVICE_PREFIX}{external_id}"


def id_field(document: Document) -> str:
    """Return the `id` by which a document names a device, or raise 422."""
    external_id = text_field(document, "id", AREA)
    if len(external_id) > LONGEST_ID:
        raise error("invalid_data", area=AREA, reason=f"'id' must have at most {LONGEST_ID} characters")
    if not external_id.isprintable() or " " in external_id or not FORBIDDEN.isdisjoint(external_id):
        reason = f"'id' must hold neither blanks nor any of {' '.join(sorted(FORBIDDEN))}: {external_id!r}"
        raise error("invalid_data", area=AREA, reason=reason)
    return external_id


def provide(tenant: Tenant, external_id: str, caller: Caller) -> User:
    """Return the user of a device, which is made where there is none: without a password it cannot sign in so far."""
    name = name_of(external_id)
    user = tenant.users.get(name)
    if user is not None:
        return user
    user = User(name, None, groups=frozenset({DEVICES}))
    tenant.users.put(name, user)
    audit.write(tenant, audit.Entry("User", "User created", f"User created: {name}", name), caller)
    return user


def set_password(tenant: Tenant, external_id: str, password: str, caller: Caller) -> User:
    """Give the user of a device another password. Whoever signed in with the one before has to do so again."""
    user = password_policy.changed(tenant, provide(tenant, external_id, caller), password)
    tenant.users.put(user.name, user)
    sessions.end_all_of(tenant, user.name)
    text = f"User updated: {user.name} password"
    audit.write(tenant, audit.Entry("User", "User updated", text, user.name), caller)
    return user


def new_password(tenant: Tenant) -> str:
    """Draw a password that is strong by the platform's own rule: something of each class of characters."""
    drawn = [tenant.random.choice(known) for known in _CLASSES]
    drawn += tenant.random.choices("".join(_CLASSES), k=PASSWORD_LENGTH - len(drawn))
    tenant.random.shuffle(drawn)
    return "".join(drawn)
