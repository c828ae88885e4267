"""Access mappings and inventory access mappings of login options."""

from __future__ import annotations

from dataclasses import dataclass

import orjson

from mockc8y.api import render
from mockc8y.api.login_options import ONE, PATH, terminates_sessions
from mockc8y.api.reply import Reply, no_content
from mockc8y.api.request import Request
from mockc8y.api.route import Evidence, Handler, Route, query_names
from mockc8y.domain import access_mappings, sessions
from mockc8y.domain.access_mappings import TO_GROUPS, TO_INVENTORY_ROLES, Kind
from mockc8y.domain.roles import roles
from mockc8y.store.codec import Document

_WRITERS = roles("TENANT_ADMIN", "TENANT_MANAGEMENT_ADMIN")
_READERS = roles("TENANT_ADMIN", "TENANT_MANAGEMENT_READ", "USER_MANAGEMENT_ADMIN", "USER_MANAGEMENT_CREATE")
_ENDING = query_names("terminateUserSessions")


@dataclass(frozen=True, slots=True)
class Mappings:
    """One kind of mapping as it is offered: the last part of its path and its media type."""

    kind: Kind
    segment: str
    media: str

    def create(self, request: Request) -> Reply:
        """POST a mapping."""
        is_over, (option,) = terminates_sessions(request), request.arguments
        made = access_mappings.create(request.tenant, self.kind, option, request.document(), request.caller)
        if is_over:
            sessions.end_all(request.tenant)
        return self._written(request, made)

    def find(self, request: Request) -> Reply:
        """GET all mappings of a login option."""
        (option,) = request.arguments
        found = access_mappings.select(request.tenant, self.kind, option)
        document = {
            "self": request.links.to(f"{PATH}/{option}/{self.segment}"),
            self.segment: [self._shown(request, mapping) for mapping in found],
        }
        return render.value(request, document, *render.item_offers(f"{self.media}Collection"))

    def get(self, request: Request) -> Reply:
        """GET one mapping."""
        mapping = access_mappings.get(request.tenant, self.kind, *request.arguments)
        return render.value(request, self._shown(request, mapping), *render.item_offers(self.media))

    def update(self, request: Request) -> Reply:
        """PUT changes of a mapping."""
        is_over, (option, mapping_id), change = terminates_sessions(request), request.arguments, request.document()
        changed = access_mappings.update(request.tenant, self.kind, option, mapping_id, change, request.caller)
        if is_over:
            sessions.end_all(request.tenant)
        return self._written(request, changed)

    def delete(self, request: Request) -> Reply:
        """DELETE one mapping."""
        is_over, (option, mapping_id) = terminates_sessions(request), request.arguments
        access_mappings.delete(request.tenant, self.kind, option, mapping_id, request.caller)
        if is_over:
            sessions.end_all(request.tenant)
        return no_content()

    def routes(self, name: str) -> tuple[Route, ...]:
        """Return the rows of this kind, whose operations are called after it."""
        many, one = f"{ONE}/{self.segment}", f"{ONE}/{self.segment}/{{id}}"
        return (
            self._route("POST", many, f"post{name}Resource", self.create),
            self._route("GET", many, f"get{name}CollectionResource", self.find),
            self._route("GET", one, f"get{name}Resource", self.get),
            self._route("PUT", one, f"put{name}Resource", self.update),
            self._route("DELETE", one, f"delete{name}Resource", self.delete),
        )

    def _route(self, method: str, path: str, operation: str, handler: Handler) -> Route:
        if method == "GET":
            return Route(method, path, operation, _READERS, handler, Evidence.SPEC)
        return Route(method, path, operation, _WRITERS, handler, Evidence.SPEC, parameters=_ENDING)

    def _written(self, request: Request, mapping: Document) -> Reply:
        shown = orjson.dumps(self._shown(request, mapping))
        return render.written(request, 200, render.item_offers(self.media), shown)

    def _shown(self, request: Request, mapping: Document) -> Document:
        option = request.arguments[0]
        return {**mapping, "self": request.links.to(f"{PATH}/{option}/{self.segment}/{mapping['id']}")}


_GROUPS = Mappings(TO_GROUPS, "accessMappings", "accessMapping")
_INVENTORY_ROLES = Mappings(TO_INVENTORY_ROLES, "inventoryAccessMappings", "inventoryAccessMapping")

ROUTES = (*_GROUPS.routes("AccessMapping"), *_INVENTORY_ROLES.routes("InventoryAccessMapping"))
"""The operations of this family in the official specification."""
