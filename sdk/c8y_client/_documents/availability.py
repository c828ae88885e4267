"""Whether a device is connected and delivers data."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from c8y_client._documents.fields import Field, MomentField, TimeField
from c8y_client._documents.json_object import JsonObject

# The platform writes a number of minutes, or such a number with its unit as text.
_INTERVAL: Final = re.compile(r"\s*(-?\d+)\s*([a-z]*?)s?\s*", re.IGNORECASE)
_MINUTES: Final[Mapping[str, int]] = {"": 1, "minute": 1, "hour": 60, "day": 1440}


class Availability(JsonObject):
    """The last known state of a device.

    >>> state = Availability(deviceId="4711", interval="50 minutes", dataStatus="AVAILABLE")
    >>> state.interval_minutes, state.data_status == Availability.DataStatus.AVAILABLE
    (50, True)
    """

    class ConnectionStatus:
        """What `connection_status` can be."""

        CONNECTED = "CONNECTED"
        DISCONNECTED = "DISCONNECTED"
        MAINTENANCE = "MAINTENANCE"

    class DataStatus:
        """What `data_status` can be."""

        AVAILABLE = "AVAILABLE"
        UNAVAILABLE = "UNAVAILABLE"
        MAINTENANCE = "MAINTENANCE"

    device_id: Field[str] = Field("deviceId", read_only=True, doc="The id of the device in the inventory.")
    external_id: Field[str] = Field(
        "externalId", read_only=True, doc="The id that the device has outside the platform."
    )
    connection_status: Field[str] = Field("connectionStatus", read_only=True, doc="Whether it holds a connection open.")
    data_status: Field[str] = Field("dataStatus", read_only=True, doc="Whether it sent something within its interval.")
    last_message_time: TimeField = TimeField("lastMessage", read_only=True, doc="When it last sent something, as text.")
    last_message_datetime: MomentField = MomentField("lastMessage")
    last_message: TimeField = last_message_time
    interval: Field[str | int] = Field(
        "interval", read_only=True, doc="How often it has to send something, as the platform says it."
    )

    @property
    def interval_minutes(self) -> int | None:
        """How often the device has to send something, in minutes; `None` if that is not said.

        Zero or less means maintenance: nothing is expected of the device.
        """
        if self.interval is None:
            return None
        found = _INTERVAL.fullmatch(str(self.interval))
        if found is None or found[2].lower() not in _MINUTES:
            raise ValueError(f"{self.interval!r} is no interval")
        return int(found[1]) * _MINUTES[found[2].lower()]


class DeviceUser(JsonObject):
    """The user that a device logs in as, which is the owner of its object."""

    username: Field[str] = Field("userName", read_only=True, doc="The name of the user.")
    enabled: Field[bool] = Field("enabled", read_only=True, doc="Whether the user may log in.")
