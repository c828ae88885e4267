"""Does the same to many things, and tells of each what became of it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import TypeVar

from c8y_client._batch import BatchContext, BatchError
from c8y_client._concurrency import Failure, async_call_each
from c8y_client._progress import Progress, ProgressOption

T = TypeVar("T")
Item = TypeVar("Item")


async def each(
    items: Sequence[Item],
    call: Callable[[Item], Awaitable[T]],
    workers: int | None = None,
    progress: ProgressOption = False,
) -> list[T]:
    """Call for each item and give the results in the same order.

    The error of a single item is raised as it is. Of several items all are attempted, and what failed is raised
    together as `BatchError`.
    """
    if len(items) == 1:
        return [await call(items[0])]
    with Progress.of(progress, len(items)) as shown:
        outcomes = await async_call_each(call, items, max(1, workers or 1), shown.advance)
    pairs = list(zip(items, outcomes, strict=True))
    failed = [(item, outcome.error) for item, outcome in pairs if isinstance(outcome, Failure)]
    if failed:
        succeeded = [item for item, outcome in pairs if not isinstance(outcome, Failure)]
        contexts = [BatchContext(item) for item, _ in failed]
        raise BatchError([error for _, error in failed], contexts, succeeded=succeeded)
    return [outcome for outcome in outcomes if not isinstance(outcome, Failure)]
