# Made from sdk/c8y_client/_async/_subscribed.py by sdk/scripts/unasync.py; change that.
"""The credentials of a service in the tenants that have subscribed to it."""

from __future__ import annotations

from collections.abc import Generator
from http import HTTPStatus
from typing import TYPE_CHECKING, Final, TypeVar

from c8y_client._access import environment
from c8y_client._access.auth import Auth, BasicAuth
from c8y_client._access.cache import Cache
from c8y_client._access.refreshing import is_repeatable
from c8y_client._running.concurrency import lock, semaphore
from c8y_client.sync.client import CumulocityClient

if TYPE_CHECKING:
    import httpx

_PATH: Final = "/application/currentApplication/subscriptions"

Client = TypeVar("Client", bound=CumulocityClient)


class Subscribers:
    """Asks with the service's own user who has subscribed, and remembers the credentials that the platform tells."""

    def __init__(self, bootstrap: CumulocityClient, known: Cache[str, BasicAuth]) -> None:
        self._bootstrap = bootstrap
        self._known = known
        self._asking = lock()

    def asked(self) -> list[tuple[str, BasicAuth]]:
        """Ask for the tenants that have subscribed and the service's credentials there."""
        bootstrap = self._bootstrap
        # Not held up by the service's own bound: requests that are under way may have to wait for this one.
        unbound = bootstrap.transport.sharing(bootstrap.auth, semaphore(1))
        users = (unbound.get(_PATH)).json()["users"]
        return [
            (each["tenant"], environment.basic_auth(each["tenant"], each["name"], each["password"])) for each in users
        ]

    def auth(self, tenant_id: str, refused: BasicAuth | None = None) -> BasicAuth:
        """Give the credentials in a tenant, which are asked for once however many want them.

        Those that the platform refused are asked for again. A `KeyError` says that the tenant has not subscribed.
        """
        with self._asking:
            known = self._known.get(tenant_id)
            if known is not None and known != refused:
                return known
            found = dict(self.asked())
            self._known.drop(lambda name, _: name not in found)
            # The wanted one comes last, so that it stays where there is no room for all.
            for each in sorted(found, key=tenant_id.__eq__):
                self._known.put(each, found[each])
        if tenant_id not in found:
            raise KeyError(f"the tenant {tenant_id!r} has not subscribed to this service")
        return found[tenant_id]

    def known(self, tenant_id: str) -> BasicAuth:
        """Give the credentials in a tenant without asking; a `ValueError` if they are not known."""
        known = self._known.get(tenant_id)
        if known is None:
            raise ValueError(f"the credentials in {tenant_id!r} are not known yet: the next request asks for them")
        return known

    def forget(self, tenant_id: str | None) -> None:
        """Forget the credentials in one tenant, or in all."""
        self._known.drop(lambda name, _: tenant_id in {None, name})


class SubscribedAuth(Auth):
    """The credentials of a service in a tenant, asked for again when the platform refuses them."""

    def __init__(self, subscribers: Subscribers, tenant_id: str) -> None:
        self._subscribers = subscribers
        self._tenant_id = tenant_id

    def __repr__(self) -> str:
        return f"SubscribedAuth({self._tenant_id!r})"

    def build_auth_header(self) -> str:
        """Write the value of the Authorization header; a `ValueError` before the credentials are known."""
        return self._subscribers.known(self._tenant_id).build_auth_header()

    def get_tenant_id(self) -> str:
        """Tell the tenant ID."""
        return self._tenant_id

    def get_username(self) -> str:
        """Tell the name of the service's user; a `ValueError` before it is known."""
        return self._subscribers.known(self._tenant_id).get_username()

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response]:
        """Add the header to a request, and once more with new credentials if it is refused; called by httpx."""
        may_repeat = is_repeatable(request)
        auth = self._subscribers.auth(self._tenant_id)
        request.headers["Authorization"] = auth.build_auth_header()
        answer = yield request
        if answer.status_code != HTTPStatus.UNAUTHORIZED or not may_repeat:
            return
        answer.read()  # which gives the connection back: there may be no other to ask with
        renewed = self._renewed(auth)
        if renewed != auth:
            request.headers["Authorization"] = renewed.build_auth_header()
            yield request

    def _renewed(self, refused: BasicAuth) -> BasicAuth:
        try:
            return self._subscribers.auth(self._tenant_id, refused)
        except KeyError:  # the tenant has left: the refusal is the answer
            return refused


def sharing(kind: type[Client], c8y: CumulocityClient, tenant_id: str, auth: Auth) -> Client:
    """Make a client with other credentials over the same connections, which stay open when it is closed."""
    made = kind(
        c8y.base_url,
        tenant_id,
        auth=auth,
        application_key=c8y.application_key,
        processing_mode=c8y.processing_mode,
    )
    made.transport = c8y.transport.sharing(made.auth)
    return made
