"""Archives of applications over HTTP, and the order in which the official tools deploy."""

from __future__ import annotations

import pytest

from mockc8y.api.stepping import step
from mockc8y.domain import application_archives, applications
from tests import archives
from tests.conformance.scenarios import applications as scenarios
from tests.conformance.scenarios.applications import MICROSERVICE, PATH
from tests.conformance.scenarios.tenant_applications import subscribe
from tests.door import Response
from tests.world import TENANT, World


@pytest.fixture
def world() -> World:
    """A fresh tenant."""
    return World()


def send(world: World, application: str, content: bytes, query: str = "") -> Response:
    """Upload an archive."""
    body, headers = archives.binary_form(content)
    return world.call("POST", f"{PATH}/{application}/binaries{query}", body=body, headers=headers)


def served(world: World, application: str, path: str) -> bytes | None:
    """Return a file that an application serves."""
    found = applications.find(world.platform, world.tenant, application)
    return application_archives.read(world.platform, found, path)


def test_official_tools_deploy_a_web_application(world: World) -> None:
    """They look for their context path, create, upload, and activate by the id in the answer, sending all they know."""
    manifest = {"name": "pumps", "contextPath": "pumps", "key": "pumps-key", "icon": {"class": "p"}, "version": "1.2.3"}
    tenant = world.call("GET", "/tenant/currentTenant").json()["name"]
    roles = {role["id"] for role in world.call("GET", "/user/currentUser").json()["effectiveRoles"]}
    owned = world.call("GET", f"/application/applicationsByOwner/{tenant}?pageSize=1000").json()["applications"]
    created = world.call("POST", PATH, json={**manifest, "type": "HOSTED", "dynamicOptionsUrl": True}).json()
    uploaded = send(world, created["id"], archives.web_app()).json()
    whole = {name: value for name, value in {**created, **manifest}.items() if name != "type"}
    active = world.call("PUT", f"{PATH}/{created['id']}", json={**whole, "activeVersionId": uploaded["id"]})
    shared = world.call("PUT", f"{PATH}/{created['id']}", json={"availability": "MARKET"})
    subscribed = world.call(
        "POST", f"/tenant/tenants/{tenant}/applications", json={"application": {"self": created["self"]}}
    )

    assert "ROLE_APPLICATION_MANAGEMENT_ADMIN" in roles
    assert (tenant, owned) == (TENANT, [])
    assert (active.status, active.json()["activeVersionId"]) == (200, uploaded["id"])
    assert (shared.status, shared.json()["availability"]) == (200, "MARKET")
    assert (subscribed.status, subscribed.json()["application"]["id"]) == (201, created["id"])
    assert served(world, created["id"], "index.html") == archives.PAGE


def test_upload_in_chunks_is_taken(world: World) -> None:
    """The official tools send archives without saying how long they are."""
    application = scenarios.hosted(world)
    body, headers = archives.binary_form(archives.web_app())
    login = {"authorization": "Basic dDA3MDA3MDA3L2FkbWluOmFkbWlu", "transfer-encoding": "chunked"}

    answer = step(world.app, world.call.scope("POST", f"{PATH}/{application}/binaries", {**headers, **login}), body)

    assert answer.status == 201
    assert served(world, application, "index.html") is None
    assert len(world.call("GET", f"{PATH}/{application}/binaries").json()["attachments"]) == 1


def test_upload_does_not_activate(world: World) -> None:
    """What is served changes only when a binary is activated, and can be changed back."""
    application = scenarios.active(world)
    first = world.call("GET", f"{PATH}/{application}").json()["activeVersionId"]

    second = scenarios.upload(world, application, archives.web_app(**{"index.html": b"new"}))
    before = served(world, application, "index.html")
    world.call("PUT", f"{PATH}/{application}", json={"activeVersionId": second})
    after = served(world, application, "index.html")
    world.call("PUT", f"{PATH}/{application}", json={"activeVersionId": first})

    assert (before, after, served(world, application, "index.html")) == (archives.PAGE, b"new", archives.PAGE)


