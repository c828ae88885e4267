# Made from sdk/c8y_client/_async/tenant.py by sdk/scripts/unasync.py; change that.
"""The model of a tenant."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self

from c8y_client._documents.fields import Field, MomentField, TimeField
from c8y_client._types import JSON
from c8y_client.sync._objects import WithId
from c8y_client.sync.application import Application

if TYPE_CHECKING:
    from c8y_client.sync.rest import CumulocityRestClient


class Tenant(WithId):
    """A tenant: contact details, status, and the applications that it has.

    >>> Tenant(company="North", domain="north.acme.example.com", admin_email="root@north.example.com")
    Tenant(company='North', domain='north.acme.example.com')
    """

    __slots__ = ()

    resource_path: ClassVar[str] = "/tenant/tenants"
    object_type: ClassVar[str] = "application/vnd.com.nsn.cumulocity.tenant+json"
    _assigned: ClassVar[frozenset[str]] = frozenset(
        {"id", "self", "allowCreateTenants", "applications", "creationTime", "ownedApplications", "parent", "status"}
    )

    domain: Field[str] = Field("domain", doc="Where the tenant is reached: a part of the parent's domain.")
    company: Field[str] = Field("company", doc="Whose tenant it is.")
    admin_name: Field[str] = Field("adminName", doc="The name of the first user.")
    admin_email: Field[str] = Field("adminEmail", doc="The address of the first user.")
    admin_pass: Field[str] = Field("adminPass", doc="The password of the first user; it is sent and never read.")
    contact_name: Field[str] = Field("contactName", doc="Whom to ask.")
    contact_phone: Field[str] = Field("contactPhone", doc="Where to call.")
    status: Field[str] = Field("status", doc="`ACTIVE`, or `SUSPENDED` to keep all users out.")
    custom_properties: Field[dict[str, JSON]] = Field("customProperties", doc="What else is noted about the tenant.")
    parent: Field[str] = Field("parent", read_only=True, doc="The id of the tenant above.")
    allow_create_tenants: Field[bool] = Field(
        "allowCreateTenants", read_only=True, doc="Whether the tenant can have others below it."
    )
    creation_time: TimeField = TimeField("creationTime", read_only=True, doc="When it was created, as text.")
    creation_datetime: MomentField = MomentField("creationTime")

    def __init__(
        self,
        c8y: CumulocityRestClient | None = None,
        *,
        domain: str | None = None,
        admin_email: str | None = None,
        admin_name: str | None = None,
        admin_pass: str | None = None,
        company: str | None = None,
        contact_name: str | None = None,
        contact_phone: str | None = None,
        **kwargs: JSON,
    ) -> None:
        """Make a tenant that the platform does not know yet; it needs a company, a domain and an `admin_email`."""
        super().__init__(c8y, **kwargs)
        self.company, self.domain = company, domain
        self.admin_email, self.admin_name, self.admin_pass = admin_email, admin_name, admin_pass
        self.contact_name, self.contact_phone = contact_name, contact_phone

    @property
    def applications(self) -> list[Application]:
        """The applications that the tenant is subscribed to, as far as it was read."""
        return self._referenced("applications")

    @property
    def owned_applications(self) -> list[Application]:
        """The applications that the tenant owns, as far as it was read."""
        return self._referenced("ownedApplications")

    def create(self, copy: bool = False) -> Self:
        """Create the tenant and take what the platform made of it, or give that as a new object with `copy`.

        An `AccessDeniedError` if the own tenant may have none below it, a `ConflictError` if the domain is taken.
        """
        return self._create(copy)

    def update(self, copy: bool = False) -> Self:
        """Send what was changed; sends nothing if nothing was."""
        return self._update(copy)

    def reload(self, copy: bool = False) -> Self:
        """Read the tenant again; changes that were not sent are lost, unless in a `copy`."""
        return self._reload(copy)

    def delete(self) -> None:
        """Delete the tenant with everything in it; only the management tenant can."""
        self._delete()

    def _title(self) -> dict[str, JSON]:
        return {name: self.json[name] for name in ("id", "company", "domain") if self.json.get(name) is not None}

    def _referenced(self, name: str) -> list[Application]:
        references: list[JSON] = self.get(f"{name}.references") or []
        return [Application.from_json(each.get("application", each), self.c8y) for each in references]
