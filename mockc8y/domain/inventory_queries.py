"""Which managed objects a listing means, and in which order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mockc8y.domain.hierarchy import is_root
from mockc8y.domain.inventory_question import Groups, Question, ask, ask_among, question_of
from mockc8y.domain.inventory_text import search
from mockc8y.domain.tenant import Tenant
from mockc8y.store.collection import Record


@dataclass(frozen=True, slots=True)
class Wanted:
    """Managed objects that meet every part that is given.

    `filters` and `required` are terms of the index, one of each group. `parents_of` names children with the kind of
    their link and asks for the parents. Parts of a kind that cannot go together: `ids` is taken alone, a `query`
    makes `text` and `filters` void, `required` holds beside both.
    """

    ids: Sequence[int] | None = None
    query: str = ""
    text: str = ""
    filters: Groups = ()
    required: Groups = ()
    parents_of: Sequence[tuple[str, int]] = ()
    only_roots: bool = False


def select(tenant: Tenant, wanted: Wanted) -> Sequence[Record]:
    """Find managed objects, in the order of the query, by the relevance of the text, or else by id."""
    if wanted.ids is not None:
        # unverified: beside `ids` other parameters do not count, and the order is that of the ids.
        return ask(tenant, Question(limits=[frozenset(wanted.ids)]))
    question = question_of(tenant, wanted.query).requiring(
        groups=wanted.required if wanted.query else [*wanted.filters, *wanted.required],
        limits=[frozenset(tenant.relations.parents(kind, child)) for kind, child in wanted.parents_of],
        tests=[lambda record: is_root(tenant, record.id)] if wanted.only_roots else [],
    )
    if wanted.text and not wanted.query:
        return ask_among(tenant, question, search(tenant, wanted.text))
    return ask(tenant, question)


def among(tenant: Tenant, ids: Sequence[int], query: str) -> Sequence[Record]:
    """Keep those of some stored objects that match a query, in its order, else in the order given."""
    return ask_among(tenant, question_of(tenant, query), ids)
