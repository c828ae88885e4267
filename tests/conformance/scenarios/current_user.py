"""Requests of users about themselves."""

from __future__ import annotations

import pyotp

from mockc8y.domain import users
from mockc8y.domain.default_groups import BUSINESS
from tests.world import TENANT, Ask, World, nothing

PATH = "/user/currentUser"
_NAME, _PASSWORD = "ana@acme.test", "Secret-123"
LOGIN = f"{TENANT}/{_NAME}:{_PASSWORD}"


def _as_ana(world: World) -> World:
    users.add(world.tenant, _NAME, _PASSWORD, groups=[BUSINESS])
    return world


def _with_secret(world: World) -> str:
    response = _as_ana(world).call("POST", f"{PATH}/totpSecret", login=LOGIN)
    secret: str = response.json()["rawSecret"]
    return secret


def _read(world: World) -> Ask:
    _as_ana(world)
    return Ask(login=LOGIN)


def _update(world: World) -> Ask:
    _as_ana(world)
    change = {"firstName": "Ana", "lastName": "Ruiz", "email": "ana@acme.test", "phone": "+49 211 555010"}
    return Ask(json=change, login=LOGIN)


def _change_password(world: World) -> Ask:
    _as_ana(world)
    return Ask(json={"currentUserPassword": _PASSWORD, "newPassword": "An0ther-one"}, login=LOGIN)


def _read_activity(world: World) -> Ask:
    _with_secret(world)
    return Ask(login=LOGIN)


def _activate(world: World) -> Ask:
    _with_secret(world)
    return Ask(json={"isActive": True}, login=LOGIN)


def _verify(world: World) -> Ask:
    code = pyotp.TOTP(_with_secret(world)).at(world.tenant.clock.now() // 1000)
    return Ask(json={"code": code}, login=LOGIN)


SCENARIOS = {
    "getCurrentUserResource": _read,
    "putCurrentUserResource": _update,
    "putCurrentUserPasswordResource": _change_password,
    "postCurrentUserTfaTotpResource": nothing,
    "postCurrentUserTfaTotpResourceActivity": _activate,
    "getCurrentUserTfaTotpResourceActivity": _read_activity,
    "postCurrentUserTfaTotpResourceVerify": _verify,
}
