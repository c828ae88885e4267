"""Tenant options over HTTP."""

from __future__ import annotations

import pytest

from mockc8y.domain import users
from mockc8y.domain.default_groups import ADMINS
from mockc8y.domain.platform import Platform
from mockc8y.domain.tenant import Tenant
from tests.api.conftest import Call

PATH = "/tenant/options"
ITEM = "application/vnd.com.nsn.cumulocity.option+json;charset=UTF-8;ver=0.9"
COLLECTION = "application/vnd.com.nsn.cumulocity.optioncollection+json;charset=UTF-8;ver=0.9"
SIZE = {"category": "configuration", "key": "page.size", "value": "50"}
SECRET = {"category": "acme", "key": "credentials.mail", "value": "s3cret"}
MANAGEMENT = "management/root:root"


@pytest.fixture(autouse=True)
def _root(platform: Platform) -> None:
    """The management tenant has an administrator."""
    users.add(platform.tenants[0], "root", "root", groups=[ADMINS])


def test_option_is_created(call: Call) -> None:
    """A POST answers 200 with the option."""
    response = call("POST", PATH, json=SIZE, accept=ITEM)

    assert (response.status, response.headers["content-type"]) == (200, ITEM)
    assert response.json() == SIZE | {"self": f"http://mock.test{PATH}/configuration/page.size"}


def test_post_overwrites(call: Call) -> None:
    """A POST of an option that is there changes its value."""
    call("POST", PATH, json=SIZE)

    response = call("POST", PATH, json=SIZE | {"value": "70"})

    assert (response.status, response.json()["value"]) == (200, "70")
    assert call("GET", f"{PATH}/configuration/page.size").json()["value"] == "70"


def test_write_without_accept_has_no_body(call: Call) -> None:
    """Without `Accept` only the status is sent."""
    answers = [
        call("POST", PATH, json=SIZE, accept=None),
        call("PUT", f"{PATH}/configuration/page.size", json={"value": "60"}, accept=None),
        call("PUT", f"{PATH}/configuration", json={"page.size": "70"}, accept=None),
    ]

    assert [(answer.status, answer.body) for answer in answers] == [(200, b"")] * 3


def test_options_are_listed_by_category_and_key(call: Call) -> None:
    """The list is paged and in order, whatever order they were made in."""
    for category, key in (("b", "2"), ("a", "9"), ("b", "1")):
        call("POST", PATH, json={"category": category, "key": key, "value": "x"})

    response = call("GET", f"{PATH}?pageSize=2&withTotalPages=true", accept=COLLECTION)

    body = response.json()
    assert response.headers["content-type"] == COLLECTION
    assert [(option["category"], option["key"]) for option in body["options"]] == [("a", "9"), ("b", "1")]
    assert body["statistics"] == {"currentPage": 1, "pageSize": 2, "totalPages": 2}
    assert "next" in body


def test_category_is_a_flat_object(call: Call) -> None:
    """Keys map to values; there is no paging block."""
    for number in range(7):
        call("POST", PATH, json={"category": "acme", "key": f"k{number}", "value": str(number)})

    assert call("GET", f"{PATH}/acme").json() == {f"k{number}": str(number) for number in range(7)}


def test_unknown_category_is_empty(call: Call) -> None:
    """A category is no more than its options."""
    response = call("GET", f"{PATH}/acme")

    assert (response.status, response.json()) == (200, {})


def test_category_is_written_in_one_go(call: Call) -> None:
    """A PUT of a category makes and changes the options it names; others stay."""
    call("PUT", f"{PATH}/acme", json={"a": "1", "b": "2"})

    response = call("PUT", f"{PATH}/acme", json={"b": "3", "c": "4"})

    assert (response.status, response.json()) == (200, {"a": "1", "b": "3", "c": "4"})


def test_category_is_written_as_a_whole_or_not_at_all(call: Call) -> None:
    """One bad value spoils the request, and nothing of it is stored."""
    response = call("PUT", f"{PATH}/acme", json={"a": "1", "b": None})

    assert response.status == 422
    assert call("GET", f"{PATH}/acme").json() == {}


