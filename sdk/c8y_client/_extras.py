"""Libraries that only some functions need."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def extra(name: str, library: str = "") -> Iterator[None]:
    """Say how to install what an import lacks: an `ImportError` in this block names the extra of this package.

    `library` is what is missing, unless it is called as the extra is.
    """
    try:
        yield
    except ImportError as error:
        missing = f"{library or name} is needed here: pip install 'c8y-client[{name}]'"
        raise ImportError(missing, name=error.name) from error
