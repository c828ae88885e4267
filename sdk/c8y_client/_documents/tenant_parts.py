"""What is told about tenants: their statistics and whether they ask for a second factor."""

from __future__ import annotations

from c8y_client._documents.fields import Field, MomentField, TimeField
from c8y_client._documents.json_object import JsonObject


class UsageStatistics(JsonObject):
    """What a tenant used on a day, or in all days of a summary: numbers by name, such as `requestCount`.

    >>> UsageStatistics(requestCount=7)["request_count"]
    7
    """

    day: TimeField = TimeField("day", read_only=True, doc="Which day it is, or the first of a summary, as text.")
    day_datetime: MomentField = MomentField("day")
    request_count: Field[int] = Field("requestCount", read_only=True, doc="How many requests there were.")
    device_request_count: Field[int] = Field(
        "deviceRequestCount", read_only=True, doc="How many of these devices sent."
    )
    device_count: Field[int] = Field("deviceCount", read_only=True, doc="How many devices there are.")
    storage_size: Field[int] = Field("storageSize", read_only=True, doc="How many bytes are stored.")
    tenant_id: Field[str] = Field("tenantId", read_only=True, doc="Whose they are, in the summary of all tenants.")


class DeviceStatistics(JsonObject):
    """How many measurements, events and alarms came for a managed object on a day or in a month."""

    device_id: Field[str] = Field("deviceId", read_only=True, doc="The id of the managed object.")
    count: Field[int] = Field("count", read_only=True, doc="How many were stored.")
    device_type: Field[str] = Field("deviceType", read_only=True, doc="The type of the object, for months only.")
    device_parents: Field[list[str]] = Field(
        "deviceParents", read_only=True, doc="The ids of its parents, for months only."
    )


class TenantTfaSettings(JsonObject):
    """Whether, and how, a tenant asks for a second factor."""

    strategy: Field[str] = Field("strategy", read_only=True, doc="`SMS` or `TOTP`.")
    enabled_on_system_level: Field[bool] = Field(
        "enabledOnSystemLevel", read_only=True, doc="Whether the platform has it."
    )
    enabled_on_tenant_level: Field[bool] = Field(
        "enabledOnTenantLevel", read_only=True, doc="Whether the tenant has it."
    )
    enforced_on_system_level: Field[bool] = Field(
        "enforcedOnSystemLevel", read_only=True, doc="Whether the platform asks everybody for it."
    )
    totp_enforced_on_tenant_level: Field[bool] = Field(
        "totpEnforcedOnTenantLevel", read_only=True, doc="Whether the tenant asks everybody for a one-time code."
    )
    enforced_users_group: Field[str] = Field(
        "enforcedUsersGroup", read_only=True, doc="Whom it is asked of, if not of all."
    )
