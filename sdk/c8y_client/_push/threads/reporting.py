"""Tells of failures."""

from __future__ import annotations

from c8y_client._push.patience import Patience, logger, trace_of


def report(teller: Patience, error: Exception) -> None:
    """Tell the owner of a client of a failure, or the log where nobody wants to know."""
    if teller.on_error is None:
        logger.warning("%r: %s", teller, error, exc_info=trace_of(error))
        return
    try:
        teller.on_error(error)
    except Exception:  # noqa: BLE001 - whatever it is, it goes on
        logger.exception("on_error of %r failed itself", teller)
