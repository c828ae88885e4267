from __future__ import annotations

import pytest

from mockc8y.simulation.large import generate
from mockc8y.simulation.soundness import problems
from mockc8y.store.codec import Document

HEAD: Document = {"name": "mine", "description": "A test", "number": 1}


@pytest.mark.parametrize("devices", [1, 25, 26, 130])
def test_fleet_has_the_size_asked_for(devices: int) -> None:
    """Gateways count as devices; the last one may have fewer behind it."""
    tables = generate(1, devices)

    assert sum("c8y_IsDevice" in row for row in tables["managedObjects"]) == devices
    assert len({row["externalId"] for row in tables["externalIds"]}) == devices


def test_generated_tables_are_sound() -> None:
    """A generated seed keeps every rule of a written one."""
    tables = {name: {str(place): row for place, row in enumerate(rows)} for name, rows in generate(1, 130).items()}

    assert list(problems({"seed": {"1": HEAD}, **tables})) == []


def test_same_number_gives_the_same_fleet() -> None:
    """Names, places and history are settled by the number."""
    assert generate(7, 60) == generate(7, 60)
    assert generate(7, 60) != generate(8, 60)
