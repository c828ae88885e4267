"""Small HTML tables for notebooks."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from typing import Final

from c8y_client._http.redaction import redact_document
from c8y_client._types import JSON

_LONGEST_CELL: Final = 80
_MOST_ROWS: Final = 50


def table_of(title: str, document: Mapping[str, JSON]) -> str:
    """Show one document, a row for each field; notebooks are passed on, so passwords and tokens are masked."""
    shown = redact_document(dict(document))
    rows = "".join(f"<tr><th>{_cell(name)}</th><td>{_cell(value)}</td></tr>" for name, value in shown.items())
    return f"<table><caption>{_cell(title)}</caption>{rows}</table>"


def table_of_rows(columns: Mapping[str, Sequence[JSON]]) -> str:
    """Show many documents, a row for each, up to a length that a notebook bears, and as careful as one alone."""
    head = "".join(f"<th>{_cell(name)}</th>" for name in columns)
    documents = [dict(zip(columns, line, strict=True)) for line in zip(*columns.values(), strict=True)]
    lines = [redact_document(document).values() for document in documents[:_MOST_ROWS]]
    body = "".join(f"<tr>{''.join(f'<td>{_cell(value)}</td>' for value in line)}</tr>" for line in lines)
    more = f"<p>{len(documents) - _MOST_ROWS} more rows</p>" if len(documents) > _MOST_ROWS else ""
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}"


def _cell(value: JSON) -> str:
    text = "" if value is None else str(value)
    return html.escape(text if len(text) <= _LONGEST_CELL else f"{text[: _LONGEST_CELL - 1]}\u2026")
