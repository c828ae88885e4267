"""What the columns of a table say about a device."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from mockc8y.domain.bulk_registration_device import document_of
from mockc8y.domain.errors import PlatformError


def test_device_is_called_by_its_id_where_nothing_else_is_known() -> None:
    """It belongs to its user and has a serial number."""
    assert document_of({"ID": "pump-7"}) == {
        "name": "pump-7",
        "c8y_IsDevice": {},
        "owner": "device_pump-7",
        "externalIds": [{"type": "c8y_Serial", "externalId": "pump-7"}],
    }


@pytest.mark.parametrize(
    ("cells", "fragments"),
    [
        ({"NAME": "Pump 7"}, {"name": "Pump 7"}),
        ({"TYPE": "acme_Pump"}, {"type": "acme_Pump"}),
        ({"ICCID": "893"}, {"c8y_Mobile": {"iccid": "893"}}),
        ({"ICCID": "893", "c8y_Mobile.imei": "354"}, {"c8y_Mobile": {"iccid": "893", "imei": "354"}}),
        ({"SHELL": "1"}, {"c8y_SupportedOperations": ["c8y_Command"]}),
        ({"IDTYPE": "c8y_Imei"}, {"externalIds": [{"type": "c8y_Imei", "externalId": "pump-7"}]}),
        (
            {"external-c8y_Imei": "354"},
            {
                "externalIds": [
                    {"type": "c8y_Serial", "externalId": "pump-7"},
                    {"type": "c8y_Imei", "externalId": "354"},
                ]
            },
        ),
        ({"com_cumulocity_model_Agent.active": "true"}, {"com_cumulocity_model_Agent": {"active": "true"}}),
        ({"a.b.c": "1", "a.b.d": "{}", "a.e": "x"}, {"a": {"b": {"c": "1", "d": "{}"}, "e": "x"}}),
        ({"name": "passed over", "owner": "eve", "NAME": "Pump 7"}, {"name": "Pump 7", "owner": "device_pump-7"}),
    ],
)
def test_column_becomes_a_property(cells: Mapping[str, str], fragments: Mapping[str, object]) -> None:
    """Values stay strings, and dots in the name of a column lead into fragments."""
    document = document_of({"ID": "pump-7", **cells})

    assert {name: document[name] for name in fragments} == fragments


@pytest.mark.parametrize("column", ["CREDENTIALS", "AUTH_TYPE", "TENANT", "PATH", "ENROLLMENT_OTP", "SHELL"])
def test_column_with_another_meaning_is_no_property(column: str) -> None:
    """Above all a password is not written into the inventory."""
    assert document_of({"ID": "pump-7", column: "0"}) == document_of({"ID": "pump-7"})


@pytest.mark.parametrize(
    "columns", [("a", "a.b"), ("a.b", "a"), ("a..b",), (".a",), ("a.",), ("$a",), ("a.b", "a.b.c")]
)
def test_column_that_cannot_be_a_property_is_refused(columns: tuple[str, ...]) -> None:
    """A name without a part, or one below a value, has no place."""
    with pytest.raises(PlatformError, match=r"^422 "):
        document_of({"ID": "pump-7", **dict.fromkeys(columns, "1")})
