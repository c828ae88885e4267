"""The emulator's own addresses, below `/_mock`."""

from __future__ import annotations

import orjson
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route, Router

from mockc8y.api.routes import TABLE
from mockc8y.control.coverage import coverage, coverage_page

PREFIX = "/_mock"


def build_control() -> Router:
    """Return the ASGI application that serves them."""
    return Router([Route(f"{PREFIX}/coverage", show_coverage)])


async def show_coverage(request: Request) -> Response:
    """Show which operations are emulated: a page for browsers, JSON for everybody else."""
    if "text/html" in request.headers.get("accept", ""):
        return HTMLResponse(coverage_page(TABLE))
    return Response(orjson.dumps(coverage(TABLE)), media_type="application/json")
