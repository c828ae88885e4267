"""Credentials: the header they write, the names they know, what they keep to themselves."""

from __future__ import annotations

import base64
from types import SimpleNamespace

import httpx
import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from c8y_client import JWT, Auth, BasicAuth, BearerAuth, CookieAuth, parse_auth
from c8y_client._access.auth import as_auth


def token(claims: object) -> str:
    """Lay out a token as the platform does, without padding."""
    return f"h.{base64.urlsafe_b64encode(orjson.dumps(claims)).decode().rstrip('=')}.s"


@given(st.text().filter(lambda name: ":" not in name), st.text())
def test_basic_header_reads_back(username: str, password: str) -> None:
    """Any user name without a colon and any password come back from the header that was written."""
    auth = BasicAuth(username, password)

    assert parse_auth(auth.build_auth_header()) == auth


@pytest.mark.parametrize("auth", [BasicAuth("t1/joe", "pw"), BearerAuth("abc")], ids=repr)
def test_header_goes_into_requests_of_httpx(auth: Auth) -> None:
    """The credentials serve any httpx client as they are."""
    with httpx.Client(transport=httpx.MockTransport(lambda request: httpx.Response(200, request=request))) as client:
        sent = client.get("https://tenant.test", auth=auth).request

    assert sent.headers["Authorization"] == auth.build_auth_header()


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("Basic dDEvam9lOnB3", BasicAuth("t1/joe", "pw")),
        ("  basic    dDEvam9lOnB3 ", BasicAuth("t1/joe", "pw")),
        ("BEARER abc", BearerAuth("abc")),
        ("Basic am9lOmE6Yg==", BasicAuth("joe", "a:b")),
    ],
)
def test_header_is_read_whatever_its_blanks_and_case(header: str, expected: Auth) -> None:
    """Scheme names have no case, and blanks around the value do not matter."""
    assert parse_auth(header) == expected


@pytest.mark.parametrize(
    "header", ["", "Basic", "Bearer ", "Digest c2VjcmV0", "Basic c2VjcmV0", "Basic ?c2VjcmV0", "Basic /w=="]
)
def test_unusable_header_is_refused_without_quoting_it(header: str) -> None:
    """What cannot be read is a `ValueError` that does not repeat the secret."""
    with pytest.raises(ValueError, match="Basic") as raised:
        parse_auth(header)

    assert "c2VjcmV0" not in str(raised.value)
    assert "secret" not in str(raised.value)


@pytest.mark.parametrize(("username", "bare"), [("t1/joe", "joe"), ("joe", "joe"), ("t1/a/b", "a/b")])
def test_user_name_comes_without_the_tenant(username: str, bare: str) -> None:
    """The bare name is what is behind the first slash."""
    assert BasicAuth(username, "pw").get_username() == bare


def test_tenant_comes_from_the_user_name() -> None:
    """The tenant is what is in front of the slash."""
    assert BasicAuth("t1/joe", "pw").get_tenant_id() == "t1"


@pytest.mark.parametrize("username", ["joe", "/joe"])
def test_missing_tenant_is_explained(username: str) -> None:
    """A user name that names no tenant is a `ValueError` that says how to write it."""
    with pytest.raises(ValueError, match="does not name a tenant; write '<tenant>/<user>'"):
        BasicAuth(username, "pw").get_tenant_id()


def test_colon_in_user_name_is_refused() -> None:
    """The header could not be told apart from another user's, so it is never written."""
    with pytest.raises(ValueError, match="cannot contain a colon") as raised:
        BasicAuth("joe:secret", "")

    assert "secret" not in str(raised.value)


def test_token_tells_user_and_tenant() -> None:
    """Both are claims of the token, whichever characters its encoding needs."""
    auth = BearerAuth(token({"sub": "joe?>~ÿ", "ten": "t1"}))

    assert (auth.get_username(), auth.get_tenant_id()) == ("joe?>~ÿ", "t1")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("opaque", "3 parts with dots between them, this has 1"),
        ("a.%%%.c", "its claims cannot be decoded"),
        ("a.e30x.c", "its claims cannot be decoded"),
        (token({"iss": "x", "aud": "y"}), "has no claim 'ten'; it has aud, iss"),
        (token([]), "has no claim 'ten'; it has none at all"),
    ],
    ids=["opaque", "no base64", "no JSON", "no tenant", "no object"],
)
def test_token_without_the_claim_is_explained(text: str, message: str) -> None:
    """A token that does not name its tenant is a `ValueError` that says why."""
    with pytest.raises(ValueError, match=message):
        BearerAuth(text).get_tenant_id()


