"""Requests for device permissions."""

from __future__ import annotations

from tests.world import Ask, World


def _update(world: World) -> Ask:
    device = world.device()
    permissions = {device: ["OPERATION:c8y_Restart:ADMIN", "MANAGED_OBJECT:*:READ"]}
    owners = {
        "users": [{"userName": "nobody", "devicePermissions": permissions}],
        "groups": [{"id": "1", "devicePermissions": permissions}],
    }
    return Ask((device,), json=owners)


def _get(world: World) -> Ask:
    ask = _update(world)
    (device,) = ask.arguments
    assert world.call("PUT", f"/user/devicePermissions/{device}", json=ask.json).status == 200
    return Ask((device,))


SCENARIOS = {"getDevicePermissionsResource": _get, "putDevicePermissionsResource": _update}
