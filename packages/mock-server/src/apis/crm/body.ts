import { type Rejection, refused } from './answers';

/** A JSON or form body as one object; files stay files. */
export type Body = Readonly<Record<string, unknown>>;

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const told = /position (\d+)/.exec(error instanceof Error ? error.message : '')?.[1];
    const at = told === undefined ? text.length : Number(told);
    const before = text.slice(0, at);
    const line = before.split('\n').length;
    const column = at - before.lastIndexOf('\n');
    const wanted = /[{,]\s*$/.test(before) ? 'property name enclosed in double quotes' : 'value';
    throw refused(400, `JSON parse error - Expecting ${wanted}: line ${line} column ${column} (char ${at})`);
  }
}

const pythonNames: Record<string, string> = { string: 'str', number: 'int', boolean: 'bool' };

export function pythonName(value: unknown): string {
  if (value instanceof File) return 'InMemoryUploadedFile';
  if (Array.isArray(value)) return 'list';
  if (value === null) return 'NoneType';
  if (typeof value === 'number' && !Number.isInteger(value)) return 'float';
  return pythonNames[typeof value] ?? 'dict';
}

/** Of a repeated form field the last value counts, but a list field takes all of them. */
async function readForm(request: Request, listFields: readonly string[]): Promise<Body> {
  const form = await request.formData().catch((error: unknown) => {
    throw refused(
      400,
      `Multipart form parse error - ${error instanceof Error ? error.message : 'unreadable'}`,
    );
  });
  const names = [...new Set(form.keys())];
  return Object.fromEntries(
    names.map((name) => [name, listFields.includes(name) ? form.getAll(name) : form.getAll(name).at(-1)]),
  );
}

/** Reads a body; a list or a bare value is none. */
export async function readBody(
  request: Request,
  listFields: readonly string[] = [],
  refuse: (fields: object) => Rejection = (fields) => refused(400, 'An error occurred', fields),
): Promise<Body> {
  const contentType = request.headers.get('content-type') ?? '';
  const mediaType = contentType.split(';')[0]?.trim().toLowerCase() ?? '';
  if (mediaType === 'multipart/form-data' || mediaType === 'application/x-www-form-urlencoded')
    return readForm(request, listFields);
  const text = await request.text();
  if (text === '') return {};
  if (mediaType !== 'application/json')
    throw refused(415, `Unsupported media type "${contentType}" in request.`);
  const parsed = parseJson(text);
  if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) return { ...parsed };
  throw refuse({
    non_field_errors: [`Invalid data. Expected a dictionary, but got ${pythonName(parsed)}.`],
  });
}
