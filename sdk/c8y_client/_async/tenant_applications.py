"""The applications that a tenant is subscribed to."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from typing import Any, Unpack, overload

from c8y_client._async._bulk import each
from c8y_client._async._resource import CumulocityResource
from c8y_client._async.application import Application
from c8y_client._documents.fields import id_of
from c8y_client._documents.results import Results
from c8y_client._documents.values import AsValues
from c8y_client._errors import NotFoundError
from c8y_client._queries.tenants import tenant_path
from c8y_client._reading.keywords import Reading, keywords
from c8y_client._reading.plan import Collection


class TenantApplications(CumulocityResource[Application]):
    """The applications that a tenant is subscribed to, and the roles that microservices may not have there.

    The tenant is the own one unless `tenant_id` names one below it. The platform may still be at work on a subscription
    when it has answered.
    """

    object_class = Application

    def _collection(self) -> Collection:
        return _references(self.c8y.tenant_id)

    @overload
    def select(
        self, tenant_id: str | None = None, *, as_values: None = None, **filters: Unpack[Reading]
    ) -> AsyncGenerator[Application]: ...
    @overload
    def select(
        self, tenant_id: str | None = None, *, as_values: AsValues, **filters: Unpack[Reading]
    ) -> AsyncGenerator[Any]: ...
    @keywords(Reading)
    def select(
        self, tenant_id: str | None = None, *, as_values: AsValues | None = None, **filters: Unpack[Reading]
    ) -> AsyncGenerator[Any]:
        """Iterate over the applications while they are being read; 5 at most unless `limit` says otherwise.

        A tenant that does not exist has none. `as_values` gives the values at paths in place of objects.
        """
        plan = self._plan(None, filters, as_values, _references(tenant_id or self.c8y.tenant_id))
        return self._select(plan, filters.get("progress", False))

    @overload
    async def get_all(
        self, tenant_id: str | None = None, *, as_values: None = None, **filters: Unpack[Reading]
    ) -> Results[Application]: ...
    @overload
    async def get_all(
        self, tenant_id: str | None = None, *, as_values: AsValues, **filters: Unpack[Reading]
    ) -> Results[Any]: ...
    @keywords(Reading)
    async def get_all(
        self, tenant_id: str | None = None, *, as_values: AsValues | None = None, **filters: Unpack[Reading]
    ) -> Results[Any]:
        """Read the applications as a list; 5 at most unless `limit` says otherwise. See `select`."""
        plan = self._plan(None, filters, as_values, _references(tenant_id or self.c8y.tenant_id))
        return await self._get_all(plan, filters.get("progress", False))

    async def subscribe(
        self, *applications: str | Application, tenant_id: str | None = None, workers: int | None = None
    ) -> None:
        """Subscribe a tenant to applications; a `ConflictError` for one that it is subscribed to already."""
        where = self._below(tenant_id)

        async def subscribe(application: str | Application) -> None:
            await self.c8y.post(where, json={"application": {"id": id_of(application)}})

        await each(applications, subscribe, workers)

    async def unsubscribe(
        self,
        *applications: str | Application,
        tenant_id: str | None = None,
        workers: int | None = None,
        missing_ok: bool = False,
    ) -> None:
        """End the subscriptions of a tenant; what it is not subscribed to is an error unless `missing_ok`."""

        async def unsubscribe(application: str | Application) -> None:
            try:
                await self.c8y.delete(self._below(tenant_id, id_of(application)))
            except NotFoundError:
                if not missing_ok:
                    raise

        await each(applications, unsubscribe, workers)

    async def get_restricted_roles(self, tenant_id: str | None = None) -> list[str]:
        """Read which roles the service users of microservices may not have."""
        names: list[str] = await self.c8y.get(self._below(tenant_id, "restricted-roles"))
        return names or []

    async def set_restricted_roles(self, *roles: str, tenant_id: str | None = None) -> None:
        """Replace the roles that the service users of microservices may not have."""
        await self.c8y.put(self._below(tenant_id, "restricted-roles"), json=list(roles))

    async def restrict_role(self, role: str, tenant_id: str | None = None) -> None:
        """Add one to the roles that the service users of microservices may not have."""
        await self.c8y.post(self._below(tenant_id, "restricted-roles", role))

    async def permit_role(self, role: str, tenant_id: str | None = None) -> None:
        """Let service users of microservices have a role again; a `NotFoundError` for one that is not restricted."""
        await self.c8y.delete(self._below(tenant_id, "restricted-roles", role))

    def _below(self, tenant_id: str | None, *names: str) -> str:
        return tenant_path(tenant_id or self.c8y.tenant_id, "applications", *names)


def _references(tenant_id: str) -> Collection:
    return Collection(path=tenant_path(tenant_id, "applications"), name="references", item="application")
