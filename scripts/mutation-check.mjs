// Takes one promise at a time out of the engine and asks whether the tests notice. Not part of `pnpm test`.
import { readFileSync } from 'node:fs';
import { startVitest } from 'vitest/node';
import { mutations } from './mutations.mjs';
import { sourceAliases } from './source-aliases.mjs';
import { root } from './steps.mjs';

const suites = [
  'packages/core/src/chaos/{keyed,keyless,polled,stale}.test.ts',
  'packages/core/src/engine/*.test.ts',
  'packages/core/src/store/*.test.ts',
];
const runs = process.env['CHAT_CHAOS_RUNS'] ?? '150';
const only = process.argv.slice(2).filter((argument) => argument !== '--');

/**
 * Changes the sources as they are loaded; nothing on disk is touched.
 * @param {import('./mutations.mjs').Mutation | null} mutation
 */
function mutate(mutation) {
  return {
    name: 'mutation',
    enforce: /** @type {const} */ ('pre'),
    /** @param {string} code @param {string} id */
    transform(code, id) {
      const path = id.replace(root, '');
      const changes = mutation?.changes.filter((change) => change.file === path) ?? [];
      return changes.length === 0 ? undefined : changes.reduce(apply, code);
    },
  };
}

/** @param {string} code @param {import('./mutations.mjs').Change} change */
function apply(code, { file, find, replace }) {
  if (code.split(find).length !== 2) throw new Error(`${file} has no longer exactly one «${find}»`);
  return code.replace(find, () => replace);
}

/**
 * Runs the suites over the changed sources; tells the titles of the tests that fail.
 * @param {import('./mutations.mjs').Mutation | null} mutation
 * @returns {Promise<string[]>}
 */
async function failuresUnder(mutation) {
  const vitest = await startVitest(
    'test',
    [],
    {
      config: false,
      run: true,
      watch: false,
      root,
      include: suites,
      environment: 'node',
      testTimeout: 120_000,
      env: { CHAT_CHAOS_RUNS: runs, CHAT_CHAOS_SEED: '1', CHAT_CHAOS_SHRINK: 'no' },
      reporters: [{}],
      passWithNoTests: false,
    },
    { plugins: [mutate(mutation)], resolve: { alias: sourceAliases() }, logLevel: 'error' },
  );
  process.exitCode = 0;
  const failures = vitest.state
    .getTestModules()
    .flatMap((module) => [
      ...module.errors().map((error) => `${module.relativeModuleId}: ${error.message}`),
      ...[...module.children.allTests('failed')].map((test) => `${module.relativeModuleId}: ${test.name}`),
    ]);
  await vitest.close();
  return failures;
}

for (const { changes } of mutations) {
  for (const change of changes) apply(readFileSync(`${root}${change.file}`, 'utf8'), change);
}

const chosen = mutations.filter(({ name }) => only.length === 0 || only.includes(name));
const rows = [];
for (const mutation of [null, ...chosen]) {
  const name = mutation?.name ?? 'nothing taken out';
  const start = Date.now();
  const failures = await failuresUnder(mutation);
  const right = mutation === null ? failures.length === 0 : failures.length > 0;
  rows.push({ name, right, failures });
  console.log(
    `${right ? 'ok  ' : 'FAIL'} ${name}: ${failures.length} tests red, ${((Date.now() - start) / 1000).toFixed(0)} s`,
  );
  for (const failure of failures) console.log(`       ${failure}`);
}

process.exitCode = rows.every(({ right }) => right) ? 0 : 1;
