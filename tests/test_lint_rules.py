"""The house rules that linters enforce are on, and those that they cannot express hold."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCES = [file for top in ("mockc8y", "sdk/c8y_client", "tests") for file in sorted((ROOT / top).glob("**/*.py"))]
MODULE_LINES = 500
FUNCTION_LINES = 80


def lint(file: str, source: str) -> str:
    """Let ruff judge a source text as if it stood in a file of the project."""
    command = [sys.executable, "-m", "ruff", "check", "--no-cache", "--output-format=concise", "--stdin-filename", file]
    return subprocess.run([*command, "-"], input=source, cwd=ROOT, capture_output=True, text=True, check=False).stdout


REFUSED = {
    "now": ("mockc8y/domain/alarms.py", "import datetime as dt\n\nNOW = dt.datetime.now(dt.UTC)\n", "TID251"),
    "aliased now": ("mockc8y/api/alarms.py", "from datetime import UTC, datetime as D\n\nNOW = D.now(UTC)\n", "TID251"),
    "today": ("mockc8y/cli/serve.py", "from datetime import date\n\nTODAY = date.today()\n", "TID251"),
    "time": ("mockc8y/store/table.py", "import time\n\nNOW = time.time()\n", "TID251"),
    "random": ("mockc8y/simulation/towns.py", "import random\n\nDICE = random.randint(1, 6)\n", "TID251"),
    "from random": ("mockc8y/domain/alarms.py", "from random import choice\n\nSIDE = choice([1, 2])\n", "TID251"),
    "uuid4": ("mockc8y/control/journal.py", "from uuid import uuid4\n\nID = uuid4()\n", "TID251"),
    "token": ("mockc8y/api/login.py", "import secrets\n\nTOKEN = secrets.token_hex()\n", "TID251"),
    "relative import": ("mockc8y/domain/alarms.py", "from .users import User\n", "TID252"),
    "flag argument": ("mockc8y/domain/alarms.py", "def read(strict: bool = False) -> None:\n    pass\n", "FBT001"),
    "test without a sentence": ("tests/domain/test_alarms.py", "def test_x() -> None:\n    assert 1\n", "D103"),
    "test without a type": ("tests/domain/test_alarms.py", 'def test_x():\n    """A."""\n', "ANN201"),
    "print": ("mockc8y/domain/alarms.py", "print(1)\n", "T201"),
}


@pytest.mark.parametrize(("file", "source", "rule"), REFUSED.values(), ids=REFUSED)
def test_planted_fault_is_refused(file: str, source: str, rule: str) -> None:
    """A fault that a house rule forbids is reported by the rule that stands for it."""
    assert f" {rule} " in lint(file, source)


EXEMPT = {
    "clock": ("mockc8y/domain/clock.py", "import time\n\nNOW = time.time()\n"),
    "ids": ("mockc8y/domain/ids.py", "from random import Random\n\nSOURCE = Random(1)\n"),
    "tests": ("tests/domain/test_clock.py", "import time\n\nNOW = time.time()\n"),
    "SDK": ("sdk/c8y_client/_retry.py", "import random\n\nJITTER = random.random()\n"),
}


@pytest.mark.parametrize(("file", "source"), EXEMPT.values(), ids=EXEMPT)
def test_place_of_time_and_chance_is_exempt(file: str, source: str) -> None:
    """The clock, the source of ids, the tests and the SDK may ask the machine."""
    assert " TID251 " not in lint(file, source)


@pytest.mark.parametrize(
    ("source", "is_seeded"), [("Random()", False), ("random.Random()", False), ("Random(7)", True)]
)
def test_missing_seed_is_seen(source: str, is_seeded: bool) -> None:
    """A source of random numbers without a seed is told from one with a seed."""
    assert list(unseeded(source)) == ([] if is_seeded else [1])


def test_every_random_number_comes_from_a_seed() -> None:
    """The emulator repeats itself: it makes no source of random numbers without saying where it starts."""
    files = [file for file in SOURCES if file.is_relative_to(ROOT / "mockc8y")]

    assert [f"{name_of(file)}:{line}" for file in files for line in unseeded(file.read_text(encoding="utf-8"))] == []


def test_every_relaxed_rule_has_a_reason() -> None:
    """A lint rule is switched off in pyproject.toml only with a comment that says why."""
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    codes = re.findall(r'^ +"[A-Z]+\d*",.*$', text, flags=re.MULTILINE)

    unexplained = [line for line in codes if not re.search(r"# .{6,}", line) and '"ALL"' not in line]

    assert codes
    assert unexplained == []


def test_client_package_follows_the_same_rules() -> None:
    """The SDK's own project file sets up no linter: a second set of rules would replace the first in silence."""
    tools = tomllib.loads((ROOT / "sdk" / "pyproject.toml").read_text(encoding="utf-8")).get("tool", {})

    assert tools.keys().isdisjoint({"ruff", "mypy", "pytest"})


def test_no_module_is_too_long() -> None:
    """A module that grows past the alarm line is two modules."""
    lengths = {name_of(file): len(file.read_text(encoding="utf-8").splitlines()) for file in SOURCES}

    assert {name: length for name, length in lengths.items() if length > MODULE_LINES} == {}


def test_no_function_is_too_long() -> None:
    """A function longer than a screen is several functions; its docstring does not count."""
    lengths = {
        f"{name_of(file)}:{function.lineno} {function.name}": code_lines(function)
        for file in SOURCES
        for function in functions_of(file)
    }

    assert lengths
    assert {name: length for name, length in lengths.items() if length > FUNCTION_LINES} == {}


def unseeded(source: str) -> Iterator[int]:
    """Yield the line of every `Random()` that is called without a seed."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("Random") and not node.args:
            yield node.lineno


def name_of(file: Path) -> str:
    """Write a path as it reads from the root of the repository."""
    return file.relative_to(ROOT).as_posix()


def functions_of(file: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Find every function and method of a file, nested ones too."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def code_lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Count the lines of a function from its `def` to its end, less those of its docstring."""
    docstring = function.body[0] if ast.get_docstring(function, clean=False) else None
    return span(function) - (span(docstring) if docstring else 0)


def span(node: ast.stmt) -> int:
    """Count the lines that a statement covers."""
    return (node.end_lineno or node.lineno) - node.lineno + 1
