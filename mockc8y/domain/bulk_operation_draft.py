"""What a bulk operation must say before it is stored."""

from __future__ import annotations

from typing import NamedTuple

from mockc8y.domain import bulk_operation_targets, inventory
from mockc8y.domain.documents import parse_id, require_document, require_fields, time_field
from mockc8y.domain.errors import error
from mockc8y.domain.operations import AREA
from mockc8y.domain.tenant import Tenant
from mockc8y.domain.times import DAY_MS, SECOND_MS
from mockc8y.store.codec import Document

DEFAULT_CREATION_RAMP = 1
"""Seconds between two operations where a request does not say (system option `bulkoperation.creationramp`)."""

LONGEST_CREATION_RAMP = 365 * DAY_MS // SECOND_MS
TARGETS = ("groupId", "failedParentId")
MANDATORY = ("startDate", "operationPrototype")


class Draft(NamedTuple):
    """A bulk operation that may be stored: when it begins in milliseconds UTC, and its body."""

    start: int
    document: Document


def draft_of(tenant: Tenant, document: Document) -> Draft:
    """Check a bulk operation and bring it into the form that is stored."""
    require_fields(document, MANDATORY)
    start = time_field(document, "startDate", AREA)
    body = {"creationRamp": DEFAULT_CREATION_RAMP, **document, **_target(tenant, document), "startDate": start.text}
    _check_ramp(body["creationRamp"])
    _check_prototype(body["operationPrototype"])
    return Draft(start.millis, body)


def pause_of(document: Document) -> int:
    """Return how many milliseconds lie between two operations; 0 means that all are created at once."""
    ramp: float = document["creationRamp"]
    return round(ramp * SECOND_MS)


def _target(tenant: Tenant, document: Document) -> Document:
    """Return the one property that says whom it is for, as the string that answers carry."""
    given = [name for name in TARGETS if name in document]
    if not given:
        raise error("mandatory.missing", fields="groupId")
    if len(given) > 1:
        raise error("unprocessable", area=AREA, reason=f"{' and '.join(TARGETS)} are mutually exclusive; send one")
    [name] = given
    number = parse_id(document[name])
    if name == "groupId":
        number = inventory.require_source(tenant, number, AREA)
        bulk_operation_targets.check_group(tenant, number)
    elif number is None or not tenant.bulk_operations.holds(number):
        # unverified: which status the platform answers is not known.
        raise error("unprocessable", area=AREA, reason=f"There is no bulk operation {document[name]!r} to repeat")
    return {name: str(number)}


def _check_ramp(ramp: object) -> None:
    if isinstance(ramp, bool) or not isinstance(ramp, int | float) or not 0 <= ramp <= LONGEST_CREATION_RAMP:
        expectation = f"must be a number of seconds from 0 to {LONGEST_CREATION_RAMP}"
        raise error("invalid_data", area=AREA, reason=f"'creationRamp' {expectation}, not {ramp!r}")


def _check_prototype(prototype: object) -> None:
    if not isinstance(prototype, dict):
        raise error("invalid_data", area=AREA, reason=f"'operationPrototype' must be an object, not {prototype!r}")
    require_document(prototype)
