"""System options over HTTP."""

from __future__ import annotations

import pytest

from mockc8y.api.settings import Settings
from mockc8y.domain import system_options, users
from mockc8y.domain.tenant import Tenant
from tests.api.conftest import Call

PATH = "/tenant/system/options"
ITEM = "application/vnd.com.nsn.cumulocity.option+json;charset=UTF-8;ver=0.9"
COLLECTION = "application/vnd.com.nsn.cumulocity.optioncollection+json;charset=UTF-8;ver=0.9"
NOBODY = "t07007007/nobody:nobody"
SECURED = sorted(f"{category}/{key}" for category, key in system_options.SECURED)


@pytest.fixture(autouse=True)
def _nobody(tenant: Tenant) -> None:
    """There is a user without any role."""
    users.add(tenant, "nobody", "nobody")


@pytest.fixture
def app_settings() -> Settings:
    """A server that takes small files only."""
    return Settings(file_limit=4711)


def test_all_options_come_at_once(call: Call) -> None:
    """The list has no paging block."""
    response = call("GET", PATH, accept=COLLECTION)

    body = response.json()
    assert response.headers["content-type"] == COLLECTION
    assert list(body) == ["options"]
    assert len(body["options"]) == 33


def test_list_hides_what_is_secured(call: Call) -> None:
    """Users without the role see that there is a value, and no more."""
    options = call("GET", PATH, login=NOBODY).json()["options"]

    hidden = sorted(f"{option['category']}/{option['key']}" for option in options if option["value"] == "<<Encrypted>>")
    assert hidden == SECURED


def test_list_shows_everything_to_those_who_manage_options(call: Call) -> None:
    """The role opens the values."""
    options = call("GET", PATH).json()["options"]

    assert "<<Encrypted>>" not in {option["value"] for option in options}


@pytest.mark.parametrize("name", ["system/version", "support-user/enabled", "files/max.size"])
def test_everybody_reads_an_open_option(call: Call, name: str) -> None:
    """The web interface asks for some of them as whoever is signed in."""
    response = call("GET", f"{PATH}/{name}", login=NOBODY, accept=ITEM)

    assert (response.status, response.headers["content-type"]) == (200, ITEM)
    assert f"{response.json()['category']}/{response.json()['key']}" == name


@pytest.mark.parametrize("name", SECURED)
def test_secured_option_needs_the_role(call: Call, name: str) -> None:
    """One by one, secured options are refused rather than hidden."""
    assert call("GET", f"{PATH}/{name}", login=NOBODY).status == 403
    assert call("GET", f"{PATH}/{name}").json()["value"].isdigit()


@pytest.mark.parametrize("login", [NOBODY, "t07007007/admin:admin"])
def test_unknown_option_answers_404(call: Call, login: str) -> None:
    """What does not exist is not found, with and without the role."""
    response = call("GET", f"{PATH}/system/colour", login=login)

    assert (response.status, response.json()["error"]) == (404, "options/Not Found")


def test_largest_file_is_that_of_the_server(call: Call) -> None:
    """Clients that trust the option are not refused for a file within it."""
    assert call("GET", f"{PATH}/files/max.size").json()["value"] == "4711"