def test_option_is_changed(call: Call) -> None:
    """A PUT answers 200 with the option as it is then."""
    call("POST", PATH, json=SIZE)

    response = call("PUT", f"{PATH}/configuration/page.size", json={"value": "70"})

    assert (response.status, response.json()["value"]) == (200, "70")


def test_option_is_deleted(call: Call) -> None:
    """A DELETE answers 204, once."""
    call("POST", PATH, json=SIZE)

    assert call("DELETE", f"{PATH}/configuration/page.size").status == 204
    assert call("DELETE", f"{PATH}/configuration/page.size").status == 404


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
def test_unknown_option_answers_404(call: Call, method: str) -> None:
    """A PUT makes no option that was not there."""
    response = call(method, f"{PATH}/acme/x", json={"value": "1"} if method == "PUT" else None)

    assert (response.status, response.json()["error"]) == (404, "options/Not Found")


@pytest.mark.parametrize("evaluate", ["current", "inherited"])
def test_evaluate_is_tolerated(call: Call, evaluate: str) -> None:
    """The web interface asks for inherited options, too; there are none, so it gets the tenant's own."""
    call("POST", PATH, json=SIZE)

    assert call("GET", f"{PATH}/configuration/page.size?evaluate={evaluate}").json()["value"] == "50"


@pytest.mark.parametrize(("value", "kept"), [({"a": [1]}, '{"a":[1]}'), (5, "5"), (True, "true"), ("5", "5")])
def test_values_are_kept_as_text(call: Call, value: object, kept: str) -> None:
    """What is no string is written as JSON."""
    assert call("POST", PATH, json=SIZE | {"value": value}).json()["value"] == kept


@pytest.mark.parametrize("character", ' $&+,/:;=?@"<>#%{}|\\^~[]`\t')
def test_category_with_a_forbidden_character_is_refused(call: Call, character: str) -> None:
    """The characters of the specification's list are refused, wherever they stand."""
    response = call("POST", PATH, json=SIZE | {"category": f"a{character}b"})

    assert (response.status, response.json()["error"]) == (422, "options/Invalid Data")


@pytest.mark.parametrize(
    "change",
    [
        {"category": None},
        {"key": None},
        {"category": ""},
        {"key": 7},
        {"value": None},
        {"category": "c" * 257},
        {"key": "k" * 257},
    ],
)
def test_bad_option_is_refused(call: Call, change: dict[str, object]) -> None:
    """Nothing is stored of an option without a proper name or value."""
    assert call("POST", PATH, json=SIZE | change).status == 422
    assert call("GET", PATH).json()["options"] == []


def test_longest_names_are_taken(call: Call) -> None:
    """Category and key may have 256 characters."""
    name = "n" * 256

    assert call("POST", PATH, json={"category": name, "key": name, "value": ""}).status == 200
    assert call("GET", f"{PATH}/{name}/{name}").json()["value"] == ""


def test_key_with_a_slash_is_reached(call: Call) -> None:
    """The address of an option encodes what a path cannot hold."""
    made = call("POST", PATH, json=SIZE | {"key": "a/b c"}).json()

    assert made["self"].endswith("/configuration/a%2Fb%20c")
    assert call("GET", made["self"].removeprefix("http://mock.test")).json() == made


def test_secret_is_shown_to_nobody(call: Call) -> None:
    """Keys with the prefix `credentials.` hide their values in every answer."""
    answers = [
        call("POST", PATH, json=SECRET).json()["value"],
        call("GET", f"{PATH}/acme/credentials.mail").json()["value"],
        call("GET", f"{PATH}/acme").json()["credentials.mail"],
        call("GET", PATH).json()["options"][0]["value"],
        call("PUT", f"{PATH}/acme/credentials.mail", json={"value": "s3cret"}).json()["value"],
    ]

    assert set(answers) == {"<<Encrypted>>"}
    assert b"s3cret" not in call("GET", "/audit/auditRecords?type=Option").body


