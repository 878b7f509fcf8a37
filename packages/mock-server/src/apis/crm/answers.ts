import { Rejection } from '../django/answers';

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

export const json = (status: number, body: unknown): Response => Response.json(body, { status });
