"""What callers see of long work while it runs."""

from __future__ import annotations

import doctest
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from c8y_client._reading import progress as _progress
from c8y_client._reading.progress import Progress

Told = list[tuple[int, int | None]]


@pytest.fixture
def told() -> Told:
    """What a caller's function was told."""
    return []


def report_to(told: Told) -> _progress.Report:
    """Make a caller's function."""
    return lambda done, total: told.append((done, total))


def test_silence_costs_nothing() -> None:
    """Without progress there is one object for all, which does nothing."""
    silent = Progress.of(False, 10, "Reading")

    with silent as progress:
        progress.expect(5)
        progress.advance()

    assert silent is Progress.of(False)


def test_function_is_told_after_every_step(told: Told) -> None:
    """It gets the number of items done, and the total."""
    with Progress.of(report_to(told), 5) as progress:
        progress.advance()
        progress.advance(4)

    assert told == [(1, 5), (5, 5)]


def test_total_may_become_known_later(told: Told) -> None:
    """Until then it is `None`."""
    with Progress.of(report_to(told)) as progress:
        progress.advance(100)
        progress.expect(250)
        progress.advance(100)

    assert told == [(100, None), (200, 250)]


def test_function_is_told_in_order_by_threads(told: Told) -> None:
    """Workers count together, and no report is lost or out of order."""
    with Progress.of(report_to(told), 1000) as progress, ThreadPoolExecutor(8) as pool:
        list(pool.map(progress.advance, [1] * 1000))

    assert told == [(done, 1000) for done in range(1, 1001)]


def test_error_of_the_function_ends_the_work() -> None:
    """It is raised where the step was made; a way to stop long work from outside."""

    def stop(done: int, total: int | None) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), Progress.of(stop) as progress:
        progress.advance()


def test_anything_else_is_refused() -> None:
    """Text is no progress."""
    with pytest.raises(TypeError, match="'yes' is no progress"):
        Progress.of("yes")  # type: ignore[arg-type]


@pytest.mark.parametrize("library", ["tqdm", "rich"])
def test_bar_is_drawn(library: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """On standard error, by either library, with title and counts; standard output stays clean."""
    if library == "rich":
        monkeypatch.setitem(sys.modules, "tqdm.auto", None)

    with Progress.of(True, title="Reading") as progress:
        progress.expect(4)
        progress.advance(3)
        progress.advance()

    shown = capsys.readouterr()
    assert "Reading" in shown.err
    assert "100%" in shown.err
    assert shown.out == ""


@pytest.mark.parametrize("library", ["tqdm", "rich"])
def test_bar_is_left_where_the_work_failed(
    library: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """An error passes, the display ends, and does not pretend to have finished."""
    if library == "rich":
        monkeypatch.setitem(sys.modules, "tqdm.auto", None)

    progress = Progress.of(True, 4)
    progress.advance()
    with pytest.raises(ValueError, match="broken"), progress:
        raise ValueError("broken")

    progress.close()
    shown = capsys.readouterr().err
    assert "25%" in shown
    assert "100%" not in shown


def test_threads_draw_one_bar(capsys: pytest.CaptureFixture[str]) -> None:
    """No step is lost when workers count together."""
    with Progress.of(True, 1000) as progress, ThreadPoolExecutor(8) as pool:
        list(pool.map(progress.advance, [1] * 1000))

    assert "1000/1000" in capsys.readouterr().err


def test_missing_libraries_are_an_error_that_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """A bar needs tqdm or rich."""
    for name in ("tqdm.auto", "rich.console", "rich.progress"):
        monkeypatch.setitem(sys.modules, name, None)

    with pytest.raises(ImportError, match=r"tqdm or rich is needed here: pip install 'c8y-client\[progress\]'"):
        Progress.of(True)


def test_examples_work() -> None:
    """The examples of the docstrings run as they stand."""
    result = doctest.testmod(_progress)

    assert result.attempted > 0
    assert result.failed == 0
