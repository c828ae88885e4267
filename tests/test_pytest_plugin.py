"""The plugin in a pytest run of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
HEAVY = ("faker", "hypothesis", "rich", "cryptography", "httpx", "uvicorn", "starlette", "tinydb")


@pytest.fixture
def run(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    """A pytest run with nothing but our plugin."""
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    return pytester


def outcome(run: pytest.Pytester, source: str) -> pytest.RunResult:
    """Run a test file in a subprocess."""
    run.makepyfile(source)
    return run.runpytest_subprocess("-p", "mockc8y.pytest_plugin", "-q")


def test_each_test_gets_a_fresh_tenant(run: pytest.Pytester) -> None:
    """What one test leaves behind, the next does not see."""
    result = outcome(
        run,
        """
        import pytest

        @pytest.mark.parametrize("turn", [1, 2])
        def test_fresh(c8y_mock, turn):
            assert len(c8y_mock.inventory) == 0
            c8y_mock.inventory.create({"name": "left behind"})
        """,
    )

    result.assert_outcomes(passed=2)


def test_seed_is_planted_once_and_each_test_starts_from_it(run: pytest.Pytester) -> None:
    """Overriding `c8y_seed` gives every test the seed, whatever the test before did to it."""
    result = outcome(
        run,
        """
        import pytest

        @pytest.fixture(scope="session")
        def c8y_seed():
            return "demo"

        @pytest.mark.parametrize("turn", [1, 2])
        def test_seeded(c8y_mock, turn):
            names = {each["name"] for each in c8y_mock.inventory if "name" in each}
            assert len(names) > 40
            assert "left behind" not in names
            c8y_mock.inventory.create({"name": "left behind"})
        """,
    )

    result.assert_outcomes(passed=2)


def test_unknown_seed_is_an_error_that_names_the_known_ones(run: pytest.Pytester) -> None:
    """A mistyped seed fails the tests with a message that helps."""
    result = outcome(
        run,
        """
        import pytest

        @pytest.fixture(scope="session")
        def c8y_seed():
            return "demmo"

        def test_seeded(c8y_mock):
            pass
        """,
    )

    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["*there is no seed 'demmo'; name one of demo, empty, large*"])


def test_loading_the_plugin_imports_nothing_heavy() -> None:
    """Suites that do not use the fixture pay nothing for it."""
    script = f"import pytest, sys; import mockc8y.pytest_plugin; print(*(set(sys.modules) & {set(HEAVY)!r}))"

    result = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, env={"PYTHONPATH": str(ROOT)}
    )

    assert result.stdout.split() == []
