"""Measurements over HTTP."""

from __future__ import annotations

from typing import Any

import pytest

from mockc8y.api.settings import Settings
from mockc8y.domain.measurement_persistence import OPTION
from mockc8y.domain.tenant import Tenant
from tests.api.conftest import Call

VENDOR = "application/vnd.com.nsn.cumulocity.{}+json;charset=UTF-8;ver=0.9"
PATH = "/measurement/measurements"
TIME = "2026-01-15T10:00:00.000+01:00"


@pytest.fixture
def pump(call: Call) -> str:
    """Make a device and return its id."""
    pump: str = call("POST", "/inventory/managedObjects", json={"name": "Pump"}).json()["id"]
    return pump


def measurement(pump: str, /, **properties: Any) -> dict[str, Any]:
    """Write a measurement."""
    return {"source": {"id": pump}, "type": "acme_Pump", "time": TIME, **properties}


def posted(call: Call, pump: str, /, **properties: Any) -> Any:
    """Create a measurement and return it."""
    return call("POST", PATH, json=measurement(pump, **properties)).json()


def types(call: Call, query: str) -> str:
    """Join the types of the measurements that a query finds."""
    return "".join(each["type"] for each in call("GET", f"{PATH}?{query}").json()["measurements"])


def test_post_answers_the_measurement_with_its_addresses(call: Call, pump: str) -> None:
    """A new measurement comes back with 201, a Location, its links and the offset of its time."""
    response = call("POST", PATH, json=measurement(pump, acme_T={"T": {"value": 64, "unit": "C"}}))

    created = response.json()
    self_link = f"http://mock.test{PATH}/{created['id']}"
    assert (response.status, response.headers["location"]) == (201, self_link)
    assert created == {
        "id": created["id"],
        "self": self_link,
        "source": {"id": pump, "self": f"http://mock.test/inventory/managedObjects/{pump}"},
        "type": "acme_Pump",
        "time": TIME,
        "acme_T": {"T": {"value": 64, "unit": "C"}},
    }
    assert b'"value":64,' in response.body


def test_post_without_accept_answers_no_body(call: Call, pump: str) -> None:
    """Without `Accept` only status and Location come back."""
    response = call("POST", PATH, json=measurement(pump), accept=None)

    assert (response.status, response.body) == (201, b"")
    assert response.headers["location"].startswith(f"http://mock.test{PATH}/")


@pytest.mark.parametrize(
    "content_type",
    ["application/json", "application/vnd.com.nsn.cumulocity.measurementcollection+json;ver=0.9"],
)
def test_collection_is_told_by_media_type_or_shape(call: Call, pump: str, content_type: str) -> None:
    """Many measurements in one request come back in their order, without paging around them."""
    documents = [measurement(pump, type=kind) for kind in "cab"]

    response = call("POST", PATH, json={"measurements": documents}, headers={"content-type": content_type})

    assert response.status == 201
    assert list(response.json()) == ["measurements"]
    assert [each["type"] for each in response.json()["measurements"]] == ["c", "a", "b"]


def test_media_type_of_one_measurement_wins_over_its_shape(call: Call, pump: str) -> None:
    """A measurement may have a property called `measurements`."""
    media = VENDOR.format("measurement")

    response = call("POST", PATH, json=measurement(pump, measurements=[1]), headers={"content-type": media})

    assert (response.status, response.json()["measurements"]) == (201, [1])


@pytest.mark.parametrize("measurements", [None, {}, "text"])
def test_collection_needs_a_list(call: Call, measurements: object) -> None:
    """A collection without its list is refused."""
    response = call("POST", PATH, json={"measurements": measurements})

    assert (response.status, response.json()["error"]) == (422, "undefined/validationError")


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b"[]",
        b'"text"',
        b'{"acme_T":{"T":{"value":NaN}}}',
        b'{"acme_T":{"T":{"value":1e999}}}',
        b'{"measurements":[1]}',
    ],
)
def test_what_is_no_json_object_is_malformed(call: Call, body: bytes) -> None:
    """Numbers that JSON does not know are refused like any other broken text."""
    response = call("POST", PATH, body=body, headers={"content-type": "application/json"})

    assert (response.status, response.json()["error"]) == (400, "undefined/Bad Request")


@pytest.mark.parametrize("document", [{"$set": 1}, {"": 1}, {"a": {"": {"value": 1}}}, {"a": {"$x": {"value": 1}}}])
def test_names_that_cannot_be_stored_are_refused(call: Call, pump: str, document: dict[str, Any]) -> None:
    """Empty names and a leading dollar sign are refused at both levels."""
    assert call("POST", PATH, json=measurement(pump, **document)).status == 422
    assert types(call, "") == ""


