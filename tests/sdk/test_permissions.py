"""Permissions of inventory roles, and what comes with the second factor."""

from __future__ import annotations

import doctest

import orjson
import pytest

import c8y_client
from c8y_client import (
    AnyPermission,
    InventoryRole,
    Permission,
    ReadPermission,
    TfaSettings,
    TotpActivity,
    TotpSecret,
    User,
    WritePermission,
)
from c8y_client._documents.permissions import permission_text


@pytest.mark.parametrize(
    ("permission", "document"),
    [
        (Permission(), {"permission": "*", "scope": "*", "type": "*"}),
        (ReadPermission(), {"permission": "READ", "scope": "*", "type": "*"}),
        (WritePermission("ALARM"), {"permission": "ADMIN", "scope": "ALARM", "type": "*"}),
        (AnyPermission(scope="EVENT", type="c8y_Door"), {"permission": "*", "scope": "EVENT", "type": "c8y_Door"}),
        (Permission(level=Permission.Level.READ), {"permission": "READ", "scope": "*", "type": "*"}),
        (Permission({"id": 4, "permission": "READ"}), {"id": 4, "permission": "READ"}),
        (ReadPermission.from_json({"id": 4}), {"id": 4}),
    ],
)
def test_permission_is_the_document_it_stands_for(permission: Permission, document: dict[str, object]) -> None:
    """It is sent as it is."""
    assert permission == document
    assert orjson.loads(orjson.dumps(permission)) == document


def test_fields_of_a_permission_are_properties() -> None:
    """The level goes by both of its names; the id is the platform's."""
    held = Permission.from_json({"id": 4, "permission": "READ", "scope": "ALARM", "type": "*"})
    held.scope = "EVENT"

    assert (held.id, held.permission, held.level, held.scope, held.type) == (4, "READ", "READ", "EVENT", "*")
    assert held["scope"] == "EVENT"
    assert Permission().id is None
    with pytest.raises(AttributeError):
        held.id = 5  # type: ignore[misc]


@pytest.mark.parametrize("permission", [ReadPermission(), WritePermission("ALARM", "c8y_Door"), AnyPermission("EVENT")])
def test_short_form_reads_back(permission: Permission) -> None:
    """Text and object are two forms of the same."""
    assert Permission.parse(permission.text) == permission
    assert permission_text(permission) == permission_text(permission.text) == permission.text


@pytest.mark.parametrize("text", ["", "READ", "ALARM:READ", "ALARM::READ", "ALARM:*:READ:*"])
def test_other_text_is_no_permission(text: str) -> None:
    """The error says how it is written."""
    with pytest.raises(ValueError, match="SCOPE:type:LEVEL"):
        Permission.parse(text)


def test_settings_of_a_second_factor_are_read() -> None:
    """The time of the last code is there parsed as well."""
    settings = TfaSettings.from_json(
        {"tfaEnabled": True, "tfaEnforced": False, "strategy": "TOTP", "lastTfaRequestTime": "2026-01-01T00:00:00.000Z"}
    )

    assert (settings.enabled, settings.enforced, settings.strategy) == (True, False, "TOTP")
    assert settings.last_request_time == "2026-01-01T00:00:00.000Z"
    assert settings.last_request_datetime is not None
    assert settings.last_request_datetime.year == 2026
    assert TfaSettings({}).last_request_datetime is None


def test_activity_is_told_in_either_way() -> None:
    """As a value and as a document."""
    assert TotpActivity(is_active=True) == TotpActivity.from_json({"isActive": True}) == {"isActive": True}
    assert TotpActivity().is_active is None


def test_secret_is_not_shown() -> None:
    """It unpacks into the raw secret and the address of the QR code."""
    raw, url = secret = TotpSecret("ABC", "https://qr.test/?secret=ABC")

    assert (raw, url) == (secret.raw_secret, secret.url)
    assert "ABC" not in f"{secret!r} {secret}"


@pytest.mark.parametrize("documented", [Permission, InventoryRole, User])
def test_examples_are_right(documented: type) -> None:
    """The examples in the docstrings do what they say."""
    runner = doctest.DocTestRunner()
    # Without a module, since classes name the place that is promised.
    for test in doctest.DocTestFinder().find(documented, module=False, globs=vars(c8y_client).copy()):
        runner.run(test)

    assert runner.failures == 0
    assert runner.tries > 0
