"""`mockc8y serve --tls`: certificates made on the spot, https for everybody, and a port where devices show theirs."""

from __future__ import annotations

import base64
import re
import ssl
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import pkcs7

from mockc8y.cli import tls
from mockc8y.domain.times import DAY_MS, parse_millis
from tests.certificates import Holder, authority, certified, elliptic_key, request_for, uploaded

ROOT = Path(__file__).parents[2]
COMMAND = [sys.executable, "-m", "mockc8y.cli", "serve", "--seed", "empty", "--tls"]
NOW = parse_millis("2026-01-15T12:00:00Z")
ADMIN = ("t07007007/admin", "admin")
TRUSTED = "/tenant/tenants/t07007007/trusted-certificates"
TOKEN = "/devicecontrol/deviceAccessToken"


class Served:
    """A running server and the addresses that it printed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        options = ["--port", "0", "--tls-client-port", "0", "--tls-dir", str(folder)]
        self._process = subprocess.Popen([*COMMAND, *options], stdout=subprocess.PIPE, text=True, cwd=ROOT)
        assert self._process.stdout is not None
        lines = []
        for line in self._process.stdout:
            lines.append(line)
            if "Coverage" in line:
                break
        self.banner = "".join(lines)
        self.base_url, self.devices_url = re.findall(r"https://127\.0\.0\.1:\d+", self.banner)[:2]

    def client(self, base_url: str, *shown: Holder) -> httpx.Client:
        """Return a client that trusts the server by its CA file alone, and may show certificates of its own."""
        context = ssl.create_default_context(cafile=self.folder / "ca.pem")
        if shown:
            file = self.folder / "device.pem"
            file.write_text("".join(holder.pem for holder in shown) + shown[0].key_pem)
            context.load_cert_chain(file)
        return httpx.Client(base_url=base_url, verify=context, trust_env=False, headers={"accept": "application/json"})

    def close(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.wait()
        assert self._process.stdout is not None
        self._process.stdout.close()


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """An empty tenant behind https."""
    server = Served(tmp_path_factory.mktemp("tls"))
    yield server
    server.close()


@pytest.fixture
def admin(served: Served) -> Iterator[httpx.Client]:
    """The administrator, on the port for everybody."""
    with served.client(served.base_url) as client:
        client.auth = httpx.BasicAuth(*ADMIN)
        yield client


def token_for(served: Served, *shown: Holder, beside: str | None = None) -> httpx.Response:
    """Ask for an access token with a certificate."""
    headers = {} if beside is None else {"x-ssl-cert-chain": beside.strip().replace("\n", " ")}
    with served.client(served.devices_url, *shown) as client:
        return client.post(TOKEN, headers=headers)


def test_banner_tells_how_to_trust_the_server(served: Served) -> None:
    """It names the CA file, the settings that clients read, and the port for devices."""
    file = served.folder / "ca.pem"

    assert f"SSL_CERT_FILE={file} REQUESTS_CA_BUNDLE={file}" in served.banner
    assert re.search(rf"Devices +{served.devices_url}", served.banner)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_clients_that_trust_the_authority_are_served(served: Served, host: str) -> None:
    """By address as by name, and links say https."""
    base_url = served.base_url.replace("127.0.0.1", host)
    with served.client(base_url) as client:
        answer = client.get("/inventory", auth=ADMIN)

    assert answer.json()["self"] == f"{base_url}/inventory"


def test_cookies_are_secure(served: Served) -> None:
    """Behind https a session's cookies stay there."""
    with served.client(served.base_url) as client:
        form = {"grant_type": "PASSWORD", "username": "admin", "password": "admin"}
        answer = client.post("/tenant/oauth?tenant_id=t07007007", data=form)

    cookies = answer.headers.get_list("set-cookie")
    assert len(cookies) == 2
    assert all("Secure" in cookie for cookie in cookies)


def test_device_lives_by_its_certificate(served: Served, admin: httpx.Client) -> None:
    """It enrols on the port for everybody, shows its certificate on the other one, and works with the token."""
    admin.post("/certificate-authority").raise_for_status()
    admin.post("/devicecontrol/newDeviceRequests", json={"id": "pump-7", "enrollmentToken": "otp"}).raise_for_status()
    with served.client(served.base_url) as device:
        enrolled = device.post(
            "/.well-known/est/simpleenroll",
            content=request_for("pump-7"),
            headers={"content-type": "application/pkcs10", "content-transfer-encoding": "base64"},
            auth=("pump-7", "otp"),
        )
        [certificate] = pkcs7.load_der_pkcs7_certificates(base64.b64decode(enrolled.content))
        answer = token_for(served, Holder(elliptic_key("pump-7"), certificate))
        bearer = {"authorization": f"Bearer {answer.json()['accessToken']}"}
        made = device.post("/inventory/managedObjects", json={"name": "Pump"}, headers=bearer)

    assert (enrolled.status_code, answer.status_code, made.status_code) == (201, 200, 201)
    assert made.json()["owner"] == "device_pump-7"


def test_client_without_a_certificate_is_served_on_the_port_for_devices(served: Served) -> None:
    """Showing one is a choice; who shows none gets no token for it."""
    with served.client(served.devices_url) as client:
        assert client.get("/inventory", auth=ADMIN).status_code == 200

    assert token_for(served).status_code == 401


def test_port_for_everybody_gives_no_tokens(admin: httpx.Client) -> None:
    """It does not ask for certificates."""
    assert admin.post(TOKEN).status_code == 404


