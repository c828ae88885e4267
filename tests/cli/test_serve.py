"""`mockc8y serve` as a person starts it: a process, a banner, a socket, an end."""

from __future__ import annotations

import json
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import httpx
import pytest
from websockets.exceptions import ConnectionClosedOK
from websockets.sync.client import connect

ROOT = Path(__file__).parents[2]
COMMAND = [sys.executable, "-m", "mockc8y.cli", "serve", "--port", "0"]
PROMPTLY = 2.0


class Served:
    """A running server and what it printed."""

    def __init__(self, *options: str) -> None:
        self.process = subprocess.Popen([*COMMAND, *options], stdout=subprocess.PIPE, text=True, cwd=ROOT)
        assert self.process.stdout is not None
        self.banner = _banner(self.process.stdout)
        found = re.search(r"http://127\.0\.0\.1:\d+", self.banner)
        self.base_url = found.group() if found else ""

    def stop(self, how: signal.Signals) -> float:
        """Send a signal; return how many seconds the end took."""
        start = time.perf_counter()
        self.process.send_signal(how)
        self.process.wait(10)
        return time.perf_counter() - start

    def close(self) -> None:
        """End the process whatever state it is in."""
        self.process.kill()
        self.process.wait()
        assert self.process.stdout is not None
        self.process.stdout.close()


def _banner(output: IO[str]) -> str:
    lines = []
    for line in output:
        lines.append(line)
        if "Coverage" in line:
            break
    return "".join(lines)


@pytest.fixture
def served() -> Iterator[Served]:
    """An empty tenant on a port of its own."""
    server = Served("--seed", "empty")
    yield server
    server.close()


def refusal(*options: str) -> subprocess.CompletedProcess[str]:
    """Start a server that cannot start."""
    return subprocess.run([*COMMAND[:-2], *options], capture_output=True, text=True, cwd=ROOT, timeout=30, check=False)


def test_banner_tells_all_that_is_needed_to_log_in(served: Served) -> None:
    """Address, tenant, user, password and the device bootstrap credentials are printed, and they are right."""
    answer = httpx.get(
        f"{served.base_url}/inventory/managedObjects", auth=("t07007007/admin", "admin"), trust_env=False
    )

    assert answer.status_code == 200
    for word in ("t07007007", "admin", "management/devicebootstrap", "Fhdt1bb1f", "/_mock/coverage"):
        assert word in served.banner


def test_management_has_an_administrator_of_the_same_name(served: Served) -> None:
    """The banner says so, and the login is right; the tenant itself makes no tenants."""
    operator = httpx.get(f"{served.base_url}/tenant/tenants", auth=("management/admin", "admin"), trust_env=False)
    tenant = httpx.get(f"{served.base_url}/tenant/currentTenant", auth=("admin", "admin"), trust_env=False)

    assert "management/admin " in served.banner
    assert [found["id"] for found in operator.json()["tenants"]] == ["t07007007"]
    assert tenant.json()["allowCreateTenants"] is False


def test_tenant_may_have_subtenants_on_demand() -> None:
    """`--allow-create-tenants` makes it an enterprise tenant."""
    server = Served("--seed", "empty", "--allow-create-tenants")
    try:
        tenant = httpx.get(f"{server.base_url}/tenant/currentTenant", auth=("admin", "admin"), trust_env=False)
    finally:
        server.close()

    assert tenant.json()["allowCreateTenants"] is True


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_signal_stops_the_server_at_once(served: Served, how: signal.Signals) -> None:
    """Ctrl-C and SIGTERM end the process, also with a connection open."""
    with socket.create_connection(("127.0.0.1", int(served.base_url.rpartition(":")[2]))):
        assert served.stop(how) < PROMPTLY


