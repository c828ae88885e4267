"""Keywords of inventory queries, and how they are worded: as plain parameters or in the query language."""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypedDict

from c8y_client._queries.language import equals, has, in_group, query_text, taken_apart
from c8y_client._queries.objects import CHILD_IDS, child_params, ids_text
from c8y_client._queries.params import Params, Reference, params_of
from c8y_client._reading.keywords import Reading


class ObjectView(TypedDict, total=False):
    """What is told of an object beside its own fragments; the platform leaves all of it out unless asked.

    `with_children` adds references to children with their names, unless `skip_children_names`, and
    `with_children_count` how many there are. `with_parents` adds references to all ancestors. `with_latest_values` adds
    the fragment `c8y_LatestMeasurements`.
    """

    with_children: bool | None
    with_children_count: bool | None
    skip_children_names: bool | None
    with_parents: bool | None
    with_latest_values: bool | None


class InventoryFilters(TypedDict, total=False):
    """Which objects are meant.

    `query` is text in the platform's query language, with or without `$filter=` and `$orderby=`; `ids` are objects or
    their ids. Either takes the place of all other filters.

    `type` and `owner` are exact. `name` is exact as well, unless it holds `*`, which stands for any characters. `text`
    is looked up in several fields, word by word. `fragment` names a fragment that is there, `fragments` one or several.
    `parent` is a group whose direct members are meant. `child_asset`, `child_device` and `child_addition` are an object
    whose parents are meant. `only_roots` leaves out everything that has a parent.
    """

    query: str | None
    ids: Sequence[Reference] | None
    type: str | None
    parent: Reference | None
    fragment: str | None
    fragments: str | Sequence[str] | None
    name: str | None
    owner: str | None
    text: str | None
    only_roots: bool | None
    child_asset: Reference | None
    child_device: Reference | None
    child_addition: Reference | None


class InventorySearch(InventoryFilters, ObjectView, total=False):
    """Which objects are meant, and what is told of each.

    `order_by` is a field, with `desc` behind it for the reverse order, or several of these: `"type, name desc"`.
    `with_groups` adds references to the groups that an object belongs to.
    """

    order_by: str | None
    with_groups: bool | None


class InventoryQuery(InventorySearch, Reading, total=False):
    """Which objects are read and how."""


class ChildFilters(TypedDict, total=False):
    """Which children are meant; the filters are those of `InventoryFilters`."""

    query: str | None
    type: str | None
    fragment: str | None
    fragments: str | Sequence[str] | None
    name: str | None
    owner: str | None
    text: str | None


class ChildQuery(ChildFilters, Reading, total=False):
    """Which children are read and how. `with_children` and `with_children_count` are about their own children."""

    order_by: str | None
    with_children: bool | None
    with_children_count: bool | None


_ALIASES: Final = {"fragment_type": "fragment", "fragmentType": "fragment"}
_EQUAL: Final = ("name", "type", "owner", "text")
# What only the language can say.
_BEYOND_PARAMETERS: Final = ("name", "parent", "order_by")
_FILTERS: Final = frozenset(InventoryFilters.__annotations__) | {"order_by"}
_VIEW: Final = frozenset({"only_roots"})
# How far above the warning the query function was called.
_CALLER: Final = 7


@dataclass(frozen=True, slots=True)
class InventoryWording:
    """How an inventory words queries.

    `parameter` is the name under which the language is sent, and `marker` the fragment that all objects of the
    inventory carry. With `is_plain` what simple parameters can express is said by them.
    """

    parameter: str = "query"
    marker: str | None = None
    is_plain: bool = True

    def params(self, filters: Mapping[str, Any]) -> Params:
        """Word filters as query parameters; `None` means that a filter is not given."""
        given = {_ALIASES.get(name, name): value for name, value in filters.items() if value is not None}
        rest = params_of({name: value for name, value in given.items() if name not in _FILTERS - _VIEW})
        if "query" in given:
            _warn_of_ignored("a query is", given, {"query", "order_by"})
            return [(self.parameter, self._restricted(given)), *rest]
        if "ids" in given:
            _warn_of_ignored("ids are", given, {"ids"})
            return [("ids", ids_text(given["ids"])), *rest]
        fragments = self._fragments(given)
        if self.is_plain and len(fragments) <= 1 and not any(name in given for name in _BEYOND_PARAMETERS):
            return [*_plain(given, fragments), *rest]
        return [*self._worded(given, fragments), *rest]

    def _worded(self, given: Mapping[str, Any], fragments: Sequence[str]) -> Params:
        if misplaced := [name for name in CHILD_IDS if name in given]:
            raise ValueError(f"{misplaced[0]} cannot be combined with name, parent, order_by or several fragments")
        conditions = [has(each) for each in fragments]
        if "parent" in given:
            conditions.append(in_group(given["parent"]))
        conditions.extend(equals(name, given[name]) for name in _EQUAL if name in given)
        text = query_text(conditions, given.get("order_by"))
        return [(self.parameter, text)] if text else []

    def _restricted(self, given: Mapping[str, Any]) -> str:
        condition, order = taken_apart(given["query"])
        order = order or given.get("order_by", "")
        # The platform itself restricts what is sent as `q`.
        is_open = self.marker is None or self.parameter == "q"
        if is_open and not order:
            return str(given["query"])
        if is_open:
            return query_text([condition] if condition else [], order)
        return query_text([has(str(self.marker)), *([f"({condition})"] if condition else [])], order)

    def _fragments(self, given: Mapping[str, Any]) -> list[str]:
        several = given.get("fragments", ())
        named = [given.get("fragment"), *([several] if isinstance(several, str) else several)]
        return list(dict.fromkeys(each for each in (self.marker, *named) if each))


def _plain(given: Mapping[str, Any], fragments: Sequence[str]) -> Params:
    params: Params = [(name, given[name]) for name in ("type", "owner", "text") if name in given]
    params.extend(("fragmentType", each) for each in fragments)
    return [*params, *child_params(given)]


def _warn_of_ignored(what: str, given: Mapping[str, Any], used: set[str]) -> None:
    ignored = [name for name in given if name in _FILTERS - _VIEW and name not in used]
    if ignored:
        warnings.warn(f"{what} given, so {', '.join(ignored)} has no effect", stacklevel=_CALLER)
