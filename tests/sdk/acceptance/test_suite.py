"""What this project knows about pyc8y holds for our package by the same name, apart from a table of differences."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.sdk.acceptance.differences import ACCIDENTAL, DIFFERENCES

pytestmark = [pytest.mark.clients, pytest.mark.timeout(300)]

ROOT = Path(__file__).parents[3]
FOREIGN = ROOT / "tests/clients/pyc8y"
FILES = sorted(FOREIGN.glob("test_*.py"))


@pytest.fixture(scope="module")
def failing() -> dict[str, set[str]]:
    """Run what was written for pyc8y with our package, once, and name the tests that fail in each file."""
    options = ["-p", "tests.sdk.acceptance.aliases", "-p", "no:cacheprovider", "-q", "-n", "0", "--tb=no", "-rfE"]
    paths = os.pathsep.join([str(ROOT / "sdk"), str(ROOT)])
    run = subprocess.run(
        [sys.executable, "-m", "pytest", *options, str(FOREIGN)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": paths},
        capture_output=True,
        text=True,
        check=False,
    )
    assert re.search(r"\d{3} passed", run.stdout), run.stdout + run.stderr
    found: dict[str, set[str]] = {file.stem: set() for file in FILES}
    for stem, name in re.findall(r"^(?:FAILED|ERROR) \S*?(\w+)\.py::(\w+)", run.stdout, re.MULTILINE):
        found[stem].add(name)
    return found


@pytest.mark.parametrize("stem", [file.stem for file in FILES])
def test_code_written_for_pyc8y_runs(stem: str, failing: dict[str, set[str]]) -> None:
    """Each test of the foreign package passes with ours, or differs as the table says."""
    expected = DIFFERENCES.get(stem, {}).keys()

    assert failing[stem] | (ACCIDENTAL & expected) == expected


def test_table_names_existing_tests() -> None:
    """A difference that nobody notices any more is to be removed."""
    sources = {file.stem: file.read_text(encoding="utf-8") for file in FILES}

    missing = [
        name for stem, tests in DIFFERENCES.items() for name in tests if f"def {name}(" not in sources.get(stem, "")
    ]

    assert missing == []
