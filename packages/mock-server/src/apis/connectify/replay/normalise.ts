const recordedHost = 'https://chat.example.com';
const time = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|\+00:00)$/;
const token = /^(<token:.*>|eyJ[\w-]+\.[\w-]+\.[\w-]+)$/;

function normaliseText(text: string, host: string): string {
  const written = time.exec(text);
  if (written !== null) return `<time ${written[2]}>`;
  if (token.test(text)) return '<token>';
  return text.replaceAll(host, '').replaceAll(recordedHost, '');
}

/** Makes values comparable across recordings: clock readings, tokens and hosts lose their particulars. */
export function normalise(value: unknown, host: string): unknown {
  if (typeof value === 'string') return normaliseText(value, host);
  if (Array.isArray(value)) return value.map((item) => normalise(item, host));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, normalise(item, host)]));
}
