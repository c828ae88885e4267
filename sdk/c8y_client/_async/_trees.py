"""Objects with all that is above or below them."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from c8y_client._async.managed_object import INVENTORY_PATH, ManagedObject
from c8y_client._batch import BatchContext, BatchError
from c8y_client._documents.fields import id_of
from c8y_client._documents.hierarchy import Kind, ancestors, child_ids, next_parent, resource_of
from c8y_client._documents.saplings import Place, Sapling
from c8y_client._errors import C8yError
from c8y_client._http.urls import path as path_of
from c8y_client._queries.params import Reference
from c8y_client._reading.progress import Progress, ProgressOption
from c8y_client._running.concurrency import AsyncWindow, Failure, async_call_each
from c8y_client._types import JSON

if TYPE_CHECKING:
    from c8y_client._async.rest import CumulocityRestClient

# How many objects are asked for by one request: their ids have to fit into its address.
_AT_ONCE: Final = 100

# unverified: that the platform tells all children of an object, however many there are.
_WITH_CHILDREN: Final = {"withChildren": True}
_WITH_PARENTS: Final = {"withParents": True}


async def subtree(
    c8y: CumulocityRestClient,
    root: str,
    *,
    kinds: Sequence[Kind],
    depth: int | None,
    limit: int | None,
    workers: int | None,
) -> AsyncGenerator[ManagedObject]:
    """Yield an object and what is below it, breadth first, each object once."""
    for kind in kinds:
        resource_of(kind)
    if limit == 0:
        return
    seen, level, left, deeper = {root}, [root], limit, depth
    top = await _one(c8y, root, _WITH_CHILDREN)
    yield top
    left = None if left is None else left - 1
    level = _unseen(top, kinds, seen)
    while level and deeper != 0 and left != 0:
        below: list[str] = []
        async for objects in _several(c8y, level, _WITH_CHILDREN, workers):
            for one in objects[:left]:
                below.extend(_unseen(one, kinds, seen))
                yield one
            left = None if left is None else max(0, left - len(objects))
            if left == 0:
                return
        level, deeper = below, None if deeper is None else deeper - 1


async def path(c8y: CumulocityRestClient, of: str) -> list[ManagedObject]:
    """Read the chain of parents, the nearest first.

    The platform tells all ancestors of an object at once, in no promised order. Which of them is the nearest follows
    from what it tells of each of them.
    """
    known = {of: await _one(c8y, of, _WITH_PARENTS)}
    while unknown := [each for one in known.values() for each in ancestors(one.json).values() if each.id not in known]:
        # What the user may not see is known by its reference alone.
        known.update((each.id, ManagedObject.from_json({"id": each.id, "name": each.name}, c8y)) for each in unknown)
        async for objects in _several(c8y, list(dict.fromkeys(each.id for each in unknown)), _WITH_PARENTS, None):
            known.update((str(one.id), one) for one in objects)
    documents = {name: one.json for name, one in known.items()}
    chain = [of]
    while (nearest := next_parent(documents[chain[-1]], documents)) is not None and nearest.id not in chain:
        chain.append(nearest.id)
    return [known[each] for each in chain[1:]]


async def create(
    c8y: CumulocityRestClient,
    trees: Sequence[Mapping[str, JSON]],
    *,
    parent: Reference | None,
    kind: Kind,
    workers: int | None,
    progress: ProgressOption,
) -> list[ManagedObject]:
    """Create objects level by level, those of a level beside each other."""
    saplings = [Sapling.of(tree) for tree in trees]
    resource_of(kind)
    level = [Place(sapling, None if parent is None else id_of(parent), kind) for sapling in saplings]
    created: list[ManagedObject] = []
    failed: list[tuple[Sapling, Exception]] = []

    async def plant(place: Place) -> ManagedObject:
        return await _planted(c8y, place)

    with Progress.of(progress, sum(1 + len(list(each.descendants())) for each in saplings)) as shown:
        while level:
            outcomes = await async_call_each(plant, level, max(1, workers or 1), shown.advance)
            grown = list(zip(level, outcomes, strict=True))
            failed += [
                each for place, outcome in grown if isinstance(outcome, Failure) for each in _lost(place, outcome)
            ]
            planted = [(place, one) for place, one in grown if isinstance(one, ManagedObject)]
            created += [one for _, one in planted]
            level = [Place(child, one.id, below) for place, one in planted for below, child in place.sapling.children]
    if failed:
        contexts = [BatchContext(sapling.given) for sapling, _ in failed]
        raise BatchError([error for _, error in failed], contexts, succeeded=created)
    return created


async def _planted(c8y: CumulocityRestClient, place: Place) -> ManagedObject:
    given = place.sapling.given
    one = given if isinstance(given, ManagedObject) else ManagedObject(c8y)
    one.c8y = one.c8y or c8y
    where = INVENTORY_PATH
    if place.parent is not None:
        where = path_of(INVENTORY_PATH, place.parent, resource_of(place.kind))
    document = {name: value for name, value in place.sapling.document().items() if name not in one._assigned}
    response = await c8y.transport.request(
        "POST", where, json=document, accept=one.object_type, content_type=one.object_type
    )
    return one._received(response, copy=False)


def _lost(place: Place, failure: Failure) -> list[tuple[Sapling, Exception]]:
    reason = f"not created, because what it is to belong to was not: {place.sapling.given!r}"
    return [(place.sapling, failure.error), *((each, C8yError(reason)) for each in place.sapling.descendants())]


def _unseen(one: ManagedObject, kinds: Sequence[Kind], seen: set[str]) -> list[str]:
    found = [child for child in dict.fromkeys(child_ids(one.json, kinds)) if child not in seen]
    seen.update(found)
    return found


async def _one(c8y: CumulocityRestClient, object_id: str, view: Mapping[str, Any]) -> ManagedObject:
    where = path_of(INVENTORY_PATH, object_id)
    response = await c8y.transport.request("GET", where, params=view, accept=ManagedObject.object_type)
    return ManagedObject.from_json(response.json(), c8y)


async def _several(
    c8y: CumulocityRestClient, ids: Sequence[str], view: Mapping[str, Any], workers: int | None
) -> AsyncGenerator[list[ManagedObject]]:
    """Read objects by id, in this order, as far as they are there."""

    async def some(start: int) -> list[ManagedObject]:
        wanted = ids[start : start + _AT_ONCE]
        params = {"ids": wanted, "pageSize": len(wanted), **view}
        page = await c8y.get(INVENTORY_PATH, params=params)
        found = {each["id"]: each for each in page["managedObjects"]}
        return [ManagedObject.from_json(found[each], c8y) for each in wanted if each in found]

    starts = iter(range(0, len(ids), _AT_ONCE))
    async with AsyncWindow[list[ManagedObject]](max(1, workers or 1), ordered=True) as window:
        while True:
            while window.has_room and (start := next(starts, None)) is not None:
                window.start(some, start)
            if not window:
                return
            yield await window.next()
