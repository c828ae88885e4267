"""Applications over HTTP."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from mockc8y.domain import users
from mockc8y.domain.default_groups import ADMINS, DEVICES
from mockc8y.store.codec import Document
from tests import archives
from tests.conformance.scenarios import applications as scenarios
from tests.conformance.scenarios.applications import HOSTED, MICROSERVICE, PATH
from tests.conformance.scenarios.tenant_applications import subscribe
from tests.conformance.scenarios.tenants import subtenant
from tests.world import MANAGEMENT_ADMIN, NOBODY, TENANT, World

DEFAULTS = ["administration", "devicemanagement", "cockpit"]


@pytest.fixture
def world() -> World:
    """A fresh tenant."""
    return World()


def names(world: World, path: str, login: str = f"{TENANT}/admin:admin") -> list[str]:
    """Return the names in a listing."""
    found: list[Document] = world.call("GET", path, login=login).json()["applications"]
    return [application["name"] for application in found]


def other_tenant(world: World) -> str:
    """Add a tenant beside the tenant, with an administrator of the same name and password."""
    tenant = world.platform.add_tenant("t2")
    users.add(tenant, "admin", "admin", groups=[ADMINS])
    return "t2/admin:admin"


def test_application_is_answered_as_it_was_sent(world: World) -> None:
    """What the platform does not know is kept; it adds id, address, owner, and that others cannot use it."""
    response = world.call("POST", PATH, json={**HOSTED, "id": "1", "self": "x", "owner": {"tenant": {"id": "t2"}}})

    made = response.json()
    assert response.status == 201
    assert response.headers["location"] == made["self"] == f"http://mock.test{PATH}/{made['id']}"
    assert HOSTED.items() <= made.items()
    assert made["owner"] == {"self": f"http://mock.test/tenant/tenants/{TENANT}", "tenant": {"id": TENANT}}
    assert (made["id"] != "1", made["availability"], "activeVersionId" in made) == (True, "PRIVATE", False)


@pytest.mark.parametrize(
    ("document", "status", "message"),
    [
        ({}, 422, "Following mandatory fields should be included: key,name,type"),
        ({**HOSTED, "type": "WIDGET"}, 422, "'type' must be one of EXTERNAL, HOSTED, MICROSERVICE"),
        ({**HOSTED, "availability": "SOON"}, 422, "'availability' must be one of PRIVATE, MARKET, SHARED"),
        ({**HOSTED, "contextPath": None}, 422, "Following mandatory fields should be included: contextPath"),
        ({**HOSTED, "type": "EXTERNAL"}, 422, "Following mandatory fields should be included: externalUrl"),
        ({**HOSTED, "name": "n" * 129}, 422, "'name' has more than 128 characters"),
        ({**HOSTED, "key": "k" * 129}, 422, "'key' has more than 128 characters"),
        ({**HOSTED, "contextPath": "c" * 256}, 422, "'contextPath' has more than 255 characters"),
        ({**HOSTED, "contextPath": "a/b"}, 422, "'contextPath' may hold letters"),
        ({**HOSTED, "contextPath": ".."}, 422, "'contextPath' may hold letters"),
        ({**HOSTED, "contextPath": "a@1"}, 422, "'contextPath' may hold letters"),
        ({**HOSTED, "contextPath": "public"}, 422, "'public' is no context path"),
        ({**HOSTED, "name": ""}, 422, "'name' must be a non-empty string"),
        ({**HOSTED, "name": "a\nb"}, 422, "'name' has control characters"),
        ({**HOSTED, "roles": "ROLE_X"}, 422, "'roles' must be a list of role names"),
        ({**HOSTED, "manifest": []}, 422, "'manifest' must be an object"),
        ({**MICROSERVICE, "name": "a/b:c"}, 422, "the name of a microservice may hold letters"),
    ],
)
def test_application_that_makes_no_sense_is_refused(
    world: World, document: Document, status: int, message: str
) -> None:
    """What is missing or wrong is named."""
    response = world.call("POST", PATH, json=document)

    assert (response.status, message in response.json()["message"]) == (status, True), response.body


@pytest.mark.parametrize("same", ["name", "key", "contextPath"])
def test_second_application_of_a_name_is_refused(world: World, same: str) -> None:
    """Names, keys and context paths are unique in a tenant; the message is the platform's."""
    scenarios.hosted(world)
    document = {**HOSTED, "name": "other", "key": "other", "contextPath": "other", same: HOSTED[same]}

    response = world.call("POST", PATH, json=document)

    expected = f"Application for tenant {TENANT} with properties ( {same}:{HOSTED[same]} ) already exists"
    assert (response.status, response.json()["error"]) == (409, "applications/Duplicate")
    assert response.json()["message"] == expected


