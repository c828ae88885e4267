"""The one table of the platform's errors. The domain raises them by name; the HTTP edge renders them."""

from __future__ import annotations

from typing import NamedTuple


class ErrorRow(NamedTuple):
    """Status, code and message pattern of an error as the platform sends them."""

    status: int
    code: str
    message: str


_DOCUMENT_ID = "Cannot find document with ID ID [type=com_cumulocity_model_idtype_GId, value={id}]!"

ERRORS = {
    "accept.unsupported": ErrorRow(406, "general/Not Acceptable", "Cannot produce any of: {accept}"),
    "alarm.unknown": ErrorRow(404, "alarm/Not Found", "Finding alarm from database failed : No alarm for gid '{id}'!"),
    "alarm.invalid": ErrorRow(422, "alarm/Unprocessable Entity", "{reason}"),
    "attachment.exists": ErrorRow(409, "Duplicate", "Attachment already exists"),
    "attachment.unknown": ErrorRow(404, "Not Found", "Attachment not found"),
    "audit.unknown": ErrorRow(
        404, "audit/Not Found", "Finding audit record from database failed : No record for gid '{id}'!"
    ),
    "authentication.bad_credentials": ErrorRow(401, "security/Unauthorized", "Invalid credentials! : Bad credentials"),
    "authentication.missing": ErrorRow(
        401, "security/Unauthorized", "Full authentication is required to access this resource"
    ),
    "authorization.denied": ErrorRow(403, "security/Forbidden", "Access is denied"),
    "availability.unknown": ErrorRow(404, "inventory/Not Found", "The availability of device '{id}' is not monitored"),
    "binary.incomplete": ErrorRow(400, "inventory/Bad Request", "{reason}"),
    "body.malformed": ErrorRow(400, "undefined/Bad Request", "Could not parse JSON request : {reason}"),
    "body.missing": ErrorRow(422, "undefined/validationError", "Representation must not be null"),
    "body.too_large": ErrorRow(413, "general/Payload Too Large", "Request body is larger than {limit} bytes"),
    "body.unsupported": ErrorRow(415, "undefined/validationError", "Representation must not be null"),
    "bulk_operation.unknown": ErrorRow(
        404, "devicecontrol/Not Found", f"Finding bulk operation from database failed : {_DOCUMENT_ID}"
    ),
    "child.cycle": ErrorRow(422, "inventory/Unprocessable Entity", "managedObject {child} is an ancestor of {parent}"),
    "child.not_linked": ErrorRow(422, "inventory/Invalid Data", "managedObject {child} is not a child of {parent}"),
    "event.unknown": ErrorRow(404, "event/Not Found", "Finding event from database failed : No event for gid '{id}'!"),
    "external_id.duplicate": ErrorRow(409, "identity/Duplicate", "Identity already bound to a different Global ID."),
    "external_id.unknown": ErrorRow(
        404, "identity/Not Found", "External id not found; external id = ID [type={type}, value={external_id}]"
    ),
    "global_id.unknown": ErrorRow(404, "identity/Not Found", "Global ID not found"),
    "invalid_data": ErrorRow(422, "{area}/Invalid Data", "{reason}"),
    "managed_object.unknown": ErrorRow(
        404,
        "inventory/Not Found",
        "Finding device data from database failed : No managedObject for id '{id}'!",
    ),
    "mandatory.missing": ErrorRow(
        422, "undefined/validationError", "Following mandatory fields should be included: {fields}"
    ),
    "measurement.unknown": ErrorRow(
        404, "measurement/Not Found", "Finding measurement from database failed : No measurement for gid '{id}'!"
    ),
    "method.not_allowed": ErrorRow(
        405, "general/methodNotAllowed", "{method} is not supported here; allowed: {allowed}"
    ),
    "operation.not_emulated": ErrorRow(
        501, "mockc8y/notImplemented", "{operation} is not emulated yet; see {coverage} for what is"
    ),
    "operation.unknown": ErrorRow(
        404, "devicecontrol/Not Found", "Finding device data from database failed : No operation for gid '{id}'!"
    ),
    "owner.unknown": ErrorRow(404, "inventory/Not Found", "The owner of managedObject '{id}' is no user of the tenant"),
    "parameter.unknown": ErrorRow(
        422, "mockc8y/strict", "Unknown query parameter '{name}' (strict mode); {operation} knows: {known}"
    ),
    "path.unknown": ErrorRow(404, "general/notFound", "No resource at '{path}'"),
    "query.not_understood": ErrorRow(
        422, "inventory/Invalid Data", "Find by filter query failed : Query could not be understood. {reason}"
    ),
    "range.unsatisfiable": ErrorRow(416, "general/Range Not Satisfiable", "The file holds only {length} bytes"),
    "request.bad": ErrorRow(400, "{area}/Bad Request", "{reason}"),
    "retention.unknown": ErrorRow(404, "retention/Not Found", "Retention rule not found"),
    "retention.not_editable": ErrorRow(403, "security/Forbidden", "Access is denied"),
    "role.unknown": ErrorRow(404, "Not Found", "Cannot find the specified role."),
    "server.failed": ErrorRow(500, "general/internalError", "{reason}"),
    "source.unknown": ErrorRow(422, "{area}/Unprocessable Entity", "Source object does not exist in inventory."),
    "unprocessable": ErrorRow(422, "{area}/Unprocessable Entity", "{reason}"),
    "user.unknown": ErrorRow(404, "users/Not Found", f"Error retrieving user {{id}}! : {_DOCUMENT_ID}"),
}
"""Rows that the reference leaves open are worded after their neighbours."""


class PlatformError(Exception):
    """A request the platform refuses, with the evidence the answer is made of."""

    def __init__(self, name: str, evidence: dict[str, object]) -> None:
        row = ERRORS[name]
        self.name = name
        self.evidence = evidence
        self.status = row.status
        self.code = row.code.format_map(evidence)
        self.message = row.message.format_map(evidence)
        super().__init__(f"{self.status} {self.code}: {self.message}")


def error(name: str, /, **evidence: object) -> PlatformError:
    """Make the error of that name; `evidence` fills the placeholders of its row.

    >>> str(error("managed_object.unknown", id=4711))
    "404 inventory/Not Found: Finding device data from database failed : No managedObject for id '4711'!"
    """
    return PlatformError(name, evidence)
