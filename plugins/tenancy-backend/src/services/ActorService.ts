import {
  AuthService,
  BackstageCredentials,
} from '@backstage/backend-plugin-api';
import { CallerService } from './CallerService';
import { Actor } from './EventService';

/** Who does something, and in what role, for the audit log. */
export class ActorService {
  constructor(
    private readonly options: {
      readonly auth: AuthService;
      readonly callers: CallerService;
    },
  ) {}

  /** @param tenant - that something is done to; a new one has no members yet */
  async of(credentials: BackstageCredentials, tenant?: string): Promise<Actor> {
    const { auth, callers } = this.options;
    if (auth.isPrincipal(credentials, 'user')) {
      const { userEntityRef } = credentials.principal;
      const { operator, tenants } = await callers.get(userEntityRef);
      const own = tenants.find(({ id }) => id === tenant);
      return {
        ref: userEntityRef,
        role: operator ? 'operator' : own?.role ?? 'member',
      };
    }
    return {
      ref: auth.isPrincipal(credentials, 'service')
        ? credentials.principal.subject
        : 'unknown',
      role: 'portal',
    };
  }
}
