"""Who is behind an inbound request."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from c8y_client._access.callers import authorization_of


class Headers(dict[str, str]):
    """Headers as web frameworks have them: iterating gives pairs."""

    def __iter__(self) -> object:  # type: ignore[override]
        """Iterate as werkzeug does."""
        return iter(self.items())


@pytest.mark.parametrize("name", ["Authorization", "authorization", "AUTHORIZATION"])
def test_header_is_found_in_any_case(name: str) -> None:
    """Names of headers have no case."""
    assert authorization_of({"Host": "h", name: "Basic eDp5"}, None) == "Basic eDp5"


@pytest.mark.parametrize("headers", [None, {}, {"Authorization": "Basic eDp5"}, {"Authorization": "Bearer a.b.c"}])
def test_cookie_wins(headers: Mapping[str, str] | None) -> None:
    """A cookie is a token, and counts whatever the header says."""
    assert authorization_of(headers, {"authorization": "a.b.c"}) == "Bearer a.b.c"


def test_conflict_is_told_without_values(caplog: pytest.LogCaptureFixture) -> None:
    """The warning has neither of both credentials."""
    authorization_of({"Authorization": "Bearer header-token"}, {"Authorization": "cookie-token"})

    assert "the cookie counts" in caplog.text
    assert "-token" not in caplog.text


def test_same_token_twice_is_no_conflict(caplog: pytest.LogCaptureFixture) -> None:
    """Browsers may send both."""
    authorization_of({"Authorization": "Bearer   a.b.c"}, {"authorization": "a.b.c"})

    assert caplog.text == ""


@pytest.mark.parametrize("empty", ["", "  "])
def test_empty_cookie_is_none(empty: str) -> None:
    """A cookie that was cleared does not hide the header."""
    assert authorization_of({"Authorization": "Basic eDp5"}, {"authorization": empty}) == "Basic eDp5"


def test_request_without_credentials_is_refused() -> None:
    """The error names what is there, but no values."""
    with pytest.raises(ValueError, match="no credentials; it has X-Key, theme") as raised:
        authorization_of(Headers({"X-Key": "secret"}), {"theme": "dark"})

    assert "secret" not in str(raised.value)


@pytest.mark.parametrize("nothing", [None, {}])
def test_nothing_is_explained(nothing: Mapping[str, str] | None) -> None:
    """Neither headers nor cookies is a mistake of the caller."""
    with pytest.raises(ValueError, match="give the headers or the cookies"):
        authorization_of(nothing, nothing)
