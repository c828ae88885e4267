"""Trusted certificates over HTTP."""

from __future__ import annotations

import pytest

from mockc8y.domain import users
from mockc8y.domain.default_groups import ADMINS
from mockc8y.domain.platform import Platform
from tests.api.conftest import Call
from tests.certificates import authority, uploaded

PATH = "/tenant/tenants/t07007007/trusted-certificates"
PLANT = authority()
OTHER = authority("Other CA")
MANAGEMENT = "management/root:root"


@pytest.fixture
def management(platform: Platform) -> str:
    """The login of an administrator of the management tenant."""
    users.add(platform.tenants[0], "root", "root", groups=[ADMINS])
    return MANAGEMENT


def test_certificate_is_uploaded(call: Call) -> None:
    """A POST answers 201 in plain JSON with all that the platform tells of a certificate."""
    response = call("POST", PATH, json=uploaded(PLANT, autoRegistrationEnabled=True))

    body = response.json()
    code = body.pop("proofOfPossessionUnsignedVerificationCode")
    assert (response.status, response.headers["content-type"]) == (201, "application/json")
    assert response.headers["location"] == body["self"]
    assert len(code) == 160
    assert body == {
        "name": "Plant",
        "status": "ENABLED",
        "autoRegistrationEnabled": True,
        "fingerprint": PLANT.fingerprint,
        "algorithmName": "SHA256withECDSA",
        "issuer": "CN=Plant CA,O=Acme",
        "subject": "CN=Plant CA,O=Acme",
        "serialNumber": "4711",
        "version": 3,
        "notBefore": "2025-01-01T00:00:00.000Z",
        "notAfter": "2027-09-28T00:00:00.000Z",
        "certInPemFormat": "\n".join(PLANT.pem.splitlines()[1:-1]),
        "proofOfPossessionValid": False,
        "proofOfPossessionVerificationCodeUsableUntil": "2026-01-22T12:00:00.000Z",
        "tenantCertificateAuthority": False,
        "self": f"http://mock.test{PATH}/{PLANT.fingerprint}",
    }


def test_upload_without_accept_has_no_body(call: Call) -> None:
    """Without `Accept` only status and `Location` are sent."""
    response = call("POST", PATH, json=uploaded(PLANT), accept=None)

    assert (response.status, response.body) == (201, b"")
    assert response.headers["location"].endswith(PLANT.fingerprint)


def test_what_is_no_certificate_is_refused(call: Call) -> None:
    """A POST of something else gets 422."""
    response = call("POST", PATH, json={"status": "ENABLED", "certInPemFormat": "MIIB"})

    assert (response.status, response.json()["error"]) == (422, "certificate/Invalid Data")


def test_same_certificate_is_refused_the_second_time(call: Call) -> None:
    """The fingerprint is unique in a tenant."""
    call("POST", PATH, json=uploaded(PLANT))

    assert call("POST", PATH, json=uploaded(PLANT)).status == 409


def test_several_certificates_are_uploaded(call: Call) -> None:
    """The bulk operation answers with all of them in the order sent."""
    response = call("POST", f"{PATH}/bulk", json={"certificates": [uploaded(PLANT), uploaded(OTHER)]})

    assert response.status == 201
    found = [item["fingerprint"] for item in response.json()["certificates"]]
    assert found == [PLANT.fingerprint, OTHER.fingerprint]


@pytest.mark.parametrize("body", [{}, {"certificates": {}}, {"certificates": "x"}], ids=str)
def test_bulk_upload_wants_a_list(call: Call, body: object) -> None:
    """Without a list of certificates there is nothing to upload."""
    assert call("POST", f"{PATH}/bulk", json=body).status == 422


def test_certificates_are_listed_in_pages(call: Call) -> None:
    """A page holds as many as asked for, with the platform's paging block around it."""
    call("POST", f"{PATH}/bulk", json={"certificates": [uploaded(PLANT), uploaded(OTHER)]})

    body = call("GET", f"{PATH}?pageSize=1&withTotalPages=true").json()

    assert [item["fingerprint"] for item in body["certificates"]] == [PLANT.fingerprint]
    assert body["statistics"] == {"currentPage": 1, "pageSize": 1, "totalPages": 2}
    assert body["next"] == f"http://mock.test{PATH}?withTotalPages=true&pageSize=1&currentPage=2"


