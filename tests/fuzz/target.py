"""An operation under fire: a furnished tenant, the valid request for it, and a judge of whatever comes back."""

from __future__ import annotations

import re
import time
from urllib.parse import urlsplit

from mockc8y.api.route import Route
from mockc8y.api.routes import TABLE
from mockc8y.api.settings import Settings
from tests.conformance.scenarios import SCENARIOS
from tests.digest import differences
from tests.door import ADMIN, Response, complaints_about
from tests.refusal import flaws
from tests.world import AS_ASKED, MANAGEMENT_ADMIN, Ask, Wire, World, wire

SECONDS = 2.0
"""The most a request may compute. Processor time, since other work on the machine must not fail a test."""

EMULATED = [route for route in TABLE if route.handler and route.operation in SCENARIOS]
PAGE = frozenset({"pageSize", "currentPage"})
"""Parameters of operations that answer pages; one of them alone is there because clients send it in vain."""

COLLECTIONS = [
    route
    for route in TABLE
    if route.handler and route.method == "GET" and route.parameters >= PAGE and "{" not in route.path
]
EVERYWHERE = frozenset({"audit", "inventory"})
"""APIs that show something of what any other one writes."""

EVERYTHING = "pageSize=2000&withTotalPages=true&withChildren=true&withParents=true&withLatestValues=true"


UNREPEATABLE = frozenset({"postCertificateAuthorityResource", "postNotificationRealtimeResource"})
"""Operations that answer the same request with something else each time: a certificate for a new key, a new session."""


class Target:
    """Takes requests for one operation, each on the same tenant; what one changes is undone before the next."""

    def __init__(self, route: Route, settings: Settings | None = None, *, login: str = AS_ASKED) -> None:
        self.route = route
        self.world = World(settings)
        self.ask: Ask = SCENARIOS[route.operation](self.world)
        self.valid = wire(route, self.ask, login=login)
        of_management = (self.ask.login or "").startswith("management/")
        self._administrator = wire(route, self.ask, login=MANAGEMENT_ADMIN if of_management else ADMIN)
        self._readable = [path for path in _shown_in(route) if self.world.send(self._reading(path)).status < 400]
        self._before = self.world.digest()
        self._kept = self.world.keep()

    def refuse(self, what: str, request: Wire) -> list[str]:
        """Send a request that must be refused with the platform's own error and change nothing; list the faults."""
        response, faults = self._timed(request)
        faults += flaws(request, response)
        return self._told(what, faults + self._changes())

    def bear(self, what: str, request: Wire) -> list[str]:
        """Send a request that may succeed or be refused, and list what is wrong.

        Refused means with the platform's own error and without a change. Done means that the answer is right by the
        specification, that reading changed nothing, and that what was written can be read by everybody afterwards.
        """
        response, faults = self._timed(request)
        if response.status >= 400:
            faults += flaws(request, response) + self._changes()
        elif request.method == "GET":
            faults += complaints(request.method, request.path, response) + self._changes()
        else:
            faults += complaints(request.method, request.path, response) + self._aftermath(response)
            self.world.restore(self._kept)
        return self._told(what, faults)

    def send(self, request: Wire) -> Response:
        """Send a request, judge nothing, and undo what it changed."""
        response = self.world.send(request)
        self.world.restore(self._kept)
        return response

    def _timed(self, request: Wire) -> tuple[Response, list[str]]:
        start = time.process_time()
        response = self.world.send(request)
        took = time.process_time() - start
        return response, [f"takes {took:.1f} s"] if took > SECONDS else []

    def _changes(self) -> list[str]:
        return differences(self._before, self.world.digest())

    def _aftermath(self, response: Response) -> list[str]:
        """Read what could have been spoilt: the collections that show it, and the address of what was made."""
        after = self.world.digest()
        tenants = self.world.platform.tenants
        faults = [f"left work that failed: {failure}" for tenant in tenants for failure in tenant.agenda.failures]
        made = [urlsplit(response.headers["location"]).path] if "location" in response.headers else []
        for path in (*self._readable, *made):
            found = self.world.send(self._reading(path))
            if found.status >= 400:
                faults.append(f"spoils {path}: {found.status} {found.body[:200]!r}")
            faults += complaints("GET", path, found)
        return faults + differences(after, self.world.digest())

    def _reading(self, path: str) -> Wire:
        # Everybody's view is the administrator's: who may ask for an operation need not be able to read.
        return self._administrator._replace(method="GET", path=path, body=b"")

    def _told(self, what: str, faults: list[str]) -> list[str]:
        if faults:
            self.world.restore(self._kept)
        return [f"{self.route.operation}, {what}: {fault}" for fault in faults]


def _shown_in(route: Route) -> list[str]:
    """List the collections that show something of what an operation writes; some are for the management tenant only."""
    families = {route.family, *EVERYWHERE}
    return [f"{shown.path}?{EVERYTHING}" for shown in COLLECTIONS if shown.family in families]


def complaints(method: str, path: str, response: Response) -> list[str]:
    """List what the specification has against an answer, less what it says of fragments.

    Whatever a client writes into those is kept as it is: documents are open by the platform's nature.
    """
    return [text for text in complaints_about(method, path, response) if not FRAGMENT.search(text)]


FRAGMENT = re.compile(r" at /(?:\w+/\d+/)?(?:acme|c8y|com)_")
"""A place within a fragment, in a document or in one of a collection."""
