/**
 * @typedef {{ name: string, line: number }} DocumentedRow
 */

const methods = 'GET|POST|PUT|PATCH|DELETE';
const documented = /^(?:\d+ )?(?:B|D|DR|D\+R|D,O)$/;
const methodsAndPaths = new RegExp(`^((?:${methods})(?:\\s*[/,]\\s*(?:${methods}))*)\\s+(\\S.*)$`);

/** @param {string} line */
const cellsOf = (line) =>
  line
    .split(/(?<!\\)\|/)
    .slice(1, -1)
    .map((cell) => cell.trim());

/**
 * @param {string} path
 * @param {string} last
 */
const withLast = (path, last) => path.replace(/[^/]+\/?$/, last.replace(/^\//, ''));

/**
 * `POST /messages/{id}/pin/, /unpin/` as one name per path and method.
 * @param {string} cell
 * @returns {string[]}
 */
function endpointsIn(cell) {
  const [, names = '', rest = ''] = methodsAndPaths.exec(cell.replaceAll('`', '').trim()) ?? [];
  const [path = '', ...siblings] = rest.split(/,\s*/).filter((part) => /^[\w{/]/.test(part));
  const paths = [path, ...siblings.map((sibling) => withLast(path, sibling))];
  return (names.match(/[A-Z]+/g) ?? []).flatMap((method) => paths.map((each) => `${method} ${each}`));
}

/**
 * What a row of the real backend remarks on the document: `(D: POST /blocks/, real 405)`, `(D: send_message/)`.
 * @param {string} cell
 * @returns {string[]}
 */
function remarkedIn(cell) {
  const [own = ''] = endpointsIn(cell.replace(/\([^)]*\)/g, ''));
  return [...cell.matchAll(/\(D: `([^`]*)`/g)].flatMap(([, remark = '']) =>
    methodsAndPaths.test(remark) ? endpointsIn(remark) : [withLast(own, remark)],
  );
}

/** @param {string} cell */
const frameIn = (cell) => /"(?:type|command)":"([\w-]+)"/.exec(cell)?.[1];

/**
 * @param {string} name
 * @param {string} document
 */
const isShownIn = (name, document) =>
  new RegExp(`(?:type|command)["']?\\s*:\\s*["']${name}["']|^\\s*- \`${name}\``, 'm').test(document);

/**
 * The frames of a table row: those of a section on what is documented, and those the document shows.
 * @param {{ cells: string[], heading: string, side: string, document: string }} row
 * @returns {string[]}
 */
function framesIn({ cells, heading, side, document }) {
  const [first = '', second = ''] = cells;
  if (/documented/i.test(heading)) {
    if (/never published/.test(second)) return [];
    const sent = frameIn(first);
    if (sent === undefined) return [...first.matchAll(/`([\w-]+)`/g)].map(([, name]) => `event ${name}`);
    const heard = frameIn(second);
    return [`in ${sent}`, ...(heard === undefined ? [] : [`out ${heard}`])];
  }
  const name = frameIn(first) ?? /^`?([a-z]+_[a-z_]+)`?$/.exec(first)?.[1];
  if (side === '' || name === undefined || !isShownIn(name, document)) return [];
  return [`${side} ${name}`];
}

/**
 * The name of an endpoint without what may be written in different ways: its base, query and the names in braces.
 * @param {string} name
 */
export const comparable = (name) =>
  name
    .replace(/\?.*$/, '')
    .replace(/\{[^}]*\}/g, '{}')
    .replace(/^([A-Z]+) (?:\/?api)?\/?/, '$1 /');

/**
 * The endpoints and frames that a wire specification marks as documented.
 * @param {string} specification
 * @param {string} document the document it was written from
 * @returns {DocumentedRow[]}
 */
export function documentedRows(specification, document) {
  let heading = '';
  let side = '';
  return specification.split('\n').flatMap((text, index) => {
    if (text.startsWith('#')) {
      heading = text;
      side = '';
    }
    if (/^(?:#+ )?Client\b/.test(text)) side = 'in';
    if (/^(?:#+ )?Server\b/.test(text)) side = 'out';
    if (!text.startsWith('|')) return [];
    const cells = cellsOf(text);
    const endpointCell = cells.find((cell) => endpointsIn(cell).length > 0) ?? '';
    const isMarked = cells.slice(0, 2).some((cell) => documented.test(cell));
    const endpoints = isMarked
      ? endpointsIn(endpointCell.replace(/\([^)]*\)/g, ''))
      : remarkedIn(endpointCell);
    const names = [...endpoints, ...framesIn({ cells, heading, side, document })];
    return names.map((name) => ({ name, line: index + 1 }));
  });
}
