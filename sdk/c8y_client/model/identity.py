"""External ids, where code written for pyc8y looks for them."""

from c8y_client._async.external_id import ExternalId
from c8y_client._async.identity import Identity

__all__ = ["ExternalId", "Identity"]
