"""Secrets as they are kept."""

from __future__ import annotations

import pytest
from cryptography.exceptions import InvalidTag

from mockc8y.domain.platform import Platform
from mockc8y.domain.sealing import seal, unseal
from mockc8y.domain.tenant import Tenant


def test_sealed_text_comes_back(tenant: Tenant) -> None:
    """Any text survives, the empty one included."""
    for text in ("", "s3cret", "Übergrößenträger"):
        assert unseal(tenant, "acme/mail", seal(tenant, "acme/mail", text)) == text


def test_sealed_text_gives_nothing_away(tenant: Tenant) -> None:
    """Neither the text nor that two texts are the same can be seen."""
    first, second = (seal(tenant, "acme/mail", "s3cret") for _ in range(2))

    assert first != second
    assert "s3cret" not in first


def test_sealed_text_is_of_use_at_its_place_only(tenant: Tenant) -> None:
    """What was sealed for one option cannot be read as another's value."""
    sealed = seal(tenant, "acme/mail", "s3cret")

    with pytest.raises(InvalidTag):
        unseal(tenant, "acme/other", sealed)


def test_each_tenant_has_a_key_of_its_own(tenant: Tenant, platform: Platform) -> None:
    """Another tenant cannot read it."""
    sealed = seal(tenant, "acme/mail", "s3cret")

    with pytest.raises(InvalidTag):
        unseal(platform.add_tenant("t2"), "acme/mail", sealed)


def test_snapshot_takes_the_key_along(tenant: Tenant, platform: Platform) -> None:
    """A tenant that gets the state of another can read its secrets."""
    sealed = seal(tenant, "acme/mail", "s3cret")
    other = platform.add_tenant("t2")

    other.restore(tenant.snapshot())

    assert unseal(other, "acme/mail", sealed) == "s3cret"


def test_key_depends_on_the_seed_alone() -> None:
    """Two runs of one seed keep the same bytes."""
    kept = [seal(Platform(seed=7).add_tenant("t1"), "acme/mail", "s3cret") for _ in range(2)]

    assert kept[0] == kept[1]
