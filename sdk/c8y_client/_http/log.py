"""What the client writes to its log `c8y_client`: attempts at level DEBUG, repetitions at INFO, never a secret."""

from __future__ import annotations

import logging

from c8y_client._errors import TransportError
from c8y_client._http.draft import Draft
from c8y_client._http.encoding import encoded
from c8y_client._http.redaction import MASK, redact_document

_logger = logging.getLogger("c8y_client")
_LONGEST = 2000


def attempt(draft: Draft, number: int, outcome: int | TransportError) -> None:
    """Note what became of an attempt: a status, or an error."""
    if _logger.isEnabledFor(logging.DEBUG):
        result = outcome if isinstance(outcome, int) else type(outcome).__name__
        _logger.debug("%s -> %s, attempt %d, body %s", draft.request, result, number, _shown(draft))


def repetition(draft: Draft, pause: float) -> None:
    """Note that a request will be sent again."""
    _logger.info("%s will be sent again in %.1f s", draft.request, pause)


def _shown(draft: Draft) -> str:
    if draft.document is None:
        return "not shown" if draft.body.head or draft.body.is_streamed else "empty"
    # The value of an encrypted tenant option is the whole document; only the path tells.
    if "/credentials." in draft.url:
        return MASK
    text = encoded(redact_document(draft.document)).decode()
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}... ({len(text)} characters)"


def deletion(what: str) -> None:
    """Note what is going to be deleted, where that is more than was named."""
    _logger.info("deleting %s", what)


def cut(path: str, limit: int | None) -> None:
    """Note that reading stopped at its limit, since a default of a few results surprises."""
    _logger.debug("%s: stopped after %s results; there may be more, limit=None reads everything", path, limit)


def truncated(path: str, rows: int) -> None:
    """Warn that the platform left out values."""
    _logger.warning("%s: only the first %s rows came; complete=True reads the rest as well", path, rows)
