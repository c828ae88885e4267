"""Sessions against a model: the set of tokens that were ended, which snapshots keep and restore."""

from __future__ import annotations

from typing import NamedTuple

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, initialize, invariant, rule

from mockc8y.domain import login, login_options, session_tokens, sessions, user_accounts, users
from mockc8y.domain.callers import PLATFORM
from mockc8y.domain.clock import FrozenClock
from mockc8y.domain.errors import PlatformError
from mockc8y.domain.login import Credentials
from mockc8y.domain.platform import Platform
from mockc8y.domain.signing_key import SigningKey
from mockc8y.domain.tenant import Snapshot

NAMES = st.sampled_from(["ana", "eve"])
LIFETIME = 100_000
KEY = SigningKey()
"""One for all runs: making it takes longer than they do."""


class Known(NamedTuple):
    """A token that was handed out, whose it is, and when it expires."""

    token: str
    user: str
    until: int


class Kept(NamedTuple):
    """A snapshot, and what the model knew then: which tokens were ended, who was there."""

    snapshot: Snapshot
    ended: frozenset[Known]
    present: frozenset[str]


class Sessions(RuleBasedStateMachine):
    """Logs users in and out while the time passes and states come back."""

    kept: Bundle[Kept] = Bundle("kept")
    tokens: Bundle[Known] = Bundle("tokens")

    def __init__(self) -> None:
        super().__init__()
        self.platform = Platform(clock=FrozenClock(1_000_000))
        self.platform.signing_key = KEY
        self.tenant = self.platform.add_tenant("t1")
        self.known: set[Known] = set()
        self.ended: frozenset[Known] = frozenset()
        self.present: frozenset[str] = frozenset()

    @initialize()
    def shorten(self) -> None:
        """Let sessions last so long that some expire."""
        change = {"sessionConfiguration": {"absoluteTimeoutMillis": LIFETIME}}
        login_options.update(self.tenant, "OAUTH2_INTERNAL", change, PLATFORM)

    @rule(name=NAMES)
    def add_user(self, name: str) -> None:
        """A user comes, or comes back."""
        users.add(self.tenant, name, name)
        self.present |= {name}

    @rule(name=NAMES)
    def delete_user(self, name: str) -> None:
        """A user that goes takes its sessions along, for ever."""
        user = self.tenant.users.get(name)
        if user is not None:
            user_accounts.delete(self.tenant, user, PLATFORM)
            self.present -= {name}
            self._end(name)

    @rule(target=tokens, name=NAMES)
    def log_in(self, name: str) -> Known:
        """A user that is there gets a token unlike any other; one that is not gets none."""
        try:
            tenant, user = login.prove(self.platform, Credentials(f"t1/{name}", name, ""))
        except PlatformError:
            assert name not in self.present
            return Known("none", name, 0)
        started = session_tokens.start(self.platform, tenant, user, "http://mock.test")
        made = Known(started.token, name, self.tenant.clock.now() + LIFETIME)
        assert made not in self.known
        self.known.add(made)
        return made

    @rule(known=tokens)
    def log_out(self, known: Known) -> None:
        """One session ends, if it is running."""
        if self._runs(known):
            accepted = session_tokens.accept(self.platform, known.token)
            login.log_out(accepted.tenant, accepted.session)
            self.ended |= {known}

    @rule(name=NAMES)
    def log_out_user(self, name: str) -> None:
        """All sessions of a user end."""
        sessions.end_all_of(self.tenant, name)
        self._end(name)

    @rule()
    def log_out_everybody(self) -> None:
        """All sessions end."""
        sessions.end_all(self.tenant)
        self.ended |= self.known

    @rule(seconds=st.integers(1, 150))
    def wait(self, seconds: int) -> None:
        """Tokens expire."""
        self.platform.advance(seconds * 1000)

    @rule(target=kept)
    def keep(self) -> Kept:
        """The state can be kept."""
        return Kept(self.tenant.snapshot(), self.ended, self.present)

    @rule(kept=consumes(kept))
    def restore(self, kept: Kept) -> None:
        """What was ended since runs again; tokens that were handed out since go on."""
        self.tenant.restore(kept.snapshot)
        self.ended, self.present = kept.ended, kept.present

    @invariant()
    def tokens_are_good_while_their_sessions_run(self) -> None:
        """Each token is accepted or refused as the model says, and stands for its user."""
        for known in self.known:
            if self._runs(known):
                accepted = session_tokens.accept(self.platform, known.token)
                assert (accepted.user.name, accepted.until) == (known.user, known.until)
            else:
                with pytest.raises(PlatformError, match=r"^401 "):
                    session_tokens.accept(self.platform, known.token)

    def _runs(self, known: Known) -> bool:
        is_there = known in self.known and known.user in self.present
        return is_there and known not in self.ended and known.until > self.tenant.clock.now()

    def _end(self, name: str) -> None:
        self.ended |= {known for known in self.known if known.user == name}


TestSessions = Sessions.TestCase
