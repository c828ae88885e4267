"""The trees that managed objects form."""

from __future__ import annotations

import pytest

from mockc8y.domain.hierarchy import ADDITIONS, ASSETS, DEVICES, ancestors, descendants, is_above, is_root
from mockc8y.domain.tenant import Tenant


@pytest.fixture
def forest(tenant: Tenant) -> Tenant:
    """Plant 1 -assets-> 2 -devices-> 3 -additions-> 4, and 5 -assets-> 3."""
    for kind, parent, child in ((ASSETS, 1, 2), (DEVICES, 2, 3), (ADDITIONS, 3, 4), (ASSETS, 5, 3)):
        tenant.relations.link(kind, parent, child)
    return tenant


def test_descendants_are_found_along_every_kind_of_link(forest: Tenant) -> None:
    """Everything below counts, the nearest first, but not the object itself."""
    assert list(descendants(forest, 1)) == [2, 3, 4]


def test_descendants_may_be_limited_to_kinds(forest: Tenant) -> None:
    """Links of other kinds are not followed."""
    assert list(descendants(forest, 1, (ASSETS,))) == [2]


def test_ancestors_are_filed_under_the_last_link(forest: Tenant) -> None:
    """All levels above are collected, each under the kind of the link that leads to it."""
    assert ancestors(forest, 3) == {DEVICES: {2: None}, ASSETS: {5: None, 1: None}, ADDITIONS: {}}


@pytest.mark.parametrize(("upper", "lower", "expected"), [(1, 4, True), (4, 1, False), (5, 2, False), (3, 3, True)])
def test_object_is_above_what_it_leads_to(forest: Tenant, upper: int, lower: int, expected: bool) -> None:
    """An ancestor of any kind and level is above, and so is the object itself."""
    assert is_above(forest, upper, lower) is expected


def test_root_has_no_parent_of_any_kind(forest: Tenant) -> None:
    """One parent is enough to be no root."""
    assert [node for node in range(1, 7) if is_root(forest, node)] == [1, 5, 6]


def test_circle_of_links_is_walked_once(forest: Tenant) -> None:
    """Should links ever form a circle, walking them ends."""
    forest.relations.link(ASSETS, 4, 1)

    assert list(descendants(forest, 1)) == [2, 3, 4]
    assert set(ancestors(forest, 1)[ASSETS]) == {1, 4, 5}
