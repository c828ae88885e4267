# Made from tests/sdk/_async/test_applications.py by sdk/scripts/unasync.py; change that.
"""Applications, their archives and versions, and what an application asks about itself, against the mock."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from c8y_client import AccessDeniedError, BasicAuth, ConflictError, InvalidRequestError, NotFoundError
from c8y_client.sync.application import Application
from c8y_client.sync.client import CumulocityClient
from tests import archives
from tests.sdk.sync._connected import connected

if TYPE_CHECKING:
    from pathlib import Path

    from c8y_client import ApplicationSubscription
    from mockc8y.control.mock_tenant import MockTenant

SITE = archives.archive({"index.html": b"<p>one</p>"})
OTHER_SITE = archives.archive({"index.html": b"<p>two</p>"})


def hosted(name: str = "pumps") -> Application:
    """Make a hosted application that is not created yet."""
    return Application(name=name, key=f"{name}-key", type=Application.HOSTED_TYPE, context_path=name)


def microservice(name: str = "feeder") -> Application:
    """Make a microservice that is not created yet."""
    return Application(name=name, key=f"{name}-key", type=Application.MICROSERVICE_TYPE, context_path=name)


def acting_as(mock: MockTenant, user: ApplicationSubscription) -> CumulocityClient:
    """Give a client for the bootstrap or service user of an application."""
    auth = BasicAuth(str(user.username), str(user.password))
    return CumulocityClient("http://mockc8y.local", str(user.tenant_id), auth, transport=mock.transport)


def test_application_is_created_read_changed_and_deleted(c8y_mock: MockTenant) -> None:
    """The object keeps up with the platform in each step."""
    with connected(c8y_mock) as c8y:
        application = hosted()
        application.c8y = c8y
        application.create()
        application.global_title = "Pumps"
        application.update()

        read = c8y.applications.get(str(application.id))
        assert (read.name, read.global_title, read.owner) == ("pumps", "Pumps", c8y_mock.tenant_id)
        assert read == application

        read.delete()
        with pytest.raises(NotFoundError):
            application.reload()


def test_second_application_of_a_name_is_a_conflict(c8y_mock: MockTenant) -> None:
    """Names are unique in a tenant."""
    with connected(c8y_mock) as c8y:
        c8y.applications.create(hosted())

        with pytest.raises(ConflictError):
            c8y.applications.create(hosted())


def test_applications_are_found_by_their_filters(c8y_mock: MockTenant) -> None:
    """Each filter narrows the result, also when applications are only counted."""
    with connected(c8y_mock) as c8y:
        c8y.applications.create(hosted("a"), hosted("b"), microservice("c"))
        ask = c8y.applications.get_all

        assert [each.name for each in ask(name="b")] == ["b"]
        assert [each.name for each in ask(type="MICROSERVICE", owner=c8y_mock.tenant_id)] == ["c"]
        assert sorted(ask(owner=c8y_mock.tenant_id, as_values="name", limit=None)) == ["a", "b", "c"]
        assert c8y.applications.get_count(owner=c8y_mock.tenant_id) == 3
        assert [each.name for each in c8y.applications.select("name=a")] == ["a"]


def test_applications_have_resources_by_name_owner_tenant_and_user(c8y_mock: MockTenant) -> None:
    """These have no default limit: everything there is comes back."""
    with connected(c8y_mock) as c8y:
        c8y.applications.create(*(hosted(f"app-{number}") for number in range(7)))
        own = [f"app-{number}" for number in range(7)]

        assert [each.name for each in c8y.applications.get_by_name("app-3")] == ["app-3"]
        assert sorted(str(each.name) for each in c8y.applications.get_by_owner(c8y_mock.tenant_id)) == own
        tenants = {each.name for each in c8y.applications.get_by_tenant(c8y_mock.tenant_id)}
        assert tenants >= {*own, "cockpit"}
        assert {each.name for each in c8y.applications.get_by_user("admin")} >= {"cockpit"}


def test_only_what_changed_is_sent_in_bulk(c8y_mock: MockTenant) -> None:
    """After an update nothing is left to send."""
    with connected(c8y_mock) as c8y:
        some = [hosted("a"), hosted("b")]
        c8y.applications.create(*some)
        some[1].content_security_policy = "default-src 'self'"

        assert [each.changes for each in some] == [{}, {"contentSecurityPolicy": "default-src 'self'"}]
        c8y.applications.update(*some, workers=2)
        assert [each.changes for each in some] == [{}, {}]

        c8y.applications.delete(some[0], str(some[1].id))
        assert c8y.applications.get_count(owner=c8y_mock.tenant_id) == 0


def test_application_that_others_use_is_deleted_by_force(c8y_mock: MockTenant) -> None:
    """Without `force` the platform refuses as long as another tenant is subscribed."""
    other = c8y_mock.platform.add_tenant("t2")
    with connected(c8y_mock) as c8y:
        application = microservice()
        application.availability = Application.MARKET_AVAILABILITY
        c8y.applications.create(application)
        reference = f"/tenant/tenants/{other.id}/applications"
        management = BasicAuth("management/admin", c8y_mock.password)
        c8y.post(reference, json={"application": {"id": application.id}}, auth=management)

        with pytest.raises(InvalidRequestError):
            c8y.applications.delete(application)
        c8y.applications.delete(application, force=True)

        assert c8y.applications.get_all(name="feeder") == []


def test_uploaded_archive_is_listed_activated_read_and_removed(c8y_mock: MockTenant, tmp_path: Path) -> None:
    """A hosted application serves an archive when it is told to; that one cannot be removed."""
    file = tmp_path / "site.zip"
    file.write_bytes(SITE)
    with connected(c8y_mock) as c8y:
        application = hosted()
        c8y.applications.create(application)
        first = c8y.applications.upload_attachment(str(application.id), file)
        second = c8y.applications.upload_attachment(str(application.id), OTHER_SITE)

        active = c8y.applications.activate(str(application.id), first["id"])
        assert active.active_version_id == first["id"]
        listed = c8y.applications.get_attachments(str(application.id))
        assert (first["id"], "site.zip") in [(each.id, each.name) for each in listed]
        assert c8y.applications.download_attachment(str(application.id), first["id"]) == SITE

        c8y.applications.delete_attachment(str(application.id), second["id"])
        assert [each.id for each in c8y.applications.get_attachments(str(application.id))] == [first["id"]]
        with pytest.raises(ConflictError):
            c8y.applications.delete_attachment(str(application.id), first["id"])


def test_upload_fails_with_the_errors_of_every_other_request(c8y_mock: MockTenant) -> None:
    """There is one way for all uploads, so a missing application is a `KeyError` there, too."""
    with connected(c8y_mock) as c8y:
        with pytest.raises(KeyError) as caught:
            c8y.applications.upload_attachment("4711", SITE)

        assert isinstance(caught.value, NotFoundError)
        assert "4711" in caught.value.message


def test_upload_of_a_microservice_can_clear_options_that_are_in_its_way(c8y_mock: MockTenant) -> None:
    """Options that were set before the category was its own are a conflict otherwise."""
    with connected(c8y_mock) as c8y:
        application = microservice()
        c8y.applications.create(application)
        c8y.post("/tenant/options", json={"category": "feeder", "key": "pace", "value": "fast"})
        archive = archives.microservice(contextPath="feeder")

        with pytest.raises(ConflictError):
            c8y.applications.upload_attachment(str(application.id), archive)
        c8y.applications.upload_attachment(str(application.id), archive, clear_conflicting_options=True)

        assert (application.reload()).manifest is not None


def test_missing_file_is_found_out_before_anything_is_sent(c8y_mock: MockTenant, tmp_path: Path) -> None:
    """The error is that of the operating system."""
    with connected(c8y_mock) as c8y:
        with pytest.raises(FileNotFoundError):
            c8y.applications.upload_attachment("4711", tmp_path / "missing.zip")


def test_clone_is_an_application_of_its_own(c8y_mock: MockTenant) -> None:
    """The platform puts `clone` before the name."""
    with connected(c8y_mock) as c8y:
        application = hosted()
        c8y.applications.create(application)

        clone = c8y.applications.clone(str(application.id))

        assert clone.id != application.id
        assert clone.name == "clonepumps"


def test_versions_are_uploaded_found_tagged_and_removed(c8y_mock: MockTenant) -> None:
    """A version is named by itself or by one of its tags."""
    with connected(c8y_mock) as c8y:
        application = hosted()
        c8y.applications.create(application)
        where, versions = str(application.id), c8y.application_versions

        made = versions.create(where, SITE, "1.0.0", "stable")
        versions.create(where, OTHER_SITE, "2.0.0", "latest")
        assert (made.version, made.tags) == ("1.0.0", ["stable"])
        assert sorted(str(each.version) for each in versions.get_all(where)) == ["1.0.0", "2.0.0"]
        assert (versions.get(where, tag="stable")).binary_id == made.binary_id
        assert (versions.set_tags(where, "1.0.0", "old")).tags == ["old"]
        assert (versions.get(where, "1.0.0")).tags == ["old"]

        versions.delete(where, tag="old")
        assert [each.version for each in versions.get_all(where)] == ["2.0.0"]
        with pytest.raises(ConflictError):
            versions.delete(where, "2.0.0")


def test_version_is_named_in_one_way(c8y_mock: MockTenant) -> None:
    """Neither and both are refused before anything is sent."""
    with connected(c8y_mock) as c8y:
        with pytest.raises(ValueError, match="version= or tag="):
            c8y.application_versions.get("1")
        with pytest.raises(ValueError, match="one of them only"):
            c8y.application_versions.delete("1", "1.0.0", tag="latest")


def test_microservice_reads_itself_its_settings_and_its_subscribers(c8y_mock: MockTenant) -> None:
    """As its bootstrap user; others are refused."""
    with connected(c8y_mock) as c8y:
        application = microservice()
        c8y.applications.create(application)
        archive = archives.microservice(contextPath="feeder", settingsCategory="feeding")
        c8y.applications.upload_attachment(str(application.id), archive)
        c8y.post("/tenant/options", json={"category": "feeding", "key": "pace", "value": "fast"})
        bootstrap = c8y.applications.get_bootstrap_user(str(application.id))
        reference = f"/tenant/tenants/{c8y_mock.tenant_id}/applications"
        c8y.post(reference, json={"application": {"id": application.id}})
        with pytest.raises(AccessDeniedError):
            c8y.applications.get_current()

    with acting_as(c8y_mock, bootstrap) as c8y:
        current = c8y.applications.get_current()
        assert current == application
        assert current.resolve_tenant_option_category() == "feeding"
        assert (c8y.applications.get_current_settings())["pace"] == "fast"
        subscribed = c8y.applications.get_current_subscriptions()
        assert [(each.tenant_id, each.username) for each in subscribed] == [(c8y_mock.tenant_id, "service_feeder")]
        changed = c8y.applications.update_current({"description": "feeds"})
        assert changed["description"] == "feeds"


def test_settings_category_is_the_first_that_the_application_names() -> None:
    """In the manifest the category goes before the name, and the manifest before the context path."""
    manifest = {"name": "Feeder"}

    assert Application().resolve_tenant_option_category() is None
    assert Application(context_path="feeder").resolve_tenant_option_category() == "feeder"
    assert Application(context_path="feeder", manifest=manifest).resolve_tenant_option_category() == "Feeder"
    named = Application(manifest={**manifest, "settingsCategory": "feeding"})
    assert named.resolve_tenant_option_category() == "feeding"


def test_application_is_sent_without_what_the_platform_decides() -> None:
    """An application that was read can be created elsewhere."""
    read = Application.from_json({"id": "1", "self": "x", "owner": {"tenant": {"id": "t1"}}, "name": "a"})

    assert read.sendable() == {"name": "a"}
    assert read.owner == "t1"
    with pytest.raises(AttributeError):
        read.owner = "t2"
