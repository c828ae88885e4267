from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from tinydb import TinyDB, where

from mockc8y.simulation import seeds
from mockc8y.simulation.tables import to_json

ROOT = Path(__file__).parents[2]
HEAD = {"name": "mine", "description": "A test", "number": 5}


@pytest.mark.parametrize("name", ["empty", "demo", "large"])
def test_seed_is_found_by_name(name: str) -> None:
    """The three tenants that ship with the product are loaded by their names."""
    assert seeds.load(name).name == name


def test_seed_is_found_by_path(tmp_path: Path) -> None:
    """A user's own file is a seed too."""
    file = tmp_path / "mine.json"
    file.write_text(to_json({"seed": [HEAD], "users": [{"userName": "a", "password": "b", "roles": []}]}), "utf-8")

    seed = seeds.load(file)

    assert (seed.name, seed.number) == ("mine", 5)
    assert seed.tables["users"] == [{"userName": "a", "password": "b", "roles": []}]


def test_seed_edited_with_tinydb_is_read(tmp_path: Path) -> None:
    """TinyDB writes what it changed in its own layout, with numbers left out where rows were removed."""
    file = tmp_path / "mine.json"
    file.write_text(seeds.find("demo").read_text(encoding="utf-8"), "utf-8")
    with TinyDB(file, encoding="utf-8") as database:
        database.table("alarms").remove(where("status") == "CLEARED")

    assert {row["status"] for row in seeds.load(file).tables["alarms"]} == {"ACTIVE", "ACKNOWLEDGED"}


def test_unknown_name_lists_the_known_ones() -> None:
    """A typing error is answered with the choices."""
    with pytest.raises(seeds.SeedNotFound, match=r"no seed 'dmeo'; name one of demo, empty, large"):
        seeds.load("dmeo")


BROKEN = {
    "not JSON": ("{", "is no JSON: .* line 1 column 2"),
    "no text": (b"\xff\xfe".decode("latin-1"), "is no JSON"),
    "empty file": ("", "is no TinyDB file"),
    "a list": ("[]", "is no TinyDB file"),
    "rows as list": ('{"seed": []}', "is no TinyDB file"),
    "row is text": ('{"seed": {"1": "demo"}}', "is no TinyDB file"),
    "no head": ("{}", "table 'seed' must have one row"),
    "broken row": (to_json({"seed": [HEAD], "users": [{}]}), "users/1: 'userName' is missing; users/1: 'password'"),
}


@pytest.mark.parametrize(("text", "message"), BROKEN.values(), ids=BROKEN)
def test_broken_file_is_named_with_its_fault(tmp_path: Path, text: str, message: str) -> None:
    """The error is one line that leads to the file and the place in it."""
    file = tmp_path / "mine.json"
    file.write_text(text, encoding="latin-1")

    with pytest.raises(seeds.SeedBroken, match=message) as caught:
        seeds.load(file)

    assert str(caught.value).startswith(str(file))
    assert "\n" not in str(caught.value)


def test_copy_of_large_may_have_its_own_size(tmp_path: Path) -> None:
    """Number and devices of a generated seed are the user's to choose."""
    file = tmp_path / "mine.json"
    file.write_text(to_json({"seed": [{**HEAD, "generator": "large", "devices": 30}]}), "utf-8")

    objects = seeds.load(file).tables["managedObjects"]

    assert sum("c8y_IsDevice" in row for row in objects) == 30


def test_readme_shows_how_to_query(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """The example beside the seeds runs as it stands."""
    readme = (ROOT / "fixtures" / "README.md").read_text(encoding="utf-8")
    [example] = re.findall(r"```python\n(.+?)```", readme, re.DOTALL)
    monkeypatch.chdir(ROOT)

    exec(example, {})  # noqa: S102 - the project's own documentation

    assert "'severity': 'CRITICAL'" in capsys.readouterr().out


def test_faker_is_not_imported_for_a_written_seed() -> None:
    """Starting with the demo does not pay for a library that only its author needed."""
    code = "import sys; from mockc8y.simulation import seeds; seeds.load('demo'); print('faker' in sys.modules)"

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)

    assert done.stdout.strip() == "False"
