"""Tenant options through pyc8y."""

from __future__ import annotations

import pytest
from pyc8y import CumulocityClient
from pyc8y.model import TenantOption

pytestmark = pytest.mark.clients


async def test_created_option_comes_back(c8y: CumulocityClient) -> None:
    """A model is written and read by category and key."""
    made = await TenantOption(c8y, category="acme", key="page.size", value="50").create()

    read = await c8y.tenant_options.get("acme", "page.size")

    assert (made.value, read.value, read.is_encrypted) == ("50", "50", False)
    assert await c8y.tenant_options.get_value("acme", "page.size") == "50"


async def test_value_is_set_again(c8y: CumulocityClient) -> None:
    """Setting what is there overwrites it."""
    for value in ("50", "70"):
        await c8y.tenant_options.set_value("acme", "page.size", value)

    assert await c8y.tenant_options.get_value("acme", "page.size") == "70"


async def test_option_is_changed_by_its_model(c8y: CumulocityClient) -> None:
    """Only the value goes over the wire."""
    option = await TenantOption(c8y, category="acme", key="page.size", value="50").create()

    option.value = "70"
    await option.update()

    assert (await c8y.tenant_options.get("acme", "page.size")).value == "70"


async def test_encrypted_option_hides_its_value(c8y: CumulocityClient) -> None:
    """The client writes the prefix for an encrypted option and takes it away again."""
    made = await TenantOption(c8y, category="acme", key="mail", value="s3cret", encrypted=True).create()

    assert (made.key, made.value, made.is_encrypted) == ("mail", "<<Encrypted>>", True)
    assert await c8y.tenant_options.get_value("acme", "credentials.mail") == "<<Encrypted>>"


async def test_category_is_read_and_written_as_a_map(c8y: CumulocityClient) -> None:
    """Values that are not named stay."""
    await c8y.tenant_options.update_values("acme", {"a": "1", "b": "2"})
    await c8y.tenant_options.update_values("acme", {"b": "3"})

    assert await c8y.tenant_options.get_values("acme") == {"a": "1", "b": "3"}
    assert await c8y.tenant_options.get_values("other") == {}


@pytest.mark.parametrize("workers", [None, 3])
async def test_several_options_are_created_and_listed(c8y: CumulocityClient, workers: int | None) -> None:
    """Pages are read on until all are there."""
    options = [TenantOption(category="acme", key=f"k{number}", value=str(number)) for number in range(7)]
    await c8y.tenant_options.create(*options, workers=workers)

    listed = await c8y.tenant_options.get_all(limit=None, page_size=3, as_map=True)

    assert listed == {"acme": {f"k{number}": str(number) for number in range(7)}}


async def test_deleted_option_is_gone(c8y: CumulocityClient) -> None:
    """By its names or its model, an option goes once."""
    for key in ("a", "b"):
        await c8y.tenant_options.set_value("acme", key, "1")

    await c8y.tenant_options.delete(category="acme", key="a")
    await (await c8y.tenant_options.get("acme", "b")).delete()

    assert await c8y.tenant_options.get_values("acme") == {}
    with pytest.raises(KeyError):
        await c8y.tenant_options.get("acme", "a")
