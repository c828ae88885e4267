# Made from sdk/c8y_client/_async/inventory.py by sdk/scripts/unasync.py; change that.
"""The inventory: everything that has an id and is not a record in time."""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar, Unpack, overload

import orjson

from c8y_client._documents.availability import Availability, DeviceUser
from c8y_client._documents.fields import id_of
from c8y_client._documents.hierarchy import KINDS, Kind
from c8y_client._documents.results import Results
from c8y_client._documents.values import AsValues
from c8y_client._http.urls import path
from c8y_client._queries.inventory import (
    InventoryFilters,
    InventoryQuery,
    InventorySearch,
    InventoryWording,
    ObjectView,
)
from c8y_client._queries.objects import is_without_ids
from c8y_client._queries.params import Params, Reference
from c8y_client._reading.keywords import keywords
from c8y_client._reading.plan import Collection, Plan
from c8y_client._reading.progress import ProgressOption
from c8y_client._types import JSON
from c8y_client.sync import _trees
from c8y_client.sync._bulk import in_batches
from c8y_client.sync._objects import CumulocityObject
from c8y_client.sync._resource import CumulocityResource
from c8y_client.sync.children import Children
from c8y_client.sync.managed_object import INVENTORY_PATH, ManagedObject

if TYPE_CHECKING:
    # Type checkers know this module without its being installed.
    from typing_extensions import TypeVar as DefaultingTypeVar

    MO = DefaultingTypeVar("MO", bound=ManagedObject, default=ManagedObject)
else:
    MO = TypeVar("MO", bound=ManagedObject)

_SEVERAL = "application/vnd.com.nsn.cumulocity.managedobjectcollection+json"
_MOST_AT_ONCE = 50
_USER = "application/vnd.com.nsn.cumulocity.managedobjectuser+json"


