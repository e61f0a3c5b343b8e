import { existsSync } from 'node:fs';
import { defineConfig, devices } from '@playwright/test';

/** Its own ports and data, so that a portal in use is neither needed nor disturbed. */
const PORT = 3190;
const BACKEND_PORT = 7197;

const given = process.env.PLAYWRIGHT_URL;
const reports = process.env.COMMONHOLD_TEST_REPORTS;

/** Playwright's own browsers cannot be had on a closed network; the system's do as well. */
const chromium =
  process.env.CHROMIUM_PATH ??
  ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find(existsSync);

const launchOptions = {
  ...(chromium ? { executablePath: chromium } : { channel: 'chrome' }),
  args: [
    // What Chromium does for itself only costs time where there is no way out.
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--disable-quic',
    '--disable-gpu',
    '--no-first-run',
    // Chromium's sandbox does not work for root.
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  ],
};

export default defineConfig({
  testDir: 'packages/app/e2e-tests',
  outputDir: 'test-results',
  timeout: 60_000,
  expect: { timeout: 10_000 },
  // All tests share one portal, and some change it.
  workers: 1,
  forbidOnly: Boolean(process.env.CI),
  reporter: [
    ['list'],
    ['html', { open: 'never', outputFolder: 'e2e-test-report' }],
    ...(reports
      ? [['json', { outputFile: `${reports}/playwright.json` }] as const]
      : []),
  ],
  use: {
    ...devices['Desktop Chrome'],
    baseURL: given ?? `http://localhost:${PORT}`,
    launchOptions,
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
  },
  webServer: given
    ? undefined
    : {
        command: `node scripts/start.js --reset --port ${PORT} --backend-port ${BACKEND_PORT}`,
        url: `http://localhost:${PORT}`,
        env: {
          COMMONHOLD_DATA_DIR: '.cache/e2e',
          // Yarn leaves its name here, and would get the development server.
          npm_config_user_agent: '',
          // What the estate declares is applied meanwhile: not at the screens' expense.
          APP_CONFIG_platformResources_operations_workers: '1',
        },
        stdout: 'pipe',
        // The first time, dependencies are installed and the app is built.
        timeout: 900_000,
        gracefulShutdown: { signal: 'SIGTERM', timeout: 15_000 },
      },
});
