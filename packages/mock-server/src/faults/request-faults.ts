import type { Faults } from '../faults';

/** `dropped`: the connection must end without an answer. */
export type Outcome = Response | 'dropped';

const wait = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });

const titles: Record<number, string> = {
  413: 'Request Entity Too Large',
  500: 'Server Error (500)',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
};

const openToAll = { 'access-control-allow-origin': '*', 'access-control-expose-headers': 'Retry-After' };

function page(status: number): Response {
  const title = titles[status] ?? `Error ${status}`;
  const body = `<!doctype html>\n<html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>\n`;
  return new Response(body, {
    status,
    headers: { ...openToAll, 'content-type': 'text/html; charset=utf-8' },
  });
}

function faultyAnswer(status: number, retryAfterSeconds: number | undefined): Response {
  if (status in titles) {
    const answer = page(status);
    if (retryAfterSeconds !== undefined) answer.headers.set('retry-after', String(retryAfterSeconds));
    return answer;
  }
  const seconds = retryAfterSeconds ?? (status === 429 ? 1 : undefined);
  const detail =
    status === 429
      ? `Request was throttled. Expected available in ${seconds} second${seconds === 1 ? '' : 's'}.`
      : `Answered ${status} on purpose.`;
  const retry = seconds === undefined ? {} : { 'retry-after': String(seconds) };
  return Response.json({ detail }, { status, headers: { ...openToAll, ...retry } });
}

/** Lets the faults strike around the handling of a request; preflights are spared. */
export function withRequestFaults(
  faults: Faults,
  handle: (request: Request) => Promise<Response>,
): (request: Request) => Promise<Outcome> {
  return async (request) => {
    if (request.method === 'OPTIONS') return handle(request);
    const url = new URL(request.url);
    const subject = `${request.method} ${url.pathname}${url.search}`;
    if (faults.take('loseRequest', subject) !== undefined) return 'dropped';
    const delay = faults.take('delay', subject);
    if (delay !== undefined) await wait(delay.milliseconds);
    const status = faults.take('status', subject);
    if (status !== undefined) return faultyAnswer(status.status, status.retryAfterSeconds);
    const answer = await handle(request);
    if (faults.take('failAfterStore', subject) !== undefined) return page(500);
    return faults.take('loseAcknowledgement', subject) === undefined ? answer : 'dropped';
  };
}
