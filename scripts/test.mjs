// The one test command: everything CI asks of the tree. Extra arguments go to vitest.
import { ensureChromium } from './ensure-chromium.mjs';
import { command, runInOrder } from './steps.mjs';

const vitestArgs = process.argv.slice(2).filter((argument) => argument !== '--');

const passed = await runInOrder([
  {
    name: 'Chromium for the browser tests',
    required: true,
    run: async () => ({ code: (await ensureChromium()) ? 0 : 1 }),
  },
  { name: 'Format, lint, types, unused code', run: () => command('node', ['scripts/check.mjs']) },
  { name: 'Build', required: true, run: () => command('node', ['scripts/build.mjs']) },
  { name: 'Packages as their users get them', run: () => command('node', ['scripts/check-packages.mjs']) },
  { name: 'Tests', run: () => command('vitest', ['run', ...vitestArgs]) },
]);

process.exitCode = passed ? 0 : 1;
