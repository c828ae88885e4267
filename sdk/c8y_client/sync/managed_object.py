# Made from sdk/c8y_client/_async/managed_object.py by sdk/scripts/unasync.py; change that.
"""Objects of the inventory: devices, groups, files, and whatever else has an id and is not a record in time."""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from copy import copy as copied
from typing import TYPE_CHECKING, ClassVar, Self

from c8y_client._documents.availability import Availability
from c8y_client._documents.fields import Field, MomentField, TagField, TimeField
from c8y_client._documents.hierarchy import CHILDREN, KINDS, PARENTS, Kind, ReferencesField
from c8y_client._documents.results import Results
from c8y_client._queries.params import Reference
from c8y_client._types import JSON
from c8y_client.sync._objects import WithId

if TYPE_CHECKING:
    from c8y_client.sync.children import Children
    from c8y_client.sync.inventory import Inventory
    from c8y_client.sync.rest import CumulocityRestClient

INVENTORY_PATH = "/inventory/managedObjects"


class ManagedObject(WithId):
    """An object of the inventory, with any fragments.

    >>> pump = ManagedObject(type="my_Pump", name="Pump 7", my_Limits={"pressure": 3.5})
    >>> pump.name, pump["my_Limits.pressure"], pump.child_assets
    ('Pump 7', 3.5, [])
    """

    __slots__ = ()

    resource_path: ClassVar[str] = INVENTORY_PATH
    object_type: ClassVar[str] = "application/vnd.com.nsn.cumulocity.managedobject+json"
    _assigned: ClassVar[frozenset[str]] = frozenset(
        {"id", "self", "creationTime", "lastUpdated", *CHILDREN.values(), *PARENTS}
    )

    type: Field[str] = Field("type", doc="What kind of object it is.")
    name: Field[str] = Field("name", doc="What people call it.")
    owner: Field[str] = Field("owner", doc="The user it belongs to; whoever creates it, unless it is given.")
    is_device: TagField = TagField("c8y_IsDevice", doc="Whether it is a device.")
    is_device_group: TagField = TagField("c8y_IsDeviceGroup", doc="Whether it is a group of devices.")
    is_binary: TagField = TagField("c8y_IsBinary", doc="Whether it is a stored file.")
    creation_time: TimeField = TimeField("creationTime", read_only=True, doc="When it was created, as text.")
    creation_datetime: MomentField = MomentField("creationTime")
    update_time: TimeField = TimeField("lastUpdated", read_only=True, doc="When it was last changed, as text.")
    update_datetime: MomentField = MomentField("lastUpdated")
    last_updated: TimeField = update_time
    last_updated_datetime: MomentField = update_datetime
    child_devices: ReferencesField = ReferencesField(
        "childDevices", doc="Its devices, if it was read with `with_children=True`."
    )
    child_assets: ReferencesField = ReferencesField(
        "childAssets", doc="Its assets, if it was read with `with_children=True`."
    )
    child_additions: ReferencesField = ReferencesField(
        "childAdditions", doc="Its additions, if it was read with `with_children=True`."
    )
    parent_devices: ReferencesField = ReferencesField(
        "deviceParents", doc="What it is a device of, if read with `with_parents=True`."
    )
    parent_assets: ReferencesField = ReferencesField(
        "assetParents", doc="What it is an asset of, if read with `with_parents=True`."
    )
    parent_additions: ReferencesField = ReferencesField(
        "additionParents", doc="What it is an addition of, if read with `with_parents=True`."
    )

    def __init__(
        self,
        c8y: CumulocityRestClient | None = None,
        type: str | None = None,
        name: str | None = None,
        owner: str | None = None,
        **kwargs: JSON,
    ) -> None:
        """Make an object that the platform does not know yet; other keywords become fragments.

        The fragment `externalIds`, a list of documents with `type` and `externalId`, binds external ids at creation.
        """
        super().__init__(c8y, **kwargs)
        self.type, self.name, self.owner = type, name, owner

    def create(self, copy: bool = False) -> Self:
        """Create the object and take what the platform made of it, or give that as a new object with `copy`."""
        return self._create(copy)

    def update(self, copy: bool = False) -> Self:
        """Send what was changed; sends nothing if nothing was."""
        return self._update(copy)

    def apply(self, json: Mapping[str, JSON], copy: bool = False) -> Self:
        """Send a part of a document, which is merged into the object on the platform.

        An empty document changes nothing but tells that the device is available, see `Inventory.heartbeat`.
        """
        if json.keys() - {"id"}:
            return self._apply(json, copy)
        self._inventory().heartbeat(self._key())
        return copied(self) if copy else self

    def apply_to(self, other_id: str) -> Self:
        """Send the changes of this object to another one, which is returned."""
        return self._apply_to(other_id)

    def reload(self, copy: bool = False) -> Self:
        """Read the object again; changes that were not sent are lost, unless in a `copy`."""
        return self._reload(copy)

    def delete(self, **_: JSON) -> None:
        """Delete the object; its children stay, but for subgroups of a group, which the platform deletes as well."""
        self._inventory().delete(self._key())

    def delete_tree(self) -> None:
        """Delete the object with all that is below it, of every kind."""
        self._inventory().delete_trees(self._key())

    def children(self, kind: Kind) -> Children:
        """Give access to the children of a kind: `"assets"`, `"devices"` or `"additions"`."""
        return self._inventory().children(self._key(), kind)

    def assign_child_asset(self, child: Reference) -> None:
        """Make an object, or the one with an id, an asset of this object."""
        self.children("assets").assign(child)

    def assign_child_device(self, child: Reference) -> None:
        """Make an object, or the one with an id, a device of this object."""
        self.children("devices").assign(child)

    def assign_child_addition(self, child: Reference) -> None:
        """Make an object, or the one with an id, an addition of this object."""
        self.children("additions").assign(child)

    add_child_asset = assign_child_asset
    add_child_device = assign_child_device
    add_child_addition = assign_child_addition

    def unassign_child_asset(self, child: Reference) -> None:
        """Remove the link to an asset, which itself stays."""
        self.children("assets").unassign(child)

    def unassign_child_device(self, child: Reference) -> None:
        """Remove the link to a device, which itself stays."""
        self.children("devices").unassign(child)

    def unassign_child_addition(self, child: Reference) -> None:
        """Remove the link to an addition, which itself stays."""
        self.children("additions").unassign(child)

    def subtree(
        self,
        *,
        kinds: Sequence[Kind] = KINDS,
        depth: int | None = None,
        limit: int | None = None,
        workers: int | None = None,
    ) -> Generator[ManagedObject]:
        """Iterate over this object and all that is below it, level by level; see `Inventory.subtree`."""
        return self._inventory().subtree(self._key(), kinds=kinds, depth=depth, limit=limit, workers=workers)

    def path(self) -> Results[ManagedObject]:
        """Read the chain of parents, the nearest first; see `Inventory.path`."""
        return self._inventory().path(self._key())

    def get_latest_availability(self) -> Availability:
        """Read whether the device is connected and delivers data; a `NotFoundError` if it is not monitored."""
        return self._inventory().get_latest_availability(self._key())

    def get_supported_measurements(self) -> list[str]:
        """Read which measurement fragments the object has values of."""
        return self._inventory().get_supported_measurements(self._key())

    def get_supported_series(self) -> list[str]:
        """Read which series the object has values of, as `fragment.series`."""
        return self._inventory().get_supported_series(self._key())

    def _inventory(self) -> Inventory[ManagedObject]:
        from c8y_client.sync.inventory import Inventory  # noqa: PLC0415 - which is made of objects of this class

        return Inventory(self._connection)
