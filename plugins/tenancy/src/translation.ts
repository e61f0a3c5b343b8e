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
    tenantClass: {
      label: 'Class',
      internal: 'Internal',
      external: 'External',
      externalTag: 'External tenant',
    },
    tabs: {
      overview: 'Overview',
      members: 'Members',
      owned: 'What we own',
      shared: 'Shared with us',
      repositories: 'Repositories',
      refused: 'Refused',
      limits: 'Limits',
      log: 'Audit log',
    },
    tenantTabs: {
      owned: 'Entries it owns',
      shared: 'Shared with it',
    },
    tenants: {
      title: 'Tenants',
      loading: 'Loading tenants',
      tabs: {
        list: 'All tenants',
        unassigned: 'Unassigned',
        why: 'Why can’t I see this?',
      },
      create: 'Create tenant',
      edit: 'Edit',
      actions: 'More actions',
      search: 'Search by name or description',
      anyState: 'Any state',
      anyClass: 'Any class',
      tenant: 'Tenant',
      entities: 'Entries',
      managed: 'Managed in',
      inPortal: 'This portal',
      emptyTitle: 'There are no tenants yet',
      empty:
        'Create the first one here, or list a YAML file under tenancy.sources in the portal’s configuration.',
      noMatchTitle: 'No tenant matches',
      noMatch: 'Try another word, or look at every state and class.',
      notForYouTitle: 'This page is for portal operators',
      operatorsOnly: 'Only portal operators change tenants',
      notForYou:
        'The people who run this portal look after tenants here. Ask one of them if a tenant needs to change.',
      back: 'All tenants',
      declaredIn:
        'Declared in {{source}}. Change it there: the portal follows within a minute.',
    },
    create: {
      title: 'Create a tenant',
      submit: 'Create tenant',
      done: '{{title}} is ready. Its members can use it within seconds.',
    },
    edit: {
      title: 'Edit {{title}}',
      done: '{{title}} is saved.',
      closedTitle: '{{title}} is not changed here',
      backToTenant: 'Back to the tenant',
      overtakenTitle: 'Somebody else was quicker',
      overtaken:
        'The tenant was changed while you were typing, so nothing of yours was saved. Take their changes over and look at the form again: what you changed stays as you typed it.',
      catchUp: 'Take their changes over, keep mine',
    },
    describe: {
      open: 'Edit title and description',
      title: 'How your tenant presents itself',
    },
    form: {
      introNew:
        'A tenant is one team’s own part of the portal. Only a title and a group are needed; everything else can follow later.',
      introEdit: 'Changes are in effect within seconds of saving.',
      title: 'Title',
      id: 'Id',
      idHelp:
        'Lower-case letters, digits and single hyphens. It is part of addresses and cannot be changed later.',
      description: 'Description',
      descriptionHelp: 'What the team does, in a sentence or two.',
      platformHelp:
        'What a platform tenant owns is shared with everyone unless its file says otherwise. This cannot be changed later.',
      class: 'Class',
      classHelp:
        'An external tenant is a partner or customer: it sees of others only what is shared with it by name, not what is shared with everyone.',
      signIn: 'Sign-in providers of its own',
      signInHelp:
        'A line each, by id, such as oidc. Its members sign in through these alone, and these sign in nobody else. Empty: as everybody does.',
      owns: 'Who is in it, and what is its own',
      groups: 'Groups',
      groupsHelp:
        'Their members are the tenant’s members, groups below them included. Start typing a name.',
      admins: 'Admins',
      adminsHelp: 'People or groups who look after the tenant.',
      namespaces: 'Catalog namespaces',
      namespacesHelp: 'A line each. Each belongs to one tenant only.',
      locations: 'Repositories it may register from',
      locationsHelp:
        'A line each: the address that all their files begin with, such as https://git.example.com/cards/',
      limitHelp: 'Empty: no limit.',
      resources: 'Resources of platform components',
      component: 'Platform component',
      atMost: 'At most',
      addResource: 'Add a limit',
      removeResource: 'Remove the limit of {{component}}',
      everything: 'Everything on offer',
      onlyThese: 'Only these',
      plugins: 'Parts of the portal',
      pluginsHelp:
        'A line each, by plugin id, such as catalog, search or techdocs.',
      platformComponents: 'Platform components',
      platformComponentsHelp: 'A line each, by name, such as kafka-topic.',
      save: 'Save',
      cancel: 'Cancel',
      working: 'One moment …',
      lookAbove: 'Something above needs another look.',
      problem: {
        missing: 'Give it a title.',
        notASlug:
          'Use lower-case letters, digits and single hyphens, 63 at most.',
        noGroup: 'Choose a group: without one, nobody is a member.',
        notARef:
          '“{{value}}” is no full entity ref. Choose from the list, or write it like group:cards/cards.',
        notANamespace:
          '“{{value}}” is no namespace: use lower-case letters, digits and single hyphens.',
        notALocation:
          '“{{value}}” is no address to begin with: write an http, https or file URL without “?” and “#”.',
        notANumber: 'Write a whole number.',
        noComponent: 'Name the platform component, or remove the line.',
        twice: '“{{value}}” is here twice.',
      },
    },
    picker: {
      loading: 'Searching …',
      none: 'Nothing in the catalog matches',
      clear: 'Clear',
      open: 'Open',
      close: 'Close',
    },
    stateChange: {
      suspend: {
        open: 'Suspend',
        question: 'Suspend {{title}}?',
        consequence:
          'Its members are out within five seconds and see nothing of it. Its things stay as they are, and you can resume it at any time.',
        do: 'Suspend',
        done: '{{title}} is suspended. Its members are out.',
      },
      resume: {
        open: 'Resume',
        question: 'Resume {{title}}?',
        consequence: 'Its members are in again within seconds.',
        do: 'Resume',
        done: '{{title}} is active again.',
      },
      archive: {
        open: 'Archive',
        question: 'Archive {{title}} for good?',
        consequence:
          'This cannot be undone. Its groups, namespaces and repositories become free for other tenants, what it owns becomes unassigned and is seen by operators only, and its id is not given away again.',
        typeName: 'Type {{id}} to confirm',
        do: 'Archive for good',
        done: '{{title}} is archived.',
      },
    },
    log: {
      when: 'When',
      who: 'Who',
      what: 'What',
      changes: 'Changes',
      emptyTitle: 'Nothing has happened yet',
      empty: 'Every change of this tenant is listed here from now on.',
      source: 'The file {{source}}',
      operatorsFile: 'A file of the portal’s operators',
      fields: '{{number}} fields',
      portal: 'The portal itself',
      removed: 'Before: ',
      added: 'After: ',
      action: {
        create: 'Created',
        update: 'Changed',
        suspend: 'Suspended',
        resume: 'Resumed',
        archive: 'Archived',
        register: 'Registered a file',
        unregister: 'Removed a file',
        'view-as': 'Began to view as',
        'view-as-end': 'Stopped viewing as',
      },
      field: {
        title: 'Title',
        description: 'Description',
        state: 'State',
        platform: 'Platform tenant',
        groups: 'Groups',
        admins: 'Admins',
        namespaces: 'Namespaces',
        locations: 'Repositories it may register from',
        class: 'Class',
        signIn: 'Sign-in providers',
        entitlements: 'What it may use',
        quotas: 'Limits',
        registered: 'Registered files',
      },
    },
    activity: {
      title: 'Recent activity',
      all: 'Whole audit log',
    },
    onboarding: {
      title_one: 'First steps: {{count}} to go',
      title_other: 'First steps: {{count}} to go',
      done: 'Done',
      open: 'To do',
      dismiss: 'Do not show this again',
      repository: {
        do: 'Register a repository',
        hint: 'Its catalog-info.yaml says what your team runs.',
      },
      people: {
        do: 'Add people',
        hint: 'Whoever joins one of your groups in the directory is a member within seconds.',
      },
      resource: {
        do: 'Order your first resource',
        hint: 'See what the platform offers, from topics to databases.',
      },
    },
    repositories: {
      intro:
        'The files with catalog entries that members registered. The catalog reads them again and again, so that a change in the repository is here within minutes.',
      mayRegisterFrom: 'This tenant may register from',
      emptyTitle: 'No repository is registered yet',
      empty:
        'Add a catalog-info.yaml to a repository of your team, then register its address here.',
      nowhereTitle: 'This tenant may not register repositories yet',
      nowhere:
        'A portal operator has to name the addresses that its repositories begin with. Ask one of them.',
      register: 'Register a repository',
      target: 'Address of a catalog-info.yaml',
      targetHelp: 'It begins with {{locations}}',
      outside: 'It has to begin with {{locations}}',
      check: 'Check',
      checking: 'Reading the file',
      finds_one: 'The file declares {{count}} entry:',
      finds_other: 'The file declares {{count}} entries:',
      findsNothing:
        'The file can be read, but declares nothing that the catalog knows.',
      problems: 'This stands in the way:',
      do: 'Register',
      done: 'Registered. Its entries appear within seconds.',
      file: 'File',
      by: 'Registered by',
      when: 'When',
      remove: 'Remove',
      removeLabel: 'Remove {{target}}',
      removeQuestion: 'Remove this file from the catalog?',
      removeConsequence:
        'The entries that it alone declares leave the catalog. The file itself stays in its repository, and you can register it again.',
      removed: 'Removed.',
      actions: 'Actions',
    },
    unassigned: {
      intro:
        'These belong to no tenant, so that only operators and auditors see them.',
      emptyTitle: 'Everything belongs to a tenant',
      empty: 'What no tenant claims appears here, with the reason.',
      todo: {
        NO_CLAIM:
          'Give its namespace, its owner or its repository to a tenant. It is in place within seconds.',
        NO_MEMBERSHIP:
          'Add the person to a group of a tenant in your directory.',
      },
    },
    access: {
      intro:
        'Choose a person and an entry of the catalog: the answer says whether they see it, which rule decided, and what to do.',
      introAdmin:
        'Choose one of your people and an entry of your tenant: the answer says whether they see it, which rule decided, and what to do.',
      person: 'Person',
      personHelp: 'Who cannot see it. Start typing a name.',
      entity: 'Entry',
      entityHelp:
        'What they cannot see. If it is not in the list, write it like component:payments/checkout.',
      loading: 'Finding out',
      sees: 'Yes, this person sees this entry',
      seesNot: 'No, this person does not see this entry',
      decidedBy: 'Decided by',
      audience: 'It is for',
      nobody: 'Nobody',
      holds: 'They belong to',
      holdsNothing: 'No tenant and no group',
      notYoursTitle: 'There is no answer for these two',
      notYours:
        'You can ask about members of your own tenant and what your tenant owns. Everything else is for portal operators to answer.',
      notForYouTitle: 'This question is for tenant admins',
      notForYou:
        'Tenant admins ask it for their people, portal operators for everybody.',
      layer: {
        ingestion: 'How the catalog read it',
        policy: 'Who may see it',
        gate: 'What the tenant may use',
      },
      rule: {
        ENTITY_ABSENT: 'it is not in the catalog',
        ENTITY_REFUSED: 'the catalog refused it',
        NOT_STAMPED: 'it was read before tenancy was installed',
        UNASSIGNED: 'it belongs to no tenant',
        SEES_ALL: 'operators and auditors see everything',
        IN_AUDIENCE: 'it is for them too',
        NOT_IN_AUDIENCE: 'it is for others',
        TENANT_SUSPENDED: 'their tenant is suspended',
        NOT_ENTITLED: 'their tenant may not use the catalog',
      },
      value: {
        tenant: 'Tenant {{tenant}}',
        group: 'Group {{group}}',
        user: 'The person',
        everyone: 'Everyone',
        operators: 'Operators',
      },
    },
    switcher: {
      only: 'Your tenant: {{tenant}}',
      several: 'You work in {{tenant}}. Choose another tenant',
    },
    viewAs: {
      choose: 'View the portal as a member of which tenant?',
      open: 'View as',
      question: 'View the portal as a member of {{title}}?',
      consequence:
        'You see what its members see and change nothing, for at most an hour. It is noted in the audit log of the tenant. You can stop at any time.',
      start: 'View as member',
      banner: 'You are viewing as a tenant',
      viewing:
        'You are viewing the portal as a member of {{title}}. You cannot change anything. It ends by itself at {{until}}.',
      stop: 'Stop',
      stopFailed: 'We could not stop. Try again in a moment.',
    },
    failure: {
      me: 'We could not find out which tenants you belong to',
      tenant: 'We could not load this tenant',
      tenants: 'We could not load the tenants',
      members: 'We could not load the members',
      entities: 'We could not load the catalog entries',
      refusals: 'We could not load what the catalog refused',
      events: 'We could not load the audit log',
      unassigned: 'We could not load what is unassigned',
      access: 'We could not find out',
      locations: 'We could not load the repositories',
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
      declaredElsewhere:
        'It is declared in a file of the portal’s operators: ask one of them to change it.',
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
        SOURCE_FOREIGN:
          'What it reads has to be in a repository of this tenant, or in one that no tenant owns. Move the file, or change the address.',
        REFERENCE_UNSEEN:
          'The entry itself is in the catalog. Correct the reference, or ask its owner to share it with this tenant.',
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
      askWhy: 'Ask why somebody can or cannot see it',
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
