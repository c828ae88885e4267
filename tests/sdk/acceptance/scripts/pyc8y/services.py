"""Microservices, callers, errors, plain access, matchers."""

import asyncio
import base64
import os

from pyc8y import (
    AccessDeniedError,
    BatchError,
    CumulocityClient,
    CumulocityRestClient,
    HttpError,
    MultiTenantCumulocityApp,
    ProcessingMode,
    SimpleCumulocityApp,
    UnauthorizedError,
    get_client,
)
from pyc8y.auth import BasicAuth, BearerAuth, parse_auth
from pyc8y.model import ManagedObject
from pyc8y.model.matcher import description, field, fragment, match_all, match_any, match_not


async def main() -> None:
    """Run the script."""
    await app()
    await multi_tenant_app()
    await interactive()
    auth = BasicAuth(f"{os.environ['C8Y_TENANT']}/{os.environ['C8Y_USER']}", os.environ["C8Y_PASSWORD"])
    async with CumulocityClient(os.environ["C8Y_BASEURL"], os.environ["C8Y_TENANT"], auth) as c8y:
        await errors(c8y)
        await plain(c8y)
        await matchers(c8y)
    credentials()


async def app() -> None:
    """A service for one tenant."""
    async with SimpleCumulocityApp(application_key="script", processing_mode=ProcessingMode.PERSISTENT) as c8y:
        made = await ManagedObject(c8y, name="by the app", s_App={}).create()
        print("app", c8y.username, made.owner, c8y.tenant_id == os.environ["C8Y_TENANT"], c8y.application_key)
        login = base64.b64encode(f"{os.environ['C8Y_TENANT']}/ana:ana".encode()).decode()
        user = await c8y.get_user_instance({"authorization": f"Basic {login}"})
        again = await c8y.get_user_instance(headers={"Authorization": f"Basic {login}"})
        print("caller", user.username, user is again, (await ManagedObject(user, name="by Ana").create()).owner)
        await c8y.clear_user_cache()
        try:
            await c8y.get_user_instance({"Host": "x"})
        except ValueError:
            print("no credentials")


async def multi_tenant_app() -> None:
    """A service for many tenants."""
    async with MultiTenantCumulocityApp() as app:
        print("subscribers", [tenant == os.environ["C8Y_TENANT"] for tenant in await app.get_subscribers()])
        tenant = await app.get_tenant_instance(os.environ["C8Y_TENANT"])
        made = await ManagedObject(tenant, name="by the service").create()
        print("service", tenant.username, made.owner)
        login = base64.b64encode(f"{os.environ['C8Y_TENANT']}/ana:ana".encode()).decode()
        by_caller = await app.get_tenant_instance(headers={"Authorization": f"Basic {login}"})
        print("same", by_caller is tenant)
        try:
            await app.get_tenant_instance("t0")
        except KeyError:
            print("not subscribed")

        told: list[str] = []
        listener = app.create_subscription_listener(polling_interval=0.05, startup_delay=0)

        async def added(tenant_id: str) -> None:
            told.append("added")
            listener.stop()

        listener.add_callback(added, when="added")
        await asyncio.wait_for(listener.listen(), 20)
        print("told", told)


async def interactive() -> None:
    """A client as notebooks have it."""
    c8y = await get_client()
    again = await get_client()
    print("client", c8y is again, (await c8y.users.get_current()).username)
    await c8y.close()


