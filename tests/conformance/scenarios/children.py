"""Requests for children of managed objects, alike for the three kinds."""

from __future__ import annotations

from collections.abc import Mapping

from tests.world import Ask, Scenario, World

KINDS = ("childAdditions", "childAssets", "childDevices")


def _of_kind(kind: str) -> Mapping[str, Scenario]:
    """Return the scenarios of one kind; the specification's names for them end in `s` where many are meant."""
    many, one = f"ManagedObjectC{kind[1:]}", f"ManagedObjectC{kind[1:-1]}"

    def family(world: World) -> tuple[str, str]:
        parent, child = world.object(), world.device()
        world.adopt(parent, kind, child)
        return parent, child

    def add(world: World) -> Ask:
        return Ask((world.object(),), json={"managedObject": {"id": world.device()}})

    def find(world: World) -> Ask:
        parent, _ = family(world)
        return Ask((parent,), "withChildren=true&withTotalPages=true")

    def remove_all(world: World) -> Ask:
        parent, child = family(world)
        return Ask((parent,), json={"references": [{"managedObject": {"id": child}}]})

    def one_child(world: World) -> Ask:
        return Ask(family(world))

    return {
        f"post{many}Resource": add,
        f"get{many}Resource": find,
        f"delete{one}ResourceMultiple": remove_all,
        f"get{one}Resource": one_child,
        f"delete{one}Resource": one_child,
    }


SCENARIOS = {operation: scenario for kind in KINDS for operation, scenario in _of_kind(kind).items()}
