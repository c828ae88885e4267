"""Filters of subscriptions: lists of APIs, and types with a little grammar."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockc8y.domain.errors import PlatformError
from mockc8y.domain.notifications.filters import KINDS, MO, TENANT, kinds_of, types_of

TYPES = {
    "acme_Level": {"acme_Level"},
    "'acme_Level'": {"acme_Level"},
    "acme level": {"acme level"},
    "author": {"author"},
    "'acme_Level' or 'acme_Flow'": {"acme_Level", "acme_Flow"},
    "'a' or 'b' or 'c'": {"a", "b", "c"},
    "type eq 'a'": {"a"},
    "type eq 'a' or type eq 'b'": {"a", "b"},
    "type eq 'a' or 'b'": {"a", "b"},
    " 'a'  or\t'b' ": {"a", "b"},
    "'a or b'": {"a or b"},
    "'it''s'": {"it's"},
    "''''": {"'"},
}


@pytest.mark.parametrize(("text", "types"), TYPES.items())
def test_filter_names_types(text: str, types: set[str]) -> None:
    """One type with or without quotes, or several in quotes."""
    assert types_of(text) == frozenset(types)


def test_no_filter_means_all_types() -> None:
    """An absent filter is told from one that names nothing."""
    assert types_of(None) is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "''",
        "'a",
        "a'",
        "'a' and 'b'",
        "'a' or",
        "or 'a'",
        "a or b",
        "'a' 'b'",
        "'a' OR 'b'",
        "not 'a'",
        "type ne 'a'",
        "type eq a",
        "name eq 'a'",
        "('a' or 'b')",
        "'a' or 'b' and 'c'",
        5,
        True,
        ["a"],
        {"type": "a"},
    ],
)
def test_filter_of_another_grammar_is_refused(text: object) -> None:
    """Other operators than `or` do not exist here."""
    with pytest.raises(PlatformError, match=r"^422 reliable-notification/Invalid Data"):
        types_of(text)


@given(st.lists(st.text(min_size=1), min_size=1))
def test_any_types_can_be_named(types: list[str]) -> None:
    """Whatever stands within quotes is a type, with its own quotes doubled."""
    quoted = ["'" + name.replace("'", "''") + "'" for name in types]

    assert types_of(" or ".join(quoted)) == frozenset(types)


def test_long_filter_is_read_in_no_time() -> None:
    """Neither a valid one nor one that fails at its very end makes the parser go back and forth."""
    text = " or ".join(f"'t{number}'" for number in range(50_000))

    assert len(types_of(text) or ()) == 50_000
    for broken in (text + " or", text + "'", "'" * 99_999):
        with pytest.raises(PlatformError):
            types_of(broken)


@pytest.mark.parametrize("context", [MO, TENANT])
@pytest.mark.parametrize("apis", [None, [], ["*"]])
def test_wildcard_stands_for_all_of_the_context(context: str, apis: list[str] | None) -> None:
    """And so does no list."""
    assert kinds_of(context, apis) == KINDS[context]


def test_named_apis_are_the_kinds() -> None:
    """Each once, however often it is named."""
    assert kinds_of(MO, ["events", "alarms", "events"]) == ["alarms", "events"]


@pytest.mark.parametrize("apis", ["alarms", {}, 5, False, ["alarms", "*"], ["alarm"], [None], [["alarms"]], [{}]])
@pytest.mark.parametrize("context", [MO, TENANT])
def test_other_apis_are_refused(apis: object, context: str) -> None:
    """What is no list of known names, or the wildcard beside others."""
    with pytest.raises(PlatformError, match=r"^422 reliable-notification/Invalid Data"):
        kinds_of(context, apis)


@pytest.mark.parametrize("api", ["measurements", "alarmsWithChildren", "eventsWithChildren"])
def test_tenant_lacks_some_apis(api: str) -> None:
    """They are for managed objects only."""
    assert kinds_of(MO, [api]) == [api]
    with pytest.raises(PlatformError, match=r"^422 "):
        kinds_of(TENANT, [api])
