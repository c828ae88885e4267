"""What clients rely on in the inventory."""

from __future__ import annotations

import pytest

from c8y_client import CumulocityClient, NotFoundError
from c8y_client.model import ExternalId, ManagedObject
from tests.contract.contracts import contract
from tests.contract.own import Own


@contract
async def test_object_lives_from_creation_to_deletion(c8y: CumulocityClient, own: Own) -> None:
    """An object gets an id, keeps what it was given, merges updates by fragment, and is gone once deleted."""
    made = await own.object(type="c8y_Contract", my_Fragment={"a": 1, "b": {"c": [1, 2]}})
    assert made.id
    assert made["my_Fragment"] == {"a": 1, "b": {"c": [1, 2]}}

    made["my_Fragment"] = {"a": 2}
    made["my_Other"] = {}
    await made.update()
    read = await c8y.inventory.get(made.id)
    assert read["my_Fragment"] == {"a": 2}
    assert "my_Other" in read
    assert read.type == "c8y_Contract"

    read["my_Other"] = None
    await read.update()
    assert "my_Other" not in await c8y.inventory.get(made.id)

    await made.delete()
    with pytest.raises(NotFoundError) as refused:
        await c8y.inventory.get(made.id)
    assert refused.value.error == "inventory/Not Found"


@contract
async def test_children_are_found_from_both_sides(c8y: CumulocityClient, own: Own) -> None:
    """A child is listed by its parent, names its parent when asked to, and is let go by unassigning."""
    parent, child = await own.object(), await own.object()
    assert parent.id
    assert child.id

    await parent.assign_child_asset(child)
    seen = await c8y.inventory.get(parent.id, with_children=True)
    assert [each.id for each in seen.child_assets] == [child.id]
    below = await c8y.inventory.get(child.id, with_parents=True)
    assert [each.id for each in below.parent_assets] == [parent.id]

    await parent.unassign_child_asset(child)
    assert (await c8y.inventory.get(parent.id, with_children=True)).child_assets == []


@contract
async def test_queries_find_by_name_type_and_fragment(c8y: CumulocityClient, own: Own) -> None:
    """Wildcards, apostrophes and combined filters select exactly what they say."""
    quoted = await own.object(name=own.name("it's here"), type="c8y_ContractA", my_Mark={})
    other = await own.object(name=own.name("there"), type="c8y_ContractB")
    assert quoted.name

    by_name = await c8y.inventory.get_all(name=quoted.name)
    assert [each.id for each in by_name] == [quoted.id]
    by_wildcard = await c8y.inventory.get_all(name=f"{own.prefix}*", order_by="name asc", limit=None)
    assert {each.id for each in by_wildcard} == {quoted.id, other.id}
    by_both = await c8y.inventory.get_all(name=f"{own.prefix}*", fragment="my_Mark")
    assert [each.id for each in by_both] == [quoted.id]
    assert await c8y.inventory.get_count(name=f"{own.prefix}*") == 2


@contract
async def test_external_id_leads_to_its_object(c8y: CumulocityClient, own: Own) -> None:
    """An external id with any characters is found, is unique within its type, and goes with its removal."""
    device = await own.device()
    assert device.id
    name = own.name("serial/?#% x")
    await c8y.identity.create(ExternalId(external_id=name, external_type="c8y_Serial", managed_object_id=device.id))

    assert await c8y.identity.get_id(name, "c8y_Serial") == device.id
    assert [each.external_id for each in await c8y.identity.get_all(device.id)] == [name]
    with pytest.raises(ValueError, match="409"):
        await c8y.identity.create(external_id=name, external_type="c8y_Serial", managed_object_id=device.id)

    await c8y.identity.delete(external_id=name, external_type="c8y_Serial")
    with pytest.raises(KeyError):
        await c8y.identity.get(name, "c8y_Serial")


@contract
async def test_pages_cover_a_collection_once(c8y: CumulocityClient, own: Own) -> None:
    """Small pages, several workers and values without objects give the same objects."""
    made = [ManagedObject(c8y, name=own.name("paged"), type=own.prefix) for _ in range(7)]
    for each in made:
        await each.create()
        own.remove_later(f"object {each.id}", each.delete)
    ids = [each.id for each in made]

    assert [each.id for each in await c8y.inventory.get_all(type=own.prefix, limit=None, page_size=3)] == ids
    assert await c8y.inventory.get_all(type=own.prefix, limit=5, as_values="id") == ids[:5]
    assert await c8y.inventory.get_all(type=own.prefix, page_size=3, page_number=2, as_values="id") == ids[3:6]
