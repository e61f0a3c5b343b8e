import {
  coreServices,
  createServiceFactory,
  createServiceRef,
} from '@backstage/backend-plugin-api';
import { DirectoryFollower } from './DirectoryFollower';
import { TenancyClient } from './TenancyClient';
import { TenantDirectoryService } from './TenantDirectoryService';

/** @public */
export const tenantDirectoryServiceRef =
  createServiceRef<TenantDirectoryService>({
    id: 'commonhold.tenant-directory',
    scope: 'plugin',
    defaultFactory: async service =>
      createServiceFactory({
        service,
        deps: {
          auth: coreServices.auth,
          discovery: coreServices.discovery,
          lifecycle: coreServices.lifecycle,
          logger: coreServices.logger,
        },
        factory: ({ auth, discovery, lifecycle, logger }) => {
          const follower = new DirectoryFollower(
            new TenancyClient(auth, discovery),
            logger,
          );
          lifecycle.addStartupHook(() => follower.start());
          lifecycle.addShutdownHook(() => follower.stop());
          return follower;
        },
      }),
  });
