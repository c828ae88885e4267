# Made from sdk/c8y_client/_async/tenants.py by sdk/scripts/unasync.py; change that.
"""The tenants below the own one, and the own one itself."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any, ClassVar, Unpack, overload

from c8y_client._documents.results import Results
from c8y_client._documents.tenant_parts import TenantTfaSettings
from c8y_client._documents.values import AsValues
from c8y_client._queries.tenants import TenantFilters, TenantQuery, tenant_path
from c8y_client._reading.keywords import keywords
from c8y_client._reading.plan import Collection
from c8y_client._reading.progress import ProgressOption
from c8y_client.sync._resource import CumulocityResource
from c8y_client.sync.tenant import Tenant


class Tenants(CumulocityResource[Tenant]):
    """The tenants below the own one, which enterprise tenants and the management tenant have."""

    collection: ClassVar[Collection] = Collection(path="/tenant/tenants", name="tenants")
    query = TenantQuery
    object_class = Tenant

    def get(self, tenant_id: str) -> Tenant:
        """Read one tenant; a `NotFoundError`, which is a `KeyError`, if there is none that is in reach."""
        return self._get(tenant_id)

    def get_current(self, with_parent: bool | None = None) -> Tenant:
        """Read the own tenant as far as every user may see it, `with_parent` together with the id of the one above."""
        found = self.c8y.get("/tenant/currentTenant", params={"withParent": with_parent})
        # Id and domain have other names here than in every other answer.
        return Tenant.from_json({"id": found["name"], "domain": found.get("domainName"), **found}, self.c8y)

    @overload
    def select(
        self, expression: str | None = None, *, as_values: None = None, **filters: Unpack[TenantQuery]
    ) -> Generator[Tenant]: ...
    @overload
    def select(
        self, expression: str | None = None, *, as_values: AsValues, **filters: Unpack[TenantQuery]
    ) -> Generator[Any]: ...
    @keywords(TenantQuery)
    def select(
        self, expression: str | None = None, *, as_values: AsValues | None = None, **filters: Unpack[TenantQuery]
    ) -> Generator[Any]:
        """Query tenants and iterate over them while they are being read; 5 at most unless `limit` says otherwise.

        `expression` is the text behind `?` of a request and takes the place of all filters. `as_values` gives the
        values at paths in place of objects. With `workers` the order is open.
        """
        return self._select(self._plan(expression, filters, as_values), filters.get("progress", False))

    @overload
    def get_all(
        self, expression: str | None = None, *, as_values: None = None, **filters: Unpack[TenantQuery]
    ) -> Results[Tenant]: ...
    @overload
    def get_all(
        self, expression: str | None = None, *, as_values: AsValues, **filters: Unpack[TenantQuery]
    ) -> Results[Any]: ...
    @keywords(TenantQuery)
    def get_all(
        self, expression: str | None = None, *, as_values: AsValues | None = None, **filters: Unpack[TenantQuery]
    ) -> Results[Any]:
        """Query tenants and give them as a list; 5 at most unless `limit` says otherwise. See `select`."""
        return self._get_all(self._plan(expression, filters, as_values), filters.get("progress", False))

    @keywords(TenantFilters)
    def get_count(self, expression: str | None = None, **filters: Unpack[TenantFilters]) -> int:
        """Ask how many tenants there are, without reading them."""
        return self._get_count(expression, filters)

    def create(self, *tenants: Tenant, workers: int | None = None, progress: ProgressOption = False) -> None:
        """Create tenants, which take their ids; see `BatchError` for what is raised when some fail."""
        self._create(tenants, workers, progress)

    def update(self, *tenants: Tenant, workers: int | None = None, progress: ProgressOption = False) -> None:
        """Send what was changed in tenants."""
        self._update(tenants, workers, progress)

    def delete(
        self,
        *tenants: str | Tenant,
        workers: int | None = None,
        progress: ProgressOption = False,
        missing_ok: bool = False,
    ) -> None:
        """Delete tenants, given as such or by id, with everything in them; only the management tenant can."""
        self._delete(tenants, workers, progress, missing_ok=missing_ok)

    def get_tfa_settings(self, tenant_id: str | None = None) -> TenantTfaSettings:
        """Read whether a tenant, the own one unless told otherwise, asks for a second factor."""
        return TenantTfaSettings(self.c8y.get(tenant_path(tenant_id or self.c8y.tenant_id, "tfa")))

    def set_tfa_strategy(self, strategy: str, tenant_id: str | None = None) -> None:
        """Choose the second factor of a tenant, the own one unless told otherwise: `SMS` or `TOTP`."""
        where = tenant_path(tenant_id or self.c8y.tenant_id, "tfa")
        self.c8y.put(where, json={"strategy": strategy}, accept=None)
