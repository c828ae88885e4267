"""What must not be read again: passwords, tokens and secrets of options, in answers, headers, records and logs."""

from __future__ import annotations

import logging

import pytest

from mockc8y.domain import tenants, users
from mockc8y.domain.roles import roles
from tests import archives
from tests.api.logins import ask_for_token, log_in
from tests.conformance.scenarios.applications import MICROSERVICE, PATH, bootstrap_login, microservice, upload
from tests.world import TENANT, World

SECRET = "Hush-4711"
OPTIONS = "/tenant/options"


@pytest.fixture
def world() -> World:
    """A tenant with a secret among its options."""
    made = World()
    made.call("POST", OPTIONS, json={"category": "mail", "key": "credentials.pw", "value": SECRET})
    return made


def test_secret_option_is_shown_to_no_reader(world: World) -> None:
    """Neither in lists, by its category or alone, nor in the answer to a write, nor in the audit log."""
    written = world.call("PUT", f"{OPTIONS}/mail/credentials.pw", json={"value": SECRET})
    several = world.call("PUT", f"{OPTIONS}/mail", json={"credentials.pw": SECRET, "size": "5"})
    paths = (OPTIONS, f"{OPTIONS}/mail", f"{OPTIONS}/mail/credentials.pw", "/audit/auditRecords?pageSize=100")

    answers = [written, several, *(world.call("GET", path) for path in paths)]

    assert all(answer.status == 200 for answer in answers)
    assert not any(SECRET in answer.body.decode() for answer in answers)
    assert SECRET not in str(list(world.tenant.options.values()))


def test_microservice_that_was_never_deployed_reads_no_options(world: World) -> None:
    """Its context path is only claimed so far: at deployment it is seen whether it takes what is somebody else's."""
    login = bootstrap_login(world, world.post(PATH, {**MICROSERVICE, "contextPath": "mail"}))

    assert world.call("GET", "/application/currentApplication/settings", login=login).json() == {}


def test_microservice_does_not_move_to_the_options_of_another(world: World) -> None:
    """Another context path is another category, which must be empty as at the first deployment."""
    application = world.post(PATH, MICROSERVICE)
    upload(world, application, archives.microservice(contextPath=None))

    moved = world.call("PUT", f"{PATH}/{application}", json={"contextPath": "mail"})

    assert moved.status == 409
    login = bootstrap_login(world, application)
    assert SECRET not in world.call("GET", "/application/currentApplication/settings", login=login).body.decode()


def test_user_of_another_name_reads_no_settings(world: World) -> None:
    """The settings of a microservice are for its users; no role opens them."""
    microservice(world)

    assert world.call("GET", "/application/currentApplication/settings").status == 403


@pytest.mark.parametrize("method", ["POST", "PUT"])
def test_password_of_a_user_is_not_told(world: World, method: str) -> None:
    """Nor its hash: not to its maker, not in lists, not in the audit log."""
    path = f"/user/{TENANT}/users"
    user = {"userName": "eve", "email": "eve@mock.test", "password": SECRET}
    made = world.call("POST", path, json=user)
    if method == "PUT":
        made = world.call("PUT", "/user/currentUser", json={"password": SECRET}, login=f"{TENANT}/admin:admin")
    login = f"{TENANT}/admin:{SECRET}" if method == "PUT" else f"{TENANT}/admin:admin"
    paths = (path, f"{path}/eve", "/audit/auditRecords?pageSize=100")

    answers = [made, *(world.call("GET", asked, login=login) for asked in paths)]

    assert [answer.status for answer in answers[1:]] == [200] * 3
    for answer in answers:
        assert SECRET not in answer.body.decode()
        assert "digest" not in answer.body.decode()


def test_password_of_a_tenants_administrator_is_not_told(world: World) -> None:
    """Not to the parent that set it, and not among the tenants or in the audit log."""
    tenants.allow_creating(world.tenant)
    below = {"company": "Sub", "domain": f"sub.{TENANT}.mockc8y.local", "adminEmail": "a@mock.test"}
    made = world.call("POST", "/tenant/tenants", json=below | {"adminPass": SECRET})
    path = f"/tenant/tenants/{made.json()['id']}"
    changed = world.call("PUT", path, json={"adminPass": SECRET})

    answers = [made, changed, *(world.call("GET", asked) for asked in (path, "/tenant/tenants", "/audit/auditRecords"))]

    assert not any(SECRET in answer.body.decode() for answer in answers)


def test_one_time_password_of_a_device_is_not_told(world: World) -> None:
    """Who may see requests could enrol for the device with it."""
    path = "/devicecontrol/newDeviceRequests"
    made = world.call("POST", path, json={"id": "pump-1", "enrollmentToken": SECRET})

    answers = [made, world.call("GET", path), world.call("GET", f"{path}/pump-1")]

    assert not any(SECRET in answer.body.decode() for answer in answers)


def test_explanation_of_a_refusal_holds_no_proof(world: World) -> None:
    """Whoever asks why a request was refused does not learn how it was signed in."""
    users.add(world.tenant, "eve", SECRET)
    session = log_in(world.call, "eve", SECRET)

    for headers, login in ((session.bearer, None), ({}, f"{TENANT}/eve:{SECRET}")):
        refused = world.call("GET", f"/user/{TENANT}/users", headers=headers, login=login)
        explained = world.call.send("GET", refused.headers["x-mockc8y-explain"], {"host": "mock.test"}, b"")
        told = f"{refused.headers} {explained.body.decode()}"

        assert refused.status == 403
        assert "eve" in told
        assert SECRET not in told
        assert session.token not in told


def test_logs_hold_no_passwords_or_tokens(world: World, caplog: pytest.LogCaptureFixture) -> None:
    """Neither of those who get in, nor of those who do not, nor when something breaks."""
    caplog.set_level(logging.DEBUG)
    users.add(world.tenant, "eve", SECRET, roles("INVENTORY_READ"))

    session = log_in(world.call, "eve", SECRET)
    ask_for_token(world.call, username="eve", password=f"{SECRET}!")
    world.call("GET", "/inventory/managedObjects", login=f"{TENANT}/eve:{SECRET}")
    del world.tenant.inventory
    broken = world.call.send("GET", "/inventory/managedObjects", {"host": "mock.test", **session.bearer}, b"")

    assert broken.status == 500
    assert "failed" in caplog.text
    assert SECRET not in caplog.text
    assert session.token not in caplog.text


@pytest.mark.parametrize(
    "path", ["/<script>alert(1)</script>", "/apps/<script>/x", "/service/<script>", "/inventory/<b>"]
)
def test_no_error_is_a_page(world: World, path: str) -> None:
    """What a link holds comes back as JSON, whatever a browser would rather have."""
    headers = {"host": "mock.test", "accept": "text/html", "authorization": "Basic dDA3MDA3MDA3L2FkbWluOmFkbWlu"}

    answer = world.call.send("GET", path, headers, b"")

    assert answer.status == 404
    assert "json" in answer.headers["content-type"]
