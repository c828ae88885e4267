"""Every command and every example of the documentation is run."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from mockc8y.control.live_server import LiveServer
from mockc8y.control.mock_tenant import MockTenant
from mockc8y.control.planted import planted_state

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.DOTALL | re.MULTILINE)

LIMITED = "mockc8y serve --limit realtime.connections=1000 --option notification2/backlog.bytes=26214400"
TESTED_ELSEWHERE = {
    "pip install ./sdk . && mockc8y serve": "tests/cli/test_serve.py and tests/test_packaging.py",
    "pip install ./sdk '.[test]' && pytest": ".ci/run, which runs exactly this",
    "mockc8y serve --app dist/cockpit --proxy-service feeder=http://127.0.0.1:9000": "tests/cli/test_extensions.py",
    'eval "$(mockc8y env --app feeder)"': "tests/cli/test_env.py",
    "mockc8y env --app feeder --manifest cumulocity.json --format dotenv": "tests/cli/test_env.py",
    LIMITED: "tests/cli/test_presets.py::test_example_of_the_documentation_serves",
}
"""Commands that cannot run inside a test run, and what runs them instead."""


def blocks(language: str) -> list[str]:
    """Collect the code blocks of a language from all pages."""
    return [code for page in PAGES for found, code in FENCE.findall(page.read_text()) if found == language]


@pytest.fixture(scope="module")
def demo() -> Iterator[MockTenant]:
    """The tenant that `mockc8y serve` serves."""
    live = LiveServer()
    mock = MockTenant(lambda: live, state=planted_state("demo"))
    yield mock
    mock.close()
    live.stop()


@pytest.mark.parametrize("command", [line for block in blocks("sh") for line in block.splitlines()])
def test_command_works(command: str, demo: MockTenant) -> None:
    """A command of the documentation succeeds against the demo tenant and prints JSON."""
    if command in TESTED_ELSEWHERE:
        return
    local = shlex.split(command.replace("http://localhost:8080", demo.base_url))
    run = [sys.executable, "-m", "mockc8y.cli", *local[1:]] if local[0] == "mockc8y" else [*local, "-sf"]
    result = subprocess.run(run, capture_output=True, text=True, timeout=30, check=False, cwd=ROOT)

    assert result.returncode == 0, result.stderr
    assert result.stdout.startswith("{")


@pytest.mark.parametrize("code", [block for block in blocks("python") if "def test_" in block])
def test_example_test_passes(code: str, pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    """A test of the documentation passes in a pytest run with our plugin."""
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    pytester.makepyfile(code)

    result = pytester.runpytest_subprocess("-p", "mockc8y.pytest_plugin", "-q")

    result.assert_outcomes(passed=code.count("def test_"))


@pytest.mark.clients
@pytest.mark.parametrize("name", ["pyc8y", "c8y_api"])
def test_example_client_lists_devices(name: str, demo: MockTenant) -> None:
    """The published client of the example lists three devices of the demo tenant."""
    [code] = [block for block in blocks("python") if f"from {name} import" in block]
    namespace: dict[str, Callable[[str], list[str]]] = {}
    exec(compile(code, "README.md", "exec"), namespace)  # noqa: S102 - the example is what is tested

    assert len(_run(namespace, demo.base_url)) == 3


def _run(namespace: dict[str, Callable[[str], list[str]]], base_url: str) -> list[str]:
    if "main" not in namespace:
        return namespace["names"](base_url)
    return namespace["asyncio"].run(namespace["main"](base_url))  # type: ignore[attr-defined, no-any-return]
