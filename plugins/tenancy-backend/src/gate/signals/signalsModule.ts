import { EventEmitter } from 'node:events';
import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import {
  tenancyServiceRef,
  tenantDirectoryServiceRef,
} from '@commonhold/plugin-tenancy-node';
import { SignalSockets } from './SignalSockets';

/**
 * What the gate is to requests, for sockets: they pass no router, and stay open.
 * Does nothing where the signals plugin is not installed.
 */
export const signalsModuleTenancy = createBackendModule({
  pluginId: 'signals',
  moduleId: 'tenancy',
  register(env) {
    env.registerInit({
      deps: {
        auth: coreServices.auth,
        directory: tenantDirectoryServiceRef,
        discovery: coreServices.discovery,
        httpRouter: coreServices.httpRouter,
        logger: coreServices.logger,
        tenancy: tenancyServiceRef,
        userInfo: coreServices.userInfo,
      },
      async init({ discovery, httpRouter, ...services }) {
        const sockets = new SignalSockets({
          ...services,
          baseUrl: await discovery.getBaseUrl('signals'),
        });
        httpRouter.use((req, _, next) => {
          const server: unknown = Reflect.get(req.socket, 'server');
          if (
            req.headers.upgrade?.toLowerCase() === 'websocket' &&
            server instanceof EventEmitter
          ) {
            sockets.watch(server);
          }
          next();
        });
      },
    });
  },
});
