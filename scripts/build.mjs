// Builds the packages: all of them, or those named (`core`, `react`, `mock-server`); --stale skips what is up to date.
import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { command, root, runQuietly } from './steps.mjs';

const args = process.argv.slice(2);
const named = args.filter((argument) => !argument.startsWith('--'));
const onlyStale = args.includes('--stale');

const buildable = readdirSync(`${root}packages`).filter((name) =>
  existsSync(`${root}packages/${name}/tsup.config.ts`),
);
const unknown = named.filter((name) => !buildable.includes(name));
if (unknown.length > 0) {
  console.error(`No such package: ${unknown.join(', ')} (there are ${buildable.join(', ')}).`);
  process.exit(1);
}

/** @param {string} path a file, or a folder with all below it */
function newest(path) {
  const files = statSync(path).isDirectory() ? readdirSync(path, { recursive: true }) : [''];
  return Math.max(...files.map((file) => statSync(`${path}/${String(file)}`.replace(/\/$/, '')).mtimeMs));
}

/** @param {string} name */
function isStale(name) {
  const folder = `${root}packages/${name}`;
  const builtAt = ['index.js', 'index.d.ts', 'index.cjs']
    .map((file) => `${folder}/dist/${file}`)
    .map((file) => (existsSync(file) ? statSync(file).mtimeMs : 0));
  const sources = ['src', 'package.json', 'tsup.config.ts', 'tsconfig.build.json'];
  return Math.min(...builtAt) < Math.max(...sources.map((source) => newest(`${folder}/${source}`)));
}

const packages = (named.length > 0 ? named : buildable).filter((name) => !onlyStale || isStale(name));

/** @param {string[]} names */
const build = (names) =>
  runQuietly(
    names.map((name) => ({
      name: `@chat/${name}`,
      run: () => {
        rmSync(`${root}packages/${name}/dist`, { recursive: true, force: true });
        return command('tsup', [], { quiet: true, cwd: `${root}packages/${name}` });
      },
    })),
    2,
  );

// The declarations of the React package are made from those of the core.
const afterCore = new Set(['react']);
const later = packages.filter((name) => afterCore.has(name));
const first = packages.filter((name) => !afterCore.has(name));
process.exitCode = (await build(first)) && (await build(later)) ? 0 : 1;
