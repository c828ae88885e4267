"""Tokens that the platform did not give to whom they claim, or not like that, are worth nothing."""

from __future__ import annotations

import base64
import hmac
import json
from collections.abc import Callable, Mapping
from hashlib import sha256
from types import MappingProxyType
from typing import Any, NamedTuple

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from mockc8y.domain import tokens
from mockc8y.domain.platform import Platform
from tests.api.conftest import Call
from tests.api.logins import Login, log_in, whoami

Claims = dict[str, Any]


class Bench(NamedTuple):
    """What a forger has: a token of its own, and all that is public."""

    platform: Platform
    token: str
    claims: Claims

    @property
    def parts(self) -> list[str]:
        """Header, payload and signature of the token."""
        return self.token.split(".")


def part(value: object) -> str:
    """Write a part of a token."""
    return text_of(json.dumps(value).encode())


def text_of(raw: bytes) -> str:
    """Write bytes as tokens do."""
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def foreign_key() -> rsa.RSAPrivateKey:
    """Make a key that is as good as the platform's, but another."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def with_claims(bench: Bench, **changes: object) -> str:
    """Change what a token says and leave its signature."""
    header, _, signature = bench.parts
    return f"{header}.{part(bench.claims | changes)}.{signature}"


def without_signature(bench: Bench, algorithm: str) -> str:
    """Say that a token needs no signature."""
    return f"{part({'alg': algorithm, 'typ': 'JWT'})}.{part(bench.claims)}."


def by_public_key(bench: Bench) -> str:
    """Sign with the platform's public key as if it were a shared secret."""
    public = bench.platform.signing_key.public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    signed = f"{part({'alg': 'HS256', 'typ': 'JWT'})}.{part(bench.claims)}"
    return f"{signed}.{text_of(hmac.digest(public, signed.encode(), sha256))}"


def with_last_bits(bench: Bench) -> str:
    """Change only the bits of the last character that stand for nothing."""
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    return bench.token[:-1] + alphabet[alphabet.index(bench.token[-1]) ^ 1]


def with_key_in_header(bench: Bench) -> str:
    """Bring the key along with which the signature is right."""
    key = foreign_key()
    own = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(key.public_key()))
    return jwt.encode(bench.claims, key, "RS256", headers={"jwk": own, "kid": "../../dev/null"})


def of_another_platform(_: Bench) -> str:
    """Get a token for the same tenant and user of a platform that has both."""
    other = Platform()
    other.add_tenant("t07007007")
    return tokens.sign(other, {"sub": "admin", "ten": "t07007007"})


def signed(bench: Bench, **changes: object) -> str:
    """Let the platform itself sign other claims: what it would sign for another purpose, or at another time."""
    return tokens.sign(bench.platform, {**bench.claims, **changes})


def signed_less(bench: Bench, name: str) -> str:
    """Let the platform sign a token that does not say one thing."""
    return tokens.sign(bench.platform, {known: value for known, value in bench.claims.items() if known != name})


