"""The script that makes the synchronous half, and its guards."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

SCRIPT = Path(__file__).parents[2] / "sdk" / "scripts" / "unasync.py"


@pytest.fixture
def unasync(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Load the script for a small repository of its own, with one source and two substitutions."""
    spec = importlib.util.spec_from_file_location("unasync_under_test", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(module, "FOLDERS", {"a": "b"})
    monkeypatch.setattr(module, "FILES", {})
    monkeypatch.setattr(module, "SUBSTITUTIONS", {"async def": "def", "await ": ""})
    monkeypatch.setattr(sys, "argv", ["unasync.py", "--check"])
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    (tmp_path / "a" / "m.py").write_text("async def f():\n    await g()\n", encoding="utf-8")
    return module


def test_committed_half_is_current() -> None:
    """The generated files of this repository are what their sources make of them."""
    result = subprocess.run([sys.executable, SCRIPT, "--check"], capture_output=True, text=True, check=False)

    assert (result.returncode, result.stdout, result.stderr) == (0, "", "")


def test_file_names_its_source(unasync: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A generated file begins with where it comes from, and a second look finds it current."""
    monkeypatch.setattr(sys, "argv", ["unasync.py"])
    unasync.main()

    text = (tmp_path / "b" / "m.py").read_text(encoding="utf-8")
    assert text == "# Made from a/m.py by sdk/scripts/unasync.py; change that.\ndef f():\n    g()\n"
    monkeypatch.setattr(sys, "argv", ["unasync.py", "--check"])
    assert unasync.main() == 0


def test_check_reports_and_changes_nothing(
    unasync: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """`--check` ends with status 1 and names the file, which stays as it is."""
    target = tmp_path / "b" / "m.py"
    target.write_text("old", encoding="utf-8")

    assert unasync.main() == 1
    assert capsys.readouterr().out == "out of date: b/m.py\n"
    assert target.read_text(encoding="utf-8") == "old"


def test_unused_substitution_is_refused(unasync: ModuleType) -> None:
    """A substitution that no source needs any more has to go."""
    unasync.SUBSTITUTIONS["aclose"] = "close"

    with pytest.raises(unasync.Incomplete, match=r"remove them: \['aclose'\]"):
        unasync.main()


def test_leftover_is_refused(unasync: ModuleType, tmp_path: Path) -> None:
    """A source that needs a substitution not in the table is named, with the word."""
    (tmp_path / "a" / "m.py").write_text("async def f():\n    await g(asyncio)\n", encoding="utf-8")

    with pytest.raises(unasync.Incomplete, match=r"a/m\.py: no substitution takes care of 'asyncio'"):
        unasync.main()


def test_target_without_source_is_refused(unasync: ModuleType, tmp_path: Path) -> None:
    """A generated file whose source was removed or renamed is reported; a face written by hand may stay."""
    (tmp_path / "b" / "old.py").touch()
    (tmp_path / "b" / "__init__.py").touch()

    with pytest.raises(unasync.Incomplete, match=r"no source, remove them: \['b/old\.py'\]"):
        unasync.main()
