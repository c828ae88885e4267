"""What the package promises, what it costs to import, and what it is made of."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

import c8y_client
import c8y_client.model
import c8y_client.sync
import c8y_client.sync.model

FACES = [c8y_client, c8y_client.model, c8y_client.sync, c8y_client.sync.model]

SDK = Path(__file__).parents[2] / "sdk"
PACKAGE = SDK / "c8y_client"

# Who knows httpx: the transports, what they share, the wires that stand in for it, and credentials, which are httpx's
# own kind of object.
KNOWS_HTTPX = {"_access/auth", "_access/refreshing"}
KNOWS_HTTPX |= {
    f"_http/{module}" for module in ("aiohttp_wire", "draft", "http_client_wire", "httpx_errors", "settings", "wire")
}
KNOWS_HTTPX |= {
    f"{half}/{module}" for half in ("_async", "sync") for module in ("_connections", "_streaming", "_transport")
}


def run(code: str) -> str:
    """Run code in a fresh interpreter that finds this checkout's package."""
    command = [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(SDK)!r}); {code}"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


@pytest.mark.parametrize("face", FACES, ids=lambda face: face.__name__)
def test_face_is_what_all_says(face: ModuleType) -> None:
    """Every promised name is there, and what type checkers see is where the name comes from."""
    source = ast.parse(Path(str(face.__file__)).read_text(encoding="utf-8"))
    checked = next(node for node in source.body if isinstance(node, ast.If))
    seen = {
        alias.name: node.module for node in checked.body if isinstance(node, ast.ImportFrom) for alias in node.names
    }

    assert seen.keys() | {"__version__"} == {*face.__all__, "__version__"}
    assert {name: getattr(face, name) for name in seen} == {
        name: getattr(import_module(str(module)), name) for name, module in seen.items()
    }
    assert set(face.__all__) <= set(dir(face))


def test_all_is_sorted_like_an_index() -> None:
    """`__all__` is sorted whatever the case, without repetitions."""
    assert c8y_client.__all__ == sorted(set(c8y_client.__all__), key=str.casefold)


def test_errors_say_where_they_are_promised() -> None:
    """Tracebacks name the package, not the module behind it."""
    promised = (getattr(c8y_client, name) for name in c8y_client.__all__ if name != "__version__")
    errors = [kind for kind in promised if isinstance(kind, type) and issubclass(kind, c8y_client.C8yError)]

    assert {kind.__module__ for kind in errors} == {"c8y_client"}


def test_everything_promised_is_described() -> None:
    """Each promised name has a docstring of its own."""
    bare = [name for name in c8y_client.__all__ if name != "__version__" and not getattr(c8y_client, name).__doc__]

    assert bare == []


def test_import_brings_nothing_heavy() -> None:
    """Importing the package loads nothing but a few of its own modules; what is used is loaded when it is used."""
    code = "before = set(sys.modules); import c8y_client; print(*set(sys.modules) - before)"
    tops = {name.partition(".")[0] for name in run(code).split()}

    assert "c8y_client" in tops
    assert tops - set(sys.stdlib_module_names) <= {"c8y_client"}


def test_client_brings_no_more_than_it_needs() -> None:
    """Beside httpx and its needs, the client loads orjson and the standard library only, and none of its families."""
    code = "import httpx; before = set(sys.modules); from c8y_client import CumulocityClient; "
    loaded = set(run(f"{code}print(*set(sys.modules) - before)").split())
    tops = {name.partition(".")[0] for name in loaded}

    assert tops - set(sys.stdlib_module_names) <= {"c8y_client", "orjson"}
    assert "c8y_client._async.events" not in loaded


def test_import_is_quick() -> None:
    """The client's own share of the time, the best of three, is some milliseconds."""
    clock = "import asyncio, httpx, orjson, time; start = time.process_time(); from c8y_client import CumulocityClient"
    shares = [float(run(f"{clock}; print(time.process_time() - start)")) for _ in range(3)]

    assert min(shares) < 0.15


def test_httpx_is_known_to_few() -> None:
    """The HTTP library stays behind the modules that are there for it."""
    knowing = {
        str(file.relative_to(PACKAGE).with_suffix(""))
        for file in PACKAGE.glob("**/*.py")
        if re.search(r"^import httpx$", file.read_text(encoding="utf-8"), re.MULTILINE)
    }

    assert knowing == KNOWS_HTTPX


def test_dependencies_are_declared_and_used() -> None:
    """What the package imports is what its distribution asks for; sniffio is there for httpx."""
    project = tomllib.loads((SDK / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = {re.split(r"[^\w-]", requirement)[0] for requirement in project["dependencies"]}
    nodes = [node for file in PACKAGE.glob("**/*.py") for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))]
    imported = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    imported |= {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)}
    tops = {name.partition(".")[0] for name in imported} - set(sys.stdlib_module_names) - {"c8y_client"}

    # A progress bar is drawn by rich where it happens to be installed; the extra brings tqdm.
    optional = {re.split(r"[^\w-]", item)[0] for extra in project["optional-dependencies"].values() for item in extra}

    # Type checkers bring typing_extensions along; it is not imported when the package runs.
    assert tops - optional - {"rich", "typing_extensions"} | {"sniffio"} == declared
