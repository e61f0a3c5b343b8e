import { createTranslationRef } from '@backstage/frontend-plugin-api';

/** Texts of the portal itself: sign-in, navigation and the home page. */
export const portalTranslationRef = createTranslationRef({
  id: 'app.portal',
  messages: {
    signIn: {
      title: 'Sign in',
      tagline:
        'Every team has its own place. The shared parts are looked after together.',
      choose: 'Who would you like to be?',
      madeUp:
        'These people are made up, for trying the portal out. A production portal signs people in with your own identity provider.',
      failedTitle: 'Could not sign in as {{name}}',
      startingTitle: 'Waiting for the portal',
      starting:
        'Its backend is not answering. If it was just started, it will be there in a moment: this page tries again every few seconds.',
      unknownPersona:
        'The backend does not know this person. Its catalog may still be loading, or its configuration may have changed.',
      retry: 'Try again',
      back: 'Choose someone else',
      github: 'Sign in with your GitHub account',
      oidc: 'Single sign-on',
      oidcMessage: 'Sign in with your company account',
      nothingTitle: 'Nobody can sign in yet',
      nothing:
        'This portal has no way to sign in. Its operators can configure one under auth.providers; docs/sign-in.md says how.',
    },
    nav: {
      home: 'Commonhold, home',
      search: 'Search',
      menu: 'Menu',
      settings: 'Settings',
      viewAs: 'View as …',
    },
    home: {
      title: 'Home',
      goodMorning: 'Good morning, {{name}}',
      goodAfternoon: 'Good afternoon, {{name}}',
      goodEvening: 'Good evening, {{name}}',
      loading: 'Loading',
      retry: 'Try again',
      failed: 'This could not be loaded.',
      seeAll: 'See all',
      role: {
        member: 'Member of {{tenants}}',
        admin: 'Admin of {{tenants}}',
        operator: 'Portal operator',
        auditor: 'Auditor: you see everything and change nothing',
        none: 'Not in a tenant yet',
      },
    },
    attention: {
      title: 'Needs your attention',
      allClear: 'Nothing needs your attention.',
      unread_one: '{{count}} unread notification',
      unread_other: '{{count}} unread notifications',
      refused_one: 'The catalog refused {{count}} entry of {{tenant}}',
      refused_other: 'The catalog refused {{count}} entries of {{tenant}}',
      unassigned_one: '{{count}} catalog entry belongs to no tenant',
      unassigned_other: '{{count}} catalog entries belong to no tenant',
      failingSource: 'Tenant file {{file}} has an error',
      failingSourceAt: 'Tenant file {{file}} has an error in line {{line}}',
      stillHolds: 'The last good version still holds.',
      waitingSource:
        'Tenant file {{file}} waits for groups that the catalog does not know yet',
      noTenant: 'You are not in a tenant yet',
      noTenantHint: 'See whom to ask',
    },
    tenants: {
      mine: 'My tenant',
      mineSeveral: 'My tenants',
      all: 'All tenants',
      owned_one: '{{count}} in the catalog',
      owned_other: '{{count}} in the catalog',
      members_one: '{{count}} member',
      members_other: '{{count}} members',
      suspended: 'Suspended',
      archived: 'Archived',
      empty: 'No tenants are declared yet.',
      emptyHint:
        'List a file of tenants under tenancy.sources in the portal’s configuration.',
      more: 'More tenants',
    },
    owned: {
      title: 'What my teams own',
      emptyTitle: 'Your teams own nothing yet',
      empty:
        'Components and systems appear here once their owner is one of your groups.',
      emptyLink: 'Browse the catalog',
    },
    order: {
      title: 'What you may order',
      intro:
        'Platform components that are ready to use. Each page says what it offers and how to get it.',
      emptyTitle: 'Nothing is on offer yet',
      empty:
        'Platform teams offer a component by adding it to the catalog with the type platform-component.',
    },
    docs: {
      title: 'Documentation',
      emptyTitle: 'No documentation yet',
      empty:
        'Add the annotation backstage.io/techdocs-ref to an entry, and its documentation appears here.',
    },
    sources: {
      title: 'Tenant files',
      ok_one: '{{count}} tenant',
      ok_other: '{{count}} tenants',
      state: {
        ok: 'In effect',
        failing: 'Has an error',
        waiting: 'Waiting',
      },
      empty: 'No tenant files are configured.',
    },
  },
});
