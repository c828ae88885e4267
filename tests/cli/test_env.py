"""`mockc8y env` as a developer uses it: it asks a running server, and a microservice starts with what it prints."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner, Result

from mockc8y.cli import main
from mockc8y.cli.env import as_dotenv, as_shell
from mockc8y.control.live_server import LiveServer
from mockc8y.control.mock_tenant import MockTenant
from mockc8y.domain import applications, subscriptions, users
from mockc8y.domain.callers import PLATFORM
from mockc8y.domain.default_groups import ADMINS

ROOT = Path(__file__).parents[2]
SINGLE = """
import asyncio
from pyc8y.app import SimpleCumulocityApp

async def main():
    async with SimpleCumulocityApp() as c8y:
        print(c8y.tenant_id, c8y.username, [device.name async for device in c8y.device_inventory.select()])

asyncio.run(main())
"""
MULTI = """
import asyncio
from pyc8y.app import MultiTenantCumulocityApp

async def main():
    async with MultiTenantCumulocityApp() as app:
        for tenant in sorted(await app.get_subscribers()):
            c8y = await app.get_tenant_instance(tenant)
            print(c8y.tenant_id, c8y.username, [device.name async for device in c8y.device_inventory.select()])

asyncio.run(main())
"""


@pytest.fixture(scope="module")
def live() -> Iterator[LiveServer]:
    """A thread that serves."""
    server = LiveServer()
    yield server
    server.stop()


@pytest.fixture
def mock(live: LiveServer) -> Iterator[MockTenant]:
    """A running server with one device."""
    made = MockTenant(lambda: live)
    made.inventory.create({"name": "Pump 7", "c8y_IsDevice": {}})
    yield made
    made.close()


def ask(mock: MockTenant, *options: str) -> Result:
    """Run the command against a server."""
    return CliRunner().invoke(main, ["env", "--url", mock.base_url, *options])


def environment(mock: MockTenant, *options: str) -> dict[str, str]:
    """Return what the command prints."""
    result = ask(mock, "--app", "feeder", "--format", "json", *options)
    assert result.exit_code == 0, result.stderr
    found: dict[str, str] = json.loads(result.stdout)
    return found


def started(script: str, variables: dict[str, str]) -> str:
    """Run a microservice to its end, with no more of this process's environment than Python needs."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LD_LIBRARY_PATH") if name in os.environ}
    command = [sys.executable, "-c", script]
    result = subprocess.run(command, capture_output=True, text=True, env=kept | variables, timeout=60, check=False)
    assert result.returncode == 0, result.stderr
    return result.stdout


def test_environment_of_a_multi_tenant_microservice(mock: MockTenant) -> None:
    """Bootstrap user and application, and no user of any tenant."""
    found = environment(mock)

    assert found.pop("C8Y_BOOTSTRAP_PASSWORD")
    assert found == {
        "C8Y_BASEURL": mock.base_url,
        "C8Y_BASEURL_WEBSOCKET": mock.base_url.replace("http", "ws"),
        "C8Y_MICROSERVICE_ISOLATION": "MULTI_TENANT",
        "C8Y_BOOTSTRAP_TENANT": "t07007007",
        "C8Y_BOOTSTRAP_USER": "servicebootstrap_feeder",
        "APPLICATION_NAME": "feeder",
        "APPLICATION_KEY": "feeder-key",
        "SERVER_PORT": "80",
    }


def test_environment_of_a_per_tenant_microservice(mock: MockTenant) -> None:
    """The user of the only tenant comes on top."""
    found = environment(mock, "--isolation", "PER_TENANT", "--server-port", "9000")

    assert found["C8Y_MICROSERVICE_ISOLATION"] == "PER_TENANT"
    assert found["SERVER_PORT"] == "9000"
    assert (found["C8Y_TENANT"], found["C8Y_USER"]) == ("t07007007", "service_feeder")
    login = (f"{found['C8Y_TENANT']}/{found['C8Y_USER']}", found["C8Y_PASSWORD"])
    answer = httpx.get(f"{mock.base_url}/inventory/managedObjects", auth=login, trust_env=False)
    assert answer.status_code == 200


@pytest.mark.clients
def test_single_tenant_microservice_starts(mock: MockTenant) -> None:
    """A script of the published client finds the device with nothing but the environment."""
    found = environment(mock, "--isolation", "PER_TENANT")

    assert started(SINGLE, found) == "t07007007 service_feeder ['Pump 7']\n"


