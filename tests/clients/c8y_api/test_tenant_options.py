"""Tenant options through c8y_api."""

from __future__ import annotations

import pytest
from c8y_api import CumulocityApi
from c8y_api.model import TenantOption

pytestmark = pytest.mark.clients


def test_created_option_comes_back(c8y: CumulocityApi) -> None:
    """A model is written and read by category and key."""
    made = TenantOption(c8y, "acme", "page.size", "50").create()

    read = c8y.tenant_options.get("acme", "page.size")

    assert (made.value, read.category, read.key, read.value) == ("50", "acme", "page.size", "50")
    assert c8y.tenant_options.get_value("acme", "page.size") == "50"


def test_value_is_set_again(c8y: CumulocityApi) -> None:
    """Setting what is there overwrites it."""
    for value in ("50", "70"):
        c8y.tenant_options.set_value("acme", "page.size", value)

    assert c8y.tenant_options.get_value("acme", "page.size") == "70"


def test_option_is_changed_by_its_model(c8y: CumulocityApi) -> None:
    """Only the value goes over the wire; the answer is the option as it is then."""
    option = TenantOption(c8y, "acme", "page.size", "50").create()

    option.value = "70"

    assert option.update().value == "70"
    assert c8y.tenant_options.get("acme", "page.size").value == "70"


def test_category_is_read_and_written_as_a_map(c8y: CumulocityApi) -> None:
    """Values that are not named stay; options of other categories do not show up."""
    c8y.tenant_options.set_value("other", "z", "9")
    c8y.tenant_options.update_by("acme", {"a": "1", "b": "2"})
    c8y.tenant_options.update_by("acme", {"b": "3"})

    assert c8y.tenant_options.get_all_mapped("acme") == {"a": "1", "b": "3"}
    assert c8y.tenant_options.get_all_mapped() == {"a": "1", "b": "3", "z": "9"}


def test_all_pages_are_read(c8y: CumulocityApi) -> None:
    """Options come in the order of category and key."""
    c8y.tenant_options.create(*(TenantOption(category="acme", key=f"k{number}", value="x") for number in range(7)))

    assert [option.key for option in c8y.tenant_options.get_all(page_size=3)] == [f"k{number}" for number in range(7)]
    assert len(c8y.tenant_options.get_all(limit=4)) == 4


def test_deleted_option_is_gone(c8y: CumulocityApi) -> None:
    """By its names or its model, an option goes once."""
    c8y.tenant_options.update_by("acme", {"a": "1", "b": "2"})

    c8y.tenant_options.delete_by("acme", "a")
    c8y.tenant_options.delete(c8y.tenant_options.get("acme", "b"))

    assert c8y.tenant_options.get_all("acme") == []
    with pytest.raises(KeyError):
        c8y.tenant_options.get("acme", "a")
