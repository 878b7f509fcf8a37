// What of the documents has request tests: writes docs/coverage.md, or with --check says what is missing in it.
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { comparable, documentedRows } from './surface/read-specification.mjs';
import { readTests } from './surface/read-tests.mjs';

const root = fileURLToPath(new URL('../', import.meta.url));
const apis = 'packages/mock-server/src/apis';
const tablePath = 'docs/coverage.md';
// The specifications are kept beside the checkout; where they are not, nothing is compared with them.
const shared = `${root}../shared`;

/**
 * @typedef {{ kind: 'endpoint' | 'frame', mark: 'D' | 'B', name: string, section: string, errors: readonly string[] }} Entry
 * @typedef {import('./surface/read-tests.mjs').DocumentedTest & { file: string }} Test
 * @typedef {{ backend: string, entries: readonly Entry[], tests: Test[], unreadable: string[] }} Coverage
 */

/** @param {string} path */
const read = (path) => readFileSync(`${root}${path}`, 'utf8');

const backends = readdirSync(`${root}${apis}`, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && existsSync(`${root}${apis}/${entry.name}/definition.ts`))
  .map(({ name }) => name)
  .sort();

/**
 * The surface a backend declares; its module imports types only, so that it can be read without a bundler.
 * @param {string} backend
 * @returns {Promise<readonly Entry[]>}
 */
async function readSurface(backend) {
  const path = `${apis}/${backend}/surface.test-support.ts`;
  if (!existsSync(`${root}${path}`)) return [];
  const { outputText } = ts.transpileModule(read(path), {
    compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 },
  });
  /** @type {{ surface: readonly Entry[] }} */
  const { surface } = await import(`data:text/javascript,${encodeURIComponent(outputText)}`);
  return surface;
}

/**
 * @param {string} backend
 * @returns {Promise<Coverage>}
 */
async function readCoverage(backend) {
  const folder = `${apis}/${backend}`;
  const files = readdirSync(`${root}${folder}`, { recursive: true })
    .map((name) => `${folder}/${String(name)}`)
    .filter((path) => path.endsWith('.test.ts'))
    .sort();
  const found = files.map((file) => ({ file, ...readTests(file, read(file)) }));
  return {
    backend,
    entries: await readSurface(backend),
    tests: found.flatMap(({ file, tests }) => tests.map((test) => ({ ...test, file }))),
    unreadable: found.flatMap(({ file, unreadable }) =>
      unreadable.map(({ line, says }) => `${file}:${line}: ${says}`),
    ),
  };
}

/** @param {string} backend */
function specifiedRows(backend) {
  const specification = `${shared}/wire/${backend}.md`;
  if (!existsSync(specification)) return [];
  return documentedRows(
    readFileSync(specification, 'utf8'),
    readFileSync(`${shared}/seeds/${backend}.md`, 'utf8'),
  );
}

/**
 * @param {Entry} entry
 * @param {Test[]} tests
 */
function shownOf(entry, tests) {
  const own = tests.filter((test) => test.entry === entry.name);
  const titles = new Set(own.map(({ title }) => title));
  return {
    files: [...new Set(own.map(({ file }) => file))],
    successes: [...titles].filter((title) => title.startsWith('success: ')).length,
    missing: entry.errors.filter((error) => !titles.has(error)),
  };
}

/**
 * What keeps a backend's table from being complete, a line each.
 * @param {Coverage} coverage
 * @param {readonly import('./surface/read-specification.mjs').DocumentedRow[]} rows of its specification
 * @returns {string[]}
 */
export function problemsOf({ backend, entries, tests, unreadable }, rows) {
  const names = new Set(entries.map(({ name }) => name));
  const repeated = entries.filter(
    ({ name }, index) => entries.findIndex((entry) => entry.name === name) < index,
  );
  const untested = entries.flatMap((entry) => {
    const { successes, missing } = shownOf(entry, tests);
    return [
      ...(successes === 0 ? [`${entry.name} has no success test`] : []),
      ...missing.map((error) => `${entry.name} has no test of "${error}"`),
    ];
  });
  const astray = tests.flatMap(({ entry, title, file, line }) => {
    const at = `${file}:${line}`;
    const found = entries.find(({ name }) => name === entry);
    if (found === undefined) return [`${at} tests ${entry}, which the surface does not list`];
    const isKnown = title.startsWith('success: ') || found.errors.includes(title);
    return isKnown ? [] : [`${at} shows "${title}", which ${entry} does not list`];
  });
  const known = new Set([...names].map(comparable));
  const unlisted = rows
    .filter(({ name }) => !known.has(comparable(name)))
    .map(({ name, line }) => `${name} (line ${line} of the specification) is not in the surface`);
  return [
    ...(entries.length === 0 ? ['there is no surface'] : []),
    ...repeated.map(({ name }) => `${name} is listed twice`),
    ...unlisted,
    ...untested,
    ...astray,
    ...unreadable,
  ].map((problem) => `${backend}: ${problem}`);
}

/** @param {string} text */
const cell = (text) => text.replaceAll('|', '\\|').replaceAll('<', '&lt;');

/** @param {Coverage} coverage */
function sectionOf({ backend, entries, tests }) {
  const rows = entries.map((entry) => {
    const { files, successes, missing } = shownOf(entry, tests);
    const errors = entry.errors.map((error) =>
      missing.includes(error) ? `**missing** ${cell(error)}` : cell(error),
    );
    return [
      entry.mark,
      `\`${entry.name}\``,
      cell(entry.section),
      files.map((file) => `[${basename(file)}](../${file})`).join(' '),
      successes === 0 ? '**missing**' : String(successes),
      errors.join('<br>'),
    ];
  });
  const count = entries.reduce((sum, { errors }) => sum + errors.length, 0);
  const frames = entries.filter(({ kind }) => kind === 'frame').length;
  return [
    `## ${backend}`,
    '',
    `${entries.length - frames} endpoints, ${frames} frames, ${count} errors.`,
    '',
    '| mark | endpoint or frame | section | test file | success | errors covered |',
    '| --- | --- | --- | --- | --- | --- |',
    ...rows.map((cells) => `| ${cells.join(' | ')} |`),
    '',
  ].join('\n');
}

/** The table as it has to be, and what is missing. */
export async function makeCoverageTable() {
  const coverages = await Promise.all(backends.map(readCoverage));
  const table = [
    '# What of the documents is tested',
    '',
    'Every endpoint and frame of the five documents, and the request tests of the reference backend that show it:',
    'how many tests show it succeed, and each error the document names. D: in the document only. B: in the document',
    'and in real deployments. Made by `pnpm coverage` from the tests and from what each API lists in',
    '`surface.test-support.ts`; a test fails when a row is incomplete or this table is old.',
    '',
    ...coverages.map(sectionOf),
  ].join('\n');
  const stale =
    existsSync(`${root}${tablePath}`) && read(tablePath) === table
      ? []
      : [`${tablePath} is old: run pnpm coverage`];
  return {
    table,
    problems: coverages.flatMap((coverage) => problemsOf(coverage, specifiedRows(coverage.backend))),
    stale,
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const isCheck = process.argv.includes('--check');
  const { table, problems, stale } = await makeCoverageTable();
  if (!isCheck) writeFileSync(`${root}${tablePath}`, table);
  const found = [...problems, ...(isCheck ? stale : [])];
  for (const problem of found) console.log(problem);
  process.exitCode = found.length === 0 ? 0 : 1;
}
