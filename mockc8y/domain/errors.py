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
    "access_mapping.unknown": ErrorRow(404, "tenants/Not Found", "Cannot find {kind} with id {id}"),
    "alarm.unknown": ErrorRow(404, "alarm/Not Found", "Finding alarm from database failed : No alarm for gid '{id}'!"),
    "alarm.invalid": ErrorRow(422, "alarm/Unprocessable Entity", "{reason}"),
    "application.conflict": ErrorRow(422, "applications/Conflict", "{reason}"),
    "application.duplicate": ErrorRow(
        409,
        "applications/Duplicate",
        "Application for tenant {tenant} with properties ( {property}:{value} ) already exists",
    ),
    "application.options_exist": ErrorRow(
        409, "applications/Conflict", "Tenant options of category '{category}' exist already: {keys}"
    ),
    "application.unknown": ErrorRow(404, "applications/Not Found", "Could not find application by ID {id}"),
    "application_binary.active": ErrorRow(409, "applications/Conflict", "Binary {id} is active and cannot be removed"),
    "application_binary.unknown": ErrorRow(
        404, "applications/Not Found", "Could not find binary {id} of application {application}"
    ),
    "application_version.duplicate": ErrorRow(
        409, "applications/Duplicate", "Version or tag for this application already exists"
    ),
    "application_version.in_use": ErrorRow(
        409, "applications/Conflict", "Version {version} is active or tagged latest and cannot be removed"
    ),
    "application_version.unknown": ErrorRow(
        404, "applications/Not Found", "Cannot find application version for this application"
    ),
    "attachment.exists": ErrorRow(409, "Duplicate", "Attachment already exists"),
    "attachment.unknown": ErrorRow(404, "Not Found", "Attachment not found"),
    "audit.unknown": ErrorRow(
        404, "audit/Not Found", "Finding audit record from database failed : No record for gid '{id}'!"
    ),
    "authentication.bad_credentials": ErrorRow(401, "security/Unauthorized", "Invalid credentials! : Bad credentials"),
    "authentication.basic_forbidden": ErrorRow(
        401,
        "security/Unauthorized",
        "There was a change in authentication strategy for your tenant or user account : Basic is not for this client",
    ),
    "authentication.factor_missing": ErrorRow(
        401, "security/Unauthorized", "Invalid credentials! : TFA TOTP code required."
    ),
    "authentication.logged_out": ErrorRow(401, "security/Unauthorized", "User has been logged out"),
    "authentication.missing": ErrorRow(
        401, "security/Unauthorized", "Full authentication is required to access this resource"
    ),
    "authentication.session_expired": ErrorRow(
        401, "security/Unauthorized", "User has been logged out : The session has expired"
    ),
    "authentication.wrong_factor": ErrorRow(
        401, "security/Unauthorized", "Invalid credentials! : TFA TOTP code is wrong"
    ),
    "authentication.wrong_xsrf": ErrorRow(
        401, "security/Unauthorized", "The header X-XSRF-TOKEN does not match the session"
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
    "certificate.duplicate": ErrorRow(
        409, "certificate/Duplicate", "A certificate with fingerprint {fingerprint} exists already"
    ),
    "certificate.unknown": ErrorRow(
        404, "certificate/Not Found", "Cannot find certificate with fingerprint {fingerprint}."
    ),
    "certificate_authority.duplicate": ErrorRow(
        409,
        "Certificate Authority (CA)/Duplicate",
        "Tenant Certificate Authority (CA) object exists already for tenant {tenant}",
    ),
    "certificate_authority.not_due": ErrorRow(
        422,
        "Certificate Authority (CA)/Unprocessable Entity",
        "Tenant Certificate Authority (CA) of tenant {tenant} is valid for over 18 months: it is too early to renew",
    ),
    "certificate_authority.unknown": ErrorRow(
        404,
        "Certificate Authority (CA)/Not Found",
        "Tenant Certificate Authority (CA) object not found for tenant {tenant}",
    ),
    "certificate_chain.invalid": ErrorRow(401, "security/Unauthorized", "Invalid certificate chain!"),
    "certificate_chain.tenant_unknown": ErrorRow(404, "Device Certificates/Not Found", "Tenant Id doesn't exists"),
    "child.cycle": ErrorRow(422, "inventory/Unprocessable Entity", "managedObject {child} is an ancestor of {parent}"),
    "child.not_linked": ErrorRow(422, "inventory/Invalid Data", "managedObject {child} is not a child of {parent}"),
    "device_certificate.invalid": ErrorRow(422, "Invalid Data", "Cannot process certificate data."),
    "device_certificate.not_registered": ErrorRow(
        422, "Auto registeration is failed for device/Unprocessable Entity", "Cannot process certificate data."
    ),
    "device_request.none": ErrorRow(404, "devicecontrol/Not Found", "There is no newDeviceRequest for device id {id}."),
    "device_request.not_accepted": ErrorRow(
        404,
        "devicecontrol/Not Found",
        "Credentials for device id {id} are not available. Device is in state {status}, (not ACCEPTED)).",
    ),
    "device_request.unknown": ErrorRow(404, "devicecontrol/Not Found", "Could not find newDeviceRequest by ID {id}"),
    "device_token.disabled": ErrorRow(
        404, "Not Found", "This feature is disabled, please contact system administrator."
    ),
    "event.unknown": ErrorRow(404, "event/Not Found", "Finding event from database failed : No event for gid '{id}'!"),
    "external_id.duplicate": ErrorRow(409, "identity/Duplicate", "Identity already bound to a different Global ID."),
    "external_id.unknown": ErrorRow(
        404, "identity/Not Found", "External id not found; external id = ID [type={type}, value={external_id}]"
    ),
    "feature.unknown": ErrorRow(404, "inventory/Not Found", "Finding device data from database failed"),
    "global_id.unknown": ErrorRow(404, "identity/Not Found", "Global ID not found"),
    "group.duplicate": ErrorRow(409, "groups/Duplicate", "A group named '{name}' exists already"),
    "group.unknown": ErrorRow(404, "groups/Not Found", f"Error retrieving group with id {{id}}! : {_DOCUMENT_ID}"),
    "invalid_data": ErrorRow(422, "{area}/Invalid Data", "{reason}"),
    "inventory_role.duplicate": ErrorRow(
        409, "inventoryRoles/Duplicate", "An inventory role named '{name}' exists already"
    ),
    "login_option.unknown": ErrorRow(404, "tenants/Not Found", "Cannot find the specified configuration"),
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
    "notification_backlog.full": ErrorRow(
        500,
        "reliable-notification/Internal Server Error",
        "The data is stored, but the backlog of topic '{subscription}' is full",
    ),
    "notification_consumer.gone": ErrorRow(
        500,
        "reliable-notification/Internal Server Error",
        "Subscriber '{subscriber}' of '{subscription}' was unsubscribed before",
    ),
    "notification_consumer.taken": ErrorRow(
        409,
        "reliable-notification/Conflict",
        "Subscriber '{subscriber}' of '{subscription}' is connected and shares nothing",
    ),
    "notification_source.unknown": ErrorRow(404, "inventory/Not Found", "Finding device data from database failed"),
    "notification_subscription.duplicate": ErrorRow(
        409,
        "reliable-notification/Duplicate",
        "Subscription with source <'{source}'>, context <'{context}'> & subscription <'{subscription}'> already "
        "exists!",
    ),
    "notification_subscription.unknown": ErrorRow(
        404, "reliable-notification/Not Found", "Finding subscription from database failed"
    ),
    "operation.not_emulated": ErrorRow(
        501, "mockc8y/notImplemented", "{operation} is not emulated yet; see {coverage} for what is"
    ),
    "operation.unknown": ErrorRow(
        404, "devicecontrol/Not Found", "Finding device data from database failed : No operation for gid '{id}'!"
    ),
    "option.unknown": ErrorRow(404, "options/Not Found", "Unable to find option by given key"),
    "owner.unknown": ErrorRow(404, "inventory/Not Found", "The owner of managedObject '{id}' is no user of the tenant"),
    "parameter.unknown": ErrorRow(
        422, "mockc8y/strict", "Unknown query parameter '{name}' (strict mode); {operation} knows: {known}"
    ),
    "path.unknown": ErrorRow(404, "general/notFound", "No resource at '{path}'"),
    "possession.unprovable": ErrorRow(
        422,
        "tenants/Unprocessable Entity",
        "Cannot process certificate data <'{fingerprint}'> for tenant <'{tenant}'>.",
    ),
    "possession.unreadable": ErrorRow(
        422,
        "tenants/Invalid Data",
        "Cannot process user certificate data <'{fingerprint}'> for tenant <'{tenant}'>.",
    ),
    "possession.wrong": ErrorRow(
        400,
        "tenants/Bad Request",
        "Wrong Proof Of Possession plaintext used for tenant <'{tenant}'>. Certificate <'{fingerprint}'>, usage not "
        "granted.",
    ),
    "query.not_understood": ErrorRow(
        422, "inventory/Invalid Data", "Find by filter query failed : Query could not be understood. {reason}"
    ),
    "range.unsatisfiable": ErrorRow(416, "general/Range Not Satisfiable", "The file holds only {length} bytes"),
    "request.bad": ErrorRow(400, "{area}/Bad Request", "{reason}"),
    "restricted_role.unknown": ErrorRow(404, "security/Not Found", "Role {role} is not restricted for tenant {tenant}"),
    "retention.unknown": ErrorRow(404, "retention/Not Found", "Retention rule not found"),
    "retention.not_editable": ErrorRow(403, "security/Forbidden", "Access is denied"),
    "role.held": ErrorRow(409, "groups/Duplicate", "Role '{role}' is assigned to group {id} already"),
    "role.unknown": ErrorRow(404, "Not Found", "Cannot find the specified role."),
    "server.failed": ErrorRow(500, "general/internalError", "{reason}"),
    "service.broken": ErrorRow(
        502, "microservice/Bad Gateway", "Microservice '{name}' at {address} gave no answer: {reason}"
    ),
    "service.not_running": ErrorRow(
        503,
        "microservice/Service Unavailable",
        "Microservice '{name}' does not run here; start the server with --proxy-service {name}=<its address>",
    ),
    "service.unknown": ErrorRow(404, "microservice/Not Found", "There is no microservice '{name}'"),
    "service.unreachable": ErrorRow(
        503, "microservice/Service Unavailable", "Microservice '{name}' does not answer at {address}: {reason}"
    ),
    "source.unknown": ErrorRow(422, "{area}/Unprocessable Entity", "Source object does not exist in inventory."),
    "statistics_file.unknown": ErrorRow(404, "statistics/Not Found", "Statistics file with id {id} not found"),
    "tenant.duplicate": ErrorRow(409, "tenants/Duplicate", "A tenant with the {what} exists already"),
    "subscription.duplicate": ErrorRow(
        409, "applications/Duplicate", "Application {id} is already assigned to tenant {tenant}"
    ),
    "subscription.unknown": ErrorRow(
        404, "applications/Not Found", "Tenant {tenant} is not subscribed to application {id}"
    ),
    "tenant.not_own": ErrorRow(
        403, "userManagement/Forbidden", "authenticated user's tenant different from the one in URL path"
    ),
    "tenant.unknown": ErrorRow(404, "security/Not Found", "There is no tenant with id = {id}"),
    "totp.no_secret_yet": ErrorRow(409, "users/Conflict", "TFA TOTP secret does not exist. First generate secret."),
    "totp.stays_active": ErrorRow(403, "security/Forbidden", "Cannot deactivate TOTP setup!"),
    "totp.unknown": ErrorRow(
        404, "users/Not Found", "Cannot validate TFA TOTP code - user's TFA TOTP secret does not exist."
    ),
    "totp.wrong_code": ErrorRow(403, "security/Forbidden", "Invalid verification code"),
    "unprocessable": ErrorRow(422, "{area}/Unprocessable Entity", "{reason}"),
    "user.duplicate": ErrorRow(409, "users/Duplicate", "A user with the name or alias '{name}' exists already"),
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