def test_server_that_stops_says_goodbye_to_consumers(served: Served) -> None:
    """Their websockets end with 1001, and the process as promptly as without them."""
    login = ("t07007007/admin", "admin")
    topic = {"subscriber": "worker", "subscription": "levels"}
    answer = httpx.post(f"{served.base_url}/notification2/token", json=topic, auth=login, trust_env=False)
    address = f"ws{served.base_url[4:]}/notification2/consumer/?token={answer.json()['token']}"

    with connect(address, proxy=None) as consumer:
        assert served.stop(signal.SIGTERM) < PROMPTLY
        with pytest.raises(ConnectionClosedOK):
            consumer.recv(PROMPTLY)
        assert consumer.close_code == 1001


def test_busy_port_is_one_clear_line_and_exit_code_2(served: Served) -> None:
    """A taken port names itself and what to do."""
    port = served.base_url.rpartition(":")[2]

    result = refusal("--port", port, "--seed", "empty")

    assert result.returncode == 2
    assert result.stdout == ""
    assert len(result.stderr.splitlines()) == 1
    assert port in result.stderr
    assert "--port" in result.stderr


def test_unknown_seed_names_the_known_ones() -> None:
    """A mistyped seed is one line with what there is."""
    result = refusal("--port", "0", "--seed", "demmo")

    assert result.returncode == 2
    assert len(result.stderr.splitlines()) == 1
    assert "demmo" in result.stderr
    assert "demo, empty, large" in result.stderr


@pytest.mark.parametrize("content", ["{", "[]", '{"seed": {}}', json.dumps({"alarms": {"1": {"id": "x"}}})])
def test_broken_seed_file_is_one_clear_line(tmp_path: Path, content: str) -> None:
    """A seed file that cannot be planted names itself."""
    path = tmp_path / "broken.json"
    path.write_text(content)

    result = refusal("--port", "0", "--seed", str(path))

    assert result.returncode == 2, result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert str(path) in result.stderr


def test_base_url_is_what_links_show() -> None:
    """Behind a proxy, links show the public address."""
    server = Served("--seed", "empty", "--base-url", "https://iot.example.test/c8y")
    try:
        port = _listening_port(server.process.pid)
        body = httpx.get(f"http://127.0.0.1:{port}/inventory", auth=("admin", "admin"), trust_env=False).json()
    finally:
        server.close()

    assert body["self"] == "https://iot.example.test/c8y/inventory"


def test_strict_refuses_parameters_the_specification_does_not_know() -> None:
    """A misspelt parameter is an error that names the known ones."""
    server = Served("--seed", "empty", "--strict")
    try:
        answer = httpx.get(f"{server.base_url}/alarm/alarms?sorce=1", auth=("admin", "admin"), trust_env=False)
    finally:
        server.close()

    assert answer.status_code == 422
    assert "sorce" in answer.json()["message"]
    assert "source" in answer.json()["message"]


def _listening_port(pid: int) -> int:
    """Find the port a process listens on, which a public address in the banner hides."""
    inodes = {
        found.group(1)
        for link in Path(f"/proc/{pid}/fd").iterdir()
        if (found := re.fullmatch(r"socket:\[(\d+)\]", str(link.readlink())))
    }
    for line in Path(f"/proc/{pid}/net/tcp").read_text().splitlines()[1:]:
        fields = line.split()
        if fields[9] in inodes and fields[3] == "0A":
            return int(fields[1].rpartition(":")[2], 16)
    raise AssertionError(f"process {pid} listens on no port")


def test_permissions_can_be_switched_off_loudly() -> None:
    """The banner and every answer say that nobody is refused anything."""
    server = Served("--seed", "empty", "--permissions", "off")
    try:
        login = ("management/devicebootstrap", "Fhdt1bb1f")
        response = httpx.get(f"{server.base_url}/retention/retentions", auth=login, trust_env=False)
    finally:
        server.close()

    assert "OFF: every user may do everything" in server.banner
    assert response.headers["x-mockc8y-permissions"] == "off"
    assert response.status_code == 200