@pytest.mark.parametrize("chosen", ["4711", "no-such-thing", 1.5, [], True])
def test_only_own_binaries_can_be_activated(world: World, chosen: object) -> None:
    """A binary that the application does not have cannot be served."""
    application = scenarios.active(world)
    before = world.call("GET", f"{PATH}/{application}").json()

    response = world.call("PUT", f"{PATH}/{application}", json={"activeVersionId": chosen, "name": "other"})

    assert (response.status, response.json()["error"]) == (422, "applications/Invalid Data")
    assert world.call("GET", f"{PATH}/{application}").json() == before


def test_answer_to_an_upload_names_the_archive(world: World) -> None:
    """The id in it is the archive's: clients activate by it. All else is the application's."""
    application = scenarios.hosted(world)
    response = send(world, application, archives.web_app())

    made = response.json()
    assert response.status == 201
    assert made["self"] == response.headers["location"] == f"http://mock.test{PATH}/{application}/binaries/{made['id']}"
    assert scenarios.HOSTED.items() <= made.items()


def test_archives_are_listed(world: World) -> None:
    """All of them at once, with name, size in bytes and time."""
    application = scenarios.hosted(world)
    binary = scenarios.upload(world, application, archives.web_app())

    found = world.call("GET", f"{PATH}/{application}/binaries").json()

    assert found == {
        "attachments": [
            {
                "id": binary,
                "name": "app.zip",
                "length": len(archives.web_app()),
                "created": "2026-01-15T12:00:00.000Z",
                "downloadUrl": f"http://mock.test{PATH}/{application}/binaries/{binary}",
                "description": "",
                "contextPath": "pumps",
            }
        ]
    }


def test_archive_is_handed_out_as_it_came(world: World) -> None:
    """Byte by byte, whatever the client accepts, and in part if it asks for one."""
    application = scenarios.hosted(world)
    path = f"{PATH}/{application}/binaries/{scenarios.upload(world, application, archives.web_app())}"

    whole = world.call("GET", path)
    part = world.call("GET", path, headers={"range": "bytes=0-1"})

    assert (whole.headers["content-type"], whole.body) == ("application/zip", archives.web_app())
    assert (part.status, part.body) == (206, b"PK")


def test_active_archive_stays(world: World) -> None:
    """What is served cannot be deleted; other archives can."""
    application = scenarios.active(world)
    active = world.call("GET", f"{PATH}/{application}").json()["activeVersionId"]
    other = scenarios.upload(world, application, archives.web_app())
    path = f"{PATH}/{application}/binaries"

    assert world.call("DELETE", f"{path}/{active}").status == 409
    assert world.call("DELETE", f"{path}/{other}").status == 204
    assert world.call("GET", f"{path}/{other}").status == 404
    assert [found["id"] for found in world.call("GET", path).json()["attachments"]] == [active]
    assert list(world.tenant.application_files) == [int(active)]


@pytest.mark.parametrize("made", [MICROSERVICE, {**MICROSERVICE, "type": "EXTERNAL", "externalUrl": "https://a.test"}])
def test_archives_of_other_applications_are_not_listed(world: World, made: dict[str, str]) -> None:
    """Only hosted applications have archives that can be managed."""
    application = world.post(PATH, made)

    assert world.call("GET", f"{PATH}/{application}/binaries").status == 422
    assert world.call("GET", f"{PATH}/{application}/binaries/1").status == 422


def test_external_application_takes_no_archive(world: World) -> None:
    """There is nothing to serve."""
    application = world.post(PATH, {**MICROSERVICE, "type": "EXTERNAL", "externalUrl": "https://a.test"})

    assert send(world, application, archives.web_app()).status == 422


def test_archive_for_another_tenants_application_is_refused(world: World) -> None:
    """Whoever only uses an application does not change what it serves."""
    assert send(world, "7", archives.web_app()).status == 403


