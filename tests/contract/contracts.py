"""`@contract` makes a test of a promise that both the mock and a real tenant have to keep."""

from __future__ import annotations

import asyncio
import functools
import inspect
import json
from collections.abc import Awaitable, Callable
from pathlib import Path

from c8y_client import BasicAuth, CumulocityClient
from tests.contract.exchanges import Normal, Recorder, difference, text_of
from tests.contract.own import Own
from tests.contract.tenants import RECORDINGS, Tenant

Contract = Callable[[CumulocityClient, Own], Awaitable[None]]


def contract(promise: Contract) -> Callable[[Tenant, str, bool], None]:
    """Run a promise against a tenant, compare it with its recording, and remove what it made.

    With `--record` the answers become the recording. Without, the mock's answers have to be those of the recording.
    """
    recording = RECORDINGS / f"{Path(inspect.getfile(promise)).stem}.{promise.__name__}.json"

    @functools.wraps(promise)
    def run(tenant: Tenant, contract_prefix: str, is_recording: bool) -> None:
        exchanges = asyncio.run(kept(promise, tenant, contract_prefix))
        if is_recording:
            recording.parent.mkdir(exist_ok=True)
            recording.write_text(text_of(exchanges), encoding="utf-8")
        elif tenant.is_mock and recording.exists():
            found = difference(json.loads(recording.read_text(encoding="utf-8")), json.loads(text_of(exchanges)))
            assert not found, f"the mock does not answer as {recording.name} says\n{found}"

    run.__signature__ = inspect.signature(_parameters)  # type: ignore[attr-defined]
    return run


def _parameters(tenant: Tenant, contract_prefix: str, is_recording: bool) -> None:
    """Name the fixtures that pytest is to hand over."""


async def kept(promise: Contract, tenant: Tenant, prefix: str) -> list[dict[str, object]]:
    """Run a promise; give what was exchanged."""
    names = {prefix: "<prefix>", tenant.tenant_id: "<tenant>", tenant.username: "<user>"}
    recorder = Recorder(tenant.transport, Normal(tenant.base_url, names))
    auth = BasicAuth(f"{tenant.tenant_id}/{tenant.username}", tenant.password)
    async with CumulocityClient(tenant.base_url, tenant.tenant_id, auth, transport=recorder) as c8y:
        own = Own(c8y, prefix)
        try:
            await promise(c8y, own)
        finally:
            recorder.is_recording = False
            await own.remove_all()
    return recorder.exchanges
