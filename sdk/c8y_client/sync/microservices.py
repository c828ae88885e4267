# Made from sdk/c8y_client/_async/microservices.py by sdk/scripts/unasync.py; change that.
"""Microservices: clients for the service itself, for the tenants it serves, and for the users who call it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar, Final, Unpack

from c8y_client._access import environment
from c8y_client._access.auth import Auth, parse_auth
from c8y_client._access.cache import Cache
from c8y_client._access.callers import authorization_of
from c8y_client._http.settings import limited_to
from c8y_client._running.closing import Closing
from c8y_client._running.concurrency import semaphore
from c8y_client.sync._subscribed import SubscribedAuth, Subscribers, sharing
from c8y_client.sync._transport import ClientOptions
from c8y_client.sync.client import CumulocityClient

if TYPE_CHECKING:
    from c8y_client.sync.subscription_listener import SubscriptionListener, Told

# What decides about connections itself.
_POOLS: Final = ("client", "transport", "limits", "settings")


class Callers:
    """The clients of users who call a service: made when they are asked for, kept for a while."""

    kind: ClassVar[type[CumulocityClient]] = CumulocityClient
    """What the clients are."""

    def __init__(self, cache_size: int, cache_ttl: float) -> None:
        self._users: Cache[str, CumulocityClient] = Cache(cache_size, cache_ttl)

    def get_user_instance(
        self, headers: Mapping[str, str] | None = None, cookies: Mapping[str, str] | None = None
    ) -> CumulocityClient:
        """Give a client that acts as the user behind an inbound request, found by its headers or cookies.

        Names of headers are taken in any case, and a cookie wins over a header. A `ValueError` says that the request
        has no credentials. The client shares the connections of the service; it need not be closed.
        """
        authorization = authorization_of(headers, cookies)
        known = self._users.get(authorization)
        return known or self._users.settled(authorization, self._user_instance(parse_auth(authorization)))

    def clear_user_cache(self, username: str | None = None) -> None:
        """Forget the clients of one user, or of all. Those that are in use go on working."""
        self._users.drop(lambda _, user: username is None or _name(user.auth) == username)

    def _user_instance(self, auth: Auth) -> CumulocityClient:
        raise NotImplementedError


class SimpleCumulocityApp(Callers, CumulocityClient):
    """A microservice that serves one tenant: a client of that tenant, and clients for its callers.

    Address and credentials come from the environment that the platform gives such a service: `C8Y_BASEURL`,
    `C8Y_TENANT`, and `C8Y_TOKEN` or `C8Y_USER` and `C8Y_PASSWORD`. The application key is `APPLICATION_KEY` unless it
    is given. `max_concurrent` bounds the requests under way. At most `cache_size` clients of users are kept, for
    `cache_ttl` seconds; all share the connections of this one. Keywords beyond are those of `CumulocityClient`.
    """

    def __init__(
        self,
        application_key: str | None = None,
        processing_mode: str | None = None,
        cache_size: int = 100,
        cache_ttl: int = 3600,
        max_concurrent: int | None = None,
        **options: Unpack[ClientOptions],
    ) -> None:
        Callers.__init__(self, cache_size, cache_ttl)
        CumulocityClient.__init__(
            self,
            environment.required(environment.BASE_URL),
            environment.required(environment.TENANT),
            environment.service_auth(),
            application_key or environment.optional(environment.APPLICATION_KEY),
            processing_mode,
            semaphore=semaphore(max_concurrent) if max_concurrent else None,
            **options,
        )

    def close(self) -> None:
        """Close the connections, for good, also those of the clients of users."""
        self.clear_user_cache()
        super().close()

    def _user_instance(self, auth: Auth) -> CumulocityClient:
        return sharing(self.kind, self, self.tenant_id, auth)


class MultiTenantCumulocityApp(Callers, Closing):
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
        **options: Unpack[ClientOptions],
    ) -> None:
        super().__init__(cache_size, cache_ttl)
        if not any(name in options for name in _POOLS):
            options["limits"] = limited_to(min(connection_limit, connection_limit_per_host or connection_limit))
        self.bootstrap_instance: CumulocityClient = self.kind(
            environment.required(environment.BASE_URL),
            environment.required(environment.BOOTSTRAP_TENANT),
            auth=environment.bootstrap_auth(),
            application_key=application_key or environment.optional(environment.APPLICATION_KEY),
            processing_mode=processing_mode,
            semaphore=semaphore(max_concurrent) if max_concurrent else None,
            **options,
        )
        self._tenants: Cache[str, CumulocityClient] = Cache(cache_size, cache_ttl)
        self._subscribers = Subscribers(self.bootstrap_instance, Cache(cache_size, cache_ttl))

    def get_tenant_instance(
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
        known = self._tenants.get(tenant_id)
        if known is not None:
            return known
        self._subscribers.auth(tenant_id)
        auth = SubscribedAuth(self._subscribers, tenant_id)
        return self._tenants.settled(tenant_id, sharing(self.kind, self.bootstrap_instance, tenant_id, auth))

    def get_subscribers(self) -> list[str]:
        """Ask which tenants have subscribed; gives their ids."""
        return [tenant_id for tenant_id, _ in self._subscribers.asked()]

    def create_subscription_listener(
        self,
        callback: Told | None = None,
        sequential: bool = False,
        polling_interval: float = 3600,
        startup_delay: float = 60,
    ) -> SubscriptionListener:
        """Make a listener that tells which tenants subscribe and unsubscribe; see `SubscriptionListener`."""
        from c8y_client.sync.subscription_listener import SubscriptionListener  # noqa: PLC0415 - it knows this class

        return SubscriptionListener(self, callback, sequential, polling_interval, startup_delay)

    def clear_tenant_cache(self, tenant_id: str | None = None) -> None:
        """Forget the client and the credentials of one tenant, or of all. Clients in use go on working."""
        self._tenants.drop(lambda name, _: tenant_id in {None, name})
        self._subscribers.forget(tenant_id)

    def close(self) -> None:
        """Close the connections, for good, also those of the clients of tenants and users."""
        self.clear_user_cache()
        self.clear_tenant_cache()
        self.bootstrap_instance.close()

    def _user_instance(self, auth: Auth) -> CumulocityClient:
        return sharing(self.kind, self.bootstrap_instance, auth.get_tenant_id(), auth)


def _name(auth: Auth) -> str | None:
    """Tell the user's name, unless the credentials do not say."""
    try:
        return auth.get_username()
    except ValueError:
        return None
