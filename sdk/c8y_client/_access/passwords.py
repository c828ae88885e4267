"""What becomes of the credentials of a connection whose user changes its password."""

from __future__ import annotations

from dataclasses import replace

from c8y_client._access.auth import Auth, BasicAuth, BearerAuth, CookieAuth, parse_auth
from c8y_client._access.login import cookies
from c8y_client._access.refreshing import RefreshingAuth
from c8y_client._http.exchange import Response
from c8y_client._http.headers import every


def renewed(auth: Auth, password: str, response: Response) -> Auth:
    """Give credentials that go on working: with the new password, or with the session that the platform began instead.

    Changing the password ends the sessions of a user; who asked for it gets another one as cookies.
    """
    if isinstance(auth, RefreshingAuth):
        auth.change_password(password)
        return auth
    if isinstance(auth, BearerAuth):
        return _with_session(auth, response)
    known = parse_auth(auth.build_auth_header())
    return BasicAuth(known.username, password) if isinstance(known, BasicAuth) else auth


def _with_session(auth: BearerAuth, response: Response) -> BearerAuth:
    if not any(line.startswith("authorization=") for line in every(response.headers, "Set-Cookie")):
        return auth
    token, xsrf_token = cookies(response)
    return replace(auth, token=token, xsrf_token=xsrf_token) if isinstance(auth, CookieAuth) else BearerAuth(token)
