"""Series results as arrays of numpy and objects of pandas, by functions; `Series` has methods that do the same."""

from __future__ import annotations

from c8y_client._series.analytics import to_data_frame, to_numpy, to_series

__all__ = ["to_data_frame", "to_numpy", "to_series"]
