"""The device groups among the objects of the inventory, and their members."""

from __future__ import annotations

from typing import ClassVar

from c8y_client._async.device_group import DeviceGroup
from c8y_client._async.inventory import Inventory
from c8y_client._queries.inventory import InventoryWording
from c8y_client._queries.params import Reference
from c8y_client._reading.progress import ProgressOption


class DeviceGroupInventory(Inventory[DeviceGroup]):
    """The device groups of a tenant. With `parent`, a query means direct subgroups of that group."""

    object_class: type[DeviceGroup] = DeviceGroup
    _wording: ClassVar[InventoryWording] = InventoryWording(marker="c8y_IsDeviceGroup")

    async def assign_children(
        self, root_id: Reference, *child_ids: Reference, workers: int | None = None, progress: ProgressOption = False
    ) -> None:
        """Make objects, subgroups or devices, members of a group."""
        await self.children(root_id, "assets").assign(*child_ids, workers=workers, progress=progress)

    async def unassign_children(self, root_id: Reference, *child_ids: Reference) -> None:
        """Remove members from a group; they themselves stay."""
        await self.children(root_id, "assets").unassign(*child_ids)
