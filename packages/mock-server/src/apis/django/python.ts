// eslint-disable-next-line no-control-regex -- Python takes these separators for blanks, and not the byte order mark
const blankEnds = /^(?:[^\S\ufeff]|[\u001c-\u001f\u0085])+|(?:[^\S\ufeff]|[\u001c-\u001f\u0085])+$/g;

/** `str.strip()`. */
export const strip = (text: string): string => text.replace(blankEnds, '');

/** `str()` of what came as JSON. */
export function pythonText(value: unknown): string {
  return typeof value === 'string' ? value : represent(value);
}

function represent(value: unknown): string {
  if (value === null) return 'None';
  if (value === true) return 'True';
  if (value === false) return 'False';
  if (typeof value === 'string') return `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
  if (Array.isArray(value)) return `[${value.map(represent).join(', ')}]`;
  if (typeof value !== 'object') return String(value);
  const entries = Object.entries(value).map(([key, item]) => `${represent(key)}: ${represent(item)}`);
  return `{${entries.join(', ')}}`;
}
