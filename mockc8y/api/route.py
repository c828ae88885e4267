"""One row of the route table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mockc8y.api.reply import Reply
    from mockc8y.api.request import Request
    from mockc8y.domain.permissions import Access

Handler = Callable[["Request"], "Reply"]

Reach = Callable[["Request", "Access"], None]
"""Lets a caller in that holds none of the roles of an operation, for the part it may reach, or raises 403."""


class Evidence(StrEnum):
    """How sure we are that the real platform behaves as we do."""

    RECORDED = "recorded"
    """Seen on a real tenant, in a recording or a test that runs against one."""
    CLIENT = "client"
    """A published client relies on it."""
    SPEC = "spec"
    """Stated by the official specification."""
    ASSUMED = "assumed"
    """Chosen by us where nothing is known."""


@dataclass(frozen=True, slots=True)
class Route:
    """An operation of the official specification and what we do for it.

    `roles` are the global permissions of which a caller needs one; none means that being logged in is enough.
    `reach` is asked about callers without any of them: they may own what they ask for, or hold an inventory role.
    `parameters` are the query parameters it knows. Without a handler the operation answers 501.
    `when_query` names a query parameter that picks this row among those of one method and path.
    A POST or PUT that is not one that `answers_in_json` answers with a file, whatever the client accepts.
    """

    method: str
    path: str
    operation: str
    roles: frozenset[str]
    handler: Handler | None = None
    evidence: Evidence = Evidence.SPEC
    parameters: frozenset[str] = frozenset()
    when_query: str | None = None
    public: bool = False
    reach: Reach | None = None
    answers_in_json: bool = True

    @property
    def family(self) -> str:
        """The first segment of the path, which names the API."""
        return self.path.split("/")[1]


def query_names(names: str) -> frozenset[str]:
    """Name query parameters, separated by blanks."""
    return frozenset(names.split())


PAGING = query_names("currentPage pageSize withTotalPages withTotalElements")
EVERYBODY: frozenset[str] = frozenset()
