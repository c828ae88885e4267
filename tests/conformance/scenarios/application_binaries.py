"""Requests for the archives of applications."""

from __future__ import annotations

from tests import archives
from tests.conformance.scenarios.applications import hosted, upload
from tests.world import Ask, World


def _create(world: World) -> Ask:
    body, headers = archives.binary_form(archives.web_app())
    return Ask((hosted(world),), body=body, headers=headers)


def _find(world: World) -> Ask:
    return Ask(_one(world).arguments[:1])


def _one(world: World) -> Ask:
    application = hosted(world)
    return Ask((application, upload(world, application, archives.web_app())))


SCENARIOS = {
    "postBinaryApplicationContentResource": _create,
    "getBinaryApplicationContentResource": _find,
    "getBinaryApplicationContentResourceById": _one,
    "deleteBinaryApplicationContentResourceById": _one,
}
