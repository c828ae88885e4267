"""What is told about tenants: their statistics and whether they ask for a second factor."""

from __future__ import annotations

from c8y_client._fields import Field, MomentField, TimeField
from c8y_client._json_object import JsonObject


class UsageStatistics(JsonObject):
    """What a tenant used on a day, or in all days of a summary: numbers by name, such as `requestCount`.

    >>> UsageStatistics(requestCount=7)["request_count"]
    7
    """

    day = TimeField("day", read_only=True, doc="Which day it is, or the first of a summary, as text.")
    day_datetime = MomentField("day")
    request_count = Field[int]("requestCount", read_only=True, doc="How many requests there were.")
    device_request_count = Field[int]("deviceRequestCount", read_only=True, doc="How many of these devices sent.")
    device_count = Field[int]("deviceCount", read_only=True, doc="How many devices there are.")
    storage_size = Field[int]("storageSize", read_only=True, doc="How many bytes are stored.")
    tenant_id = Field[str]("tenantId", read_only=True, doc="Whose they are, in the summary of all tenants.")


class DeviceStatistics(JsonObject):
    """How many measurements, events and alarms came for a managed object on a day or in a month."""

    device_id = Field[str]("deviceId", read_only=True, doc="The id of the managed object.")
    count = Field[int]("count", read_only=True, doc="How many were stored.")
    device_type = Field[str]("deviceType", read_only=True, doc="The type of the object, for months only.")
    device_parents = Field[list[str]]("deviceParents", read_only=True, doc="The ids of its parents, for months only.")


class TenantTfaSettings(JsonObject):
    """Whether, and how, a tenant asks for a second factor."""

    strategy = Field[str]("strategy", read_only=True, doc="`SMS` or `TOTP`.")
    enabled_on_system_level = Field[bool]("enabledOnSystemLevel", read_only=True, doc="Whether the platform has it.")
    enabled_on_tenant_level = Field[bool]("enabledOnTenantLevel", read_only=True, doc="Whether the tenant has it.")
    enforced_on_system_level = Field[bool](
        "enforcedOnSystemLevel", read_only=True, doc="Whether the platform asks everybody for it."
    )
    totp_enforced_on_tenant_level = Field[bool](
        "totpEnforcedOnTenantLevel", read_only=True, doc="Whether the tenant asks everybody for a one-time code."
    )
    enforced_users_group = Field[str]("enforcedUsersGroup", read_only=True, doc="Whom it is asked of, if not of all.")
