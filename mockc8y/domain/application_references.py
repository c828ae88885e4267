"""The applications that a user or a group is given."""

from __future__ import annotations

from mockc8y.domain.documents import parse_id
from mockc8y.domain.errors import PlatformError, error
from mockc8y.store.codec import Document


def applications_named(document: Document, area: str) -> tuple[int, ...]:
    """Return the ids of the applications that a body lists as `[{"id": "1"}]`, or raise 422; `null` lists none.

    Whether there are such applications is not asked: some belong to other tenants.
    """
    listed = document.get("applications")
    if listed is None:
        return ()
    if not isinstance(listed, list):
        raise _refused(area)
    return tuple(dict.fromkeys(_id(item, area) for item in listed))


def _id(item: object, area: str) -> int:
    number = parse_id(item.get("id")) if isinstance(item, dict) else None
    if number is None:
        raise _refused(area)
    return number


def _refused(area: str) -> PlatformError:
    reason = "'applications' must be a list of objects with the id of an application"
    return error("invalid_data", area=area, reason=reason)
