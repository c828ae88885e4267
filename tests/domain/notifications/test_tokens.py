"""Tokens of Notification 2.0: what they say, for how long, and which of them are taken."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from dataclasses import replace

import pytest

from mockc8y.domain import tokens
from mockc8y.domain.clock import FrozenClock
from mockc8y.domain.errors import PlatformError
from mockc8y.domain.notifications import tokens as notification_tokens
from mockc8y.domain.notifications.stores import Topic
from mockc8y.domain.notifications.tokens import Grant
from mockc8y.domain.platform import Platform
from mockc8y.domain.tenant import Tenant
from mockc8y.store.codec import Document

SECOND = 1_768_478_400
ASKED: Document = {"subscriber": "worker", "subscription": "levels"}
Issue = Callable[..., str]


@pytest.fixture(scope="module")
def platform() -> Platform:
    """A platform with one key for all tests."""
    return Platform(clock=FrozenClock(SECOND * 1000))


@pytest.fixture(scope="module")
def tenant(platform: Platform) -> Tenant:
    """A tenant of its own for each test would need a key each."""
    return platform.add_tenant("t400")


@pytest.fixture
def issue(platform: Platform, tenant: Tenant) -> Issue:
    """Ask for a token, with more than must be said."""
    return lambda **more: notification_tokens.issue(platform, tenant, {**ASKED, **more})


def parts(token: str) -> list[bytes]:
    """Decode header and payload of a token as clients do, with the plain alphabet."""
    return [base64.b64decode(part + "=" * (-len(part) % 4)) for part in token.split(".")[:2]]


def test_token_says_whose_topic_it_is_for(issue: Issue) -> None:
    """Nothing but the algorithm in the header, the claims in their order."""
    header, payload = parts(issue())

    claims = json.loads(payload)
    assert header == b'{"alg":"RS256"}'
    assert list(claims) == ["sub", "topic", "jti", "iat", "exp"]
    assert claims | {"jti": 0} == {
        "sub": "worker",
        "topic": "t400/relnotif/levels",
        "jti": 0,
        "iat": SECOND,
        "exp": SECOND + 86_400,
    }
    assert len(claims["jti"]) == 36


def test_special_tokens_say_so_in_words(issue: Issue) -> None:
    """A shared one and one that is not persistent carry the string, not a boolean."""
    claims = json.loads(parts(issue(shared=True, nonPersistent=True, expiresInMinutes=90.0))[1])

    assert list(claims) == ["sub", "shared", "topic", "volatile", "jti", "iat", "exp"]
    assert (claims["shared"], claims["volatile"], claims["exp"]) == ("true", "true", SECOND + 5_400)


def test_token_that_is_not_signed_has_three_parts(issue: Issue) -> None:
    """The last of them is empty."""
    token = issue(signed=False)

    header, payload = parts(token)
    assert (header, token.split(".")[2]) == (b'{"alg":"none"}', "")
    assert json.loads(payload)["topic"] == "t400/relnotif/levels"


@pytest.mark.parametrize("signed", [True, False])
@pytest.mark.parametrize("shared", [True, False])
@pytest.mark.parametrize("persistent", [True, False])
def test_token_grants_what_it_was_asked_for(
    platform: Platform, tenant: Tenant, issue: Issue, *, signed: bool, shared: bool, persistent: bool
) -> None:
    """Which topic, as whom, and whether it is shared."""
    token = issue(signed=signed, shared=shared, nonPersistent=not persistent)

    expected = Grant(tenant, Topic("levels", persistent), "worker", shared)
    assert notification_tokens.accept(platform, token) == expected
    assert notification_tokens.recognise(platform, token) == expected


@pytest.mark.parametrize("signed", [True, False])
def test_expired_token_is_only_recognised(issue: Issue, *, signed: bool) -> None:
    """It opens no connection, but still says whose it was."""
    platform = Platform(clock=FrozenClock(SECOND * 1000))
    tenant = platform.add_tenant("t400")
    token = notification_tokens.issue(platform, tenant, {**ASKED, "expiresInMinutes": 1, "signed": signed})
    assert notification_tokens.accept(platform, token).subscriber == "worker"

    platform.clock.move_to((SECOND + 60) * 1000)

    with pytest.raises(PlatformError, match=r"^401 .*expired"):
        notification_tokens.accept(platform, token)
    assert notification_tokens.recognise(platform, token).subscriber == "worker"


def _forged(claims: Document) -> str:
    return tokens.unsigned(claims)


CLAIMS: Document = {"sub": "worker", "topic": "t400/relnotif/levels", "jti": "x", "iat": SECOND, "exp": SECOND + 60}


@pytest.mark.parametrize(
    "token",
    [
        "",
        ".",
        "..",
        "...",
        "a.b.",
        "a.b.c",
        "x",
        "\u00e9.\u00e9.",
        _forged(CLAIMS),
        _forged(CLAIMS | {"topic": "nobody/relnotif/levels"}),
        _forged({}),
        tokens.unsigned([]),  # type: ignore[arg-type]
    ],
)
def test_token_from_elsewhere_is_not_taken(platform: Platform, issue: Issue, token: str) -> None:
    """What anybody can write, well-formed or not."""
    issue(signed=False)
    for take in (notification_tokens.accept, notification_tokens.recognise):
        with pytest.raises(PlatformError, match=r"^401 "):
            take(platform, token)


@pytest.mark.parametrize(
    "change",
    [
        {"topic": "t400/levels"},
        {"topic": "t400/relnotif/"},
        {"topic": "t400/relnotif/a/b"},
        {"topic": "nobody/relnotif/levels"},
        {"topic": None},
        {"sub": None},
    ],
)
def test_signed_token_of_another_purpose_is_not_taken(platform: Platform, tenant: Tenant, change: Document) -> None:
    """The platform signs more than these."""
    assert notification_tokens.accept(platform, tokens.sign(platform, CLAIMS)).tenant is tenant

    with pytest.raises(PlatformError, match=r"^401 "):
        notification_tokens.accept(platform, tokens.sign(platform, CLAIMS | change))


def test_changed_token_is_not_taken(platform: Platform, issue: Issue) -> None:
    """Neither a signed one nor one that is remembered as a whole."""
    for token in (issue(), issue(signed=False)):
        header, payload, signature = token.split(".")
        other = json.loads(parts(token)[1]) | {"topic": "t400/relnotif/others"}
        changed = base64.urlsafe_b64encode(json.dumps(other).encode()).rstrip(b"=").decode()
        for forged in (f"{header}.{changed}.{signature}", f"{header}.{payload}."):
            if forged != token:
                with pytest.raises(PlatformError, match=r"^401 "):
                    notification_tokens.recognise(platform, forged)


def test_remembered_tokens_are_forgotten_when_they_expired() -> None:
    """The next one that is handed out clears up."""
    platform = Platform(clock=FrozenClock(SECOND * 1000))
    tenant = platform.add_tenant("t400")
    for _ in range(2):
        notification_tokens.issue(platform, tenant, {**ASKED, "signed": False, "expiresInMinutes": 1})
        platform.clock.move_to(tenant.clock.now() + 60_000)

    assert len(tenant.unsigned_tokens) == 1


def test_null_is_as_good_as_nothing(platform: Platform, issue: Issue) -> None:
    """Clients send members that they leave open."""
    token = issue(expiresInMinutes=None, type=None, signed=None, shared=None, nonPersistent=None)

    assert notification_tokens.claims_of(platform, token)["exp"] == SECOND + 86_400


@pytest.mark.parametrize(
    "change",
    [
        {"subscriber": None},
        {"subscription": None},
        {"subscriber": ""},
        {"subscriber": "a b"},
        {"subscriber": 5},
        {"subscription": "a-b"},
        {"subscription": "a/b"},
        {"type": "other"},
        {"expiresInMinutes": 0},
        {"expiresInMinutes": -1},
        {"expiresInMinutes": "60"},
        {"expiresInMinutes": True},
        {"expiresInMinutes": 1e300},
        {"signed": "true"},
        {"shared": 1},
        {"nonPersistent": "no"},
    ],
)
def test_bad_request_is_refused(issue: Issue, change: Document) -> None:
    """Each property has its type and its range."""
    with pytest.raises(PlatformError, match=r"^422 "):
        issue(**change)


@pytest.mark.parametrize("signed", [True, False])
def test_token_of_a_tenant_that_is_gone_or_suspended_is_not_taken(*, signed: bool) -> None:
    """Nobody may log in there either."""
    platform = Platform(clock=FrozenClock(SECOND * 1000))
    tenant = platform.add_tenant("t400")
    token = notification_tokens.issue(platform, tenant, {**ASKED, "signed": signed})
    tenant.profile.value = replace(tenant.profile.value, status="SUSPENDED")
    with pytest.raises(PlatformError, match=r"^401 "):
        notification_tokens.accept(platform, token)

    platform.remove_tenant("t400")
    with pytest.raises(PlatformError, match=r"^401 "):
        notification_tokens.accept(platform, token)
