"""Requests for the versions of applications."""

from __future__ import annotations

from tests import archives
from tests.conformance.scenarios.applications import PATH, hosted
from tests.world import Ask, World


def versioned(world: World) -> str:
    """Create a hosted application with a version 1.4.0 and return its id."""
    application = hosted(world)
    body, headers = archives.version_form(archives.web_app(), {"version": "1.4.0", "tags": ["stable"]})
    response = world.call("POST", f"{PATH}/{application}/versions", body=body, headers=headers)
    assert response.status == 201, response.body
    return application


def _create(world: World) -> Ask:
    body, headers = archives.version_form(archives.web_app(), {"version": "2.0", "tags": ["latest", "Beta"]})
    return Ask((versioned(world),), body=body, headers=headers)


def _one(world: World) -> Ask:
    return Ask((versioned(world),), query="version=1.4.0")


def _change_tags(world: World) -> Ask:
    return Ask((versioned(world), "1.4.0"), json={"tags": ["Old", "latest"]})


SCENARIOS = {
    "getApplicationVersionResource": _one,
    "getApplicationVersionCollectionResource": lambda world: Ask((versioned(world),)),
    "postApplicationVersionResource": _create,
    "deleteApplicationVersionResource": lambda world: Ask((versioned(world),), query="tag=stable"),
    "putApplicationVersionResource": _change_tags,
}
