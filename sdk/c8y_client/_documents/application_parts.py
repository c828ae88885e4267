"""What belongs to an application: who acts for it in tenants, its archives, its versions."""

from __future__ import annotations

from c8y_client._documents.fields import Field, MomentField, TimeField
from c8y_client._documents.json_object import JsonObject
from c8y_client._http.redaction import redact_document


class ApplicationSubscription(JsonObject):
    """The user that acts for an application in a tenant: the service user of a subscriber, or the bootstrap user.

    >>> ApplicationSubscription(tenant="t42", name="service_feeder", password="secret")
    ApplicationSubscription({'tenant': 't42', 'name': 'service_feeder', 'password': '***'})
    """

    tenant_id: Field[str] = Field("tenant", read_only=True, doc="The id of the tenant that subscribed.")
    username: Field[str] = Field("name", read_only=True, doc="The user's name, without the tenant.")
    password: Field[str] = Field("password", read_only=True, doc="The user's password.")

    def __repr__(self) -> str:
        return f"{type(self).__name__}({redact_document(dict(self))})"


class ApplicationArchive(JsonObject):
    """A ZIP archive with the files of a hosted application."""

    id: Field[str] = Field("id", read_only=True, doc="What the archive is called where it is activated or removed.")
    name: Field[str] = Field("name", read_only=True, doc="The file name.")
    length: Field[int] = Field("length", read_only=True, doc="The size in bytes.")
    created: TimeField = TimeField("created", read_only=True, doc="When it was uploaded, as text.")
    created_datetime: MomentField = MomentField("created")
    download_url: Field[str] = Field("downloadUrl", read_only=True, doc="Where it can be read.")
    description: Field[str] = Field("description", read_only=True, doc="What it is for.")
    context_path: Field[str] = Field("contextPath", read_only=True, doc="Below which path the application is served.")


class ApplicationVersion(JsonObject):
    """An archive of an application under a version and tags."""

    version: Field[str] = Field("version", read_only=True, doc="The version: letters, digits, `.`, `+` and `-`.")
    binary_id: Field[str] = Field("binaryId", read_only=True, doc="The archive, see `Application.activate`.")

    @property
    def tags(self) -> list[str]:
        """The tags, in lower case; `latest` is the version that is served."""
        # The specification spells it in the singular; servers and other clients do not.
        tags: list[str] = self.get("tags") or self.get("tag") or []
        return tags
