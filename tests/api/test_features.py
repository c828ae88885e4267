"""Feature toggles over HTTP."""

from __future__ import annotations

import pytest

from mockc8y.api.settings import Settings
from mockc8y.domain import features, users
from mockc8y.domain.default_groups import ADMINS
from mockc8y.domain.platform import Platform
from mockc8y.domain.tenant import Tenant
from tests.api.conftest import Call

PATH = "/features"
PREVIEW = f"{PATH}/measurement-charts-preview"
UNRELEASED = f"{PATH}/tenant-insights-preview"
MANAGEMENT = "management/root:root"


@pytest.fixture
def app_settings() -> Settings:
    """A server that knows its query parameters; the web interface must get along with it."""
    return Settings(strict=True)


@pytest.fixture(autouse=True)
def _people(platform: Platform, tenant: Tenant) -> None:
    """The management tenant has an administrator, the other one a user without any role."""
    users.add(platform.tenants[0], "root", "root", groups=[ADMINS])
    users.add(tenant, "nobody", "nobody")


def test_features_are_a_plain_array(call: Call) -> None:
    """Everybody gets all of them at once, whatever page is asked for."""
    response = call("GET", f"{PATH}?pageSize=1000", login="t07007007/nobody:nobody")

    found = response.json()
    assert [feature["key"] for feature in found] == [feature.key for feature in features.select()]
    assert {feature["strategy"] for feature in found} == {"DEFAULT"}


def test_there_is_a_feature_of_each_public_phase() -> None:
    """Clients meet what is there for all, what may be tried and what is kept back."""
    phases = [feature.phase for feature in features.select()]

    assert phases.count("GENERALLY_AVAILABLE") >= 2
    assert {"PUBLIC_PREVIEW", "PRIVATE_PREVIEW"} <= set(phases)


def test_feature_is_read(call: Call) -> None:
    """One feature does not name the tenant."""
    assert call("GET", PREVIEW).json() == {
        "key": "measurement-charts-preview",
        "phase": "PUBLIC_PREVIEW",
        "active": False,
        "strategy": "DEFAULT",
    }


def test_tenant_switches_a_feature(call: Call) -> None:
    """PUT and DELETE answer 200 without a body; the feature shows whose decision counts."""
    switched = call("PUT", f"{PREVIEW}/by-tenant", json={"active": True})
    during = call("GET", PREVIEW).json()
    reset = call("DELETE", f"{PREVIEW}/by-tenant")
    after = call("GET", PREVIEW).json()

    assert [(answer.status, answer.body) for answer in (switched, reset)] == [(200, b"")] * 2
    assert (during["active"], during["strategy"]) == (True, "TENANT")
    assert (after["active"], after["strategy"]) == (False, "DEFAULT")


def test_one_tenant_does_not_switch_for_another(call: Call) -> None:
    """The management tenant keeps the default."""
    call("PUT", f"{PREVIEW}/by-tenant", json={"active": True})

    assert call("GET", PREVIEW, login=MANAGEMENT).json()["active"] is False


@pytest.mark.parametrize("method", ["PUT", "DELETE"])
def test_unreleased_feature_is_not_for_tenants_to_switch(call: Call, method: str) -> None:
    """Only the management tenant decides on private previews."""
    body = {"active": True} if method == "PUT" else None

    assert call(method, f"{UNRELEASED}/by-tenant", json=body).status == 403
    assert call(method, f"{UNRELEASED}/by-tenant", json=body, login=MANAGEMENT).status == 200


def test_management_switches_for_a_tenant(call: Call) -> None:
    """It may decide on any phase, for any tenant, and list who has it differently."""
    path = f"{UNRELEASED}/by-tenant"
    call("PUT", f"{path}/t07007007", json={"active": True}, login=MANAGEMENT)
    overrides = call("GET", path, login=MANAGEMENT).json()
    seen = call("GET", UNRELEASED).json()
    call("DELETE", f"{path}/t07007007", login=MANAGEMENT)

    assert overrides == [{"tenantId": "t07007007", "active": True}]
    assert (seen["active"], seen["strategy"]) == (True, "TENANT")
    assert call("GET", path, login=MANAGEMENT).json() == []


@pytest.mark.parametrize(("method", "path"), [("GET", ""), ("PUT", "/t07007007"), ("DELETE", "/t07007007")])
def test_other_tenants_are_for_management_only(call: Call, method: str, path: str) -> None:
    """Administrators of other tenants get 403, also for their own."""
    body = {"active": True} if method == "PUT" else None

    assert call(method, f"{PREVIEW}/by-tenant{path}", json=body).status == 403


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", ""),
        ("GET", "/by-tenant"),
        ("PUT", "/by-tenant"),
        ("DELETE", "/by-tenant"),
        ("PUT", "/by-tenant/t07007007"),
        ("DELETE", "/by-tenant/t07007007"),
    ],
)
def test_unknown_feature_answers_404(call: Call, method: str, path: str) -> None:
    """The error is that of the inventory, as the specification prints it."""
    body = {"active": True} if method == "PUT" else None
    response = call(method, f"{PATH}/no-such-thing{path}", json=body, login=MANAGEMENT)

    assert (response.status, response.json()["error"]) == (404, "inventory/Not Found")


def test_unknown_tenant_answers_404(call: Call) -> None:
    """Nothing is switched for who does not exist."""
    assert call("PUT", f"{PREVIEW}/by-tenant/t0", json={"active": True}, login=MANAGEMENT).status == 404


@pytest.mark.parametrize("body", [{}, {"active": None}, {"active": "true"}, {"active": 1}])
def test_bad_value_is_refused(call: Call, body: object) -> None:
    """A feature is on or off."""
    assert call("PUT", f"{PREVIEW}/by-tenant", json=body).status == 422
    assert call("GET", PREVIEW).json()["strategy"] == "DEFAULT"
