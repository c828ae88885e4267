"""Settings of the platform that tenants can read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from c8y_client._documents.platform_parts import SystemOption
from c8y_client._http.urls import path

if TYPE_CHECKING:
    from c8y_client._async.rest import CumulocityRestClient

_PATH: Final = "/tenant/system/options"


class SystemOptions:
    """Settings of the platform, such as `version` of the category `system`. They cannot be changed."""

    def __init__(self, c8y: CumulocityRestClient) -> None:
        self.c8y = c8y

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {self.c8y.base_url}>"

    async def get_all(self) -> list[SystemOption]:
        """List all options."""
        return [SystemOption(one) for one in (await self.c8y.get(_PATH))["options"]]

    async def get(self, category: str, key: str) -> SystemOption:
        """Read one option; a `NotFoundError`, which is a `KeyError`, if there is none.

        Some are secret to users who may not read tenant options, which is an `AccessDeniedError`.
        """
        return SystemOption(await self.c8y.get(path(_PATH, category, key)))

    async def get_value(self, category: str, key: str) -> str:
        """Read the value of one option; errors as in `get`."""
        value: str = (await self.get(category, key))["value"]
        return value
