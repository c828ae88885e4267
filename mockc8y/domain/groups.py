"""Groups of users, which the user interface calls global roles."""

from __future__ import annotations

from dataclasses import dataclass, field

from mockc8y.domain.versioned import Versioned
from mockc8y.store.codec import Document


@dataclass(frozen=True, slots=True)
class Group:
    """A group and the roles it gives to its members."""

    id: int
    name: str
    description: str | None = None
    roles: frozenset[str] = frozenset()
    applications: tuple[int, ...] = ()
    custom_properties: Document = field(default_factory=dict)


class Groups(Versioned[int, Group]):
    """The groups of one tenant by id."""
