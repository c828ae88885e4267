"""Hosting of web applications: what browsers get at `/` and below `/apps`, without signing in."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import quote

from mockc8y.api import app_files, own_pages
from mockc8y.api.app_files import Segments
from mockc8y.api.application import Scope
from mockc8y.api.body import Receive
from mockc8y.api.escapes import escaped
from mockc8y.api.local_apps import INDEX, PUBLIC
from mockc8y.api.render import refused
from mockc8y.api.reply import Reply, Send, deliver
from mockc8y.api.request import Headers
from mockc8y.api.settings import Settings
from mockc8y.domain import application_archives, applications
from mockc8y.domain.applications import HOSTED
from mockc8y.domain.errors import error
from mockc8y.domain.platform import Platform
from mockc8y.domain.tenant import Tenant

# unverified: the name of this option, and that it holds a context path.
DEFAULT_APP = ("application", "default.application")
"""The option that names the application behind `/`."""
FIRST_CHOICE = "cockpit"
HOME, ICON = "home.html", "favicon.svg"
_READING = frozenset({"GET", "HEAD"})


class Address(NamedTuple):
    """What an address below `/apps` means: `/apps/[public/]<context path>[@<version or tag>][/<path>]`.

    Without a path it lacks the slash that relative addresses in pages need.
    """

    is_public: bool
    context_path: str
    version: str | None
    path: Segments

    @classmethod
    def of(cls, raw_path: bytes) -> Address | None:
        """Read the path of a request; `None` when it names no application, or is not safe to follow."""
        names = (app_files.segments_of(raw_path) or ())[1:]
        is_public = names[:1] == (PUBLIC,)
        name, *path = names[is_public:] or ("",)
        context_path, marked, version = name.partition("@")
        if not context_path:
            return None
        return cls(is_public, context_path, version if marked else None, (INDEX,) if path == [""] else tuple(path))

    @property
    def root(self) -> str:
        """Where the application's files begin."""
        name = self.context_path if self.version is None else f"{self.context_path}@{self.version}"
        return f"/apps/{f'{PUBLIC}/' if self.is_public else ''}{quote(name, safe='@+')}/"


class WebApps:
    """Serves the files of a platform's web applications, of the tenant that the host stands for.

    Applications on this machine's disk come before deployed ones, and stand in for every version of them.
    """

    def __init__(self, platform: Platform, settings: Settings) -> None:
        self._platform = platform
        self._local = settings.local_apps

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one HTTP request."""
        reply = self._answer(scope) if scope["method"] in _READING else _not_allowed(scope["method"])
        await deliver(reply, scope["method"], send)

    def _answer(self, scope: Scope) -> Reply:
        headers: Headers = dict(scope["headers"])
        tenant = self._platform.tenant_of_host(headers.get(b"host", b"").decode("latin-1"))
        path: str = scope["path"]
        if path == "/":
            return self._start(tenant, headers, scope["query_string"])
        if path == "/favicon.ico":
            return own_pages.page(ICON, headers)
        address = Address.of(scope.get("raw_path") or path.encode())
        found = None if address is None else self._resource(tenant, address, headers, scope["query_string"])
        return refused(error("path.unknown", path=path)) if found is None else found

    def _start(self, tenant: Tenant, headers: Headers, query: bytes) -> Reply:
        address = self._default_app(tenant)
        return own_pages.page(HOME, headers) if address is None else _redirect(address, query)

    def _default_app(self, tenant: Tenant) -> Address | None:
        """Choose the application behind `/` among those that can be shown."""
        deployed = [found.context_path for found in applications.visible(self._platform, tenant)]
        names = [tenant.options.get(DEFAULT_APP), *self._local, FIRST_CHOICE, *deployed]
        addresses = (Address(is_public=False, context_path=name, version=None, path=(INDEX,)) for name in names if name)
        return next((address for address in addresses if self._hosted(tenant, address) is not None), None)

    def _resource(self, tenant: Tenant, address: Address, headers: Headers, query: bytes) -> Reply | None:
        if address.path:
            return self._file(tenant, address, headers)
        index = address._replace(path=(INDEX,))
        return None if self._file(tenant, index, headers) is None else _redirect(index, query)

    def _file(self, tenant: Tenant, address: Address, headers: Headers) -> Reply | None:
        hosted = self._hosted(tenant, address)
        if hosted is not None:
            return app_files.answered(address.path, hosted, headers)
        if not address.is_public:
            return None
        own = own_pages.public_file(self._platform, tenant, address.context_path, address.path)
        return None if own is None else own_pages.shut_in(app_files.answered(address.path, own, headers))

    def _hosted(self, tenant: Tenant, address: Address) -> bytes | None:
        local = self._local.get(address.context_path)
        if local is not None:
            return local.files.read(address.path)
        application = applications.by_context_path(self._platform, tenant, address.context_path)
        # A microservice's archive is not for everybody's eyes.
        if application is None or application.type != HOSTED:
            return None
        return application_archives.read(self._platform, application, "/".join(address.path), address.version)


def _redirect(address: Address, query: bytes) -> Reply:
    """Send a browser on. The address is relative: development proxies pass it on as it is."""
    target = address.root.encode() + (b"?" + escaped(query) if query else b"")
    return Reply(302, b"", [(b"location", target), (b"cache-control", b"no-cache")])


def _not_allowed(method: str) -> Reply:
    reply = refused(error("method.not_allowed", method=method, allowed="GET, HEAD"))
    reply.headers.append((b"allow", b"GET, HEAD"))
    return reply
