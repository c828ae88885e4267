"""Finds objects of the inventory by what they are called elsewhere."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from typing import Any, ClassVar, Unpack, overload

from c8y_client._async._bulk import each
from c8y_client._async._resource import CumulocityResource
from c8y_client._async.external_id import EXTERNAL_IDS, GLOBAL_IDS, ExternalId
from c8y_client._async.managed_object import ManagedObject
from c8y_client._documents.fields import id_of
from c8y_client._documents.results import Results
from c8y_client._documents.values import AsValues
from c8y_client._errors import NotFoundError
from c8y_client._http.urls import path
from c8y_client._queries.params import Reference
from c8y_client._reading.keywords import Reading, keywords
from c8y_client._reading.plan import MAX_PAGE_SIZE, Collection
from c8y_client._reading.progress import ProgressOption

_COLLECTION = "application/vnd.com.nsn.cumulocity.externalidcollection+json"


class Identity(CumulocityResource[ExternalId]):
    """The external ids of a tenant. Each text of a type is bound to one object; an object may have many."""

    collection: ClassVar[Collection] = Collection(path=EXTERNAL_IDS, name="externalIds")
    object_class: type[ExternalId] = ExternalId

    async def get(self, external_id: str, external_type: str) -> ExternalId:
        """Read one external id; a `NotFoundError`, which is a `KeyError`, if no object is called so."""
        where = path(EXTERNAL_IDS, external_type, external_id)
        response = await self.c8y.transport.request("GET", where, accept=ExternalId.object_type)
        return ExternalId.from_json(response.json(), self.c8y)

    async def get_id(self, external_id: str, external_type: str) -> str:
        """Read the id of the object that is called so."""
        return str((await self.get(external_id, external_type)).managed_object_id)

    async def get_object(self, external_id: str, external_type: str) -> ManagedObject:
        """Read the object that is called so."""
        return await (await self.get(external_id, external_type)).get_object()

    @overload
    def select(
        self, object_id: Reference, *, as_values: None = None, **filters: Unpack[Reading]
    ) -> AsyncGenerator[ExternalId]: ...
    @overload
    def select(
        self, object_id: Reference, *, as_values: AsValues, **filters: Unpack[Reading]
    ) -> AsyncGenerator[Any]: ...
    @keywords(Reading, limit=None)
    def select(
        self, object_id: Reference, *, as_values: AsValues | None = None, **filters: Unpack[Reading]
    ) -> AsyncGenerator[Any]:
        """Iterate over what an object is called; over all of it, unless there is a `limit`."""
        # The platform gives them all at once, without pages.
        whole = {"limit": None, **filters, "page_size": MAX_PAGE_SIZE, "page_number": 1}
        place = Collection(path=path(GLOBAL_IDS, id_of(object_id), "externalIds"), name="externalIds", total=None)
        return self._select(self._plan(None, whole, as_values, place), filters.get("progress", False))

    async def get_all(self, object_id: Reference) -> Results[ExternalId]:
        """Read all that an object is called; an empty list if it has no external id."""
        return Results([one async for one in self.select(object_id)])

    async def search(self, *external_ids: ExternalId | tuple[str, str]) -> Results[ExternalId]:
        """Look up many external ids at once, given as such or as pairs of text and type; give those that are bound.

        Older platforms do not have it, which is a `NotFoundError`.
        """
        pairs = [(one.external_id, one.external_type) if isinstance(one, ExternalId) else one for one in external_ids]
        document = {"externalIds": [{"externalId": text, "type": kind} for text, kind in pairs]}
        found = await self.c8y.post("/identity/search", json=document, accept=_COLLECTION)
        return Results([ExternalId.from_json(one, self.c8y) for one in found["externalIds"]])

    async def create(
        self,
        *objects: ExternalId,
        workers: int | None = None,
        external_id: str | None = None,
        external_type: str | None = None,
        managed_object_id: Reference | None = None,
        progress: ProgressOption = False,
    ) -> None:
        """Bind external ids, given as objects, or one of them as keywords; see `BatchError` for several that fail.

        A `ConflictError`, which is a `ValueError`, if a text of that type is bound already.
        """
        given = _given(objects, external_id, external_type, managed_object_id)

        async def create(one: ExternalId) -> None:
            one.c8y = one.c8y or self.c8y
            await one.create()

        await each(given, create, workers, progress)

    async def delete(
        self,
        *objects: ExternalId,
        workers: int | None = None,
        external_id: str | None = None,
        external_type: str | None = None,
        progress: ProgressOption = False,
        missing_ok: bool = False,
    ) -> None:
        """Free external ids, given as objects, or one of them as keywords; the objects called so stay."""

        async def delete(one: ExternalId) -> None:
            try:
                await self.c8y.transport.request("DELETE", one.object_path)
            except NotFoundError:
                if not missing_ok:
                    raise

        await each(_given(objects, external_id, external_type, None), delete, workers, progress)


def _given(
    objects: tuple[ExternalId, ...],
    external_id: str | None,
    external_type: str | None,
    managed_object_id: Reference | None,
) -> list[ExternalId]:
    single = ExternalId(external_id=external_id, external_type=external_type, managed_object_id=managed_object_id)
    if objects and single.json:
        raise ValueError("give external ids as objects or one of them as keywords, not both")
    return list(objects) or ([single] if single.json else [])
