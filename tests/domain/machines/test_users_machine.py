"""Users, groups and roles against a model: sets of roles by holder, and sets of groups by user."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, invariant, rule

from mockc8y.domain import memberships, user_accounts, user_groups, user_hierarchy
from mockc8y.domain.callers import Caller
from mockc8y.domain.clock import FrozenClock
from mockc8y.domain.default_groups import LAST
from mockc8y.domain.errors import PlatformError
from mockc8y.domain.platform import Platform
from mockc8y.domain.user_hierarchy import Oversight
from mockc8y.domain.users import User, effective_roles

ADMIN = Caller("admin")
NAMES = st.sampled_from(["ana", "ben", "carl", "dora"])
ROLES = st.sampled_from(["ROLE_ALARM_READ", "ROLE_EVENT_READ", "ROLE_AUDIT_READ"])


@dataclass
class Person:
    """What the model knows of a user."""

    roles: set[str] = field(default_factory=set)
    groups: set[int] = field(default_factory=set)
    owner: str | None = None


class People(RuleBasedStateMachine):
    """Makes, changes and deletes users and groups."""

    groups: Bundle[int] = Bundle("groups")

    def __init__(self) -> None:
        super().__init__()
        self.tenant = Platform(clock=FrozenClock(0)).add_tenant("t1")
        self.people: dict[str, Person] = {}
        self.roles_of_group: dict[int, set[str]] = {}
        self.made = 0

    def user(self, name: str) -> User | None:
        """Return a user, which is there if and only if the model says so."""
        if name in self.people:
            return user_accounts.get(self.tenant, name)
        with pytest.raises(PlatformError, match=r"^404 "):
            user_accounts.get(self.tenant, name)
        return None

    @rule(name=NAMES, owner=st.none() | NAMES)
    def make_user(self, name: str, owner: str | None) -> None:
        """A free name can be taken, below a user that is there; a taken one cannot."""
        document = {"userName": name, "email": f"{name}@acme.test", "password": "secret"}
        owner = owner if owner in self.people else None
        if name in self.people:
            with pytest.raises(PlatformError, match=r"^409 "):
                user_accounts.create(self.tenant, document, ADMIN, owner)
            return
        user_accounts.create(self.tenant, document, ADMIN, owner)
        self.people[name] = Person(owner=owner)

    @rule(name=NAMES)
    def delete_user(self, name: str) -> None:
        """Who belonged to it belongs to the one above then."""
        user = self.user(name)
        if user is None:
            return
        user_accounts.delete(self.tenant, user, ADMIN)
        gone = self.people.pop(name)
        for person in self.people.values():
            person.owner = gone.owner if person.owner == name else person.owner

    @rule(name=NAMES, role=ROLES)
    def give(self, name: str, role: str) -> None:
        """A user can be given a role any number of times."""
        user = self.user(name)
        if user is not None:
            memberships.give_role(self.tenant, user, role, ADMIN)
            self.people[name].roles.add(role)

    @rule(name=NAMES, role=ROLES)
    def take(self, name: str, role: str) -> None:
        """Only a role of its own can be taken from a user."""
        user = self.user(name)
        if user is None:
            return
        if role in self.people[name].roles:
            memberships.take_role(self.tenant, user, role, ADMIN)
            self.people[name].roles.remove(role)
        else:
            with pytest.raises(PlatformError, match=r"^404 "):
                memberships.take_role(self.tenant, user, role, ADMIN)

    @rule(target=groups)
    def make_group(self) -> int:
        """A group gets a number of its own and no roles."""
        self.made += 1
        group = user_groups.create(self.tenant, {"name": f"group {self.made}"}, ADMIN)
        assert group.id == LAST + self.made
        self.roles_of_group[group.id] = set()
        return group.id

    @rule(number=consumes(groups))
    def delete_group(self, number: int) -> None:
        """Its members are in one group less."""
        user_groups.delete(self.tenant, user_groups.get(self.tenant, str(number)), ADMIN)
        del self.roles_of_group[number]
        for person in self.people.values():
            person.groups.discard(number)

    @rule(number=groups, role=ROLES)
    def turn_role_of_group(self, number: int, role: str) -> None:
        """A role that a group gives can be taken from it, another one given."""
        group = user_groups.get(self.tenant, str(number))
        given = self.roles_of_group[number]
        if role in given:
            user_groups.take_role(self.tenant, group, role, ADMIN)
        else:
            user_groups.give_role(self.tenant, group, role, ADMIN)
        given ^= {role}

    @rule(number=groups, name=NAMES)
    def join(self, number: int, name: str) -> None:
        """A user can join a group any number of times."""
        user = self.user(name)
        if user is not None:
            memberships.join(self.tenant, user_groups.get(self.tenant, str(number)), user, ADMIN)
            self.people[name].groups.add(number)

    @rule(number=groups, name=NAMES)
    def leave(self, number: int, name: str) -> None:
        """Only a member can leave."""
        user = self.user(name)
        if user is None:
            return
        group = user_groups.get(self.tenant, str(number))
        if number in self.people[name].groups:
            memberships.leave(self.tenant, group, user, ADMIN)
            self.people[name].groups.remove(number)
        else:
            with pytest.raises(PlatformError, match=r"^404 "):
                memberships.leave(self.tenant, group, user, ADMIN)

    @rule(name=NAMES, owner=st.none() | NAMES)
    def set_owner(self, name: str, owner: str | None) -> None:
        """A user can belong to any that does not belong to it."""
        user = self.user(name)
        if user is None:
            return
        if owner is None or (owner in self.people and name not in (owner, *self.above(owner))):
            user_hierarchy.set_owner(self.tenant, user, owner, ADMIN)
            self.people[name].owner = owner
        else:
            with pytest.raises(PlatformError, match=r"^422 "):
                user_hierarchy.set_owner(self.tenant, user, owner, ADMIN)

    def above(self, name: str) -> list[str]:
        """Name those that a user belongs to in the model."""
        owner = self.people[name].owner
        return [] if owner is None else [owner, *self.above(owner)]

    @invariant()
    def users_hold_what_they_and_their_groups_were_given(self) -> None:
        """The roles that count are the user's own and those of its groups."""
        for name, person in self.people.items():
            user = user_accounts.get(self.tenant, name)
            given = set().union(*(self.roles_of_group[number] for number in person.groups))
            assert effective_roles(self.tenant, user) == person.roles | given
            assert [group.id for group in memberships.groups_of(self.tenant, user)] == sorted(person.groups)

    @invariant()
    def groups_know_their_members(self) -> None:
        """Both directions agree."""
        for number in self.roles_of_group:
            members = memberships.members(self.tenant, user_groups.get(self.tenant, str(number)))
            wanted = sorted(name for name, person in self.people.items() if number in person.groups)
            assert [user.name for user in members] == wanted

    @invariant()
    def users_reach_those_below(self) -> None:
        """Whoever is limited reaches just the users that it is above of."""
        for name in self.people:
            oversight = Oversight(self.tenant, user_accounts.get(self.tenant, name), is_unlimited=False)
            reached = {user.name for user in oversight.among(self.tenant.users.values())}
            assert reached == {other for other in self.people if name in self.above(other)}


TestPeople = People.TestCase
