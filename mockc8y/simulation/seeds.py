"""Seed tenants: TinyDB files that a person reads and edits, found by name or by path."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from json import JSONDecodeError
from pathlib import Path

from tinydb import TinyDB

from mockc8y.simulation.soundness import problems
from mockc8y.simulation.tables import Tables
from mockc8y.store.codec import Document

_PACKAGE = Path(__file__).parents[1]
_FOLDERS = (_PACKAGE / "fixtures", _PACKAGE.parent / "fixtures")
"""Where seeds lie: inside an installed package, beside the package in a checkout."""

PROBLEMS_SHOWN = 3


class SeedNotFound(LookupError):
    """No seed has the name, and no file the path."""


class SeedBroken(ValueError):
    """The file of a seed cannot be read as one; the message names file and place."""


@dataclass(frozen=True, slots=True)
class Seed:
    """A tenant to be planted."""

    name: str
    description: str
    number: int
    """Settles everything random: the same number gives the same signals, names and places."""
    tables: Mapping[str, Sequence[Document]]
    """Rows by table, in the order they are planted; see `fixtures/README.md`."""


def known() -> list[str]:
    """List the names of the seeds at hand."""
    return sorted({path.stem for folder in _FOLDERS for path in folder.glob("*.json")})


def load(name: str | Path) -> Seed:
    """Read the seed of a name such as `demo`, or of a path to a TinyDB file.

    Raises `SeedNotFound` and `SeedBroken`.
    """
    path = find(name)
    tables = _read(path)
    found = list(islice(problems(tables), PROBLEMS_SHOWN))
    if found:
        raise SeedBroken(f"{path}: {'; '.join(found)}")
    [head] = tables["seed"].values()
    return Seed(head["name"], head["description"], head["number"], {**_rows(tables), **_generated(head)})


def find(name: str | Path) -> Path:
    """Return the file of a seed."""
    candidates = [*(folder / f"{name}.json" for folder in _FOLDERS), Path(name)]
    path = next((path for path in candidates if path.is_file()), None)
    if path is None:
        raise SeedNotFound(f"there is no seed {str(name)!r}; name one of {', '.join(known())}, or a TinyDB file")
    return path


def _read(path: Path) -> Tables:
    try:
        with TinyDB(path, access_mode="r", encoding="utf-8") as database:
            tables = database.storage.read()
    except (JSONDecodeError, UnicodeDecodeError) as error:
        raise SeedBroken(f"{path} is no JSON: {error}") from error
    if not _is_database(tables):
        raise SeedBroken(f"{path} is no TinyDB file: expected tables of rows, {{'users': {{'1': {{...}}}}, ...}}")
    return tables or {}


def _is_database(tables: object) -> bool:
    return isinstance(tables, dict) and all(
        isinstance(rows, dict) and all(isinstance(row, dict) for row in rows.values()) for rows in tables.values()
    )


def _rows(tables: Tables) -> Mapping[str, Sequence[Document]]:
    return {name: list(rows.values()) for name, rows in tables.items()}


def _generated(head: Document) -> Mapping[str, Sequence[Document]]:
    """Write the tables of a seed that names a generator, `large` being the only one there is."""
    if "generator" not in head:
        return {}
    # Faker takes a while to import, and only generated seeds need it.
    from mockc8y.simulation.large import DEVICES, generate  # noqa: PLC0415

    return generate(head["number"], int(head.get("devices", DEVICES)))
