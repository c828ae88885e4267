"""How a managed object looks: its body between the containers of children and parents."""

from __future__ import annotations

from mockc8y.api import render
from mockc8y.api.links import Links
from mockc8y.store.collection import Record

PATH = "/inventory/managedObjects"
_HEAD = b'{"id":"%(id)d","self":"%(base)b/inventory/managedObjects/%(id)d"'
_EMPTY_CONTAINERS = (
    b',"childDevices":{"self":"%(base)b/inventory/managedObjects/%(id)d/childDevices","references":[]}'
    b',"childAssets":{"self":"%(base)b/inventory/managedObjects/%(id)d/childAssets","references":[]}'
    b',"childAdditions":{"self":"%(base)b/inventory/managedObjects/%(id)d/childAdditions","references":[]}'
    b',"deviceParents":{"references":[]},"assetParents":{"references":[]},"additionParents":{"references":[]}'
)


def without_references(record: Record, links: Links) -> bytes:
    """Write a managed object whose containers are empty, which is what answers show unless asked for more."""
    return render.join_object((_HEAD + _EMPTY_CONTAINERS) % {b"id": record.id, b"base": links.raw}, record.body)


RESOURCE = render.Resource(
    path=PATH,
    media="managedobject",
    collection_media="managedobjectcollection",
    key="managedObjects",
    render=without_references,
)
