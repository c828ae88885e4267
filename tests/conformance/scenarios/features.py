"""Requests for feature toggles."""

from __future__ import annotations

from dataclasses import replace

from tests.world import MANAGEMENT_ADMIN, TENANT, Ask, World, nothing

PREVIEW, UNRELEASED = "measurement-charts-preview", "tenant-insights-preview"


def _one(_: World) -> Ask:
    return Ask((PREVIEW,))


def _set(_: World) -> Ask:
    return Ask((PREVIEW,), json={"active": True})


def _unset(world: World) -> Ask:
    assert world.call("PUT", f"/features/{PREVIEW}/by-tenant", json={"active": True}).status == 200
    return Ask((PREVIEW,))


def _find_overrides(world: World) -> Ask:
    return replace(_unset(world), login=MANAGEMENT_ADMIN)


def _set_given(_: World) -> Ask:
    return Ask((UNRELEASED, TENANT), json={"active": True}, login=MANAGEMENT_ADMIN)


def _unset_given(world: World) -> Ask:
    return Ask((*_unset(world).arguments, TENANT), login=MANAGEMENT_ADMIN)


SCENARIOS = {
    "listCurrentTenantFeatures": nothing,
    "getCurrentTenantFeature": _one,
    "listTenantFeatureToggleValues": _find_overrides,
    "setCurrentTenantFeatureToggleValue": _set,
    "unsetCurrentTenantFeatureToggleValue": _unset,
    "setGivenTenantFeatureToggleValue": _set_given,
    "unsetGivenTenantFeatureToggleValue": _unset_given,
}
