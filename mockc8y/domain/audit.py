"""Audit records: what users and the platform itself did."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType, NoneType
from typing import NamedTuple

from mockc8y.domain.callers import Caller
from mockc8y.domain.documents import parse_id, require_fields, text_field, time_field, without
from mockc8y.domain.errors import error
from mockc8y.domain.tenant import Tenant
from mockc8y.domain.times import format_millis
from mockc8y.store.codec import Document, canonical, encode
from mockc8y.store.collection import Record, Term
from mockc8y.store.dated_collection import Span
from mockc8y.store.selection import Selection

AREA = "audit"
MANDATORY = ("activity", "type", "time", "text")
KEPT_BY_PLATFORM = frozenset({"id", "self", "source", "creationTime"})
SEVERITIES = ("CRITICAL", "MAJOR", "MINOR", "WARNING", "INFORMATION")
OPTIONAL = ("user", "application", "severity")
CHANGE: Mapping[str, tuple[type, ...]] = MappingProxyType(
    {
        "attribute": (str, NoneType),
        "type": (str, NoneType),
        "changeType": (str, NoneType),
        "previousValue": (str, dict, NoneType),
        "newValue": (str, dict, NoneType),
    }
)
"""What an entry of `changes` may hold (specification); any of it can be absent."""

DEVICE = "com_cumulocity_model_event_AuditSourceDevice"


class Entry(NamedTuple):
    """Something worth a record. `type` and `activity` are the platform's words, such as "Alarm" and "Alarm created".

    `source` is the id of what it is about: the alarm, the operation, the managed object; a user's is the user's name;
    0 stands for none. `device` is the id of the managed object an alarm or operation belongs to. `action` is what
    `c8y_Metadata` says was done with an application, such as DEPLOY.
    """

    type: str
    activity: str
    text: str
    source: int | str = 0
    severity: str | None = None
    changes: Sequence[Document] = ()
    device: int = 0
    action: str | None = None


class Draft(NamedTuple):
    """A record that may be stored: what it is about, its time in milliseconds UTC and its body, less an id."""

    source: int | str
    time: int
    document: Document


def write(tenant: Tenant, entry: Entry, caller: Caller) -> Record:
    """Record what the caller did, now."""
    now = tenant.clock.now()
    stamp = format_millis(now)
    document: Document = {
        "type": entry.type,
        "activity": entry.activity,
        "text": entry.text,
        "time": stamp,
        "creationTime": stamp,
        "user": caller.user,
    }
    optional = {
        "application": caller.application,
        "severity": entry.severity,
        "changes": list(entry.changes) or None,
        DEVICE: {"id": str(entry.device)} if entry.device else None,
        "c8y_Metadata": {"action": entry.action} if entry.action else None,
    }
    document |= {name: value for name, value in optional.items() if value is not None}
    return add(tenant, tenant.ids.next(), Draft(entry.source, now, document), now)


def create(tenant: Tenant, document: Document, caller: Caller) -> Record:
    """Store a record that a client wrote. A user it does not name is the caller."""
    require_fields(document, MANDATORY)
    for name in ("activity", "type"):
        text_field(document, name, AREA)
    for name in ("text", *OPTIONAL):
        if not isinstance(document.get(name), str | None):
            raise error("invalid_data", area=AREA, reason=f"'{name}' must be a string")
    _check_severity(document.get("severity"))
    time = time_field(document, "time", AREA)
    now = tenant.clock.now()
    body = without(document, KEPT_BY_PLATFORM.union(OPTIONAL, ("changes",)))
    body |= {"time": time.text, "creationTime": format_millis(now)} | _optional(document, caller) | _changes(document)
    return add(tenant, tenant.ids.next(), Draft(_source_of(document), time.millis, body), now)


def add(tenant: Tenant, record_id: int, draft: Draft, created: int) -> Record:
    """Store a record as it is, under an id greater than all before it. `created` is in milliseconds UTC."""
    source, document = draft.source, draft.document
    if isinstance(source, str):
        source, document = 0, document | {"source": {"id": source}}
    return tenant.audit_records.add_dated(record_id, source, draft.time, document, created)


def get(tenant: Tenant, record_id: str) -> Record:
    """Return a record by the id of a path, or raise 404."""
    number = parse_id(record_id)
    record = None if number is None else tenant.audit_records.get(number)
    if record is None:
        raise error("audit.unknown", id=record_id)
    return record


def select(
    tenant: Tenant, groups: Sequence[Sequence[Term]], time: Span, *, newest_first: bool = True
) -> Selection[Record]:
    """Find records that hold one term of every group, in the order of time."""
    return tenant.audit_records.select(groups, since=time.since, until=time.until, newest_first=newest_first)


def remove(tenant: Tenant, records: Iterable[Record]) -> None:
    """Forget records. Only retention may: the platform offers it to nobody."""
    tenant.audit_records.remove(record.id for record in records)


def source_id(value: object) -> int | str | None:
    """Read the id of what a record is about: a number, or a name such as a user's; `None` if it is neither.

    >>> source_id("4711"), source_id("alice"), source_id({})
    (4711, 'alice', None)
    """
    return parse_id(value) or (value if isinstance(value, str) and value else None)


def attribute_changes(before: Document, after: Document, types: dict[str, str]) -> list[Document]:
    """List which of the named attributes changed, in the form of an audit record's `changes`.

    `types` maps an attribute to the platform's name of its type.
    """
    return [
        {"attribute": name, "type": kind, "previousValue": _shown(before, name), "newValue": _shown(after, name)}
        for name, kind in types.items()
        if canonical(before.get(name)) != canonical(after.get(name))
    ]


def _shown(document: Document, name: str) -> object:
    """Return a value as a list of changes may hold it: a string, an object or nothing (specification).

    # unverified: numbers, truths and lists are written as JSON.
    """
    value = document.get(name)
    return value if value is None or isinstance(value, str | dict) else encode(value).decode()


def _changes(document: Document) -> Document:
    """Return the changes that a client wrote down, if any, or refuse them in another form than the platform's."""
    changes = document.get("changes")
    if changes is None:
        return {}
    if isinstance(changes, list) and all(map(_is_change, changes)):
        return {"changes": changes}
    reason = f"'changes' must be a list of objects with {', '.join(CHANGE)}"
    raise error("invalid_data", area=AREA, reason=reason)


def _is_change(change: object) -> bool:
    return isinstance(change, dict) and all(isinstance(change.get(name), kinds) for name, kinds in CHANGE.items())


def _source_of(document: Document) -> int | str:
    """Return what a record is about. The specification demands it, real tenants do without."""
    given = document.get("source")
    if given is None:
        return 0
    found = source_id(given.get("id")) if isinstance(given, dict) else None
    if found is None:
        raise error("invalid_data", area=AREA, reason="'source' must be an object with an 'id'")
    return found


def _optional(document: Document, caller: Caller) -> Document:
    """Return the optional properties that have a value; who did it is the caller unless the document says otherwise."""
    found = {"user": caller.user, "application": caller.application}
    found |= {name: document[name] for name in OPTIONAL if document.get(name) is not None}
    return {name: value for name, value in found.items() if value is not None}


def _check_severity(severity: str | None) -> None:
    # `c8y_api` knows one of the words in lower case.
    if severity is None or severity.upper() in SEVERITIES:
        return
    known = ", ".join(SEVERITIES)
    raise error("invalid_data", area=AREA, reason=f"'severity' must be one of {known}, not {severity!r}")