def test_authority_of_the_tenant_is_listed_by_itself(call: Call) -> None:
    """`certificateAuthority=true` leaves out what was uploaded, `false` leaves out nothing."""
    call("POST", PATH, json=uploaded(PLANT))
    made = call("POST", "/certificate-authority").json()

    assert call("GET", f"{PATH}?certificateAuthority=true").json()["certificates"] == [made]
    assert len(call("GET", f"{PATH}?certificateAuthority=false").json()["certificates"]) == 2


def test_certificate_outside_the_trust_store_is_listed_too(call: Call) -> None:
    """`addToTrustStore=false` keeps devices out, not readers."""
    call("POST", f"{PATH}?addToTrustStore=false", json=uploaded(PLANT))

    assert len(call("GET", PATH).json()["certificates"]) == 1


def test_certificate_is_changed(call: Call) -> None:
    """A PUT answers with the certificate as it is then."""
    call("POST", PATH, json=uploaded(PLANT))

    changed = call("PUT", f"{PATH}/{PLANT.fingerprint}", json={"name": "New", "status": "DISABLED"}).json()

    assert (changed["name"], changed["status"]) == ("New", "DISABLED")
    assert call("GET", f"{PATH}/{PLANT.fingerprint}").json() == changed


def test_certificate_is_deleted(call: Call) -> None:
    """A DELETE answers 204; what is gone is not found, in the platform's words."""
    call("POST", PATH, json=uploaded(PLANT))

    deleted = call("DELETE", f"{PATH}/{PLANT.fingerprint}")
    found = call("GET", f"{PATH}/{PLANT.fingerprint}")

    assert (deleted.status, deleted.body) == (204, b"")
    assert (found.status, found.json()["error"]) == (404, "certificate/Not Found")
    assert found.json()["message"] == f"Cannot find certificate with fingerprint {PLANT.fingerprint}."


def test_tenant_that_does_not_exist_is_not_found(call: Call) -> None:
    """The tenant of the path is looked at first."""
    response = call("GET", "/tenant/tenants/t1/trusted-certificates")

    assert (response.status, response.json()["message"]) == (404, "There is no tenant with id = t1")


def test_management_reads_and_changes_single_certificates_of_others(call: Call, management: str) -> None:
    """Single certificates are for the tenant itself and for management (specification)."""
    call("POST", PATH, json=uploaded(PLANT))
    one = f"{PATH}/{PLANT.fingerprint}"

    statuses = [
        call("GET", one, login=management).status,
        call("PUT", one, json={"name": "New"}, login=management).status,
        call("DELETE", one, login=management).status,
    ]

    assert statuses == [200, 200, 204]


def test_management_does_not_list_or_upload_for_others(call: Call, management: str) -> None:
    """The collection is for the tenant itself (specification)."""
    assert call("GET", PATH, login=management).status == 403
    assert call("POST", PATH, json=uploaded(PLANT), login=management).status == 403


def test_possession_is_proved(call: Call) -> None:
    """The code that is asked for, signed and sent back makes the proof valid."""
    call("POST", PATH, json=uploaded(PLANT))
    stem = f"/tenant/tenants/t07007007/trusted-certificates-pop/{PLANT.fingerprint}"
    code = call("POST", f"{stem}/verification-code").json()["proofOfPossessionUnsignedVerificationCode"]

    response = call("POST", f"{stem}/pop", json={"proofOfPossessionSignedVerificationCode": PLANT.sign(code)})

    assert response.status == 200
    assert response.json()["proofOfPossessionValid"] is True
    assert "proofOfPossessionUnsignedVerificationCode" not in response.json()


def test_only_management_confirms_possession(call: Call, management: str) -> None:
    """The tenant itself gets 403, management the certificate with a valid proof."""
    call("POST", PATH, json=uploaded(PLANT))
    path = f"/tenant/tenants/t07007007/trusted-certificates-pop/{PLANT.fingerprint}/confirmed"

    assert call("POST", path).status == 403
    assert call("POST", path, login=management).json()["proofOfPossessionValid"] is True
