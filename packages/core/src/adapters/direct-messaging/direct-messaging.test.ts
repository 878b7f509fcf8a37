import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { expectOutcome, outcomeOf } from '../../testing/recorded-outcome.test-support';
import type { RecordedRequest, RecordedResponse } from '../../testing/replay';
import { createBench, tokenOf } from './direct-messaging.test-support';
import { cases } from './transcript-cases.test-support';
import { notForUs } from './transcript-left-out.test-support';

interface Exchange {
  readonly seq: number;
  readonly name: string;
  readonly as: string | null;
  readonly request: {
    readonly method: string;
    readonly path: string;
    readonly query?: Readonly<Record<string, number | string>>;
    readonly body?: unknown;
    readonly multipart?: {
      readonly fields: readonly (readonly [string, string])[];
      readonly files: readonly {
        readonly field: string;
        readonly filename: string;
        readonly content_type: string;
        readonly size: number;
      }[];
    };
  };
  readonly response: {
    readonly status: number;
    readonly body: unknown;
    readonly content_type?: string;
    readonly location?: string;
  };
}

const recording = new URL('../../../test-data/direct-messaging.transcript.json', import.meta.url);
const { exchanges } = JSON.parse(readFileSync(recording, 'utf8')) as {
  readonly exchanges: readonly Exchange[];
};
const userNumbers: Readonly<Record<string, number>> = {
  sofia: 1,
  amina: 2,
  mira: 3,
  timur: 4,
  boris: 5,
  lena: 6,
};

function answerOf({ response }: Exchange): RecordedResponse {
  const isPage = typeof response.body === 'string';
  return {
    status: response.status,
    contentType: isPage ? (response.content_type ?? 'text/html') : 'application/json',
    body: response.body,
    ...(response.location === undefined ? {} : { headers: { location: response.location } }),
  };
}

function answerNamed(name: string): RecordedResponse {
  const found = exchanges.find((exchange) => exchange.name === name);
  if (found === undefined) throw new Error(`Nothing is recorded as "${name}".`);
  return answerOf(found);
}

/** The recorder's form of a request in ours. */
function requestOf({ request }: Exchange): RecordedRequest {
  const { method, path, query, body, multipart } = request;
  return {
    method,
    path,
    ...(query === undefined
      ? {}
      : { query: Object.fromEntries(Object.entries(query).map(([name, value]) => [name, String(value)])) }),
    ...(body === undefined ? {} : { body }),
    ...(multipart === undefined
      ? {}
      : {
          multipart: [
            ...multipart.fields.map(([name, value]) => ({ name, value })),
            ...multipart.files.map(({ field, filename, content_type, size }) => ({
              name: field,
              filename,
              contentType: content_type,
              size,
            })),
          ],
        }),
  };
}

async function run(exchange: Exchange): Promise<void> {
  const { drive, before = [], after = [], wordedOtherwise, contains, token, ...plan } = cases[exchange.name]!;
  const answers = (list: typeof before): RecordedResponse[] =>
    list.map((answer) => (typeof answer === 'string' ? answerNamed(answer) : answer));
  const own = exchange.as === null ? 3 : userNumbers[exchange.as]!;
  const { adapter, server, environment } = createBench(
    [...answers(before), answerOf(exchange), ...answers(after)],
    { token: token === undefined ? tokenOf(own) : token, withoutSockets: true, deleteConversations: true },
  );
  // Whoever waits for a second look is given the time.
  const ticking = environment.clock.advance(0).then(() => environment.clock.advance(10_000));
  const outcome = await outcomeOf(drive(adapter));
  await ticking;

  const request = server.requests[before.length];
  if (wordedOtherwise === undefined) expect(request).toEqual(requestOf(exchange));
  else expect(wordedOtherwise).not.toBe('');

  const loosely = contains === undefined || plan.expect !== 'ok' ? contains : looselyMatching(contains);
  expectOutcome(outcome, { ...plan, contains: loosely });
}

/** Patterns in an expectation stand for texts that contain them. */
function looselyMatching(expected: object): object {
  const convert = (value: unknown): unknown => {
    if (value instanceof RegExp) return expect.stringMatching(value);
    if (Array.isArray(value)) return value.map(convert);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, convert(inner)]));
  };
  return convert(expected) as object;
}

describe('direct-messaging, against the recorded exchanges', () => {
  for (const exchange of exchanges.filter(({ name }) => name in cases)) {
    it(`${String(exchange.seq)}: ${exchange.name}`, () => run(exchange));
  }

  it('accounts for every recorded exchange', ({ annotate }) => {
    const names = new Set(exchanges.map(({ name }) => name));
    expect([...names].filter((name) => !(name in cases) && !(name in notForUs))).toEqual([]);
    expect([...Object.keys(cases), ...Object.keys(notForUs)].filter((name) => !names.has(name))).toEqual([]);
    const covered = exchanges.filter(({ name }) => name in cases);
    const exact = covered.filter(({ name }) => cases[name]?.wordedOtherwise === undefined).length;
    return annotate(
      `covered ${covered.length} of ${exchanges.length} exchanges (${exact} with the very request); ` +
        `${Object.keys(notForUs).length} concern no client of ours`,
    ).then(() => undefined);
  });
});
