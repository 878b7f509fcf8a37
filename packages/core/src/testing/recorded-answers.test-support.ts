import type { RecordedResponse } from './replay';

export function json(body: unknown, status = 200): RecordedResponse {
  return { status, contentType: 'application/json', body };
}

/** What a crash looks like: a page, no JSON. */
export const errorPage: RecordedResponse = {
  status: 500,
  contentType: 'text/html',
  body: '<!doctype html><title>Server Error (500)</title><h1>Server Error (500)</h1>',
};

/** What a path looks like that no route has. */
export const missingRoutePage: RecordedResponse = {
  status: 404,
  contentType: 'text/html',
  body: '<!doctype html><title>Not Found</title><h1>Not Found</h1>',
};
