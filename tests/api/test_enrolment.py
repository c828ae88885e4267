"""The life of a device with a certificate over HTTP: authority, registration, enrolment, token, work."""

from __future__ import annotations

import base64

import pytest
from cryptography.hazmat.primitives.serialization import pkcs7

from mockc8y.api.asgi import build_app
from mockc8y.domain.platform import Platform
from tests.api.conftest import Call, Response
from tests.certificate_door import CertificateDoor
from tests.certificates import Holder, authority, certified, elliptic_key, request_for, uploaded

DEVICE = "pump-7"
ENROL, ENROL_AGAIN = "/.well-known/est/simpleenroll", "/.well-known/est/simplereenroll"
TOKEN = "/devicecontrol/deviceAccessToken"
TRUSTED = "/tenant/tenants/t07007007/trusted-certificates"
PKCS10 = {"content-type": "application/pkcs10", "content-transfer-encoding": "base64"}
ROOT = authority("Root")
LINE = authority("Line", by=ROOT)
PUMP = certified(DEVICE, by=LINE)


@pytest.fixture
def door(platform: Platform) -> CertificateDoor:
    """A door for clients with certificates to the tenant that `call` reaches without."""
    return CertificateDoor(build_app(platform))


def enrol(call: Call, login: str | None, *, device: str = DEVICE, path: str = ENROL, **headers: str) -> Response:
    """Send a request for a certificate."""
    return call("POST", path, body=request_for(device), headers=PKCS10 | headers, login=login)


def ready(call: Call) -> None:
    """Prepare all that a device needs to enrol."""
    call("POST", "/certificate-authority")
    call("POST", "/devicecontrol/newDeviceRequests", json={"id": DEVICE, "enrollmentToken": "otp"})


def holder_of(response: Response) -> Holder:
    """Return the device with the certificate that it got."""
    [certificate] = pkcs7.load_der_pkcs7_certificates(base64.b64decode(response.body))
    return Holder(elliptic_key(DEVICE), certificate)


def test_authority_is_made_once(call: Call) -> None:
    """The second POST gets 409."""
    response = call("POST", "/certificate-authority")

    assert response.status == 201
    assert response.json()["tenantCertificateAuthority"] is True
    assert response.json()["autoRegistrationEnabled"] is True
    assert call("POST", "/certificate-authority").status == 409


def test_authority_is_renewed_when_it_is_due(call: Call, platform: Platform) -> None:
    """Too early is 422; then the answer is the new certificate."""
    first = call("POST", "/certificate-authority").json()
    early = call("POST", "/certificate-authority/renew")
    platform.advance(2 * 365 * 24 * 3600 * 1000)

    renewed = call("POST", "/certificate-authority/renew")

    assert (early.status, renewed.status) == (422, 201)
    assert renewed.json()["fingerprint"] != first["fingerprint"]
    assert call("GET", TRUSTED).json()["certificates"] == [renewed.json()]


def test_device_lives_by_its_certificate(call: Call, door: CertificateDoor) -> None:
    """It enrols with a one-time password, gets a token for its certificate, works with it, and renews."""
    ready(call)
    enrolled = enrol(call, f"{DEVICE}:otp")
    door.chain = [holder_of(enrolled)]

    answer = door("POST", TOKEN, login=None)
    bearer = {"authorization": f"Bearer {answer.json()['accessToken']}"}
    made = call("POST", "/inventory/managedObjects", json={"name": "Pump"}, headers=bearer, login=None)
    again = enrol(call, None, path=ENROL_AGAIN, **bearer)

    assert (enrolled.status, answer.status, made.status, again.status) == (201, 200, 201, 201)
    assert made.json()["owner"] == f"device_{DEVICE}"
    assert answer.json() | {"accessToken": ""} == {
        "accessToken": "",
        "idToken": None,
        "expiresIn": None,
        "refreshToken": None,
        "info": None,
    }


def test_certificate_comes_as_a_file_in_base64(call: Call) -> None:
    """Media type and encoding are those of the specification, whatever the client accepts."""
    ready(call)

    response = enrol(call, f"{DEVICE}:otp", accept="text/html")

    assert response.headers["content-type"] == "application/pkcs7-mime;smime-type=certs-only"
    assert response.headers["content-transfer-encoding"] == "base64"


