"""What users who log in elsewhere may do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Generic, TypeVar

from c8y_client._documents.json_object import JsonObject
from c8y_client._http.urls import path
from c8y_client._types import JSON

if TYPE_CHECKING:
    from c8y_client._async.rest import CumulocityRestClient

Rule = TypeVar("Rule", bound=JsonObject)


class AccessMappings(Generic[Rule]):
    """The rules of a way to log in that tell what users get, by what the token of the other service says.

    Every change ends all sessions of the tenant's users, unless `terminate_user_sessions` is false.
    """

    def __init__(self, c8y: CumulocityRestClient, login_option: str, kind: str, rule: type[Rule]) -> None:
        self.c8y = c8y
        self._rule = rule
        self._name = f"{kind}s"
        self._path = f"{login_option}/{self._name}"
        self._media_type = f"application/vnd.com.nsn.cumulocity.{kind}+json"

    def __repr__(self) -> str:
        return f"<{type(self).__name__} at {self._path} of {self.c8y.base_url}>"

    async def get_all(self) -> list[Rule]:
        """List the rules."""
        return [self._rule(one) for one in (await self.c8y.get(self._path))[self._name]]

    async def get(self, rule_id: str) -> Rule:
        """Read one rule; a `NotFoundError`, which is a `KeyError`, if there is none."""
        return self._rule(await self.c8y.get(path(self._path, rule_id)))

    async def create(self, rule: Mapping[str, JSON], *, terminate_user_sessions: bool | None = None) -> Rule:
        """Add a rule and give what the platform made of it."""
        kind, params = self._media_type, {"terminateUserSessions": terminate_user_sessions}
        answer = await self.c8y.post(self._path, params=params, json=dict(rule), accept=kind, content_type=kind)
        return self._rule(answer)

    async def update(
        self, rule_id: str, rule: Mapping[str, JSON], *, terminate_user_sessions: bool | None = None
    ) -> Rule:
        """Replace what a rule says and give what the platform made of it."""
        kind, params = self._media_type, {"terminateUserSessions": terminate_user_sessions}
        where = path(self._path, rule_id)
        return self._rule(await self.c8y.put(where, params=params, json=dict(rule), accept=kind, content_type=kind))

    async def delete(self, rule_id: str, *, terminate_user_sessions: bool | None = None) -> None:
        """Remove a rule."""
        params = {"terminateUserSessions": terminate_user_sessions}
        await self.c8y.delete(path(self._path, rule_id), params)
