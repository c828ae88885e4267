"""Users, groups, roles, options, applications, audit records, tenants."""

import asyncio
import os

from pyc8y import CumulocityClient
from pyc8y.auth import BasicAuth
from pyc8y.model import (
    Application,
    AuditRecord,
    Change,
    Device,
    Permission,
    ReadPermission,
    TenantOption,
    User,
    UserGroup,
    WritePermission,
)
from pyc8y.model.user import InventoryRole


async def main() -> None:
    """Run the script."""
    auth = BasicAuth(f"{os.environ['C8Y_TENANT']}/{os.environ['C8Y_USER']}", os.environ["C8Y_PASSWORD"])
    async with CumulocityClient(os.environ["C8Y_BASEURL"], os.environ["C8Y_TENANT"], auth) as c8y:
        await users(c8y)
        await groups(c8y)
        await roles(c8y)
        await options(c8y)
        await applications(c8y)
        await audit(c8y)
        await tenant(c8y)


async def users(c8y: CumulocityClient) -> None:
    """People."""
    eva = await User(
        c8y, username="eva", email="eva@acme.test", password="Str0ng!pass", first_name="Eva", last_name="Ruiz"
    ).create()
    print("user", eva.username, eva.email, eva.first_name, eva.enabled, eva.tfa_enabled)
    eva.display_name = "Eva R."
    eva.enabled = False
    await eva.update()
    print("changed", (await c8y.users.get("eva")).display_name, (await c8y.users.get("eva")).enabled)
    await c8y.users.create(*[User(username=f"u{n}", email=f"u{n}@acme.test", password="Str0ng!pass") for n in range(4)])
    print("all", sorted(u.username for u in await c8y.users.get_all(limit=None)))
    print("prefix", sorted(await c8y.users.get_all(username="u", limit=None, as_values="userName")))
    print("count", await c8y.users.get_count())
    await c8y.users.set_owner("u1", "eva")
    await c8y.users.set_delegate("u1", "eva")
    print("owned", (await c8y.users.get("u1")).owner, (await c8y.users.get("u1")).delegated_by)
    await c8y.users.set_owner("u1", None)
    print("free", (await c8y.users.get("u1")).owner or None)
    current = await c8y.users.get_current()
    print("me", current.username, type(current).__name__)
    print("tfa", (await c8y.users.get_tfa_settings("eva")).enabled)
    await c8y.users.delete("u3", await c8y.users.get("u2"))
    try:
        await c8y.users.get("u3")
    except KeyError:
        print("no such user")
    try:
        await User(c8y, username="eva", email="x@acme.test", password="Str0ng!pass").create()
    except ValueError:
        print("taken")


async def groups(c8y: CumulocityClient) -> None:
    """Groups and what they may."""
    group = await UserGroup(c8y, name="Night", description="Watches").create()
    await group.assign_roles("ROLE_ALARM_READ", "ROLE_EVENT_READ")
    await group.assign_users("eva", "u1")
    print("group", group.name, sorted((await group.reload()).role_ids))
    print("members", sorted(u.username for u in await c8y.users.get_all(groups="Night", limit=None)))
    print("groups of", [g.name for g in await c8y.user_groups.get_all(username="eva")])
    print("by name", (await c8y.user_groups.get_by_name("Night")).id == group.id)
    await group.unassign_users("u1")
    await group.unassign_roles("ROLE_EVENT_READ")
    print("fewer", sorted((await group.reload()).role_ids), await c8y.users.get_count(groups=group.id))
    eva = await c8y.users.get("eva")
    await eva.assign_global_role(8)
    print("roles of eva", sorted(g.name for g in await eva.retrieve_global_roles()))
    await group.delete()
    print("left", await c8y.user_groups.get_count())


async def roles(c8y: CumulocityClient) -> None:
    """Inventory roles."""
    role = InventoryRole(c8y)
    role.name, role.description = "Operators", "Restart only"
    role.permissions = [ReadPermission(), WritePermission(Permission.Scope.OPERATION, "c8y_Restart")]
    role = await role.create()
    print("role", role.name, [(p.permission, p.scope, p.type) for p in role.permissions])
    device = await Device(c8y, name="Pump").create()
    made = await c8y.inventory_roles.assign("eva", device.id, role)
    print("assigned", [r.name for r in made.roles])
    print("held", [[r.name for r in a.roles] for a in await c8y.inventory_roles.get_assignments("eva")])
    await c8y.inventory_roles.unassign("eva", made.id)
    print("none", await c8y.inventory_roles.get_assignments("eva"))
    await c8y.inventory_roles.delete(role)
    await device.delete()


async def options(c8y: CumulocityClient) -> None:
    """Settings."""
    option = await TenantOption(c8y, category="acme", key="color", value="red").create()
    print("option", option.category, option.key, option.value, option.is_encrypted)
    option.value = "blue"
    await option.update()
    await c8y.tenant_options.set_value("acme", "size", "7")
    await c8y.tenant_options.set_value("acme", "size", "8")
    await c8y.tenant_options.update_values("acme", {"shape": "round", "size": "9"})
    print("values", dict(sorted((await c8y.tenant_options.get_values("acme")).items())))
    print("value", await c8y.tenant_options.get_value("acme", "color"))
    print("count", len([o for o in await c8y.tenant_options.get_all(limit=None) if o.category == "acme"]))
    secret = await TenantOption(c8y, category="acme", key="pin", value="1234", encrypted=True).create()
    print("secret", secret.key, secret.is_encrypted)
    await c8y.tenant_options.delete(category="acme", key="shape")
    try:
        await c8y.tenant_options.get_value("acme", "shape")
    except KeyError:
        print("no such option")


async def applications(c8y: CumulocityClient) -> None:
    """Applications."""
    app = await Application(c8y, name="pumps", key="pumps-key", type=Application.HOSTED_TYPE, context_path="p").create()
    app.availability = Application.MARKET_AVAILABILITY
    await app.update()
    found = await c8y.applications.get(app.id)
    print("application", found.name, found.key, found.type, found.availability, found.owner == c8y.tenant_id)
    print("by name", [a.name for a in await c8y.applications.get_all(name="pumps")])
    print("mine", [a.name for a in await c8y.applications.get_all(owner=c8y.tenant_id, limit=None)])
    await app.delete()


async def audit(c8y: CumulocityClient) -> None:
    """Who did what."""
    device = await Device(c8y, name="Audited").create()
    record = await AuditRecord(
        c8y,
        type="Inventory",
        time="now",
        source=device.id,
        activity="Painted",
        text="now green",
        severity="MINOR",
        changes=[Change(attribute="color", new_value="green", previous_value="red", type="java.lang.String")],
    ).create()
    read = await c8y.audit_records.get(record.id)
    print("record", read.type, read.activity, read.text, read.severity, read.user)
    print("changes", [(c.attribute, c.new_value, c.previous_value) for c in read.changes or []])
    print("trail", "Painted" in [r.activity for r in await c8y.audit_records.get_all_for(device, limit=None)])
    print("by source", await c8y.audit_records.get_count(source=device.id) >= 1)


async def tenant(c8y: CumulocityClient) -> None:
    """The tenant itself."""
    current = await c8y.get("/tenant/currentTenant")
    print("tenant", current["name"] == c8y.tenant_id, c8y.username, c8y.base_url.startswith(os.environ["C8Y_BASEURL"]))


asyncio.run(main())