def test_tenants_may_use_the_same_names(world: World) -> None:
    """Names are unique per tenant; ids are over all."""
    login = other_tenant(world)
    own = scenarios.hosted(world)

    response = world.call("POST", PATH, json=HOSTED, login=login)

    assert response.status == 201
    assert response.json()["id"] != own


def test_own_application_may_take_the_place_of_a_default_one(world: World) -> None:
    """A tenant can have a cockpit of its own; then the other one is left out on demand."""
    made = world.post(PATH, {**HOSTED, "name": "cockpit", "key": "own", "contextPath": "cockpit"})

    everything = world.call("GET", f"{PATH}?name=cockpit").json()["applications"]
    rest = world.call("GET", "/application/applicationsByUser/admin?dropOverwrittenApps=true&noPaging=true").json()

    assert [found["id"] for found in everything] == ["7", made]
    assert [found["id"] for found in rest["applications"] if found["name"] == "cockpit"] == [made]
    assert world.call("GET", f"{PATH}/cockpit").json()["id"] == made


def test_update_changes_what_it_names(world: World) -> None:
    """A PUT is partial; null takes a property away; what cannot be changed is passed over."""
    made = scenarios.active(world)
    before = world.call("GET", f"{PATH}/{made}").json()
    change = {"name": "new", "icon": None, "type": "EXTERNAL", "id": "9", "owner": None, "resourcesUrl": "x", "new": 1}

    after = world.call("PUT", f"{PATH}/{made}", json=change).json()

    expected = {**before, "name": "new", "new": 1}
    del expected["icon"]
    assert after == expected == world.call("GET", f"{PATH}/{made}").json()


def test_whole_application_can_be_sent_back(world: World) -> None:
    """Tools read an application, change a property and send all of it."""
    made = scenarios.active(world)
    whole = world.call("GET", f"{PATH}/{made}").json()

    response = world.call("PUT", f"{PATH}/{made}", json={**whole, "description": "New"})

    assert (response.status, response.json()) == (200, {**whole, "description": "New"})


def test_update_keeps_names_unique(world: World) -> None:
    """A PUT cannot take the name of another application, but can repeat its own."""
    made = scenarios.hosted(world)
    world.post(PATH, {**HOSTED, "name": "other", "key": "other", "contextPath": "other"})

    assert world.call("PUT", f"{PATH}/{made}", json={"name": "other"}).status == 409
    assert world.call("PUT", f"{PATH}/{made}", json={"name": HOSTED["name"]}).status == 200


def test_update_needs_the_role_for_applications(world: World) -> None:
    """The specification asks for a role over users, which is taken for a slip."""
    made = scenarios.hosted(world)
    users.add(world.tenant, "ana", "ana", ["ROLE_USER_MANAGEMENT_ADMIN"])
    users.add(world.tenant, "bob", "bob", ["ROLE_APPLICATION_MANAGEMENT_ADMIN"])

    assert world.call("PUT", f"{PATH}/{made}", json={}, login=f"{TENANT}/ana:ana").status == 403
    assert world.call("PUT", f"{PATH}/{made}", json={}, login=f"{TENANT}/bob:bob").status == 200


def test_unknown_application_is_not_found(world: World) -> None:
    """The message is the platform's."""
    response = world.call("GET", f"{PATH}/4711")

    assert (response.status, response.json()["error"]) == (404, "applications/Not Found")
    assert response.json()["message"] == "Could not find application by ID 4711"


