"""The wheel: what is inside, and that it works by itself."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from email.parser import Parser
from pathlib import Path

import pytest

SDK = Path(__file__).parents[2] / "sdk"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel."""
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(command, cwd=SDK, capture_output=True, check=True)
    [built] = folder.iterdir()
    return built


def test_wheel_holds_the_package_and_nothing_else(wheel: Path) -> None:
    """Every module, the type marker and the licence are inside; scripts and tests are not."""
    modules = {f"c8y_client/{file.relative_to(SDK / 'c8y_client')}" for file in SDK.glob("c8y_client/**/*.py")}
    info = "c8y_client-0.1.0.dist-info"

    names = set(zipfile.ZipFile(wheel).namelist())

    expected = modules | {"c8y_client/py.typed", f"{info}/licenses/LICENSE"}
    assert expected <= names
    assert {name for name in names - expected if not name.startswith(info)} == set()


def test_wheel_states_what_it_is(wheel: Path) -> None:
    """Name, version, licence and Python version stand in the metadata."""
    with zipfile.ZipFile(wheel) as archive:
        metadata = Parser().parsestr(archive.read("c8y_client-0.1.0.dist-info/METADATA").decode())

    assert (metadata["Name"], metadata["Version"]) == ("c8y-client", "0.1.0")
    assert (metadata["License-Expression"], metadata["Requires-Python"]) == ("Apache-2.0", ">=3.11")


def test_wheel_can_be_imported(wheel: Path) -> None:
    """The wheel's own copy is importable, both halves of it."""
    code = "import c8y_client, c8y_client.sync._transport, c8y_client._async._transport; print(c8y_client.__file__)"
    command = [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(wheel)!r}); {code}"]

    result = subprocess.run(command, capture_output=True, text=True, check=True)

    assert result.stdout.startswith(str(wheel))
