"""The second factor of a user: settings, and the secret of one-time codes (TOTP)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple, Self

from c8y_client._documents.fields import Field, MomentField, TimeField
from c8y_client._documents.json_object import JsonObject
from c8y_client._types import JSON


class TfaSettings(JsonObject):
    """Whether and how a user signs in with a second factor."""

    enabled: Field[bool] = Field("tfaEnabled", doc="Whether the user signs in with a second factor.")
    enforced: Field[bool] = Field("tfaEnforced", doc="Whether the tenant asks it of all users.")
    strategy: Field[str] = Field("strategy", doc="How codes reach the user: SMS or TOTP.")
    last_request_time: TimeField = TimeField(
        "lastTfaRequestTime", read_only=True, doc="When a code was last asked for, as text."
    )
    last_request_datetime: MomentField = MomentField("lastTfaRequestTime")


class TotpActivity(JsonObject):
    """Whether one-time codes are asked of a user."""

    is_active: Field[bool] = Field("isActive", doc="Whether codes are asked for.")

    def __init__(self, is_active: bool | None = None) -> None:
        super().__init__({} if is_active is None else {"isActive": is_active})

    @classmethod
    def from_json(cls, json: Mapping[str, JSON], **_: object) -> Self:
        """Make one of a document."""
        made = cls()
        made.update(json)
        return made


class TotpSecret(NamedTuple):
    """The secret that an authenticator app makes one-time codes of.

    `url` is what the QR code holds that such apps scan. Neither is shown by `repr`.
    """

    raw_secret: str
    url: str

    def __repr__(self) -> str:
        return "TotpSecret(...)"
