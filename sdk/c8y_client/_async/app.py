"""Microservices: clients for the service itself, for the tenants it serves, and for the users who call it."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Mapping
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from c8y_client import _environment as environment
from c8y_client._async.client import CumulocityClient
from c8y_client._auth import Auth, BasicAuth, parse_auth
from c8y_client._cache import Cache
from c8y_client._callers import authorization_of
from c8y_client._closing import AsyncClosing
from c8y_client._concurrency import async_lock, async_semaphore
from c8y_client._settings import limited_to
from c8y_client._types import JSON

if TYPE_CHECKING:
    import httpx

    from c8y_client._async.subscription_listener import SubscriptionListener, Told

_SUBSCRIPTIONS = "/application/currentApplication/subscriptions"


class _Callers:
    """The clients of users who call a service: made when they are asked for, kept for a while."""

    def __init__(self, cache_size: int, cache_ttl: float) -> None:
        self._users: Cache[str, CumulocityClient] = Cache(cache_size, cache_ttl)

    async def get_user_instance(
        self, headers: Mapping[str, str] | None = None, cookies: Mapping[str, str] | None = None
    ) -> CumulocityClient:
        """Give a client that acts as the user behind an inbound request, found by its headers or cookies.

        Names of headers are taken in any case, and a cookie wins over a header. A `ValueError` says that the request
        has no credentials.
        """
        authorization = authorization_of(headers, cookies)
        user = self._users.get(authorization)
        if user is None:
            user = self._user_instance(parse_auth(authorization))
            self._users.put(authorization, user)
        return user

    async def clear_user_cache(self, username: str | None = None) -> None:
        """Forget the clients of one user, or of all."""
        self._users.drop(lambda _, user: username is None or user.username == username)

    def _user_instance(self, auth: Auth) -> CumulocityClient:
        raise NotImplementedError


class SimpleCumulocityApp(_Callers, CumulocityClient):
    """A microservice that serves one tenant: a client of that tenant, and clients for its callers.

    Address and credentials come from the environment that the platform gives such a service: `C8Y_BASEURL`,
    `C8Y_TENANT`, and `C8Y_TOKEN` or `C8Y_USER` and `C8Y_PASSWORD`. The application key is `APPLICATION_KEY` unless it
    is given. `max_concurrent` bounds the requests under way. At most `cache_size` clients of users are kept, for
    `cache_ttl` seconds; all share the connections of this one.
    """

    def __init__(
        self,
        application_key: str | None = None,
        processing_mode: str | None = None,
        cache_size: int = 100,
        cache_ttl: int = 3600,
        max_concurrent: int | None = None,
    ) -> None:
        _Callers.__init__(self, cache_size, cache_ttl)
        CumulocityClient.__init__(
            self,
            environment.required(environment.BASE_URL),
            environment.required(environment.TENANT),
            environment.service_auth(),
            application_key or environment.optional(environment.APPLICATION_KEY),
            processing_mode,
            semaphore=async_semaphore(max_concurrent) if max_concurrent else None,
        )

    def _user_instance(self, auth: Auth) -> CumulocityClient:
        return _sharing(self, self.tenant_id, auth)

    async def close(self) -> None:
        """Close the connections, for good."""
        await self.clear_user_cache()
        await super().close()


class MultiTenantCumulocityApp(_Callers, AsyncClosing):
    """A microservice that serves every tenant that subscribes to it: clients for these, and for their users.

    `bootstrap_instance` is a client of the service's own user, which the platform names as `C8Y_BOOTSTRAP_TENANT`,
    `C8Y_BOOTSTRAP_USER` and `C8Y_BOOTSTRAP_PASSWORD`, at `C8Y_BASEURL`. Other parameters are those of
    `SimpleCumulocityApp`; all clients share `connection_limit` connections, since all go to the same place.
    """

    def __init__(
        self,
        application_key: str | None = None,
        processing_mode: str | None = None,
        cache_size: int = 100,
        cache_ttl: int = 3600,
        connection_limit: int = 100,
        connection_limit_per_host: int = 0,
        max_concurrent: int | None = None,
    ) -> None:
        super().__init__(cache_size, cache_ttl)
        limit = min(connection_limit, connection_limit_per_host or connection_limit)
        self.bootstrap_instance = CumulocityClient(
            environment.required(environment.BASE_URL),
            environment.required(environment.BOOTSTRAP_TENANT),
            environment.bootstrap_auth(),
            application_key or environment.optional(environment.APPLICATION_KEY),
            processing_mode,
            semaphore=async_semaphore(max_concurrent) if max_concurrent else None,
            limits=limited_to(limit),
        )
        self._tenants: Cache[str, CumulocityClient] = Cache(cache_size, cache_ttl)
        self._subscribers: Cache[str, BasicAuth] = Cache(cache_size, cache_ttl)
        self._asking = async_lock()

    async def get_tenant_instance(
        self,
        tenant_id: str | None = None,
        headers: Mapping[str, str] | None = None,
        cookies: Mapping[str, str] | None = None,
    ) -> CumulocityClient:
        """Give a client of the service's user in a tenant: the named one, or that of an inbound request's caller.

        A `KeyError` says that the tenant has not subscribed. When the platform exchanges the service's password, the
        client finds the new one by itself.
        """
        tenant_id = tenant_id or parse_auth(authorization_of(headers, cookies)).get_tenant_id()
        tenant = self._tenants.get(tenant_id)
        if tenant is None:
            await self._service_auth(tenant_id)
            tenant = _sharing(self.bootstrap_instance, tenant_id, SubscribedAuth(self, tenant_id))
            self._tenants.put(tenant_id, tenant)
        return tenant

    async def get_subscribers(self) -> list[str]:
        """Ask which tenants have subscribed; gives their ids."""
        return [each["tenant"] for each in await self._subscriptions()]

    def create_subscription_listener(
        self,
        callback: Told | None = None,
        sequential: bool = False,
        polling_interval: float = 3600,
        startup_delay: float = 60,
    ) -> SubscriptionListener:
        """Make a listener that tells which tenants subscribe and unsubscribe; see `SubscriptionListener`."""
        from c8y_client._async.subscription_listener import SubscriptionListener  # noqa: PLC0415 - it knows this class

        return SubscriptionListener(self, callback, sequential, polling_interval, startup_delay)

    async def clear_tenant_cache(self, tenant_id: str | None = None) -> None:
        """Forget the client and the credentials of one tenant, or of all."""
        self._tenants.drop(lambda name, _: tenant_id in {None, name})
        self._subscribers.drop(lambda name, _: tenant_id in {None, name})

    async def close(self) -> None:
        """Close the connections, for good."""
        await self.clear_user_cache()
        await self.clear_tenant_cache()
        await self.bootstrap_instance.close()

    def _user_instance(self, auth: Auth) -> CumulocityClient:
        return _sharing(self.bootstrap_instance, auth.get_tenant_id(), auth)

    async def _subscriptions(self) -> list[dict[str, JSON]]:
        users: list[dict[str, JSON]] = (await self.bootstrap_instance.get(_SUBSCRIPTIONS))["users"]
        return users

    async def _service_auth(self, tenant_id: str, refused: BasicAuth | None = None) -> BasicAuth:
        """Give the service's credentials in a tenant; those that were refused are asked for again, once for all."""
        async with self._asking:
            known = self._subscribers.get(tenant_id)
            if known is None or known == refused:
                for each in await self._subscriptions():
                    auth = environment.basic_auth(each["tenant"], each["name"], each["password"])
                    self._subscribers.put(each["tenant"], auth)
                known = self._subscribers.get(tenant_id)
        if known is None:
            raise KeyError(f"the tenant {tenant_id!r} has not subscribed to this service")
        return known


