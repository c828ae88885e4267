"""External ids over HTTP."""

from __future__ import annotations

import pytest

from tests.api.conftest import Call

ITEM = "application/vnd.com.nsn.cumulocity.externalid+json;charset=UTF-8;ver=0.9"
COLLECTION = "application/vnd.com.nsn.cumulocity.externalidcollection+json;charset=UTF-8;ver=0.9"
SERIAL = {"type": "c8y_Serial", "externalId": "sn-7"}


@pytest.fixture
def pump(call: Call) -> str:
    """The id of a managed object."""
    made: str = call("POST", "/inventory/managedObjects", json={"name": "Pump"}).json()["id"]
    return made


def test_external_id_is_created(call: Call, pump: str) -> None:
    """A POST answers 201 with the external id, its address and the object it stands for."""
    response = call("POST", f"/identity/globalIds/{pump}/externalIds", json=SERIAL)

    address = "http://mock.test/identity/externalIds/c8y_Serial/sn-7"
    assert response.status == 201
    assert response.headers["location"] == address
    assert response.json() == {
        **SERIAL,
        "self": address,
        "managedObject": {"id": pump, "self": f"http://mock.test/inventory/managedObjects/{pump}"},
    }


def test_post_without_accept_has_no_body(call: Call, pump: str) -> None:
    """Without `Accept` only status and `Location` are sent."""
    response = call("POST", f"/identity/globalIds/{pump}/externalIds", json=SERIAL, accept=None)

    assert (response.status, response.body) == (201, b"")
    assert response.headers["location"].endswith("/identity/externalIds/c8y_Serial/sn-7")


def test_external_id_is_read(call: Call, pump: str) -> None:
    """A GET answers with the platform's media type, and with a body whether or not `Accept` is sent."""
    made = call("POST", f"/identity/globalIds/{pump}/externalIds", json=SERIAL).json()

    response = call("GET", "/identity/externalIds/c8y_Serial/sn-7", accept=None)

    assert (response.status, response.headers["content-type"]) == (200, ITEM)
    assert response.json() == made


def test_external_ids_of_an_object_are_listed_without_paging(call: Call, pump: str) -> None:
    """The list holds all external ids and no paging block, however many there are."""
    for number in range(7):
        call("POST", f"/identity/globalIds/{pump}/externalIds", json={**SERIAL, "externalId": f"sn-{number}"})

    response = call("GET", f"/identity/globalIds/{pump}/externalIds", accept=COLLECTION)

    assert (response.status, response.headers["content-type"]) == (200, COLLECTION)
    assert response.json().keys() == {"self", "externalIds"}
    assert response.json()["self"] == f"http://mock.test/identity/globalIds/{pump}/externalIds"
    assert [item["externalId"] for item in response.json()["externalIds"]] == [f"sn-{number}" for number in range(7)]


@pytest.mark.parametrize("object_id", ["4711", "pump-7"])
def test_unknown_object_has_an_empty_list(call: Call, object_id: str) -> None:
    """The external ids of an unknown object are none; that is no error."""
    response = call("GET", f"/identity/globalIds/{object_id}/externalIds")

    assert response.status == 200
    assert response.json()["externalIds"] == []


@pytest.mark.parametrize("text", ["a/b", "a b", "100%", "ü?x=1&y#z", "a+b", '"', "..", "%2F"])
def test_any_text_can_be_an_external_id(call: Call, pump: str, text: str) -> None:
    """Type and value are percent-encoded in the address, which leads back to them."""
    sent = {"type": text, "externalId": text}
    address = call("POST", f"/identity/globalIds/{pump}/externalIds", json=sent).headers["location"]
    path = address.removeprefix("http://mock.test")

    response = call("GET", path)

    assert path.count("/") == 4
    assert {name: response.json()[name] for name in sent} == sent
    assert call("DELETE", path).status == 204


def test_external_id_is_deleted_once(call: Call, pump: str) -> None:
    """A DELETE answers 204 without a body, the next one 404."""
    call("POST", f"/identity/globalIds/{pump}/externalIds", json=SERIAL)

    first = call("DELETE", "/identity/externalIds/c8y_Serial/sn-7")
    second = call("DELETE", "/identity/externalIds/c8y_Serial/sn-7")

    assert (first.status, first.body, second.status) == (204, b"", 404)
    assert second.json()["error"] == "identity/Not Found"


def test_unknown_external_id_is_answered_with_what_was_sought(call: Call) -> None:
    """The 404 of a GET is what clients read to see that a device is not registered yet."""
    response = call("GET", "/identity/externalIds/c8y_Serial/sn-7")

    assert response.status == 404
    assert response.json()["message"] == "External id not found; external id = ID [type=c8y_Serial, value=sn-7]"


def test_unknown_object_is_answered_with_404(call: Call) -> None:
    """An external id for an object that does not exist is refused."""
    response = call("POST", "/identity/globalIds/4711/externalIds", json=SERIAL)

    assert (response.status, response.json()["message"]) == (404, "Global ID not found")


def test_duplicate_is_answered_with_409(call: Call, pump: str) -> None:
    """The same pair a second time is a conflict."""
    call("POST", f"/identity/globalIds/{pump}/externalIds", json=SERIAL)

    response = call("POST", f"/identity/globalIds/{pump}/externalIds", json=SERIAL)

    assert (response.status, response.json()["error"]) == (409, "identity/Duplicate")


@pytest.mark.parametrize(
    ("body", "content_type", "status"),
    [
        (b'{"type":"c8y_Serial"}', "application/json", 422),
        (b'{"type":1,"externalId":"x"}', "application/json", 422),
        (b"[]", "application/json", 400),
        (b"{", "application/json", 400),
        (b"", "application/json", 422),
        (b"{}", "text/plain", 415),
    ],
)
def test_bad_body_is_refused(call: Call, pump: str, body: bytes, content_type: str, status: int) -> None:
    """What is no external id is refused and changes nothing."""
    path = f"/identity/globalIds/{pump}/externalIds"

    response = call("POST", path, body=body, headers={"content-type": content_type})

    assert response.status == status
    assert call("GET", path).json()["externalIds"] == []


def test_accept_of_another_type_is_refused(call: Call, pump: str) -> None:
    """A type that no answer has is refused with 406."""
    assert call("GET", f"/identity/globalIds/{pump}/externalIds", accept="text/html").status == 406


def test_put_is_not_offered(call: Call) -> None:
    """An external id cannot be changed, only taken away."""
    assert call("PUT", "/identity/externalIds/c8y_Serial/sn-7", json=SERIAL).status == 405


@pytest.mark.parametrize("accept", [None, "application/json", "*/*"])
def test_search_answers_with_matches_only(call: Call, pump: str, accept: str | None) -> None:
    """A search reads, so it answers 200 with a body even without `Accept`."""
    made = call("POST", f"/identity/globalIds/{pump}/externalIds", json=SERIAL).json()

    response = call("POST", "/identity/search", json={"externalIds": [SERIAL, {**SERIAL, "type": "x"}]}, accept=accept)

    assert response.status == 200
    assert response.json() == {"externalIds": [made], "self": "http://mock.test/identity/search"}


@pytest.mark.parametrize("criteria", [{}, {"externalIds": []}, {"externalIds": [{"type": "x"}]}], ids=str)
def test_search_for_nothing_is_a_bad_request(call: Call, criteria: object) -> None:
    """Criteria without an external id are refused with 400."""
    response = call("POST", "/identity/search", json=criteria)

    assert (response.status, response.json()["error"]) == (400, "identity/Bad Request")
