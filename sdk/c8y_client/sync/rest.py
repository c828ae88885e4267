# Made from sdk/c8y_client/_async/rest.py by sdk/scripts/unasync.py; change that.
"""Plain access to the REST resources of one tenant: documents and files, without objects around them."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final, Self, Unpack, cast

from c8y_client._access.auth import Auth, as_auth
from c8y_client._http.body import Body
from c8y_client._http.download import Arriving, FileDownload, place, write
from c8y_client._http.draft import RequestExtras, RequestOptions
from c8y_client._http.headers import canonical
from c8y_client._http.upload import FileSource, opened
from c8y_client._running.closing import Closing
from c8y_client._types import JSON, Params
from c8y_client.sync._login import log_in
from c8y_client.sync._streaming import StreamedResponse
from c8y_client.sync._transport import ClientOptions, Semaphore, Transport, connected

JSON_TYPE: Final = "application/json"
_ANYTHING: Final = "*/*"
_CHUNK: Final = 1 << 18


class CumulocityRestClient(Closing):
    """Authenticated access to the REST resources of one tenant.

    `base_url` is like `https://tenant.example.com`; `auth` is `BasicAuth`, `BearerAuth` or any object with their
    methods, and may be exchanged at any time. `application_key` and `processing_mode` go with every request.
    `semaphore` bounds how many requests are under way at a time, also together with other clients that share it.

    Keywords beyond: `timeout`, `verify`, `proxy`, `limits` and `retry` as described at `Settings`, or all of them as
    `settings`; `headers` for every request; `client`, a ready httpx client, or `transport`, one of httpx.

    Connections are made at the first request and closed by `close()` or at the end of its `with` block.
    """

    def __init__(
        self,
        base_url: str,
        tenant_id: str,
        auth: Auth,
        application_key: str | None = None,
        processing_mode: str | None = None,
        connector_factory: object = None,
        semaphore: Semaphore | None = None,
        **options: Unpack[ClientOptions],
    ) -> None:
        if connector_factory is not None:
            raise TypeError(
                "connector_factory makes connectors of aiohttp, and this client is built on httpx; "
                "pass verify=, proxy= or limits=, or transport= or client= of httpx"
            )
        self.tenant_id = tenant_id
        self._application_key = application_key
        self._processing_mode = processing_mode
        self.transport: Transport = connected(
            base_url,
            as_auth(auth),
            application_key=application_key,
            processing_mode=processing_mode,
            semaphore=semaphore,
            **options,
        )

    def __repr__(self) -> str:
        return f"<{type(self).__name__} for {self.tenant_id} at {self.base_url}>"

    @classmethod
    def authenticate(
        cls,
        base_url: str,
        tenant_id: str,
        username: str,
        password: str,
        tfa_token: str | None = None,
        **options: Unpack[ClientOptions],
    ) -> tuple[Auth, str | None]:
        """Log a user in and tell the credentials to work with and the anti-forgery token of the session.

        The tenant's login options decide: OAuth internal is tried first and gives `BearerAuth`, Basic gives `BasicAuth`
        and no anti-forgery token. `tfa_token` is the current second-factor code; where one is missing the error is a
        `MissingTfaError`, wrong credentials are an `UnauthorizedError`. A tenant that offers neither way is a
        `ValueError`. For credentials that renew themselves see `RefreshingAuth`.
        """
        with connected(base_url, None, **options) as transport:
            return log_in(transport, tenant_id, username, password, tfa_token)

    @property
    def base_url(self) -> str:
        """The address of the tenant, without a trailing slash."""
        return self.transport.base_url

    @property
    def auth(self) -> Auth:
        """The credentials; assigned ones are used from the next request on."""
        return cast("Auth", self.transport.auth)

    @auth.setter
    def auth(self, auth: Auth) -> None:
        self.transport.auth = as_auth(auth)

    @property
    def application_key(self) -> str | None:
        """The application key that goes with every request."""
        return self._application_key

    @property
    def processing_mode(self) -> str | None:
        """The processing mode that goes with every request, unless a block or a request chooses another."""
        return self._processing_mode

    @property
    def username(self) -> str:
        """The user name, without the tenant."""
        return self.auth.get_username()

    def close(self) -> None:
        """Close the connections, for good; a client that was given stays open. Closing twice does no harm."""
        self.transport.close()

    @contextmanager
    def processing(self, mode: str) -> Iterator[Self]:
        """Send the requests of a `with` block in another processing mode, over the same connections.

        `with client.processing("QUIESCENT"): ...` holds for tasks and workers that are begun in the block as well, and
        for nobody else who uses the client. An unknown mode is a `ValueError`.
        """
        with self.transport.processing(mode):
            yield self

    def request(
        self,
        method: str,
        resource: str,
        params: Params | None = (),
        json: JSON = None,
        accept: str | None = None,
        content_type: str | None = None,
        **extras: Unpack[RequestExtras],
    ) -> JSON:
        """Send a request and decode the answer; an empty one is `{}`.

        `resource` is a path below the base URL. `accept` and `content_type` are `application/json` unless given; an
        empty `accept` omits the header, and then the platform does not return what it created. Keywords beyond are
        `headers`, `processing_mode`, `timeout`, `auth` and `content` of this one request.

        Raises `NotFoundError` (a `KeyError`), `ConflictError` and `InvalidRequestError` (`ValueError`),
        `UnauthorizedError`, `AccessDeniedError`, `ServerError` and others that are all `HttpError`, or a
        `TransportError` if no answer arrived.
        """
        options: RequestOptions = {
            **extras,
            "params": params,
            "json": json,
            "accept": accept,
            "content_type": content_type,
        }
        response = self.transport.request(method, resource, **options)
        document = response.json()
        return {} if document is None else document

    def get(
        self,
        resource: str,
        *,
        params: Params | None = None,
        accept: str | None = JSON_TYPE,
        **extras: Unpack[RequestExtras],
    ) -> JSON:
        """Read a resource; see `request` for the parameters and errors. `accept=None` omits the header."""
        return self.request("GET", resource, params, accept=_accepting(accept, extras), **extras)

    def post(
        self,
        resource: str,
        *,
        params: Params | None = None,
        json: JSON = None,
        accept: str | None = JSON_TYPE,
        content_type: str | None = None,
        **extras: Unpack[RequestExtras],
    ) -> JSON:
        """Create something, without `json` from an empty document; see `request` for the parameters and errors.

        `accept=None` omits the header, and then the platform does not return what it created.
        """
        return self.request(
            "POST", resource, params, _document(json, extras), _accepting(accept, extras), content_type, **extras
        )

    def put(
        self,
        resource: str,
        *,
        params: Params | None = None,
        json: JSON = None,
        accept: str | None = JSON_TYPE,
        content_type: str | None = None,
        **extras: Unpack[RequestExtras],
    ) -> JSON:
        """Replace or update something; see `request` for the parameters and errors.

        `accept=None` omits the header, and then the platform does not return what it has changed.
        """
        return self.request(
            "PUT", resource, params, _document(json, extras), _accepting(accept, extras), content_type, **extras
        )

    def delete(self, resource: str, params: Params | None = (), **extras: Unpack[RequestExtras]) -> JSON:
        """Delete something; see `request` for the parameters and errors."""
        return self.request("DELETE", resource, params, **extras)

    def post_file(
        self,
        resource: str,
        file: FileSource,
        filename: str | None = None,
        form_data: Mapping[str, JSON] | None = None,
        accept: str | None = None,
        content_type: str | None = None,
        *,
        part: str = "file",
        **extras: Unpack[RequestExtras],
    ) -> JSON:
        """Upload a file as part of a form, in pieces, and decode the answer.

        `file` is a path, a file open in binary mode (sent from its present position, and not closed) or bytes. Its name
        is that of the path and its media type follows from the name, unless `filename` and `content_type` are given.
        `form_data` are further fields of the form; values that are no text are written as JSON. `part` is the name of
        the field with the file. A missing file is a `FileNotFoundError` before anything is sent.
        """
        with opened(file, filename, content_type) as upload:
            return self._upload("POST", resource, upload.form(form_data, part), accept, **extras)

    def put_file(
        self,
        resource: str,
        file: FileSource,
        accept: str | None = None,
        content_type: str | None = None,
        multipart: bool = False,
        **extras: Unpack[RequestExtras],
    ) -> JSON:
        """Replace a file, in pieces, as the whole body of the request or with `multipart` as part of a form.

        `file` and `content_type` are as in `post_file`.
        """
        with opened(file, content_type=content_type) as upload:
            body = upload.form() if multipart else upload.raw()
            return self._upload("PUT", resource, body, accept, **extras)

    def get_file(self, resource: str, params: Params | None = None, **extras: Unpack[RequestExtras]) -> FileDownload:
        """Download a file: `bytes` with `filename` and `content_type`."""
        with self.stream_file(resource, params, **extras) as content:
            return FileDownload(content.read(), content.filename, content.content_type)

    @contextmanager
    def stream_file(
        self, resource: str, params: Params | None = None, **extras: Unpack[RequestExtras]
    ) -> Iterator[StreamedResponse]:
        """Download a file piece by piece: `with client.stream_file(...) as content`, then `content.iter_bytes()`.

        `filename`, `content_type`, `headers` and `status` of the answer are attributes of `content`.
        """
        with self.transport.stream("GET", resource, params=params, accept=_ANYTHING, **extras) as content:
            yield content

    def download_to(
        self,
        resource: str,
        path: str | os.PathLike[str],
        params: Params | None = None,
        **extras: Unpack[RequestExtras],
    ) -> Path:
        """Download a file to a path, or into a folder under the name that the server gives it; tell the path.

        Little of the file is in memory at a time. It has its name when it is complete, and `.part` behind that before;
        a file that was there is replaced. A download that fails leaves nothing.
        """
        with self.stream_file(resource, params, **extras) as content:
            final = place(path, content.headers)
            with Arriving(final) as file:
                for chunk in content.iter_bytes(_CHUNK):
                    write(file, chunk)
        return final

    def _upload(
        self, method: str, resource: str, body: Body, accept: str | None, **extras: Unpack[RequestExtras]
    ) -> JSON:
        options: RequestExtras = {**extras, "content": body}
        return self.request(method, resource, accept=accept, **options)


def _document(json: JSON, extras: RequestExtras) -> JSON:
    return {} if json is None and "content" not in extras else json


# What is usual gives way to the headers of the caller.
def _accepting(accept: str | None, extras: RequestExtras) -> str | None:
    is_chosen = "Accept" in canonical(extras.get("headers") or {})
    return None if is_chosen and accept == JSON_TYPE else accept or ""