FORGERIES: Mapping[str, Callable[[Bench], str]] = MappingProxyType(
    {
        "no signature, none": lambda bench: without_signature(bench, "none"),
        "no signature, None": lambda bench: without_signature(bench, "None"),
        "no signature, NONE": lambda bench: without_signature(bench, "NONE"),
        "no signature, RS256": lambda bench: without_signature(bench, "RS256"),
        "the public key as a secret": by_public_key,
        "an empty secret": lambda bench: jwt.encode(bench.claims, "x" * 32, "HS256"),
        "a foreign key": lambda bench: jwt.encode(bench.claims, foreign_key(), "RS256"),
        "a foreign key in the header": with_key_in_header,
        "another kind of RSA signature": lambda bench: jwt.encode(
            bench.claims, bench.platform.signing_key.private, "PS256"
        ),
        "a longer digest": lambda bench: jwt.encode(bench.claims, bench.platform.signing_key.private, "RS512"),
        "another platform": of_another_platform,
        "another user": lambda bench: with_claims(bench, sub="root"),
        "another tenant": lambda bench: with_claims(bench, ten="management"),
        "a longer life": lambda bench: with_claims(bench, exp=bench.claims["exp"] + 1),
        "another session": lambda bench: with_claims(bench, jti="ffffffff-0"),
        "a changed header": lambda bench: ".".join([part({"alg": "RS256"}), *bench.parts[1:]]),
        "a changed signature": lambda bench: bench.token[:-20] + "A" * 20,
        "changed bits that stand for nothing": with_last_bits,
        "padding": lambda bench: bench.token + "==",
        "something behind it": lambda bench: bench.token + "!",
        "a part behind it": lambda bench: bench.token + ".AAAA",
        "a blank within": lambda bench: bench.token.replace(".", ". ", 1),
        "half of it": lambda bench: bench.token[: len(bench.token) // 2],
        "two parts": lambda bench: ".".join(bench.parts[:2]),
        "no payload": lambda bench: f"{bench.parts[0]}..{bench.parts[2]}",
        "only points": lambda _: "..",
        "no JSON": lambda bench: f"{text_of(b'{')}.{bench.parts[1]}.{bench.parts[2]}",
        "no ASCII": lambda bench: bench.token + "\xe4",
        "not valid yet": lambda bench: signed(bench, nbf=bench.claims["nbf"] + 60),
        "expired": lambda bench: signed(bench, exp=bench.claims["iat"]),
        "without an end": lambda bench: signed_less(bench, "exp"),
        "an end that is no number": lambda bench: signed(bench, exp="2100-01-01"),
        "without a user": lambda bench: signed_less(bench, "sub"),
        "a user that is no text": lambda bench: signed(bench, sub=["admin"]),
        "an unknown user": lambda bench: signed(bench, sub="nemo"),
        "without a tenant": lambda bench: signed_less(bench, "ten"),
        "an unknown tenant": lambda bench: signed(bench, ten="t0"),
        "without a session": lambda bench: signed_less(bench, "jti"),
        "signed for another purpose": lambda bench: signed_less(bench, "xsrfToken"),
        "a subscriber's": lambda bench: tokens.sign(
            bench.platform,
            {
                "sub": "admin",
                "topic": "t07007007/relnotif/levels",
                "jti": "0c4e",
                "iat": bench.claims["iat"],
                "exp": bench.claims["exp"],
            },
        ),
    }
)


@pytest.fixture
def bench(call: Call, platform: Platform) -> Bench:
    """The forger's own session."""
    session = log_in(call)
    return Bench(platform, session.token, session.claims)


@pytest.mark.parametrize("forge", FORGERIES.values(), ids=FORGERIES)
def test_forged_token_is_refused(call: Call, bench: Bench, forge: Callable[[Bench], str]) -> None:
    """By header and by cookie, with the platform's 401; the real one stays what it is."""
    forged = forge(bench)
    ways = [{"authorization": f"Bearer {forged}"}, {"cookie": f"authorization={forged}"}]

    answers = [whoami(call, headers) for headers in ways]

    assert [(answer.status, answer.json()["error"]) for answer in answers] == [(401, "security/Unauthorized")] * 2
    assert whoami(call, Login(bench.token).bearer).status == 200


@pytest.mark.parametrize("forge", FORGERIES.values(), ids=FORGERIES)
def test_forged_token_logs_nobody_out(call: Call, bench: Bench, forge: Callable[[Bench], str]) -> None:
    """Who cannot act for a user cannot end its session either."""
    answer = call("POST", "/user/logout", headers={"authorization": f"Bearer {forge(bench)}"}, login=None)

    assert answer.status == 200
    assert whoami(call, Login(bench.token).bearer).status == 200


def test_token_is_no_password(call: Call, bench: Bench) -> None:
    """A token counts as a token only."""
    basic = base64.b64encode(f"t07007007/admin:{bench.token}".encode()).decode()

    assert whoami(call, {"authorization": f"Basic {basic}"}).status == 401
    assert whoami(call, {"authorization": f"Basic {bench.token}"}).status == 401
    assert whoami(call, {"authorization": bench.token}).status == 401
