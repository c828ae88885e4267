"""The rules about revoked certificates."""

from __future__ import annotations

import pytest
from cryptography import x509

from mockc8y.domain import certificate_authority, revocations
from mockc8y.domain.callers import Caller
from mockc8y.domain.errors import PlatformError
from mockc8y.domain.revocations import ROWS_LIMIT
from mockc8y.domain.tenant import Tenant
from mockc8y.domain.times import format_millis, parse_millis
from mockc8y.store.codec import Document

PAST, FUTURE = "2023-01-11T16:12:36.288Z", "2030-01-01T00:00:00.000Z"
HEADING = "SERIAL NO.,REVOCATION DATE"
BAD_DATES = ["2023-01-11", "2023-01-11T16:12:36Z", "2023-01-11T16:12:36.288+01:00", "2023-02-30T00:00:00.000Z", "x"]
BAD_SERIALS = ["", "xyz", "-1", "0", "0x10", "1_0", "F" * 40, "1" * 41, " 1"]


def entry(serial: object, date: object = None) -> Document:
    """Describe one revocation."""
    return {"serialNumberInHex": serial} | ({} if date is None else {"revocationDate": date})


def revoke(tenant: Tenant, *entries: object) -> None:
    """Revoke by a document."""
    revocations.revoke(tenant, {"crls": list(entries)})


def rows(*lines: str) -> bytes:
    """Write a file with a heading."""
    return "\r\n".join([HEADING, *lines, ""]).encode()


def revoked(tenant: Tenant) -> dict[int, str]:
    """Return what is revoked, and since when."""
    return {serial: format_millis(moment) for serial, moment in tenant.revoked_certificates.items()}


def test_serial_number_is_hexadecimal(tenant: Tenant) -> None:
    """1000 in hexadecimal digits is 4096 (specification)."""
    revoke(tenant, entry("1000", PAST), entry("beef", PAST))

    assert revoked(tenant) == {4096: PAST, 0xBEEF: PAST}


def test_revocation_without_a_date_counts_from_now(tenant: Tenant) -> None:
    """The server's time is the default."""
    revoke(tenant, entry("1"))
    revocations.revoke_rows(tenant, rows("2", "3,"))

    assert set(revoked(tenant).values()) == {format_millis(tenant.clock.now())}
    assert set(revoked(tenant)) == {1, 2, 3}


def test_future_date_in_a_document_becomes_now(tenant: Tenant) -> None:
    """Nothing is revoked ahead of time."""
    revoke(tenant, entry("1", FUTURE))

    assert revoked(tenant) == {1: format_millis(tenant.clock.now())}


def test_future_date_in_a_file_is_skipped(tenant: Tenant) -> None:
    """In files such entries are passed over."""
    revocations.revoke_rows(tenant, rows(f"1,{FUTURE}", f"2,{PAST}"))

    assert revoked(tenant) == {2: PAST}


def test_document_keeps_what_is_revoked_already(tenant: Tenant) -> None:
    """Of two entries for one number the first stays, in one document as over several."""
    revoke(tenant, entry("1", PAST), entry("1", "2024-01-01T00:00:00.000Z"))
    revoke(tenant, entry("1"))

    assert revoked(tenant) == {1: PAST}


def test_file_replaces_what_is_revoked_already(tenant: Tenant) -> None:
    """Of two entries for one number the last one counts."""
    revoke(tenant, entry("1", "2022-01-01T00:00:00.000Z"))
    revocations.revoke_rows(tenant, rows("1,2024-01-01T00:00:00.000Z", f"1,{PAST}"))

    assert revoked(tenant) == {1: PAST}


@pytest.mark.parametrize("date", [*BAD_DATES, "1949-12-31T23:59:59.999Z", 5, ""])
def test_date_of_another_format_is_refused(tenant: Tenant, date: object) -> None:
    """The platform knows one way to write it, and lists of revoked certificates start with the year 1950."""
    with pytest.raises(PlatformError) as refused:
        revoke(tenant, entry("1", PAST), entry("2", date))

    assert (refused.value.status, refused.value.code) == (400, "Device Certificates/Bad Request")
    assert revoked(tenant) == {}