@pytest.mark.parametrize("what", ["", "/binaries", "/versions", "/bootstrapUser"])
def test_application_of_another_tenant_is_not_found(world: World, what: str) -> None:
    """What a tenant is not subscribed to does not exist for it."""
    made = scenarios.microservice(world)

    assert world.call("GET", f"{PATH}/{made}{what}", login=other_tenant(world)).status == 404


@pytest.mark.parametrize(("method", "what"), [("PUT", ""), ("DELETE", ""), ("GET", "/bootstrapUser")])
def test_application_that_is_only_used_cannot_be_managed(world: World, method: str, what: str) -> None:
    """A subscribed application is seen, but only its owner may change it or learn its users."""
    response = world.call(method, f"{PATH}/7{what}", json={} if method == "PUT" else None)

    assert response.status == 403
    assert response.headers["x-mockc8y-refused"].startswith("application 7 belongs to tenant management")


def test_application_is_found_by_its_context_path(world: World) -> None:
    """Web applications know their context path, not their id."""
    made = scenarios.hosted(world)

    by_path = world.call("GET", f"{PATH}/pumps").json()
    manifest = world.call("GET", f"{PATH}/pumps/manifest", login=NOBODY).json()

    assert by_path["id"] == manifest["application"]["id"] == made
    assert world.call("GET", f"{PATH}/cockpit/manifest", login=NOBODY).json()["application"]["id"] == "7"
    assert world.call("GET", f"{PATH}/nothing/manifest", login=NOBODY).status == 404


def test_id_comes_before_context_path(world: World) -> None:
    """A context path that looks like an id hides no application, but is found where only such paths are asked for."""
    made = world.post(PATH, {**HOSTED, "contextPath": "7"})

    assert world.call("GET", f"{PATH}/7").json()["name"] == "cockpit"
    assert world.call("GET", f"{PATH}/7/manifest").json()["application"]["id"] == made


def test_user_sees_the_applications_that_were_given_to_it(world: World) -> None:
    """Without a role for applications a user opens those that it or one of its groups was given, and no other."""
    made = scenarios.hosted(world)
    plain = world.tenant.groups.get(DEVICES)
    assert plain is not None
    world.tenant.groups.put(DEVICES, replace(plain, roles=frozenset(), applications=(7,)))
    ana = users.add(world.tenant, "ana", "ana", ["ROLE_USER_MANAGEMENT_OWN_READ"], [DEVICES])
    world.tenant.users.put("ana", replace(ana, applications=(int(made),)))
    login = f"{TENANT}/ana:ana"

    assert names(world, "/application/applicationsByUser/ana", login) == ["cockpit", "pumps"]
    assert names(world, f"{PATH}?user=ana") == ["cockpit", "pumps"]
    assert world.call("GET", f"{PATH}/{made}", login=login).status == 200
    assert world.call("GET", f"{PATH}/5", login=login).status == 403


def test_applications_of_other_users_need_roles(world: World) -> None:
    """One's own need one role, those of others two (specification)."""
    users.add(world.tenant, "ana", "ana", ["ROLE_USER_MANAGEMENT_OWN_READ", "ROLE_APPLICATION_MANAGEMENT_READ"])
    users.add(world.tenant, "bob", "bob", ["ROLE_USER_MANAGEMENT_READ", "ROLE_APPLICATION_MANAGEMENT_READ"])
    path = "/application/applicationsByUser"

    assert world.call("GET", f"{path}/admin", login=f"{TENANT}/ana:ana").status == 403
    assert names(world, f"{path}/ana", f"{TENANT}/ana:ana") == DEFAULTS
    assert names(world, f"{path}/admin", f"{TENANT}/bob:bob") == DEFAULTS


def test_every_tenant_sees_the_default_applications(world: World) -> None:
    """They belong to the management tenant, are offered to all, and the cockpit has the id of real tenants."""
    found = world.call("GET", f"{PATH}?type=HOSTED&pageSize=10").json()["applications"]

    assert {application["name"]: application["id"] for application in found}["cockpit"] == "7"
    assert {application["name"] for application in found} == set(DEFAULTS)
    assert {application["owner"]["tenant"]["id"] for application in found} == {"management"}
    assert {(application["type"], application["availability"]) for application in found} == {("HOSTED", "MARKET")}


