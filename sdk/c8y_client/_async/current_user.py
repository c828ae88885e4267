"""The user behind a connection."""

from __future__ import annotations

from typing import ClassVar, Final, Self

from c8y_client._access.passwords import renewed
from c8y_client._async.user import BaseUser
from c8y_client._documents.second_factor import TotpActivity, TotpSecret
from c8y_client._errors import AccessDeniedError, NotFoundError
from c8y_client._types import JSON

PATH: Final = "/user/currentUser"
_SECRET: Final = f"{PATH}/totpSecret"
_ACTIVITY: Final = f"{_SECRET}/activity"


class CurrentUser(BaseUser):
    """The user behind the connection, with the operations that only this user may do."""

    __slots__ = ()

    object_type: ClassVar[str] = "application/vnd.com.nsn.cumulocity.currentuser+json"

    @property
    def resource_path(self) -> str:  # type: ignore[override] # the same whoever it is
        """Where everybody finds oneself."""
        return PATH

    @property
    def object_path(self) -> str:
        """Where everybody finds oneself."""
        return PATH

    @property
    def effective_role_ids(self) -> set[str]:
        """All roles that the user holds, itself or by its groups."""
        return {str(role["id"]) for role in self.json.get("effectiveRoles") or []}

    effective_permission_ids = effective_role_ids

    async def update(self, copy: bool = False) -> Self:
        """Send what was changed; where that is the password, the connection goes on as after `update_password`."""
        changes, c8y = self.changes, self._connection
        if not changes:
            return await self._update(copy)
        response = await self._put(PATH, changes)
        if changes.get("password"):
            c8y.auth = renewed(c8y.auth, changes["password"], response)
        return self._received(response, copy)

    async def delete(self, **_: JSON) -> None:
        """Delete oneself; the connection can do nothing after that."""
        await self._connection.delete(self._account_path)

    async def update_password(self, current_password: str, new_password: str) -> None:
        """Change the password; the connection goes on with the new one, or with the session that comes with it.

        An `InvalidRequestError` tells that the current password is wrong or the new one too weak. All other sessions of
        the user end.
        """
        c8y = self._connection
        document = {"currentUserPassword": current_password, "newPassword": new_password}
        response = await c8y.transport.request("PUT", f"{PATH}/password", json=document, accept="")
        c8y.auth = renewed(c8y.auth, new_password, response)

    async def generate_totp_secret(self) -> TotpSecret:
        """Make a new secret for one-time codes, which replaces an older one; `enable_totp` makes codes necessary."""
        made = await self._connection.post(_SECRET)
        return TotpSecret(made["rawSecret"], made["secretQrUrl"])

    async def get_totp_activity(self) -> TotpActivity:
        """Read whether one-time codes are asked for; a `NotFoundError` for a user without a secret."""
        return TotpActivity.from_json(await self._connection.get(_ACTIVITY))

    async def set_totp_activity(self, activity: TotpActivity) -> None:
        """Tell whether one-time codes are to be asked for; a `ConflictError` for a user without a secret."""
        await self._connection.post(_ACTIVITY, json={"isActive": activity.is_active})

    async def get_totp_enabled(self) -> bool:
        """Tell whether one-time codes are asked for; they are not before there is a secret."""
        try:
            return bool((await self.get_totp_activity()).is_active)
        except NotFoundError:
            return False

    async def enable_totp(self) -> None:
        """Let one-time codes be asked for from now on.

        A connection that sends name and password is refused from then on with `MissingTfaError`; sessions go on.
        """
        await self.set_totp_activity(TotpActivity(is_active=True))

    async def disable_totp(self) -> None:
        """Ask that codes be asked for no more; the platform denies that, see `revoke_totp_secret`."""
        await self.set_totp_activity(TotpActivity(is_active=False))

    async def verify_totp(self, code: str) -> None:
        """Check a one-time code; a `ValueError` for a wrong one, a `NotFoundError` for a user without a secret."""
        try:
            await self._connection.post(f"{_SECRET}/verify", json={"code": code})
        except AccessDeniedError as error:
            raise ValueError(error.message) from error

    async def is_valid_totp(self, code: str) -> bool:
        """Tell whether a one-time code is right."""
        try:
            await self.verify_totp(code)
        except ValueError:
            return False
        return True

    async def logout(self) -> None:
        """End the session of the connection; one that sends name and password has none."""
        await self._connection.post("/user/logout")