@pytest.mark.parametrize("date", BAD_DATES)
def test_date_of_another_format_in_a_file_is_refused(tenant: Tenant, date: str) -> None:
    """A bad row spoils the whole file."""
    with pytest.raises(PlatformError) as refused:
        revocations.revoke_rows(tenant, rows(f"1,{PAST}", f"2,{date}"))

    assert refused.value.message == ("Unsupported date time format, supported format:yyyy-MM-dd'T'HH:mm:ss.SSS'Z'")
    assert revoked(tenant) == {}


@pytest.mark.parametrize("serial", [*BAD_SERIALS, 5, True, []])
def test_what_is_no_serial_number_is_refused(tenant: Tenant, serial: object) -> None:
    """A number in hexadecimal digits that a certificate can have is wanted."""
    with pytest.raises(PlatformError) as refused:
        revoke(tenant, entry(serial))

    assert refused.value.status == 400


@pytest.mark.parametrize("document", [{}, {"crls": None}, {"crls": {}}, {"crls": [5]}, {"crls": [{}]}], ids=str)
def test_document_of_another_shape_is_refused(tenant: Tenant, document: Document) -> None:
    """A list of entries with a number each is wanted."""
    with pytest.raises(PlatformError) as refused:
        revocations.revoke(tenant, document)

    assert refused.value.status == 422


@pytest.mark.parametrize("content", [b"\xff\xff", b'h\n"\0', b"h\n" + b"x" * 200_000], ids=["bytes", "null", "long"])
def test_file_that_is_no_csv_is_refused(tenant: Tenant, content: bytes) -> None:
    """What cannot be read as text in columns is answered with 400."""
    with pytest.raises(PlatformError) as refused:
        revocations.revoke_rows(tenant, content)

    assert refused.value.status == 400


def test_file_may_have_so_many_entries_and_no_more(tenant: Tenant) -> None:
    """5000 is the most (specification)."""
    revocations.revoke_rows(tenant, rows(*(f"{number:x}" for number in range(1, ROWS_LIMIT + 1))))

    with pytest.raises(PlatformError):
        revocations.revoke_rows(tenant, rows(*(f"{number:x}" for number in range(1, ROWS_LIMIT + 2))))

    assert len(tenant.revoked_certificates) == ROWS_LIMIT


def test_file_without_entries_revokes_nothing(tenant: Tenant) -> None:
    """An empty file, a heading alone and empty lines are no error."""
    for content in (b"", rows(), rows("", ",")):
        revocations.revoke_rows(tenant, content)

    assert revoked(tenant) == {}


def test_published_list_is_read_by_others(tenant: Tenant) -> None:
    """It says who issued it, for how long, and what is revoked since when, to the second."""
    revoke(tenant, entry("1000", PAST))

    published = x509.load_der_x509_crl(revocations.published(tenant))

    assert published.issuer.rfc4514_string() == "CN=t07007007"
    assert published.last_update_utc.isoformat() == "2026-01-15T12:00:00+00:00"
    found = published.get_revoked_certificate_by_serial_number(4096)
    assert found is not None
    assert found.revocation_date_utc.timestamp() * 1000 == parse_millis("2023-01-11T16:12:36Z")


def test_published_list_is_signed_by_the_authority_of_the_tenant(tenant: Tenant) -> None:
    """Who has an authority signs with its key; others get a list that is well formed all the same."""
    alone = x509.load_der_x509_crl(revocations.published(tenant))
    made = certificate_authority.create(tenant, Caller("admin"))
    key = x509.load_der_x509_certificate(made.der).public_key()
    signed = x509.load_der_x509_crl(revocations.published(tenant))

    assert (alone.is_signature_valid(key), signed.is_signature_valid(key)) == (False, True)  # type: ignore[arg-type]


def test_publishing_changes_nothing(tenant: Tenant) -> None:
    """Reading twice gives the same bytes."""
    assert revocations.published(tenant) == revocations.published(tenant)
