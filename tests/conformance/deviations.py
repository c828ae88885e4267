"""Where answers differ from the specification on purpose, operation by operation, and how we know better."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

STATUSES: Mapping[str, tuple[int, str]] = MappingProxyType({})
"""Successful statuses that the specification does not list."""

REFERENCE = "application/vnd.com.nsn.cumulocity.managedobjectreference+json"

MEDIA_TYPES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "postManagedObjectChildAdditionsResource": (REFERENCE, "every POST answers with what it made, if asked"),
        "postManagedObjectChildAssetsResource": (REFERENCE, "every POST answers with what it made, if asked"),
        "postManagedObjectChildDevicesResource": (REFERENCE, "every POST answers with what it made, if asked"),
    }
)
"""Media types of successful answers that the specification does not list."""

FILES: Mapping[str, str] = MappingProxyType(
    {
        "getEventBinaryResource": "text/plain",
        "getBinariesResource": "text/plain",
    }
)
"""Operations that hand out a file as what it was stored as, whatever a client accepts, and what scenarios store."""

READING: Mapping[str, str] = MappingProxyType({"postIdentitySearch": "its answer is what it is sent for"})
"""Operations that are sent with POST but read, so that they answer with a body in any case."""

WITHOUT_LOCATION: Mapping[str, str] = MappingProxyType(
    {
        "putBinariesResource": "a file that takes the place of another keeps its address",
        "putEventBinaryResource": "a file that takes the place of another keeps its address",
    }
)
"""Operations that answer 201 without `Location`."""

UNKNOWN_IDS: Mapping[str, int] = MappingProxyType(
    {
        "getManagedObjectChildAdditionResource": 422,
        "getManagedObjectChildAssetResource": 422,
        "getManagedObjectChildDeviceResource": 422,
        "deleteManagedObjectChildAdditionResource": 422,
        "deleteManagedObjectChildAssetResource": 422,
        "deleteManagedObjectChildDeviceResource": 422,
    }
)
"""Operations that refuse an unknown last id of their path with another status than 404: here "is not a child of"."""

EMPTY_WHEN_UNKNOWN = ("getExternalIDCollectionResource",)
"""Operations that answer an empty list for an unknown id: a client reads one after a deletion."""

NARROWED_ROLES: Mapping[tuple[str, str], str] = MappingProxyType({})
"""Operations and roles of theirs that do not reach what scenarios ask for, and why."""
