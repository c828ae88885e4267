# Made from sdk/c8y_client/_async/_exports.py by sdk/scripts/unasync.py; change that.
"""Saves measurements as the tables that the platform makes of them."""

from __future__ import annotations

import os
from dataclasses import replace
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

from c8y_client._http.download import Arriving, write
from c8y_client._reading.plan import MAX_PAGE_SIZE, Plan
from c8y_client.sync._fetching import counted

if TYPE_CHECKING:
    from c8y_client.sync._streaming import StreamedResponse
    from c8y_client.sync.rest import CumulocityRestClient

_CHUNK: Final = 1 << 18
_CSV: Final = "text/csv"
_TYPES: Final = {".csv": _CSV, ".xlsx": "application/xlsx", ".xls": "application/vnd.ms-excel"}


def download(c8y: CumulocityRestClient, plan: Plan, path: str | os.PathLike[str]) -> Path:
    """Save what a plan reads, in the format that the name of the file tells."""
    final = Path(path)
    media_type = _TYPES.get(final.suffix.lower())
    if media_type is None:
        raise ValueError(f"the name of the file tells the format and ends with {', '.join(_TYPES)}, got {final.name!r}")
    numbers = [plan.page_number] if plan.page_number else range(1, _last_page(c8y, plan) + 1)
    if media_type != _CSV and len(numbers) > 1:
        raise ValueError(
            f"a spreadsheet holds one page, which is {plan.page_size} measurements here and {MAX_PAGE_SIZE} at most, "
            f"and {len(numbers)} pages match: narrow the query, save each page_number, or save as .csv"
        )
    with Arriving(final) as file:
        for number in numbers:
            response = c8y.transport.stream("GET", plan.collection.path, params=plan.query(number), accept=media_type)
            with response as content:
                _append(content, file, is_first=number == numbers[0])
    return final


def _append(content: StreamedResponse, file: BinaryIO, *, is_first: bool) -> None:
    """Append a page; all but the first lose their first line, which names the columns."""
    is_past_names = is_first
    for chunk in content.iter_bytes(_CHUNK):
        rest = chunk if is_past_names else chunk.partition(b"\n")[2]
        is_past_names = is_past_names or b"\n" in chunk
        write(file, rest)


def _last_page(c8y: CumulocityRestClient, plan: Plan) -> int:
    _, total = counted(c8y, replace(plan, page_size=1))
    return max(1, ceil((total or 0) / plan.page_size))
