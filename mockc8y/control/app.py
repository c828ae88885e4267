"""The emulator's own addresses, below `/_mock`."""

from __future__ import annotations

import orjson
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route, Router

from mockc8y.api.application import Application
from mockc8y.api.routes import TABLE
from mockc8y.control.coverage import coverage, coverage_page
from mockc8y.control.explain import Explain

PREFIX = "/_mock"


def build_control(application: Application) -> Router:
    """Return the ASGI application that serves them beside the one that serves the platform."""
    return Router(
        [
            Route(f"{PREFIX}/coverage", show_coverage),
            Route(f"{PREFIX}/explain/{{request_id}}", Explain(application.refusals).__call__),
        ]
    )


async def show_coverage(request: Request) -> Response:
    """Show which operations are emulated: a page for browsers, JSON for everybody else."""
    if "text/html" in request.headers.get("accept", ""):
        return HTMLResponse(coverage_page(TABLE))
    return Response(orjson.dumps(coverage(TABLE)), media_type="application/json")
