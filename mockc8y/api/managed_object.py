"""How a managed object looks: its body between the containers of children and parents."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType

import orjson

from mockc8y.api import parameters, render
from mockc8y.api.links import Links
from mockc8y.api.request import Query, Request
from mockc8y.api.route import query_names
from mockc8y.domain.hierarchy import ASSETS, CHILD_KINDS, PARENT_KINDS, ancestors
from mockc8y.domain.ids import NOT_STORED
from mockc8y.domain.inventory_series import latest_values
from mockc8y.domain.permissions import Sight
from mockc8y.domain.roles import roles
from mockc8y.domain.tenant import Tenant
from mockc8y.store.collection import Record

PATH = "/inventory/managedObjects"
ONE = f"{PATH}/{{id}}"
READ = roles("INVENTORY_READ", "MANAGED_OBJECT_READ")
CHANGE = roles("INVENTORY_ADMIN", "MANAGED_OBJECT_ADMIN")
_HEAD = b'{"id":"%(id)d","self":"%(base)b/inventory/managedObjects/%(id)d"'
_EMPTY_CHILDREN = (
    b',"childDevices":{"self":"%(base)b/inventory/managedObjects/%(id)d/childDevices","references":[]}'
    b',"childAssets":{"self":"%(base)b/inventory/managedObjects/%(id)d/childAssets","references":[]}'
    b',"childAdditions":{"self":"%(base)b/inventory/managedObjects/%(id)d/childAdditions","references":[]}'
)
_EMPTY_PARENTS = (
    b',"deviceParents":{"references":[]},"assetParents":{"references":[]},"additionParents":{"references":[]}'
)
_PLAIN = _HEAD + _EMPTY_CHILDREN + _EMPTY_PARENTS
_UNSTORED = (
    b'{"childDevices":{"references":[]},"childAssets":{"references":[]},"childAdditions":{"references":[]}'
    + _EMPTY_PARENTS
)


@dataclass(frozen=True, slots=True)
class View:
    """What of a managed object is shown beside its body."""

    with_children: bool = False
    with_children_count: bool = False
    skip_children_names: bool = False
    with_parents: bool = False
    with_groups: bool = False
    with_latest_values: bool = False


PARAMETERS = query_names("withChildren withChildrenCount skipChildrenNames withParents withGroups withLatestValues")
PLAIN = View()
NOBODY: Mapping[str, Iterable[int]] = MappingProxyType(dict.fromkeys(CHILD_KINDS, ()))


def view_of(query: Query) -> View:
    """Read which parts of managed objects a request wants to see."""
    if not query.raw:
        return PLAIN
    return View(
        with_children=parameters.flag(query, "withChildren"),
        with_children_count=parameters.flag(query, "withChildrenCount"),
        skip_children_names=parameters.flag(query, "skipChildrenNames"),
        with_parents=parameters.flag(query, "withParents"),
        with_groups=parameters.flag(query, "withGroups"),
        with_latest_values=parameters.flag(query, "withLatestValues"),
    )


def resource_of(request: Request) -> render.Resource:
    """Return how managed objects look in the answer to a request."""
    view = view_of(request.query)
    if view == PLAIN:
        return RESOURCE
    return _resource(_Writer(request.tenant, view, request.sight))


def without_references(record: Record, links: Links) -> bytes:
    """Write a managed object whose containers are empty, which is what answers show unless asked for more."""
    if record.id == NOT_STORED:
        return render.join_object(_UNSTORED, record.body)
    return render.join_object(_PLAIN % {b"id": record.id, b"base": links.raw}, record.body)


class _Writer:
    """Writes managed objects of a tenant as a view wants them. Children and parents are never decoded.

    Of children and parents only those in sight are shown and counted.
    """

    def __init__(self, tenant: Tenant, view: View, sight: Sight | None) -> None:
        self._tenant = tenant
        self._view = view
        self._sight = sight

    def __call__(self, record: Record, links: Links) -> bytes:
        start = _HEAD % {b"id": record.id, b"base": links.raw}
        parts = (self._children(record.id, links), self._parents(record.id, links), self._latest(record.id))
        return render.join_object(start + b"".join(parts), record.body)

    def _children(self, parent: int, links: Links) -> bytes:
        if not self._view.with_children and not self._view.with_children_count:
            return _EMPTY_CHILDREN % {b"id": parent, b"base": links.raw}
        return b"".join(self._children_of_kind(kind, parent, links) for kind in CHILD_KINDS)

    def _children_of_kind(self, kind: str, parent: int, links: Links) -> bytes:
        own = b"%b/inventory/managedObjects/%d/%b" % (links.raw, parent, kind.encode())
        count = self._count(kind, parent) if self._view.with_children_count else 0
        counted = b',"count":%d' % count if count else b""
        children = self._seen(self._tenant.relations.children(kind, parent)) if self._view.with_children else ()
        references = b",".join(
            b'{"self":"%b/%d","managedObject":%b}' % (own, child, self._summary(child, links)) for child in children
        )
        return b',"%b":{"self":"%b"%b,"references":[%b]}' % (kind.encode(), own, counted, references)

    def _count(self, kind: str, parent: int) -> int:
        if self._sight is None:
            return self._tenant.relations.count_children(kind, parent)
        return len(self._seen(self._tenant.relations.children(kind, parent)))

    def _seen(self, ids: Iterable[int]) -> list[int]:
        return [number for number in ids if self._sight is None or self._sight.admits(number, ())]

    def _summary(self, child: int, links: Links) -> bytes:
        return _summary(child, None if self._view.skip_children_names else self._tenant.names.get(child), links)

    def _parents(self, child: int, links: Links) -> bytes:
        found = self._shown_parents(child)
        if not found:
            return _EMPTY_PARENTS
        parent = partial(_parent, self._tenant, links)
        return b"".join(
            b',"%b":{"references":[%b]}' % (name.encode(), b",".join(map(parent, self._seen(found[kind]))))
            for kind, name in PARENT_KINDS.items()
        )

    def _shown_parents(self, child: int) -> Mapping[str, Iterable[int]]:
        if self._view.with_parents:
            return ancestors(self._tenant, child)
        if self._view.with_groups:
            return {**NOBODY, ASSETS: self._tenant.relations.parents(ASSETS, child)}
        return {}

    def _latest(self, object_id: int) -> bytes:
        if not self._view.with_latest_values:
            return b""
        latest, previous = latest_values(self._tenant, object_id)
        fragments = {"c8y_LatestMeasurements": latest, "c8y_PreviousMeasurements": previous}
        return b"".join(
            b',"%b":%b' % (name.encode(), orjson.dumps(value)) for name, value in fragments.items() if value
        )


def _parent(tenant: Tenant, links: Links, parent: int) -> bytes:
    # unverified: parents have had no address of their own below a child since 10.20.589, so the object's stands in.
    summary = _summary(parent, tenant.names.get(parent), links)
    return b'{"self":"%b/inventory/managedObjects/%d","managedObject":%b}' % (links.raw, parent, summary)


def _summary(object_id: int, name: str | None, links: Links) -> bytes:
    """Write the little that a reference tells of an object."""
    named = b"" if name is None else b'"name":%b,' % orjson.dumps(name)
    return b'{"id":"%d",%b"self":"%b/inventory/managedObjects/%d"}' % (object_id, named, links.raw, object_id)


def _resource(write: render.Render) -> render.Resource:
    return render.Resource(
        path=PATH,
        media="managedobject",
        collection_media="managedobjectcollection",
        key="managedObjects",
        render=write,
    )


RESOURCE = _resource(without_references)
