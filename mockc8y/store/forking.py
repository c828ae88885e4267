"""Copies that cost nothing until one side is written to: the ground of snapshots, resets and per-test tenants."""

from __future__ import annotations

from collections.abc import Callable
from typing import Self

Undo = Callable[[], None]
"""Makes a store what it was before."""


class Forkable:
    """A store that can be copied by reference.

    `fork` hands out a twin that shares every container. Whichever side writes first calls `_before_write`, which
    gives it containers of its own; the other side keeps the old ones untouched.
    """

    _shared = False

    def fork(self) -> Self:
        """Return a twin with the same content. Costs a few pointers, whatever the size."""
        self._shared = True
        # By hand, as `copy.copy` takes four times as long, and a tenant has more than fifty stores.
        twin = object.__new__(type(self))
        twin.__dict__.update(self.__dict__)
        return twin

    def rehearse(self) -> Undo:
        """Return what undoes all that is written from now on. The first write costs what it does after a fork."""
        kept = dict(self.__dict__)
        self._shared = True
        return lambda: self._become(kept)

    def _become(self, kept: dict[str, object]) -> None:
        self.__dict__.clear()
        self.__dict__.update(kept)

    def _before_write(self) -> None:
        if self._shared:
            self._shared = False
            self._own_containers()

    def _own_containers(self) -> None:
        """Replace shared containers by copies. Subclasses name theirs here."""
        raise NotImplementedError


class Growing(Forkable):
    """A store that may be too large to copy it for a rehearsal: what is written in one is undone, bit by bit.

    While there is a `_journal`, subclasses note there how to undo what they add or replace. Where they remove something
    they call `_before_removal` instead of `_before_write`, which costs a copy.
    """

    _journal: list[Undo] | None = None
    _kept: dict[str, object] | None = None

    def rehearse(self) -> Undo:
        """Return what undoes all that is written from now on. Only the first removal costs a copy."""
        self._journal = []
        return self._undo

    def _before_removal(self) -> None:
        if self._journal is not None:
            self._kept = dict(self.__dict__)
            self._journal = None
            self._shared = True
        self._before_write()

    def _undo(self) -> None:
        if self._kept is not None:
            self._become(self._kept)
        journal, self._journal = self._journal or [], None
        for undo in reversed(journal):
            undo()
