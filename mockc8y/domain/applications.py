"""Applications: what they are, whose they are, and which of them a tenant sees."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from mockc8y.domain.documents import parse_id
from mockc8y.domain.errors import error
from mockc8y.domain.permissions import denied
from mockc8y.store.codec import Document

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from mockc8y.domain.archives import Member
    from mockc8y.domain.platform import Platform
    from mockc8y.domain.subscriptions import Subscription
    from mockc8y.domain.tenant import Tenant

AREA = "applications"
EXTERNAL, HOSTED, MICROSERVICE = "EXTERNAL", "HOSTED", "MICROSERVICE"
PRIVATE, MARKET, SHARED = "PRIVATE", "MARKET", "SHARED"
LATEST = "latest"
"""The tag of the version that was activated last."""


class Binary(NamedTuple):
    """An uploaded archive, whose bytes lie in the owner's `application_files` under its id.

    `members` says where in the archive its files are; `length` is in bytes, `created` in milliseconds UTC.
    """

    id: int
    name: str
    length: int
    created: int
    members: Mapping[str, Member] = MappingProxyType({})


class Version(NamedTuple):
    """A named version of an application: the id of its binary, and further names of it in lower case."""

    version: str
    binary: int
    tags: tuple[str, ...] = ()

    @property
    def is_latest(self) -> bool:
        """Whether it has the tag `latest`."""
        return LATEST in self.tags

    def with_latest(self) -> Version:
        """Return it with the tag `latest`."""
        return self if self.is_latest else self._replace(tags=(*self.tags, LATEST))

    def without_latest(self) -> Version:
        """Return it without the tag `latest`."""
        return self._replace(tags=tuple(tag for tag in self.tags if tag != LATEST))


@dataclass(frozen=True, slots=True)
class Application:
    """An application of the tenant `owner`.

    `document` holds all that a client stored, also what the platform does not know, less what the platform adds: id,
    owner, versions and the `active` binary's id. `bootstrap_password` is that of a microservice's first user.
    """

    id: int
    owner: str
    document: Document
    bootstrap_password: str | None = None
    binaries: tuple[Binary, ...] = ()
    versions: tuple[Version, ...] = ()
    active: int | None = None

    @property
    def name(self) -> str:
        """Its name, which is unique among those of its owner."""
        return str(self.document["name"])

    @property
    def type(self) -> str:
        """EXTERNAL, HOSTED or MICROSERVICE."""
        return str(self.document["type"])

    @property
    def context_path(self) -> str | None:
        """The part of an address that leads to it, below `/apps` or `/service`."""
        return self.document.get("contextPath")

    @property
    def is_microservice(self) -> bool:
        """Whether it is a microservice."""
        return self.type == MICROSERVICE

    @property
    def required_roles(self) -> frozenset[str]:
        """The roles that its service users hold."""
        return frozenset(self.document.get("requiredRoles") or ())

    @property
    def brought_roles(self) -> frozenset[str]:
        """The roles that tenants know because of it."""
        return frozenset(self.document.get("roles") or ())


def find(platform: Platform, tenant: Tenant, application_id: str) -> Application:
    """Return an application that a tenant owns or is subscribed to, or raise 404."""
    number = parse_id(application_id)
    found = None if number is None else _seen(platform, tenant, number)
    if found is None:
        raise error("application.unknown", id=application_id)
    return found


def find_named(platform: Platform, tenant: Tenant, name: str) -> Application:
    """Return an application by its id, or by its context path where that is no number, or raise 404."""
    found = by_context_path(platform, tenant, name) if parse_id(name) is None else None
    return found or find(platform, tenant, name)


def find_own(platform: Platform, tenant: Tenant, application_id: str) -> Application:
    """Return an application that a tenant owns; one it is only subscribed to is refused with 403."""
    found = find(platform, tenant, application_id)
    if found.owner != tenant.id:
        raise denied(f"application {found.id} belongs to tenant {found.owner}, only its owner may do this")
    return found


def visible(platform: Platform, tenant: Tenant) -> list[Application]:
    """List the applications that a tenant owns or is subscribed to, by id."""
    return sorted([*tenant.applications.values(), *_of_others(platform, tenant)], key=lambda found: found.id)


def subscribed(platform: Platform, tenant: Tenant) -> list[Application]:
    """List the applications that a tenant is subscribed to, its own among them, by id."""
    return [found for found in visible(platform, tenant) if found.id in tenant.subscriptions]


def by_context_path(platform: Platform, tenant: Tenant, context_path: str) -> Application | None:
    """Return the application at a context path: an own one comes before one that is subscribed to."""
    candidates = [*tenant.applications.values(), *_of_others(platform, tenant)]
    return next((found for found in candidates if found.context_path == context_path), None)


def without_overwritten(applications: Iterable[Application], tenant: Tenant) -> list[Application]:
    """Leave out the applications in whose place, by the context path, the tenant has one of its own."""
    own = {found.context_path for found in tenant.applications.values() if found.context_path}
    return [found for found in applications if found.owner == tenant.id or found.context_path not in own]


def subscribed_to(platform: Platform, subscription: Subscription) -> Application | None:
    """Return the application of a subscription, or `None` where it is gone."""
    found = platform.tenant(subscription.owner)
    return None if found is None else found.applications.get(subscription.application)


def anywhere(platform: Platform, application_id: int) -> Application | None:
    """Return an application of whichever tenant of the platform, or `None`."""
    owned = (tenant.applications.get(application_id) for tenant in platform.tenants)
    return next((found for found in owned if found is not None), None)


def store(platform: Platform, application: Application) -> Application:
    """Keep an application as it is, in the place of the one with its id, and return it."""
    owner(platform, application).applications.put(application.id, application)
    return application


def owner(platform: Platform, application: Application) -> Tenant:
    """Return the tenant that an application belongs to."""
    found = platform.tenant(application.owner)
    if found is None:
        raise LookupError(f"application {application.id} belongs to tenant {application.owner}, which is gone")
    return found


def next_id(platform: Platform, tenant: Tenant) -> int:
    """Return an id for an application of a tenant; no other application of the platform has it."""
    number = tenant.ids.next()
    while anywhere(platform, number) is not None:
        number = tenant.ids.next()
    return number


def _seen(platform: Platform, tenant: Tenant, number: int) -> Application | None:
    own = tenant.applications.get(number)
    subscription = tenant.subscriptions.get(number)
    return own or (None if subscription is None else subscribed_to(platform, subscription))


def _of_others(platform: Platform, tenant: Tenant) -> list[Application]:
    """List the applications of others that a tenant is subscribed to."""
    others = [known for known in tenant.subscriptions.values() if known.owner != tenant.id]
    return [found for known in others if (found := subscribed_to(platform, known)) is not None]
