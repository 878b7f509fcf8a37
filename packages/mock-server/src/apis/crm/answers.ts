/** Thrown to end a request with an answer other than success. */
export class Rejection extends Error {
  override readonly name = 'Rejection';
  readonly status: number;
  readonly body: unknown;
  readonly headers: Record<string, string>;

  constructor(status: number, body: unknown, headers: Record<string, string> = {}) {
    super(`answered ${status}`);
    this.status = status;
    this.body = body;
    this.headers = headers;
  }
}

/** Ends a request as the real server does when its code fails. */
export class Crash extends Error {
  override readonly name = 'Crash';
}

/** The framework's refusals: one text, and what it was made from. */
export function refused(
  status: number,
  error: string,
  details: unknown = { detail: error },
  headers: Record<string, string> = {},
): Rejection {
  return new Rejection(status, { error, details, status_code: status }, headers);
}

/** Validation everywhere but in `send/`. */
export const invalid = (fields: object): Rejection => refused(400, 'An error occurred', fields);

/** Hand-written refusals: a bare sentence. */
export const sentence = (status: number, error: string): Rejection => new Rejection(status, { error });

export const notFound = (what: 'Message' | 'Conversation'): Rejection =>
  refused(404, 'Not Found', `No ${what} matches the given query.`);

export const methodNotAllowed = (method: string, allow: string): Rejection =>
  refused(405, `Method "${method}" not allowed.`, undefined, { allow });

const page = (title: string): string =>
  `\n<!doctype html>\n<html lang="en">\n<head>\n  <title>${title}</title>\n</head>\n<body>\n  <h1>${title}</h1><p></p>\n</body>\n</html>\n`;

export const html = (status: number, title: string): Response =>
  new Response(page(title), { status, headers: { 'content-type': 'text/html; charset=utf-8' } });

export const json = (status: number, body: unknown): Response => Response.json(body, { status });
