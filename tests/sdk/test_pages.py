"""Every example on the pages of the SDK is run: as it stands, and as synchronous code.

The blocks of a page are one program, run from top to bottom. What they print is what the comments behind `print` say.
"""

from __future__ import annotations

import ast
import asyncio
import inspect
import io
import re
import tomllib
from collections.abc import Iterator
from contextlib import nullcontext, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import c8y_client
import c8y_client.sync
from c8y_client import BasicAuth
from c8y_client._family import Family
from mockc8y.control.mock_tenant import MockTenant
from mockc8y.domain import users
from mockc8y.domain.default_groups import ADMINS
from mockc8y.domain.platform import BOOTSTRAP_PASSWORD, BOOTSTRAP_USER
from tests.pages import ROOT, SDK_PAGES, Block, blocks_of
from tests.sdk.bustle import going_on
from tests.sdk.services import Service

USER, PASSWORD = "joe", "secret"
PRINTED = re.compile(r"^ *print\(.*\)  # (.+)$", re.MULTILINE)

# How an example becomes synchronous, as docs/sdk/README.md tells its readers.
SYNCHRONOUS = {
    r"\b(?:async|await) ": "",
    r"\bfrom c8y_client import": "from c8y_client.sync import",
    r"\bfrom c8y_client\.(app|model|notification2|realtime|registry|rest) import": r"from c8y_client.sync.\1 import",
}


@dataclass(frozen=True)
class World:
    """The tenant that the examples talk to, with the pumps that they know."""

    mock: MockTenant
    names: dict[str, str]
    """What the examples say, and what it is here."""

    def here(self, code: str) -> str:
        """Put what is here in place of what the examples say."""
        for said, is_here in self.names.items():
            code = code.replace(said, is_here)
        return code

    def connection(self) -> dict[str, Any]:
        """Name what a client needs."""
        auth = BasicAuth(f"{self.mock.tenant_id}/{USER}", PASSWORD)
        return {"base_url": self.mock.base_url, "tenant_id": self.mock.tenant_id, "auth": auth}


