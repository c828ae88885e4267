"""The life of device requests against a model: what each device was told last, and where its request stands."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import dataclass

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from mockc8y.domain import device_requests, security_tokens, users
from mockc8y.domain.callers import Caller
from mockc8y.domain.clock import FrozenClock
from mockc8y.domain.device_requests import Credentials
from mockc8y.domain.errors import PlatformError
from mockc8y.domain.platform import Platform

ANA, BOOTSTRAP = Caller("ana"), Caller("devicebootstrap")
WAITING, PENDING, ACCEPTED, BLOCKED = "WAITING_FOR_CONNECTION", "PENDING_ACCEPTANCE", "ACCEPTED", "BLOCKED"
DEVICES = st.sampled_from(["pump-7", "pump-8"])
TOKENS = st.sampled_from([None, "secret", "guess"])


@dataclass
class Expected:
    """What is known of a request."""

    status: str = WAITING
    token: str | None = None
    wrong: int = 0


class Requests(RuleBasedStateMachine):
    """Announces, asks, accepts, takes back and deletes."""

    def __init__(self) -> None:
        super().__init__()
        self.tenant = Platform(clock=FrozenClock(0)).add_tenant("t1")
        self.model: dict[str, Expected] = {}
        self.passwords: dict[str, str] = {}

    @rule(device=DEVICES)
    def announce(self, device: str) -> None:
        """A device has one request at most."""
        if device in self.model:
            with pytest.raises(PlatformError, match=r"^422 "):
                device_requests.create(self.tenant, {"id": device}, ANA)
        else:
            device_requests.create(self.tenant, {"id": device}, ANA)
            self.model[device] = Expected()

    @rule(device=DEVICES, token=TOKENS)
    def ask(self, device: str, token: str | None) -> None:
        """Credentials come from an accepted request, and only for the device that asked first."""
        known = self.model.get(device)
        if known is not None and known.status == WAITING:
            known.status, known.token = PENDING, token
        if known is None or known.token not in (None, token):
            self.refuse_poll(device, token, "There is no newDeviceRequest")
        elif known.status == ACCEPTED:
            self.passwords[device] = self.poll(device, token).password
            del self.model[device]
        else:
            self.refuse_poll(device, token, f"Device is in state {known.status}")

    def poll(self, device: str, token: str | None) -> Credentials:
        """Ask for credentials."""
        return device_requests.poll([self.tenant], {"id": device, "securityToken": token}, BOOTSTRAP)

    def refuse_poll(self, device: str, token: str | None, problem: str) -> None:
        """Ask for credentials in vain."""
        with pytest.raises(PlatformError, match=f"^404 .*{problem}"):
            self.poll(device, token)

    @precondition(lambda self: self.model)
    @rule(data=st.data(), token=TOKENS)
    def accept(self, data: st.DataObject, token: str | None) -> None:
        """Only what waits for its user is accepted, with the token of the device; a few guesses block it."""
        device = data.draw(st.sampled_from(sorted(self.model)))
        known = self.model[device]
        is_right = known.token in (None, token)
        change = {"status": ACCEPTED, "securityToken": token}
        if known.status == PENDING and is_right:
            device_requests.update(self.tenant, device, change, ANA)
            known.status, known.wrong = ACCEPTED, 0
            return
        with pytest.raises(PlatformError, match=r"^422 "):
            device_requests.update(self.tenant, device, change, ANA)
        if known.status == PENDING and token is not None:
            known.wrong += 1
            known.status = BLOCKED if known.wrong == security_tokens.ATTEMPTS else PENDING

    @precondition(lambda self: self.model)
    @rule(data=st.data(), wanted=st.sampled_from([WAITING, PENDING]))
    def take_back(self, data: st.DataObject, wanted: str) -> None:
        """Whatever is not blocked can be made to wait again."""
        device = data.draw(st.sampled_from(sorted(self.model)))
        if self.model[device].status == BLOCKED:
            with pytest.raises(PlatformError, match=r"^422 "):
                device_requests.update(self.tenant, device, {"status": wanted}, ANA)
        else:
            device_requests.update(self.tenant, device, {"status": wanted}, ANA)
            self.model[device].status = wanted

    @rule(device=DEVICES)
    def delete(self, device: str) -> None:
        """A request can be deleted at any time, once."""
        with nullcontext() if device in self.model else pytest.raises(PlatformError, match=r"^404 "):
            device_requests.delete(self.tenant, device)
        self.model.pop(device, None)

    @invariant()
    def requests_stand_where_they_should(self) -> None:
        """Every request is listed with its status, and no other."""
        assert {item.id: item.status for item in device_requests.select(self.tenant)} == {
            device: known.status for device, known in self.model.items()
        }

    @invariant()
    def devices_sign_in_with_what_they_were_told_last(self) -> None:
        """A later registration does not lock a device out before it has fetched the new password."""
        for device, password in self.passwords.items():
            assert users.authenticate(self.tenant, f"device_{device}", password).name == f"device_{device}"


TestRequests = Requests.TestCase
