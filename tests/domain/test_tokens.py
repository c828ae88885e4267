"""Signed tokens: what goes in comes out, for whom and when."""

from __future__ import annotations

import base64

import jwt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mockc8y.domain import tokens
from mockc8y.domain.clock import FrozenClock
from mockc8y.domain.errors import PlatformError
from mockc8y.domain.platform import Platform

SECOND = 1_768_478_400
"""The platform's time."""
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


@pytest.fixture(scope="module")
def platform() -> Platform:
    """A platform with one key for all tests."""
    return Platform(clock=FrozenClock(SECOND * 1000))


@given(claims=st.dictionaries(st.text(), JSON), text=st.text())
@settings(max_examples=30)
def test_what_is_signed_can_be_verified(platform: Platform, claims: dict[str, object], text: str) -> None:
    """Whatever the claims are, and in an alphabet that plain base64 has too."""
    claims = {**claims, "text": text + ">>>???~~~\x7f\x7f\x7f\u00ff\U0001f4a9", "exp": SECOND + 1, "nbf": SECOND}

    token = tokens.sign(platform, claims)

    assert tokens.verify(platform, token) == claims
    payload = token.split(".")[1]
    assert base64.b64decode(payload + "=" * (-len(payload) % 4), validate=True).isascii()
    assert "=" not in token


def test_header_is_the_platforms(platform: Platform) -> None:
    """As in the sample of the specification."""
    assert jwt.get_unverified_header(tokens.sign(platform, {})) == {"alg": "RS256", "typ": "JWT"}


def test_anybody_with_the_public_key_can_verify(platform: Platform) -> None:
    """With a library of its own."""
    token = tokens.sign(platform, {"sub": "ana"})

    assert jwt.decode(token, platform.signing_key.public, ["RS256"]) == {"sub": "ana"}


@pytest.mark.parametrize(
    ("claims", "message"),
    [
        ({"exp": SECOND}, "User has been logged out"),
        ({"exp": SECOND - 1}, "User has been logged out"),
        ({}, "User has been logged out"),
        ({"exp": SECOND + 1, "nbf": SECOND + 1}, "Bad credentials"),
    ],
)
def test_token_outside_of_its_time_is_refused(platform: Platform, claims: dict[str, int], message: str) -> None:
    """By the platform's clock, not the machine's."""
    with pytest.raises(PlatformError, match=rf"^401 .*{message}"):
        tokens.verify(platform, tokens.sign(platform, claims))


def test_platforms_do_not_take_each_others_tokens(platform: Platform) -> None:
    """Each has a key of its own."""
    with pytest.raises(PlatformError, match=r"^401 "):
        tokens.verify(Platform(clock=platform.clock), tokens.sign(platform, {"exp": SECOND + 1}))


def test_key_is_made_when_it_is_wanted() -> None:
    """A platform that nobody logs in to by token does not pay for it."""
    assert not vars(Platform().signing_key)
