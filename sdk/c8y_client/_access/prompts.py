"""Asks a person at the terminal, or in a notebook."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable
from typing import Final, TypeAlias

Ask: TypeAlias = Callable[[str], str]

_HANDLER: Final = "c8y_client.interactive"


def can_ask() -> bool:
    """Tell whether somebody is there to answer: a terminal, or a notebook."""
    return (sys.stdin is not None and sys.stdin.isatty()) or "ipykernel" in sys.modules


def ask(question: str) -> str:
    """Ask for something that may be seen."""
    return input(f"{question}: ").strip()


def ask_secretly(question: str) -> str:
    """Ask for something that is not shown."""
    import getpass  # noqa: PLC0415 - terminals are slow to import, and few programs ask

    return getpass.getpass(f"{question}: ")


def show_log(level: int | str) -> None:
    """Write the log of this package to the standard output from a level on; a stricter level silences others, too."""
    number = level if isinstance(level, int) else logging.getLevelNamesMapping()[level.upper()]
    logging.getLogger("c8y_client" if number < logging.WARNING else None).setLevel(number)
    root = logging.getLogger()
    for handler in [each for each in root.handlers if each.name == _HANDLER]:
        root.removeHandler(handler)
    shown = logging.StreamHandler(sys.stdout)
    shown.name = _HANDLER
    shown.setFormatter(logging.Formatter("%(levelname)-8s %(name)s  %(message)s"))
    root.addHandler(shown)
