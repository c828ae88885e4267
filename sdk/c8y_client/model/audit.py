"""The audit log, where code written for pyc8y looks for them."""

from c8y_client._async.audit_record import AuditRecord
from c8y_client._async.audit_records import AuditRecords
from c8y_client._queries.audit import AuditSeverity, AuditType, Change

__all__ = ["AuditRecord", "AuditRecords", "AuditSeverity", "AuditType", "Change"]
