"""The children of an object, of one kind: a collection of its own."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Unpack, overload

from c8y_client._async._bulk import each
from c8y_client._async._resource import CumulocityResource
from c8y_client._async.managed_object import INVENTORY_PATH, ManagedObject
from c8y_client._documents.fields import id_of
from c8y_client._documents.hierarchy import Kind, ObjectReference, resource_of
from c8y_client._documents.results import Results
from c8y_client._documents.values import AsValues
from c8y_client._http.urls import path
from c8y_client._queries.inventory import ChildFilters, ChildQuery, InventoryWording
from c8y_client._queries.params import Params, Reference
from c8y_client._reading.keywords import keywords
from c8y_client._reading.plan import Collection
from c8y_client._reading.progress import ProgressOption

if TYPE_CHECKING:
    from c8y_client._async.rest import CumulocityRestClient

_REFERENCE = "application/vnd.com.nsn.cumulocity.managedobjectreference+json"
_REFERENCES = "application/vnd.com.nsn.cumulocity.managedobjectreferencecollection+json"


class Children(CumulocityResource[ManagedObject]):
    """The children of `parent`, an object or its id, of one kind: `"assets"`, `"devices"` or `"additions"`.

    `client.inventory.children("4711", "assets")` makes one.
    """

    query: ClassVar[type[Any]] = ChildQuery
    object_class: type[ManagedObject] = ManagedObject
    _wording: ClassVar[InventoryWording] = InventoryWording(is_plain=False)

    def __init__(self, c8y: CumulocityRestClient, parent: Reference, kind: Kind) -> None:
        super().__init__(c8y)
        self.parent_id: str = id_of(parent)
        self.kind: Kind = kind
        place = path(INVENTORY_PATH, self.parent_id, resource_of(kind))
        self._place = Collection(path=place, name="references", item="managedObject", accept=_REFERENCES)

    def __repr__(self) -> str:
        return f"<{self.kind} of {self.parent_id} at {self.c8y.base_url}>"

    def _collection(self) -> Collection:
        return self._place

    def _params(self, filters: Mapping[str, Any]) -> Params:
        return self._wording.params(filters)

    async def get(self, child_id: str) -> ManagedObject:
        """Read one child; an `InvalidRequestError` if the object is there but is no such child."""
        where = self.build_object_path(child_id)
        response = await self.c8y.transport.request("GET", where, accept=_REFERENCE)
        return ManagedObject.from_json(response.json()["managedObject"], self.c8y)

    @overload
    def select(
        self, expression: str | None = None, *, as_values: None = None, **filters: Unpack[ChildQuery]
    ) -> AsyncGenerator[ManagedObject]: ...
    @overload
    def select(
        self, expression: str | None = None, *, as_values: AsValues, **filters: Unpack[ChildQuery]
    ) -> AsyncGenerator[Any]: ...
    @keywords(ChildQuery)
    def select(
        self, expression: str | None = None, *, as_values: AsValues | None = None, **filters: Unpack[ChildQuery]
    ) -> AsyncGenerator[Any]:
        """Query the children and iterate over them while they are being read; 5 at most unless `limit` says otherwise.

        The parameters are those of `Inventory.select`, as far as they make sense here.
        """
        return self._select(self._plan(expression, filters, as_values), filters.get("progress", False))

    @overload
    async def get_all(
        self, expression: str | None = None, *, as_values: None = None, **filters: Unpack[ChildQuery]
    ) -> Results[ManagedObject]: ...
    @overload
    async def get_all(
        self, expression: str | None = None, *, as_values: AsValues, **filters: Unpack[ChildQuery]
    ) -> Results[Any]: ...
    @keywords(ChildQuery)
    async def get_all(
        self, expression: str | None = None, *, as_values: AsValues | None = None, **filters: Unpack[ChildQuery]
    ) -> Results[Any]:
        """Query the children and give them as a list; 5 at most unless `limit` says otherwise. See `select`."""
        return await self._get_all(self._plan(expression, filters, as_values), filters.get("progress", False))

    @keywords(ChildFilters)
    async def get_count(self, expression: str | None = None, **filters: Unpack[ChildFilters]) -> int:
        """Ask how many children there are, without reading them."""
        return await self._get_count(expression, filters)

    async def assign(self, *children: Reference, workers: int | None = None, progress: ProgressOption = False) -> None:
        """Link objects, given as such or by id; linking a child once more changes nothing."""

        async def link(child: Reference) -> None:
            reference = ObjectReference.to_json(child)
            await self.c8y.transport.request(
                "POST", self.resource_path, json=reference, accept="", content_type=_REFERENCE
            )

        await each(children, link, workers, progress)

    async def unassign(self, *children: Reference) -> None:
        """Remove the links to objects, which themselves stay; all of them in one request."""
        if not children:
            return
        if len(children) == 1:
            await self.c8y.transport.request("DELETE", self.build_object_path(id_of(children[0])))
            return
        references = {"references": [ObjectReference.to_json(child) for child in children]}
        await self.c8y.transport.request("DELETE", self.resource_path, json=references, content_type=_REFERENCES)

    async def create(
        self, *objects: ManagedObject, workers: int | None = None, progress: ProgressOption = False
    ) -> None:
        """Create objects and link them in one step, so that no child is ever without its parent."""
        await self._create(objects, workers, progress)
