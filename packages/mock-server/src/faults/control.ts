import type { FaultName, Faults } from '../faults';
import { faultNames, parseFault } from './parse-fault';

const path = '/__faults';
const headers = {
  'access-control-allow-origin': '*',
  'access-control-allow-methods': 'GET, POST, DELETE, OPTIONS',
};

const answer = (status: number, body: unknown): Response => Response.json(body, { status, headers });

const show = (faults: Faults) =>
  faults
    .active()
    .map((fault) => ({ ...fault, ...(fault.match instanceof RegExp ? { match: fault.match.source } : {}) }));

/** Switches faults over HTTP: `GET`, `POST` (a fault or a list) and `DELETE` (`?name=` for one) on `/__faults`. */
export function withFaultControl<Answer>(
  faults: Faults,
  handle: (request: Request) => Promise<Answer>,
): (request: Request) => Promise<Answer | Response> {
  return async (request) => {
    const url = new URL(request.url);
    if (url.pathname !== path) return handle(request);
    if (request.method === 'OPTIONS') {
      return new Response(null, {
        status: 204,
        headers: { ...headers, 'access-control-allow-headers': 'content-type' },
      });
    }
    if (request.method === 'DELETE') {
      const name = url.searchParams.get('name');
      if (name !== null && !faultNames.includes(name))
        return answer(400, { error: `Unknown fault "${name}"` });
      faults.clear(name === null ? undefined : (name as FaultName));
    } else if (request.method === 'POST') {
      try {
        const given: unknown = await request.json();
        for (const fault of (Array.isArray(given) ? given : [given]).map(parseFault)) faults.add(fault);
      } catch (error) {
        return answer(400, { error: error instanceof Error ? error.message : 'Not a fault' });
      }
    } else if (request.method !== 'GET') return answer(405, { error: 'Use GET, POST or DELETE' });
    return answer(200, { faults: show(faults) });
  };
}
