"""What each part of the platform says about where its resources are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from c8y_client._documents.json_object import JsonObject
from c8y_client._http.urls import path

if TYPE_CHECKING:
    from c8y_client._async.rest import CumulocityRestClient

Api: TypeAlias = Literal[
    "platform",
    "alarm",
    "application",
    "audit",
    "devicecontrol",
    "event",
    "identity",
    "inventory",
    "measurement",
    "notification2",
    "tenant",
    "user",
]
"""The parts of the platform; `platform` is all of them together."""


class ApiLinks:
    """The links that each part of the platform gives to its resources and to queries for them."""

    def __init__(self, c8y: CumulocityRestClient) -> None:
        self.c8y = c8y

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {self.c8y.base_url}>"

    async def get(self, api: Api = "platform") -> JsonObject:
        """Read the links of one part, or of all."""
        return JsonObject(await self.c8y.get(path("", api)))
