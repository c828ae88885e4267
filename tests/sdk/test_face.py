"""What the package promises, what it costs to import, and what it is made of."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from types import ModuleType

import c8y_client

SDK = Path(__file__).parents[2] / "sdk"
PACKAGE = SDK / "c8y_client"

# Who knows httpx: the transports, what they share, the wires that stand in for it, and credentials, which are httpx's
# own kind of object.
KNOWS_HTTPX = {"_aiohttp", "_auth", "_draft", "_http_client", "_httpx", "_refreshing", "_settings", "_wire"}
KNOWS_HTTPX |= {f"{half}/{module}" for half in ("_async", "sync") for module in ("_connections", "_streaming", "_transport")}


def run(code: str) -> str:
    """Run code in a fresh interpreter that finds this checkout's package."""
    command = [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(SDK)!r}); {code}"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def test_face_is_what_all_says() -> None:
    """Every name without an underscore is promised, and every promised name is there."""
    values = {name: value for name, value in vars(c8y_client).items() if not isinstance(value, ModuleType)}
    names = {name for name in values if not name.startswith("_")} - {"annotations"}

    assert names | {"__version__"} == set(c8y_client.__all__)


def test_all_is_sorted_like_an_index() -> None:
    """`__all__` is sorted whatever the case, without repetitions."""
    assert c8y_client.__all__ == sorted(set(c8y_client.__all__), key=str.casefold)


def test_promised_names_say_where_they_are_promised() -> None:
    """Tracebacks and pickles name the package, not the module behind it."""
    places = {getattr(c8y_client, name).__module__ for name in c8y_client.__all__ if name != "__version__"}

    assert places == {"c8y_client"}


def test_everything_promised_is_described() -> None:
    """Each promised name has a docstring of its own."""
    bare = [name for name in c8y_client.__all__ if name != "__version__" and not vars(c8y_client)[name].__doc__]

    assert bare == []


def test_import_brings_nothing_heavy() -> None:
    """Beside httpx and its needs, importing the package loads orjson and the standard library only."""
    code = "import httpx; before = set(sys.modules); import c8y_client; print(*set(sys.modules) - before)"
    tops = {name.partition(".")[0] for name in run(code).split()}

    assert "c8y_client" in tops
    assert tops - set(sys.stdlib_module_names) <= {"c8y_client", "orjson"}


def test_import_is_quick() -> None:
    """The package's own share of its import, the best of three, is a few milliseconds."""
    clock = "import asyncio, httpx, orjson, time; start = time.process_time(); import c8y_client"
    shares = [float(run(f"{clock}; print(time.process_time() - start)")) for _ in range(3)]

    assert min(shares) < 0.05


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
