"""Passwords: which are accepted, how good they are, what is kept of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockc8y.domain import login_options, password_policy, users
from mockc8y.domain.callers import PLATFORM
from mockc8y.domain.errors import PlatformError
from mockc8y.domain.password_policy import GREEN, RED, SYMBOLS, YELLOW
from mockc8y.domain.tenant import Tenant

STRONG = "Str0ng!pass"


def demand(tenant: Tenant, **settings: object) -> None:
    """Set what passwords of a tenant must be like."""
    login_options.update(tenant, "OAUTH2_INTERNAL", settings, PLATFORM)


@pytest.mark.parametrize("password", ["sixsix", "x" * 32, STRONG, f"aB1{SYMBOLS[:20]}", f"aB1{SYMBOLS[20:]}"])
def test_password_of_the_right_length_and_characters_is_accepted(tenant: Tenant, password: str) -> None:
    """All symbols that the specification lists may be in it."""
    assert password_policy.check(tenant, None, password) == password


@pytest.mark.parametrize(
    "password",
    ["", "five5", "x" * 33, "with blank", "tab\ttab", "p\u00e4ssword", "null\0null", None, 123456, ["secret"]],
)
def test_other_passwords_are_refused(tenant: Tenant, password: object) -> None:
    """The answer is 422."""
    with pytest.raises(PlatformError, match=r"^422 users/Invalid Data: The password "):
        password_policy.check(tenant, None, password)


@pytest.mark.parametrize(
    ("password", "strength"),
    [
        (STRONG, GREEN),
        ("Aa1!Aa1!", GREEN),
        ("Aa1!Aa1", RED),
        ("Passw0rds", YELLOW),
        ("passw0rd!", YELLOW),
        ("password", RED),
        ("", RED),
    ],
)
def test_strength_counts_kinds_of_characters_and_length(password: str, strength: str) -> None:
    """GREEN has all kinds."""
    assert password_policy.strength(password) == strength


@given(st.text(alphabet="aB1!", min_size=6, max_size=12))
def test_strong_is_what_is_green(password: str) -> None:
    """What is demanded and what is shown are judged alike."""
    is_strong = len(password) >= 8 and set(password) == set("aB1!")

    assert (password_policy.strength(password) == GREEN) == is_strong


def test_tenant_option_demands_strong_passwords_too(tenant: Tenant) -> None:
    """Both places count."""
    tenant.options.put(("password", "enforce.strength"), "true")

    with pytest.raises(PlatformError, match="at least 8 characters"):
        password_policy.check(tenant, None, "secret")


@pytest.mark.parametrize("setting", ["enforceStrength", "strengthValidity"])
def test_login_option_demands_strong_passwords(tenant: Tenant, setting: str) -> None:
    """For the platform or for the tenant alone, with a length of its own."""
    demand(tenant, **{setting: True, "greenMinLength": 10})

    with pytest.raises(PlatformError, match="at least 10 characters"):
        password_policy.check(tenant, None, "Str0ng!pa")
    assert password_policy.check(tenant, None, STRONG) == STRONG


def test_earlier_passwords_are_known_by_their_hashes(tenant: Tenant) -> None:
    """The last ones of a user are refused where strength is demanded; older ones are forgotten."""
    demand(tenant, enforceStrength=True)
    user = users.add(tenant, "ana", "Secret-000")
    for number in range(1, password_policy.REMEMBERED + 2):
        user = password_policy.changed(tenant, user, f"Secret-{number:03}")

    assert len(user.earlier_passwords) == password_policy.REMEMBERED
    assert password_policy.check(tenant, user, "Secret-000") == "Secret-000"
    for number in range(1, password_policy.REMEMBERED + 2):
        with pytest.raises(PlatformError, match=r"^422 "):
            password_policy.check(tenant, user, f"Secret-{number:03}")


def test_earlier_passwords_may_come_back_where_nothing_is_demanded(tenant: Tenant) -> None:
    """As by default."""
    user = users.add(tenant, "ana", STRONG)

    assert password_policy.check(tenant, user, STRONG) == STRONG


def test_changed_password_is_told_by_the_user(tenant: Tenant) -> None:
    """Its strength and the moment; whoever had to set a new one has done so."""
    user = users.add(tenant, "ana", "secret")

    changed = password_policy.changed(tenant, user, STRONG)

    assert changed.password is not None
    assert changed.password.matches(STRONG)
    assert (changed.password_strength, changed.should_reset_password) == (GREEN, False)
    assert changed.last_password_change == tenant.clock.now()
    assert STRONG not in repr(changed)