FILTERS: dict[str, list[str]] = {
    "": [*DEFAULTS, "pumps", "feeder"],
    "?name=pumps": ["pumps"],
    "?name=pump": [],
    "?type=MICROSERVICE": ["feeder"],
    "?type=MICROSERVICE,EXTERNAL": ["feeder"],
    f"?owner={TENANT}": ["pumps", "feeder"],
    "?owner=management": DEFAULTS,
    f"?tenant={TENANT}": [*DEFAULTS, "pumps", "feeder"],
    "?tenant=management": DEFAULTS,
    f"?subscriber={TENANT}": [*DEFAULTS, "feeder"],
    f"?providedFor={TENANT}": DEFAULTS,
    "?hasVersions=true": ["pumps"],
    "?hasVersions=false": [*DEFAULTS, "feeder"],
    "?user=admin": [*DEFAULTS, "pumps", "feeder"],
    "?user=nobody": [],
    "?user=stranger": [],
    "?owner=stranger": [],
    f"?owner={TENANT}&type=HOSTED": ["pumps"],
}


@pytest.mark.parametrize(("query", "expected"), FILTERS.items(), ids=FILTERS)
def test_filter_finds_what_it_names(world: World, query: str, expected: list[str]) -> None:
    """Filters are joined by "and"; the tenant owns a hosted application with a version and uses a microservice."""
    pumps = scenarios.hosted(world)
    body, headers = archives.version_form(archives.web_app(), {"version": "1.4.0"})
    assert world.call("POST", f"{PATH}/{pumps}/versions", body=body, headers=headers).status == 201
    subscribe(world, scenarios.microservice(world))

    assert names(world, f"{PATH}{query}{'&' if query else '?'}pageSize=100") == expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("applicationsByName/pumps", ["pumps"]),
        ("applicationsByName/nothing", []),
        (f"applicationsByTenant/{TENANT}?pageSize=2000&withTotalPages=true", [*DEFAULTS, "pumps"]),
        (f"applicationsByOwner/{TENANT}?pageSize=1000", ["pumps"]),
        ("applicationsByOwner/stranger", []),
    ],
)
def test_collections_by_something_find_the_same(world: World, path: str, expected: list[str]) -> None:
    """The older ways to ask answer with the same collection, empty for what does not exist."""
    scenarios.hosted(world)

    assert names(world, f"/application/{path}") == expected


def test_listing_is_paged_unless_told_otherwise(world: World) -> None:
    """Five at a time, as everywhere; `noPaging` gives all at once."""
    for number in range(4):
        world.post(PATH, {**HOSTED, "name": f"a{number}", "key": f"k{number}", "contextPath": f"c{number}"})

    page = world.call("GET", f"{PATH}?withTotalPages=true").json()
    whole = world.call("GET", f"{PATH}?noPaging=true").json()

    assert (len(page["applications"]), page["statistics"]["totalPages"], "next" in page) == (5, 2, True)
    assert (len(whole["applications"]), "statistics" in whole, "next" in whole) == (7, False, False)


def test_parent_sees_what_tenants_below_it_own(world: World) -> None:
    """A tenant below can be asked about by name; one beside it shows nothing of its own."""
    below = subtenant(world)
    assert world.call("POST", PATH, json=HOSTED, login=f"{below}/root:Secret-7-Secret").status == 201
    path = f"/application/applicationsByTenant/{below}?pageSize=100"

    assert names(world, path) == [*DEFAULTS, "pumps"]
    assert names(world, path, MANAGEMENT_ADMIN) == [*DEFAULTS, "pumps"]
    assert names(world, path, other_tenant(world)) == DEFAULTS


