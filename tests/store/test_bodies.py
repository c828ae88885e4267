"""Bodies in packs."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mockc8y.store.bodies import PACK, Body, PackedBodies


def packed(count: int) -> PackedBodies:
    """Make so many bodies, each its number."""
    return PackedBodies(b"%d" % number for number in range(count))


@given(st.lists(st.none() | st.binary(min_size=1, max_size=3), max_size=2 * PACK + 3))
def test_bodies_come_back_in_their_slots(bodies: list[Body]) -> None:
    """Whether in a pack or not yet, a body is found under its slot; a removed one is `None`."""
    found = PackedBodies(bodies)

    assert len(found) == len(bodies)
    assert list(found) == bodies


def test_change_reaches_into_a_pack() -> None:
    """A body that is packed already can be exchanged and removed."""
    bodies = packed(PACK + 1)

    bodies[0], bodies[PACK - 1] = b"other", None

    assert (bodies[0], bodies[1], bodies[PACK - 1], bodies[PACK]) == (b"other", b"1", None, b"128")


def test_copy_is_independent() -> None:
    """What is added to or changed in one of two copies is not seen in the other."""
    bodies = packed(PACK - 1)
    twin = bodies.copy()

    bodies[3] = None
    bodies.append(b"new")

    assert (len(twin), twin[3]) == (PACK - 1, b"3")
    assert (len(bodies), bodies[3], bodies[PACK - 1]) == (PACK, None, b"new")
