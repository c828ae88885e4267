"""The inventory roles of a fresh tenant."""

from __future__ import annotations

from mockc8y.domain.platform import Platform


def test_every_tenant_starts_with_them(platform: Platform) -> None:
    """Management and customers alike have the four roles under the same ids."""
    for tenant in platform.tenants:
        assert {role.id: role.name for role in tenant.inventory_roles.values()} == {
            1: "Reader",
            2: "Manager",
            3: "Operations: All",
            4: "Operations: Restart Device",
        }


def test_all_of_them_are_described(platform: Platform) -> None:
    """Clients pick one with a description."""
    assert all(role.description for role in platform.tenants[0].inventory_roles.values())


def test_permissions_are_numbered_across_roles(platform: Platform) -> None:
    """No two permissions share an id."""
    ids = [held.id for role in platform.tenants[0].inventory_roles.values() for held in role.permissions]

    assert ids == list(range(1, len(ids) + 1))
