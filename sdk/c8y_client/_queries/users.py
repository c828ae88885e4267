"""Keywords of the queries for users, groups and roles, and the paths below which these are found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol, TypeAlias, TypedDict, TypeGuard

from c8y_client._documents.fields import id_of
from c8y_client._http.urls import path
from c8y_client._queries.params import Params, params_of
from c8y_client._reading.keywords import Reading
from c8y_client._types import JSON


class HasUsername(Protocol):
    """A user, of whichever class."""

    @property
    def username(self) -> str | None:
        """The name, by which the user is known."""


class HasNumber(Protocol):
    """A group, of whichever class."""

    @property
    def id(self) -> int | None:
        """The number, by which the group is known."""


UserReference: TypeAlias = str | HasUsername
"""A user: an object, or its name."""

GroupReference: TypeAlias = int | str | HasNumber
"""A group: an object, its number, or its name."""


class UserFilters(TypedDict, total=False):
    """Which users are meant.

    `username` is what names begin with and `username_contains` a part of them, whatever the case; the platform takes
    one of the two. `groups` are one group or several, as numbers, names or objects, of which users are direct members.
    `owner` is the user that they belong to. `only_devices` finds the users of devices, which are left out without it.
    """

    username: str | None
    username_contains: str | None
    groups: GroupReference | Sequence[GroupReference] | None
    owner: UserReference | None
    only_devices: bool | None


class UserQuery(UserFilters, Reading, total=False):
    """Which users are read and how; `with_subusers_count` adds to each how many users belong to it."""

    with_subusers_count: bool | None


class GroupFilters(TypedDict, total=False):
    """Which groups are meant: all, or those that `username` is a direct member of."""

    username: UserReference | None


class GroupQuery(GroupFilters, Reading, total=False):
    """Which groups are read and how."""


class RoleFilters(TypedDict, total=False):
    """Which roles are meant: all, those that `username` holds itself, or those that the members of `group` hold."""

    username: UserReference | None
    group: GroupReference | None


class RoleQuery(RoleFilters, Reading, total=False):
    """Which roles are read and how."""


def user_params(filters: Mapping[str, Any]) -> Params:
    """Word the filters of a query for users; groups are left as they are where only their names are known."""
    worded = dict(filters)
    if worded.get("owner") is not None:
        worded["owner"] = username_of(worded["owner"])
    if worded.get("groups") is not None:
        worded["groups"] = [id_of(group) for group in several(worded["groups"])]
    return params_of(worded)


def users_path(tenant_id: str, *segments: str | int) -> str:
    """Tell where the users of a tenant are, or something below them."""
    return path("/user", tenant_id, "users", *segments)


def groups_path(tenant_id: str, *segments: str | int) -> str:
    """Tell where the groups of a tenant are, or something below them."""
    return path("/user", tenant_id, "groups", *segments)


def role_reference(role: JSON) -> dict[str, JSON]:
    """Refer to a role as the platform wants it when one is assigned."""
    return {"role": {"self": path("/user/roles", id_of(role))}}


def user_reference(tenant_id: str, user: UserReference) -> dict[str, JSON]:
    """Refer to a user as the platform wants it when a member is added."""
    return {"user": {"self": users_path(tenant_id, username_of(user))}}


def username_of(user: UserReference) -> str:
    """Give the name of a user; a `ValueError` for one that has none yet."""
    name = user if isinstance(user, str) else getattr(user, "username", None)
    if not name:
        raise ValueError(f"{user!r} names no user")
    return str(name)


def is_name(reference: object) -> TypeGuard[str]:
    """Tell whether a reference to something with a number gives its name instead; digits alone are a number."""
    return isinstance(reference, str) and not reference.isdecimal()


def several(one_or_more: Any) -> list[Any]:
    """Make a list of one value, or of several."""
    return list(one_or_more) if isinstance(one_or_more, list | tuple | set | frozenset) else [one_or_more]


def referenced_ids(document: Mapping[str, JSON], collection: str, item: str) -> set[str]:
    """Read the ids of what a document refers to, as far as it shows that."""
    references = (document.get(collection) or {}).get("references") or []
    return {str(each[item]["id"]) for each in references}


def application_ids(document: Mapping[str, JSON]) -> set[str]:
    """Read the ids of the applications that a document names."""
    return {str(each["id"]) for each in document.get("applications") or []}
