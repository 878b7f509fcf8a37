import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { expectOutcome, outcomeOf } from '../../testing/recorded-outcome.test-support';
import type { RecordedRequest, RecordedResponse } from '../../testing/replay';
import { createBench, tokenOf } from './message-manager.test-support';
import { cases, notForUs } from './transcript-cases.test-support';

interface Recorded {
  readonly name: string;
  readonly as: string | null;
  readonly request: RecordedRequest;
  readonly response: Omit<RecordedResponse, 'contentType'>;
}

const recording = new URL('../../../test-data/message-manager.transcript.json', import.meta.url);
const { exchanges } = JSON.parse(readFileSync(recording, 'utf8')) as { exchanges: Recorded[] };
const userNumbers: Readonly<Record<string, number>> = { asha: 1, bruno: 2, carla: 3, dina: 4, eli: 5 };

/** Only answers that are no JSON have their type recorded. */
function answerOf({ response }: Recorded): RecordedResponse {
  // A response of this status has no body for `fetch`.
  const body = response.status === 205 ? null : response.body;
  return { contentType: response.headers?.['content-type'] ?? 'application/json', ...response, body };
}

function answerNamed(name: string): RecordedResponse {
  const found = exchanges.find((exchange) => exchange.name === name);
  if (found === undefined) throw new Error(`Nothing is recorded as "${name}".`);
  return answerOf(found);
}

/** The recording leaves out page 1. */
function sameRequest(own: RecordedRequest | undefined, recorded: RecordedRequest): void {
  const { page, ...query } = own?.query ?? {};
  const { headers: _headers, query: recordedQuery, ...rest } = recorded;
  expect({ ...own, query: page === '1' ? query : { ...query, page } }).toEqual({
    ...rest,
    query: recordedQuery ?? (page === undefined ? { page } : {}),
  });
}

async function run(exchange: Recorded): Promise<void> {
  const { drive, before = [], after = [], wordedOtherwise, contains, ...plan } = cases[exchange.name]!;
  const later = after.map((answer) => (typeof answer === 'string' ? answerNamed(answer) : answer));
  const own = exchange.as === null ? 1 : userNumbers[exchange.as]!;
  const answer = answerOf(exchange);
  const { adapter, server } = createBench([...before, answer, ...later], {
    token: tokenOf(own),
    withoutSockets: true,
  });
  const outcome = await outcomeOf(drive(adapter));

  const request = server.requests[before.length];
  expect(request?.method).toBe(exchange.request.method);
  if (wordedOtherwise === undefined) sameRequest(request, exchange.request);
  if (exchange.as !== null && exchange.name.startsWith('logout') === false) {
    expect(server.tokens[before.length]).toBe(`Bearer ${tokenOf(own)}`);
  }
  expectOutcome(outcome, { ...plan, contains });
}

describe('message-manager, against the recorded exchanges', () => {
  for (const exchange of exchanges.filter(({ name }) => name in cases)) {
    it(exchange.name, () => run(exchange));
  }

  it('accounts for every recorded exchange', ({ annotate }) => {
    const names = exchanges.map(({ name }) => name);
    expect(names.filter((name) => !(name in cases) && !(name in notForUs))).toEqual([]);
    const known = new Set(names);
    expect([...Object.keys(cases), ...Object.keys(notForUs)].filter((name) => !known.has(name))).toEqual([]);
    const exact = Object.values(cases).filter(({ wordedOtherwise }) => wordedOtherwise === undefined).length;
    return annotate(
      `covered ${Object.keys(cases).length} of ${names.length} exchanges (${exact} with the very request); ` +
        `${Object.keys(notForUs).length} concern no client`,
    ).then(() => undefined);
  });
});
