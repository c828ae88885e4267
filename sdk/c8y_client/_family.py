"""Parts of a client that are loaded when they are first used: most programs need a few of them."""

from __future__ import annotations

from importlib import import_module
from typing import Any


class Family:
    """Stands for a collection of the platform until somebody asks a client for it."""

    def __init__(self, module: str, name: str) -> None:
        self._place = module, name
        self._package = ""
        self._attribute = name

    def __set_name__(self, owner: type, name: str) -> None:
        # The asynchronous and the synchronous client find their collections beside themselves.
        self._package = owner.__module__.rpartition(".")[0]
        self._attribute = name

    def __get__(self, client: Any, owner: type) -> Any:
        if client is None:
            return self
        # Other names of the same place give the same object.
        families: dict[tuple[str, str], Any] = vars(client).setdefault("_families", {})
        if self._place not in families:
            module, name = self._place
            families[self._place] = getattr(import_module(f"{self._package}.{module}"), name)(client)
        # From now on the attribute is found on the client itself.
        return vars(client).setdefault(self._attribute, families[self._place])


def family(module: str, name: str) -> Any:
    """Declare a part of a client: a class in a module beside that of the client."""
    return Family(module, name)
