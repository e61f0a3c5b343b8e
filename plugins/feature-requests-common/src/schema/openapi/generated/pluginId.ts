export const pluginId = 'feature-requests';
