# Made from sdk/c8y_client/_async/tenant_option.py by sdk/scripts/unasync.py; change that.
"""The model of a tenant option."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self

import orjson

from c8y_client._documents.fields import Field
from c8y_client._http.urls import path
from c8y_client._queries.options import SECRET, visible_key
from c8y_client._types import JSON, Raw
from c8y_client.sync._objects import CumulocityObject

if TYPE_CHECKING:
    from c8y_client.sync.rest import CumulocityRestClient


class TenantOption(CumulocityObject):
    """One setting of a tenant: a text under a category and a key.

    An `encrypted` one is stored under its key with `credentials.` before it, and shows a placeholder for its value to
    all but the microservice that owns the category.

    >>> option = TenantOption(category="mail", key="password", value="secret", encrypted=True)
    >>> option.key, option.is_encrypted, option.object_path
    ('password', True, '/tenant/options/mail/credentials.password')
    """

    __slots__ = ()

    resource_path: ClassVar[str] = "/tenant/options"
    object_type: ClassVar[str] = "application/vnd.com.nsn.cumulocity.option+json"

    category: Field[str] = Field("category", doc="What the option is about.")
    value: Field[str] = Field("value", doc="The setting. The only thing that an update changes.")

    def __init__(
        self,
        c8y: CumulocityRestClient | None = None,
        *,
        category: str | None = None,
        key: str | None = None,
        value: str | None = None,
        encrypted: bool | None = None,
    ) -> None:
        """Make an option that the platform does not know yet."""
        super().__init__(c8y)
        self.category, self.value = category, value
        if key is not None:
            self.json["key"] = f"{SECRET}{visible_key(key)}" if encrypted else key

    @property
    def key(self) -> str | None:
        """What the option is called in its category, without the prefix of encrypted ones."""
        stored: str | None = self.json.get("key")
        return None if stored is None else visible_key(stored)

    @property
    def is_encrypted(self) -> bool:
        """Whether the value is stored encrypted."""
        return str(self.json.get("key", "")).startswith(SECRET)

    @property
    def changes(self) -> dict[str, JSON]:
        """The value, if the platform does not know it yet."""
        return {name: value for name, value in super().changes.items() if name == "value"}

    @property
    def object_path(self) -> str:
        """Where the option is; a `ValueError` for one without category or key."""
        return path(self.resource_path, *self._place())

    def create(self, copy: bool = False) -> Self:
        """Create the option, or overwrite the one that is there.

        Takes what the platform made of it, which is a placeholder for the value if that is stored encrypted, or gives
        that as a new object with `copy`.
        """
        return self._create(copy)

    def update(self, copy: bool = False) -> Self:
        """Send the value if it was changed; a `NotFoundError` if there is no such option."""
        return self._update(copy)

    def reload(self, copy: bool = False) -> Self:
        """Read the option again; a change that was not sent is lost, unless in a `copy`."""
        return self._reload(copy)

    def delete(self) -> None:
        """Delete the option."""
        self._delete()

    def _place(self) -> tuple[str, str]:
        category, key = self.json.get("category"), self.json.get("key")
        if not category or not key:
            raise ValueError(f"{self!r} needs a category and a key")
        return category, key

    def _key(self) -> str:
        return "/".join(self._place())

    def _identity(self) -> JSON:
        category, key = self.json.get("category"), self.json.get("key")
        return (category, key) if category and key else None

    def _title(self) -> dict[str, JSON]:
        return {name: self.json[name] for name in ("category", "key") if name in self.json}

    def _adopt(self, content: Raw) -> None:
        # To the owner of a category the platform names encrypted options without their prefix, and cannot find them so.
        document, stored = orjson.loads(content), self.json.get("key")
        if self.is_encrypted and document.get("key") == self.key:
            content = orjson.dumps({**document, "key": stored})
        super()._adopt(content)
