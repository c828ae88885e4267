"""Owner, delegation and second factor of a user over HTTP."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mockc8y.domain import users
from mockc8y.domain.roles import roles
from mockc8y.domain.tenant import Tenant
from mockc8y.domain.totp import Totp
from tests.api.conftest import Call

PATH = "/user/t07007007/users"


@pytest.fixture(autouse=True)
def _people(tenant: Tenant) -> None:
    users.add(tenant, "ana", "ana", roles("USER_MANAGEMENT_CREATE"))
    users.add(tenant, "ben", "ben")


def test_owner_is_set_and_removed(call: Call) -> None:
    """A PUT answers with the user; after a DELETE it has no owner."""
    put = call("PUT", f"{PATH}/ben/owner", json={"owner": "ana"})
    owned = call("GET", f"{PATH}/ben").json()
    removed = call("DELETE", f"{PATH}/ben/owner")

    assert (put.status, put.json()) == (200, owned)
    assert owned["owner"] == "ana"
    assert removed.status == 204
    assert "owner" not in call("GET", f"{PATH}/ben").json()


def test_delegation_is_set_and_removed(call: Call) -> None:
    """A PUT answers with the user; after a DELETE there is no delegation."""
    put = call("PUT", f"{PATH}/ben/delegatedby", json={"delegatedBy": "ana"})
    removed = call("DELETE", f"{PATH}/ben/delegatedby")

    assert (put.status, put.json()["delegatedBy"]) == (200, "ana")
    assert removed.status == 204
    assert "delegatedBy" not in call("GET", f"{PATH}/ben").json()


@pytest.mark.parametrize(("detail", "key"), [("owner", "owner"), ("delegatedby", "delegatedBy")])
def test_body_must_name_a_user(call: Call, detail: str, key: str) -> None:
    """What is missing or is no user is refused."""
    missing = call("PUT", f"{PATH}/ben/{detail}", json={})
    unknown = call("PUT", f"{PATH}/ben/{detail}", json={key: "nina"})

    assert (missing.status, missing.json()["message"]) == (
        422,
        f"Following mandatory fields should be included: {key}",
    )
    assert (unknown.status, unknown.json()["error"]) == (422, "users/Invalid Data")


@pytest.mark.parametrize("detail", ["owner", "delegatedby", "tfa", "totpSecret/revoke"])
def test_details_of_an_unknown_user_are_not_found(call: Call, detail: str) -> None:
    """There is nothing to set, to remove or to read."""
    methods = {"tfa": ["GET"], "totpSecret/revoke": ["DELETE"]}.get(detail, ["PUT", "DELETE"])

    for method in methods:
        body = {"owner": "ana", "delegatedBy": "ana"} if method == "PUT" else None
        assert call(method, f"{PATH}/nina/{detail}", json=body).status == 404


def test_every_user_has_settings_of_a_second_factor(call: Call) -> None:
    """By default it is neither used nor demanded."""
    response = call("GET", f"{PATH}/ben/tfa")

    assert (response.status, response.headers["content-type"]) == (200, "application/json")
    assert response.json() == {"tfaEnabled": False, "tfaEnforced": False, "strategy": "TOTP"}


def test_users_see_their_own_second_factor(call: Call) -> None:
    """It needs no role, but for that of others it does."""
    assert call("GET", f"{PATH}/ben/tfa", login="t07007007/ben:ben").status == 200
    assert call("GET", f"{PATH}/ana/tfa", login="t07007007/ben:ben").status == 403
    assert call("GET", f"{PATH}/ana/tfa", login="t07007007/ana:ana").status == 200
    assert call("GET", f"{PATH}/ben/tfa", login="t07007007/ana:ana").status == 403


def test_second_factor_is_revoked(call: Call, tenant: Tenant) -> None:
    """After that the user has none."""
    ben = tenant.users.get("ben")
    assert ben is not None
    tenant.users.put("ben", replace(ben, totp=Totp("A" * 16, is_active=True)))
    before = call("GET", f"{PATH}/ben/tfa").json()["tfaEnabled"]

    response = call("DELETE", f"{PATH}/ben/totpSecret/revoke")

    assert (response.status, response.body) == (204, b"")
    assert (before, call("GET", f"{PATH}/ben/tfa").json()["tfaEnabled"]) == (True, False)
    assert call("GET", f"{PATH}/ben").json()["twoFactorAuthenticationEnabled"] is False


def test_second_factor_that_is_not_there_can_be_revoked(call: Call) -> None:
    """The user has none afterwards either."""
    assert call("DELETE", f"{PATH}/ben/totpSecret/revoke").status == 204


def test_owner_and_delegation_are_audited(call: Call) -> None:
    """The record tells what they were and are."""
    call("PUT", f"{PATH}/ben/owner", json={"owner": "ana"})
    call("PUT", f"{PATH}/ben/delegatedby", json={"delegatedBy": "ana"})

    records = call("GET", "/audit/auditRecords?type=User").json()["auditRecords"]

    assert [record["text"] for record in records] == ["User updated: 'ben', delegatedBy", "User updated: 'ben', owner"]
    assert records[1]["changes"] == [
        {"attribute": "owner", "type": "java.lang.String", "previousValue": None, "newValue": "ana"}
    ]
