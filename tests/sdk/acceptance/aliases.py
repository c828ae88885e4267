"""Our package by the names of others, as a block of code or as a plugin of pytest.

`python -m pytest -p tests.sdk.acceptance.aliases tests/clients/pyc8y` runs what was written for pyc8y with ours.
"""

from __future__ import annotations

import importlib
import pkgutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any

import pytest

ASYNCHRONOUS = ("pyc8y", "c8y_client")
SYNCHRONOUS = ("c8y_api", "c8y_client.sync")


def modules_of(package: str) -> list[str]:
    """List the public modules of a package, below it by their names."""
    found = [package]
    for info in pkgutil.walk_packages(importlib.import_module(package).__path__, f"{package}."):
        below = info.name.removeprefix(package)
        if "._" not in below and ".sync" not in below:
            found.append(info.name)
    return found


def put_in_place(name: str, package: str) -> dict[str, ModuleType]:
    """Let imports of a name find our package; gives what they have found until now."""
    before = {key: sys.modules.pop(key) for key in list(sys.modules) if key.partition(".")[0] == name}
    for module in modules_of(package):
        sys.modules[name + module.removeprefix(package)] = importlib.import_module(module)
    return before


@contextmanager
def imported_as(name: str, package: str) -> Iterator[None]:
    """Let imports of a name find our package within a block."""
    before = put_in_place(name, package)
    try:
        yield
    finally:
        for key in [key for key in sys.modules if key.partition(".")[0] == name]:
            del sys.modules[key]
        sys.modules.update(before)


class _Readiness:
    """Stands for an event that the older listener keeps."""

    def __init__(self, listener: Any) -> None:
        self.wait = listener.ready


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests() -> None:
    """Put ours in place for a whole run, and give it the few inner parts that tests of pyc8y hold on to."""
    put_in_place(*ASYNCHRONOUS)
    from c8y_client import CumulocityRestClient, app
    from c8y_client.notification2 import Listener

    made = CumulocityRestClient.__init__

    def init(self: CumulocityRestClient, *args: Any, connector_factory: object = None, **options: Any) -> None:
        made(self, *args, **options)

    CumulocityRestClient.__init__ = init  # type: ignore[method-assign]
    Listener._is_connected = property(_Readiness)  # type: ignore[attr-defined]
    app._clients = {}  # type: ignore[attr-defined]
