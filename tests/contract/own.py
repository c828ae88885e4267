"""What a contract creates on a tenant: named with a prefix of its own, and removed whatever happens."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from c8y_client import CumulocityClient, NotFoundError
from c8y_client.model import Device, ManagedObject

Removal = Callable[[], Awaitable[Any]]


class Own:
    """The things that a contract made."""

    def __init__(self, c8y: CumulocityClient, prefix: str) -> None:
        self.c8y = c8y
        self.prefix = prefix
        self._count = 0
        self._removals: list[tuple[str, Removal]] = []

    def name(self, kind: str) -> str:
        """Make up a name that no other run uses."""
        self._count += 1
        return f"{self.prefix}_{kind}{self._count}"

    def remove_later(self, what: str, removal: Removal) -> None:
        """Note how to remove something, which is done in the reverse order."""
        self._removals.append((what, removal))

    async def object(self, **fragments: Any) -> ManagedObject:
        """Create an object."""
        made = await ManagedObject(self.c8y, **{"name": self.name("object"), **fragments}).create()
        self.remove_later(f"object {made.id}", made.delete)
        return made

    async def device(self, **fragments: Any) -> Device:
        """Create a device."""
        made = await Device(self.c8y, **{"name": self.name("device"), **fragments}).create()
        self.remove_later(f"device {made.id}", made.delete)
        return made

    async def remove_all(self) -> None:
        """Remove everything; what cannot be removed is told at the end, after the rest was tried."""
        left = []
        while self._removals:
            what, removal = self._removals.pop()
            try:
                await removal()
            except NotFoundError:
                continue
            except Exception as error:  # noqa: BLE001 - the others are to be removed nevertheless
                left.append(f"{what}: {error}")
        if left:
            raise AssertionError("could not remove what the contract made:\n" + "\n".join(left))