class Inventory(CumulocityResource[MO]):
    """The objects of a tenant."""

    collection: ClassVar[Collection] = Collection(path=INVENTORY_PATH, name="managedObjects")
    query: ClassVar[type[Any]] = InventoryQuery
    object_class: type[MO] = ManagedObject  # type: ignore[assignment]
    _wording: ClassVar[InventoryWording] = InventoryWording()

    def _params(self, filters: Mapping[str, Any]) -> Params:
        return self._wording.params(filters)

    def _plan(self, expression: str | None, filters: Mapping[str, Any], *args: Any, **kwargs: Any) -> Plan:
        plan = super()._plan(expression, filters, *args, **kwargs)
        # Without any id the platform would give everything.
        return replace(plan, limit=0) if is_without_ids(filters) and not expression else plan

    @keywords(ObjectView)
    def get(self, id: str, **view: Unpack[ObjectView]) -> MO:
        """Read one object; a `NotFoundError`, which is a `KeyError`, if there is none.

        Children and parents are told only if `with_children` and `with_parents` ask for them.
        """
        return self._get(id, **view)

    @overload
    def select(
        self, expression: str | None = None, *, as_values: None = None, **filters: Unpack[InventoryQuery]
    ) -> Generator[MO]: ...
    @overload
    def select(
        self, expression: str | None = None, *, as_values: AsValues, **filters: Unpack[InventoryQuery]
    ) -> Generator[Any]: ...
    @keywords(InventoryQuery)
    def select(
        self, expression: str | None = None, *, as_values: AsValues | None = None, **filters: Unpack[InventoryQuery]
    ) -> Generator[Any]:
        """Query objects and iterate over them while they are being read; 5 at most unless `limit` says otherwise.

        Filters are combined. `query` and `ids` take the place of the other filters, and `expression`, the text behind
        `?` of a request, that of all of them. `as_values` gives the values at paths in place of objects.
        """
        return self._select(self._plan(expression, filters, as_values), filters.get("progress", False))

    @overload
    def get_all(
        self, expression: str | None = None, *, as_values: None = None, **filters: Unpack[InventoryQuery]
    ) -> Results[MO]: ...
    @overload
    def get_all(
        self, expression: str | None = None, *, as_values: AsValues, **filters: Unpack[InventoryQuery]
    ) -> Results[Any]: ...
    @keywords(InventoryQuery)
    def get_all(
        self, expression: str | None = None, *, as_values: AsValues | None = None, **filters: Unpack[InventoryQuery]
    ) -> Results[Any]:
        """Query objects and give them as a list; 5 at most unless `limit` says otherwise. See `select`."""
        return self._get_all(self._plan(expression, filters, as_values), filters.get("progress", False))

    @overload
    def get_by(
        self, expression: str | None = None, *, as_values: None = None, **filters: Unpack[InventorySearch]
    ) -> MO: ...
    @overload
    def get_by(
        self, expression: str | None = None, *, as_values: AsValues, **filters: Unpack[InventorySearch]
    ) -> Any: ...
    @keywords(InventorySearch)
    def get_by(
        self, expression: str | None = None, *, as_values: AsValues | None = None, **filters: Unpack[InventorySearch]
    ) -> Any:
        """Read the one object that matches; a `ValueError` if there is none, or more than one. See `select`."""
        found = self._get_all(self._plan(expression, {**filters, "limit": 2}, as_values))
        if len(found) != 1:
            asked = expression or ", ".join(f"{name}={value!r}" for name, value in filters.items())
            raise ValueError(f"{'several objects match' if found else 'no object matches'} {asked}")
        return found[0]

    @keywords(InventoryFilters)
    def get_count(self, expression: str | None = None, **filters: Unpack[InventoryFilters]) -> int:
        """Ask how many objects there are, without reading them."""
        return 0 if is_without_ids(filters) and not expression else self._get_count(expression, filters)

    def create(
        self,
        *objects: MO,
        workers: int | None = None,
        batch_size: int | None = None,
        progress: ProgressOption = False,
    ) -> None:
        """Create objects, which take their ids; see `BatchError` for what is raised when some fail.

        With `batch_size`, 50 at most, so many are sent in one request; they are created all together or not at all.
        """
        if batch_size is None:
            self._create(objects, workers, progress)
        else:
            in_batches(objects, _checked(batch_size), self._create_batch, workers, progress)

    @overload
    def update(
        self,
        *objects: MO,
        workers: int | None = None,
        batch_size: int | None = None,
        progress: ProgressOption = False,
    ) -> None: ...
    @overload
    def update(
        self,
        json: Mapping[str, JSON],
        /,
        *objects: Reference,
        workers: int | None = None,
        batch_size: int | None = None,
        progress: ProgressOption = False,
    ) -> None: ...
    def update(
        self,
        *objects: Any,
        workers: int | None = None,
        batch_size: int | None = None,
        progress: ProgressOption = False,
    ) -> None:
        """Send what was changed in objects; or a document to all objects behind it, given as such or by id.

        `client.inventory.update({"my_Fragment": {}}, "4711", "4712")` is the same as `apply_to`. `batch_size` is
        as in `create`.
        """
        if objects and isinstance(objects[0], Mapping) and not isinstance(objects[0], CumulocityObject):
            self.apply_to(objects[0], *objects[1:], workers=workers, batch_size=batch_size, progress=progress)
            return
        if unusable := [each for each in objects if not isinstance(each, CumulocityObject)]:
            raise TypeError(f"{unusable[0]!r} is no object; to change objects by id, give a document before them")
        if batch_size is None:
            self._update(objects, workers, progress)
        else:
            in_batches(objects, _checked(batch_size), self._update_batch, workers, progress)

    def apply_to(
        self,
        model: Mapping[str, JSON] | MO,
        *objects: Reference,
        workers: int | None = None,
        batch_size: int | None = None,
        progress: ProgressOption = False,
    ) -> None:
        """Send a document, or the changes of an object, to objects, given as such or by id.

        `batch_size` is as in `create`.
        """
        if batch_size is None:
            self._apply_to(model, objects, workers, progress)
            return
        json = model.changes if isinstance(model, CumulocityObject) else dict(model)

        def put(batch: Sequence[Reference]) -> None:
            self._put_several([{**json, "id": id_of(one)} for one in batch])

        in_batches(objects, _checked(batch_size), put, workers, progress)

    def delete(
        self,
        *objects: Reference,
        workers: int | None = None,
        progress: ProgressOption = False,
        missing_ok: bool = False,
        with_device_user: bool | None = None,
    ) -> None:
        """Delete objects, given as such or by id; `with_device_user` deletes the user of a device as well.

        Children stay, but for subgroups of a group, which the platform deletes as well. Measurements, events, alarms,
        operations and external ids go with their object.
        """
        self._delete(objects, workers, progress, missing_ok=missing_ok, withDeviceUser=with_device_user)

    def delete_trees(
        self,
        *objects: Reference,
        workers: int | None = None,
        progress: ProgressOption = False,
        missing_ok: bool = False,
        with_device_user: bool | None = None,
    ) -> None:
        """Delete objects with all that is below them, of every kind; see `delete`."""
        self._delete(
            objects, workers, progress, missing_ok=missing_ok, forceCascade=True, withDeviceUser=with_device_user
        )

    def children(self, parent: Reference, kind: Kind) -> Children:
        """Give access to the children of an object, of a kind: `"assets"`, `"devices"` or `"additions"`."""
        return Children(self.c8y, parent, kind)

    def subtree(
        self,
        root: Reference,
        *,
        kinds: Sequence[Kind] = KINDS,
        depth: int | None = None,
        limit: int | None = None,
        workers: int | None = None,
    ) -> Generator[ManagedObject]:
        """Iterate over an object and all that is below it, level by level, each object once.

        `kinds` are the kinds of children that are followed, `depth` is how many levels below the object are read, and
        `limit` the greatest number of objects. All of them know their children. Objects that the user may not see are
        left out, with what is below them. A `NotFoundError` if the object itself is not there.

        Ids of what was seen are kept in memory, objects only a few pages of them.
        """
        return _trees.subtree(self.c8y, id_of(root), kinds=kinds, depth=depth, limit=limit, workers=workers)

    def path(self, of: Reference) -> Results[ManagedObject]:
        """Read the chain of parents of an object: the nearest first, the root last; empty for a root.

        Of several parents the chain follows one, rather a group than a device. A parent that the user may not see has
        only its id and name.
        """
        return Results(_trees.path(self.c8y, id_of(of)))

    def create_tree(
        self,
        *trees: Mapping[str, JSON],
        parent: Reference | None = None,
        kind: Kind = "assets",
        workers: int | None = None,
        progress: ProgressOption = False,
    ) -> Results[ManagedObject]:
        """Create objects with their children, and theirs, in one call; give them level by level.

        A tree is a document, or an object, whose fields `childAssets`, `childDevices` and `childAdditions` are lists of
        such trees. Objects that are given take their ids. With `parent`, the trees become its children of `kind`.

        If some fail, everything else is attempted nevertheless and a `BatchError` tells which, and what was created in
        `succeeded`. What lies below something that failed is reported as failed, too.
        """
        return Results(_trees.create(self.c8y, trees, parent=parent, kind=kind, workers=workers, progress=progress))

    def heartbeat(self, id: str) -> None:
        """Tell that a device is available, without changing it."""
        self._put(self.build_object_path(id), {})

    def get_latest_availability(self, mo_id: str) -> Availability:
        """Read whether a device is connected and delivers data; a `NotFoundError` if it is not monitored."""
        return Availability(self._detail(mo_id, "availability"))

    def get_supported_measurements(self, mo_id: str) -> list[str]:
        """Read which measurement fragments an object has values of."""
        found = self._detail(mo_id, "supportedMeasurements")
        return list(found.get("c8y_SupportedMeasurements", ()))

    def get_supported_series(self, mo_id: str) -> list[str]:
        """Read which series an object has values of, as `fragment.series`."""
        found = self._detail(mo_id, "supportedSeries")
        return list(found.get("c8y_SupportedSeries", ()))

    def get_device_user(self, mo_id: str) -> DeviceUser:
        """Read which user a device logs in as, and whether it may."""
        return DeviceUser(self._detail(mo_id, "user", accept=_USER))

    def set_device_user(self, mo_id: str, *, enabled: bool) -> DeviceUser:
        """Let the user of a device log in, or not."""
        where = path(self.build_object_path(mo_id), "user")
        document = {"enabled": enabled}
        return DeviceUser(self.c8y.put(where, json=document, accept=_USER, content_type=_USER))

    def _create_batch(self, objects: Sequence[MO]) -> None:
        document = {"managedObjects": [one.sendable() for one in objects]}
        created = self.c8y.post(INVENTORY_PATH, json=document, accept=_SEVERAL, content_type=_SEVERAL)
        for one, json in zip(objects, created["managedObjects"], strict=True):
            one.c8y = one.c8y or self.c8y
            one._adopt(orjson.dumps(json))

    def _update_batch(self, objects: Sequence[MO]) -> None:
        changed = [(one, {**changes, "id": one._key()}) for one in objects if (changes := one.changes)]
        if changed:
            self._put_several([changes for _, changes in changed])
        for one, _ in changed:
            one._settle()

    def _put_several(self, documents: Sequence[Mapping[str, JSON]]) -> None:
        document = {"managedObjects": documents}
        self.c8y.transport.request("PUT", INVENTORY_PATH, json=document, accept="", content_type=_SEVERAL)

    def _detail(self, mo_id: str, name: str, accept: str = "application/json") -> JSON:
        return self.c8y.get(path(self.build_object_path(mo_id), name), accept=accept)


def _checked(batch_size: int) -> int:
    if not 1 <= batch_size <= _MOST_AT_ONCE:
        raise ValueError(f"batch_size must be between 1 and {_MOST_AT_ONCE}, got {batch_size}")
    return batch_size