def test_document_that_nests_too_deep_is_refused(call: Call, pump: str) -> None:
    """What cannot be stored answers 422 and is not counted."""
    nested: dict[str, Any] = {}
    for _ in range(250):
        nested = {"a": nested}

    response = call("POST", PATH, json={"measurements": [measurement(pump), measurement(pump, deep=nested)]})

    assert (response.status, types(call, "")) == (422, "")


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        (b"12345678901234567890123", b"1.2345678901234568e+22"),
        (b"9223372036854775807", b"9223372036854775807"),
        (b"64.0", b"64.0"),
        (b"-0.0", b"-0.0"),
    ],
)
def test_numbers_beyond_64_bit_become_floats(call: Call, pump: str, value: bytes, kept: bytes) -> None:
    """An integer that is too long for 64 bits is kept as a float; others keep their digits."""
    body = b'{"source":{"id":"%b"},"type":"t","time":"2026-01-15","acme_T":{"T":{"value":%b}}}' % (pump.encode(), value)

    response = call("POST", PATH, body=body, headers={"content-type": "application/json"})

    assert b'"value":%b}' % kept in response.body


@pytest.mark.parametrize(
    ("method", "path", "media"),
    [
        ("POST", PATH, "measurement"),
        ("GET", PATH, "measurementcollection"),
    ],
)
def test_own_media_type_is_the_default(call: Call, pump: str, method: str, path: str, media: str) -> None:
    """Any acceptable type is answered with the platform's own one."""
    response = call(method, path, json=measurement(pump) if method == "POST" else None, accept="*/*")

    assert response.headers["content-type"] == VENDOR.format(media)


def test_measurement_is_read_and_deleted_by_its_id(call: Call, pump: str) -> None:
    """What was created is found under its address until it is deleted."""
    created = posted(call, pump)
    path = f"{PATH}/{created['id']}"

    assert call("GET", path).json() == created
    assert (call("DELETE", path).status, call("GET", path).status, call("DELETE", path).status) == (204, 404, 404)


@pytest.fixture
def days(call: Call, pump: str) -> None:
    """Make measurements a to d, a day apart, stored out of order."""
    contents: dict[str, Any] = {
        "b": {"acme_T": {"T": {"value": 1}}},
        "d": {"acme_T": {"H": {"value": 1}}, "marker": {}},
        "a": {"acme_H": {"T": {"value": 1}}},
        "c": {"acme_T": {"T": {"value": 1}, "H": {"value": 1}}},
    }
    for kind, content in contents.items():
        posted(call, pump, type=kind, time=f"2026-01-0{'abcd'.index(kind) + 1}T00:00:00Z", **content)


@pytest.mark.usefixtures("days")
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", "dcba"),
        ("type=b", "b"),
        ("type=x", ""),
        ("source=0", ""),
        ("source=pump", ""),
        ("dateFrom=2026-01-02&dateTo=2026-01-04", "cb"),
        ("dateFrom=2026-01-02T00:00:00%2B00:00&dateTo=2026-01-02T00:00:00Z", "b"),
        ("dateTo=2026-01-02", "a"),
        ("fragmentType=marker", "d"),
        ("fragmentType=acme_T&dateTo=2026-01-04", "cb"),
        ("valueFragmentType=acme_T", "dcb"),
        ("valueFragmentType=acme_T&valueFragmentSeries=T", "cb"),
        ("valueFragmentSeries=T", "cba"),
        ("valueFragmentSeries=X", ""),
        ("valueFragmentSeries=T&type=a&fragmentType=acme_H", "a"),
        ("pageSize=2", "dc"),
        ("pageSize=3&currentPage=2", "a"),
    ],
)
def test_filters_are_joined_by_and(call: Call, query: str, found: str) -> None:
    """Every parameter narrows what is listed, newest first."""
    assert types(call, query) == found


@pytest.mark.usefixtures("days")
def test_source_narrows(call: Call, pump: str) -> None:
    """Measurements of one source are listed apart from all others."""
    other = call("POST", "/inventory/managedObjects", json={}).json()["id"]
    posted(call, other, type="e")

    assert (types(call, f"source={other}"), types(call, f"source={pump}")) == ("e", "dcba")


@pytest.mark.usefixtures("days")
@pytest.mark.parametrize(
    ("mode", "query", "found"),
    [
        ("ENABLED", "", "dcba"),
        ("ENABLED", "revert=false", "dcba"),
        ("ENABLED", "revert=false&dateFrom=1970-01-01", "abcd"),
        ("ENABLED", "revert=true&dateFrom=1970-01-01", "dcba"),
        ("ENABLED", "dateTo=2027-01-01", "dcba"),
        ("DISABLED", "", "abcd"),
        ("DISABLED", "revert=true", "abcd"),
        ("DISABLED", "revert=true&dateTo=2027-01-01", "dcba"),
        ("DISABLED", "revert=false&dateTo=2027-01-01", "abcd"),
    ],
)
def test_order_is_that_of_the_persistence(call: Call, tenant: Tenant, mode: str, query: str, found: str) -> None:
    """Time series come newest first, legacy measurements oldest first; `revert` works beside a date only."""
    tenant.options.put(OPTION, mode)

    assert types(call, query) == found


