"""Why a request was refused, for those who ask after it."""

from __future__ import annotations

from dataclasses import asdict

import orjson
from starlette.requests import Request
from starlette.responses import Response

from mockc8y.api.refusals import Refusals


class Explain:
    """Answers with the refusal of an id, which came with the refused answer in `X-Mockc8y-Explain`."""

    def __init__(self, refusals: Refusals) -> None:
        self._refusals = refusals

    async def __call__(self, request: Request) -> Response:
        """Describe one refusal as JSON, or say that it is not known."""
        request_id = request.path_params["request_id"]
        refusal = self._refusals.get(request_id)
        if refusal is None:
            reason = f"No refused request has the id {request_id!r}, or it was too long ago"
            return Response(orjson.dumps({"message": reason}), 404, media_type="application/json")
        return Response(orjson.dumps(asdict(refusal)), media_type="application/json")