@pytest.mark.parametrize(
    "auth",
    [BasicAuth("t1/joe", "secret"), BearerAuth("secret"), CookieAuth("secret", "secret"), JWT("secret")],
    ids=repr,
)
def test_secrets_are_not_shown(auth: object) -> None:
    """Neither password nor token are part of `repr`."""
    assert "secret" not in repr(auth)


def test_token_reads_its_claims() -> None:
    """Claims are read whichever characters the encoding needs, from text or bytes."""
    text = token({"sub": "joe?>~ÿ", "ten": "t1", "exp": 1060, "tfa": False})

    for jwt in (JWT(text, now=lambda: 1000.0), JWT(text.encode(), now=lambda: 1000.0)):
        assert (jwt.username, jwt.tenant_id, jwt.get_claim("tfa")) == ("joe?>~ÿ", "t1", False)
        assert jwt.payload["exp"] == 1060
        assert jwt.get_valid_seconds() == 60.0


@pytest.mark.parametrize(
    ("expiry", "least", "expected"),
    [(1060, None, True), (1060, 59, True), (1060, 60, False), (1000, None, False), (999, 0, False)],
)
def test_token_is_valid_until_it_expires(expiry: int, least: int | None, expected: bool) -> None:
    """A token is valid if it expires later than now, or than so many seconds from now."""
    assert JWT(token({"exp": expiry}), now=lambda: 1000.0).is_valid(least) is expected


def test_missing_claim_is_a_key_error_and_a_value_error() -> None:
    """Either builtin catches it, and the text names the claim without quotes around it all."""
    jwt = JWT(token({"sub": "joe"}))

    with pytest.raises(KeyError):
        jwt.get_valid_seconds()
    with pytest.raises(ValueError, match=r"^the token has no claim 'ten'; it has sub$"):
        _ = jwt.tenant_id


@pytest.mark.parametrize("expiry", ["soon", True, None])
def test_senseless_expiry_is_explained(expiry: object) -> None:
    """What is no point in time cannot be compared with now."""
    with pytest.raises(ValueError, match="'exp' is no number of seconds"):
        JWT(token({"exp": expiry})).is_valid()


@given(st.dictionaries(st.text(), st.integers(-(2**53), 2**53) | st.text()))
def test_any_claims_are_read_back(claims: dict[str, object]) -> None:
    """Whatever stands in a token comes out of it."""
    assert JWT(token(claims)).payload == claims


def test_cookies_replace_their_own_kind_only() -> None:
    """Cookies of others stay, and those of an older session do not."""
    auth = CookieAuth("a.b.c", "x1")
    request = httpx.Request("GET", "https://tenant.test", headers={"Cookie": "lb=1; authorization=old; XSRF-TOKEN=old"})

    next(auth.auth_flow(request))

    assert request.headers["Cookie"] == "lb=1; authorization=a.b.c; XSRF-TOKEN=x1"
    assert request.headers["X-XSRF-TOKEN"] == "x1"
    assert "Authorization" not in request.headers


@pytest.mark.parametrize("claims", [{"xsrfToken": "x2"}, {}], ids=["in the token", "nowhere"])
def test_anti_forgery_token_may_come_from_the_token(claims: dict[str, str]) -> None:
    """The token names its own anti-forgery token; without any no such header is sent."""
    request = httpx.Request("GET", "https://tenant.test")

    next(CookieAuth(token(claims)).auth_flow(request))

    assert request.headers.get("X-XSRF-TOKEN") == claims.get("xsrfToken")


def test_credentials_of_other_libraries_are_accepted() -> None:
    """Objects with the same methods are asked each time; pairs of name and password, and tokens, are taken over."""
    foreign = SimpleNamespace(
        build_auth_header=lambda: "Bearer abc", get_tenant_id=lambda: "t1", get_username=lambda: "joe"
    )

    assert as_auth(foreign).build_auth_header() == "Bearer abc"
    assert (as_auth(foreign).get_tenant_id(), as_auth(foreign).get_username()) == ("t1", "joe")
    assert as_auth(SimpleNamespace(username="t1/joe", password="pw")) == BasicAuth("t1/joe", "pw")
    assert as_auth(SimpleNamespace(token="abc")) == BearerAuth("abc")
    with pytest.raises(TypeError, match="got a tuple"):
        as_auth(("joe", "pw"))
