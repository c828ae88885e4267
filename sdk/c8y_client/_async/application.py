"""The model of an application."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final, Self

from c8y_client._async._objects import WithId
from c8y_client._documents.fields import Field
from c8y_client._types import JSON

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from c8y_client._async.rest import CumulocityRestClient


class Application(WithId):
    """A hosted (web), external or microservice application.

    A hosted one needs a `context_path`, an external one the fragment `externalUrl`. Names, keys and context paths are
    unique in a tenant. The type cannot be changed.

    >>> Application(name="pumps", key="pumps-key", type=Application.HOSTED_TYPE, context_path="pumps")
    Application(type='HOSTED', name='pumps')
    """

    __slots__ = ()

    EXTERNAL_TYPE: Final = "EXTERNAL"
    HOSTED_TYPE: Final = "HOSTED"
    MICROSERVICE_TYPE: Final = "MICROSERVICE"

    PRIVATE_AVAILABILITY: Final = "PRIVATE"
    MARKET_AVAILABILITY: Final = "MARKET"

    resource_path: ClassVar[str] = "/application/applications"
    object_type: ClassVar[str] = "application/vnd.com.nsn.cumulocity.application+json"
    _assigned: ClassVar[frozenset[str]] = frozenset({"id", "self", "owner", "activeVersionId", "resourcesUrl"})

    name: Field[str] = Field("name", doc="What it is called.")
    key: Field[str] = Field("key", doc="What requests name it by, see `application_key` of clients.")
    type: Field[str] = Field("type", doc="`HOSTED`, `MICROSERVICE` or `EXTERNAL`.")
    availability: Field[str] = Field(
        "availability", doc="Whether other tenants can subscribe: `MARKET`, or else `PRIVATE`."
    )
    context_path: Field[str] = Field("contextPath", doc="Below which path it is reached.")
    manifest: Field[dict[str, JSON]] = Field(
        "manifest", doc="What it says about itself; a microservice's comes in its archive."
    )
    roles: Field[list[str]] = Field("roles", doc="The roles that it brings.")
    required_roles: Field[list[str]] = Field("requiredRoles", doc="The roles that its service users hold.")
    breadcrumbs: Field[bool] = Field("breadcrumbs", doc="Whether the web application shows breadcrumbs.")
    content_security_policy: Field[str] = Field("contentSecurityPolicy", doc="What browsers may load.")
    dynamic_options_url: Field[str] = Field("dynamicOptionsUrl", doc="Where the web application reads its options.")
    global_title: Field[str] = Field("globalTitle", doc="The title of the web application.")
    legacy: Field[bool] = Field("legacy", doc="Whether the web application is of the old kind.")
    right_drawer: Field[bool] = Field("rightDrawer", doc="Whether the web application has a menu on the right.")
    upgrade: Field[bool] = Field("upgrade", doc="Whether the web application mixes Angular and AngularJS.")
    active_version_id: Field[str] = Field(
        "activeVersionId", read_only=True, doc="The archive that is served; `activate` of the API chooses it."
    )
    owner: Field[str] = Field("owner.tenant.id", read_only=True, doc="The id of the tenant that owns it.")

    def __init__(
        self,
        c8y: CumulocityRestClient | None = None,
        *,
        name: str | None = None,
        key: str | None = None,
        type: str | None = None,
        availability: str | None = None,
        context_path: str | None = None,
        manifest: Mapping[str, JSON] | None = None,
        roles: Sequence[str] | None = None,
        required_roles: Sequence[str] | None = None,
        breadcrumbs: bool | None = None,
        content_security_policy: str | None = None,
        dynamic_options_url: str | None = None,
        global_title: str | None = None,
        legacy: bool | None = None,
        right_drawer: bool | None = None,
        upgrade: bool | None = None,
        **kwargs: JSON,
    ) -> None:
        """Make an application that the platform does not know yet; other keywords become fields of its document."""
        super().__init__(c8y, **kwargs)
        self.name, self.key, self.type, self.availability = name, key, type, availability
        self.context_path = context_path
        self.manifest = None if manifest is None else dict(manifest)
        self.roles = None if roles is None else list(roles)
        self.required_roles = None if required_roles is None else list(required_roles)
        self.breadcrumbs, self.content_security_policy = breadcrumbs, content_security_policy
        self.dynamic_options_url, self.global_title = dynamic_options_url, global_title
        self.legacy, self.right_drawer, self.upgrade = legacy, right_drawer, upgrade

    async def create(self, copy: bool = False) -> Self:
        """Create the application and take what the platform made of it, or give that as a new object with `copy`.

        A `ConflictError` if the tenant has one of that name, key or context path.
        """
        return await self._create(copy)

    async def update(self, copy: bool = False) -> Self:
        """Send what was changed; sends nothing if nothing was."""
        return await self._update(copy)

    async def reload(self, copy: bool = False) -> Self:
        """Read the application again; changes that were not sent are lost, unless in a `copy`."""
        return await self._reload(copy)

    async def delete(self, force: bool = False, **_: JSON) -> None:
        """Delete the application. While other tenants are subscribed this is an error, unless `force` removes these."""
        await self._delete(force=force or None)

    def resolve_tenant_option_category(self) -> str | None:
        """Tell the category of tenant options that the application reads its settings from.

        The platform takes the first that there is of the manifest's `settingsCategory`, the manifest's `name` and the
        context path.

        >>> Application(context_path="feeder", manifest={"name": "Feeder"}).resolve_tenant_option_category()
        'Feeder'
        """
        found: str | None = self.get("manifest.settingsCategory") or self.get("manifest.name") or self.context_path
        return found
