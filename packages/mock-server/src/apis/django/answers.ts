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

export const rejectWith = (status: number, detail: string): Rejection => new Rejection(status, { detail });
export const rejectAll = (text: string): Rejection => new Rejection(400, { non_field_errors: [text] });

const page = (title: string, heading: string, text: string): string =>
  `\n<!doctype html>\n<html lang="en">\n<head>\n  <title>${title}</title>\n</head>\n<body>\n  <h1>${heading}</h1><p>${text}</p>\n</body>\n</html>\n`;

export const notFoundPage = page(
  'Not Found',
  'Not Found',
  'The requested resource was not found on this server.',
);
export const serverErrorPage = page('Server Error (500)', 'Server Error (500)', '');
export const badRequestPage = page('Bad Request (400)', 'Bad Request (400)', '');

export const html = (status: number, text: string): Response =>
  new Response(text, { status, headers: { 'content-type': 'text/html; charset=utf-8' } });

/** Ends a request as the real server does when its code fails. */
export class Crash extends Error {
  override readonly name = 'Crash';
}
