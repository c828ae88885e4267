"""Full text: finds managed objects by words in what names them, the best match first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from mockc8y.domain.documents import parse_id
from mockc8y.domain.query import TextTest, text_test
from mockc8y.domain.query.fulltext import tokens_of
from mockc8y.domain.tenant import Tenant


def search(tenant: Tenant, wanted: str) -> list[int]:
    """Return the ids of the objects with any of the wanted words, those with the most of them first.

    In double quotes the words must stand in a row within one value. Words are whole and compare without case.
    # unverified: how the platform reckons relevance is not known; here it is the number of different words found.
    """
    fits = text_test(wanted)
    found: Counter[int] = Counter()
    for word in dict.fromkeys(tokens_of(wanted)):
        found.update(set(_having(tenant, word, fits)))
    return sorted(found, key=lambda object_id: (-found[object_id], object_id))


def _having(tenant: Tenant, word: str, fits: TextTest) -> Iterator[int]:
    """Yield the objects that a word stands in, in a value that fits the whole search."""
    for text, ids in _values(tenant, word):
        if word in tokens_of(text) and fits((text,)):
            yield from ids


def _values(tenant: Tenant, word: str) -> Iterator[tuple[str, Iterable[int]]]:
    """Yield the examined values that may hold a word, each with the objects that have it.

    To look for it anywhere in a text is far cheaper than to cut the text into words.
    """
    for object_id, name in tenant.names.items():
        if word in name.casefold():
            yield name, (object_id,)
    for (_, external_id), object_id in tenant.external_ids.items():
        if word in external_id.casefold():
            yield external_id, (object_id,)
    for kind in ("type", "owner"):
        for value in tenant.inventory.values_of(kind):
            if isinstance(value, str) and word in value.casefold():
                yield value, (record.id for record in tenant.inventory.select([[(kind, value)]]))
    number = parse_id(word)
    if number is not None and tenant.inventory.holds(number):
        yield str(number), (number,)
