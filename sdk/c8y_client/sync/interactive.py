# Made from sdk/c8y_client/_async/interactive.py by sdk/scripts/unasync.py; change that.
"""A client for notebooks and shells."""

from __future__ import annotations

from typing import Final

from c8y_client._access import environment
from c8y_client._access.auth import Auth, BearerAuth
from c8y_client._access.prompts import ask, ask_secretly, can_ask, show_log
from c8y_client._access.refreshing import RefreshingAuth
from c8y_client._access.wanted import Wanted
from c8y_client._errors import MissingTfaError, UnauthorizedError
from c8y_client._running.concurrency import scope, semaphore
from c8y_client.sync.client import CumulocityClient

_ATTEMPTS: Final = 3

_clients: Final[dict[tuple[object, ...], CumulocityClient]] = {}


def get_client(
    base_url: str | None = None,
    tenant_id: str | None = None,
    username: str | None = None,
    password: str | None = None,
    max_concurrent: int | None = None,
    log_level: int | str | None = None,
) -> CumulocityClient:
    """Give a client that is logged in.

    What is not given is taken from the environment: `C8Y_BASEURL`, `C8Y_TENANT`, `C8Y_USER`, `C8Y_PASSWORD`, or
    `C8Y_TOKEN`, which serves if it is of that tenant and user and good for another hour, and unless a password is
    given. What is missing there is asked for, a second-factor code as well if the tenant wants one. Where nobody can be
    asked, it is a `ValueError`, and wrong credentials are an `UnauthorizedError`; else there are three attempts.

    The same tenant, user and `max_concurrent` (how many requests may be under way) give the same client again.
    `log_level` shows the log of this package.
    """
    if log_level is not None:
        show_log(log_level)
    wanted = Wanted.of(base_url, tenant_id, username)
    key = (scope(), wanted.base_url, wanted.tenant_id, wanted.username, max_concurrent)
    known = _clients.get(key)
    if known is not None and not known.transport.is_closed:
        return known
    auth: Auth | None = None if password else wanted.token
    if auth is None:
        auth = _logged_in(wanted, password or environment.optional(environment.PASSWORD))
    made = CumulocityClient(
        wanted.base_url,
        wanted.tenant_id,
        auth,
        semaphore=semaphore(max_concurrent) if max_concurrent else None,
    )
    _clients[key] = made
    return made


def _logged_in(wanted: Wanted, password: str | None) -> Auth:
    code: str | None = None
    failures = 0
    while True:
        password = password or _asked_password(wanted)
        try:
            auth, _ = CumulocityClient.authenticate(wanted.base_url, wanted.tenant_id, wanted.username, password, code)
        except UnauthorizedError as error:
            wants_code = isinstance(error, MissingTfaError)
            # That a first code is wanted is no failed attempt.
            failures += not wants_code or code is not None
            if failures == _ATTEMPTS or not can_ask():
                raise
            if wants_code:
                code = ask("Second-factor code")
            else:
                password = code = None
        else:
            return _lasting(auth, wanted, password, code)


def _asked_password(wanted: Wanted) -> str:
    if not can_ask():
        return environment.required(environment.PASSWORD)
    return ask_secretly(f"Password of {wanted.username} in {wanted.tenant_id}")


def _lasting(auth: Auth, wanted: Wanted, password: str, code: str | None) -> Auth:
    """Renew a token by itself; whoever had to give a code is asked for the next one."""
    if not isinstance(auth, BearerAuth):
        return auth
    next_code = (lambda: ask("Second-factor code")) if code else None
    user = (wanted.tenant_id, wanted.username, password)
    return RefreshingAuth(wanted.base_url, *user, next_code, token=auth.token)
