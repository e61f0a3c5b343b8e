import { JsonObject } from '@backstage/types';
import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { createPortal } from './App';
import { PortalBackend } from './testing/PortalBackend';

const AMELIA = {
  id: 'payments-developer',
  title: 'Payments developer',
  description: 'Builds the checkout.',
  userEntityRef: 'user:default/amelia.hart',
  group: 'Application teams',
};
const MARCUS = {
  id: 'auditor',
  title: 'Auditor',
  description: 'Reads everything and changes nothing.',
  userEntityRef: 'user:default/marcus.bell',
  group: 'Oversight',
};
const PERSONAS = { personas: { personas: [AMELIA, MARCUS] } };

const originalEnv = process.env;
const backend = new PortalBackend();

beforeEach(async () => {
  sessionStorage.clear();
  backend.routes.clear();
  await backend.start();
});

afterEach(async () => {
  process.env = originalEnv;
  await backend.stop();
});

/** Opens the portal with these ways to sign in. */
function openPortal(providers: JsonObject) {
  const data: JsonObject = {
    app: { title: 'Commonhold', baseUrl: 'http://localhost' },
    backend: { baseUrl: backend.baseUrl },
    auth: { providers },
  };
  process.env = {
    ...originalEnv,
    // The app reads its configuration from here in tests, as an object.
    APP_CONFIG: [{ data, context: 'test' }] as unknown as string,
  };
  return render(createPortal().createRoot());
}

/** Lets personas sign in, as the module of the backend does. */
function letPersonasIn() {
  backend.routes.set('/api/auth/personas/refresh', request => {
    const persona = [AMELIA, MARCUS].find(
      ({ id }) => id === request.headers['x-commonhold-persona'],
    );
    if (!persona) {
      return { status: 401, body: { error: { name: 'AuthenticationError' } } };
    }
    const expires = { exp: Math.floor(Date.now() / 1000) + 3600 };
    return {
      body: {
        profile: {},
        backstageIdentity: {
          token: `e30.${btoa(JSON.stringify(expires))}.x`,
          identity: {
            type: 'user',
            userEntityRef: persona.userEntityRef,
            ownershipEntityRefs: [persona.userEntityRef],
          },
        },
      },
    };
  });
  backend.routes.set('/api/tenancy/me', () => ({
    body: {
      userEntityRef: AMELIA.userEntityRef,
      operator: false,
      auditor: false,
      tenants: [],
    },
  }));
}

describe('the portal', () => {
  it('lists personas by group', async () => {
    openPortal(PERSONAS);
    const oversight = await screen.findByRole('region', { name: 'Oversight' });
    expect(
      within(oversight).getByRole('button', { name: /Auditor.*Marcus Bell/ }),
    ).toBeVisible();
    expect(
      within(oversight).queryByText('Amelia Hart'),
    ).not.toBeInTheDocument();
  });

  it('signs in by keyboard as the chosen persona, whom a reload keeps', async () => {
    letPersonasIn();
    const { unmount } = openPortal(PERSONAS);
    await screen.findByText('Amelia Hart');
    await userEvent.tab();
    await userEvent.keyboard('{Enter}');
    expect(
      await screen.findByRole('heading', { name: /^Good .*, Amelia$/ }),
    ).toBeVisible();

    unmount();
    openPortal(PERSONAS);
    expect(
      await screen.findByRole('heading', { name: /^Good .*, Amelia$/ }),
    ).toBeVisible();
  });

  it('waits for a backend that is still starting', async () => {
    letPersonasIn();
    await backend.stop();
    openPortal(PERSONAS);
    await userEvent.click(await screen.findByText('Amelia Hart'));
    expect(await screen.findByText('Waiting for the portal')).toBeVisible();

    await backend.start();
    expect(
      await screen.findByRole('heading', { name: /^Good .*, Amelia$/ }),
    ).toBeVisible();
  });

  it('says why somebody cannot sign in, and lets one choose again', async () => {
    backend.routes.set('/api/auth/personas/refresh', () => ({
      status: 401,
      body: {
        error: {
          name: 'AuthenticationError',
          message: 'user:default/amelia.hart is not in the catalog',
        },
        response: { statusCode: 401 },
      },
    }));
    openPortal(PERSONAS);
    await userEvent.click(await screen.findByText('Amelia Hart'));
    expect(
      await screen.findByText('Could not sign in as Amelia Hart'),
    ).toBeVisible();
    expect(
      screen.getByText('user:default/amelia.hart is not in the catalog'),
    ).toBeVisible();

    await userEvent.click(
      screen.getByRole('button', { name: 'Choose someone else' }),
    );
    expect(await screen.findByText('Marcus Bell')).toBeVisible();
  });

  it('offers the configured providers where there are no personas', async () => {
    openPortal({ github: {}, oidc: {} });
    expect(await screen.findByText('GitHub')).toBeVisible();
    expect(screen.getByText('Single sign-on')).toBeVisible();
  });

  it('tells operators what to configure where nobody can sign in', async () => {
    openPortal({});
    expect(await screen.findByText('Nobody can sign in yet')).toBeVisible();
  });
});
