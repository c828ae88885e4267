"""Applications, their archives, versions and subscriptions against a model: plain dictionaries."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import count

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, invariant, rule

from mockc8y.domain import (
    application_archives,
    application_binaries,
    application_changes,
    application_versions,
    applications,
    subscriptions,
)
from mockc8y.domain.applications import Application
from mockc8y.domain.callers import Caller
from mockc8y.domain.clock import FrozenClock
from mockc8y.domain.errors import PlatformError
from mockc8y.domain.files import File
from mockc8y.domain.platform import Platform
from mockc8y.domain.tenant import Tenant
from tests.archives import microservice, web_app

ANA = Caller("ana")
TENANTS = st.sampled_from(["t1", "t2"])
TAGS = st.lists(st.sampled_from(["a", "b", "latest"]), unique=True)
ROLES = st.lists(st.sampled_from(["ROLE_ALARM_READ", "ROLE_EVENT_READ"]), unique=True)


@dataclass
class Modelled:
    """What an application should be. A version's name leads to its archive and its tags."""

    owner: str
    kind: str
    roles: set[str] = field(default_factory=set)
    pages: dict[int, bytes] = field(default_factory=dict)
    versions: dict[str, tuple[int, set[str]]] = field(default_factory=dict)
    active: int | None = None
    subscribers: dict[str, str | None] = field(default_factory=dict)


