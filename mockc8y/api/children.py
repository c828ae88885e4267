"""Children of managed objects, of all three kinds."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from mockc8y.api import managed_object, parameters, reach, render
from mockc8y.api.negotiation import JSON, negotiate, vendor
from mockc8y.api.reply import Reply, content, no_content
from mockc8y.api.request import Request
from mockc8y.api.route import PAGING, Evidence, Route, query_names
from mockc8y.domain import children
from mockc8y.domain.hierarchy import ADDITIONS, ASSETS, DEVICES
from mockc8y.domain.paging import page_of
from mockc8y.domain.permissions import ADMIN
from mockc8y.store.codec import Document
from mockc8y.store.collection import Record

REFERENCE, REFERENCES, OBJECT = "managedobjectreference", "managedobjectreferencecollection", "managedobject"
_BY_SHAPE = (("references", REFERENCES), ("managedObject", REFERENCE))


def add(request: Request) -> Reply:
    """POST a reference to a child, several of them, or a new object that becomes a child."""
    document = request.document()
    return _ADDERS[_kind_of(request, document)](request, document)


def find(request: Request) -> Reply:
    """GET a page of children, whole."""
    query = request.query.get("query") or ""
    found = children.select(request.tenant, _kind(request), request.arguments[0], query)
    page = page_of(reach.objects(request, found), parameters.page_request(request))
    items = _references(request, managed_object.resource_of(request), page.items)
    return render.listed_as(request, REFERENCES, "references", items, page)


def get(request: Request) -> Reply:
    """GET one child."""
    record = children.get(request.tenant, _kind(request), *request.arguments)
    [item] = _references(request, managed_object.resource_of(request), [record])
    return content(200, negotiate(request.accept, (vendor(REFERENCE), JSON)), item)


def remove_all(request: Request) -> Reply:
    """DELETE the links to several children."""
    child_ids = children.references_of(request.document())
    children.remove(request.tenant, _kind(request), request.arguments[0], child_ids)
    return no_content()


def remove(request: Request) -> Reply:
    """DELETE the link to one child."""
    parent_id, child_id = request.arguments
    children.remove(request.tenant, _kind(request), parent_id, [child_id])
    return no_content()


def _add_one(request: Request, document: Document) -> Reply:
    records = _added(request, [children.reference_of(document)])
    [item] = _references(request, managed_object.RESOURCE, records)
    reply = render.written(request, 201, (vendor(REFERENCE), JSON), item)
    reply.headers.append((b"location", b"%b/%d" % (_address(request), records[0].id)))
    return reply


def _add_several(request: Request, document: Document) -> Reply:
    items = _references(request, managed_object.RESOURCE, _added(request, children.references_of(document)))
    body = b'{"self":"%b","references":[%b]}' % (_address(request), b",".join(items))
    return render.written(request, 201, (vendor(REFERENCES), JSON), body)


def _create(request: Request, document: Document) -> Reply:
    """Answer with the new object itself, whose id the client can use at once (seen on a real tenant)."""
    record = children.create(request.tenant, _kind(request), request.arguments[0], document, request.caller)
    return render.created(request, managed_object.RESOURCE, record)


_ADDERS: Mapping[str, Callable[[Request, Document], Reply]] = MappingProxyType(
    {REFERENCE: _add_one, REFERENCES: _add_several, OBJECT: _create}
)


def _kind_of(request: Request, document: Document) -> str:
    """Tell what a body is: by its vendor type, else by its shape."""
    if request.kind in _ADDERS:
        return request.kind
    return next((kind for name, kind in _BY_SHAPE if name in document), OBJECT)


def _kind(request: Request) -> str:
    """Return the kind of children that the path names."""
    return request.route.path.split("/")[4]


def _added(request: Request, child_ids: Sequence[str]) -> list[Record]:
    return children.add(request.tenant, _kind(request), request.arguments[0], child_ids)


def _address(request: Request) -> bytes:
    """Return the address of the list of children."""
    kind = _kind(request)
    return b"%b%b/%b/%b" % (
        request.links.raw,
        managed_object.PATH.encode(),
        request.arguments[0].encode(),
        kind.encode(),
    )


def _references(request: Request, resource: render.Resource, records: Sequence[Record]) -> list[bytes]:
    address, links = _address(request), request.links
    return [
        b'{"self":"%b/%d","managedObject":%b}' % (address, record.id, resource.render(record, links))
        for record in records
    ]


READ, CHANGE = managed_object.READ, managed_object.CHANGE
SHOWN = query_names("query") | managed_object.PARAMETERS | PAGING


def _routes(kind: str) -> tuple[Route, ...]:
    """Return the operations on one kind of children. Their ids say `childDevice` where one child is meant."""
    path, many, one = f"{managed_object.ONE}/{kind}", f"ManagedObjectC{kind[1:]}", f"ManagedObjectC{kind[1:-1]}"
    return (
        Route(
            "POST",
            path,
            f"post{many}Resource",
            CHANGE,
            add,
            Evidence.RECORDED,
            reach=reach.adopted,
        ),
        Route(
            "GET",
            path,
            f"get{many}Resource",
            READ,
            find,
            Evidence.RECORDED,
            parameters=SHOWN,
            reach=reach.children,
        ),
        Route(
            "DELETE",
            path,
            f"delete{one}ResourceMultiple",
            CHANGE,
            remove_all,
            Evidence.CLIENT,
            reach=reach.managed_object(ADMIN),
        ),
        Route(
            "GET",
            f"{path}/{{childId}}",
            f"get{one}Resource",
            READ,
            get,
            parameters=managed_object.PARAMETERS,
            reach=reach.child,
        ),
        Route(
            "DELETE",
            f"{path}/{{childId}}",
            f"delete{one}Resource",
            CHANGE,
            remove,
            Evidence.RECORDED,
            reach=reach.managed_object(ADMIN),
        ),
    )


ROUTES = tuple(route for kind in (ADDITIONS, ASSETS, DEVICES) for route in _routes(kind))
"""The operations of this family in the official specification."""
