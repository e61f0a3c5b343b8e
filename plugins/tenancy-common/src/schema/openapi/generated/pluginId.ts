export const pluginId = 'tenancy';
