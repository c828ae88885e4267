"""Applications."""

from __future__ import annotations

from mockc8y.api import parameters, render
from mockc8y.api.application_documents import COLLECTION, KEY, OFFERS, PATH, document_of, encoded, self_of
from mockc8y.api.reply import Reply, no_content
from mockc8y.api.request import Request
from mockc8y.api.route import EVERYBODY, PAGING, Evidence, Route, query_names
from mockc8y.domain import application_access, application_changes, application_clone, applications, service_users
from mockc8y.domain.application_search import Question, search
from mockc8y.domain.applications import AREA, Application
from mockc8y.domain.errors import error
from mockc8y.domain.paging import page_of
from mockc8y.domain.permissions import Access, denied
from mockc8y.domain.roles import roles

UNPAGED = query_names("dropOverwrittenApps noPaging")
"""Parameters that published clients send beside those of the specification."""
OWN = roles("USER_MANAGEMENT_OWN_READ")
OTHERS = roles("USER_MANAGEMENT_READ", "APPLICATION_MANAGEMENT_READ")
"""What it takes to learn the applications of oneself: one of the first; of others: all of the second."""


def create(request: Request) -> Reply:
    """POST an application."""
    return _created(request, application_changes.create(request.platform, request.tenant, request.document()))


def find(request: Request) -> Reply:
    """GET a page of applications."""
    query = request.query
    question = Question(
        name=query.get("name"),
        types=tuple(parameters.listed(query, "type")),
        owner=query.get("owner"),
        tenant=query.get("tenant"),
        subscriber=query.get("subscriber"),
        provided_for=query.get("providedFor"),
        user=query.get("user"),
        has_versions=parameters.choice(query, "hasVersions"),
        without_overwritten=parameters.flag(query, "dropOverwrittenApps"),
    )
    return _listed(request, question)


def find_by_name(request: Request) -> Reply:
    """GET the applications of a name."""
    return _listed(request, Question(name=request.arguments[0]))


def find_by_tenant(request: Request) -> Reply:
    """GET the applications that a tenant owns or is subscribed to."""
    return _listed(request, Question(tenant=request.arguments[0]))


def find_by_owner(request: Request) -> Reply:
    """GET the applications that a tenant owns."""
    return _listed(request, Question(owner=request.arguments[0]))


def find_by_user(request: Request) -> Reply:
    """GET the applications that a user opens: the caller itself, or another with the roles for that."""
    (name,) = request.arguments
    _require_sight_of(request, name)
    overwritten = parameters.flag(request.query, "dropOverwrittenApps")
    return _listed(request, Question(user=name, without_overwritten=overwritten))


def get(request: Request) -> Reply:
    """GET one application. Clients also ask by context path."""
    found = applications.find_named(request.platform, request.tenant, *request.arguments)
    return render.value(request, document_of(found, request.links), *OFFERS)


def get_manifest(request: Request) -> Reply:
    """GET the application at a context path, as web applications do with their own when they start."""
    (name,) = request.arguments
    by_path = applications.by_context_path(request.platform, request.tenant, name)
    found = by_path or applications.find(request.platform, request.tenant, name)
    return render.value(request, {"application": document_of(found, request.links)})


def update(request: Request) -> Reply:
    """PUT changes of an application, or the binary to serve."""
    application = _own(request)
    changed = application_changes.update(request.platform, application, request.document(), request.caller)
    return render.written(request, 200, OFFERS, encoded(changed, request.links))


def delete(request: Request) -> Reply:
    """DELETE an application; by force also while others are subscribed to it."""
    forget = application_changes.force_delete if parameters.flag(request.query, "force") else application_changes.delete
    forget(request.platform, _own(request), request.caller)
    return no_content()


def clone(request: Request) -> Reply:
    """POST a copy of an application, which then is the caller's tenant's own."""
    source = applications.find(request.platform, request.tenant, *request.arguments)
    chosen = request.query.get("version"), request.query.get("tag")
    return _created(request, application_clone.clone(request.platform, request.tenant, source, *chosen))


def get_bootstrap_user(request: Request) -> Reply:
    """GET the user that a microservice starts with."""
    application = _own(request)
    if not application.is_microservice:
        raise error("request.bad", area=AREA, reason=f"Application {application.id} is no microservice")
    user = {
        "tenant": application.owner,
        "name": service_users.bootstrap_name_of(application),
        "password": application.bootstrap_password,
    }
    return render.value(request, user, *render.item_offers("user"))


def reach_given(request: Request, access: Access) -> None:
    """Let users in to the applications that were given to them or to their groups."""
    found = applications.find_named(request.platform, request.tenant, *request.arguments)
    if found.id not in application_access.explicit(access.tenant, access.user):
        raise denied(f"application {found.id} was given neither to the user nor to one of its groups")


