import {
  AuthService,
  BackstageCredentials,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import { parseEntityRef } from '@backstage/catalog-model';
import { NotAllowedError } from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { TenancyService } from '@commonhold/plugin-tenancy-node';
import { Author } from '@commonhold/plugin-platform-resources-node/git';

/** Somebody who asks for something, and in place of whom they may agree. */
export type Person = {
  readonly ref: string;
  readonly operator: boolean;
  /** Group refs, and `tenant-admin:ID` of the tenants that they look after. */
  readonly parties: readonly string[];
};

/** Who people are: for commits, and for approvals. */
export class People {
  constructor(
    private readonly options: {
      readonly auth: AuthService;
      readonly catalog: CatalogService;
      readonly tenancy: TenancyService;
      readonly userInfo: UserInfoService;
    },
  ) {}

  /** @throws NotAllowedError for services: changes have people behind them */
  async get(credentials: BackstageCredentials): Promise<Person> {
    const { auth, tenancy, userInfo } = this.options;
    const caller = await tenancy.getCaller(credentials);
    if (!caller || !auth.isPrincipal(credentials, 'user')) {
      throw new NotAllowedError(
        'Changes are for people: sign in, or act on behalf of a user',
      );
    }
    // Without tenancy nobody looks up groups; the sign-in knows them.
    const groups =
      caller.groups.length > 0 || caller.operator
        ? caller.groups
        : (await userInfo.getUserInfo(credentials)).ownershipEntityRefs.filter(
            ref => ref.startsWith('group:'),
          );
    return {
      ref: caller.userEntityRef,
      operator: caller.operator,
      parties: [
        ...groups,
        ...caller.tenants
          .filter(({ role }) => role === 'admin')
          .map(({ id }) => `tenant-admin:${id}`),
      ],
    };
  }

  /** Pushed commits know an e-mail address only. */
  async isAuthor(
    change: { readonly author: string; readonly authorEmail: string },
    person: Pick<Person, 'ref'>,
  ): Promise<boolean> {
    if (change.author === person.ref) {
      return true;
    }
    const { email } = await this.authorOf(person.ref);
    return (
      change.authorEmail.toLocaleLowerCase('en-US') ===
      email.toLocaleLowerCase('en-US')
    );
  }

  /** How somebody signs commits: as their profile says. */
  async authorOf(ref: string): Promise<Author> {
    const { auth, catalog } = this.options;
    const entity = await catalog.getEntityByRef(ref, {
      credentials: await auth.getOwnServiceCredentials(),
    });
    const profile = entity?.spec?.profile;
    const field = (name: string) => {
      const value =
        typeof profile === 'object' && profile !== null && name in profile
          ? (profile as Record<string, unknown>)[name]
          : undefined;
      return typeof value === 'string' && value !== '' ? value : undefined;
    };
    const { name } = parseEntityRef(ref);
    return {
      name: field('displayName') ?? name,
      email: field('email') ?? `${name}@users.noreply.localhost`,
    };
  }
}
