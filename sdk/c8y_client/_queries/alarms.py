"""Words of alarms, keywords of their queries, and what they are deleted by."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from c8y_client._queries.params import Reference
from c8y_client._queries.times import CreationRange, TimeRange, UpdateRange
from c8y_client._reading.keywords import TimedReading


class AlarmSeverity(StrEnum):
    """How bad it is, worst first."""

    CRITICAL = "CRITICAL"
    MAJOR = "MAJOR"
    MINOR = "MINOR"
    WARNING = "WARNING"


class AlarmStatus(StrEnum):
    """Whether somebody has seen to it."""

    ACTIVE = "ACTIVE"
    ACKNOWLEDGED = "ACKNOWLEDGED"
    CLEARED = "CLEARED"


class AlarmFilters(TimeRange, CreationRange, UpdateRange, total=False):
    """Which alarms are meant.

    `type`, `status` and `severity` take one value or several, see `AlarmStatus` and `AlarmSeverity`. `resolved=True`
    means alarms that are cleared and `resolved=False` all others; it wins over `status`. `source` is the object that
    alarms belong to, and the four `with_source_...` add those of the objects below it. `fragment` names a fragment that
    is there.
    """

    type: str | Sequence[str] | None
    source: Reference | None
    status: str | Sequence[str] | None
    resolved: bool | None
    severity: str | Sequence[str] | None
    fragment: str | None
    with_source_children: bool | None
    with_source_assets: bool | None
    with_source_devices: bool | None
    with_source_additions: bool | None


class AlarmQuery(AlarmFilters, TimedReading, total=False):
    """Which alarms are read and how. They come newest first; with several `workers`, in no particular order."""


class Kind(NamedTuple):
    """A type and a source: alarms are deleted by these, for the platform deletes none by id.

    >>> Kind.of("c8y_Heat", "4711")
    Kind(type='c8y_Heat', source='4711')
    """

    type: str
    source: str

    @classmethod
    def of(cls, type: str | None, source: str | None) -> Kind:
        """Check that both are there; a `ValueError` if not, or if the platform would read the type as several."""
        if not type or not source:
            raise ValueError("alarms are deleted by type and source, and this one lacks one of them")
        if "," in type:
            raise ValueError(f"alarms of type {type!r} cannot be deleted: the platform reads it as a list of types")
        return cls(type, source)
