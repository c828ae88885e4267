# Made from sdk/c8y_client/_async/features.py by sdk/scripts/unasync.py; change that.
"""Parts of the platform that can be switched on and off."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from c8y_client._documents.platform_parts import Feature, TenantFeature
from c8y_client._http.urls import path

if TYPE_CHECKING:
    from c8y_client.sync.rest import CumulocityRestClient

_PATH: Final = "/features"


class Features:
    """The features of the platform, and whether they are on for a tenant.

    The tenant is the own one unless the management tenant names another.
    """

    def __init__(self, c8y: CumulocityRestClient) -> None:
        self.c8y = c8y

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {self.c8y.base_url}>"

    def get_all(self) -> list[Feature]:
        """List the features as they are for the own tenant."""
        return [Feature(one) for one in self.c8y.get(_PATH) or []]

    def get(self, key: str) -> Feature:
        """Read one feature as it is for the own tenant; a `NotFoundError`, which is a `KeyError`, if there is none."""
        return Feature(self.c8y.get(path(_PATH, key)))

    def get_by_tenant(self, key: str) -> list[TenantFeature]:
        """List what was chosen for tenants; only the management tenant can."""
        return [TenantFeature(one) for one in self.c8y.get(_choices(key)) or []]

    def activate(self, key: str, tenant_id: str | None = None) -> None:
        """Switch a feature on for a tenant."""
        self.c8y.put(_choices(key, tenant_id), json={"active": True})

    def deactivate(self, key: str, tenant_id: str | None = None) -> None:
        """Switch a feature off for a tenant."""
        self.c8y.put(_choices(key, tenant_id), json={"active": False})

    def reset(self, key: str, tenant_id: str | None = None) -> None:
        """Take back what was chosen for a tenant."""
        self.c8y.delete(_choices(key, tenant_id))


def _choices(key: str, tenant_id: str | None = None) -> str:
    return path(_PATH, key, "by-tenant", *([] if tenant_id is None else [tenant_id]))
