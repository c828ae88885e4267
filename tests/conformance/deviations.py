"""Where answers differ from the specification on purpose, operation by operation, and how we know better."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

STATUSES: Mapping[str, tuple[int, str]] = MappingProxyType(
    {
        "postDeviceCredentialsCollectionResource": (
            201,
            "the tests of c8y_api pass on real tenants, and both Python clients take any other success for a failure",
        ),
        "putApplicationVersionResource": (200, "seen on a real tenant; nothing is created"),
    }
)
"""Successful statuses that the specification does not list."""

REFERENCE = "application/vnd.com.nsn.cumulocity.managedobjectreference+json"

MEDIA_TYPES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "postDeviceCredentialsCollectionResource": (
            "application/vnd.com.nsn.cumulocity.devicecredentials+json",
            "documented for the status that is not sent",
        ),
        "putApplicationVersionResource": (
            "application/vnd.com.nsn.cumulocity.applicationversion+json",
            "documented for the status that is not sent",
        ),
        "postManagedObjectChildAdditionsResource": (REFERENCE, "every POST answers with what it made, if asked"),
        "postManagedObjectChildAssetsResource": (REFERENCE, "every POST answers with what it made, if asked"),
        "postManagedObjectChildDevicesResource": (REFERENCE, "every POST answers with what it made, if asked"),
    }
)
"""Media types of successful answers that the specification does not list."""

FILES: Mapping[str, str] = MappingProxyType(
    {
        "getCRLSettings": "application/pkix-crl",
        "getEventBinaryResource": "text/plain",
        "getBinariesResource": "text/plain",
        "getBinaryApplicationContentResourceById": "application/zip",
        "getTenantUsageStatisticsFileById": "application/octet-stream",
        "getTenantUsageStatisticsLatestFile": "application/octet-stream",
        "postSimpleReEnrollDeviceResource": "application/pkcs7-mime;smime-type=certs-only",
    }
)
"""Operations that hand out a file as what it was stored as, whatever a client accepts, and what scenarios store."""

READING: Mapping[str, str] = MappingProxyType(
    {
        "postDeviceAccessTokenResource": "its answer is what it is sent for",
        "postIdentitySearch": "its answer is what it is sent for",
        "postNotificationTokenResource": "its answer is what it is sent for, and signed ones are not kept",
        "postNotificationRealtimeResource": "the official client sends no Accept and needs the answer",
        "postX509ChainValidate": "its answer is what it is sent for",
    }
)
"""Operations that are sent with POST but read, so that they answer with a body in any case."""

ANSWERING: Mapping[str, str] = MappingProxyType(
    {
        "postLoginFormBody": "the token in its answer is what it is sent for",
        "postNotificationTokenUnsubscribeResource": "published clients read its answer, one of them without asking",
        "deleteTenantApplicationRestrictedRoleResource": "the one DELETE to which the specification gives an answer",
        "postSimpleReEnrollDeviceResource": "the certificate is what it is sent for, and it is kept nowhere else",
    }
)
"""Operations that write and answer with a body in any case."""

WITHOUT_TRACE: Mapping[str, str] = MappingProxyType(
    {
        "/user/currentUser/totpSecret/verify": "it compares a code and says whether it is right",
        "/.well-known/est/simplereenroll": "who asks is a device already, and its certificates are not kept",
    }
)
"""Paths of operations that are no reading, but change nothing that is kept."""

WITHOUT_LOCATION: Mapping[str, str] = MappingProxyType(
    {
        "postTenantApplicationReferenceCollectionResource": "a reference cannot be read by itself, only deleted",
        "postGroupsRoleReferenceCollectionResource": "a reference cannot be read by itself, only deleted",
        "postSimpleReEnrollDeviceResource": "certificates of devices are handed out and not kept",
        "postTrustedCertificateCollectionResourceBulk": "what it makes is many things",
        "postUserReferenceCollectionResource": "a reference cannot be read by itself, only deleted",
        "postUsersRoleReferenceCollectionResource": "a reference cannot be read by itself, only deleted",
        "postBulkNewDeviceRequestCollectionResource": "what it makes is many things",
        "postDeviceCredentialsCollectionResource": "credentials are told once and cannot be read again",
        "putBinariesResource": "a file that takes the place of another keeps its address",
        "putEventBinaryResource": "a file that takes the place of another keeps its address",
    }
)
"""Operations that answer 201 without `Location`."""

UNKNOWN_IDS: Mapping[str, int] = MappingProxyType(
    {
        "getManagedObjectChildAdditionResource": 422,
        "getManagedObjectChildAssetResource": 422,
        "getManagedObjectChildDeviceResource": 422,
        "deleteManagedObjectChildAdditionResource": 422,
        "deleteManagedObjectChildAssetResource": 422,
        "deleteManagedObjectChildDeviceResource": 422,
        "deleteTenantApplicationRestrictedRoleResource": 422,
        "postTenantApplicationRestrictedRoleResource": 422,
        "getTenantDeviceStatisticsDailyCollection": 422,
        "getTenantDeviceStatisticsMonthlyCollection": 422,
        "getTenantUsageStatisticsLatestFile": 422,
    }
)
"""Operations that refuse an unknown last id of their path with another status: "is not a child of", "is no date"."""

EMPTY_WHEN_UNKNOWN = (
    "getApplicationsByNameCollectionResource",
    "getApplicationsByOwnerCollectionResource",
    "getApplicationsByTenantCollectionResource",
    "getApplicationsByUserCollectionResource",
    "getCategoryOptionResource",
    "getExternalIDCollectionResource",
    "getTenantApplicationReferenceCollectionResource",
)
"""Operations that answer an empty list or object for an unknown id: a client reads one after a deletion."""

NEW_WHEN_UNKNOWN = ("putCategoryOptionResource",)
"""Operations whose path may name what does not exist: options are made by it, whatever their category."""

_DESCENDANTS = (
    "deleteInventoryAssignmentResourceById",
    "deleteUserReferenceResource",
    "deleteUserResource",
    "deleteUserRoleReferenceResource",
    "getGroupByIdResource",
    "getGroupByNameResource",
    "getGroupReferenceCollectionResource",
    "getInventoryAssignmentResource",
    "getInventoryAssignmentResourceById",
    "getRoleCollectionResourceByName",
    "getUserReferenceCollectionResource",
    "getUserResource",
    "getUsersByNameResource",
    "getUsersTfaResource",
    "postInventoryAssignmentResource",
    "postUserReferenceCollectionResource",
    "postUsersRoleReferenceCollectionResource",
    "putInventoryAssignmentResourceById",
    "putUserResource",
)
NARROWED_ROLES: Mapping[tuple[str, str], str] = MappingProxyType(
    dict.fromkeys(
        ((operation, "ROLE_USER_MANAGEMENT_CREATE") for operation in _DESCENDANTS),
        "reaches the users below oneself and what they may be given; those of scenarios are below nobody",
    )
    | dict.fromkeys(
        (
            ("getApplicationsByUserCollectionResource", f"ROLE_{name}")
            for name in ("USER_MANAGEMENT_OWN_READ", "USER_MANAGEMENT_READ", "APPLICATION_MANAGEMENT_READ")
        ),
        "reaches oneself, or needs another role beside it; the scenario asks about somebody else",
    )
    | {
        ("postSimpleReEnrollDeviceResource", "ROLE_DEVICE"): "a device gets certificates for itself only",
        ("putDevicePermissionsResource", "ROLE_USER_MANAGEMENT_CREATE"): "gives only what oneself holds",
    }
)
"""Operations and roles of theirs that do not reach what scenarios ask for, and why."""

ABOUT_ONESELF = (
    "getCurrentUserTfaTotpResourceActivity",
    "postCurrentUserTfaTotpResourceActivity",
    "postCurrentUserTfaTotpResourceVerify",
    "putCurrentUserPasswordResource",
)
"""Operations on something that only the user of their scenario has: its password, its second factor."""