@pytest.mark.clients
def test_multi_tenant_microservice_starts(mock: MockTenant) -> None:
    """A script of the published client learns its subscribers and finds the device of each."""
    other = mock.platform.add_tenant("t900")
    users.add(other, "admin", "admin", groups=[ADMINS])
    found = environment(mock)
    application = applications.by_context_path(mock.platform, mock.tenant, "feeder")
    assert application is not None
    subscriptions.subscribe(other, application, PLATFORM)

    assert started(MULTI, found) == "t07007007 service_feeder ['Pump 7']\nt900 service_feeder []\n"


def test_first_run_says_what_it_changed_and_the_second_changes_nothing(mock: MockTenant) -> None:
    """What is made on the way is told beside the output, and the passwords stay."""
    first, second = (ask(mock, "--app", "feeder") for _ in range(2))

    assert "registered microservice feeder with the roles ROLE_INVENTORY_READ" in first.stderr
    assert "subscribed tenant t07007007 to feeder" in first.stderr
    assert second.stderr == ""
    assert second.stdout == first.stdout


def test_manifest_counts_from_now_on(mock: MockTenant, tmp_path: Path) -> None:
    """Roles and isolation are those of the microservice's own manifest, at the first time and at every later one."""
    path = tmp_path / "cumulocity.json"
    content = {"apiVersion": "1", "name": "feeder", "version": "1.0.0", "roles": [], "contextPath": "feed"}
    environment(mock)
    path.write_text(json.dumps(content | {"isolation": "PER_TENANT", "requiredRoles": ["ROLE_ALARM_READ"]}))

    found = environment(mock, "--manifest", str(path))

    assert found["C8Y_MICROSERVICE_ISOLATION"] == "PER_TENANT"
    user = mock.tenant.users.get("service_feeder")
    assert user is not None
    assert user.roles == {"ROLE_ALARM_READ"}


def test_isolation_that_contradicts_the_manifest_is_refused(mock: MockTenant) -> None:
    """A microservice is not turned into another one by an option."""
    environment(mock, "--isolation", "PER_TENANT")

    result = ask(mock, "--app", "feeder", "--isolation", "MULTI_TENANT")

    assert result.exit_code == 2
    assert "feeder is PER_TENANT by its manifest" in result.stderr


def test_shell_and_dotenv_say_the_same(mock: MockTenant) -> None:
    """Both forms hold what JSON holds."""
    found = environment(mock)
    in_shell = ask(mock, "--app", "feeder").stdout
    as_file = ask(mock, "--app", "feeder", "--format", "dotenv").stdout

    assert in_shell.splitlines() == [f"export {name}={shlex.quote(value)}" for name, value in found.items()]
    assert as_file.splitlines() == [f"{name}={value}" for name, value in found.items()]


def test_shell_form_survives_any_value() -> None:
    """Nothing that a value holds is taken for a command."""
    value = "a'b\"c $HOME `id` $(id)\\ ; & #"

    script = as_shell({"VALUE": value}) + '\nprintf %s "$VALUE"'

    assert subprocess.run(["sh", "-c", script], capture_output=True, text=True, check=True).stdout == value


def test_dotenv_form_quotes_what_is_not_plain() -> None:
    """A value with blanks, quotes or marks of a comment stays one value."""
    assert as_dotenv({"A": "http://h:1/x_y", "B": "it's #1 \\"}) == "A=http://h:1/x_y\nB='it\\'s #1 \\\\'"


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        (["--password", "wrong"], "was refused with 401"),
        (["--user", "t900/admin"], "was refused with 401"),
        (["--tenant", "t900"], "was refused with 401"),
        (["--manifest", str(ROOT / "README.md")], "README.md is no JSON"),
        (["--url", "http://127.0.0.1:1"], "is `mockc8y serve` running?"),
    ],
)
def test_trouble_is_one_clear_line(mock: MockTenant, options: list[str], complaint: str) -> None:
    """What goes wrong is told in one line, and nothing is printed that a shell would take over."""
    result = ask(mock, "--app", "feeder", *options)

    assert result.exit_code == 2
    assert result.stdout == ""
    assert len(result.stderr.splitlines()) == 1
    assert complaint in result.stderr


def test_name_of_another_kind_of_application_is_refused(mock: MockTenant) -> None:
    """A microservice cannot take the name of a web application."""
    with mock.client() as client:
        document = {"name": "feeder", "key": "k", "contextPath": "feeder", "type": "HOSTED"}
        client.post("/application/applications", json=document)

    result = ask(mock, "--app", "feeder")

    assert result.exit_code == 2
    assert "was refused with 409" in result.stderr
