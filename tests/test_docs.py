"""Every command and every example of the documentation is run."""

from __future__ import annotations

import os
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
from tests.pages import PAGES, ROOT, SDK_PAGES, Block, blocks_of

LINK = re.compile(r"\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)

LIMITED = "mockc8y serve --limit realtime.connections=1000 --option notification2/backlog.bytes=26214400"
TESTED_ELSEWHERE = {
    "pip install ./sdk . && mockc8y serve": "tests/cli/test_serve.py and tests/test_packaging.py",
    "pip install ./sdk '.[test]' && pytest": ".ci/run, which runs exactly this",
    "mockc8y serve --app dist/cockpit --proxy-service feeder=http://127.0.0.1:9000": "tests/cli/test_extensions.py",
    'eval "$(mockc8y env --app feeder)"': "tests/cli/test_env.py",
    "mockc8y env --app feeder --manifest cumulocity.json --format dotenv": "tests/cli/test_env.py",
    LIMITED: "tests/cli/test_presets.py::test_example_of_the_documentation_serves",
    "pip install c8y-client": "tests/sdk/test_packaging.py",
    "pytest tests/contract": "tests/contract/test_real_tenant.py, as the next ones",
    "export C8Y_BASEURL=https://tenant.example.com C8Y_TENANT=t12345 C8Y_USER=joe C8Y_PASSWORD=secret": "as above",
    "pytest tests/contract -k real": "as above",
    "pytest tests/contract -k real --record": "as above",
}
"""Commands that cannot run inside a test run, and what runs them instead."""


BLOCKS = blocks_of()
COMMANDS = dict.fromkeys(line for each in BLOCKS if each.language == "sh" for line in each.code.splitlines())
TESTS = [each for each in BLOCKS if each.is_test]


def is_contract(block: Block) -> bool:
    """Tell whether a test is one that a real tenant passes as well."""
    return "from tests.contract" in block.code


@pytest.fixture(scope="module")
def demo() -> Iterator[MockTenant]:
    """The tenant that `mockc8y serve` serves."""
    live = LiveServer()
    mock = MockTenant(lambda: live, state=planted_state("demo"))
    yield mock
    mock.close()
    live.stop()


@pytest.mark.parametrize("command", COMMANDS)
def test_command_works(command: str, demo: MockTenant) -> None:
    """A command of the documentation succeeds against the demo tenant and prints JSON."""
    if command in TESTED_ELSEWHERE:
        return
    local = shlex.split(command.replace("http://localhost:8080", demo.base_url))
    run = [sys.executable, "-m", "mockc8y.cli", *local[1:]] if local[0] == "mockc8y" else [*local, "-sf"]
    result = subprocess.run(run, capture_output=True, text=True, timeout=30, check=False, cwd=ROOT)

    assert result.returncode == 0, result.stderr
    assert result.stdout.startswith("{")


@pytest.mark.parametrize("block", [each for each in TESTS if not is_contract(each)], ids=lambda block: block.place)
def test_example_test_passes(block: Block, pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    """A test of the documentation passes in a pytest run with our plugin."""
    pytester.makepyfile(block.code)

    result = run_with_plugins(pytester, monkeypatch, "mockc8y.pytest_plugin")

    result.assert_outcomes(passed=block.code.count("def test_"))


@pytest.mark.parametrize("block", [each for each in TESTS if is_contract(each)], ids=lambda block: block.place)
def test_example_contract_holds(block: Block, pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    """A contract of the documentation holds in the process and over a socket; no real tenant is there."""
    monkeypatch.delenv("C8Y_BASEURL", raising=False)
    pytester.makepyfile(block.code)

    result = run_with_plugins(pytester, monkeypatch, "mockc8y.pytest_plugin", "tests.contract.conftest")

    result.assert_outcomes(passed=2, skipped=1)


def run_with_plugins(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, *plugins: str) -> pytest.RunResult:
    """Run what pytester holds with plugins of this checkout and no others."""
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(ROOT), str(ROOT / "sdk")]))
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    return pytester.runpytest_subprocess(*(f"-p{plugin}" for plugin in plugins), "-q")


@pytest.mark.clients
@pytest.mark.parametrize("name", ["pyc8y", "c8y_api"])
def test_example_client_lists_devices(name: str, demo: MockTenant) -> None:
    """The published client of the example lists three devices of the demo tenant."""
    [code] = [each.code for each in BLOCKS if each.is_of_published_client and f"from {name} import" in each.code]
    namespace: dict[str, Callable[[str], list[str]]] = {}
    exec(compile(code, "README.md", "exec"), namespace)  # noqa: S102 - the example is what is tested

    assert len(_run(namespace, demo.base_url)) == 3


def _run(namespace: dict[str, Callable[[str], list[str]]], base_url: str) -> list[str]:
    if "main" not in namespace:
        return namespace["names"](base_url)
    return namespace["asyncio"].run(namespace["main"](base_url))  # type: ignore[attr-defined, no-any-return]


def test_every_example_is_run_by_somebody() -> None:
    """An example is a test, or one of a published client, or on a page of the SDK, which has a runner of its own."""
    examples = [each for each in BLOCKS if each.language == "python"]
    forgotten = [
        each.place for each in examples if not (each.is_test or each.is_of_published_client or each.page in SDK_PAGES)
    ]

    assert len(examples) > 100
    assert forgotten == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_within_the_repository_lead_somewhere(page: Path) -> None:
    """A link leads to a file that is there, and to a heading of it if it names one."""
    links = [each for each in LINK.findall(page.read_text(encoding="utf-8")) if not each.startswith("http")]

    assert [each for each in links if not is_there(page, each)] == []


def is_there(page: Path, link: str) -> bool:
    """Tell whether a link of a page leads somewhere."""
    name, _, anchor = link.partition("#")
    target = (page.parent / name).resolve() if name else page
    if not anchor:
        return target.exists()
    return target.is_file() and anchor in [anchor_of(each) for each in HEADING.findall(target.read_text("utf-8"))]


def anchor_of(heading: str) -> str:
    """Give the anchor by which a heading is linked."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
