# Made from sdk/c8y_client/_async/_bulk.py by sdk/scripts/unasync.py; change that.
"""Does the same to many things, and tells of each what became of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from c8y_client._batch import BatchContext, BatchError
from c8y_client._reading.progress import Progress, ProgressOption
from c8y_client._running.concurrency import Failure, call_each

T = TypeVar("T")
Item = TypeVar("Item")


def each(
    items: Sequence[Item],
    call: Callable[[Item], T],
    workers: int | None = None,
    progress: ProgressOption = False,
) -> list[T]:
    """Call for each item and give the results in the same order.

    The error of a single item is raised as it is. Of several items all are attempted, and what failed is raised
    together as `BatchError`.
    """
    if len(items) == 1 and progress is False:
        return [call(items[0])]
    return concluded(items, attempt_each(items, call, workers, progress))


def attempt_each(
    items: Sequence[Item],
    call: Callable[[Item], T],
    workers: int | None = None,
    progress: ProgressOption = False,
) -> list[T | Failure]:
    """Call for each item and give what became of it, in the same order."""
    with Progress.of(progress, len(items)) as shown:
        return call_each(call, items, max(1, workers or 1), shown.advance)


def concluded(items: Sequence[Item], outcomes: Sequence[T | Failure]) -> list[T]:
    """Give the results, or raise what failed: together, or the error of a single item as it is."""
    pairs = list(zip(items, outcomes, strict=True))
    failed = [(item, outcome.error) for item, outcome in pairs if isinstance(outcome, Failure)]
    if failed and len(items) == 1:
        raise failed[0][1]
    if failed:
        succeeded = [item for item, outcome in pairs if not isinstance(outcome, Failure)]
        contexts = [BatchContext(item) for item, _ in failed]
        raise BatchError([error for _, error in failed], contexts, succeeded=succeeded)
    return [outcome for outcome in outcomes if not isinstance(outcome, Failure)]


def in_batches(
    items: Sequence[Item],
    size: int,
    send: Callable[[Sequence[Item]], T],
    workers: int | None = None,
    progress: ProgressOption = False,
) -> list[T]:
    """Send items together, `size` at a time, and give what came back for each batch, in the order of the items.

    All batches are attempted. Those that failed are raised together as `BatchError`, in which each of their items has
    the error of its batch. The error of a single item is raised as it is.
    """
    if size < 1:
        raise ValueError(f"batch_size must be 1 or more, got {size}")
    batches = [items[start : start + size] for start in range(0, len(items), size)]
    with Progress.of(progress, len(items)) as shown:

        def call(batch: Sequence[Item]) -> T:
            try:
                return send(batch)
            finally:
                shown.advance(len(batch))

        outcomes = call_each(call, batches, max(1, workers or 1), lambda: None)
    concluded(items, [outcome for batch, outcome in zip(batches, outcomes, strict=True) for _ in batch])
    return [outcome for outcome in outcomes if not isinstance(outcome, Failure)]
