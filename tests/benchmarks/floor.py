"""The floor: what the same server does with a Starlette application that stores nothing."""

from __future__ import annotations

import orjson
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

JSON = "application/json"
OBJECT = orjson.dumps({"id": "1", "name": "device", "type": "c8y_Benchmark", "padding": "x" * 430})


async def echo(request: Request) -> Response:
    """Parse a body and encode it again."""
    return Response(orjson.dumps(orjson.loads(await request.body())), status_code=201, media_type=JSON)


async def fixed(_request: Request) -> Response:
    """Return bytes that were encoded before."""
    return Response(OBJECT, media_type=JSON)


def build_floor() -> Starlette:
    """Return the application the benchmarks are measured against."""
    return Starlette(routes=[Route("/echo", echo, methods=["POST"]), Route("/fixed", fixed)])