async def errors(c8y: CumulocityClient) -> None:
    """What goes wrong."""
    for number, attempt in enumerate(
        [
            c8y.inventory.get("4711"),
            c8y.events.get("4711"),
            c8y.users.get("nobody"),
            c8y.identity.get("no", "c8y_Serial"),
            c8y.tenant_options.get_value("no", "no"),
            c8y.get("/inventory/nothing"),
        ]
    ):
        try:
            await attempt
        except KeyError:
            print("KeyError", number)
    for number, attempt in enumerate(
        [
            c8y.inventory.get_all(query="name eq 'open"),
            c8y.post("/event/events", json={"type": "x"}),
            c8y.events.get_all(date_from="no date"),
            c8y.events.get_all(after="2026-01-01", max_age="1h"),
        ]
    ):
        try:
            await attempt
        except ValueError:
            print("ValueError", number)
    base, tenant = c8y.base_url, c8y.tenant_id
    async with CumulocityClient(base, tenant, BasicAuth(f"{tenant}/admin", "wrong")) as wrong:
        try:
            await wrong.inventory.get_all()
        except UnauthorizedError as error:
            print("UnauthorizedError", error.code, error.method)
    async with CumulocityClient(base, tenant, BasicAuth(f"{tenant}/nina", "nina")) as nina:
        try:
            await nina.users.get_all()
        except AccessDeniedError as error:
            print("AccessDeniedError", error.code, isinstance(error, HttpError))
    made = [await ManagedObject(c8y, name=f"x{n}").create() for n in range(2)]
    try:
        await c8y.inventory.delete(made[0].id, "4711", made[1].id, "4712", workers=2)
    except BatchError as error:
        print("BatchError", len(error.errors), all(isinstance(e, KeyError) for e in error.errors), len(error.contexts))


async def plain(c8y: CumulocityClient) -> None:
    """Documents, without objects around them."""
    made = await c8y.post("/inventory/managedObjects", json={"name": "plain", "p_P": {}})
    path = f"/inventory/managedObjects/{made['id']}"
    print("get", (await c8y.get(path))["name"], (await c8y.get("inventory/managedObjects/" + made["id"]))["name"])
    print("put", (await c8y.put(path, json={"name": "plainer"}))["name"])
    print("no accept", await c8y.put(path, json={"name": "x"}, accept=None))
    print("params", len((await c8y.get("/inventory/managedObjects", params={"fragmentType": "p_P"}))["managedObjects"]))
    await c8y.delete(path)
    auth, xsrf = await CumulocityRestClient.authenticate(
        c8y.base_url, c8y.tenant_id, os.environ["C8Y_USER"], os.environ["C8Y_PASSWORD"]
    )
    print("login", type(auth).__name__, auth.get_username(), auth.get_tenant_id() == c8y.tenant_id, bool(xsrf))
    async with CumulocityRestClient(c8y.base_url, c8y.tenant_id, auth) as rest:
        print("by token", (await rest.get("/user/currentUser"))["userName"])


async def matchers(c8y: CumulocityClient) -> None:
    """Filters of our own."""
    for number in range(6):
        await ManagedObject(
            c8y,
            name=f"M{number}",
            type="m_M",
            description=f"No {number}",
            **({"m_Even": {}} if number % 2 == 0 else {}),
        ).create()

    async def found(**filters: object) -> list[str]:
        return sorted([o.name for o in await c8y.inventory.get_all(type="m_M", limit=None, **filters)])

    print("fragment", await found(include=fragment("m_Even")))
    print("field", await found(include=field("name", "M[12]", mode="REGEX")), await found(include=field("name", "*3")))
    print("not", await found(exclude=fragment("m_Even")))
    print("all", await found(include=match_all(fragment("m_Even"), description("No 4"))))
    print("any", await found(include=match_any(description("No 1"), description("No 2"))))
    print("negated", await found(include=match_not(fragment("m_Even"))))
    print("text", await found(include="name == 'M5'"))


def credentials() -> None:
    """Logins."""
    basic = parse_auth("Basic " + base64.b64encode(b"t1/joe:secret").decode())
    print(
        "basic",
        basic.get_tenant_id(),
        basic.get_username(),
        basic.build_auth_header() == BasicAuth("t1/joe", "secret").build_auth_header(),
    )
    print("bearer", BearerAuth("a.b.c").build_auth_header())


asyncio.run(main())
