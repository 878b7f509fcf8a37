// Format, lint, types and unused code of the whole tree; a verdict each.
import { existsSync, readdirSync } from 'node:fs';
import { command, root, runQuietly } from './steps.mjs';

const workspaces = ['packages', 'examples'].flatMap((folder) =>
  readdirSync(`${root}${folder}`).map((name) => `${folder}/${name}`),
);

const typeChecks = ['.', ...workspaces, 'bench'].flatMap((folder) =>
  ['tsconfig.json', 'tsconfig.build.json']
    .map((name) => (folder === '.' ? name : `${folder}/${name}`))
    .filter((path) => existsSync(`${root}${path}`)),
);

const quiet = { quiet: true };

const passed = await runQuietly(
  [
    { name: 'eslint', run: () => command('eslint', ['--max-warnings', '0', '.'], quiet) },
    ...typeChecks.map((path) => ({ name: `tsc -p ${path}`, run: () => command('tsc', ['-p', path], quiet) })),
    {
      name: 'prettier',
      run: () => command('prettier', ['--check', '--log-level', 'warn', '.'], quiet),
    },
    { name: 'code in the docs', run: () => command('node', ['scripts/embed-code.mjs', '--check'], quiet) },
    { name: 'knip', run: () => command('knip', ['--no-progress'], quiet) },
  ],
  2,
);

process.exitCode = passed ? 0 : 1;