def test_microservice_runs_when_it_is_uploaded(world: World) -> None:
    """Its manifest takes effect: roles, what it requires, and what stands in for what it leaves out."""
    application = world.post(PATH, MICROSERVICE)

    made = send(world, application, archives.microservice()).json()

    assert made == world.call("GET", f"{PATH}/{application}").json()
    assert made["requiredRoles"] == ["ROLE_INVENTORY_READ", "ROLE_INVENTORY_CREATE"]
    assert made["roles"] == ["ROLE_FEEDER_READ"]
    assert archives.MANIFEST.items() <= made["manifest"].items()
    assert (made["manifest"]["billingMode"], made["manifest"]["scale"]) == ("RESOURCES", "NONE")
    assert int(made["activeVersionId"]) in world.tenant.application_files


def test_next_upload_takes_the_place_of_the_last(world: World) -> None:
    """One archive of a microservice is kept, and the roles of its users follow the manifest."""
    application = scenarios.microservice(world)
    subscribe(world, application)

    made = send(world, application, archives.microservice(requiredRoles=["ROLE_ALARM_READ"], roles=[])).json()

    user = world.tenant.users.get("service_feeder")
    assert user is not None
    assert user.roles == {"ROLE_ALARM_READ"}
    assert list(world.tenant.application_files) == [int(made["activeVersionId"])]
    assert "ROLE_FEEDER_READ" not in _roles(world)


def test_roles_of_a_microservice_become_roles_of_the_tenant(world: World) -> None:
    """They can be given to users of the owner as long as the microservice is there, whether it is subscribed or not."""
    application = scenarios.microservice(world)
    subscribe(world, application)
    with_it = ["ROLE_FEEDER_READ" in _roles(world)]
    for path in (f"/tenant/tenants/{TENANT}/applications/{application}", f"{PATH}/{application}"):
        assert world.call("DELETE", path).status == 204
        with_it.append("ROLE_FEEDER_READ" in _roles(world))

    assert with_it == [True, True, False]


def test_options_of_somebody_else_stop_an_upload(world: World) -> None:
    """A microservice must not get hold of options that were there before it, unless they are cleared."""
    _set_option(world, "feeder", "old")
    _set_option(world, "other", "kept")
    application = world.post(PATH, MICROSERVICE)

    refused = send(world, application, archives.microservice())
    cleared = send(world, application, archives.microservice(), "?clearConflictingOptions=true")

    assert (refused.status, refused.json()["error"]) == (409, "applications/Conflict")
    assert "category 'feeder' exist already: old" in refused.json()["message"]
    assert cleared.status == 201
    assert world.call("GET", "/tenant/options/feeder").json() == {}
    assert world.call("GET", "/tenant/options/other").json() == {"kept": "1"}


def test_own_options_do_not_stop_an_upload(world: World) -> None:
    """What was set while a microservice was there is its own; another category is not."""
    application = scenarios.microservice(world)
    _set_option(world, "feeder", "own")
    _set_option(world, "other", "foreign")

    assert send(world, application, archives.microservice()).status == 201
    assert send(world, application, archives.microservice(settingsCategory="other")).status == 409
    assert world.call("GET", "/tenant/options/feeder").json() == {"own": "1"}


def test_locked_option_is_not_cleared(world: World) -> None:
    """What the management tenant locked stays, and so does the application."""
    _set_option(world, "feeder", "locked")
    world.tenant.locked_options.put(("feeder", "locked"), value=True)
    application = world.post(PATH, MICROSERVICE)

    assert send(world, application, archives.microservice(), "?clearConflictingOptions=true").status == 403
    assert "manifest" not in world.call("GET", f"{PATH}/{application}").json()


def _set_option(world: World, category: str, key: str) -> None:
    option = {"category": category, "key": key, "value": "1"}
    assert world.call("POST", "/tenant/options", json=option).status == 200


def _roles(world: World) -> set[str]:
    found = world.call("GET", "/user/roles?pageSize=2000").json()["roles"]
    return {role["id"] for role in found}
