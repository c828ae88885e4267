"""Links between parents and children."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockc8y.store.relations import Relations

ASSETS, DEVICES = "childAssets", "childDevices"
KINDS = (ASSETS, DEVICES)
links = st.lists(st.tuples(st.sampled_from(KINDS), st.integers(1, 4), st.integers(1, 4)), max_size=12)


@pytest.fixture
def relations() -> Relations:
    """Object 1 with the assets 2 and 3, of which 3 is a device of 4 as well."""
    made = Relations()
    made.link(ASSETS, 1, 2)
    made.link(ASSETS, 1, 3)
    made.link(DEVICES, 4, 3)
    return made


def test_link_is_seen_from_both_ends(relations: Relations) -> None:
    """A child knows its parents, a parent its children, each kind for itself."""
    assert (relations.children(ASSETS, 1), relations.count_children(ASSETS, 1)) == ([2, 3], 2)
    assert (relations.parents(ASSETS, 3), relations.parents(DEVICES, 3)) == ([1], [4])
    assert relations.linked(ASSETS, 1, 3)
    assert not relations.linked(DEVICES, 1, 3)


def test_repeated_link_changes_nothing(relations: Relations) -> None:
    """A child is listed once, where it was linked first."""
    relations.link(ASSETS, 1, 2)

    assert relations.children(ASSETS, 1) == [2, 3]


def test_parted_child_is_gone_from_both_ends(relations: Relations) -> None:
    """A link that is cut leaves other links of the same objects alone."""
    relations.unlink(ASSETS, 1, 3)

    assert (relations.children(ASSETS, 1), relations.parents(ASSETS, 3)) == ([2], [])
    assert relations.parents(DEVICES, 3) == [4]


def test_absent_link_can_be_cut(relations: Relations) -> None:
    """Parting objects that have nothing to do with each other is no error."""
    relations.unlink(DEVICES, 8, 9)

    assert relations.children(DEVICES, 8) == []


def test_isolation_cuts_links_in_both_directions(relations: Relations) -> None:
    """All links of an object are cut, up and down, of every kind that is asked for."""
    relations.link(DEVICES, 3, 5)
    parents = [relations.parents(kind, 3) for kind in KINDS]

    relations.isolate(KINDS, 3)

    assert [parent for found in parents for parent in found] == [1, 4]
    assert [relations.parents(kind, 3) + relations.children(kind, 3) for kind in KINDS] == [[], []]
    assert relations.parents(DEVICES, 5) == []


@given(links, links)
def test_both_directions_agree(made: list[tuple[str, int, int]], cut: list[tuple[str, int, int]]) -> None:
    """Whatever is linked and parted, a child has a parent exactly if the parent has the child."""
    relations = Relations()
    for link in made:
        relations.link(*link)
    for link in cut:
        relations.unlink(*link)

    expected = set(made) - set(cut)

    assert {(kind, p, c) for kind in KINDS for p in range(5) for c in relations.children(kind, p)} == expected
    assert {(kind, p, c) for kind in KINDS for c in range(5) for p in relations.parents(kind, c)} == expected
