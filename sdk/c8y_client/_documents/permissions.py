"""Permissions: what inventory roles are made of, and device permissions in their short form."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, Self

from c8y_client._documents.fields import Field
from c8y_client._documents.json_object import JsonObject
from c8y_client._types import JSON


class _Level:
    """What may be done: reading, changing, or both."""

    ANY: Final = "*"
    READ: Final = "READ"
    WRITE: Final = "ADMIN"


class _Scope:
    """What it may be done with."""

    ANY: Final = "*"
    ALARM: Final = "ALARM"
    AUDIT: Final = "AUDIT"
    EVENT: Final = "EVENT"
    MEASUREMENT: Final = "MEASUREMENT"
    MANAGED_OBJECT: Final = "MANAGED_OBJECT"
    OPERATION: Final = "OPERATION"


class Permission(JsonObject):
    """A permission within an inventory role: how far it goes, for which part of the platform, and for which type.

    `level` is one of `Permission.Level`, `scope` one of `Permission.Scope`, `type` the name of a fragment. `*` stands
    for all of them.

    >>> Permission(level=Permission.Level.WRITE, scope=Permission.Scope.OPERATION, type="c8y_Restart")
    Permission({'permission': 'ADMIN', 'scope': 'OPERATION', 'type': 'c8y_Restart'})
    """

    Level = _Level
    Scope = _Scope

    permission: Field[str] = Field("permission", doc="How far it goes: READ, ADMIN or `*`.")
    level: Field[str] = permission
    scope: Field[str] = Field("scope", doc="The part of the platform that it is for, such as ALARM.")
    type: Field[str] = Field("type", doc="The name of a fragment, or `*`.")

    def __init__(
        self,
        data: Mapping[str, JSON] | None = None,
        *,
        level: str = _Level.ANY,
        scope: str = _Scope.ANY,
        type: str = "*",
    ) -> None:
        """Make a permission, or take one from a document, which keeps its `id`."""
        super().__init__({"permission": level, "scope": scope, "type": type} if data is None else data)

    @classmethod
    def from_json(cls, data: Mapping[str, JSON], **_: object) -> Self:  # type: ignore[override] # the published name
        """Make a permission of a document."""
        made = cls.__new__(cls)
        Permission.__init__(made, data)
        return made

    @classmethod
    def parse(cls, text: str) -> Permission:
        """Read a permission in the short form of device permissions.

        >>> Permission.parse("ALARM:*:READ") == ReadPermission("ALARM")
        True
        """
        parts = text.split(":")
        if len(parts) != 3 or not all(parts):  # noqa: PLR2004 - scope, type and level
            raise ValueError(f"a device permission is written SCOPE:type:LEVEL, got {text!r}")
        scope, kind, level = parts
        return Permission(level=level, scope=scope, type=kind)

    @property
    def id(self) -> int | None:
        """The number of the permission; a role that is changed keeps permissions by it."""
        number: int | None = self.get("id")
        return number

    @property
    def text(self) -> str:
        """The permission in the short form of device permissions.

        >>> WritePermission("OPERATION", "c8y_Restart").text
        'OPERATION:c8y_Restart:ADMIN'
        """
        return f"{self.scope}:{self.type}:{self.permission}"


class ReadPermission(Permission):
    """The permission to read."""

    def __init__(self, scope: str = _Scope.ANY, type: str = "*") -> None:
        super().__init__(level=_Level.READ, scope=scope, type=type)


class WritePermission(Permission):
    """The permission to change, which does not include reading."""

    def __init__(self, scope: str = _Scope.ANY, type: str = "*") -> None:
        super().__init__(level=_Level.WRITE, scope=scope, type=type)


class AnyPermission(Permission):
    """The permission to read and to change."""

    def __init__(self, scope: str = _Scope.ANY, type: str = "*") -> None:
        super().__init__(level=_Level.ANY, scope=scope, type=type)


def permission_text(permission: Any) -> str:
    """Write a device permission, which may be given as text or as an object."""
    return permission.text if isinstance(permission, Permission) else Permission.parse(permission).text