@pytest.mark.usefixtures("days")
def test_page_carries_its_paging(call: Call, pump: str) -> None:
    """Totals are there when they are asked for, and links lead on."""
    page = call("GET", f"{PATH}?source={pump}&pageSize=2&withTotalPages=true&withTotalElements=true").json()

    assert page["statistics"] == {"currentPage": 1, "pageSize": 2, "totalPages": 2, "totalElements": 4}
    assert "currentPage=2" in page["next"]


@pytest.mark.parametrize("query", ["dateFrom=yesterday", "revert=maybe&dateFrom=2026-01-01", "pageSize=0"])
def test_parameters_that_cannot_be_read_are_refused(call: Call, query: str) -> None:
    """A wrong parameter answers 422, not an empty list."""
    assert call("GET", f"{PATH}?{query}").status == 422


@pytest.mark.usefixtures("days")
@pytest.mark.parametrize(
    ("query", "left"),
    [
        ("source={pump}", ""),
        ("source=0", "dcba"),
        ("dateFrom=2026-01-03", "ba"),
        ("dateTo=2026-01-02T00:00:00.001Z", "dc"),
        ("source={pump}&type=b", "dca"),
        ("source={pump}&fragmentType=acme_T", "a"),
        ("source={pump}&fragmentType=marker", "dcba"),
        ("dateFrom=2026-01-01&dateTo=2026-01-04&type=c", "dba"),
    ],
)
def test_filter_is_deleted(call: Call, pump: str, query: str, left: str) -> None:
    """What a filter means is removed; a fragment without series means nothing."""
    assert call("DELETE", f"{PATH}?{query.format(pump=pump)}").status == 204
    assert types(call, "") == left


@pytest.mark.usefixtures("days")
@pytest.mark.parametrize("query", ["", "type=a", "fragmentType=acme_T", "type=a&fragmentType=acme_T", "source="])
def test_deletion_needs_a_source_or_a_date(call: Call, query: str) -> None:
    """A type or a fragment alone deletes nothing."""
    response = call("DELETE", f"{PATH}?{query}")

    assert (response.status, types(call, "")) == (422, "dcba")
    assert "source, dateFrom, dateTo" in response.json()["message"]


@pytest.mark.usefixtures("days")
def test_deletion_of_the_object_deletes_its_measurements(call: Call, pump: str) -> None:
    """What belongs to a device goes with it."""
    call("DELETE", f"/inventory/managedObjects/{pump}")

    assert types(call, "") == ""


@pytest.mark.parametrize(
    ("system", "entry"),
    [
        ("imperial", {"value": 68.0, "unit": "°F"}),
        ("IMPERIAL", {"value": 68.0, "unit": "°F"}),
        ("metric", {"value": 20, "unit": "°C"}),
        ("", {"value": 20, "unit": "°C"}),
    ],
)
def test_system_of_units_is_that_of_the_header(call: Call, pump: str, system: str, entry: dict[str, Any]) -> None:
    """Units are converted on the way out, in lists and for one measurement."""
    created = posted(call, pump, acme_T={"T": {"value": 20, "unit": "°C"}})
    headers = {"X-Cumulocity-System-Of-Units": system}

    [listed] = call("GET", PATH, headers=headers).json()["measurements"]
    single = call("GET", f"{PATH}/{created['id']}", headers=headers).json()

    assert listed == single == {**created, "acme_T": {"T": entry}}


def test_unknown_system_of_units_is_refused(call: Call) -> None:
    """The error names the systems that are known."""
    response = call("GET", PATH, headers={"X-Cumulocity-System-Of-Units": "roman"})

    assert (response.status, "imperial or metric" in response.json()["message"]) == (422, True)


class TestStrict:
    """A server that refuses what the specification does not know."""

    @pytest.fixture
    def app_settings(self) -> Settings:
        """Be strict."""
        return Settings(strict=True)

    def test_parameters_of_real_clients_are_known(self, call: Call) -> None:
        """What published clients send is not refused."""
        query = "fragmentType=a&valueFragmentType=a&valueFragmentSeries=b&revert=true&dateFrom=2026-01-01&pageSize=5"

        assert call("GET", f"{PATH}?{query}").status == 200

    def test_narrowing_that_deletion_does_not_know_is_refused(self, call: Call) -> None:
        """A deletion that would remove more than the client thinks is stopped."""
        assert call("DELETE", f"{PATH}?source=1&valueFragmentType=a").status == 422
