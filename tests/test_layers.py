"""Imports go down only, and each library stays where it belongs."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

# What the inner layers may import of mockc8y; every other part is an edge and may import all of it.
LAYERS = {"store": {"store"}, "domain": {"domain", "store"}}
EDGES = {"api", "cli", "console", "control", "pytest_plugin", "simulation"}

# Who may import what. A library without a row is refused everywhere.
LIBRARIES = {
    "click": {"cli"},
    "cryptography": {"cli", "control", "domain"},
    "faker": {"simulation"},
    "httpx": {"api", "cli", "control", "pytest_plugin"},
    "jwt": {"domain"},
    "jsonschema_rs": {"api", "control"},
    "orjson": EDGES | set(LAYERS),
    "pyotp": {"domain"},
    "pytest": {"pytest_plugin"},
    "python_multipart": {"api"},
    "rich": {"cli"},
    "starlette": {"api", "console", "control"},
    "tinydb": {"cli", "control", "simulation"},
    "uvicorn": {"api", "cli", "control", "pytest_plugin"},
    "websockets": {"api", "control"},
    "xlsxwriter": {"api"},
}

# What the standard library offers for I/O: not for the inner layers, but for the journal that the store keeps.
INPUT_OUTPUT = {
    "asyncio": EDGES,
    "socket": EDGES,
    "sqlite3": EDGES | {"store"},
    "ssl": EDGES,
    "subprocess": EDGES,
}


def violations(root: Path) -> list[str]:
    """Describe every import below a repository root that breaks a rule."""
    files = [*sorted(root.glob("mockc8y/**/*.py")), *sorted(root.glob("sdk/c8y_client/**/*.py"))]
    return [
        f"{file.relative_to(root)}:{line}: imports {name}, but {reason}"
        for file in files
        for line, name in imports_of(file, package_of(file, root))
        if (reason := objection(part_of(file, root), name))
    ]


def imports_of(file: Path, package: list[str]) -> Iterator[tuple[int, str]]:
    """Yield line and full name of every import, also of those in functions and type-checking blocks."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        match node:
            case ast.Import(names=names):
                yield from ((node.lineno, alias.name) for alias in names)
            case ast.ImportFrom(module=module, names=names, level=level):
                base = [*(package[: len(package) + 1 - level] if level else []), *([module] if module else [])]
                yield from ((node.lineno, ".".join([*base, alias.name])) for alias in names)
            case ast.Call(func=function, args=[ast.Constant(value=str(name)), *_]) if is_importer(function):
                yield node.lineno, name


def is_importer(function: ast.expr) -> bool:
    """Tell whether a call imports the module that its first argument names."""
    return ast.unparse(function).split(".")[-1] in {"import_module", "__import__"}


def package_of(file: Path, root: Path) -> list[str]:
    """Name the package that the relative imports of a file start from."""
    return [name for name in file.relative_to(root).parent.parts if name != "sdk"]


def part_of(file: Path, root: Path) -> str:
    """Name the part of the project that a file belongs to: `domain`, `cli`, ... or `c8y_client`."""
    top, *inner = package_of(file, root)
    return top if top == "c8y_client" else [*inner, file.stem][0]


def objection(part: str, name: str) -> str | None:
    """Say why a part of the project may not import a name, or nothing where it may."""
    top, _, rest = name.partition(".")
    if part == "c8y_client":
        return "the client SDK works without the emulator" if top == "mockc8y" else None
    if top == "c8y_client":
        return "the emulator works without the client SDK"
    if top == "mockc8y":
        return objection_to_part(part, rest.split(".")[0])
    if top in sys.stdlib_module_names and top not in INPUT_OUTPUT:
        return None
    allowed = LIBRARIES.get(top) or INPUT_OUTPUT.get(top)
    if allowed is None:
        return f"{top} has no row in {Path(__file__).name}: a new dependency needs a reason, and a place"
    return None if part in allowed else f"{top} is for {', '.join(sorted(allowed))} only"


def objection_to_part(part: str, other: str) -> str | None:
    """Say why a part of the emulator may not import another part, or nothing where it may."""
    if part not in LAYERS or other in LAYERS[part]:
        return None
    return f"{part} may import no part of mockc8y but {' and '.join(sorted(LAYERS[part]))}: imports go down only"


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """Make a repository with one empty module in each of four parts."""
    for module in ("mockc8y/api/alarms", "mockc8y/domain/alarms", "mockc8y/store/table", "sdk/c8y_client/alarms"):
        file = tmp_path / f"{module}.py"
        file.parent.mkdir(parents=True)
        file.touch()
    return tmp_path


