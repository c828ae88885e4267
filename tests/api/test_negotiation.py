"""Media types of answers and bodies."""

from __future__ import annotations

import pytest

from mockc8y.api.negotiation import JSON, body_kind, is_json, negotiate, vendor
from mockc8y.domain.errors import PlatformError

OFFERS = (vendor("alarm"), JSON)


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        (None, vendor("alarm")),
        ("*/*", vendor("alarm")),
        ("application/*", vendor("alarm")),
        ("application/json", JSON),
        ("application/json, text/plain, */*", JSON),
        ("text/html, application/json;q=0.5", JSON),
        ("application/json;q=0.1, application/vnd.com.nsn.cumulocity.alarm+json", vendor("alarm")),
        ("application/vnd.com.nsn.cumulocity.Alarm+json;ver=0.9", vendor("alarm")),
    ],
)
def test_answer_gets_the_type_the_client_prefers(accept: str | None, expected: str) -> None:
    """The vendor type is the default; plain JSON goes to who asks for it."""
    assert negotiate(accept, OFFERS) == expected


@pytest.mark.parametrize("accept", ["text/html", "image/*", "application/json;q=0", "application/json;q=x"])
def test_unsupported_type_is_refused_with_406(accept: str) -> None:
    """A client that accepts nothing we have is told so."""
    with pytest.raises(PlatformError) as caught:
        negotiate(accept, OFFERS)

    assert caught.value.status == 406


def test_body_kind_ignores_case_and_parameters() -> None:
    """Vendor types compare by their bare name."""
    assert body_kind("application/vnd.com.nsn.cumulocity.managedObjectCollection+json;charset=UTF-8;ver=0.9") == (
        "managedobjectcollection"
    )


@pytest.mark.parametrize(
    ("content_type", "expected"),
    [(None, True), ("application/json", True), ("application/problem+json", True), ("text/plain", False)],
)
def test_json_bodies_are_told_from_others(content_type: str | None, expected: bool) -> None:
    """A missing type counts as JSON, for the sake of people with curl."""
    assert is_json(body_kind(content_type)) is expected
