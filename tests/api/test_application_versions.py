"""Versions of applications over HTTP."""

from __future__ import annotations

from typing import Any

import pytest

from mockc8y.domain import application_archives, applications
from tests import archives
from tests.conformance.scenarios import applications as scenarios
from tests.conformance.scenarios.applications import MICROSERVICE, PATH
from tests.door import Response
from tests.world import World


@pytest.fixture
def world() -> World:
    """A fresh tenant."""
    return World()


@pytest.fixture
def path(world: World) -> str:
    """The address of the versions of a hosted application that has none yet."""
    return f"{PATH}/{scenarios.hosted(world)}/versions"


def send(world: World, path: str, version: object, *tags: str, page: bytes = archives.PAGE) -> Response:
    """Upload a version."""
    content = archives.web_app(**{"index.html": page})
    body, headers = archives.version_form(content, {"version": version, "tags": list(tags)})
    return world.call("POST", path, body=body, headers=headers)


def listed(world: World, path: str) -> dict[str, list[str]]:
    """Return the tags of all versions."""
    found: list[dict[str, Any]] = world.call("GET", path).json()["versions"]
    return {version["version"]: version["tags"] for version in found}


def test_version_is_answered_with_its_binary(world: World, path: str) -> None:
    """The id of its binary is what the application is activated by; tags are kept in lower case."""
    response = send(world, path, "1.0", "tagA", "STABLE")

    made = response.json()
    assert response.status == 201
    assert made == {"version": "1.0", "binaryId": made["binaryId"], "tags": ["taga", "stable"]}
    assert world.call("GET", path.replace("versions", f"binaries/{made['binaryId']}")).status == 200


def test_one_version_is_found_by_name_or_tag(world: World, path: str) -> None:
    """The answer is the version itself, not a list; tags are found however they are written."""
    made = send(world, path, "1.0", "tagA").json()
    send(world, path, "2.0")

    assert world.call("GET", f"{path}?version=1.0").json() == made
    assert world.call("GET", f"{path}?tag=TagA").json() == made
    assert listed(world, path) == {"1.0": ["taga"], "2.0": []}


@pytest.mark.parametrize(
    ("query", "status", "message"),
    [
        ("version=1.0&tag=a", 422, "Name either a version or a tag"),
        ("version=9.9", 404, "Cannot find application version for this application"),
        ("tag=b", 404, "Cannot find application version for this application"),
    ],
)
@pytest.mark.parametrize("method", ["GET", "DELETE"])
def test_version_that_is_not_there_is_refused(
    world: World, path: str, method: str, query: str, status: int, message: str
) -> None:
    """Either a name or a tag is given, and there is such a version."""
    send(world, path, "1.0", "a")

    response = world.call(method, f"{path}?{query}")

    assert (response.status, response.json()["message"]) == (status, message)


def test_version_to_delete_must_be_named(world: World, path: str) -> None:
    """A DELETE that names nothing deletes nothing."""
    send(world, path, "1.0")

    assert world.call("DELETE", path).status == 422
    assert listed(world, path) == {"1.0": []}


def test_application_without_versions_says_so(world: World, path: str) -> None:
    """There is no empty list."""
    response = world.call("GET", path)

    assert (response.status, response.json()["message"]) == (422, "This application doesn't support versioning")


def test_microservice_takes_no_versions(world: World) -> None:
    """Only hosted applications have them."""
    assert send(world, f"{PATH}/{world.post(PATH, MICROSERVICE)}/versions", "1.0").status == 422


@pytest.mark.parametrize("name", ["1/0", "1 0", "1_0", "", "ä", "1:0", "1\n", 1, None, []])
def test_version_with_other_characters_is_refused(world: World, path: str, name: object) -> None:
    """Letters, digits, dots, plus and minus make a version, as text."""
    assert send(world, path, name).status == 422
    assert world.tenant.application_files.values() == []


@pytest.mark.parametrize("tags", [["a b"], [""], ["ä"], "a", [1], {"a": 1}])
def test_tags_with_other_characters_are_refused(world: World, path: str, tags: object) -> None:
    """The same characters make a tag, and tags are a list."""
    send(world, path, "1.0", "old")

    assert world.call("PUT", f"{path}/1.0", json={"tags": tags}).status == 422
    assert listed(world, path) == {"1.0": ["old"]}


@pytest.mark.parametrize(
    ("version", "tags"), [("1.0", ()), ("2.0", ("stable",)), ("2.0", ("STABLE",)), ("stable", ()), ("2.0", ("1.0",))]
)
def test_names_of_versions_are_unique(world: World, path: str, version: str, tags: tuple[str, ...]) -> None:
    """No version or tag is called like another version or tag."""
    send(world, path, "1.0", "stable")

    response = send(world, path, version, *tags)

    assert (response.status, response.json()["error"]) == (409, "applications/Duplicate")
    assert response.json()["message"] == "Version or tag for this application already exists"
    assert listed(world, path) == {"1.0": ["stable"]}


