export type FieldErrors = Readonly<Record<string, readonly string[]>>;

/**
 * Flattens refusals of any nesting to `field → texts`: plain strings, lists of strings, items by index
 * (`attachments.0`), lists of objects. Everything that is no text is left out.
 */
export function flattenFieldErrors(body: unknown): FieldErrors {
  const fields: Record<string, string[]> = {};
  collect(body, '', fields);
  return fields;
}

function collect(value: unknown, path: string, into: Record<string, string[]>): void {
  if (typeof value === 'string') {
    const texts = (into[path] ??= []);
    texts.push(value);
  } else if (Array.isArray(value)) {
    value.forEach((item: unknown, index) => {
      collect(item, typeof item === 'string' ? path : join(path, String(index)), into);
    });
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, inner] of Object.entries(value)) collect(inner, join(path, name), into);
  }
}

function join(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}

/** The first text a body offers for people, cut short; undefined when it has none. */
export function firstText(body: unknown): string | undefined {
  const fields = flattenFieldErrors(body);
  for (const name of ['detail', 'error', 'non_field_errors', 'message']) {
    const text = fields[name]?.[0];
    if (text !== undefined) return shorten(text);
  }
  const [first] = Object.entries(fields);
  if (first === undefined) return undefined;
  const [name, [text = '']] = first;
  return shorten(name === '' ? text : `${name}: ${text}`);
}

const textLimit = 300;

function shorten(text: string): string {
  return text.length <= textLimit ? text : `${text.slice(0, textLimit)}…`;
}
