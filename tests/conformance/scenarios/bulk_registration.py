"""Requests for the registration of many devices."""

from __future__ import annotations

from tests.api.forms import encoded, part
from tests.world import Ask, World

TABLE = b"""\
ID;CREDENTIALS;TYPE;NAME;ICCID;IDTYPE;PATH;SHELL;com_cumulocity_model_Agent.active;external-c8y_Imei
pump-7;Str0ng!pass;acme_Pump;Pump 7;893;;Plant/Hall 1;1;true;354
pump-8;;acme_Pump;Pump 8;;;;;true;
"""


def _register(world: World) -> Ask:
    world.group()
    body, content_type = encoded([part("file", TABLE, file_name="devices.csv", media_type="text/csv")])
    return Ask(body=body, headers={"content-type": content_type})


SCENARIOS = {"postBulkNewDeviceRequestCollectionResource": _register}
