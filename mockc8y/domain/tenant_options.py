"""Options of a tenant: texts by category and key."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from mockc8y.domain import audit, sealing
from mockc8y.domain.callers import Caller
from mockc8y.domain.documents import require_fields, text_field
from mockc8y.domain.errors import PlatformError, error
from mockc8y.domain.permissions import denied
from mockc8y.domain.tenant import Tenant
from mockc8y.domain.tenant_profile import MANAGEMENT
from mockc8y.store.codec import Document, encode

AREA = "options"
SECRET = "credentials."  # noqa: S105 - what the keys of secrets begin with
HIDDEN = "<<Encrypted>>"
"""What readers see of a secret."""

LONGEST = 256
"""Characters of a category or a key."""

_UNFIT = re.compile(r"[\s\x00-\x1f\x7f$&+,/:;=?@\"<>#%{}|\\^~\[\]`]")
"""What no category may hold (specification); control characters count as blanks."""


class Option(NamedTuple):
    """An option as readers see it."""

    category: str
    key: str
    value: str


def create(tenant: Tenant, document: Document, caller: Caller) -> Option:
    """Set an option, whether it is there already or not.

    # unverified: one without a value gets an empty one.
    """
    require_fields(document, ("category", "key"))
    category, key = text_field(document, "category", AREA), text_field(document, "key", AREA)
    return put(tenant, category, {key: document.get("value", "")}, caller)[0]


def select(tenant: Tenant) -> Sequence[Option]:
    """List all options.

    # unverified: the order, here by category and key.
    """
    return [_shown(tenant, *name) for name in sorted(tenant.options)]


def of_category(tenant: Tenant, category: str) -> dict[str, str]:
    """Return the options of a category as readers see them, by key; none if there is no such category."""
    return {option.key: option.value for option in select(tenant) if option.category == category}


def settings_of(tenant: Tenant, category: str) -> dict[str, str]:
    """Return the options of a category as their owner gets them: secrets in clear, under keys without their prefix."""
    keys = sorted(key for known, key in tenant.options if known == category)
    return {key.removeprefix(SECRET): clear_value(tenant, category, key) or "" for key in keys}


def clear_value(tenant: Tenant, category: str, key: str) -> str | None:
    """Return the value of an option for the platform itself, or `None`."""
    kept = tenant.options.get((category, key))
    if kept is None or not key.startswith(SECRET):
        return kept
    return sealing.unseal(tenant, _place(category, key), kept)


def get(tenant: Tenant, category: str, key: str) -> Option:
    """Return an option as readers see it, or raise 404."""
    if (category, key) not in tenant.options:
        raise error("option.unknown")
    return _shown(tenant, category, key)


def get_as_owner(tenant: Tenant, category: str, key: str) -> Option:
    """Return an option as the owner of its category gets it, or raise 404. The prefix of a secret may be left out."""
    for known in (key, SECRET + key):
        value = clear_value(tenant, category, known)
        if value is not None:
            return Option(category, known.removeprefix(SECRET), value)
    raise error("option.unknown")


def update(tenant: Tenant, category: str, key: str, document: Document, caller: Caller) -> Option:
    """Change the value of an option, or raise 404.

    # unverified: one that is missing is not made.
    """
    get(tenant, category, key)
    require_fields(document, ("value",))
    return put(tenant, category, {key: document["value"]}, caller)[0]


def put(tenant: Tenant, category: str, values: Mapping[str, object], caller: Caller) -> Sequence[Option]:
    """Set options of a category, all or none of them; others stay."""
    _check_category(category)
    texts = {_checked_key(key): _text(key, value) for key, value in values.items()}
    for key in texts:
        _require_editable(tenant, category, key)
    for key, text in texts.items():
        _set(tenant, category, key, text, caller)
    return [_shown(tenant, category, key) for key in texts]


def delete(tenant: Tenant, category: str, key: str, caller: Caller) -> None:
    """Remove an option, or raise 404."""
    before = get(tenant, category, key)
    _require_editable(tenant, category, key)
    tenant.options.remove((category, key))
    tenant.locked_options.remove((category, key))
    _record(tenant, before, None, caller)


def set_editable(tenant: Tenant, category: str, key: str, document: Document) -> None:
    """Say whether a tenant may change one of its options, or raise 404. Only the management tenant may say so."""
    get(tenant, category, key)
    require_fields(document, ("editable",))
    editable = document["editable"]
    if not isinstance(editable, bool):
        raise _invalid("'editable' must be true or false")
    if editable:
        tenant.locked_options.remove((category, key))
    else:
        tenant.locked_options.put((category, key), value=True)


def _set(tenant: Tenant, category: str, key: str, text: str, caller: Caller) -> None:
    before = _shown(tenant, category, key) if (category, key) in tenant.options else None
    kept = sealing.seal(tenant, _place(category, key), text) if key.startswith(SECRET) else text
    tenant.options.put((category, key), kept)
    _record(tenant, before, _shown(tenant, category, key), caller)


def _shown(tenant: Tenant, category: str, key: str) -> Option:
    return Option(category, key, HIDDEN if key.startswith(SECRET) else tenant.options.get((category, key)) or "")


def _place(category: str, key: str) -> str:
    return f"{category}/{key}"


def _check_category(category: str) -> None:
    # unverified: the status for what the specification forbids.
    if len(category) > LONGEST or _UNFIT.search(category):
        forbidden = r"blanks or any of $ & + , / : ; = ? @ \" < > # % { } | \ ^ ~ [ ] `"
        raise _invalid(f"'category' must have at most {LONGEST} characters without {forbidden}, not {category!r}")


def _checked_key(key: str) -> str:
    if not 1 <= len(key) <= LONGEST:
        raise _invalid(f"'key' must have 1 to {LONGEST} characters")
    return key


def _text(key: str, value: object) -> str:
    """Return a value as it is kept: anything but a text is written as JSON."""
    if value is None:
        raise _invalid(f"the value of '{key}' must not be null")
    return value if isinstance(value, str) else encode(value).decode()


def _require_editable(tenant: Tenant, category: str, key: str) -> None:
    if (category, key) in tenant.locked_options and tenant.id != MANAGEMENT:
        raise denied(f"the management tenant made the option {_place(category, key)} uneditable")


def _invalid(reason: str) -> PlatformError:
    return error("invalid_data", area=AREA, reason=reason)


def _record(tenant: Tenant, before: Option | None, after: Option | None, caller: Caller) -> None:
    activity = f"Option {'created' if before is None else 'deleted' if after is None else 'updated'}"
    place = next(_place(found.category, found.key) for found in (before, after) if found is not None)
    old, new = ({} if found is None else {"value": found.value} for found in (before, after))
    changes = audit.attribute_changes(old, new, {"value": "String"})
    # unverified: what an option's record has for a source.
    audit.write(tenant, audit.Entry("Option", activity, f"{activity}: {place}", source=place, changes=changes), caller)
