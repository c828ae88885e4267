"""Applications by what is asked for: their names, owners, users and the tenants that are subscribed to them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mockc8y.domain import application_access, applications, subscriptions, tenants
from mockc8y.domain.applications import Application

if TYPE_CHECKING:
    from mockc8y.domain.platform import Platform
    from mockc8y.domain.tenant import Tenant


@dataclass(frozen=True, slots=True)
class Question:
    """What applications are wanted; nothing said about something means that it does not matter.

    `owner`, `tenant`, `subscriber` and `provided_for` are ids of tenants, `user` is the name of a user.
    """

    name: str | None = None
    types: tuple[str, ...] = ()
    owner: str | None = None
    tenant: str | None = None
    subscriber: str | None = None
    provided_for: str | None = None
    user: str | None = None
    has_versions: bool | None = None
    without_overwritten: bool = False


def search(platform: Platform, tenant: Tenant, question: Question) -> list[Application]:
    """Find applications by id: those that the tenant sees, and those that a tenant below it sees if it is named."""
    named = (question.owner, question.tenant, question.subscriber, question.provided_for)
    seen = _seen(platform, tenant, [name for name in named if name is not None])
    opened = _opened(tenant, question.user)
    found = [
        application
        for application in seen
        if (opened is None or application.id in opened)
        and _fits(application, question)
        and _is_used_by(platform, application, question)
    ]
    return applications.without_overwritten(found, tenant) if question.without_overwritten else found


def _seen(platform: Platform, tenant: Tenant, names: Iterable[str]) -> list[Application]:
    others = [found for name in names if (found := platform.tenant(name)) is not None]
    below = [other for other in others if tenants.is_within(platform, other, tenant)]
    seen = {found.id: found for viewer in (tenant, *below) for found in applications.visible(platform, viewer)}
    return [seen[number] for number in sorted(seen)]


def _opened(tenant: Tenant, name: str | None) -> frozenset[int] | None:
    """Return the ids of the applications that a user opens; `None` stands for all."""
    if name is None:
        return None
    user = tenant.users.get(name)
    if user is None:
        return frozenset()
    return None if application_access.opens_all(tenant, user) else application_access.explicit(tenant, user)


def _fits(application: Application, question: Question) -> bool:
    return (
        question.name in (None, application.name)
        and question.owner in (None, application.owner)
        and question.has_versions in (None, bool(application.versions))
        and (not question.types or application.type in question.types)
    )


def _is_used_by(platform: Platform, application: Application, question: Question) -> bool:
    subscribers = {tenant.id for tenant in subscriptions.of(platform, application)}
    return (
        (question.tenant is None or question.tenant in {*subscribers, application.owner})
        and (question.subscriber is None or question.subscriber in subscribers)
        and (question.provided_for is None or question.provided_for in subscribers - {application.owner})
    )
