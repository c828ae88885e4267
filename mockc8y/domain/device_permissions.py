"""Device permissions: what users and groups may do with single managed objects."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Holder(NamedTuple):
    """Who holds permissions: the user of a name or the group of an id. The other one is empty."""

    user: str = ""
    group: int = 0


Permissions = Mapping[int, tuple[str, ...]]
"""The permissions of a holder by managed object, each written `API:fragment:PERMISSION`."""