def test_tag_latest_moves_to_a_new_version(world: World, path: str) -> None:
    """It is the one tag that can be taken over, by an upload or by other tags."""
    send(world, path, "1.0", "latest")
    send(world, path, "2.0", "latest", "beta")
    after_upload = listed(world, path)
    world.call("PUT", f"{path}/1.0", json={"tags": ["latest", "old"]})

    assert after_upload == {"1.0": [], "2.0": ["latest", "beta"]}
    assert listed(world, path) == {"1.0": ["latest", "old"], "2.0": ["beta"]}


def test_activated_version_becomes_the_latest(world: World, path: str) -> None:
    """The tag follows what is served."""
    first = send(world, path, "1.0", "a").json()["binaryId"]
    send(world, path, "2.0", "latest")

    made = world.call("PUT", path.removesuffix("/versions"), json={"activeVersionId": first}).json()

    assert listed(world, path) == {"1.0": ["a", "latest"], "2.0": []}
    assert made["applicationVersions"] == world.call("GET", path).json()["versions"]


def test_binary_without_a_version_is_not_the_latest(world: World, path: str) -> None:
    """When something else than a version is served, the tag stays where it is."""
    send(world, path, "1.0", "latest")
    application = path.split("/")[-2]
    plain = scenarios.upload(world, application, archives.web_app())

    assert world.call("PUT", f"{PATH}/{application}", json={"activeVersionId": plain}).status == 200
    assert listed(world, path) == {"1.0": ["latest"]}


def test_new_tags_replace_the_old(world: World, path: str) -> None:
    """All of them; the answer is 200, as seen on a real tenant."""
    send(world, path, "1.0", "a", "b")

    response = world.call("PUT", f"{path}/1.0", json={"tags": ["B", "C", "c"]})

    assert (response.status, response.json()["tags"]) == (200, ["b", "c"])


@pytest.mark.parametrize("tag", ["2.0", "taken", "1.0"])
def test_tag_in_use_is_refused(world: World, path: str, tag: str) -> None:
    """A tag is neither another version's, nor a version's name."""
    send(world, path, "1.0", "own")
    send(world, path, "2.0", "taken")

    assert world.call("PUT", f"{path}/1.0", json={"tags": [tag]}).status == 409
    assert listed(world, path) == {"1.0": ["own"], "2.0": ["taken"]}


def test_latest_version_stays(world: World, path: str) -> None:
    """What is tagged latest or served cannot be deleted; all else goes with its archive."""
    send(world, path, "1.0", "a")
    latest = send(world, path, "2.0", "latest").json()["binaryId"]
    served = send(world, path, "3.0").json()["binaryId"]
    application = path.removesuffix("/versions")
    world.call("PUT", application, json={"activeVersionId": served})
    world.call("PUT", f"{path}/2.0", json={"tags": ["latest"]})

    assert world.call("DELETE", f"{path}?version=2.0").status == 409
    assert world.call("DELETE", f"{path}?version=3.0").status == 409
    assert world.call("DELETE", f"{application}/binaries/{latest}").status == 409
    assert world.call("DELETE", f"{path}?tag=a").status == 204
    assert set(listed(world, path)) == {"2.0", "3.0"}
    assert set(world.tenant.application_files) == {int(latest), int(served)}


def test_version_goes_with_its_binary(world: World, path: str) -> None:
    """A version without an archive would serve nothing."""
    binary = send(world, path, "1.0").json()["binaryId"]
    send(world, path, "2.0")

    assert world.call("DELETE", path.replace("versions", f"binaries/{binary}")).status == 204
    assert listed(world, path) == {"2.0": []}


def test_files_of_each_version_can_be_read(world: World, path: str) -> None:
    """By the version's name or a tag; without either, those of the active one."""
    send(world, path, "1.0", "old", page=b"one")
    second = send(world, path, "2.0", page=b"two").json()["binaryId"]
    application = path.split("/")[-2]
    world.call("PUT", f"{PATH}/{application}", json={"activeVersionId": second})
    found = applications.find(world.platform, world.tenant, application)

    def page(version: str | None, name: str = "index.html") -> bytes | None:
        return application_archives.read(world.platform, found, name, version)

    assert [page(name) for name in (None, "latest", "2.0", "1.0", "OLD")] == [b"two", b"two", b"two", b"one", b"one"]
    assert (page("9.9"), page("1.0", "missing.js")) == (None, None)


def test_form_must_be_complete(world: World, path: str) -> None:
    """The archive and what the version is called are both needed."""
    body, headers = archives.binary_form(archives.web_app())

    response = world.call("POST", path, body=body, headers=headers)

    assert response.status == 400
    assert "lacks applicationBinary, applicationVersion" in response.json()["message"]


def test_versions_of_another_tenants_application_stay(world: World) -> None:
    """Whoever only uses an application does not change its versions."""
    assert send(world, f"{PATH}/7/versions", "1.0").status == 403
    assert world.call("PUT", f"{PATH}/7/versions/1.0", json={"tags": []}).status == 403
    assert world.call("DELETE", f"{PATH}/7/versions?version=1.0").status == 403
