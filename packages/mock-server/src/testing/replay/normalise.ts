const time = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/;
const token = /^(<(token|refresh)[:>].*|eyJ[\w-]+\.[\w-]+\.[\w-]+)$/;

function normaliseText(text: string, hosts: readonly string[]): string {
  const written = time.exec(text);
  if (written !== null) return `<time ${written[2]}>`;
  if (token.test(text)) return '<token>';
  return hosts.reduce((left, host) => left.replaceAll(host, ''), text);
}

/** Makes values comparable across recordings: clock readings, tokens and hosts lose their particulars. */
export function normalise(value: unknown, hosts: readonly string[]): unknown {
  if (typeof value === 'string') return normaliseText(value, hosts);
  if (Array.isArray(value)) return value.map((item) => normalise(item, hosts));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, normalise(item, hosts)]));
}
