"""Names that objects of the inventory have elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Self

from c8y_client._async._objects import CumulocityObject
from c8y_client._async.inventory import Inventory
from c8y_client._async.managed_object import ManagedObject
from c8y_client._documents.fields import Field, ReferenceField
from c8y_client._http.urls import path
from c8y_client._queries.params import Reference
from c8y_client._types import JSON

if TYPE_CHECKING:
    from c8y_client._async.rest import CumulocityRestClient

EXTERNAL_IDS = "/identity/externalIds"
GLOBAL_IDS = "/identity/globalIds"


class ExternalId(CumulocityObject):
    """What an object of the inventory is called elsewhere: a text such as a serial number, and what kind of text it is.

    >>> serial = ExternalId(external_id="SN/7", external_type="c8y_Serial", managed_object_id="4711")
    >>> serial.object_path
    '/identity/externalIds/c8y_Serial/SN%2F7'
    """

    __slots__ = ()

    resource_path: ClassVar[str] = EXTERNAL_IDS
    object_type: ClassVar[str] = "application/vnd.com.nsn.cumulocity.externalid+json"
    _assigned: ClassVar[frozenset[str]] = frozenset({"self", "managedObject"})

    external_id: Field[str] = Field("externalId", doc="The text itself.")
    external_type: Field[str] = Field("type", doc="What kind of text it is, such as `c8y_Serial`.")
    managed_object_id: ReferenceField = ReferenceField("managedObject", doc="The id of the object that is called so.")

    def __init__(
        self,
        c8y: CumulocityRestClient | None = None,
        *,
        external_id: str | None = None,
        external_type: str | None = None,
        managed_object_id: Reference | None = None,
    ) -> None:
        """Make an external id that the platform does not know yet."""
        super().__init__(c8y)
        self.external_id, self.external_type = external_id, external_type
        self.managed_object_id = managed_object_id

    @property
    def object_path(self) -> str:
        """Where this external id is; a `ValueError` if text or type is missing."""
        if not self.external_id or not self.external_type:
            raise ValueError(f"{self!r} needs both external_id and external_type")
        return path(EXTERNAL_IDS, self.external_type, self.external_id)

    @property
    def _collection_path(self) -> str:
        """Where the external ids of the object are; a `ValueError` if it is not known."""
        if not self.managed_object_id:
            raise ValueError(f"{self!r} needs managed_object_id, the object that is to be called so")
        return path(GLOBAL_IDS, self.managed_object_id, "externalIds")

    async def create(self, copy: bool = False) -> Self:
        """Bind the text to the object; a `ConflictError` if another object, or this one, is called so already."""
        _ = self.object_path
        response = await self._connection.transport.request(
            "POST",
            self._collection_path,
            json=self.sendable(),
            accept=self.object_type,
            content_type=self.object_type,
        )
        return self._received(response, copy)

    async def reload(self, copy: bool = False) -> Self:
        """Read again which object is called so."""
        return await self._reload(copy)

    async def delete(self) -> None:
        """Free the text; the object itself stays."""
        await self._delete()

    async def get_object(self) -> ManagedObject:
        """Read the object that is called so."""
        if not self.managed_object_id:
            await self.reload()
        return await Inventory(self._connection).get(str(self.managed_object_id))

    def _key(self) -> str:
        return str(self.external_id)

    def _identity(self) -> JSON:
        return (self.external_type, self.external_id) if self.external_id else None

    def _title(self) -> dict[str, Any]:
        return {
            "external_id": self.external_id,
            "external_type": self.external_type,
            "managed_object_id": self.managed_object_id,
        }
