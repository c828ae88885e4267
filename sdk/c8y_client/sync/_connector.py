"""The synchronous REST connector with the signatures of the older SDK; there is no asynchronous counterpart."""

from __future__ import annotations

import json as json_library
import logging
from collections import OrderedDict
from collections.abc import Mapping
from typing import Any, ClassVar, Unpack

from c8y_client._access.auth import Auth, as_auth
from c8y_client._access.login import basic_auth
from c8y_client._http.draft import RequestExtras
from c8y_client._http.headers import APPLICATION_KEY, PROCESSING_MODE
from c8y_client._http.upload import FileSource
from c8y_client._types import JSON, Params
from c8y_client.sync._login import by_cookies
from c8y_client.sync._transport import ClientOptions, connected
from c8y_client.sync.rest import JSON_TYPE, CumulocityRestClient


class CumulocityRestApi(CumulocityRestClient):
    """Authenticated synchronous access to the REST resources of one tenant.

    Either `username` and `password` or `auth` is needed. The user name may begin with the tenant and is sent with it
    in any case. Keywords beyond are those of `CumulocityRestClient`: `timeout`, `verify`, `proxy`, `retry` and others.
    """

    METHOD_GET: ClassVar = "GET"
    METHOD_POST: ClassVar = "POST"
    METHOD_PUT: ClassVar = "PUT"
    METHOD_DELETE: ClassVar = "DELETE"

    MIMETYPE_JSON: ClassVar = "application/json"
    HEADER_APPLICATION_KEY: ClassVar = APPLICATION_KEY
    HEADER_PROCESSING_MODE: ClassVar = PROCESSING_MODE

    ACCEPT_MANAGED_OBJECT: ClassVar = "application/vnd.com.nsn.cumulocity.managedobject+json"
    ACCEPT_USER: ClassVar = "application/vnd.com.nsn.cumulocity.user+json"
    ACCEPT_CURRENT_USER: ClassVar = "application/vnd.com.nsn.cumulocity.currentuser+json"
    ACCEPT_GLOBAL_ROLE: ClassVar = "application/vnd.com.nsn.cumulocity.group+json"
    CONTENT_AUDIT_RECORD: ClassVar = "application/vnd.com.nsn.cumulocity.auditrecord+json"
    CONTENT_MANAGED_OBJECT: ClassVar = "application/vnd.com.nsn.cumulocity.managedobject+json"
    CONTENT_MEASUREMENT_COLLECTION: ClassVar = "application/vnd.com.nsn.cumulocity.measurementcollection+json"

    log: ClassVar[logging.Logger] = logging.getLogger("c8y_client")

    def __init__(
        self,
        base_url: str,
        tenant_id: str,
        username: str | None = None,
        password: str | None = None,
        auth: Auth | None = None,
        application_key: str | None = None,
        processing_mode: str | None = None,
        **options: Unpack[ClientOptions],
    ) -> None:
        super().__init__(
            base_url,
            tenant_id,
            _credentials(tenant_id, username, password, auth),
            application_key,
            processing_mode,
            **options,
        )

    @property
    def is_tls(self) -> bool:
        """Whether the connection is encrypted."""
        return self.base_url.startswith("https:")

    @classmethod
    def authenticate(  # type: ignore[override]
        cls,
        base_url: str,
        tenant_id: str,
        username: str,
        password: str,
        tfa_token: str | None = None,
        **options: Unpack[ClientOptions],
    ) -> tuple[str, str | None]:
        """Log a user in by OAuth internal and tell the token and the anti-forgery token of the session.

        `tfa_token` is the current second-factor code; where one is missing the error is a `MissingTfaError`, wrong
        credentials are an `UnauthorizedError`. The token serves as `auth=BearerAuth(token)`.
        """
        with connected(base_url, None, **options) as transport:
            return by_cookies(transport, tenant_id, username, password, tfa_token)

    def get(  # pyright: ignore[reportIncompatibleMethodOverride]
        self,
        resource: str,
        params: Params | None = None,
        accept: str | None = None,
        ordered: bool = False,
        **extras: Unpack[RequestExtras],
    ) -> JSON:
        """Read a resource.

        Documents keep the order of the answer in any case; with `ordered` they are `OrderedDict`. An empty `accept`
        omits the header. See `request` for the errors.
        """
        if not ordered:
            return self.request("GET", resource, params, accept=accept, **extras)
        response = self.transport.request("GET", resource, params=params, accept=accept, **extras)
        if response.json() is None:
            return OrderedDict()
        return json_library.loads(response.content, object_pairs_hook=OrderedDict)

    def post(  # pyright: ignore[reportIncompatibleMethodOverride]
        self,
        resource: str,
        json: JSON = None,
        accept: str | None = None,
        content_type: str | None = None,
        params: Params | None = None,
        **extras: Unpack[RequestExtras],
    ) -> JSON:
        """Create something; an empty `accept` omits the header, and then the platform returns nothing."""
        chosen = JSON_TYPE if accept is None else accept
        return super().post(resource, json=json, accept=chosen, content_type=content_type, params=params, **extras)

    def put(  # pyright: ignore[reportIncompatibleMethodOverride]
        self,
        resource: str,
        json: JSON = None,
        params: Params | None = None,
        accept: str | None = None,
        content_type: str | None = None,
        **extras: Unpack[RequestExtras],
    ) -> JSON:
        """Replace or update something; an empty `accept` omits the header, and then the platform returns nothing."""
        chosen = JSON_TYPE if accept is None else accept
        return super().put(resource, json=json, params=params, accept=chosen, content_type=content_type, **extras)

    def delete(  # type: ignore[override]
        self,
        resource: str,
        json: JSON = None,
        params: Params | None = None,
        **extras: Unpack[RequestExtras],
    ) -> JSON:
        """Delete something; some resources want to be told in a document what."""
        return self.request("DELETE", resource, params, json, **extras)

    def post_file(  # type: ignore[override]
        self,
        resource: str,
        file: FileSource,
        object: Mapping[str, Any] | None = None,
        accept: str | None = None,
        content_type: str | None = None,
        *,
        filename: str | None = None,
        form_data: Mapping[str, JSON] | None = None,
        part: str = "file",
        **extras: Unpack[RequestExtras],
    ) -> JSON:
        """Upload a file as part of a form whose field `object` describes it; see `CumulocityRestClient.post_file`."""
        fields = {**({"object": object} if object else {}), **(form_data or {})}
        return super().post_file(resource, file, filename, fields, accept, content_type, part=part, **extras)


def _credentials(tenant_id: str, username: str | None, password: str | None, auth: Auth | None) -> Auth:
    if auth is not None:
        return as_auth(auth)
    if username and password:
        return basic_auth(tenant_id, username, password)
    raise ValueError("there are no credentials: give username and password, or auth")
