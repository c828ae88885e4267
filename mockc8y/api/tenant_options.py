"""Tenant options."""

from __future__ import annotations

from urllib.parse import quote

import orjson

from mockc8y.api import parameters, render
from mockc8y.api.links import Links
from mockc8y.api.management import any_tenant
from mockc8y.api.reply import Reply, no_content
from mockc8y.api.request import Request
from mockc8y.api.route import PAGING, Evidence, Route, query_names
from mockc8y.domain import option_owners, tenant_options
from mockc8y.domain.documents import require_fields
from mockc8y.domain.paging import page_of
from mockc8y.domain.roles import roles
from mockc8y.domain.tenant_options import Option
from mockc8y.store.codec import Document

PATH = "/tenant/options"
CATEGORY = f"{PATH}/{{category}}"
ITEM = f"{CATEGORY}/{{key}}"
_OFFERS = render.item_offers("option")


def create(request: Request) -> Reply:
    """POST an option. One that is there already is overwritten; the platform answers 200 either way."""
    return _written(request, tenant_options.create(request.tenant, request.document(), request.caller))


def find(request: Request) -> Reply:
    """GET a page of options."""
    page = page_of(tenant_options.select(request.tenant), parameters.page_request(request))
    items = [orjson.dumps(_document(option, request.links)) for option in page.items]
    return render.listed_as(request, "optioncollection", "options", items, page)


def find_category(request: Request) -> Reply:
    """GET the options of a category as one object, in one piece."""
    (category,) = request.arguments
    read = tenant_options.settings_of if _is_owner(request, category) else tenant_options.of_category
    return render.value(request, read(request.tenant, category), *_OFFERS)


def update_category(request: Request) -> Reply:
    """PUT several options of a category; those it does not name stay."""
    (category,) = request.arguments
    tenant_options.put(request.tenant, category, request.document(), request.caller)
    return render.written(request, 200, _OFFERS, orjson.dumps(tenant_options.of_category(request.tenant, category)))


def get(request: Request) -> Reply:
    """GET one option."""
    category, key = request.arguments
    read = tenant_options.get_as_owner if _is_owner(request, category) else tenant_options.get
    return render.value(request, _document(read(request.tenant, category, key), request.links), *_OFFERS)


def update(request: Request) -> Reply:
    """PUT another value of an option."""
    category, key = request.arguments
    return _written(request, tenant_options.update(request.tenant, category, key, request.document(), request.caller))


def set_security(request: Request) -> Reply:
    """PUT an option that has to do with security, whether it is there already or not."""
    category, key = request.arguments
    document = request.document()
    require_fields(document, ("value",))
    (option,) = tenant_options.put(request.tenant, category, {key: document["value"]}, request.caller)
    return _written(request, option)


def delete(request: Request) -> Reply:
    """DELETE one option."""
    category, key = request.arguments
    tenant_options.delete(request.tenant, category, key, request.caller)
    return no_content()


def set_editable(request: Request) -> Reply:
    """PUT whether a tenant may change one of its options, in the name of the management tenant."""
    target = any_tenant(request, request.query.get("targetTenant") or request.tenant.id)
    category, key = request.arguments
    tenant_options.set_editable(target, category, key, request.document())
    return Reply(200)


def _is_owner(request: Request, category: str) -> bool:
    return option_owners.owns(request.platform, request.tenant, request.user, category)


def _written(request: Request, option: Option) -> Reply:
    return render.written(request, 200, _OFFERS, orjson.dumps(_document(option, request.links)))


def _document(option: Option, links: Links) -> Document:
    address = links.to(f"{PATH}/{quote(option.category, safe='')}/{quote(option.key, safe='')}")
    return {**option._asdict(), "self": address}


_READERS = roles("OPTION_MANAGEMENT_READ")
_WRITERS = roles("OPTION_MANAGEMENT_ADMIN")
_EVALUATE = query_names("evaluate")
"""Whether inherited options are meant, which there are none of. The web interface asks for both kinds."""

ROUTES = (
    Route("POST", PATH, "postOptionCollectionResource", _WRITERS, create, Evidence.RECORDED),
    Route("GET", PATH, "getOptionCollectionResource", _READERS, find, Evidence.RECORDED, parameters=PAGING),
    Route("GET", CATEGORY, "getCategoryOptionResource", _READERS, find_category, Evidence.RECORDED),
    Route("PUT", CATEGORY, "putCategoryOptionResource", _WRITERS, update_category, Evidence.RECORDED),
    Route("GET", ITEM, "getOptionResource", _READERS, get, Evidence.RECORDED, parameters=_EVALUATE),
    Route("PUT", ITEM, "putOptionResource", _WRITERS, update, Evidence.RECORDED),
    Route("DELETE", ITEM, "deleteOptionResource", _WRITERS, delete, Evidence.RECORDED),
    Route(
        "PUT",
        f"{ITEM}/editable",
        "putOptionEditableResource",
        _WRITERS,
        set_editable,
        parameters=query_names("targetTenant"),
    ),
)
"""The operations of this family in the official specification."""

SECURITY = "/tenant/security-options/{category}/{key}"
"""Where `@c8y/client` looks for options of the category `password`."""

ROUTES_BEYOND = (
    # unverified: that these are the options of the tenant under another address.
    Route("GET", SECURITY, "getSecurityOption", _READERS, get, Evidence.CLIENT, parameters=_EVALUATE),
    Route("PUT", SECURITY, "putSecurityOption", _WRITERS, set_security, Evidence.CLIENT),
    Route("DELETE", SECURITY, "deleteSecurityOption", _WRITERS, delete, Evidence.CLIENT),
)
"""What clients ask for beyond the specification."""
