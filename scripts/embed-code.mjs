// Puts the code of real, compiled files into the docs: the block after `<!-- code: path -->` becomes that file.
// With --check it only says which docs are stale.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { root } from './steps.mjs';

const onlyCheck = process.argv.includes('--check');
const docs = [
  'README.md',
  ...readdirSync(`${root}docs`)
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];

/** @param {string} text */
function embed(text) {
  return text.replace(
    /(<!-- code: (\S+) -->\n+```(\w+)\n)[\s\S]*?(\n```)/g,
    (
      _whole,
      /** @type {string} */ before,
      /** @type {string} */ path,
      _language,
      /** @type {string} */ after,
    ) => before + readFileSync(root + path, 'utf8').trimEnd() + after,
  );
}

const stale = docs.filter((path) => {
  const text = readFileSync(root + path, 'utf8');
  const current = embed(text);
  if (current !== text && !onlyCheck) writeFileSync(root + path, current);
  return current !== text;
});

if (onlyCheck && stale.length > 0) {
  console.error(`Code in ${stale.join(', ')} is not what its files say: run \`pnpm embed\`.`);
  process.exitCode = 1;
}
