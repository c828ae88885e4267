"""Login tokens."""

from __future__ import annotations

from urllib.parse import parse_qsl

from mockc8y.api import render
from mockc8y.api.reply import Reply
from mockc8y.api.request import Request
from mockc8y.api.route import EVERYBODY, Evidence, Route, query_names
from mockc8y.api.session_cookies import set_cookies
from mockc8y.domain import login, session_tokens
from mockc8y.domain.errors import error
from mockc8y.domain.login import Credentials
from mockc8y.domain.session_tokens import Started

FORM = "application/x-www-form-urlencoded"
PASSWORD = "PASSWORD"  # noqa: S105 - the name of a way to log in
FIELDS_LIMIT = 32
FORM_LIMIT = 64 * 1024
"""Bytes, far more than names, passwords and codes take."""


def by_cookie(request: Request) -> Reply:
    """POST a login; the session comes in cookies."""
    return Reply(200, headers=set_cookies(_started(request), request.links))


def by_token(request: Request) -> Reply:
    """POST a login; the session comes as a token in the body. It is what the request is sent for, `Accept` or not."""
    return render.value(request, {"access_token": _started(request).token})


def _started(request: Request) -> Started:
    """Begin a session of whom the form names. A header `Authorization` that came with it does not matter."""
    form = _form(request)
    if form.get("grant_type", PASSWORD).upper() != PASSWORD:
        # AUTHORIZATION_CODE brings a code of an external login server, of which there is none here.
        raise error("authentication.bad_credentials")
    credentials = Credentials(
        form.get("username", ""),
        form.get("password", ""),
        request.headers.get(b"host", b"").decode("latin-1"),
        request.query.get("tenant_id") or form.get("tenant_id") or None,
    )
    tenant, user = login.prove_with_code(request.platform, credentials, _code(form))
    login.record_login(tenant, user)
    return session_tokens.start(request.platform, tenant, user, request.links.base)


def _code(form: dict[str, str]) -> str:
    """Return the second factor: the specification calls it `tfa_code`, the Python clients `tfa_token`."""
    codes = (form.get(name, "") for name in ("tfa_code", "tfa_token"))
    return next((code for code in codes if code not in login.NO_CODE), "")


def _form(request: Request) -> dict[str, str]:
    if request.kind not in (FORM, ""):
        raise error("body.unsupported")
    if len(request.body) > FORM_LIMIT:
        raise error("body.too_large", limit=FORM_LIMIT)
    try:
        return dict(parse_qsl(request.body.decode(), keep_blank_values=True, max_num_fields=FIELDS_LIMIT))
    except ValueError as problem:
        raise error("request.bad", area="security", reason=f"Body is not a form: {problem}") from None


ROUTES = (
    Route(
        "POST",
        "/tenant/oauth",
        "postLoginFormCookie",
        EVERYBODY,
        by_cookie,
        Evidence.CLIENT,
        parameters=query_names("tenant_id"),
        public=True,
    ),
    Route(
        "POST",
        "/tenant/oauth/token",
        "postLoginFormBody",
        EVERYBODY,
        by_token,
        Evidence.CLIENT,
        parameters=query_names("tenant_id"),
        public=True,
    ),
)
"""The operations of this family in the official specification."""
