"""Every answer is as the specification says: status, media type, schema, address of what was made, empty bodies."""

from __future__ import annotations

from urllib.parse import urlsplit

from mockc8y.api.negotiation import JSON
from mockc8y.api.route import Route
from mockc8y.api.routes import TABLE
from mockc8y.control.coverage import coverage
from tests.conformance import deviations
from tests.conformance.judging import answered, faults, media_types, route_of
from tests.conformance.scenarios import SCENARIOS
from tests.specification import Specification


def test_answer_to_a_client_that_accepts_json_is_right(route: Route, specification: Specification) -> None:
    """Status, media type and body are those of the specification."""
    assert faults(specification, route, accept=JSON) == []


def test_answer_to_a_client_that_accepts_anything_is_right(route: Route, specification: Specification) -> None:
    """`*/*` gets the platform's own media type, as it comes first in the specification."""
    assert faults(specification, route, accept="*/*") == []


def test_answer_in_each_documented_media_type_is_right(route: Route, specification: Specification) -> None:
    """Whatever media type the specification lists can be asked for."""
    for status in specification.statuses(route):
        for media_type in media_types(specification, route, status) if status < 400 else ():
            assert faults(specification, route, accept=media_type) == []


def test_answer_to_a_client_without_accept_is_right(route: Route, specification: Specification) -> None:
    """A client that does not say what it accepts gets the same status, and a documented media type."""
    assert faults(specification, route, accept=None) == []


def test_write_without_accept_is_answered_without_a_body(route: Route) -> None:
    """POST and PUT answer with the status alone, unless they are made to read."""
    _, _, response = answered(route, accept=None)

    has_body = route.method == "GET" or route.operation in {**deviations.READING, **deviations.ANSWERING}
    assert bool(response.body) == has_body
    assert ("content-type" in response.headers) == has_body


def test_created_document_can_be_found_where_location_says(route: Route) -> None:
    """A 201 names the absolute address of what was made, and there it is."""
    world, request, response = answered(route, accept=JSON)
    if response.status != 201 or route.operation in deviations.WITHOUT_LOCATION:
        assert "location" not in response.headers
        return

    address = urlsplit(response.headers["location"])
    found = world.call("GET", address.path, headers={"authorization": request.headers["authorization"]})

    assert (address.scheme, address.netloc) == ("http", "mock.test")
    assert found.status == 200


def test_every_deviation_is_still_one(specification: Specification) -> None:
    """What differs no more from the specification is taken off the tables."""
    statuses = {name: answered(route_of(name), accept=JSON)[2].status for name in deviations.STATUSES}
    documented = {
        name: specification.media_types(route_of(name), statuses.get(name, 201)) for name in deviations.MEDIA_TYPES
    }

    assert {name for name, status in statuses.items() if status in specification.statuses(route_of(name))} == set()
    assert {name for name, known in documented.items() if deviations.MEDIA_TYPES[name][0] in known} == set()


def test_every_operation_without_a_location_creates() -> None:
    """Only what answers 201 has to be excused from naming an address."""
    assert {answered(route_of(name), accept=JSON)[2].status for name in deviations.WITHOUT_LOCATION} == {201}


def test_coverage_page_counts_the_operations_whose_answers_were_checked(specification: Specification) -> None:
    """The number on the page is that of the operations whose answers were found right just now."""
    right = [route for route in TABLE if route.operation in SCENARIOS and not faults(specification, route, accept=JSON)]

    assert coverage(TABLE)["checkedAgainstSpecification"] == len(right)


def test_location_ends_with_the_id_of_what_was_made(route: Route) -> None:
    """Clients read the id from `Location` when the answer has no body."""
    _, _, response = answered(route, accept=JSON)
    document = response.json() if "location" in response.headers else {}

    assert str(document.get("id", "")) in response.headers.get("location", "")