def test_locked_option_cannot_be_changed(call: Call) -> None:
    """What the management tenant made uneditable is refused with 403, in each way of writing."""
    call("POST", PATH, json=SIZE)
    lock = f"{PATH}/configuration/page.size/editable?targetTenant=t07007007"
    assert call("PUT", lock, json={"editable": False}, login=MANAGEMENT).status == 200

    refused = [
        call("POST", PATH, json=SIZE | {"value": "70"}),
        call("PUT", f"{PATH}/configuration/page.size", json={"value": "70"}),
        call("PUT", f"{PATH}/configuration", json={"other": "1", "page.size": "70"}),
        call("DELETE", f"{PATH}/configuration/page.size"),
    ]

    assert [answer.status for answer in refused] == [403] * 4
    assert call("GET", f"{PATH}/configuration").json() == {"page.size": "50"}


def test_unlocked_option_can_be_changed_again(call: Call) -> None:
    """The management tenant gives it back the same way."""
    call("POST", PATH, json=SIZE)
    lock = f"{PATH}/configuration/page.size/editable?targetTenant=t07007007"
    call("PUT", lock, json={"editable": False}, login=MANAGEMENT)

    call("PUT", lock, json={"editable": True}, login=MANAGEMENT)

    assert call("DELETE", f"{PATH}/configuration/page.size").status == 204


def test_only_the_management_tenant_locks(call: Call) -> None:
    """A tenant does not decide what it may change."""
    call("POST", PATH, json=SIZE)

    assert call("PUT", f"{PATH}/configuration/page.size/editable", json={"editable": False}).status == 403


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("configuration/page.size/editable?targetTenant=t0", {"editable": False}, 404),
        ("configuration/x/editable?targetTenant=t07007007", {"editable": False}, 404),
        ("configuration/page.size/editable", {"editable": False}, 404),
        ("configuration/page.size/editable?targetTenant=t07007007", {"editable": "no"}, 422),
        ("configuration/page.size/editable?targetTenant=t07007007", {}, 422),
    ],
)
def test_bad_lock_is_refused(call: Call, path: str, body: object, status: int) -> None:
    """An unknown tenant or option is not found; without `targetTenant` the caller's own tenant is meant."""
    call("POST", PATH, json=SIZE)

    assert call("PUT", f"{PATH}/{path}", json=body, login=MANAGEMENT).status == status
    assert call("DELETE", f"{PATH}/configuration/page.size").status == 204


def test_tenants_do_not_share_options(call: Call, tenant: Tenant) -> None:
    """Nothing is inherited from the management tenant."""
    call("POST", PATH, json=SIZE, login=MANAGEMENT)

    assert call("GET", PATH).json()["options"] == []
    assert len(tenant.options) == 0


def test_password_options_have_an_address_of_their_own(call: Call) -> None:
    """`@c8y/client` sends options of the category `password` there; it reads, writes and deletes the same options."""
    path = "/tenant/security-options/password/limit.validity"

    assert call("GET", path).status == 404
    assert (
        call("PUT", path, json={"category": "password", "key": "limit.validity", "value": "90"}).json()["value"] == "90"
    )
    assert call("GET", path).json()["value"] == call("GET", f"{PATH}/password/limit.validity").json()["value"] == "90"
    assert call("DELETE", path).status == 204
    assert call("GET", path).status == 404


def test_writes_are_audited(call: Call) -> None:
    """Each kind of write leaves a record that names the option."""
    call("POST", PATH, json=SIZE)
    call("POST", PATH, json=SIZE | {"value": "70"})
    call("DELETE", f"{PATH}/configuration/page.size")

    records = call("GET", "/audit/auditRecords?type=Option").json()["auditRecords"]

    assert {record["activity"] for record in records} == {"Option created", "Option updated", "Option deleted"}
    assert all("configuration/page.size" in record["text"] for record in records)
