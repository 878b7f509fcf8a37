import { Rejection } from '../django/answers';
import { type Body, readBody as readAnyBody } from '../django/body';
import { invalid, refused } from './answers';

/** Reads a body; what the framework says of an unreadable one has this API's shape, and `refuse` that of fields. */
export async function readBody(
  request: Request,
  refuse: (fields: object) => Rejection = invalid,
): Promise<Body> {
  try {
    return await readAnyBody(request);
  } catch (error) {
    throw inOurShape(error, refuse);
  }
}

function inOurShape(error: unknown, refuse: (fields: object) => Rejection): unknown {
  if (!(error instanceof Rejection) || typeof error.body !== 'object' || error.body === null) return error;
  if (!('detail' in error.body)) return refuse(error.body);
  return refused(error.status, String(error.body.detail));
}
