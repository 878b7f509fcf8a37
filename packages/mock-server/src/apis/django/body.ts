import { Rejection, badRequestPage, rejectAll, rejectWith } from './answers';

const formTextLimit = 2_621_440;

/** A request body, JSON or form, read by field name. */
export interface Body {
  isForm: boolean;
  /** `undefined` when the field is absent; of a repeated form field the last value. */
  value(name: string): unknown;
  /** A list field: repeated in forms, an array (or whatever was sent) in JSON. */
  list(name: string): unknown;
}

/** The value of a JSON text; ends the request in the framework's words when it is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const said = error instanceof Error ? error.message : '';
    const at = /position (\d+)/.exec(said)?.[1];
    const wanted = /property name/.test(said) ? 'property name enclosed in double quotes' : 'value';
    const before = text.slice(0, at === undefined ? text.length : Number(at));
    const line = before.split('\n').length;
    const column = before.length - before.lastIndexOf('\n');
    throw rejectWith(
      400,
      `JSON parse error - Expecting ${wanted}: line ${line} column ${column} (char ${before.length})`,
    );
  }
}

async function readJson(request: Request): Promise<Body> {
  const text = await request.text();
  const parsed = text === '' ? {} : parseJson(text);
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
    const received = Array.isArray(parsed) ? 'list' : typeof parsed === 'string' ? 'str' : typeof parsed;
    throw rejectAll(`Invalid data. Expected a dictionary, but got ${received}.`);
  }
  const fields = new Map<string, unknown>(Object.entries(parsed));
  return { isForm: false, value: (name) => fields.get(name), list: (name) => fields.get(name) };
}

async function readForm(request: Request): Promise<Body> {
  const form = await request.formData().catch((error: unknown) => {
    throw rejectWith(
      400,
      `Multipart form parse error - ${error instanceof Error ? error.message : 'unreadable'}`,
    );
  });
  let textLength = 0;
  for (const value of form.values()) {
    if (typeof value === 'string') textLength += new TextEncoder().encode(value).length;
  }
  if (textLength > formTextLimit) throw new Rejection(400, badRequestPage);
  return {
    isForm: true,
    value: (name) => form.getAll(name).at(-1),
    list: (name) => (form.has(name) ? form.getAll(name) : undefined),
  };
}

export async function readBody(request: Request): Promise<Body> {
  const contentType = request.headers.get('content-type') ?? '';
  const mediaType = contentType.split(';')[0]?.trim().toLowerCase() ?? '';
  if (mediaType === 'application/json') return readJson(request);
  if (mediaType === 'multipart/form-data' || mediaType === 'application/x-www-form-urlencoded') {
    return readForm(request);
  }
  if ((await request.text()) === '') {
    return { isForm: false, value: () => undefined, list: () => undefined };
  }
  throw rejectWith(415, `Unsupported media type "${contentType}" in request.`);
}
