"""What is built is complete, holds nothing else, and works where it is installed."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from dataclasses import dataclass
from email.message import Message
from email.parser import Parser
from importlib import import_module
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
NAMES = ("mockc8y", "c8y_client")


@dataclass(frozen=True)
class Wheel:
    """A built wheel: where it is, the names of its files, its metadata."""

    path: Path
    files: frozenset[str]
    metadata: Message
    entry_points: str

    @property
    def required(self) -> set[str]:
        """The distributions that are installed with it when no extra is asked for."""
        requirements: list[str] = self.metadata.get_all("Requires-Dist", [])
        return {re.split(r"[^\w.-]", line)[0].lower() for line in requirements if "extra ==" not in line}


def run(*arguments: str | Path, cwd: Path = ROOT) -> str:
    """Run this Python with the arguments and hand over what it printed; a failure shows all of it."""
    done = subprocess.run(
        [sys.executable, *map(str, arguments)],
        cwd=cwd,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    return done.stdout


def read_wheel(path: Path) -> Wheel:
    """Read what a wheel says about itself."""
    with ZipFile(path) as archive:
        files = frozenset(archive.namelist())
        [metadata] = (name for name in files if name.endswith(".dist-info/METADATA"))
        points = metadata.replace("METADATA", "entry_points.txt")
        return Wheel(
            path,
            files,
            Parser().parsestr(archive.read(metadata).decode()),
            archive.read(points).decode() if points in files else "",
        )


@pytest.fixture(scope="session")
def wheels(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Wheel]:
    """Build both distributions the long way, wheel from source archive, with the tools at hand and no network."""
    folder = tmp_path_factory.mktemp("wheels")
    for source in (ROOT, ROOT / "sdk"):
        run("-m", "build", "--no-isolation", "--outdir", folder, source)
    return {path.name.split("-")[0]: read_wheel(path) for path in folder.glob("*.whl")}


@pytest.fixture(scope="session")
def installed(wheels: dict[str, Wheel], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install both wheels into an empty folder."""
    folder = tmp_path_factory.mktemp("installed")
    run(
        "-m",
        "pip",
        "install",
        "--no-deps",
        "--no-index",
        "--target",
        folder,
        *(wheel.path for wheel in wheels.values()),
    )
    return folder


def run_installed(folder: Path, code: str) -> str:
    """Run code with the installed packages before all others and the checkout out of sight."""
    return run("-I", "-W", "error", "-c", f"import sys; sys.path.insert(0, {str(folder)!r}); {code}", cwd=folder)


@pytest.mark.parametrize(("name", "folder"), [("mockc8y", "."), ("c8y_client", "sdk")])
def test_suite_judges_the_checkout(name: str, folder: str) -> None:
    """An installed copy, perhaps an old one, is never what the other tests import."""
    [location] = import_module(name).__path__

    assert Path(location).resolve() == (ROOT / folder / name).resolve()


@pytest.mark.parametrize("name", NAMES)
def test_wheel_holds_only_its_package(wheels: dict[str, Wheel], name: str) -> None:
    """No tests, tools or documentation end up on a user's import path."""
    tops = {file.split("/")[0] for file in wheels[name].files}

    assert {top for top in tops if not top.endswith(".dist-info")} == {name}


@pytest.mark.parametrize(("name", "folder"), [("mockc8y", "mockc8y"), ("c8y_client", "sdk/c8y_client")])
def test_wheel_holds_the_whole_package(wheels: dict[str, Wheel], name: str, folder: str) -> None:
    """Every module and every static file of the package is shipped, py.typed among them."""
    files = {path.relative_to((ROOT / folder).parent) for path in (ROOT / folder).rglob("*") if path.is_file()}
    expected = {path.as_posix() for path in files if "__pycache__" not in path.parts}

    assert f"{name}/py.typed" in expected
    assert expected - wheels[name].files == set()


def test_wheel_brings_the_fixtures(wheels: dict[str, Wheel]) -> None:
    """The seed tenants of the repository are inside the package, where an installed server finds them."""
    expected = {f"mockc8y/{path.relative_to(ROOT).as_posix()}" for path in (ROOT / "fixtures").rglob("*.json")}

    assert expected
    assert expected - wheels["mockc8y"].files == set()


@pytest.mark.parametrize("name", NAMES)
def test_wheel_carries_its_licence(wheels: dict[str, Wheel], name: str) -> None:
    """The licence is named in the metadata, and its text is beside it."""
    assert wheels[name].metadata["License-Expression"] == "Apache-2.0"
    assert any(file.endswith(".dist-info/licenses/LICENSE") for file in wheels[name].files)


def test_wheel_announces_command_and_plugin(wheels: dict[str, Wheel]) -> None:
    """The shell finds the command and pytest finds the plugin."""
    points = wheels["mockc8y"].entry_points

    assert "[console_scripts]\nmockc8y = mockc8y.cli:main\n" in points
    assert "[pytest11]\nmockc8y = mockc8y.pytest_plugin\n" in points


def test_server_needs_neither_pytest_nor_the_client(wheels: dict[str, Wheel]) -> None:
    """What only tests use is not installed with the server."""
    assert wheels["mockc8y"].required.isdisjoint({"pytest", "hypothesis", "c8y-client", "uvloop"})
    assert "starlette" in wheels["mockc8y"].required


def test_installed_command_and_plugin_load(installed: Path) -> None:
    """What the entry points name can be imported from the installed package."""
    code = "import mockc8y.cli, mockc8y.pytest_plugin; print(callable(mockc8y.cli.main), mockc8y.__file__)"

    assert run_installed(installed, code).split() == ["True", str(installed / "mockc8y" / "__init__.py")]


@pytest.mark.parametrize(("name", "other"), [NAMES, NAMES[::-1]])
def test_installed_package_works_without_the_other(installed: Path, name: str, other: str) -> None:
    """Emulator and client SDK import nothing of each other."""
    code = f"import {name}; print({name}.__file__); print(any(m.startswith('{other}') for m in sys.modules))"

    assert run_installed(installed, code).split() == [str(installed / name / "__init__.py"), "False"]


def test_version_is_stated_once(wheels: dict[str, Wheel]) -> None:
    """The project file alone states the version; the changelog leads to it, or to what comes next."""
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    [newest, *_] = re.findall(r"^## \[(.+?)\]", changelog, flags=re.MULTILINE)

    assert wheels["mockc8y"].metadata["Version"] == PROJECT["version"]
    assert newest in {"Unreleased", PROJECT["version"]}


@pytest.mark.parametrize("command", ["pip install ./sdk .", "pip install ./sdk '.[test]'"])
def test_readme_gives_the_commands(command: str) -> None:
    """A reader can copy both commands: to serve, and to test as the continuous check does."""
    assert command in (ROOT / "README.md").read_text(encoding="utf-8")


def test_continuous_check_installs_as_the_readme_says() -> None:
    """A dependency that only the check installs would be missing on a reader's machine."""
    assert "\npip install ./sdk '.[test]'\n" in (ROOT / ".ci" / "install").read_text(encoding="utf-8")
