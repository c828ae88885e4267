"""@c8y/toolkit, the official tool that deploys web applications and makes tenants."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from mockc8y.control.mock_tenant import MockTenant
from mockc8y.domain.roles import PLATFORM_ROLES
from mockc8y.domain.users import effective_roles
from tests.clients.node.archives import archive
from tests.clients.node.conftest import PACKAGES

pytestmark = pytest.mark.clients

PROGRAM = PACKAGES / "@c8y" / "toolkit" / "dist" / "cli.js"
SECONDS = 50

Toolkit = Callable[..., str]
"""Runs the tool with its arguments and returns what it printed; it must succeed."""


def run(node_program: str, login: tuple[str, str], url: str, *arguments: str | Path) -> str:
    """Run the tool as a user, whose password stands in its environment."""
    user, password = login
    tenant, _, name = user.partition("/")
    known = {"C8Y_URL": url, "C8Y_TENANT": tenant, "C8Y_USER": name, "C8Y_PASSWORD": password}
    done = subprocess.run(
        [node_program, PROGRAM, *arguments],
        env={**os.environ, **known, "NO_PROXY": "127.0.0.1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    return done.stdout


@pytest.fixture
def deploy(node_program: str, c8y_mock: MockTenant, tmp_path: Path) -> Toolkit:
    """Give a function that deploys an archive."""

    def call(content: bytes, *arguments: str) -> str:
        file = tmp_path / "shop.zip"
        file.write_bytes(content)
        return run(node_program, c8y_mock.auth, c8y_mock.base_url, "deploy", file, *arguments)

    return call


def test_application_is_deployed(deploy: Toolkit, c8y_mock: MockTenant) -> None:
    """The application is made, its archive uploaded and activated, and its files are served at once."""
    printed = deploy(archive("<h1>Shop</h1>"))

    assert "deployed" in printed.lower()
    with c8y_mock.client() as client:
        assert client.get("/apps/shop/index.html").text == "<h1>Shop</h1>"
        (found,) = client.get("/application/applicationsByName/Shop").json()["applications"]
    assert (found["contextPath"], found["type"], found["owner"]["tenant"]["id"]) == (
        "shop",
        "HOSTED",
        c8y_mock.tenant_id,
    )


def test_application_is_deployed_again(deploy: Toolkit, c8y_mock: MockTenant) -> None:
    """The tool finds the application that is there and gives it other files."""
    deploy(archive("<h1>Old</h1>"))
    deploy(archive("<h1>New</h1>", version="1.1.0"), "--availability", "SHARED")

    with c8y_mock.client() as client:
        assert client.get("/apps/shop/index.html").text == "<h1>New</h1>"
        (found,) = client.get("/application/applicationsByName/Shop").json()["applications"]
    assert found["availability"] == "SHARED"


def test_package_is_deployed_with_its_tags(deploy: Toolkit, c8y_mock: MockTenant) -> None:
    """Each version of a package is kept; a tag moves to the version that was deployed last."""
    package = {"isPackage": True, "package": "plugin"}
    deploy(archive("<h1>Old</h1>", **package), "--tags", "latest,stable")
    deploy(archive("<h1>New</h1>", **package, version="1.1.0"), "--tags", "stable", "--rolling-tags")

    with c8y_mock.client() as client:
        (found,) = client.get("/application/applicationsByName/Shop").json()["applications"]
        path = f"/application/applications/{found['id']}/versions"
        versions = client.get(path).json()["versions"]
    assert {version["version"]: sorted(version["tags"]) for version in versions} == {
        "1.0.0": ["latest"],
        "1.1.0": ["stable"],
    }


def test_tenant_is_made_and_deleted(node_program: str, c8y_mock: MockTenant) -> None:
    """The tool gives the administrators of the new tenant every role, for which it signs in there."""
    before, login, url = set(c8y_mock.platform.tenants), c8y_mock.management_auth, c8y_mock.base_url
    secrets = ("--tenantUser", "boss", "--tenantPassword", "Str0ng!pass")

    printed = run(node_program, login, url, "create-tenant", "--domainNamePrefix", "acme", *secrets)

    assert "created successfully" in printed
    (made,) = set(c8y_mock.platform.tenants) - before
    assert made.profile.value.domain.startswith("acme")
    boss = made.users.get("boss")
    assert boss is not None
    assert effective_roles(made, boss) == PLATFORM_ROLES
    run(node_program, login, url, "delete-tenants")
    assert set(c8y_mock.platform.tenants) == before