def test_application_in_use_by_others_stays(world: World) -> None:
    """Without force an application is not taken away from other tenants; with it they are unsubscribed."""
    below = subtenant(world)
    made = scenarios.hosted(world)
    path = f"/tenant/tenants/{below}/applications"
    assert world.call("POST", path, json={"application": {"id": made}}).status == 201

    refused = world.call("DELETE", f"{PATH}/{made}")
    gone = world.call("DELETE", f"{PATH}/{made}?force=true")

    assert (refused.status, refused.json()["error"]) == (422, "applications/Conflict")
    assert below in refused.json()["message"]
    assert gone.status == 204
    assert names(world, PATH, f"{below}/root:Secret-7-Secret") == DEFAULTS


def test_own_subscription_does_not_keep_an_application(world: World) -> None:
    """A tenant may delete what only it uses."""
    made = scenarios.microservice(world)
    subscribe(world, made)

    assert world.call("DELETE", f"{PATH}/{made}").status == 204
    assert world.call("GET", f"{PATH}/{made}").status == 404
    assert "service_feeder" not in world.tenant.users


def test_nothing_is_left_of_a_deleted_application(world: World) -> None:
    """With a microservice go its archives, its users and the roles it brought; only who was there is remembered."""
    before = world.digest()
    made = scenarios.microservice(world)
    subscribe(world, made)

    assert world.call("DELETE", f"{PATH}/{made}").status == 204

    after = world.digest()
    changed = {name for name in after if after[name] != before[name]}
    assert changed == {f"{TENANT}.audit_records", f"{TENANT}.session_floors"}


def test_clone_is_an_application_of_its_own(world: World) -> None:
    """It has its own names and id, and serves a copy of what the first one serves."""
    made = scenarios.active(world)
    source = world.call("GET", f"{PATH}/{made}").json()

    clone = world.call("POST", f"{PATH}/{made}/clone").json()

    named = {name: f"clone{source[name]}" for name in ("name", "key", "contextPath")}
    own = {name: clone[name] for name in ("id", "self", "activeVersionId")}
    assert clone == {**source, **named, **own}
    assert {source["id"], source["activeVersionId"]}.isdisjoint(own.values())
    path = f"binaries/{clone['activeVersionId']}"
    assert world.call("GET", f"{PATH}/{clone['id']}/{path}").body == archives.web_app()
    assert world.call("DELETE", f"{PATH}/{made}").status == 204
    assert world.call("GET", f"{PATH}/{clone['id']}/{path}").status == 200


def test_clone_of_a_default_application_is_private(world: World) -> None:
    """Whoever clones an application owns the copy; a second copy would have the same names."""
    clone = world.call("POST", f"{PATH}/7/clone")

    made = clone.json()
    assert (made["name"], made["owner"]["tenant"]["id"], made["availability"]) == ("clonecockpit", TENANT, "PRIVATE")
    assert world.call("POST", f"{PATH}/7/clone").status == 409


def test_microservice_cannot_be_cloned(world: World) -> None:
    """The platform does not support it."""
    assert world.call("POST", f"{PATH}/{scenarios.microservice(world)}/clone").status == 422


@pytest.mark.parametrize(
    ("query", "expected"),
    [("", ["2.0", ["latest"]]), ("version=1.0", ["1.0", ["latest"]]), ("tag=stable", ["1.0", ["latest"]])],
)
def test_clone_has_one_version(world: World, query: str, expected: list[Any]) -> None:
    """It is the latest one unless another is asked for."""
    made = scenarios.hosted(world)
    for version, tag in (("1.0", "stable"), ("2.0", "latest")):
        body, headers = archives.version_form(archives.web_app(), {"version": version, "tags": [tag]})
        assert world.call("POST", f"{PATH}/{made}/versions", body=body, headers=headers).status == 201

    clone = world.call("POST", f"{PATH}/{made}/clone?{query}").json()

    (only,) = clone["applicationVersions"]
    assert [only["version"], only["tags"]] == expected
    assert only["binaryId"] == clone["activeVersionId"]


@pytest.mark.parametrize(("query", "status"), [("version=1&tag=2", 422), ("version=9.9", 404), ("tag=none", 404)])
def test_clone_of_a_version_that_is_not_there_is_refused(world: World, query: str, status: int) -> None:
    """Either a version or a tag is named, and it exists."""
    assert world.call("POST", f"{PATH}/{scenarios.active(world)}/clone?{query}").status == status


