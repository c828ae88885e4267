# Made from tests/sdk/_async/test_interactive.py by sdk/scripts/unasync.py; change that.
"""Clients for notebooks and shells: arguments, then the environment, then questions."""

from __future__ import annotations

import os

import pyotp
import pytest

from c8y_client import BearerAuth, MissingTfaError, RefreshingAuth, UnauthorizedError
from c8y_client.sync.client import CumulocityClient
from c8y_client.sync.interactive import get_client
from mockc8y.control.mock_tenant import MockTenant
from tests.sdk.person import Person, leave

ME = "/user/currentUser"
TOTP = "/user/currentUser/totpSecret"


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [each for each in os.environ if each.startswith("C8Y_")]:
        monkeypatch.delenv(name)


@pytest.fixture
def person(monkeypatch: pytest.MonkeyPatch) -> Person:
    """Give somebody to ask."""
    return Person(monkeypatch)


@pytest.fixture
def settled(c8y_mock: MockTenant, monkeypatch: pytest.MonkeyPatch) -> MockTenant:
    """Give a tenant that the environment leads to, all but the password, with nobody to ask."""
    leave(monkeypatch)
    monkeypatch.setenv("C8Y_BASEURL", c8y_mock.base_url)
    monkeypatch.setenv("C8Y_TENANT", c8y_mock.tenant_id)
    monkeypatch.setenv("C8Y_USER", c8y_mock.username)
    return c8y_mock


def token_of(mock: MockTenant, name: str) -> str:
    """Log a user in, whose password is the name."""
    auth, _ = CumulocityClient.authenticate(mock.base_url, mock.tenant_id, name, name)
    return auth.build_auth_header().removeprefix("Bearer ")


def second_factor(mock: MockTenant) -> pyotp.TOTP:
    """Let the administrator need a code from now on."""
    auth, _ = CumulocityClient.authenticate(mock.base_url, mock.tenant_id, mock.username, mock.password)
    with CumulocityClient(mock.base_url, mock.tenant_id, auth) as c8y:
        secret = (c8y.post(TOTP))["rawSecret"]
        c8y.post(f"{TOTP}/activity", json={"isActive": True})
    return pyotp.TOTP(secret)


def code_of(mock: MockTenant, factor: pyotp.TOTP) -> str:
    """Read the code that the administrator's device shows now."""
    return factor.at(mock.platform.clock.now() // 1000)


def test_arguments_are_enough(c8y_mock: MockTenant, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody is asked when all is given."""
    leave(monkeypatch)

    client = get_client(c8y_mock.base_url, c8y_mock.tenant_id, c8y_mock.username, c8y_mock.password)
    with client as c8y:
        me = c8y.get(ME)

    assert me["userName"] == c8y_mock.username
    assert isinstance(c8y.auth, RefreshingAuth)


def test_environment_is_enough(settled: MockTenant, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is not given comes from the environment."""
    monkeypatch.setenv("C8Y_PASSWORD", settled.password)

    with get_client() as c8y:
        me = c8y.get(ME)

    assert me["userName"] == settled.username


def test_person_is_asked_for_the_rest(c8y_mock: MockTenant, person: Person) -> None:
    """What is nowhere to be found is asked for."""
    person.answers = [c8y_mock.base_url, c8y_mock.tenant_id, c8y_mock.username, c8y_mock.password]

    with get_client() as c8y:
        me = c8y.get(ME)

    assert me["userName"] == c8y_mock.username
    assert person.questions == [
        "Cumulocity address: ",
        "Tenant ID: ",
        "User: ",
        f"Password of admin in {c8y.tenant_id}: ",
    ]


def test_missing_part_is_named_when_nobody_is_there(settled: MockTenant, monkeypatch: pytest.MonkeyPatch) -> None:
    """The error names the variable to set."""
    with pytest.raises(ValueError, match="C8Y_PASSWORD is missing; of C8Y_\\* there are: C8Y_BASEURL, C8Y_TENANT"):
        get_client()
    monkeypatch.delenv("C8Y_TENANT")
    with pytest.raises(ValueError, match="C8Y_TENANT is missing"):
        get_client(settled.base_url)


def test_wrong_password_of_the_environment_is_raised(settled: MockTenant, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody is asked, and the login is tried once."""
    monkeypatch.setenv("C8Y_PASSWORD", "wrong")

    with pytest.raises(UnauthorizedError) as raised:
        get_client(settled.base_url)

    assert "wrong" not in str(raised.value)


def test_person_has_three_attempts(settled: MockTenant, person: Person) -> None:
    """A wrong password is asked for again, but not for ever."""
    person.answers = ["wrong", settled.password]
    with get_client() as c8y:
        assert (c8y.get(ME))["userName"] == settled.username

    person.answers = ["wrong", "wrong too", "wrong again", settled.password]
    with pytest.raises(UnauthorizedError):
        get_client()

    assert person.answers == [settled.password]


def test_code_is_asked_for(settled: MockTenant, person: Person) -> None:
    """A tenant that wants a second factor gets it; a wrong code can be corrected."""
    factor = second_factor(settled)
    person.answers = [settled.password, "000000", code_of(settled, factor)]

    with get_client() as c8y:
        assert (c8y.get(ME))["userName"] == settled.username

    assert [question.partition(" of ")[0] for question in person.questions] == [
        "Password",
        "Second-factor code: ",
        "Second-factor code: ",
    ]


def test_missing_code_is_raised_when_nobody_is_there(settled: MockTenant) -> None:
    """A script learns that the tenant wants a code."""
    second_factor(settled)

    with pytest.raises(MissingTfaError):
        get_client(password=settled.password)


def test_same_user_gets_the_same_client(settled: MockTenant) -> None:
    """Address, tenant, user and bound make the difference; a client that was closed is made anew."""
    first = get_client(password=settled.password)
    assert get_client() is first
    other = get_client(password=settled.password, max_concurrent=2)
    first.close()
    again = get_client(password=settled.password)
    again.close()
    other.close()

    assert len({id(first), id(other), id(again)}) == 3


def test_token_of_the_environment_serves(c8y_mock: MockTenant, monkeypatch: pytest.MonkeyPatch) -> None:
    """A token tells tenant and user, and logs in."""
    leave(monkeypatch)
    monkeypatch.setenv("C8Y_TOKEN", token_of(c8y_mock, c8y_mock.username))

    with get_client(c8y_mock.base_url) as c8y:
        me = c8y.get(ME)

    assert isinstance(c8y.auth, BearerAuth)
    assert (me["userName"], c8y.tenant_id) == (c8y_mock.username, c8y_mock.tenant_id)


def test_given_user_wins_over_the_token(settled: MockTenant, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody works as another user than the one that was asked for."""
    settled.add_user("ana", groups=["admins"])
    monkeypatch.setenv("C8Y_TOKEN", token_of(settled, settled.username))

    with get_client(username="ana", password="ana") as c8y:
        assert (c8y.get(ME))["userName"] == "ana"
    with pytest.raises(ValueError, match="C8Y_PASSWORD is missing"):
        get_client(username="ana")


def test_bound_is_kept(settled: MockTenant) -> None:
    """`max_concurrent` is a semaphore of the client."""
    with get_client(password=settled.password, max_concurrent=1) as c8y:
        assert (c8y.get(ME))["userName"] == settled.username

    assert type(c8y.transport._gate).__name__ == "Semaphore"
