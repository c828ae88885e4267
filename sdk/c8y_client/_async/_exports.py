"""Saves measurements as the tables that the platform makes of them."""

from __future__ import annotations

import os
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

from c8y_client._async._fetching import fetched
from c8y_client._download import Arriving, async_write
from c8y_client._plan import MAX_PAGE_SIZE, Plan

if TYPE_CHECKING:
    from c8y_client._async.rest import CumulocityRestClient

_CHUNK: Final = 1 << 18
_CSV: Final = "text/csv"
_TYPES: Final = {".csv": _CSV, ".xlsx": "application/xlsx", ".xls": "application/vnd.ms-excel"}


async def download(c8y: CumulocityRestClient, plan: Plan, path: str | os.PathLike[str]) -> Path:
    """Save what a plan reads, in the format that the name of the file tells."""
    final = Path(path)
    media_type = _TYPES.get(final.suffix.lower())
    if media_type is None:
        raise ValueError(f"the name of the file tells the format and ends with {', '.join(_TYPES)}, got {final.name!r}")
    if media_type != _CSV:
        await _require_one_page(c8y, plan)
    with Arriving(final) as file:
        is_single = media_type != _CSV or plan.page_number is not None
        for number in (plan.first,) if is_single else count(1):
            if not await _append(c8y, plan, number, media_type, file):
                break
    return final


async def _append(c8y: CumulocityRestClient, plan: Plan, number: int, media_type: str, file: BinaryIO) -> bool:
    """Append a page, without the line of names unless it is the first, and tell whether there was anything in it."""
    query = plan.query(number)
    head, size = b"", 0
    async with c8y.transport.stream("GET", plan.collection.path, params=query, accept=media_type) as content:
        async for chunk in content.iter_bytes(_CHUNK):
            await async_write(file, chunk)
            size += len(chunk)
    return size > len(head)


async def _require_one_page(c8y: CumulocityRestClient, plan: Plan) -> None:
    counting = replace(plan, page_size=1, page_number=None)
    page, _ = await fetched(c8y, counting, counting.query(1, counted=True))
    total = page.total() or 0
    if plan.page_number is None and total > plan.page_size:
        raise ValueError(
            f"a spreadsheet holds {plan.page_size} measurements, {MAX_PAGE_SIZE} at most, and {total} match: "
            "narrow the query, save each page_number, or save as .csv"
        )