def test_bootstrap_user_is_told_to_managers(world: World) -> None:
    """Its name is made from the microservice's, and its password stays the same."""
    made = scenarios.microservice(world)

    first, second = (world.call("GET", f"{PATH}/{made}/bootstrapUser").json() for _ in range(2))

    assert first == second
    assert (first["tenant"], first["name"], len(first["password"])) == (TENANT, "servicebootstrap_feeder", 32)


def test_only_microservices_have_a_bootstrap_user(world: World) -> None:
    """Others are a bad request."""
    response = world.call("GET", f"{PATH}/{scenarios.hosted(world)}/bootstrapUser")

    assert (response.status, response.json()["error"]) == (400, "applications/Bad Request")


def test_application_pushes_no_user_aside(world: World) -> None:
    """A microservice whose user's name is taken cannot be made, renamed or subscribed."""
    users.add(world.tenant, "servicebootstrap_feeder", "own")
    users.add(world.tenant, "service_pumper", "own")
    assert world.call("POST", PATH, json=MICROSERVICE).status == 409
    made = world.post(PATH, {**MICROSERVICE, "name": "pumper"})

    response = world.call("POST", f"/tenant/tenants/{TENANT}/applications", json={"application": {"id": made}})

    assert (response.status, response.json()["error"]) == (409, "users/Duplicate")
    assert world.call("PUT", f"{PATH}/{made}", json={"name": "feeder"}).status == 409
    assert world.call("GET", f"{PATH}/{made}").json()["name"] == "pumper"


def test_renamed_microservice_renames_its_users(world: World) -> None:
    """The users of a microservice are called after it; their passwords stay."""
    made = scenarios.microservice(world)
    subscribe(world, made)
    password = world.call("GET", f"{PATH}/{made}/bootstrapUser").json()["password"]

    assert world.call("PUT", f"{PATH}/{made}", json={"name": "eater"}).status == 200

    user = world.call("GET", f"{PATH}/{made}/bootstrapUser").json()
    assert user == {"tenant": TENANT, "name": "servicebootstrap_eater", "password": password}
    names_of_users = {name for name in world.tenant.users if name.startswith("service")}
    assert names_of_users == {"servicebootstrap_eater", "service_eater"}


def test_microservice_cannot_take_the_name_of_a_user_of_a_subscriber(world: World) -> None:
    """A microservice in use is not renamed to what a user is called."""
    made = scenarios.microservice(world)
    subscribe(world, made)
    users.add(world.tenant, "service_eater", "own")

    assert world.call("PUT", f"{PATH}/{made}", json={"name": "eater"}).status == 409
    assert {"service_feeder", "servicebootstrap_feeder"} <= set(world.tenant.users)


def test_manifest_of_a_microservice_comes_with_its_archive_only(world: World) -> None:
    """What clients write into the manifest of a microservice is passed over."""
    made = world.post(PATH, {**MICROSERVICE, "manifest": {"isolation": "PER_TENANT"}})

    after = world.call("PUT", f"{PATH}/{made}", json={"manifest": {"isolation": "PER_TENANT"}})

    assert (after.status, "manifest" in after.json()) == (200, False)


def test_changes_are_recorded(world: World) -> None:
    """The audit tells what was done with an application, by whom."""
    made = scenarios.active(world)
    service = scenarios.microservice(world)
    subscribe(world, service)
    world.call("DELETE", f"/tenant/tenants/{TENANT}/applications/{service}")
    world.call("DELETE", f"{PATH}/{service}")

    found = world.call("GET", "/audit/auditRecords?type=Application&pageSize=10").json()["auditRecords"]

    told = [
        (record["activity"], record["source"]["id"], record.get("c8y_Metadata"), record["user"]) for record in found
    ]
    assert told[::-1] == [
        ("Application activated", made, None, "admin"),
        ("Application deployed", service, {"action": "DEPLOY"}, "admin"),
        ("Application subscribed", service, {"action": "SUBSCRIBE"}, "admin"),
        ("Application unsubscribed", service, None, "admin"),
        ("Application deleted", service, {"action": "DELETE"}, "admin"),
    ]
