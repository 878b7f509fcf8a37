import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { expectOutcome, outcomeOf } from '../../testing/recorded-outcome.test-support';
import type { Exchange, RecordedRequest, RecordedResponse, Transcript } from '../../testing/replay';
import { createBench, tokenOf } from './connectify.test-support';
import { cases, notForUs, probes } from './transcript-cases.test-support';

const recording = new URL('../../../test-data/connectify.transcript.json', import.meta.url);
const transcript = JSON.parse(readFileSync(recording, 'utf8')) as Transcript;
const userNumbers: Readonly<Record<string, number>> = {
  amira: 1,
  bruno: 2,
  chiara: 3,
  dmitri: 4,
  eve: 5,
  root: 6,
};

/** One name is recorded twice, for a message and for a conversation. */
const exchanges = transcript.exchanges.map((exchange, index, all) => {
  const repeated = all.findIndex(({ name }) => name === exchange.name) !== index;
  return repeated ? { ...exchange, name: `${exchange.name} (conversation)` } : exchange;
});

function answerNamed(name: string): RecordedResponse {
  const found = exchanges.find((exchange) => exchange.name === name);
  if (found === undefined) throw new Error(`Nothing is recorded as "${name}".`);
  return found.response;
}

/** The recording may leave out page 1 and the server's own page size; we always state both. */
function sameRequest(own: RecordedRequest | undefined, recorded: RecordedRequest): void {
  const defaults: Record<string, string> = { page: '1', page_size: '20' };
  const query = Object.fromEntries(
    Object.entries(own?.query ?? {}).filter(
      ([name, value]) => recorded.query?.[name] !== undefined || defaults[name] !== value,
    ),
  );
  const { headers: _headers, ...rest } = recorded;
  expect({ query: {}, ...own, ...(own?.query === undefined ? {} : { query }) }).toEqual({
    query: {},
    ...rest,
  });
}

async function run(exchange: Exchange): Promise<void> {
  const { drive, before = [], after = [], wordedOtherwise, contains, token, ...plan } = cases[exchange.name]!;
  const later = after.map((answer) => (typeof answer === 'string' ? answerNamed(answer) : answer));
  const own = exchange.as === null ? 1 : userNumbers[exchange.as]!;
  const { adapter, server } = createBench([...before, exchange.response, ...later], {
    token: token === undefined ? tokenOf(own) : token,
    withoutSockets: true,
  });
  const outcome = await outcomeOf(drive(adapter));

  const request = server.requests[before.length];
  expect(request?.method).toBe(exchange.request.method);
  if (wordedOtherwise === undefined) sameRequest(request, exchange.request);
  else expect(wordedOtherwise).not.toBe('');
  if (exchange.as !== null) expect(server.tokens[before.length]).toBe(`Bearer ${tokenOf(own)}`);

  expectOutcome(outcome, { ...plan, contains });
}

describe('connectify, against the recorded exchanges', () => {
  for (const exchange of exchanges.filter(({ name }) => name in cases)) {
    it(`${exchange.variant}: ${exchange.name}`, () => run(exchange));
  }

  it('accounts for every recorded exchange', ({ annotate }) => {
    const covered = exchanges.filter(({ name }) => name in cases || probes.includes(name));
    const unaccounted = exchanges.filter(
      ({ name }) => !(name in cases) && !(name in notForUs) && !probes.includes(name),
    );
    expect(unaccounted.map(({ name }) => name)).toEqual([]);
    const known = new Set(exchanges.map(({ name }) => name));
    expect(
      [...Object.keys(cases), ...Object.keys(notForUs), ...probes].filter((name) => !known.has(name)),
    ).toEqual([]);
    const exact = covered.filter(({ name }) => cases[name]?.wordedOtherwise === undefined).length;
    return annotate(
      `covered ${covered.length} of ${exchanges.length} exchanges (${exact} with the very request); ` +
        `${Object.keys(notForUs).length} concern no client`,
    ).then(() => undefined);
  });
});
