"""Requests for login tokens."""

from __future__ import annotations

from tests.world import Ask, World

FORM = {"content-type": "application/x-www-form-urlencoded"}


def _log_in(_: World) -> Ask:
    body = b"grant_type=PASSWORD&username=admin&password=admin&tfa_code=undefined"
    return Ask(query="tenant_id=t07007007", body=body, headers=FORM, login=None)


SCENARIOS = {
    "postLoginFormCookie": _log_in,
    "postLoginFormBody": _log_in,
}