@pytest.fixture
def world(c8y_mock: MockTenant, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> World:
    """Give a tenant with two pumps, a deployed microservice, and an environment that names both."""
    users.add(c8y_mock.tenant, USER, PASSWORD, groups=[ADMINS])
    pumps = [
        c8y_mock.inventory.create({"name": name, "type": "my_Pump", "c8y_IsDevice": {}})
        for name in ("Pump 7", "Pump 8")
    ]
    service = Service(c8y_mock)
    service.subscribe()
    environment = {
        **service.environment(),
        "C8Y_BASEURL": c8y_mock.base_url,
        "C8Y_TENANT": c8y_mock.tenant_id,
        "C8Y_USER": USER,
        "C8Y_PASSWORD": PASSWORD,
        "C8Y_DEVICEBOOTSTRAP_TENANT": "management",
        "C8Y_DEVICEBOOTSTRAP_USER": BOOTSTRAP_USER,
        "C8Y_DEVICEBOOTSTRAP_PASSWORD": BOOTSTRAP_PASSWORD,
        "NO_PROXY": "127.0.0.1",
    }
    monkeypatch.delenv("C8Y_TOKEN", raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(tmp_path)
    names = {"https://tenant.example.com": c8y_mock.base_url, "t12345": c8y_mock.tenant_id}
    return World(c8y_mock, names | dict(zip(("4711", "4712"), (each["id"] for each in pumps), strict=True)))


@pytest.fixture
def _doors_open(world: World, page: Path) -> Iterator[None]:
    """Let somebody open the door of the pump again and again, where a page listens to that."""
    opened = {"type": "my_Door", "text": "Door opened", "time": "2026-01-15T12:00:00Z"}
    event = {**opened, "source": {"id": world.names["4711"]}}
    with going_on(lambda: world.mock.events.create(event)) if page.stem == "notifications" else nullcontext():
        yield


def examples(page: Path) -> list[Block]:
    """Collect the blocks of a page that make up its program."""
    return [each for each in blocks_of([page]) if each.language == "python" and not each.is_test]


def synchronous(code: str) -> str:
    """Rewrite an example for the synchronous half."""
    for pattern, replacement in SYNCHRONOUS.items():
        code = re.sub(pattern, replacement, code)
    return code


def has_twin(block: Block) -> bool:
    """Tell whether a block can be rewritten: asyncio has no counterpart, and some blocks are synchronous already."""
    return "asyncio" not in block.code and "c8y_client.sync" not in block.code


def compiled(code: str, block: Block) -> Any:
    """Compile a block so that a traceback leads to its page."""
    padded = "\n" * (block.line - 1) + code
    return compile(padded, block.place, "exec", flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT, dont_inherit=True)


def check(printed: io.StringIO, code: str, block: Block) -> None:
    """Compare what a block has printed with what its comments say, if any do."""
    expected = PRINTED.findall(code)
    assert not expected or printed.getvalue().splitlines() == expected, block.place


@pytest.mark.usefixtures("_doors_open")
@pytest.mark.parametrize("page", SDK_PAGES, ids=lambda page: page.stem)
def test_examples_of_a_page_run(page: Path, world: World) -> None:
    """A reader who copies the blocks of a page one after the other gets what the page says."""

    async def run() -> None:
        async with c8y_client.CumulocityClient(**world.connection()) as c8y:
            namespace: dict[str, Any] = {"c8y": c8y, "__name__": "example"}
            for block in examples(page):
                code, printed = world.here(block.code), io.StringIO()
                program = compiled(code, block)
                with redirect_stdout(printed):
                    if "asyncio.run(" in code:
                        await asyncio.to_thread(exec, program, namespace)
                    else:
                        await started(program, namespace)
                check(printed, code, block)

    asyncio.run(run())


async def started(program: Any, namespace: dict[str, Any]) -> None:
    """Run a program that may wait at its top level."""
    outcome = eval(program, namespace)  # noqa: S307 - the example is what is tested
    if inspect.iscoroutine(outcome):
        await outcome


@pytest.mark.usefixtures("_doors_open")
@pytest.mark.parametrize("page", SDK_PAGES, ids=lambda page: page.stem)
def test_examples_of_a_page_run_without_async_and_await(page: Path, world: World) -> None:
    """The same page holds for the synchronous half."""
    with c8y_client.sync.CumulocityClient(**world.connection()) as c8y:
        namespace: dict[str, Any] = {"c8y": c8y, "__name__": "example"}
        for block in filter(has_twin, examples(page)):
            code, printed = synchronous(world.here(block.code)), io.StringIO()
            program = compiled(code, block)
            with redirect_stdout(printed):
                exec(program, namespace)  # noqa: S102 - as above
            check(printed, code, block)


ERROR = re.compile(r"^\| `(\w+)` \| ([^|]*)\|", re.MULTILINE)


def test_table_of_errors_is_complete() -> None:
    """Each error of the package is in the table, with the builtins that also catch it."""
    page = (ROOT / "docs" / "sdk" / "errors.md").read_text(encoding="utf-8")
    listed = {name: set(re.findall(r"`(\w+)`", also)) for name, also in ERROR.findall(page.partition("\n## ")[0])}
    errors = {name: getattr(c8y_client, name) for name in c8y_client.__all__}
    errors = {name: each for name, each in errors.items() if isinstance(each, type) and issubclass(each, Exception)}

    assert listed.keys() | {"MissingTfaError"} == errors.keys()
    for name, also in listed.items():
        assert also <= {each.__name__ for each in errors[name].__mro__}, name


EXTRAS = re.compile(r"^\| `(\w+)` \|", re.MULTILINE)


def test_readme_lists_the_extras() -> None:
    """The table of the README names the extras of the distribution, all of them."""
    project = tomllib.loads((ROOT / "sdk" / "pyproject.toml").read_text(encoding="utf-8"))["project"]

    assert EXTRAS.findall(SDK_PAGES[0].read_text(encoding="utf-8")) == sorted(project["optional-dependencies"])


def test_index_names_every_part_of_a_client() -> None:
    """Nobody has to read code to learn what a client offers."""
    index = (ROOT / "docs" / "sdk" / "README.md").read_text(encoding="utf-8")
    parts = [name for name, value in vars(c8y_client.CumulocityClient).items() if isinstance(value, Family)]

    assert len(parts) > 30
    assert [name for name in parts if f"`{name}`" not in index] == []


def test_index_leads_to_every_page() -> None:
    """No page of the SDK is there that the index does not know."""
    index = (ROOT / "docs" / "sdk" / "README.md").read_text(encoding="utf-8")
    missing = [page.name for page in SDK_PAGES if page.name != "README.md" and f"({page.name})" not in index]

    assert missing == []
