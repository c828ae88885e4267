"""The page on which people sign in. What its script does is tried in a browser; here is what the server adds to it."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser

import pytest

from mockc8y.api.asgi import build_app
from mockc8y.domain.platform import Platform
from tests.door import Door, Response

PAGE = "/apps/public/login/"


@pytest.fixture
def door(platform: Platform) -> Door:
    """A door to the platform."""
    return Door(build_app(platform))


def get(door: Door, path: str = PAGE, host: str = "localhost:8080") -> Response:
    """Ask without signing in."""
    return door.send("GET", path, {"host": host}, b"")


class Elements(HTMLParser):
    """The elements of a page: name and attributes of each."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep an element."""
        self.found.append((tag, dict(attrs)))


@pytest.mark.parametrize("path", ["/apps/public/login", "/apps/public/login?email=a@b.test&token=t"])
def test_page_is_found_without_its_slash(door: Door, path: str) -> None:
    """Applications send browsers here either way, and what they pass on is kept."""
    answer = get(door, path)

    assert answer.status == 302
    assert answer.headers["location"] == path.replace("login", "login/")


def test_every_field_has_a_label(door: Door) -> None:
    """Those who hear the page know what to fill in."""
    elements = Elements(get(door).body.decode()).found
    labelled = {attributes.get("for") for tag, attributes in elements if tag == "label"}
    fields = {attributes["id"] for tag, attributes in elements if tag == "input"}

    assert fields == {"tenant", "user", "password", "code", "remember"}
    assert fields - labelled == {"remember"}, "the box stands inside of its label"


def test_password_never_stands_in_an_address(door: Door) -> None:
    """Even without a script the form is not sent as a query, which would stay in the history."""
    [form] = [attributes for tag, attributes in Elements(get(door).body.decode()).found if tag == "form"]

    assert form["method"] == "post"


def test_page_and_its_files_load_nothing_from_elsewhere(door: Door) -> None:
    """Everything named in the page is served beside it, and the browser is told to refuse all else."""
    page = get(door)
    named = [
        attributes.get("src") or attributes["href"]
        for tag, attributes in Elements(page.body.decode()).found
        if tag in {"script", "link"}
    ]

    for address in named:
        assert address is not None
        answer = get(door, address if address.startswith("/") else PAGE + address)
        assert answer.status == 200
        assert not re.search(rb"https?://(?!www\.w3\.org/2000/svg)[a-z]", answer.body)
    assert len(named) == 3
    policy = page.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy


def test_page_has_no_script_of_its_own(door: Door) -> None:
    """The policy forbids scripts inside of the page, so there is none that would be missing."""
    elements = Elements(get(door).body.decode()).found

    assert all(attributes.get("src") for tag, attributes in elements if tag == "script")
    assert not any(name.startswith("on") for _, attributes in elements for name in attributes)


@pytest.mark.parametrize(
    "request_line",
    [
        "/tenant/loginOptions",
        "/tenant/oauth?tenant_id=",
        "/tenant/currentTenant?withParent=true",
        "/user/currentUser",
        "c8yRedirectAfterLoginPath",
        "_tcy8",
        "tfa_code",
        'UseXBasic: "true"',
    ],
)
def test_script_speaks_the_words_of_the_official_one(door: Door, request_line: str) -> None:
    """Requests and the names of what is stored are those that the web applications know."""
    assert request_line in get(door, PAGE + "login.js").body.decode()


def test_user_of_the_only_tenant_is_not_asked_for_it(door: Door) -> None:
    """With one customer there is nothing to choose."""
    assert json.loads(get(door, PAGE + "context.json").body) == {"tenant": "t07007007", "asksForTenant": False}


def test_users_of_several_tenants_are_asked(door: Door, platform: Platform) -> None:
    """With several customers the page asks, and proposes the one that the host stands for."""
    platform.add_tenant("t900")

    assert json.loads(get(door, PAGE + "context.json").body) == {"tenant": "t07007007", "asksForTenant": True}
    there = get(door, PAGE + "context.json", host="t900.localhost:8080")
    assert json.loads(there.body)["tenant"] == "t900"


@pytest.mark.parametrize(
    "path", ["none.js", "../home.html", "%2e%2e/own_pages.py", "home.html", "login.js/", "__init__.py"]
)
def test_page_has_no_other_files(door: Door, path: str) -> None:
    """What else lies beside its files is not served as one of them."""
    assert get(door, PAGE + path).status == 404
