"""The first picture of a device that is registered by a table: its managed object."""

from __future__ import annotations

from collections.abc import Mapping

from mockc8y.domain import device_users
from mockc8y.domain.device_placement import IS_DEVICE
from mockc8y.domain.device_users import AREA
from mockc8y.domain.documents import require_document
from mockc8y.domain.errors import error
from mockc8y.store.codec import Document

COLUMNS = frozenset(
    {
        "ID",
        "CREDENTIALS",
        "AUTH_TYPE",
        "TENANT",
        "TYPE",
        "NAME",
        "ICCID",
        "IDTYPE",
        "PATH",
        "SHELL",
        "ENROLLMENT_OTP",
    }
)
"""The columns with a meaning of their own (specification)."""
EXTERNAL = "external-"
"""What the names of columns begin with that hold further external ids; their type follows."""
DEFAULT_ID_TYPE = "c8y_Serial"
SHELL_OPERATION = "c8y_Command"


def document_of(cells: Mapping[str, str]) -> Document:
    """Describe a device by the cells of its line: any column without a meaning of its own is a property of it.

    # unverified: a device without a NAME is called by its id.
    """
    document: Document = {}
    for column, value in cells.items():
        if column not in COLUMNS and not column.startswith(EXTERNAL):
            _set(document, column, value)
    if "ICCID" in cells:
        _set(document, "c8y_Mobile.iccid", cells["ICCID"])
    if cells.get("SHELL") == "1":
        document["c8y_SupportedOperations"] = [SHELL_OPERATION]
    document |= {"name": cells.get("NAME", cells["ID"]), IS_DEVICE: {}, "owner": device_users.name_of(cells["ID"])}
    if "TYPE" in cells:
        document["type"] = cells["TYPE"]
    return require_document(document | {"externalIds": _external_ids(cells)})


def _external_ids(cells: Mapping[str, str]) -> list[Document]:
    """List the names of a device: its id first, then what the table holds beside it."""
    types = {cells.get("IDTYPE", DEFAULT_ID_TYPE): cells["ID"]}
    types |= {column[len(EXTERNAL) :]: value for column, value in cells.items() if column.startswith(EXTERNAL)}
    return [{"type": id_type, "externalId": value} for id_type, value in types.items()]


def _set(document: Document, column: str, value: str) -> None:
    """Set a property whose name may lead into fragments by its dots. Values stay strings (specification)."""
    *way, last = column.split(".")
    place = document
    for name in way:
        place = place.setdefault(name, {})
        if not isinstance(place, dict):
            raise error("invalid_data", area=AREA, reason=f"Column {column} stands below a property that has a value")
    if not all((*way, last)) or last in place:
        raise error("invalid_data", area=AREA, reason=f"Column {column} cannot be a property")
    place[last] = value
