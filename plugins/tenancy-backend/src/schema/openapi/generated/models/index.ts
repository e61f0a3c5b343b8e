//

export * from '../models/Entitlements.model';
export * from '../models/ErrorError.model';
export * from '../models/ErrorRequest.model';
export * from '../models/ErrorResponse.model';
export * from '../models/Health.model';
export * from '../models/HealthSources.model';
export * from '../models/Me.model';
export * from '../models/Member.model';
export * from '../models/MembersPage.model';
export * from '../models/Membership.model';
export * from '../models/ModelError.model';
export * from '../models/Quotas.model';
export * from '../models/Refusal.model';
export * from '../models/RefusalCode.model';
export * from '../models/RefusalsPage.model';
export * from '../models/SourceStatus.model';
export * from '../models/Sources.model';
export * from '../models/Tenant.model';
export * from '../models/TenantRole.model';
export * from '../models/TenantState.model';
export * from '../models/TenantsPage.model';
