"""Why requests were refused, kept for a while: the answers themselves say no more than real ones."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass

from mockc8y.api.request import Request
from mockc8y.domain.errors import PlatformError
from mockc8y.domain.permissions import Access

KEPT = 1000
"""Refusals that can be explained; older ones are forgotten."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A request that was answered with 403, and what decided it.

    `held` maps each role of the user to where it has it from; `granted` are its permissions for single objects.
    """

    request_id: str
    method: str
    path: str
    operation: str
    tenant: str
    user: str
    needed: tuple[str, ...]
    held: dict[str, list[str]]
    granted: list[str]
    rule: str

    @property
    def summary(self) -> str:
        """The refusal in one line."""
        needed = f"; any of {', '.join(self.needed)} would do" if self.needed else ""
        return f"{self.rule}{needed}"


class Refusals:
    """The latest refusals of one server."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, Refusal] = OrderedDict()
        self._count = 0

    def get(self, request_id: str) -> Refusal | None:
        """Return a refusal by the id that was sent with it, or `None` when it is unknown or forgotten."""
        return self._kept.get(request_id)

    def keep(self, request: Request, problem: PlatformError) -> Refusal:
        """Work out why a request was refused and remember it."""
        self._count += 1
        refusal = _refusal(str(self._count), request, problem)
        self._kept[refusal.request_id] = refusal
        if len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        return refusal


def _refusal(request_id: str, request: Request, problem: PlatformError) -> Refusal:
    return Refusal(
        request_id,
        request.method,
        request.path,
        request.route.operation,
        request.tenant.id,
        request.user.name,
        tuple(sorted(request.route.roles)),
        {role: list(_origins(request, role)) for role in sorted(request.roles)},
        Access(request.tenant, request.user).origins,
        str(problem.evidence.get("rule", problem.message)),
    )


def _origins(request: Request, role: str) -> Iterator[str]:
    if role in request.user.roles:
        yield "the user itself"
    for number in sorted(request.user.groups):
        group = request.tenant.groups.get(number)
        if group is not None and role in group.roles:
            yield f"group '{group.name}' ({group.id})"
