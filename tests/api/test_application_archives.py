"""Archives that clients send: what is unsafe or broken is refused, and then nothing is kept of it."""

from __future__ import annotations

import re

import pytest

from mockc8y.domain import archives
from tests import archives as made
from tests.conformance.scenarios import applications as scenarios
from tests.digest import differences
from tests.door import Response
from tests.world import World

PATH = scenarios.PATH
UNSAFE = {
    "a name that climbs out": made.archive({"../index.html": b"<p>"}),
    "an absolute name": made.archive({"/etc/passwd": b"x"}),
    "a drive": made.archive({"C:/Windows/win.ini": b"x"}),
    "a backslash": made.archive({"..\\win.ini": b"x"}),
    "a line break": made.archive({"a\r\nset-cookie: b": b"x"}),
    "a bomb": made.archive({"bomb": bytes(64 * archives.MEBIBYTE)}),
    "no archive": b"<html>",
    "nothing": b"",
    "half an archive": made.web_app()[:-30],
}


def send(world: World, application: str, content: bytes, name: str = "app.zip") -> Response:
    """Upload an archive and judge nothing but the answer's form."""
    body, headers = made.binary_form(content, name)
    return world.call("POST", f"{PATH}/{application}/binaries", body=body, headers=headers)


def send_version(world: World, application: str, content: bytes) -> Response:
    """Upload an archive as a version."""
    body, headers = made.version_form(content, {"version": "1.0", "tags": []})
    return world.call("POST", f"{PATH}/{application}/versions", body=body, headers=headers)


@pytest.mark.parametrize("content", UNSAFE.values(), ids=UNSAFE)
@pytest.mark.parametrize("upload", [send, send_version])
def test_unsafe_archive_of_a_web_application_is_refused(upload: object, content: bytes) -> None:
    """The answer says what is wrong, and the application stays as it was."""
    world = World()
    application = scenarios.active(world)
    before = world.digest()

    response = send(world, application, content) if upload is send else send_version(world, application, content)

    assert (response.status, response.json()["error"]) == (422, "applications/Invalid Data")
    assert response.json()["message"].startswith("The archive cannot be used: ")
    assert differences(before, world.digest()) == []


@pytest.mark.parametrize("content", UNSAFE.values(), ids=UNSAFE)
def test_unsafe_archive_of_a_microservice_is_refused(content: bytes) -> None:
    """A microservice goes on running with what it had."""
    world = World()
    application = scenarios.microservice(world)
    before = world.digest()

    assert send(world, application, content).status == 422
    assert differences(before, world.digest()) == []


@pytest.mark.parametrize(
    ("files", "reason"),
    [
        ({"image.tar": b"x"}, "needs cumulocity.json at its root"),
        ({"cumulocity.json": b"{}"}, "needs image.tar at its root"),
        ({"app/cumulocity.json": b"{}", "app/image.tar": b"x"}, "needs cumulocity.json and image.tar at its root"),
        ({"cumulocity.json": b"{", "image.tar": b"x"}, "cumulocity.json is no JSON"),
        ({"cumulocity.json": b"[]", "image.tar": b"x"}, "cumulocity.json holds no JSON object"),
        ({"cumulocity.json": b"\xff", "image.tar": b"x"}, "cumulocity.json is no JSON"),
    ],
)
def test_archive_that_holds_no_microservice_is_refused(files: dict[str, bytes], reason: str) -> None:
    """A microservice needs a manifest and an image, at the root."""
    world = World()
    application = world.post(PATH, scenarios.MICROSERVICE)
    before = world.digest()

    response = send(world, application, made.archive(files))

    assert (response.status, reason in response.json()["message"]) == (422, True)
    assert differences(before, world.digest()) == []


@pytest.mark.parametrize(
    ("manifest", "reason"),
    [
        ({"requiredRoles": "ROLE_INVENTORY_READ"}, "'requiredRoles' must be a list of role names"),
        ({"requiredRoles": [1]}, "'requiredRoles' must be a list of role names"),
        ({"roles": [""]}, "'roles' must be a list of role names"),
        ({"isolation": "SOMETIMES"}, "'isolation' must be one of"),
        ({"scale": 2}, "'scale' must be one of"),
        ({"billingMode": None}, "'billingMode' must be one of"),
        ({"version": "1.0"}, "must be a semantic version"),
        ({"version": "1.0.0+7"}, "must be a semantic version"),
        ({"contextPath": ""}, "'contextPath' of the manifest must be a non-empty string"),
        ({"contextPath": "a/../b"}, "'contextPath' may hold"),
        ({"settings": {"key": "a"}}, "'settings' of the manifest must be a list"),
        ({"settings": [{"defaultValue": "a"}]}, "'settings' of the manifest must be a list"),
    ],
)
def test_manifest_that_makes_no_sense_is_refused(manifest: dict[str, object], reason: str) -> None:
    """What a manifest says is checked before anything of it counts."""
    world = World()
    application = world.post(PATH, scenarios.MICROSERVICE)
    before = world.digest()

    response = send(world, application, made.microservice(**manifest))

    assert (response.status, reason in response.json()["message"]) == (422, True), response.body
    assert differences(before, world.digest()) == []


def test_manifest_that_nests_too_deep_is_refused() -> None:
    """A manifest that no answer could be written with is not kept."""
    world = World()
    application = world.post(PATH, scenarios.MICROSERVICE)
    deep = b'{"a":' * 255 + b"1" + b"}" * 255
    before = world.digest()

    assert send(world, application, made.archive({"cumulocity.json": deep, "image.tar": b"x"})).status == 422
    assert differences(before, world.digest()) == []


@pytest.mark.parametrize("name", ['a"; filename="b.zip', "a\r\nset-cookie: x=1", "ä/../b.zip", "x" * 5000, "%0d%0a"])
def test_no_file_name_escapes_its_header(name: str) -> None:
    """Whatever an archive is called, its name stays inside the one header it is handed out with."""
    world = World()
    application = scenarios.hosted(world)
    body, headers = made.version_form(made.web_app(), {"version": "1.0"})
    assert world.call("POST", f"{PATH}/{application}/versions", body=body, headers=headers).status == 201
    found = send(world, application, made.web_app(), name)
    assert found.status == 201

    response = world.call("GET", f"{PATH}/{application}/binaries/{found.json()['id']}")

    assert "set-cookie" not in response.headers
    assert re.fullmatch(
        r"attachment; filename=\"[^\"\r\n]*\"(; filename\*=[!-~]*)?", response.headers["content-disposition"]
    )


def test_form_without_an_archive_is_refused() -> None:
    """A form that lacks its file is told what it lacks."""
    world = World()
    application = scenarios.hosted(world)
    body, headers = made.version_form(made.web_app(), {"version": "1.0"})

    response = world.call("POST", f"{PATH}/{application}/binaries", body=body, headers=headers)

    assert (response.status, response.json()["error"]) == (400, "applications/Bad Request")
    assert "lacks file; found: applicationBinary, fileName, applicationVersion" in response.json()["message"]


def test_body_that_is_no_form_is_refused() -> None:
    """An archive as the whole body is not understood."""
    world = World()
    application = scenarios.hosted(world)
    path = f"{PATH}/{application}/binaries"

    assert world.call("POST", path, body=made.web_app(), headers={"content-type": "application/zip"}).status == 415