def test_every_import_keeps_the_rules() -> None:
    """No file of the two packages imports upwards, or a library that is not for it."""
    found = violations(ROOT)

    assert not found, "\n" + "\n".join(found)


@pytest.mark.parametrize("part", ["mockc8y/api", "mockc8y/domain", "mockc8y/store", "sdk/c8y_client"])
def test_rules_have_something_to_judge(part: str) -> None:
    """A part that was renamed or moved would escape its rules in silence."""
    assert list((ROOT / part).glob("*.py"))


PLANTED = {
    "upward": ("mockc8y/domain/alarms.py", "from mockc8y.api.render import created", "imports go down only"),
    "whole part": ("mockc8y/domain/alarms.py", "from mockc8y import control", "imports go down only"),
    "facade": ("mockc8y/domain/alarms.py", "import mockc8y", "imports go down only"),
    "relative": ("mockc8y/domain/alarms.py", "from ..api import render", "imports go down only"),
    "one layer up": ("mockc8y/store/table.py", "from mockc8y.domain.ids import Ids", "imports go down only"),
    "in a function": ("mockc8y/store/table.py", "def f():\n    import mockc8y.cli", "imports go down only"),
    "for types": ("mockc8y/store/table.py", "if TYPE_CHECKING:\n    import mockc8y.api", "imports go down only"),
    "by name": ("mockc8y/store/table.py", "importlib.import_module('mockc8y.api')", "imports go down only"),
    "framework": ("mockc8y/domain/alarms.py", "from starlette.requests import Request", "starlette is for api"),
    "I/O": ("mockc8y/domain/alarms.py", "import sqlite3", "sqlite3 is for"),
    "unknown": ("mockc8y/api/alarms.py", "import numpy", "numpy has no row"),
    "misplaced": ("mockc8y/api/alarms.py", "import click", "click is for cli only"),
    "the SDK": ("mockc8y/api/alarms.py", "import c8y_client", "works without the client SDK"),
    "by the SDK": ("sdk/c8y_client/alarms.py", "from mockc8y import serve", "works without the emulator"),
}


@pytest.mark.parametrize(("file", "source", "reason"), PLANTED.values(), ids=PLANTED)
def test_planted_violation_is_found(tree: Path, file: str, source: str, reason: str) -> None:
    """A forbidden import is reported with its file, its line and the rule it breaks."""
    (tree / file).write_text(f"\n{source}\n", encoding="utf-8")

    line = 2 + source.count("\n")

    [found] = violations(tree)

    assert found.startswith(f"{file}:{line}: imports ")
    assert reason in found


ALLOWED = {
    "down": ("mockc8y/domain/alarms.py", "from mockc8y.store.table import Table"),
    "within": ("mockc8y/domain/alarms.py", "from . import users"),
    "encoder": ("mockc8y/store/table.py", "import orjson"),
    "journal": ("mockc8y/store/table.py", "import sqlite3"),
    "edge": ("mockc8y/api/alarms.py", "from mockc8y.domain import alarms\nfrom starlette.requests import Request"),
    "SDK": ("sdk/c8y_client/alarms.py", "import httpx"),
}


@pytest.mark.parametrize(("file", "source"), ALLOWED.values(), ids=ALLOWED)
def test_rightful_import_passes(tree: Path, file: str, source: str) -> None:
    """An import that the design allows is not reported."""
    (tree / file).write_text(source, encoding="utf-8")

    assert violations(tree) == []


def test_every_library_is_declared() -> None:
    """What the emulator may import is what its distribution asks for; pytest alone brings itself."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    requirements = [*project["dependencies"], *extras["fast"], *extras["rich"], *extras["strict"], "pytest"]
    declared = {normal_name(re.split(r"[^\w.-]", requirement)[0]) for requirement in requirements}
    distributions = packages_distributions()

    undeclared = [name for name in LIBRARIES if not declared.intersection(map(normal_name, distributions[name]))]

    assert undeclared == []


def normal_name(distribution: str) -> str:
    """Write the name of a distribution in the one way that all its spellings share."""
    return re.sub(r"[-_.]+", "-", distribution).lower()
