"""A tenant through @c8y/client: sign in and administer."""

from __future__ import annotations

import base64

import pytest

from mockc8y.control.mock_tenant import MockTenant
from tests.clients.node.archives import archive
from tests.clients.node.conftest import Node

pytestmark = pytest.mark.clients


@pytest.mark.parametrize("way", ["basic", "basicWithTenant", "token", "tokenWithoutTenant"])
def test_client_signs_in(node: Node, c8y_mock: MockTenant, way: str) -> None:
    """By password or by token; a tenant that is not named is asked for."""
    assert node("login", way) == {"tenant": c8y_mock.tenant_id, "user": "admin"}


def test_client_signs_in_by_cookie(node: Node, c8y_mock: MockTenant) -> None:
    """Outside of browsers the client takes the token out of the cookie."""
    assert node("login", "cookie") == {"tenant": c8y_mock.tenant_id, "user": "admin", "owner": "admin"}


def test_wrong_password_is_refused(node: Node) -> None:
    """The client hands on the platform's words."""
    refused = node("login", "wrongPassword")["refused"]

    assert (refused["status"], refused["data"]["error"]) == (401, "security/Unauthorized")
    assert node("login", "wrongPasswordForAToken")["refused"]["status"] == 401


def test_refusal_opens_no_dialog_in_a_browser(node: Node) -> None:
    """The client asks for a scheme that browsers do not know."""
    assert node("login", "withoutLogin") == {"status": 401, "scheme": 'XBasic realm="Cumulocity"'}


def test_current_tenant_is_read(node: Node, c8y_mock: MockTenant) -> None:
    """The client takes the tenant's id from its name."""
    assert node("administration", "currentTenant")["name"] == c8y_mock.tenant_id


def test_roles_of_the_current_user_are_found(node: Node) -> None:
    """The client looks into each group and throws where one lacks its roles."""
    assert node("administration", "currentUser") == {
        "user": "admin",
        "isUserManager": True,
        "isDevice": False,
        "isEffectiveUserManager": True,
    }


def test_user_is_managed(node: Node) -> None:
    """A user is created, changed, read, listed and deleted."""
    assert node("administration", "user") == {
        "id": "ana@acme.test",
        "changed": "Ana",
        "read": "Ana",
        "listed": ["admin", "ana@acme.test"],
        "totalPages": 1,
        "deleted": 204,
    }


def test_group_gets_a_member_and_a_role(node: Node) -> None:
    """The client sends nothing but the address of each."""
    assert node("administration", "group") == {
        "statuses": [201, 201],
        "roles": ["ROLE_ALARM_READ"],
        "holds": True,
        "holdsAfterwards": False,
    }


def test_inventory_role_is_assigned(node: Node) -> None:
    """An assignment names the object and the role."""
    found = node("administration", "inventoryRole")

    assert found["assigned"] == [[found["hall"], "Watchers"]]


def test_option_is_kept(node: Node) -> None:
    """An option is set, read, changed, listed and deleted."""
    found = node("administration", "option")

    assert (found["read"], found["changed"]) == ("hello", "goodbye")
    assert "acme/greeting" in found["listed"]


def test_missing_option_is_not_found(node: Node) -> None:
    """The web applications read options that may be absent."""
    assert node("administration", "missingOption")["refused"]["status"] == 404


def test_version_of_the_platform_is_read(node: Node) -> None:
    """It is a system option of three numbers."""
    assert len(node("administration", "systemVersion").split(".")) == 3


def test_ways_to_sign_in_are_listed(node: Node) -> None:
    """Both the password and the token are offered."""
    assert {"BASIC", "OAUTH2_INTERNAL"} <= set(node("administration", "loginOptions"))


def test_application_is_managed(node: Node, c8y_mock: MockTenant) -> None:
    """Properties that the platform does not know are kept."""
    assert node("administration", "application") == {
        "kept": "green",
        "owner": c8y_mock.tenant_id,
        "sameByName": True,
        "ownedHere": True,
        "changed": "Sells",
        "available": True,
    }


def test_uploaded_application_is_served(node: Node) -> None:
    """Its files appear as soon as the version is active."""
    found = node("administration", "uploadedBinary", base64.b64encode(archive("<h1>Shop</h1>")).decode())

    assert found == {"status": 200, "page": "<h1>Shop</h1>", "manifest": "shop"}
