"""The coverage page."""

from __future__ import annotations

from html.parser import HTMLParser

import httpx

from mockc8y import MockTenant
from mockc8y.api.reply import Reply
from mockc8y.api.request import Request
from mockc8y.api.route import Evidence, Route
from mockc8y.control.coverage import coverage, coverage_page


def answer(_request: Request) -> Reply:
    """Stand for the handler of an operation."""
    return Reply(200)


TABLE = (
    Route("GET", "/a", "getA", frozenset({"ROLE_A"}), answer, Evidence.CLIENT),
    Route("POST", "/a/{id}", "postA", frozenset()),
)


class Rows(HTMLParser):
    """Counts the rows of a page's tables."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.classes: list[str | None] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note each row with a state."""
        if tag == "tr" and attrs:
            self.classes.append(dict(attrs).get("class"))


def test_report_counts_and_lists_operations() -> None:
    """Each operation has a state, and evidence if it is emulated."""
    report = coverage(TABLE)

    assert (report["total"], report["emulated"], report["notEmulated"]) == (2, 1, 1)
    assert report["operations"] == [
        {
            "operation": "getA",
            "method": "GET",
            "path": "/a",
            "state": "emulated",
            "evidence": "client",
            "roles": ["ROLE_A"],
        },
        {
            "operation": "postA",
            "method": "POST",
            "path": "/a/{id}",
            "state": "not emulated",
            "evidence": None,
            "roles": [],
        },
    ]


def test_page_has_a_row_for_each_operation() -> None:
    """People see the same as programs."""
    assert Rows(coverage_page(TABLE)).classes == ["yes", "no"]


def test_page_escapes_what_it_shows() -> None:
    """A path cannot break the page."""
    page = coverage_page([Route("GET", "/<script>", "x", frozenset())])

    assert "<script>" not in page


def test_browser_gets_a_page_and_everybody_else_json(c8y_mock: MockTenant) -> None:
    """The address serves both, without a login."""
    with c8y_mock.client() as client:
        client.auth = httpx.Auth()
        page = client.get("/_mock/coverage", headers={"accept": "text/html,*/*;q=0.8"})
        report = client.get("/_mock/coverage", headers={"accept": "*/*"})

    assert page.headers["content-type"].startswith("text/html")
    assert report.json()["total"] == 250
    assert len(Rows(page.text).classes) == 250
