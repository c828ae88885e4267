"""Which users a listing shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from operator import attrgetter
from typing import NamedTuple

from mockc8y.domain.tenant import Tenant
from mockc8y.domain.users import User

Test = Callable[[User], bool]


class Wanted(NamedTuple):
    """What users must be like; what is absent does not matter.

    `prefix` and `part` are compared with name and alias, whatever the case. `groups` are ids; a user must be in one of
    them. Users of devices are all that is wanted, or not wanted at all.
    """

    prefix: str | None = None
    part: str | None = None
    groups: frozenset[int] | None = None
    owner: str | None = None
    devices: bool = False


def select(tenant: Tenant, wanted: Wanted) -> list[User]:
    """Return the users that match, in the order of their names."""
    found = tenant.users.values()
    for test in _tests(wanted):
        found = [user for user in found if test(user)]
    return sorted(found, key=attrgetter("name"))


def subuser_counts(tenant: Tenant) -> Counter[str]:
    """Count the users that each user owns itself."""
    return Counter(user.owner for user in tenant.users.values() if user.owner is not None)


def _tests(wanted: Wanted) -> Iterator[Test]:
    yield lambda user: user.is_device is wanted.devices
    if wanted.owner is not None:
        yield lambda user: user.owner == wanted.owner
    if wanted.groups is not None:
        groups = wanted.groups
        yield lambda user: not user.groups.isdisjoint(groups)
    if wanted.prefix is not None:
        prefix = wanted.prefix.lower()
        yield _named(lambda name: name.startswith(prefix))
    if wanted.part is not None:
        part = wanted.part.lower()
        yield _named(lambda name: part in name)


def _named(matches: Callable[[str], bool]) -> Test:
    """Test the name of a user and its alias, both in lower case."""

    def test(user: User) -> bool:
        alias = user.profile.get("alias")
        return matches(user.name.lower()) or (alias is not None and matches(alias.lower()))

    return test
