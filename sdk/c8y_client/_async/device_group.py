"""Groups of devices."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self

from c8y_client._async.managed_object import ManagedObject
from c8y_client._queries.params import Reference
from c8y_client._types import JSON

if TYPE_CHECKING:
    from c8y_client._async.rest import CumulocityRestClient


class DeviceGroup(ManagedObject):
    """A group of devices, with members and subgroups as its assets: an object with the fragment `c8y_IsDeviceGroup`.

    >>> DeviceGroup(root=True, name="Plant").type, DeviceGroup(name="Hall 1").type
    ('c8y_DeviceGroup', 'c8y_DeviceSubGroup')
    """

    __slots__ = ()

    ROOT_TYPE: ClassVar[str] = "c8y_DeviceGroup"
    CHILD_TYPE: ClassVar[str] = "c8y_DeviceSubGroup"

    def __init__(
        self,
        c8y: CumulocityRestClient | None = None,
        root: bool = False,
        name: str | None = None,
        owner: str | None = None,
        **kwargs: JSON,
    ) -> None:
        """Make a group that the platform does not know yet; `root` tells that it has no parent."""
        # The platform tells root groups from others by this type.
        kind = kwargs.pop("type", None) or (self.ROOT_TYPE if root else self.CHILD_TYPE)
        super().__init__(c8y, kind, name, owner, **kwargs)
        self.is_device_group = True

    async def create_child(self, name: str, owner: str | None = None, **kwargs: JSON) -> DeviceGroup:
        """Create a subgroup, which belongs to the owner of this group unless another is given."""
        child = DeviceGroup(self.c8y, name=name, owner=owner or self.owner, **kwargs)
        await self.children("assets").create(child)
        return child

    async def update(self, copy: bool = False, **_: JSON) -> Self:
        """Send what was changed; sends nothing if nothing was."""
        return await self._update(copy)

    async def assign_child_group(self, child: Reference) -> None:
        """Make a group, given as such or by id, a subgroup of this group."""
        await self.assign_child_asset(child)

    async def unassign_child_group(self, child: Reference) -> None:
        """Remove the link to a subgroup, which itself stays."""
        await self.unassign_child_asset(child)
