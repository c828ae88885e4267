"""Requests for files in the inventory."""

from __future__ import annotations

from urllib3 import encode_multipart_formdata

from tests.world import Ask, World

PATH = "/inventory/binaries"


def _form() -> tuple[bytes, str]:
    return encode_multipart_formdata(
        {"object": '{"name":"log.txt","type":"text/plain"}', "file": ("log.txt", b"one line", "text/plain")},
        boundary="between-the-parts",
    )


def _create(_: World) -> Ask:
    body, content_type = _form()
    return Ask(body=body, headers={"content-type": content_type})


def _stored(world: World) -> str:
    body, content_type = _form()
    response = world.call("POST", PATH, body=body, headers={"content-type": content_type})
    assert response.status == 201, response.body
    return str(response.json()["id"])


def _find(world: World) -> Ask:
    _stored(world)
    return Ask(query="type=text/plain&withTotalPages=true")


def _one(world: World) -> Ask:
    return Ask((_stored(world),))


def _replace(world: World) -> Ask:
    return Ask((_stored(world),), body=b"another line", headers={"content-type": "text/plain"})


SCENARIOS = {
    "postBinariesCollectionResource": _create,
    "getBinariesCollectionResource": _find,
    "getBinariesResource": _one,
    "putBinariesResource": _replace,
    "deleteBinariesResource": _one,
}
