"""What is done to everything that matches: filters that narrow it, and keywords of reading that do not."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from c8y_client._documents.paths import camel_case
from c8y_client._reading.keywords import READING

_HARMLESS: Final = frozenset({"workers", "progress"})
_ABOUT_READING: Final = (READING | {"as_values"}) - _HARMLESS
_ABOUT_ORDER: Final = frozenset({"asc", "ascending", "revert"})

# Other spellings of keywords that are known.
_OTHERS: Final = frozenset({"fragmentType", "bulkOperationId"})


def refuse_reading(filters: Mapping[str, Any]) -> None:
    """Refuse keywords such as `limit` and `include`: the platform would go on beyond them."""
    given = [name for name, value in filters.items() if name in _ABOUT_READING and value is not None]
    if given:
        raise TypeError(f"{', '.join(given)} is about reading and would have no effect: all that matches is meant")


def narrows(query: type[Any], filters: Mapping[str, Any]) -> bool:
    """Tell whether there is a filter that `query` declares; the platform may ignore others, and an order is none."""
    known = {camel_case(name) for name in query.__annotations__.keys() - READING - _ABOUT_ORDER} | _OTHERS
    return any(camel_case(name) in known for name, value in filters.items() if value is not None)
