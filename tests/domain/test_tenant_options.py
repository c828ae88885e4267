"""Tenant options: what is kept, who gets secrets in clear, and that locks go with their options."""

from __future__ import annotations

import pytest

from mockc8y.domain import tenant_options
from mockc8y.domain.callers import Caller
from mockc8y.domain.errors import PlatformError
from mockc8y.domain.platform import Platform
from mockc8y.domain.tenant import Tenant

ANA = Caller("ana")
LOCK = {"editable": False}


def store(tenant: Tenant, **values: object) -> None:
    """Set options of the category `acme`; two underscores stand for the dot in a key."""
    tenant_options.put(tenant, "acme", {key.replace("__", "."): value for key, value in values.items()}, ANA)


def test_secret_is_kept_encrypted(tenant: Tenant) -> None:
    """The store never holds the clear text."""
    store(tenant, credentials__mail="s3cret", plain="s3cret")

    assert tenant.options.get(("acme", "plain")) == "s3cret"
    assert "s3cret" not in (tenant.options.get(("acme", "credentials.mail")) or "")


def test_owner_gets_secrets_in_clear(tenant: Tenant) -> None:
    """The settings of a category have keys without the prefix."""
    store(tenant, credentials__mail="s3cret", size=5)
    tenant_options.put(tenant, "other", {"size": "7"}, ANA)

    assert tenant_options.settings_of(tenant, "acme") == {"mail": "s3cret", "size": "5"}
    assert tenant_options.settings_of(tenant, "nothing") == {}


def test_clear_value_is_for_the_platform_itself(tenant: Tenant) -> None:
    """One function reads plain options and secrets alike."""
    store(tenant, credentials__mail="s3cret", size="5")

    assert tenant_options.clear_value(tenant, "acme", "credentials.mail") == "s3cret"
    assert tenant_options.clear_value(tenant, "acme", "size") == "5"
    assert tenant_options.clear_value(tenant, "acme", "x") is None


def test_restored_tenant_reads_its_secrets(tenant: Tenant) -> None:
    """A snapshot from before the first secret does not spoil later ones."""
    empty = tenant.snapshot()
    store(tenant, credentials__mail="s3cret")
    full = tenant.snapshot()
    tenant.restore(empty)
    store(tenant, credentials__mail="other")

    tenant.restore(full)

    assert tenant_options.settings_of(tenant, "acme") == {"mail": "s3cret"}


def test_deleted_option_takes_its_lock_along(platform: Platform) -> None:
    """The management tenant may delete what it locked; a new option of that name is free."""
    management = platform.tenants[0]
    store(management, size="5")
    tenant_options.set_editable(management, "acme", "size", LOCK)

    tenant_options.delete(management, "acme", "size", ANA)

    assert len(management.locked_options) == 0


def test_locked_option_is_refused_with_the_rule(tenant: Tenant) -> None:
    """The explanation names the option; the answer itself says no more than the platform's."""
    store(tenant, size="5")
    tenant_options.set_editable(tenant, "acme", "size", LOCK)

    with pytest.raises(PlatformError, match=r"^403 .*Access is denied") as refusal:
        store(tenant, colour="red", size="6")

    assert "acme/size" in str(refusal.value.evidence["rule"])
    assert tenant_options.of_category(tenant, "acme") == {"size": "5"}
