"""Scripts written for other packages print the same with theirs and with ours."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from mockc8y.control.mock_tenant import MockTenant
from mockc8y.domain.platform import BOOTSTRAP_PASSWORD, BOOTSTRAP_USER
from tests.sdk.acceptance.aliases import ASYNCHRONOUS, SYNCHRONOUS
from tests.sdk.services import Service, single_tenant

pytestmark = [pytest.mark.clients, pytest.mark.timeout(120)]

ROOT = Path(__file__).parents[3]
FOLDER = Path(__file__).parent
SCRIPTS = {
    script: names
    for names in (ASYNCHRONOUS, SYNCHRONOUS)
    for script in sorted((FOLDER / "scripts" / names[0]).glob("*.py"))
}

RUN = "import runpy, sys; runpy.run_path(sys.argv[1], run_name='__main__')"
ALIAS = "import sys; from tests.sdk.acceptance.aliases import put_in_place; put_in_place(*sys.argv[2:])"


def environment(mock: MockTenant) -> dict[str, str]:
    """Fill the tenant with what scripts expect, and word the environment that they run in."""
    mock.add_user("ana", groups=["admins"])
    mock.add_user("nina")
    service = Service(mock)
    service.subscribe()
    return {
        **{name: value for name, value in os.environ.items() if not name.startswith("C8Y_")},
        **service.environment(),
        **single_tenant(mock),
        "C8Y_BASEURL": mock.base_url,
        "C8Y_DEVICEBOOTSTRAP_TENANT": "management",
        "C8Y_DEVICEBOOTSTRAP_USER": BOOTSTRAP_USER,
        "C8Y_DEVICEBOOTSTRAP_PASSWORD": BOOTSTRAP_PASSWORD,
        "NO_PROXY": "127.0.0.1",
        "PYTHONPATH": os.pathsep.join([str(ROOT / "sdk"), str(ROOT)]),
    }


def printed(mock: MockTenant, script: Path, prelude: str, *names: str) -> list[str]:
    """Run a script against a fresh tenant, and give what it prints."""
    mock.reset()
    command = [sys.executable, "-W", "ignore", "-c", f"{prelude}\n{RUN}", str(script), *names]
    run = subprocess.run(command, env=environment(mock), capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    return run.stdout.splitlines()


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: f"{script.parent.name}/{script.stem}")
def test_script_prints_the_same_with_ours(script: Path, c8y_mock: MockTenant) -> None:
    """Nothing but the import tells which package is at work."""
    theirs = printed(c8y_mock, script, "")
    ours = printed(c8y_mock, script, ALIAS, *SCRIPTS[script])

    assert ours == theirs
    assert len(theirs) > 5
