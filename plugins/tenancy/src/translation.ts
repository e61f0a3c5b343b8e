import { createTranslationRef } from '@backstage/core-plugin-api/alpha';

/**
 * Every text of the tenancy pages, to reword or to translate.
 *
 * @alpha
 */
export const tenancyTranslationRef = createTranslationRef({
  id: 'plugin.tenancy',
  messages: {
    page: {
      title: 'My tenant',
      loading: 'Loading your tenant',
      switcher: 'Tenant',
    },
    role: {
      label: 'You are here as',
      admin: 'Tenant admin',
      member: 'Member',
      operator: 'Portal operator',
      auditor: 'Auditor',
    },
    state: {
      label: 'State',
      active: 'Active',
      suspended: 'Suspended',
      archived: 'Archived',
      suspendedNotice:
        'This tenant is suspended: its things stay, but its members cannot see them. Portal operators can lift this.',
      archivedNotice:
        'This tenant is closed for good. It owns nothing any more.',
      platform: 'Platform tenant',
    },
    tabs: {
      overview: 'Overview',
      members: 'Members',
      owned: 'What we own',
      shared: 'Shared with us',
      refused: 'Refused',
    },
    failure: {
      me: 'We could not find out which tenants you belong to',
      tenant: 'We could not load this tenant',
      tenants: 'We could not load the tenants',
      members: 'We could not load the members',
      entities: 'We could not load the catalog entries',
      refusals: 'We could not load what the catalog refused',
      retry: 'Try again',
      offline:
        'The portal does not answer. It may be restarting; your network may be down.',
      unavailable: 'The portal is not ready yet. Give it a moment.',
      signedOut: 'Your session may have ended. Reload the page to sign in.',
    },
    noTenant: {
      title: 'You are not in a tenant yet',
      description:
        'A tenant is your team’s own part of the portal. You join one by joining one of its groups in your company’s directory.',
      whatToDo:
        'Ask a tenant admin in your team, or the people who run this portal, to add you. It takes effect within seconds; then try again.',
      you: 'Tell them who you are here: {{ref}}',
      browse: 'See what is shared with everyone',
    },
    noTenantOperator: {
      title: 'You have no tenant of your own',
      tenants: 'All tenants',
      description:
        'You see every tenant because of your role. Choose one to look at.',
      none: 'No tenants are declared yet. List a file under tenancy.sources in the portal’s configuration, and it appears here.',
    },
    unknownTenant: {
      title: 'There is no tenant “{{id}}” here',
      description:
        'It may have been renamed or removed, or it is not one of yours.',
      back: 'Go to my tenant',
    },
    overview: {
      about: 'About',
      noDescription: 'Nobody has described this tenant yet.',
      groups: 'Its members are in',
      noGroups: 'No groups: nobody is a member.',
      admins: 'Its admins',
      noAdmins: 'No admins. Portal operators look after it.',
      namespaces: 'Catalog namespaces it owns',
      noNamespaces: 'None of its own.',
      locations: 'Repositories it may register from',
      noLocations:
        'None. Ask a portal operator before you register a repository.',
      limits: 'Limits',
      noLimits: 'No limits of its own.',
      requestsPerMinute: 'Requests per minute, all members together',
      concurrentOperations: 'Operations at the same time',
      resources: '{{component}}, at most',
      entitlements: 'What it may use',
      everything: 'Everything on offer.',
      plugins: 'Parts of the portal',
      platformComponents: 'Platform components',
      nothing: 'None.',
      source: 'Declared in {{source}}',
      updated: 'Changed',
      ownedCount_one: '{{count}} in the catalog',
      ownedCount_other: '{{count}} in the catalog',
      memberCount_one: '{{count}} member',
      memberCount_other: '{{count}} members',
      refusedCount_one: '{{count}} refused entry',
      refusedCount_other: '{{count}} refused entries',
    },
    members: {
      name: 'Name',
      groups: 'Groups',
      role: 'Role',
      emptyTitle: 'Nobody is a member yet',
      emptyDescription:
        'People become members by joining one of these groups in your company’s directory: {{groups}}.',
      emptyNoGroups:
        'This tenant names no groups, so nobody can become a member. A portal operator can add groups to it.',
    },
    entities: {
      name: 'Name',
      kind: 'Kind',
      owner: 'Owner',
      audience: 'Who may see it',
      all: 'All',
      filter: 'Filter by name or title',
      kinds: 'Filter by kind',
      noOwner: 'No owner',
      noMatchTitle: 'Nothing matches',
      noMatchDescription: 'Try another word, or look at every kind.',
      clear: 'Clear filters',
    },
    owned: {
      emptyTitle: 'This tenant owns nothing yet',
      emptyDescription:
        'Add a catalog-info.yaml to a repository that it may register from, then register that repository.',
      emptyLink: 'Where it may register from',
    },
    shared: {
      emptyTitle: 'Nothing is shared with this tenant yet',
      emptyDescription:
        'What other tenants share with yours, and what the platform shares with everyone, appears here.',
      intro:
        'Other tenants opened these to you, by name or because they share them with everyone.',
      count_one: '{{count}} entry',
      count_other: '{{count}} entries',
    },
    refused: {
      intro:
        'The catalog found these in repositories of this tenant and refused them. It looks again on its next refresh, so mending the file is all it takes.',
      entity: 'Entry',
      reason: 'Why',
      seen: 'Last seen',
      firstSeen: 'First seen',
      whatToDo: 'What to do',
      openFile: 'Open the file',
      emptyTitle: 'Nothing was refused',
      emptyDescription:
        'Every entry in the repositories of this tenant is in the catalog.',
      todo: {
        TENANT_CONFLICT:
          'Its namespace, its owner and its repository have to belong to one tenant. Change the one that does not, or ask a portal operator to move the namespace or repository.',
        TENANT_IMPOSTOR:
          'Tenants are declared by portal operators, not in the catalog. Remove this entry from the file.',
        STAMP_DECLARED:
          'The portal writes metadata.tenancy itself. Remove it; to say who may see the entry, use the annotation commonhold.io/visibility.',
        VISIBILITY_INVALID:
          'Set commonhold.io/visibility to tenant, shared or private, and commonhold.io/shared-with to tenant ids with commas between them.',
        MEMBERSHIP_CONFLICT:
          'A group or person can only be placed in the tenant that owns them. Remove the membership, or ask the other tenant to declare it.',
      },
    },
    audience: {
      visibleTo: 'Visible to',
      everyone: 'Shared with everyone',
      tenant: '{{tenant}} only',
      tenants: 'Shared with {{tenants}}',
      tenantsUnowned: '{{tenants}}',
      private: 'Private to {{owners}}',
      unassigned: 'Unassigned – operators only',
      explain: 'Who may see this: {{label}}. Show why',
      title: 'Who may see this',
      close: 'Close',
      seeEveryone: 'Everyone who signs in to this portal.',
      seeTenant: 'The members of {{tenant}}.',
      seeTenants: 'The members of {{tenants}}.',
      seePrivate: '{{owners}}, and nobody else in its tenant.',
      seeUnassigned: 'Only portal operators and auditors.',
      why: 'Why',
      belongsTo: 'It belongs to the tenant {{tenant}}.',
      belongsToNone:
        'No tenant owns its namespace, its owner or its repository. A portal operator can assign one of them to a tenant.',
      whyMembership: 'People are seen by the tenants they are members of.',
      whyDefault:
        'Its file says nothing about visibility, so its tenant’s rule holds.',
      whyPlatformDefault:
        'Its tenant is a platform tenant: what it owns is shared with everyone unless its file says otherwise.',
      whyVisibility: 'Its file says {{annotation}}: {{value}}',
      change:
        'To change this, edit these annotations in its catalog-info.yaml: {{visibility}} (tenant, shared or private) and {{sharedWith}}.',
    },
    header: {
      lifecycle: 'Lifecycle',
      owner: 'Owner',
      system: 'System',
      domain: 'Domain',
      partOf: 'Part of',
      actions: 'More actions',
      star: 'Add to starred',
      unstar: 'Remove from starred',
    },
    pager: {
      range: '{{from}}–{{to}} of {{total}}',
      previous: 'Previous page',
      next: 'Next page',
    },
  },
});
