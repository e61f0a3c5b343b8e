import { createExtensionPointFactoryMiddleware } from '@backstage/backend-app-api';
import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { NotAllowedError, ServiceUnavailableError } from '@backstage/errors';
import {
  AuthResolverContext,
  BackstageSignInResult,
  authProvidersExtensionPoint,
} from '@backstage/plugin-auth-node';
import { TenantDirectoryService } from '@commonhold/plugin-tenancy-node';
import { mayComeIn } from './mayComeIn';

/**
 * Where the two halves meet: the middleware, which sees every provider but has
 * no services, and the module, which has them.
 */
export class SignInGuard {
  private directory: TenantDirectoryService | undefined;
  private installed = false;

  /**
   * For `createSpecializedBackend`. Gives every provider a context that issues
   * tokens to those alone who may come in through it, whatever its sign-in
   * resolver is.
   */
  readonly middleware = createExtensionPointFactoryMiddleware({
    extensionPoint: authProvidersExtensionPoint,
    middleware: async original => {
      this.installed = true;
      return {
        registerProvider: ({ providerId, factory }) =>
          original.registerProvider({
            providerId,
            factory: options =>
              factory({
                ...options,
                resolverContext: this.guard(
                  providerId,
                  options.resolverContext,
                ),
              }),
          }),
      };
    },
  });

  provide(directory: TenantDirectoryService): void {
    this.directory = directory;
  }

  /** Whether every provider passes through here. */
  isInstalled(): boolean {
    return this.installed;
  }

  private guard(
    providerId: string,
    context: AuthResolverContext,
  ): AuthResolverContext {
    const checked = async (result: BackstageSignInResult) => {
      await this.refuseOthers(providerId, subjectOf(result.token));
      return result;
    };
    return {
      findCatalogUser: query => context.findCatalogUser(query),
      resolveOwnershipEntityRefs: entity =>
        context.resolveOwnershipEntityRefs(entity),
      issueToken: async params => checked(await context.issueToken(params)),
      signInWithCatalogUser: async (query, options) =>
        checked(await context.signInWithCatalogUser(query, options)),
    };
  }

  private async refuseOthers(
    providerId: string,
    userEntityRef: string,
  ): Promise<void> {
    if (!this.directory) {
      throw new ServiceUnavailableError(
        'Nobody can sign in before the portal knows its tenants: try again in a moment',
      );
    }
    const { tenants } = await this.directory.getDirectory();
    const own = await this.directory.getTenantsOfUser(userEntityRef);
    if (!mayComeIn(providerId, own, tenants)) {
      // Alike for all reasons: who is in which tenant is nobody's business.
      throw new NotAllowedError(
        'You cannot sign in this way: use the sign-in of your own organisation, or ask those who run the portal',
      );
    }
  }
}

/** Of a token that the portal itself has just issued. */
function subjectOf(token: string): string {
  const [, payload = ''] = token.split('.');
  const claims: unknown = JSON.parse(
    Buffer.from(payload, 'base64url').toString('utf8'),
  );
  if (
    typeof claims !== 'object' ||
    claims === null ||
    !('sub' in claims) ||
    typeof claims.sub !== 'string'
  ) {
    throw new NotAllowedError('The sign-in says nobody’s name');
  }
  return stringifyEntityRef(parseEntityRef(claims.sub));
}
