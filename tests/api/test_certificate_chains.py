"""Chains of certificates and lists of revoked ones over HTTP."""

from __future__ import annotations

import pytest

from mockc8y.domain import users
from mockc8y.domain.default_groups import ADMINS
from mockc8y.domain.platform import Platform
from tests.api.conftest import Call, Response
from tests.api.forms import encoded, part, send
from tests.certificates import Holder, authority, certified, uploaded

PATH = "/tenant/trusted-certificates/verify-cert-chain"
CRL = "/tenant/trusted-certificates/settings/crl"
ROOT = authority("Root")
LINE = authority("Line", by=ROOT)
PUMP = certified("pump-7", by=LINE)


@pytest.fixture(autouse=True)
def _trusts_the_root(call: Call) -> None:
    call("POST", "/tenant/tenants/t07007007/trusted-certificates", json=uploaded(ROOT))


def header_of(*holders: Holder) -> str:
    """Write certificates into a header, as the specification describes it."""
    return ",".join(holder.pem.strip().replace("\n", " ") for holder in holders)


def verify(call: Call, header: str, login: str = "t07007007/admin:admin") -> Response:
    """Ask about a chain in a header."""
    return call("POST", PATH, headers={"x-cumulocity-client-cert-chain": header}, login=login)


def verify_file(call: Call, content: str, **fields: str) -> Response:
    """Ask about a chain in a file."""
    parts = [part("file", content.encode(), file_name="chain.pem")]
    return send(call, PATH, parts + [part(name, value.encode()) for name, value in fields.items()])


def test_chain_in_a_header_is_verified(call: Call) -> None:
    """The answer names tenant, issuer and subject."""
    response = verify(call, header_of(PUMP, LINE))

    assert response.status == 200
    assert response.json() == {
        "successfullyValidated": True,
        "tenantId": "t07007007",
        "issuer": "CN=Line,O=Acme",
        "subject": "CN=pump-7,O=Acme",
    }


def test_chain_in_a_file_is_verified(call: Call) -> None:
    """Files hold certificates in a row."""
    assert verify_file(call, PUMP.pem + LINE.pem).status == 200


def test_file_wins_over_the_header(call: Call) -> None:
    """Of two chains that of the file is looked at."""
    body, content_type = encoded([part("file", PUMP.pem.encode(), file_name="chain.pem")])
    headers = {"content-type": content_type, "x-cumulocity-client-cert-chain": header_of(PUMP, LINE)}

    assert call("POST", PATH, body=body, headers=headers).status == 401


def test_chain_that_nobody_trusts_is_refused(call: Call) -> None:
    """401 with the platform's words."""
    response = verify(call, header_of(PUMP))

    assert (response.status, response.json()["message"]) == (401, "Invalid certificate chain!")


@pytest.mark.parametrize("header", ["", "abc", header_of(*[PUMP] * 6)], ids=["nothing", "nonsense", "too many"])
def test_what_is_no_chain_is_refused(call: Call, header: str) -> None:
    """Five certificates are the most in a header, and one the least."""
    response = verify(call, header)

    assert (response.status, response.json()["error"]) == (400, "Device Certificates/Bad Request")


def test_tenant_that_does_not_exist_is_not_found(call: Call) -> None:
    """A tenant that is named has to be there, and within reach."""
    for tenant in ("t1", "management"):
        response = verify_file(call, PUMP.pem + LINE.pem, tenantId=tenant)

        assert (response.status, response.json()["message"]) == (404, "Tenant Id doesn't exists")


def test_management_finds_the_tenant_of_a_chain(call: Call, platform: Platform) -> None:
    """It may ask about every tenant, so the chain tells which one."""
    users.add(platform.tenants[0], "root", "root", groups=[ADMINS])

    assert verify(call, header_of(PUMP, LINE), "management/root:root").json()["tenantId"] == "t07007007"


def test_revoked_chain_is_refused_when_the_check_is_on(call: Call) -> None:
    """A revocation by serial number shuts out whoever has it, once the tenant looks at it."""
    entry = {"serialNumberInHex": f"{4711:x}"}
    option = {"category": "configuration", "key": "crl.offline.check.enabled", "value": "true"}

    revoked = call("PUT", CRL, json={"crls": [entry]})
    before = verify(call, header_of(PUMP, LINE)).status
    call("POST", "/tenant/options", json=option)

    assert (revoked.status, revoked.body) == (204, b"")
    assert (before, verify(call, header_of(PUMP, LINE)).status) == (200, 401)


def test_revocations_come_in_files_too(call: Call) -> None:
    """A form with a CSV file answers 204 as well."""
    content = b"SERIAL NO.,REVOCATION DATE\r\n1000,2023-01-11T16:12:36.288Z\r\n"
    body, content_type = encoded([part("file", content, file_name="crl.csv", media_type="text/csv")])

    assert call("PUT", CRL, body=body, headers={"content-type": content_type}).status == 204


def test_form_without_a_file_is_refused(call: Call) -> None:
    """The part is named `file`."""
    body, content_type = encoded([part("other", b"x")])

    assert call("PUT", CRL, body=body, headers={"content-type": content_type}).status == 422


def test_list_of_revoked_certificates_is_a_file(call: Call) -> None:
    """It is answered as such, whatever the client accepts."""
    response = call("GET", CRL, accept="text/html")

    assert (response.status, response.headers["content-type"]) == (200, "application/pkix-crl")
    assert response.body[0] == 0x30
