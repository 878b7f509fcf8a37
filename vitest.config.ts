import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { storybookTest } from '@storybook/addon-vitest/vitest-plugin';
import react from '@vitejs/plugin-react';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig, type TestProjectConfiguration } from 'vitest/config';
import { chromiumFlags, findChromium } from './scripts/find-chromium.mjs';
import { sourceAliases } from './scripts/source-aliases.mjs';

const fromRoot = (path: string) => fileURLToPath(new URL(path, import.meta.url));

const resolve = { alias: sourceAliases() };
const publicDir = fromRoot('.storybook/public');
const ignored = ['**/node_modules/**', '**/dist/**'];

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
});

const projects: TestProjectConfiguration[] = [
  {
    resolve,
    test: {
      name: 'node',
      environment: 'node',
      include: ['packages/*/src/**/*.test.{ts,tsx}'],
      exclude: [...ignored, '**/*.browser.test.{ts,tsx}'],
    },
  },
  {
    resolve,
    publicDir,
    plugins: [react()],
    test: {
      name: 'browser',
      include: ['packages/*/src/**/*.browser.test.{ts,tsx}', 'examples/**/*.browser.test.{ts,tsx}'],
      exclude: ignored,
      browser: browser(),
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
