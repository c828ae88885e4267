"""What documents that belong to a managed object share: which of them a query means, and what is fixed in them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from mockc8y.domain.documents import parse_id, without
from mockc8y.domain.errors import error
from mockc8y.domain.hierarchy import ADDITIONS, ASSETS, CHILD_KINDS, DEVICES, descendants
from mockc8y.domain.permissions import Sight
from mockc8y.domain.tenant import Tenant
from mockc8y.store.codec import Document
from mockc8y.store.collection import Record, Term
from mockc8y.store.dated_collection import Span

RELATED: Mapping[str, Sequence[str]] = MappingProxyType(
    {
        "withSourceAssets": (ASSETS,),
        "withSourceDevices": (DEVICES,),
        "withSourceAdditions": (ADDITIONS,),
        "withSourceChildren": CHILD_KINDS,
    }
)
"""Query parameters that extend a source to what is below it, and the kinds of children each one adds."""

ALWAYS = Span()


@dataclass(frozen=True, slots=True)
class Filter:
    """Documents of one of the sources, with one term of every group, in all spans of time. Empty parts ask nothing.

    `sight` narrows them to what somebody may see or change; it is no part of the question.
    """

    sources: Sequence[Term] = ()
    groups: Sequence[Sequence[Term]] = ()
    time: Span = ALWAYS
    created: Span = ALWAYS
    updated: Span = ALWAYS
    sight: Sight | None = None

    def __bool__(self) -> bool:
        return self.is_bounded or bool(self.updated or self.terms)

    @property
    def is_bounded(self) -> bool:
        """Whether it names a source, a time or a creation: what a deletion in bulk must do (change of 2023-12-06)."""
        return bool(self.sources or self.time or self.created)

    @property
    def terms(self) -> list[Sequence[Term]]:
        """The groups that ask for something, the sources among them."""
        return [group for group in (self.sources, *self.groups) if group]

    def seen(self, records: Sequence[Record]) -> Sequence[Record]:
        """Return those of the documents found that are in sight."""
        return records if self.sight is None else self.sight.of_sources(records)


def extended(tenant: Tenant, source: int | None, parameters: Collection[str], area: str) -> list[Term]:
    """Return the terms of a source and of all that the given `withSource...` parameters add, on every level below.

    No source gives no terms; parameters without a source are refused.
    """
    if source is None and parameters:
        # unverified: the specification demands a source, the answer without one is inferred.
        reason = f"Query parameter '{next(iter(parameters))}' needs the parameter 'source' beside it"
        raise error("unprocessable", area=area, reason=reason)
    if source is None:
        return []
    kinds = {kind for parameter in parameters for kind in RELATED[parameter]}
    below = descendants(tenant, source, [kind for kind in CHILD_KINDS if kind in kinds])
    return [("source", node) for node in (source, *below)]


def changeable(record: Record, change: Document, fixed: Collection[str], area: str) -> Document:
    """Return a PUT body less the record's own `id` and `source`; any other fixed property is refused with 422.

    `c8y_api` repeats the source in every update and `@c8y/client` the id, and both work on a real tenant.
    """
    change = without(change, _repeated(record, change))
    refused = sorted(change.keys() & set(fixed))
    if refused:
        raise error("unprocessable", area=area, reason=f"These properties cannot be changed: {','.join(refused)}")
    return change


def _repeated(record: Record, change: Document) -> set[str]:
    source = change.get("source")
    same = {
        "id": parse_id(change.get("id")) == record.id,
        "source": isinstance(source, dict) and parse_id(source.get("id")) == record.source,
    }
    return {name for name, is_same in same.items() if is_same}
