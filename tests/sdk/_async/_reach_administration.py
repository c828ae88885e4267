"""Which function of the SDK asks for which operation: users, applications, tenants, and what is around them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from c8y_client._async.application import Application
from c8y_client._async.current_user import CurrentUser
from c8y_client._async.inventory_role import InventoryRole
from c8y_client._async.login_options import LoginOption
from c8y_client._async.retention_rules import RetentionRule
from c8y_client._async.tenant import Tenant
from c8y_client._async.tenant_option import TenantOption
from c8y_client._async.trusted_certificate import TrustedCertificate
from c8y_client._async.user import User
from c8y_client._async.user_groups import UserGroup
from c8y_client._documents.second_factor import TotpActivity
from tests.sdk._async._reach_data import Ask

CSR = "MAA="

USERS: Mapping[str, Ask] = MappingProxyType(
    {
        "getUserApiResource": lambda c8y: c8y.api_links.get("user"),
        "getCurrentUserResource": lambda c8y: c8y.users.get_current(),
        "putCurrentUserResource": lambda c8y: CurrentUser(c8y, username="a").update(),
        "putCurrentUserPasswordResource": lambda c8y: c8y.users.set_current_password("a", "b"),
        "postCurrentUserTfaTotpResource": lambda c8y: CurrentUser(c8y).generate_totp_secret(),
        "postCurrentUserTfaTotpResourceActivity": lambda c8y: CurrentUser(c8y).set_totp_activity(TotpActivity()),
        "getCurrentUserTfaTotpResourceActivity": lambda c8y: CurrentUser(c8y).get_totp_activity(),
        "postCurrentUserTfaTotpResourceVerify": lambda c8y: CurrentUser(c8y).verify_totp("1"),
        "getDevicePermissionsResource": lambda c8y: c8y.device_permissions.get("1"),
        "putDevicePermissionsResource": lambda c8y: c8y.device_permissions.assign("1", users={"a": ["ALARM:*:READ"]}),
        "postInventoryRoleResource": lambda c8y: c8y.inventory_roles.create(InventoryRole(name="a")),
        "getInventoryRoleResource": lambda c8y: c8y.inventory_roles.get_all(),
        "getInventoryRoleResourceId": lambda c8y: c8y.inventory_roles.get(1),
        "putInventoryRoleResourceId": lambda c8y: c8y.inventory_roles.update(InventoryRole(id=1, name="a")),
        "deleteInventoryRoleResourceId": lambda c8y: c8y.inventory_roles.delete(1),
        "getRoleCollectionResource": lambda c8y: c8y.roles.get_all(),
        "getRoleCollectionResourceByName": lambda c8y: c8y.roles.get("ROLE_ALARM_READ"),
        "postUserCollectionResource": lambda c8y: c8y.users.create(User(username="a")),
        "getUserCollectionResource": lambda c8y: c8y.users.get_all(),
        "getUserResource": lambda c8y: c8y.users.get("a"),
        "putUserResource": lambda c8y: c8y.users.update(User(username="a", email="b")),
        "deleteUserResource": lambda c8y: c8y.users.delete("a"),
        "getUsersTfaResource": lambda c8y: c8y.users.get_tfa_settings("a"),
        "getUsersByNameResource": lambda c8y: c8y.users.get_by_name("a"),
        "postGroupCollectionResource": lambda c8y: c8y.user_groups.create(UserGroup(name="a")),
        "getGroupCollectionResource": lambda c8y: c8y.user_groups.get_all(),
        "getGroupByIdResource": lambda c8y: c8y.user_groups.get(1),
        "putGroupByIdResource": lambda c8y: c8y.user_groups.update(UserGroup(id=1, name="a")),
        "deleteGroupByIdResource": lambda c8y: c8y.user_groups.delete(1),
        "postGroupsRoleReferenceCollectionResource": lambda c8y: c8y.user_groups.assign_roles(1, "ROLE_ALARM_READ"),
        "getGroupsRoleReferenceCollectionResource": lambda c8y: c8y.roles.get_all(group=1),
        "deleteGroupRoleReferenceResource": lambda c8y: c8y.user_groups.unassign_roles(1, "ROLE_ALARM_READ"),
        "postUserReferenceCollectionResource": lambda c8y: c8y.user_groups.assign_users(1, "a"),
        "getUserReferenceCollectionResource": lambda c8y: c8y.users.get_members(1),
        "deleteUserReferenceResource": lambda c8y: c8y.user_groups.unassign_users(1, "a"),
        "getGroupByNameResource": lambda c8y: c8y.user_groups.get_by_name("a"),
        "getGroupReferenceCollectionResource": lambda c8y: c8y.user_groups.get_all(username="a"),
        "postUsersRoleReferenceCollectionResource": lambda c8y: c8y.roles.assign("a", "ROLE_ALARM_READ"),
        "deleteUserRoleReferenceResource": lambda c8y: c8y.roles.unassign("a", "ROLE_ALARM_READ"),
        "postInventoryAssignmentResource": lambda c8y: c8y.inventory_roles.assign("a", "1", 2),
        "getInventoryAssignmentResource": lambda c8y: c8y.inventory_roles.get_assignments("a"),
        "getInventoryAssignmentResourceById": lambda c8y: c8y.inventory_roles.get_assignment("a", 1),
        "putInventoryAssignmentResourceById": lambda c8y: c8y.inventory_roles.reassign("a", 1, "1", 2),
        "deleteInventoryAssignmentResourceById": lambda c8y: c8y.inventory_roles.unassign("a", 1),
        "postLogoutUser": lambda c8y: c8y.users.logout(),
        "postLogoutAllTenantUsers": lambda c8y: c8y.users.logout_all(),
    }
)

APPLICATIONS: Mapping[str, Ask] = MappingProxyType(
    {
        "getApplicationManagementApiResource": lambda c8y: c8y.api_links.get("application"),
        "postApplicationCollectionResource": lambda c8y: c8y.applications.create(Application(name="a")),
        "getAbstractApplicationCollectionResource": lambda c8y: c8y.applications.get_all(),
        "getApplicationResource": lambda c8y: c8y.applications.get("1"),
        "putApplicationResource": lambda c8y: c8y.applications.activate("1", "2"),
        "deleteApplicationResource": lambda c8y: c8y.applications.delete("1"),
        "postBinaryApplicationContentResource": lambda c8y: c8y.applications.upload_attachment("1", b"a"),
        "getBinaryApplicationContentResource": lambda c8y: c8y.applications.get_attachments("1"),
        "getBinaryApplicationContentResourceById": lambda c8y: c8y.applications.download_attachment("1", "2"),
        "deleteBinaryApplicationContentResourceById": lambda c8y: c8y.applications.delete_attachment("1", "2"),
        "getApplicationVersionResource": lambda c8y: c8y.application_versions.get("1", "1.0"),
        "getApplicationVersionCollectionResource": lambda c8y: c8y.application_versions.get_all("1"),
        "postApplicationVersionResource": lambda c8y: c8y.application_versions.create("1", b"a", "1.0"),
        "deleteApplicationVersionResource": lambda c8y: c8y.application_versions.delete("1", "1.0"),
        "putApplicationVersionResource": lambda c8y: c8y.application_versions.set_tags("1", "1.0", "a"),
        "getApplicationUserRepresentation": lambda c8y: c8y.applications.get_bootstrap_user("1"),
        "postApplicationResource": lambda c8y: c8y.applications.clone("1"),
        "getApplicationsByNameCollectionResource": lambda c8y: c8y.applications.get_by_name("a"),
        "getApplicationsByTenantCollectionResource": lambda c8y: c8y.applications.get_by_tenant("t1"),
        "getApplicationsByOwnerCollectionResource": lambda c8y: c8y.applications.get_by_owner("t1"),
        "getApplicationsByUserCollectionResource": lambda c8y: c8y.applications.get_by_user("a"),
        "getCurrentApplicationResource": lambda c8y: c8y.applications.get_current(),
        "putCurrentApplicationResource": lambda c8y: c8y.applications.update_current({"description": "a"}),
        "getCurrentApplicationResourceSettings": lambda c8y: c8y.applications.get_current_settings(),
        "getApplicationUserCollectionRepresentation": lambda c8y: c8y.applications.get_current_subscriptions(),
        "postTenantApplicationReferenceCollectionResource": lambda c8y: c8y.tenant_applications.subscribe("1"),
        "getTenantApplicationReferenceCollectionResource": lambda c8y: c8y.tenant_applications.get_all(),
        "deleteTenantApplicationReferenceResource": lambda c8y: c8y.tenant_applications.unsubscribe("1"),
        "getTenantApplicationRestrictedRolesResource": lambda c8y: c8y.tenant_applications.get_restricted_roles(),
        "putTenantApplicationRestrictedRolesResource": lambda c8y: c8y.tenant_applications.set_restricted_roles("a"),
        "postTenantApplicationRestrictedRoleResource": lambda c8y: c8y.tenant_applications.restrict_role("a"),
        "deleteTenantApplicationRestrictedRoleResource": lambda c8y: c8y.tenant_applications.permit_role("a"),
    }
)

TENANTS: Mapping[str, Ask] = MappingProxyType(
    {
        "getPlatformApiResource": lambda c8y: c8y.api_links.get("platform"),
        "getTenantsApiResource": lambda c8y: c8y.api_links.get("tenant"),
        "postTenantCollectionResource": lambda c8y: c8y.tenants.create(Tenant(domain="a")),
        "getTenantCollectionResource": lambda c8y: c8y.tenants.get_all(),
        "getCurrentTenantResource": lambda c8y: c8y.tenants.get_current(),
        "getTenantResource": lambda c8y: c8y.tenants.get("t1"),
        "putTenantResource": lambda c8y: c8y.tenants.update(Tenant(id="t1", company="a")),
        "deleteTenantResource": lambda c8y: c8y.tenants.delete("t1"),
        "getTenantsTfaResourceTfa": lambda c8y: c8y.tenants.get_tfa_settings(),
        "putTenantsTfaResourceTfa": lambda c8y: c8y.tenants.set_tfa_strategy("TOTP"),
        "getTenantUsageStatisticsCollectionResource": lambda c8y: c8y.tenant_statistics.get_all_usage_statistics(),
        "getSummaryUsageStatistics": lambda c8y: c8y.tenant_statistics.get_usage_summary(),
        "getSummaryAllTenantsUsageStatistics": lambda c8y: c8y.tenant_statistics.get_usage_summary_all_tenants(),
        "postGenerateStatisticsFileRequest": lambda c8y: c8y.tenant_statistics.generate(date_from="today"),
        "getTenantUsageStatisticsFileCollectionResource": lambda c8y: c8y.tenant_statistics.get_all_files(),
        "getTenantUsageStatisticsFileById": lambda c8y: c8y.tenant_statistics.get_file("1"),
        "getTenantUsageStatisticsLatestFile": lambda c8y: c8y.tenant_statistics.get_latest_file(),
        "getTenantDeviceStatisticsMonthlyCollection": lambda c8y: (
            c8y.tenant_statistics.get_all_monthly_device_statistics("t1", "today")
        ),
        "getTenantDeviceStatisticsDailyCollection": lambda c8y: c8y.tenant_statistics.get_all_daily_device_statistics(
            "t1", "today"
        ),
        "postOptionCollectionResource": lambda c8y: c8y.tenant_options.set_value("a", "b", "c"),
        "getOptionCollectionResource": lambda c8y: c8y.tenant_options.get_all(),
        "getCategoryOptionResource": lambda c8y: c8y.tenant_options.get_values("a"),
        "putCategoryOptionResource": lambda c8y: c8y.tenant_options.update_values("a", {"b": "c"}),
        "getOptionResource": lambda c8y: c8y.tenant_options.get("a", "b"),
        "putOptionResource": lambda c8y: c8y.tenant_options.update(TenantOption(category="a", key="b", value="c")),
        "deleteOptionResource": lambda c8y: c8y.tenant_options.delete(category="a", key="b"),
        "putOptionEditableResource": lambda c8y: c8y.tenant_options.set_editable(
            "a", "b", tenant_id="t1", editable=False
        ),
        "getSystemOptionCollectionResource": lambda c8y: c8y.system_options.get_all(),
        "getSystemOptionResource": lambda c8y: c8y.system_options.get("system", "version"),
        "postRetentionRuleCollectionResource": lambda c8y: c8y.retention_rules.create(RetentionRule(maximum_age=1)),
        "getRetentionRuleCollectionResource": lambda c8y: c8y.retention_rules.get_all(),
        "getRetentionRuleResource": lambda c8y: c8y.retention_rules.get("1"),
        "putRetentionRuleResource": lambda c8y: c8y.retention_rules.update(RetentionRule(id="1", maximum_age=1)),
        "deleteRetentionRuleResource": lambda c8y: c8y.retention_rules.delete("1"),
        "listCurrentTenantFeatures": lambda c8y: c8y.features.get_all(),
        "getCurrentTenantFeature": lambda c8y: c8y.features.get("a"),
        "listTenantFeatureToggleValues": lambda c8y: c8y.features.get_by_tenant("a"),
        "setCurrentTenantFeatureToggleValue": lambda c8y: c8y.features.activate("a"),
        "unsetCurrentTenantFeatureToggleValue": lambda c8y: c8y.features.reset("a"),
        "setGivenTenantFeatureToggleValue": lambda c8y: c8y.features.deactivate("a", "t1"),
        "unsetGivenTenantFeatureToggleValue": lambda c8y: c8y.features.reset("a", "t1"),
    }
)

LOGINS: Mapping[str, Ask] = MappingProxyType(
    {
        "postLoginOptionCollectionResource": lambda c8y: c8y.login_options.create(LoginOption(type="BASIC")),
        "getLoginOptionCollectionResource": lambda c8y: c8y.login_options.get_all(),
        "getLoginOptionResource": lambda c8y: c8y.login_options.get("BASIC"),
        "putLoginOptionResource": lambda c8y: c8y.login_options.update(LoginOption(type="BASIC", grantType="a")),
        "deleteLoginOptionResource": lambda c8y: c8y.login_options.delete("BASIC"),
        "postAccessMappingResource": lambda c8y: c8y.login_options.access_mappings().create({}),
        "getAccessMappingCollectionResource": lambda c8y: c8y.login_options.access_mappings().get_all(),
        "getAccessMappingResource": lambda c8y: c8y.login_options.access_mappings().get("1"),
        "putAccessMappingResource": lambda c8y: c8y.login_options.access_mappings().update("1", {}),
        "deleteAccessMappingResource": lambda c8y: c8y.login_options.access_mappings().delete("1"),
        "postInventoryAccessMappingResource": lambda c8y: c8y.login_options.inventory_access_mappings().create({}),
        "getInventoryAccessMappingCollectionResource": lambda c8y: (
            c8y.login_options.inventory_access_mappings().get_all()
        ),
        "getInventoryAccessMappingResource": lambda c8y: c8y.login_options.inventory_access_mappings().get("1"),
        "putInventoryAccessMappingResource": lambda c8y: c8y.login_options.inventory_access_mappings().update("1", {}),
        "deleteInventoryAccessMappingResource": lambda c8y: c8y.login_options.inventory_access_mappings().delete("1"),
        "putAccessLoginOptionResource": lambda c8y: c8y.login_options.restrict("BASIC", "t1", only_management=True),
    }
)

CERTIFICATES: Mapping[str, Ask] = MappingProxyType(
    {
        "postTrustedCertificateCollectionResource": lambda c8y: TrustedCertificate(c8y, name="a").create(),
        "getTrustedCertificateCollectionResource": lambda c8y: c8y.trusted_certificates.get_all(),
        "postTrustedCertificateCollectionResourceBulk": lambda c8y: c8y.trusted_certificates.create(
            TrustedCertificate(name="a")
        ),
        "getTrustedCertificateResource": lambda c8y: c8y.trusted_certificates.get("a"),
        "putTrustedCertificateResource": lambda c8y: c8y.trusted_certificates.apply_to({"name": "a"}, "b"),
        "deleteTrustedCertificateResource": lambda c8y: c8y.trusted_certificates.delete("a"),
        "postTrustedCertificatePopResource": lambda c8y: c8y.trusted_certificates.provide_pop_verification("a", "b"),
        "postConfirmedTrustedCertificatePopResource": lambda c8y: c8y.trusted_certificates.confirm_pop("t1", "a"),
        "postVerificationCodeTrustedCertificatesPopResource": lambda c8y: (
            c8y.trusted_certificates.generate_pop_challenge("a")
        ),
        "postX509ChainValidate": lambda c8y: c8y.trusted_certificates.verify_chain(b"a"),
        "putCRLSettings": lambda c8y: c8y.trusted_certificates.revoke("1"),
        "getCRLSettings": lambda c8y: c8y.trusted_certificates.get_revoked(),
        "postCertificateAuthorityResource": lambda c8y: c8y.trusted_certificates.create_certificate_authority(),
        "postRenewCertificateAuthorityResource": lambda c8y: c8y.trusted_certificates.renew_certificate_authority(),
        "postDeviceAccessTokenResource": lambda c8y: c8y.device_certificates.get_access_token(),
        # The specification gives one id to two operations; the second has its path here.
        "postSimpleReEnrollDeviceResource": lambda c8y: c8y.device_certificates.reenroll(CSR),
        "/.well-known/est/simpleenroll": lambda c8y: c8y.device_certificates.enroll(CSR, "a", "b"),
    }
)
