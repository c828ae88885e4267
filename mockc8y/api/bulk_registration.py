"""Registration of many devices by a table."""

from __future__ import annotations

from collections.abc import Sequence

import orjson

from mockc8y.api import files, multipart, render
from mockc8y.api.reply import Reply
from mockc8y.api.request import Request
from mockc8y.api.route import Evidence, Route
from mockc8y.domain import bulk_registration
from mockc8y.domain.bulk_registrar import CREATED, CREDENTIAL_UPDATED
from mockc8y.domain.bulk_registration import FAILED, Outcome
from mockc8y.domain.device_users import AREA
from mockc8y.domain.errors import error
from mockc8y.domain.roles import roles

PATH = "/devicecontrol/bulkNewDeviceRequests"
OFFERS = render.item_offers("bulknewdevicerequest")
CSV = "text/csv"


def register(request: Request) -> Reply:
    """POST a table, as the part `file` of a form or as it is."""
    outcomes = bulk_registration.register(request.platform, request.tenant, _table(request), request.caller)
    return render.written(request, 201, OFFERS, orjson.dumps(_summary(outcomes)))


def _table(request: Request) -> bytes:
    if request.kind == CSV:
        # unverified: the specification knows forms only.
        return files.of_body(request).content
    form = multipart.form(request)
    if "file" not in form:
        found = ", ".join(form) or "none"
        raise error("request.bad", area=AREA, reason=f"The form needs the part 'file'; found: {found}")
    return files.of_part(request, form["file"]).content


def _summary(outcomes: Sequence[Outcome]) -> dict[str, object]:
    updated = [outcome for outcome in outcomes if outcome.status == CREDENTIAL_UPDATED]
    failed = [outcome for outcome in outcomes if outcome.status == FAILED]
    return {
        "numberOfAll": len(outcomes),
        "numberOfCreated": sum(outcome.status == CREATED for outcome in outcomes),
        "numberOfFailed": len(failed),
        "numberOfSuccessful": len(outcomes) - len(failed),
        "credentialUpdatedList": [_shown(outcome) for outcome in updated],
        "failedCreationList": [
            _shown(outcome) | {"failureReason": outcome.reason, "line": outcome.line} for outcome in failed
        ],
    }


def _shown(outcome: Outcome) -> dict[str, str]:
    return {"bulkNewDeviceStatus": outcome.status, "deviceId": outcome.device}


ROUTES = (
    Route(
        "POST",
        PATH,
        "postBulkNewDeviceRequestCollectionResource",
        roles("DEVICE_CONTROL_ADMIN"),
        register,
        Evidence.CLIENT,
    ),
)
"""The operations of this family in the official specification."""
