"""Registration of many devices by a table: of their users and managed objects, or of requests for them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from mockc8y.domain import audit
from mockc8y.domain.bulk_registrar import Cells, Registrar
from mockc8y.domain.bulk_registration_table import Row, parse
from mockc8y.domain.callers import Caller
from mockc8y.domain.device_users import AREA
from mockc8y.domain.errors import PlatformError, error
from mockc8y.domain.tenant import Tenant
from mockc8y.domain.tenant_profile import MANAGEMENT
from mockc8y.store.codec import NotEncodable

if TYPE_CHECKING:
    from mockc8y.domain.platform import Platform

FAILED = "FAILED"
TENANT = "TENANT"
AUTHENTICATION = frozenset({"CREDENTIALS", "AUTH_TYPE", "ENROLLMENT_OTP"})
"""Columns of which one at least makes a registration a full one, after which devices can sign in."""


Work = Callable[[Cells], str]
"""Carries out a line and returns the platform's word for what it did, or raises the platform's error."""


class Outcome(NamedTuple):
    """What became of a line: a word of the platform, the device, and for a failure the reason and the line."""

    status: str
    device: str
    reason: str = ""
    line: str = ""


def register(platform: Platform, tenant: Tenant, content: bytes, caller: Caller) -> Sequence[Outcome]:
    """Carry out a table line by line; one that fails leaves the others alone. A broken table is refused with 422.

    The management tenant registers devices of other tenants, which the column TENANT names; elsewhere it is ignored.
    """
    table = parse(content)
    is_management = tenant.id == MANAGEMENT
    if is_management and TENANT not in table.columns:
        raise error("invalid_data", area=AREA, reason=f"The column {TENANT} must name the tenant of each device")
    tenants = platform.tenants if is_management else [tenant]
    work = {known.id: _work_of(known, table.columns, caller) for known in tenants}
    owners = [row.cells.get(TENANT, "") if is_management else tenant.id for row in table.rows]
    outcomes = [_outcome(work.get(owner, _nowhere), row, owner) for row, owner in zip(table.rows, owners, strict=True)]
    for outcome in outcomes:
        if outcome.status == FAILED:
            _record(tenant, outcome, caller)
    return outcomes


def _work_of(tenant: Tenant, columns: Sequence[str], caller: Caller) -> Work:
    registrar = Registrar(tenant, caller)
    return registrar.announce if AUTHENTICATION.isdisjoint(columns) else registrar.register


def _nowhere(cells: Cells) -> str:
    raise error("tenant.unknown", id=cells.get(TENANT, ""))


def _outcome(work: Work, row: Row, owner: str) -> Outcome:
    device = row.cells.get("ID", "")
    try:
        if row.problem is None:
            return Outcome(work(row.cells), device)
        reason = row.problem
    except PlatformError as problem:
        reason = problem.message
    except NotEncodable as problem:
        reason = str(problem)
    line = f"DeviceInfo{{id='{device}', credentials='{row.cells.get('CREDENTIALS', '')}', tenant='{owner}'}}"
    return Outcome(FAILED, device, reason, line)


def _record(tenant: Tenant, failure: Outcome, caller: Caller) -> None:
    # unverified: the documentation lists failed registrations without the words of their records.
    activity = "Device registration failed"
    text = f"{activity}: {failure.device}: {failure.reason}"
    audit.write(tenant, audit.Entry("Inventory", activity, text), caller)