def test_certificate_that_no_tenant_knows_ends_the_connection(served: Served) -> None:
    """TLS itself refuses it."""
    with pytest.raises((httpx.ReadError, httpx.RemoteProtocolError)):
        token_for(served, certified("stranger"))


def test_intermediate_certificates_come_with_the_connection_and_beside_the_request(
    served: Served, admin: httpx.Client
) -> None:
    """TLS needs them to let the client in, the application to trust it."""
    root = authority("Far root")
    line = authority("Far line", by=root)
    pump = certified("pump-8", by=line)
    admin.post(TRUSTED, json=uploaded(root, autoRegistrationEnabled=True)).raise_for_status()

    assert token_for(served, pump, line).status_code == 401
    assert token_for(served, pump, line, beside=line.pem).status_code == 200


def test_certificate_that_is_trusted_no_more_is_refused(served: Served, admin: httpx.Client) -> None:
    """Deleting it shuts its devices out, though TLS remembers it."""
    gone = authority("Gone")
    pump = certified("pump-9", by=gone)
    admin.post(TRUSTED, json=uploaded(gone, autoRegistrationEnabled=True)).raise_for_status()

    before = token_for(served, pump).status_code
    admin.delete(f"{TRUSTED}/{gone.fingerprint}").raise_for_status()

    assert (before, token_for(served, pump).status_code) == (200, 401)


def test_dates_of_certificates_are_left_to_the_application(served: Served, admin: httpx.Client) -> None:
    """The tenant's clock decides, so one that is over gets an answer and no broken connection."""
    plant = authority("Plant of old")
    admin.post(TRUSTED, json=uploaded(plant)).raise_for_status()

    answer = token_for(served, certified("pump-10", by=plant, days=1))

    assert (answer.status_code, answer.json()["message"]) == (401, "Invalid certificate chain!")


def test_authority_is_made_once(tmp_path: Path) -> None:
    """Who trusted it trusts every server that comes later."""
    first = tls.prepare(tmp_path, tls.LOCAL_NAMES, NOW).authority.read_text()
    server = (tmp_path / "server.pem").read_text()

    second = tls.prepare(tmp_path, tls.LOCAL_NAMES, NOW + DAY_MS)

    assert second.authority.read_text() == first
    assert second.server.read_text() != server


def test_authority_that_ends_soon_is_made_anew(tmp_path: Path) -> None:
    """No server's certificate outlives the one that signed it."""
    first = tls.prepare(tmp_path, tls.LOCAL_NAMES, NOW).authority.read_text()

    later = NOW + tls.AUTHORITY_LIFETIME - tls.SERVER_LIFETIME

    assert tls.prepare(tmp_path, tls.LOCAL_NAMES, later).authority.read_text() != first


def test_certificate_of_the_server_names_what_it_is_asked_for_by(tmp_path: Path) -> None:
    """Names, addresses of both kinds, and what it is bound to."""
    hosts = tls.host_names("192.0.2.1", "t1.localhost", None)
    files = tls.prepare(tmp_path, hosts, NOW)

    certificate = x509.load_pem_x509_certificate(files.server.read_bytes())
    names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert names.get_values_for_type(x509.DNSName) == ["localhost", "t1.localhost"]
    assert list(map(str, names.get_values_for_type(x509.IPAddress))) == ["127.0.0.1", "::1", "192.0.2.1"]
    certificate.verify_directly_issued_by(x509.load_pem_x509_certificate(files.authority.read_bytes()))


def test_server_bound_to_every_address_is_asked_for_by_local_names() -> None:
    """Nobody asks for 0.0.0.0."""
    assert tls.host_names("0.0.0.0") == tls.host_names("::") == list(tls.LOCAL_NAMES)


def test_serial_numbers_are_never_used_twice(tmp_path: Path) -> None:
    """Browsers refuse two certificates of one authority with the same number."""
    numbers = {
        x509.load_pem_x509_certificate(tls.prepare(tmp_path, tls.LOCAL_NAMES, NOW).server.read_bytes()).serial_number
        for _ in range(3)
    }

    assert len(numbers) == 3


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_keys_are_for_their_owner_only(tmp_path: Path) -> None:
    """Neither files nor folder can be read by others."""
    folder = tmp_path / "tls"
    tls.prepare(folder, tls.LOCAL_NAMES, NOW)

    modes = {stat.S_IMODE(path.stat().st_mode) & 0o077 for path in (folder, *folder.iterdir())}

    assert modes == {0}


def test_folder_that_cannot_be_used_is_one_clear_line_and_exit_code_2(tmp_path: Path) -> None:
    """A file in the place of the folder, or nonsense in it, is said in one line that names the option."""
    (tmp_path / "file").touch()
    nonsense = tmp_path / "nonsense"
    nonsense.mkdir()
    (nonsense / "ca-with-key.pem").write_text("nonsense")

    for folder in (tmp_path / "file" / "tls", nonsense):
        command = [*COMMAND, "--port", "0", "--tls-client-port", "0", "--tls-dir", str(folder)]
        result = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, timeout=30, check=False)

        assert (result.returncode, result.stdout) == (2, "")
        assert len(result.stderr.splitlines()) == 1
        assert "--tls-dir" in result.stderr


def test_busy_port_for_devices_names_its_option(served: Served) -> None:
    """The line says which of the two ports is taken."""
    port = served.devices_url.rpartition(":")[2]
    command = [*COMMAND, "--port", "0", "--tls-client-port", port, "--tls-dir", str(served.folder)]

    result = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, timeout=30, check=False)

    assert result.returncode == 2
    assert "--tls-client-port 0" in result.stderr
