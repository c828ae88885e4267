"""Access mappings of login options: who gets what when it comes from an external login server.

They are kept and handed out; without such a server none is ever evaluated.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from mockc8y.domain import login_option_draft, login_options
from mockc8y.domain.callers import Caller
from mockc8y.domain.documents import merged, parse_id, without
from mockc8y.domain.errors import PlatformError, error
from mockc8y.domain.ids import random_uuid
from mockc8y.domain.tenant import Tenant
from mockc8y.store.codec import Document, encode

OPERATORS = ("EQ", "NEQ", "GT", "LT", "GTE", "LTE", "IN", "AND", "OR")
_FIXED = frozenset({"id", "self"})
DEEPEST = 32
"""Predicates inside predicates that are followed at most."""


class Kind(NamedTuple):
    """A kind of mapping: its name in error messages, and the lists of numbers or objects it grants."""

    name: str
    grants: Sequence[str]


TO_GROUPS = Kind("mapping", ("thenApplications", "thenGroups"))
TO_INVENTORY_ROLES = Kind("inventory access mapping", ("thenInventoryRoles",))


class AccessMapping(NamedTuple):
    """A mapping of a login option. The document holds its id."""

    option: str
    kind: Kind
    document: Document


def select(tenant: Tenant, kind: Kind, type_or_id: str) -> list[Document]:
    """List the mappings of a login option, oldest first."""
    option = login_options.get_open(tenant, type_or_id)
    found = tenant.access_mappings.values()
    return [mapping.document for mapping in found if mapping.option == option["id"] and mapping.kind == kind]


def get(tenant: Tenant, kind: Kind, type_or_id: str, mapping_id: str) -> Document:
    """Return a mapping of a login option, or raise 404."""
    option = login_options.get_open(tenant, type_or_id)
    mapping = tenant.access_mappings.get(mapping_id)
    if mapping is None or (mapping.option, mapping.kind) != (option["id"], kind):
        raise error("access_mapping.unknown", kind=kind.name, id=mapping_id)
    return mapping.document


def create(tenant: Tenant, kind: Kind, type_or_id: str, document: Document, caller: Caller) -> Document:
    """Add a mapping to a login option."""
    option = login_options.get_open(tenant, type_or_id)
    mapping = {**_checked(kind, merged({}, without(document, _FIXED))), "id": random_uuid(tenant.random)}
    return _store(tenant, AccessMapping(option["id"], kind, mapping), caller)


def update(tenant: Tenant, kind: Kind, type_or_id: str, mapping_id: str, change: Document, caller: Caller) -> Document:
    """Apply a PUT body."""
    before = get(tenant, kind, type_or_id, mapping_id)
    option = login_options.get(tenant, type_or_id)
    changed = _checked(kind, merged(before, without(change, _FIXED)))
    return _store(tenant, AccessMapping(option["id"], kind, changed), caller)


def delete(tenant: Tenant, kind: Kind, type_or_id: str, mapping_id: str, caller: Caller) -> None:
    """Remove a mapping, or raise 404."""
    tenant.access_mappings.remove(get(tenant, kind, type_or_id, mapping_id)["id"])
    login_options.record(tenant, login_options.get(tenant, type_or_id), "updated", caller)


def _store(tenant: Tenant, mapping: AccessMapping, caller: Caller) -> Document:
    # What has no JSON form must not get in; it is shown inside a list inside an object.
    encode({"": [mapping.document]})
    tenant.access_mappings.put(mapping.document["id"], mapping)
    login_options.record(tenant, login_options.get(tenant, mapping.option), "updated", caller)
    return mapping.document


def _checked(kind: Kind, mapping: Document) -> Document:
    if "when" in mapping:
        _check_predicate(mapping["when"], 0)
    for name in kind.grants:
        granted = mapping.get(name, [])
        if not isinstance(granted, list) or not all(map(_GRANTS[name], granted)):
            raise _invalid(f"'{name}' must be a list of {_EXPECTED[name]}")
    return mapping


def _check_predicate(predicate: object, depth: int) -> None:
    if not isinstance(predicate, dict) or depth > DEEPEST:
        raise _invalid(f"a predicate must be an object, and at most {DEEPEST} deep")
    if predicate.get("operator") not in OPERATORS:
        raise _invalid(f"the operator of a predicate must be one of {', '.join(OPERATORS)}")
    children = predicate.get("childPredicates") or []
    # The specification says object where it means list; its own examples hold lists.
    if not isinstance(children, list):
        raise _invalid("'childPredicates' must be a list")
    for child in children:
        _check_predicate(child, depth + 1)


def _is_number(value: object) -> bool:
    return not isinstance(value, str) and parse_id(value) is not None


def _is_assignment(value: object) -> bool:
    if not isinstance(value, dict) or not isinstance(value.get("managedObject"), str):
        return False
    if parse_id(value["managedObject"]) is None:
        return False
    numbers = value.get("roleIds")
    return isinstance(numbers, list) and all(map(_is_number, numbers))


def _invalid(reason: str) -> PlatformError:
    return error("invalid_data", area=login_option_draft.AREA, reason=reason)


_GRANTS: Mapping[str, Callable[[object], bool]] = MappingProxyType(
    {"thenApplications": _is_number, "thenGroups": _is_number, "thenInventoryRoles": _is_assignment}
)
_EXPECTED: Mapping[str, str] = MappingProxyType(
    {
        "thenApplications": "numbers of applications",
        "thenGroups": "numbers of groups",
        "thenInventoryRoles": "objects with 'managedObject' and 'roleIds'",
    }
)