class Applications(RuleBasedStateMachine):
    """Makes, deploys, tags, shares and deletes applications of two tenants."""

    hosted: Bundle[int] = Bundle("hosted")
    services: Bundle[int] = Bundle("services")

    def __init__(self) -> None:
        super().__init__()
        self.platform = Platform(clock=FrozenClock(0))
        self.tenants = {name: self.platform.add_tenant(name) for name in ("t1", "t2")}
        self.numbers = count()
        self.model: dict[int, Modelled] = {}

    @rule(target=hosted, owner=TENANTS)
    def make_hosted(self, owner: str) -> int:
        """A web application serves nothing at first."""
        return self._make(owner, "HOSTED")

    @rule(target=services, owner=TENANTS)
    def make_service(self, owner: str) -> int:
        """A microservice has a user from the start."""
        return self._make(owner, "MICROSERVICE")

    @rule(number=hosted, page=st.binary(max_size=4))
    def upload(self, number: int, page: bytes) -> None:
        """An archive is kept and not served."""
        _, binary = application_binaries.upload(self.platform, self._found(number), _file(page))
        self.model[number].pages[binary.id] = page

    @rule(number=hosted, name=st.sampled_from(["1.0", "2.0"]), tags=TAGS, page=st.binary(max_size=4))
    def upload_version(self, number: int, name: str, tags: list[str], page: bytes) -> None:
        """A version is an archive with a name; names and tags are unique, but for the one that moves."""
        modelled = self.model[number]
        document = {"version": name, "tags": tags}
        if ({name, *tags} - {"latest"}) & _names(modelled, besides=None):
            with pytest.raises(PlatformError, match=r"^409 "):
                application_versions.create(self.platform, self._found(number), document, _file(page))
            return
        made = application_versions.create(self.platform, self._found(number), document, _file(page))
        modelled.pages[made.binary] = page
        _tag(modelled, name, made.binary, tags)

    @rule(number=hosted, name=st.sampled_from(["1.0", "2.0"]), tags=TAGS)
    def tag(self, number: int, name: str, tags: list[str]) -> None:
        """Tags are replaced, unless another version has one of them."""
        modelled = self.model[number]
        if name not in modelled.versions:
            with pytest.raises(PlatformError, match=r"^404 "):
                application_versions.change_tags(self.platform, self._found(number), name, {"tags": tags})
        elif (set(tags) - {"latest"}) & _names(modelled, besides=name):
            with pytest.raises(PlatformError, match=r"^409 "):
                application_versions.change_tags(self.platform, self._found(number), name, {"tags": tags})
        else:
            application_versions.change_tags(self.platform, self._found(number), name, {"tags": tags})
            _tag(modelled, name, modelled.versions[name][0], tags)

    @rule(number=hosted, data=st.data())
    def activate(self, number: int, data: st.DataObject) -> None:
        """What is activated is served, and the latest if it is a version."""
        modelled = self.model[number]
        if not modelled.pages:
            return
        chosen = data.draw(st.sampled_from(sorted(modelled.pages)))
        application_changes.update(self.platform, self._found(number), {"activeVersionId": str(chosen)}, ANA)
        name = next((name for name, (binary, _) in modelled.versions.items() if binary == chosen), None)
        if name is not None and modelled.active != chosen:
            _tag(modelled, name, chosen, [*modelled.versions[name][1], "latest"])
        modelled.active = chosen

    @rule(number=hosted, data=st.data())
    def discard(self, number: int, data: st.DataObject) -> None:
        """An archive goes with its version, unless it is served or the latest."""
        modelled = self.model[number]
        if not modelled.pages:
            return
        chosen = data.draw(st.sampled_from(sorted(modelled.pages)))
        name = next((name for name, (binary, _) in modelled.versions.items() if binary == chosen), None)
        if chosen == modelled.active or (name is not None and "latest" in modelled.versions[name][1]):
            with pytest.raises(PlatformError, match=r"^409 "):
                application_binaries.delete(self.platform, self._found(number), str(chosen))
            return
        application_binaries.delete(self.platform, self._found(number), str(chosen))
        del modelled.pages[chosen]
        modelled.versions.pop(name or "", None)

    @rule(number=services, roles=ROLES)
    def deploy(self, number: int, roles: list[str]) -> None:
        """The roles of a microservice's users are those of its last manifest."""
        content = File(microservice(requiredRoles=roles), name="app.zip")
        application_binaries.deploy(self.platform, self._found(number), content, ANA)
        self.model[number].roles = set(roles)

    @rule(number=st.one_of(hosted, services), subscriber=TENANTS)
    def subscribe(self, number: int, subscriber: str) -> None:
        """A tenant is subscribed once, and its microservice signs in with the same password until it leaves."""
        tenant, modelled = self.tenants[subscriber], self.model[number]
        if subscriber in modelled.subscribers:
            with pytest.raises(PlatformError, match=r"^409 "):
                subscriptions.subscribe(tenant, self._found(number), ANA)
            return
        made = subscriptions.subscribe(tenant, self._found(number), ANA)
        modelled.subscribers[subscriber] = made.password

    @rule(number=st.one_of(hosted, services), subscriber=TENANTS)
    def unsubscribe(self, number: int, subscriber: str) -> None:
        """Only who is subscribed can leave."""
        tenant, modelled = self.tenants[subscriber], self.model[number]
        if subscriber not in modelled.subscribers:
            with pytest.raises(PlatformError, match=r"^404 "):
                subscriptions.unsubscribe(tenant, self._found(number), ANA)
            return
        subscriptions.unsubscribe(tenant, self._found(number), ANA)
        del modelled.subscribers[subscriber]

    @rule(number=st.one_of(consumes(hosted), consumes(services)))
    def delete(self, number: int) -> None:
        """An application that others use is deleted by force only."""
        if self.model[number].subscribers.keys() - {self.model[number].owner}:
            with pytest.raises(PlatformError, match=r"^422 "):
                application_changes.delete(self.platform, self._found(number), ANA)
        application_changes.force_delete(self.platform, self._found(number), ANA)
        del self.model[number]

    @invariant()
    def applications_are_those_of_the_model(self) -> None:
        """Every application serves and is versioned as the model says, and there is no other."""
        for name, tenant in self.tenants.items():
            assert set(tenant.applications) == {number for number, known in self.model.items() if known.owner == name}
            kept = {binary for binary in tenant.application_files if self._is_hosted(binary, tenant)}
            assert kept == {page for known in self.model.values() if known.owner == name for page in known.pages}
        for number, modelled in self.model.items():
            found = self._found(number)
            versions = {version.version: (version.binary, set(version.tags)) for version in found.versions}
            assert versions == modelled.versions
            if modelled.kind == "HOSTED":
                page = None if modelled.active is None else modelled.pages[modelled.active]
                assert application_archives.read(self.platform, found, "index.html") == page

    @invariant()
    def tenants_see_what_they_own_or_use(self) -> None:
        """Nothing else is visible, and the default applications always are."""
        for name, tenant in self.tenants.items():
            seen = {found.id for found in applications.visible(self.platform, tenant)} - {5, 6, 7}
            assert seen == {
                number for number, known in self.model.items() if known.owner == name or name in known.subscribers
            }

    @invariant()
    def users_are_those_of_microservices(self) -> None:
        """Each subscribed tenant has the microservice's user, the owner the bootstrap user, and nobody is left over."""
        for name, tenant in self.tenants.items():
            services = [(self._found(n).name, known) for n, known in self.model.items() if known.kind == "MICROSERVICE"]
            used = {f"service_{label}": known for label, known in services if name in known.subscribers}
            owned = {f"servicebootstrap_{label}" for label, known in services if known.owner == name}
            assert set(tenant.users) == owned | used.keys()
            for user_name, known in used.items():
                user = tenant.users.get(user_name)
                assert user is not None
                assert user.password is not None
                assert user.roles == known.roles
                assert user.password.matches(known.subscribers[name] or "")

    def _is_hosted(self, binary: int, tenant: Tenant) -> bool:
        return not any(
            known.id == binary
            for application in tenant.applications.values()
            if application.is_microservice
            for known in application.binaries
        )

    def _make(self, owner: str, kind: str) -> int:
        label = f"app{next(self.numbers)}"
        document = {"name": label, "key": label, "contextPath": label, "type": kind}
        number = application_changes.create(self.platform, self.tenants[owner], document).id
        self.model[number] = Modelled(owner, kind)
        return number

    def _found(self, number: int) -> Application:
        found = applications.anywhere(self.platform, number)
        assert found is not None
        return found


def _file(page: bytes) -> File:
    return File(web_app(**{"index.html": page}), name="app.zip")


def _names(modelled: Modelled, besides: str | None) -> set[str]:
    """Return the names and tags in use, but for those of one version."""
    others = {name: tags for name, (_, tags) in modelled.versions.items() if name != besides}
    return {*others, *(tag for tags in others.values() for tag in tags)}


def _tag(modelled: Modelled, name: str, binary: int, tags: list[str]) -> None:
    """Give a version its tags; `latest` is taken from the others."""
    if "latest" in tags:
        modelled.versions = {other: (kept, known - {"latest"}) for other, (kept, known) in modelled.versions.items()}
    modelled.versions[name] = (binary, set(tags))


TestApplications = Applications.TestCase