class SubscribedAuth(Auth):
    """The credentials of a service in a tenant, asked for again when the platform refuses them."""

    def __init__(self, app: MultiTenantCumulocityApp, tenant_id: str) -> None:
        self._app = app
        self._tenant_id = tenant_id

    def __repr__(self) -> str:
        return f"SubscribedAuth({self._tenant_id!r})"

    def build_auth_header(self) -> str:
        """Write the value of the Authorization header; a `ValueError` before the credentials are known."""
        known = self._app._subscribers.get(self._tenant_id)
        if known is None:
            raise ValueError("there are no credentials yet: the first request asks for them")
        return known.build_auth_header()

    def get_tenant_id(self) -> str:
        """Tell the tenant ID."""
        return self._tenant_id

    def get_username(self) -> str:
        """Tell the name of the service's user; a `ValueError` before it is known."""
        known = self._app._subscribers.get(self._tenant_id)
        if known is None:
            raise ValueError("the user is not known yet: the first request asks for it")
        return known.get_username()

    async def async_auth_flow(self, request: httpx.Request) -> AsyncGenerator[httpx.Request, httpx.Response]:
        """Add the header to a request, and once more with new credentials if it is refused; called by httpx."""
        auth = await self._app._service_auth(self._tenant_id)
        request.headers["Authorization"] = auth.build_auth_header()
        response = yield request
        if response.status_code != HTTPStatus.UNAUTHORIZED:
            return
        renewed = await self._app._service_auth(self._tenant_id, refused=auth)
        if renewed != auth:
            request.headers["Authorization"] = renewed.build_auth_header()
            yield request


def _sharing(c8y: CumulocityClient, tenant_id: str, auth: Auth) -> CumulocityClient:
    """Make a client with other credentials over the same connections."""
    shared: dict[str, Any] = {"client": c8y.transport._client(), "settings": c8y.transport.settings}
    gate = c8y.transport._gate
    return CumulocityClient(
        c8y.base_url, tenant_id, auth, c8y.application_key, c8y.processing_mode, semaphore=gate, **shared
    )
