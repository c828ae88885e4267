"""What an index can tell about the alternatives of a query."""

from __future__ import annotations

import pytest

from mockc8y.domain.inventory_narrowing import alternatives

A, B, TYPE = ("fragment", "a"), ("fragment", "b"), ("type", "t")


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ()),
        ("has(a)", ()),
        ("has(a) or has(b)", ((A, B),)),
        ("hasany(a,b)", ((A, B),)),
        ("(has(a) and x eq 1) or (x eq 2 and type eq t)", ((A, TYPE),)),
        ("(has(a) or type eq t) and (has(b) or type eq t) and x eq 1", ((A, TYPE), (B, TYPE))),
        ("has(a) or x eq 1", ()),
        ("has(a) or id eq 7", ()),
        ("has(a) or type eq 't*'", ()),
        ("has(a) or not has(b)", ()),
        ("not (has(a) or has(b))", ()),
        ("$orderby=name", ()),
    ],
)
def test_alternatives_are_demanded_by_every_branch(query: str, expected: object) -> None:
    """An outer `or` narrows when each branch has a term that an index knows, and not otherwise."""
    assert alternatives(query) == expected
