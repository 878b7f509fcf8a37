import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = new URL('../', import.meta.url);

const escape = (/** @type {string} */ text) => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');

/**
 * Vite aliases that resolve workspace imports to their sources: the `paths` of tsconfig.base.json, said once.
 * @returns {{ find: RegExp, replacement: string }[]}
 */
export function sourceAliases() {
  const { compilerOptions } = JSON.parse(readFileSync(new URL('tsconfig.base.json', root), 'utf8'));
  return Object.entries(/** @type {Record<string, string[]>} */ (compilerOptions.paths)).map(
    ([name, [target = '']]) => ({
      find: new RegExp(`^${escape(name).replace('\\*', '([^/]+)')}$`),
      replacement: fileURLToPath(new URL(target, root)).replace('*', '$1'),
    }),
  );
}