def _own(request: Request) -> Application:
    return applications.find_own(request.platform, request.tenant, request.arguments[0])


def _created(request: Request, application: Application) -> Reply:
    reply = render.written(request, 201, OFFERS, encoded(application, request.links))
    reply.headers.append((b"location", self_of(application, request.links).encode()))
    return reply


def _listed(request: Request, question: Question) -> Reply:
    found = search(request.platform, request.tenant, question)
    if parameters.flag(request.query, "noPaging"):
        shown = [document_of(application, request.links) for application in found]
        whole = {KEY: shown, "self": request.links.to(request.path)}
        return render.value(request, whole, *render.item_offers(COLLECTION))
    page = page_of(found, parameters.page_request(request))
    items = [encoded(application, request.links) for application in page.items]
    return render.listed_as(request, COLLECTION, KEY, items, page)


def _require_sight_of(request: Request, name: str) -> None:
    """Refuse to tell what a user opens without the roles that the specification asks for."""
    if not request.settings.permissions:
        return
    is_own = name == request.user.name and request.holds(*OWN)
    if not is_own and not all(request.holds(role) for role in OTHERS):
        raise denied(f"the applications of others want {' and '.join(sorted(OTHERS))}, one's own {', '.join(OWN)}")


ROUTES = (
    Route("POST", PATH, "postApplicationCollectionResource", roles("APPLICATION_MANAGEMENT_ADMIN"), create),
    Route(
        "GET",
        PATH,
        "getAbstractApplicationCollectionResource",
        roles("APPLICATION_MANAGEMENT_READ"),
        find,
        Evidence.RECORDED,
        parameters=query_names("name owner providedFor subscriber tenant type user hasVersions") | PAGING | UNPAGED,
    ),
    Route(
        "GET",
        f"{PATH}/{{id}}",
        "getApplicationResource",
        roles("APPLICATION_MANAGEMENT_READ"),
        get,
        Evidence.RECORDED,
        reach=reach_given,
    ),
    # The specification asks for ROLE_USER_MANAGEMENT_ADMIN, which has nothing to do with applications, while it asks
    # for this role wherever else one is written: taken for a slip.
    Route("PUT", f"{PATH}/{{id}}", "putApplicationResource", roles("APPLICATION_MANAGEMENT_ADMIN"), update),
    Route(
        "DELETE",
        f"{PATH}/{{id}}",
        "deleteApplicationResource",
        roles("APPLICATION_MANAGEMENT_ADMIN"),
        delete,
        parameters=query_names("force"),
    ),
    Route(
        "GET",
        f"{PATH}/{{id}}/bootstrapUser",
        "getApplicationUserRepresentation",
        roles("APPLICATION_MANAGEMENT_ADMIN"),
        get_bootstrap_user,
    ),
    Route(
        "POST",
        f"{PATH}/{{id}}/clone",
        "postApplicationResource",
        roles("APPLICATION_MANAGEMENT_ADMIN"),
        clone,
        parameters=query_names("version tag"),
    ),
    Route(
        "GET",
        "/application/applicationsByName/{name}",
        "getApplicationsByNameCollectionResource",
        roles("APPLICATION_MANAGEMENT_READ"),
        find_by_name,
        parameters=PAGING | UNPAGED,
    ),
    Route(
        "GET",
        "/application/applicationsByTenant/{tenantId}",
        "getApplicationsByTenantCollectionResource",
        roles("APPLICATION_MANAGEMENT_READ"),
        find_by_tenant,
        parameters=PAGING | UNPAGED,
    ),
    Route(
        "GET",
        "/application/applicationsByOwner/{tenantId}",
        "getApplicationsByOwnerCollectionResource",
        roles("APPLICATION_MANAGEMENT_READ"),
        find_by_owner,
        parameters=PAGING | UNPAGED,
    ),
    Route(
        "GET",
        "/application/applicationsByUser/{username}",
        "getApplicationsByUserCollectionResource",
        roles("USER_MANAGEMENT_OWN_READ", "USER_MANAGEMENT_READ", "APPLICATION_MANAGEMENT_READ"),
        find_by_user,
        Evidence.CLIENT,
        parameters=PAGING | UNPAGED,
    ),
)
"""The operations of this family in the official specification."""

ROUTES_BEYOND = (
    Route(
        "GET",
        f"{PATH}/{{id}}/manifest",
        "getApplicationManifest",
        EVERYBODY,
        get_manifest,
        Evidence.CLIENT,
    ),
)
"""What web applications ask for when they start."""