@pytest.mark.parametrize("login", [None, f"{DEVICE}:wrong", "pump-8:otp", "t07007007/admin:admin"])
def test_stranger_does_not_enrol(call: Call, login: str | None) -> None:
    """Without the one-time password of the device the answer is 401, which clients take for "not yet"."""
    ready(call)

    response = enrol(call, login)

    assert (response.status, response.json()["error"]) == (401, "security/Unauthorized")
    assert "www-authenticate" in response.headers


def test_one_time_password_does_not_enrol_again(call: Call) -> None:
    """It is spent with the first certificate."""
    ready(call)
    enrol(call, f"{DEVICE}:otp")

    assert enrol(call, f"{DEVICE}:otp").status == 401


def test_request_of_another_type_is_refused(call: Call) -> None:
    """A request for a certificate says what it is, or nothing."""
    ready(call)

    response = call("POST", ENROL, body=request_for(DEVICE), headers={"content-type": "text/plain"}, login="pump-7:otp")

    assert response.status == 415


def test_only_devices_renew(call: Call) -> None:
    """A person, even the administrator, is no device."""
    ready(call)

    assert enrol(call, "t07007007/admin:admin", path=ENROL_AGAIN).status == 403


def test_port_that_asks_for_no_certificate_gives_no_tokens(call: Call) -> None:
    """There the feature does not exist, in the platform's words."""
    response = call("POST", TOKEN, login=None)

    assert response.status == 404
    assert response.json()["message"] == "This feature is disabled, please contact system administrator."


def test_client_without_a_certificate_gets_no_token(door: CertificateDoor) -> None:
    """A password is no replacement."""
    assert door("POST", TOKEN).status == 401


def test_chain_beside_the_request_leads_to_a_trusted_certificate(call: Call, door: CertificateDoor) -> None:
    """Where the issuer itself is not trusted, the client sends what stands between."""
    call("POST", TRUSTED, json=uploaded(ROOT, autoRegistrationEnabled=True))
    door.chain = [PUMP]
    beside = {"x-ssl-cert-chain": LINE.pem.strip().replace("\n", " ")}

    assert door("POST", TOKEN, login=None).status == 401
    assert door("POST", TOKEN, login=None, headers=beside).status == 200


def test_chain_beside_the_request_is_no_proof_by_itself(call: Call, door: CertificateDoor) -> None:
    """Anybody can send the certificate of somebody else; the connection has to show it."""
    call("POST", TRUSTED, json=uploaded(ROOT, autoRegistrationEnabled=True))
    beside = {"x-ssl-cert-chain": (PUMP.pem + LINE.pem).replace("\n", " ")}

    assert door("POST", TOKEN, login=None, headers=beside).status == 401


def test_chain_that_cannot_be_read_is_refused(door: CertificateDoor) -> None:
    """400 with the platform's words."""
    door.chain = [PUMP]

    response = door("POST", TOKEN, login=None, headers={"x-ssl-cert-chain": "no certificate"})

    assert (response.status, response.json()["error"]) == (400, "Device Certificates/Bad Request")


def test_deleted_certificate_lets_nobody_in(call: Call, door: CertificateDoor) -> None:
    """Whoever is trusted no more gets no further token."""
    call("POST", TRUSTED, json=uploaded(LINE, autoRegistrationEnabled=True))
    door.chain = [PUMP]
    first = door("POST", TOKEN, login=None).status
    call("DELETE", f"{TRUSTED}/{LINE.fingerprint}")

    assert (first, door("POST", TOKEN, login=None).status) == (200, 401)


def test_token_ends(call: Call, door: CertificateDoor, platform: Platform) -> None:
    """After an hour a device needs another one."""
    call("POST", TRUSTED, json=uploaded(LINE, autoRegistrationEnabled=True))
    door.chain = [PUMP]
    bearer = {"authorization": f"Bearer {door('POST', TOKEN, login=None).json()['accessToken']}"}

    before = call("GET", "/user/currentUser", headers=bearer, login=None).status
    platform.advance(3600 * 1000)

    assert (before, call("GET", "/user/currentUser", headers=bearer, login=None).status) == (200, 401)
