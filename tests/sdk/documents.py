"""Strategies for documents as the platform stores them."""

from __future__ import annotations

from hypothesis import strategies as st

NAMES = st.sampled_from(["a", "b", "c8y_Hardware", "creationTime", "serialNumber", "my_Fragment", "ünïcode", "n7"])
LEAVES = (
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=8)
)
VALUES = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3), max_leaves=8
)
DOCUMENTS = st.dictionaries(NAMES, VALUES, max_size=5)
PATHS = st.lists(NAMES | st.sampled_from(["0", "1", "serial_number", "creation_time"]), min_size=1, max_size=4).map(
    ".".join
)
