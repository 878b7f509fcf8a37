// What a user of the packages meets: their manifests, types for every resolution, imports in plain Node, and weight.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { command, root, runQuietly } from './steps.mjs';

const packages = readdirSync(`${root}packages`).map((name) => {
  const folder = `${root}packages/${name}`;
  return { folder, manifest: JSON.parse(readFileSync(`${folder}/package.json`, 'utf8')) };
});

const quiet = { quiet: true };

/** @param {Record<string, unknown>} exports */
const stylesheets = (exports) => Object.keys(exports).filter((entry) => entry.endsWith('.css'));

/** @param {(typeof packages)[number]} one */
async function checkTypes({ folder, manifest }) {
  const out = mkdtempSync(join(tmpdir(), 'chat-pack-'));
  try {
    const packed = await command('npm', ['pack', '--ignore-scripts', '--pack-destination', out], {
      ...quiet,
      cwd: folder,
    });
    if (packed.code !== 0) return packed;
    // A stylesheet has no types; `node10` ignores `exports`, and no supported TypeScript resolves that way.
    const excluded = stylesheets(manifest.exports).flatMap((entry) => ['--exclude-entrypoints', entry]);
    const file = readdirSync(out)[0] ?? '';
    return await command('attw', [join(out, file), '--profile', 'node16', '--no-emoji', ...excluded], quiet);
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}

/** @param {(typeof packages)[number]} one */
function plainNodeImports({ folder, manifest }) {
  const entries = Object.keys(manifest.exports)
    .filter((entry) => !/\.(css|json)$/.test(entry))
    .map((entry) => manifest.name + entry.slice(1));
  const load = (/** @type {string} */ call) => entries.map((entry) => `${call}('${entry}')`).join(';');
  return [
    {
      name: `${manifest.name}: import in plain Node`,
      run: () =>
        command('node', ['--input-type=module', '-e', load('await import')], { ...quiet, cwd: folder }),
    },
    {
      name: `${manifest.name}: require in plain Node`,
      run: () => command('node', ['--input-type=commonjs', '-e', load('require')], { ...quiet, cwd: folder }),
    },
  ];
}

const passed = await runQuietly(
  [
    ...packages.flatMap((one) => [
      {
        name: `${one.manifest.name}: publint`,
        run: () => command('publint', ['run', one.folder, '--strict', '--pack', 'npm'], quiet),
      },
      { name: `${one.manifest.name}: types resolve`, run: () => checkTypes(one) },
      ...plainNodeImports(one),
    ]),
    { name: 'size budgets', run: () => command('size-limit', [], quiet) },
  ],
  2,
);

process.exitCode = passed ? 0 : 1;
