import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { storybookTest } from '@storybook/addon-vitest/vitest-plugin';
import react from '@vitejs/plugin-react';
import { playwright } from '@vitest/browser-playwright';
import { createServer } from 'vite';
import { defineConfig, type TestProjectConfiguration } from 'vitest/config';
import type { BrowserCommand } from 'vitest/node';
import { chromiumFlags, findChromium } from './scripts/find-chromium.mjs';
import { sourceAliases } from './scripts/source-aliases.mjs';

const fromRoot = (path: string) => fileURLToPath(new URL(path, import.meta.url));

const resolve = { alias: sourceAliases() };
const publicDir = fromRoot('.storybook/public');
const ignored = ['**/node_modules/**', '**/dist/**'];

/** The page as a server without a browser renders it, from the same sources. */
const renderServerPage: BrowserCommand<[]> = async () => {
  const vite = await createServer({
    configFile: false,
    root: fromRoot('.'),
    resolve,
    server: { middlewareMode: true, ws: false },
    appType: 'custom',
    logLevel: 'error',
    optimizeDeps: { noDiscovery: true },
  });
  try {
    const served = await vite.ssrLoadModule('/packages/react/src/testing/server-page.tsx');
    return (served as { renderServerPage(): string }).renderServerPage();
  } finally {
    await vite.close();
  }
};

const executablePath = findChromium();
// Made anew for each project: vitest names the instances it is given.
const browser = () => ({
  enabled: true,
  headless: true,
  screenshotFailures: false,
  provider: playwright({
    launchOptions: { args: chromiumFlags, ...(executablePath === undefined ? {} : { executablePath }) },
  }),
  instances: [{ browser: 'chromium' as const }],
  commands: { renderServerPage },
});

/** The oldest React the kit promises to run on, under the names its files import. */
const react18 = [
  { find: /^react(?=$|\/)/, replacement: 'react-18' },
  { find: /^react-dom(?=$|\/)/, replacement: 'react-dom-18' },
];

const projects: TestProjectConfiguration[] = [
  {
    resolve,
    test: {
      name: 'node',
      environment: 'node',
      // Nothing waits for real time here; a busy machine is no reason to fail.
      testTimeout: 30_000,
      include: ['packages/*/src/**/*.test.{ts,tsx}'],
      exclude: [...ignored, '**/*.browser.test.{ts,tsx}', 'packages/core/src/chaos/**'],
    },
  },
  {
    // People under random faults: much work for the processor, in time that is not real.
    resolve,
    test: {
      name: 'chaos',
      environment: 'node',
      include: ['packages/core/src/chaos/*.test.ts'],
      testTimeout: 3_600_000,
    },
  },
  {
    resolve,
    publicDir,
    plugins: [react()],
    optimizeDeps: { include: ['react-dom/client', 'react-dom/server'] },
    test: {
      name: 'browser',
      include: ['packages/*/src/**/*.browser.test.{ts,tsx}', 'examples/**/*.browser.test.{ts,tsx}'],
      exclude: ignored,
      browser: browser(),
      provide: { reactMajor: '19' },
      sequence: { groupOrder: 1 },
    },
  },
  {
    resolve: { alias: [...react18, ...resolve.alias] },
    publicDir,
    plugins: [react()],
    test: {
      name: 'react-18',
      include: [
        'packages/react/src/whole/*.browser.test.tsx',
        'packages/react/src/components/{chat,message-input}/*.browser.test.tsx',
      ],
      exclude: ignored,
      browser: browser(),
      provide: { reactMajor: '18' },
      sequence: { groupOrder: 1 },
    },
  },
  {
    test: {
      name: 'e2e',
      environment: 'node',
      include: ['examples/**/*.e2e.test.ts'],
      exclude: ignored,
      testTimeout: 120_000,
      hookTimeout: 120_000,
      expect: { poll: { timeout: 30_000 } },
      fileParallelism: false,
      // Real servers and browsers measure time: they run after everything else, alone.
      sequence: { groupOrder: 3 },
    },
  },
];

const reactSources = fromRoot('packages/react/src');
const hasStories =
  existsSync(reactSources) &&
  readdirSync(reactSources, { recursive: true }).some((path) => String(path).endsWith('.stories.tsx'));

if (hasStories) {
  projects.push({
    resolve,
    plugins: [storybookTest({ configDir: fromRoot('.storybook') })],
    test: {
      name: 'storybook',
      browser: browser(),
      sequence: { groupOrder: 2 },
    },
  });
}

export default defineConfig({
  test: { projects, passWithNoTests: true },
});
