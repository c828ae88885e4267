"""Words of audit records, keywords of their queries, and what the records about an object have in common."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Final

from c8y_client._documents.fields import Field
from c8y_client._documents.json_object import JsonObject
from c8y_client._queries.params import Reference
from c8y_client._queries.times import TimeRange
from c8y_client._reading.keywords import TimedReading
from c8y_client._types import JSON


class AuditSeverity(StrEnum):
    """How much it matters, worst first."""

    CRITICAL = "CRITICAL"
    MAJOR = "MAJOR"
    MINOR = "MINOR"
    WARNING = "WARNING"
    # unverified: the specification has it in capitals, the published clients say that this is what works.
    INFORMATION = "information"


class AuditType(StrEnum):
    """What a record is about. The platform takes other words as well."""

    ALARM = "Alarm"
    APPLICATION = "Application"
    BULKOPERATION = "BulkOperation"
    CEPMODULE = "CepModule"
    CONNECTOR = "Connector"
    EVENT = "Event"
    GROUP = "Group"
    INVENTORY = "Inventory"
    INVENTORYROLE = "InventoryRole"
    OPERATION = "Operation"
    OPTION = "Option"
    REPORT = "Report"
    SINGLESIGNON = "SingleSignOn"
    SMARTRULE = "SmartRule"
    SYSTEM = "SYSTEM"
    TENANT = "Tenant"
    TENANT_AUTH_CONFIG = "TenantAuthConfig"
    TRUSTED_CERTIFICATES = "TrustedCertificates"
    USER = "User"
    USER_AUTHENTICATION = "UserAuthentication"


class Change(JsonObject):
    """What became of one attribute.

    >>> change = Change(attribute="status", previous_value="ACTIVE", new_value="CLEARED")
    >>> change
    Change({'attribute': 'status', 'newValue': 'CLEARED', 'previousValue': 'ACTIVE'})
    >>> change.new_value
    'CLEARED'
    """

    attribute: Field[str] = Field("attribute", doc="What was changed.")
    new_value: Field[JSON] = Field("newValue", doc="What it is now: text or a document, `None` if it was removed.")
    previous_value: Field[JSON] = Field("previousValue", doc="What it was: text or a document, `None` if it is new.")
    type: Field[str] = Field("type", doc="What kind of value it is, in the platform's words.")
    change_type: Field[str] = Field("changeType", doc="`ADDED` or `REPLACED`, if the platform says so.")

    def __init__(
        self,
        data: Mapping[str, JSON] | None = None,
        *,
        attribute: str | None = None,
        new_value: JSON = None,
        previous_value: JSON = None,
        type: str | None = None,
    ) -> None:
        """Make a change of a document, of its values, or of both."""
        super().__init__(data or {})
        given = {"attribute": attribute, "newValue": new_value, "previousValue": previous_value, "type": type}
        self.update({name: value for name, value in given.items() if value is not None})


class TrailFilters(TimeRange, total=False):
    """Which records about an object are meant: those of an `application` or a `user`, and when they were written."""

    application: str | None
    user: str | None


class TrailQuery(TrailFilters, TimedReading, total=False):
    """Which records about an object are read and how. They come newest first; with `workers`, in no order."""


class AuditFilters(TrailFilters, total=False):
    """Which records are meant. `type` is a word of `AuditType`, `source` the id of what the records are about."""

    type: str | None
    source: Reference | None


class AuditQuery(AuditFilters, TimedReading, total=False):
    """Which records are read and how. They come newest first; with several `workers`, in no particular order."""


# By the names of classes, since each of them exists twice.
_TYPES: Final[dict[str, AuditType]] = {
    "Alarm": AuditType.ALARM,
    "Application": AuditType.APPLICATION,
    "BaseUser": AuditType.USER,
    "BulkOperation": AuditType.BULKOPERATION,
    "Event": AuditType.EVENT,
    "InventoryRole": AuditType.INVENTORYROLE,
    "ManagedObject": AuditType.INVENTORY,
    "Operation": AuditType.OPERATION,
    "UserGroup": AuditType.GROUP,
}


def trail_of(thing: Any) -> dict[str, str]:
    """Give the filters for the records about an object; a `ValueError` for one that has no records or no id yet.

    Records about a user have the user's name for a source.
    """
    for kind in type(thing).__mro__:
        if kind.__name__ in _TYPES:
            return {"type": _TYPES[kind.__name__], "source": str(thing._key())}
    known = ", ".join(sorted(_TYPES)).replace("BaseUser", "User")
    raise ValueError(f"there are no audit records about a {type(thing).__name__}; there are about {known}")
