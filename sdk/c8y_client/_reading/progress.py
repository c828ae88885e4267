"""How far a long read or bulk work has come, shown or told on the way."""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock
from typing import TYPE_CHECKING, Any, Self, TypeAlias

from c8y_client._extras import extra

if TYPE_CHECKING:
    from rich.progress import Progress as Display
    from rich.progress import TaskID
    from tqdm import tqdm

Report: TypeAlias = Callable[[int, int | None], None]
"""Is told how many items are done, and of how many if that is known."""

ProgressOption: TypeAlias = bool | Report
"""What callers give: `True` for a bar on the terminal or in the notebook, or a function that is told."""


class Progress:
    """Counts items. This one counts nothing: it stands for `progress=False` and is shared.

    >>> with Progress.of(lambda done, total: print(done, "of", total), 3) as progress:
    ...     progress.advance()
    ...     progress.advance(2)
    1 of 3
    3 of 3
    """

    __slots__ = ()

    @staticmethod
    def of(progress: ProgressOption, total: int | None = None, title: str = "") -> Progress:
        """Make what a caller asked for.

        `True` draws a bar with tqdm, or with rich where that is missing; without both it is an `ImportError`.
        A function is called with the number of items done and the total, `None` if unknown, after every step; what
        it raises ends the work.
        """
        if progress is False:
            return _SILENT
        if progress is True:
            return _bar(total, title)
        if not callable(progress):
            raise TypeError(f"{progress!r} is no progress; use True, False or a function of done and total")
        return _Told(progress, total)

    def expect(self, total: int) -> None:
        """Set the total once it is known."""

    def advance(self, n: int = 1) -> None:
        """Count items as done. Threads may call this at the same time."""

    def close(self) -> None:
        """Leave the display as it is; closing twice is fine."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


_SILENT = Progress()


class _Told(Progress):
    __slots__ = ("_done", "_lock", "_report", "_total")

    def __init__(self, report: Report, total: int | None) -> None:
        self._report = report
        self._total = total
        self._done = 0
        self._lock = Lock()

    def expect(self, total: int) -> None:
        self._total = total

    # Reports stay in order because they are made under the lock.
    def advance(self, n: int = 1) -> None:
        with self._lock:
            self._done += n
            self._report(self._done, self._total)


class _Tqdm(Progress):
    __slots__ = ("_bar", "_lock")

    def __init__(self, bar: tqdm[Any]) -> None:
        self._bar = bar
        self._lock = Lock()

    def expect(self, total: int) -> None:
        with self._lock:
            self._bar.total = total
            self._bar.refresh()

    def advance(self, n: int = 1) -> None:
        with self._lock:
            self._bar.update(n)

    def close(self) -> None:
        self._bar.close()


class _Rich(Progress):
    __slots__ = ("_display", "_task")

    def __init__(self, display: Display, task: TaskID) -> None:
        self._display = display
        self._task = task

    def expect(self, total: int) -> None:
        self._display.update(self._task, total=total)

    def advance(self, n: int = 1) -> None:
        self._display.advance(self._task, n)

    def close(self) -> None:
        self._display.stop()


def _bar(total: int | None, title: str) -> Progress:
    try:
        return _tqdm(total, title)
    except ImportError:
        with extra("progress", "tqdm or rich"):
            return _rich(total, title)


def _tqdm(total: int | None, title: str) -> Progress:
    from tqdm.auto import tqdm  # noqa: PLC0415 - optional, and slow to import

    return _Tqdm(tqdm(total=total, desc=title or None))


# On standard error as tqdm does, so that the output of a program stays its own.
def _rich(total: int | None, title: str) -> Progress:
    from rich.console import Console  # noqa: PLC0415 - optional, and slow to import
    from rich.progress import Progress as Display  # noqa: PLC0415 - as above

    display = Display(console=Console(stderr=True))
    task = display.add_task(title, total=total)
    display.start()
    return _Rich(display, task)
