"""References to users, groups and roles: bodies that name one, and pages of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar
from urllib.parse import unquote

import orjson

from mockc8y.api import parameters, render
from mockc8y.api.reply import Reply
from mockc8y.api.request import Request
from mockc8y.domain.documents import require_fields
from mockc8y.domain.errors import error
from mockc8y.domain.paging import page_of
from mockc8y.store.codec import Document

Item = TypeVar("Item")


def named(document: Document, kind: str, area: str) -> str:
    """Return the name or id of what a body refers to, such as `{"role": {"self": "user/roles/ROLE_X"}}`.

    Published clients send `self` alone, absolute or not; an `id` will do, too.
    """
    require_fields(document, (kind,))
    held = document[kind]
    if not isinstance(held, dict):
        raise error("invalid_data", area=area, reason=f"'{kind}' must be an object with 'self'")
    if held.get("self") is None and isinstance(held.get("id"), str):
        return str(held["id"])
    require_fields(held, ("self",))
    if not isinstance(held["self"], str):
        raise error("invalid_data", area=area, reason="'self' must be an address")
    return unquote(held["self"].partition("?")[0].rstrip("/").rpartition("/")[2])


def made(request: Request, media: str, reference: Document) -> Reply:
    """Answer a POST that made a reference. It cannot be read by itself, so there is no `Location`."""
    return render.written(request, 201, render.item_offers(media), orjson.dumps(reference))


def listed(request: Request, media: str, items: Sequence[Item], reference: Callable[[Item], Document]) -> Reply:
    """Answer a GET of references with a page of them."""
    page = page_of(items, parameters.page_request(request))
    return render.listed_as(request, media, "references", [orjson.dumps(reference(item)) for item in page.items], page)
