"""The error of bulk functions: everything that failed, and what did not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Self

from c8y_client._errors import C8yError, ConnectionLost, RequestTimeout

_SHOWN = 3


@dataclass(frozen=True, slots=True)
class BatchContext:
    """What a part of a bulk function was working on: an object or its ID."""

    item: object


class BatchError(ExceptionGroup[Exception], C8yError):
    """Some items of a bulk function failed; the others were attempted nevertheless.

    `errors` lists what was raised, `contexts` in the same order what each error belongs to, as `BatchContext` with the
    `item`. `succeeded`, `failed` and `unknown` tell the items apart by what became of them.

    As an `ExceptionGroup` it can be taken apart with `except*`:

    >>> failed = BatchError([ValueError("no name")], [BatchContext("7")], succeeded=["8", "9"])
    >>> print(failed)
    1 of 3 failed: ValueError: no name
    >>> failed.contexts[0].item
    '7'
    """

    contexts: list[Any]
    succeeded: list[Any]

    def __new__(
        cls, errors: Sequence[Exception], contexts: Sequence[Any] | None = None, *, succeeded: Sequence[Any] = ()
    ) -> Self:
        """Make the group, with a message that counts and names the first reasons."""
        return super().__new__(cls, _summary(errors, len(succeeded)), errors)

    def __init__(
        self, errors: Sequence[Exception], contexts: Sequence[Any] | None = None, *, succeeded: Sequence[Any] = ()
    ) -> None:
        self.contexts = [None] * len(errors) if contexts is None else list(contexts)
        self.succeeded = list(succeeded)

    def __str__(self) -> str:
        return self.message

    def __reduce__(self) -> tuple[partial[BatchError], tuple[list[Exception], list[Any]]]:  # type: ignore[override]
        return partial(type(self), succeeded=self.succeeded), (self.errors, self.contexts)

    @property
    def errors(self) -> list[Exception]:
        """What was raised, one for each item that failed."""
        return list(self.exceptions)

    @property
    def failed(self) -> list[Any]:
        """The items that failed for certain: the platform has said so, or has seen nothing of them."""
        return [context.item for error, context in self._pairs() if not _leaves_open(error)]

    @property
    def unknown(self) -> list[Any]:
        """The items of which nobody knows whether the platform has them: the answer was lost on its way."""
        return [context.item for error, context in self._pairs() if _leaves_open(error)]

    def _pairs(self) -> list[tuple[Exception, BatchContext]]:
        pairs = zip(self.exceptions, self.contexts, strict=False)
        return [(error, context) for error, context in pairs if isinstance(context, BatchContext)]

    def derive(self, excs: Sequence[Exception], /) -> BatchError:  # type: ignore[override]
        """Make a smaller group of the same kind, in which every error keeps its context; used by `except*`."""
        belongs: dict[int, list[Any]] = {}
        for error, context in zip(self.exceptions, self.contexts, strict=False):
            belongs.setdefault(id(error), []).append(context)
        # One error may stand for several items, each of which is here once.
        contexts = [belongs[id(error)].pop(0) if belongs.get(id(error)) else None for error in excs]
        return BatchError(excs, contexts, succeeded=self.succeeded)


# As with the other errors.
BatchError.__module__ = "c8y_client"


def _leaves_open(error: Exception) -> bool:
    return isinstance(error, ConnectionLost | RequestTimeout)


def _summary(errors: Sequence[Exception], succeeded: int) -> str:
    shown = [f"{type(error).__name__}: {error}" for error in errors[:_SHOWN]]
    more = [f"and {len(errors) - _SHOWN} more"] if len(errors) > _SHOWN else []
    return f"{len(errors)} of {len(errors) + succeeded} failed: {'; '.join(shown + more)}"
