"""Tenants, where code written for pyc8y looks for them."""

from c8y_client._async.tenant import Tenant
from c8y_client._async.tenants import Tenants

__all__ = ["Tenant", "Tenants"]
