"""Settings of the tenant, where code written for pyc8y looks for them."""

from c8y_client._async.tenant_option import TenantOption
from c8y_client._async.tenant_options import TenantOptions

__all__ = ["TenantOption", "TenantOptions"]
