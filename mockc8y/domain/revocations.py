"""Certificates that a tenant has revoked, by their serial numbers. A revocation is never taken back (specification)."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from io import StringIO
from typing import NamedTuple

from mockc8y.domain.documents import require_fields
from mockc8y.domain.errors import PlatformError, error
from mockc8y.domain.tenant import Tenant
from mockc8y.domain.times import DAY_MS, parse_millis
from mockc8y.store.codec import Document

AREA = "Device Certificates"
ROWS_LIMIT = 5000
"""Rows of one file at most (specification)."""
DATE_FORMAT = "yyyy-MM-dd'T'HH:mm:ss.SSS'Z'"
CHECKED = ("configuration", "crl.offline.check.enabled")
"""The tenant option that makes revoked certificates count.

# unverified: it is off unless set.
"""
# unverified: how long a list says to be valid.
PUBLISHED_FOR = 7 * DAY_MS

_DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", re.ASCII)
_SERIAL = re.compile(r"[0-9A-Fa-f]{1,40}")
_SERIAL_BITS = 159
_FIRST_MOMENT = parse_millis("1950-01-01")
"""What a list of revoked certificates can say (RFC 5280)."""


class Entry(NamedTuple):
    """A serial number and when its certificate was revoked, in milliseconds UTC; `None` stands for now."""

    serial: int
    moment: int | None


def revoke(tenant: Tenant, document: Document) -> None:
    """Revoke what a document lists under `crls`: what is revoked already stays as it is, future dates become now."""
    require_fields(document, ("crls",))
    listed = document["crls"]
    if not isinstance(listed, list):
        raise error("invalid_data", area=AREA, reason="'crls' must be a list")
    now = tenant.clock.now()
    entries = [_entry_of(item) for item in listed]
    for entry in entries:
        if entry.serial not in tenant.revoked_certificates:
            tenant.revoked_certificates.put(entry.serial, now if entry.moment is None else min(entry.moment, now))


def revoke_rows(tenant: Tenant, content: bytes) -> None:
    """Revoke what a CSV file lists below its heading: the last entry for a number counts, future dates are skipped."""
    now = tenant.clock.now()
    entries = list(_entries_in(_rows_of(content)))
    if len(entries) > ROWS_LIMIT:
        raise _bad(f"The file has {len(entries)} entries, {ROWS_LIMIT} are the most")
    for entry in entries:
        moment = now if entry.moment is None else entry.moment
        if moment <= now:
            tenant.revoked_certificates.put(entry.serial, moment)


def is_revoked(tenant: Tenant, serial: int) -> bool:
    """Tell whether a certificate counts as revoked: the tenant revoked it, and has the check switched on."""
    return serial in tenant.revoked_certificates and tenant.options.get(CHECKED) == "true"


def published(tenant: Tenant) -> bytes:
    """Return the list of revoked certificates (DER), signed by the tenant's certificate authority if it has one.

    # unverified: who signs it otherwise. Here it is a key that anybody can make, as nobody can know it anyway.
    """
    # Imported on first use: most tests never see a certificate.
    from mockc8y.domain import x509_signing  # noqa: PLC0415

    key = next(iter(tenant.authority_keys.values()), None) or x509_signing.key_named(tenant.id)
    now = tenant.clock.now()
    revoked = tenant.revoked_certificates.items()
    return x509_signing.revocation_list(key, tenant.id, revoked, now, now + PUBLISHED_FOR)


def _entry_of(item: object) -> Entry:
    if not isinstance(item, dict):
        raise error("invalid_data", area=AREA, reason="each of 'crls' must be an object")
    require_fields(item, ("serialNumberInHex",))
    return _entry(item["serialNumberInHex"], item.get("revocationDate"))


def _entry(serial: object, date: object) -> Entry:
    return Entry(_serial(serial), None if date is None else _moment(date))


def _serial(value: object) -> int:
    number = int(value, 16) if isinstance(value, str) and _SERIAL.fullmatch(value) else 0
    if number == 0 or number.bit_length() > _SERIAL_BITS:
        raise _bad(f"Not a serial number in hexadecimal digits: {value!r}")
    return number


def _moment(value: object) -> int:
    if not isinstance(value, str) or not _DATE.fullmatch(value):
        raise _bad_date()
    try:
        moment = parse_millis(value)
    except ValueError:
        raise _bad_date() from None
    if moment < _FIRST_MOMENT:
        raise _bad("Revocation dates start with the year 1950")
    return moment


def _rows_of(content: bytes) -> list[list[str]]:
    try:
        return [[cell.strip() for cell in row] for row in csv.reader(StringIO(content.decode("utf-8-sig"), newline=""))]
    except (UnicodeDecodeError, csv.Error) as problem:
        raise _bad(f"The file is no CSV in UTF-8: {problem}") from None


def _entries_in(rows: Iterable[list[str]]) -> Iterator[Entry]:
    filled = (row for row in rows if any(row))
    next(filled, None)
    for serial, date, *_ in ([*row, ""] for row in filled):
        yield _entry(serial, date or None)


def _bad_date() -> PlatformError:
    return _bad(f"Unsupported date time format, supported format:{DATE_FORMAT}")


def _bad(reason: str) -> PlatformError:
    return error("request.bad", area=AREA, reason=reason)
