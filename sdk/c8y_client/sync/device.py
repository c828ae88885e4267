# Made from sdk/c8y_client/_async/device.py by sdk/scripts/unasync.py; change that.
"""Devices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from c8y_client._types import JSON
from c8y_client.sync.managed_object import ManagedObject

if TYPE_CHECKING:
    from c8y_client.sync.rest import CumulocityRestClient
    from c8y_client.sync.user import User

_PREFIX = "device_"


class Device(ManagedObject):
    """A device: an object with the fragment `c8y_IsDevice`.

    >>> Device(type="my_Pump", name="pump-7").is_device
    True
    """

    __slots__ = ()

    def __init__(
        self,
        c8y: CumulocityRestClient | None = None,
        type: str | None = None,
        name: str | None = None,
        owner: str | None = None,
        **kwargs: JSON,
    ) -> None:
        """Make a device that the platform does not know yet; other keywords become fragments."""
        super().__init__(c8y, type, name, owner, **kwargs)
        self.is_device = True

    def get_username(self) -> str:
        """Tell the name of the user that the device logs in as.

        It is the owner of a device that registered itself; of others it follows from their name.
        """
        if self.owner and self.owner.startswith(_PREFIX):
            return self.owner
        if not self.name:
            raise ValueError(f"{self!r} has no name, which its user is called after")
        return f"{_PREFIX}{self.name}"

    def get_user(self) -> User:
        """Read the user that the device logs in as."""
        from c8y_client.sync.users import Users  # noqa: PLC0415 - few look at users of devices

        return Users(self._connection).get(self.get_username())

    def delete(self, with_device_user: bool = False, **_: JSON) -> None:
        """Delete the device and, if wanted, the user that it logs in as; its children stay."""
        self._inventory().delete(self._key(), with_device_user=with_device_user or None)

    def delete_tree(self, with_device_user: bool = False) -> None:
        """Delete the device with all that is below it and, if wanted, the user that it logs in as."""
        self._inventory().delete_trees(self._key(), with_device_user=with_device_user or None)
