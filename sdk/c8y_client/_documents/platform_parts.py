"""What the platform tells about features, system options, registrations of many devices, and rules for logins."""

from __future__ import annotations

from c8y_client._documents.fields import Field
from c8y_client._documents.json_object import JsonObject
from c8y_client._types import JSON


class Feature(JsonObject):
    """A part of the platform that can be switched on and off."""

    key: Field[str] = Field("key", read_only=True, doc="What it is called.")
    phase: Field[str] = Field(
        "phase",
        read_only=True,
        doc="`IN_DEVELOPMENT`, `PRIVATE_PREVIEW`, `PUBLIC_PREVIEW` or `GENERALLY_AVAILABLE`.",
    )
    active: Field[bool] = Field("active", read_only=True, doc="Whether it is on.")
    strategy: Field[str] = Field(
        "strategy", read_only=True, doc="`TENANT` if somebody chose that for the tenant, or `DEFAULT`."
    )


class TenantFeature(JsonObject):
    """What was chosen about a feature for a tenant."""

    tenant_id: Field[str] = Field("tenantId", read_only=True, doc="For which tenant.")
    active: Field[bool] = Field("active", read_only=True, doc="Whether it is on there.")


class SystemOption(JsonObject):
    """A setting of the platform that tenants can read."""

    category: Field[str] = Field("category", read_only=True, doc="What it is about.")
    key: Field[str] = Field("key", read_only=True, doc="What it is called in its category.")
    value: Field[str] = Field("value", read_only=True, doc="The setting; a placeholder where it is kept secret.")


class BulkRegistration(JsonObject):
    """What became of the devices in a table."""

    number_of_all: Field[int] = Field("numberOfAll", read_only=True, doc="How many rows there were.")
    number_of_created: Field[int] = Field("numberOfCreated", read_only=True, doc="How many devices are new.")
    number_of_successful: Field[int] = Field("numberOfSuccessful", read_only=True, doc="How many rows did not fail.")
    number_of_failed: Field[int] = Field("numberOfFailed", read_only=True, doc="How many rows failed.")

    @property
    def failed(self) -> list[dict[str, JSON]]:
        """The rows that failed: each with `deviceId`, `failureReason` and `line`."""
        rows: list[dict[str, JSON]] = self.get("failedCreationList") or []
        return rows

    @property
    def updated(self) -> list[str]:
        """The ids of the devices that were there already and got other credentials."""
        return [str(row["deviceId"]) for row in self.get("credentialUpdatedList") or []]


class AccessMapping(JsonObject):
    """Which groups and applications a user gets whose token of another login service says something.

    >>> says = {"operator": "EQ", "parameterPath": "group", "value": "ops"}
    >>> AccessMapping(when={"operator": "AND", "childPredicates": [says]}, thenGroups=[2]).then_groups
    [2]
    """

    id: Field[str] = Field("id", read_only=True, doc="What the platform calls the mapping.")
    when: Field[dict[str, JSON]] = Field("when", doc="What the token has to say.")
    then_groups: Field[list[int]] = Field("thenGroups", doc="The numbers of the groups.")
    then_applications: Field[list[int]] = Field("thenApplications", doc="The numbers of the applications.")


class InventoryAccessMapping(JsonObject):
    """Which inventory roles a user gets whose token of another login service says something."""

    id: Field[str] = Field("id", read_only=True, doc="What the platform calls the mapping.")
    when: Field[dict[str, JSON]] = Field("when", doc="What the token has to say.")
    then_inventory_roles: Field[list[dict[str, JSON]]] = Field(
        "thenInventoryRoles", doc="The roles by object: `[{'managedObject': '4711', 'roleIds': [1, 2]}]`."
    )
