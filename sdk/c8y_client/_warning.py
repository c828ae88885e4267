"""Warnings that point at the caller's code."""

from __future__ import annotations

import inspect
import warnings
from pathlib import Path
from typing import Final

_PACKAGE: Final = str(Path(__file__).parent)


def warn(message: str) -> None:
    """Warn of a call from outside of this package, however deep inside the reason was found."""
    level, frame = 2, inspect.currentframe()
    frame = frame and frame.f_back
    while frame is not None and frame.f_code.co_filename.startswith(_PACKAGE):
        level, frame = level + 1, frame.f_back
    warnings.warn(message, stacklevel=level)
