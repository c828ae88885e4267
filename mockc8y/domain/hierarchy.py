"""The trees that managed objects form."""

from __future__ import annotations

from collections.abc import Iterable

from mockc8y.domain.tenant import Tenant

DEVICES = "childDevices"
ASSETS = "childAssets"
ADDITIONS = "childAdditions"
CHILD_KINDS = (DEVICES, ASSETS, ADDITIONS)
PARENT_KINDS = {DEVICES: "deviceParents", ASSETS: "assetParents", ADDITIONS: "additionParents"}


def descendants(tenant: Tenant, root: int, kinds: Iterable[str] = CHILD_KINDS) -> dict[int, None]:
    """Collect everything below an object along links of the given kinds, nearest first, without the object itself."""
    kinds = tuple(kinds)
    found: dict[int, None] = {}
    waiting = [root]
    for parent in waiting:
        for kind in kinds:
            for child in tenant.relations.children(kind, parent):
                if child not in found and child != root:
                    found[child] = None
                    waiting.append(child)
    return found


def ancestors(tenant: Tenant, node: int) -> dict[str, dict[int, None]]:
    """Collect everything above an object, filed under the kind of the last link on the way up.

    # unverified: whether the platform files an ancestor under the last or the first link is not known.
    """
    found: dict[str, dict[int, None]] = {kind: {} for kind in CHILD_KINDS}
    seen = {node}
    waiting = [node]
    for child in waiting:
        for kind in CHILD_KINDS:
            for parent in tenant.relations.parents(kind, child):
                found[kind][parent] = None
                if parent not in seen:
                    seen.add(parent)
                    waiting.append(parent)
    return found


def is_above(tenant: Tenant, upper: int, lower: int) -> bool:
    """Tell whether one object is an ancestor of another, along links of any kind, or the very same."""
    return upper == lower or any(upper in nodes for nodes in ancestors(tenant, lower).values())


def is_root(tenant: Tenant, node: int) -> bool:
    """Tell whether an object has no parent."""
    return not any(tenant.relations.parents(kind, node) for kind in CHILD_KINDS)
