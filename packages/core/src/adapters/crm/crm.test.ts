import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { expectOutcome, outcomeOf } from '../../testing/recorded-outcome.test-support';
import type { RecordedRequest, RecordedResponse } from '../../testing/replay';
import { createBench, tokenOf, wireMessage } from './crm.test-support';
import { cases, notForUs, playedLive } from './transcript-cases.test-support';

interface RecordedExchange {
  readonly name: string;
  readonly as: string | null;
  readonly request: RecordedRequest;
  readonly response: RecordedResponse;
}

const recording = new URL('../../../test-data/crm.transcript.json', import.meta.url);
const { exchanges } = JSON.parse(readFileSync(recording, 'utf8')) as {
  readonly exchanges: readonly RecordedExchange[];
};
const people = ['nadia', 'omar', 'priya', 'carla', 'yusuf', 'nils', 'lena', 'tomas', 'ravi', 'ines', 'wanda'];

/** The recording cut long lists to `_trimmed` items and a count of what it left out. */
function expand(body: unknown): unknown {
  if (typeof body === 'object' && body !== null && 'results' in body) {
    return { ...body, results: expand(body.results) };
  }
  if (!Array.isArray(body) || !body.some((item: unknown) => isTrimmed(item))) return body;
  const items = body.filter(isTrimmed).sort((left, right) => left.id - right.id);
  const first = items[0]!;
  const last = items[items.length - 1]!;
  return Array.from({ length: last.id - first.id + 1 }, (_, index) =>
    wireMessage(first.id + index, 5, 10, {
      organization: 2,
      content: `bulk ${String(first.id + index - 17)}`,
    }),
  );
}

function isTrimmed(item: unknown): item is { id: number } {
  return typeof item === 'object' && item !== null && '_trimmed' in item;
}

function answered({ response }: RecordedExchange): RecordedResponse {
  const { body } = response;
  const isText = typeof body === 'string';
  return { ...response, contentType: isText ? 'text/plain' : 'application/json', body: expand(body) };
}

function answerNamed(name: string): RecordedResponse {
  const asPage = name.startsWith('as a page: ');
  const wanted = asPage ? name.slice('as a page: '.length) : name;
  const found = exchanges.find((exchange) => exchange.name === wanted);
  if (found === undefined) throw new Error(`Nothing is recorded as "${wanted}".`);
  const answer = answered(found);
  if (!asPage) return answer;
  const body = answer.body as readonly unknown[] | { results: readonly unknown[] };
  const results = 'results' in body ? body.results : body;
  return { ...answer, body: { count: results.length, next: null, previous: null, results } };
}

function text(values: Readonly<Record<string, unknown>> | undefined): Record<string, string> {
  return Object.fromEntries(Object.entries(values ?? {}).map(([name, value]) => [name, String(value)]));
}

async function run(exchange: RecordedExchange): Promise<void> {
  const { drive, before = [], after = [], wordedOtherwise, contains, ...plan } = cases[exchange.name]!;
  const given = (answer: string | RecordedResponse): RecordedResponse =>
    typeof answer === 'string' ? answerNamed(answer) : answer;
  const own = exchange.as === null ? 1 : people.indexOf(exchange.as) + 1;
  const token = plan.token === undefined ? tokenOf(own) : plan.token;
  const { adapter, server, roles } = createBench(
    [...before.map(given), answered(exchange), ...after.map(given)],
    { ...plan.options, token },
  );
  const outcome = await outcomeOf(drive(adapter, roles));

  const request = server.requests[before.length];
  const { method, path, query, body } = exchange.request;
  expect(request?.method).toBe(method);
  if (wordedOtherwise === undefined) {
    expect({ path: request?.path, query: text(request?.query), body: request?.body }).toEqual({
      path,
      query: text(query),
      body,
    });
  } else expect(wordedOtherwise).not.toBe('');
  if (exchange.as !== null) {
    expect(server.tokens[before.length]).toBe(`${plan.options?.tokenType ?? 'Bearer'} ${String(token)}`);
  }
  expectOutcome(outcome, { ...plan, contains });
}

describe('crm, against the recorded exchanges', () => {
  for (const exchange of exchanges.filter(({ name }) => name in cases)) {
    it(exchange.name, () => run(exchange));
  }

  it('accounts for every recorded exchange', ({ annotate }) => {
    const covered = exchanges.filter(({ name }) => name in cases || playedLive.includes(name));
    const unaccounted = exchanges.filter(
      ({ name }) => !(name in cases) && !(name in notForUs) && !playedLive.includes(name),
    );
    expect(unaccounted.map(({ name }) => name)).toEqual([]);
    const known = new Set(exchanges.map(({ name }) => name));
    const named = [...Object.keys(cases), ...Object.keys(notForUs), ...playedLive];
    expect(named.filter((name) => !known.has(name))).toEqual([]);
    const exact = covered.filter(({ name }) => cases[name]?.wordedOtherwise === undefined).length;
    return annotate(
      `covered ${String(covered.length)} of ${String(exchanges.length)} exchanges (${String(exact)} with the very request); ` +
        `${String(Object.keys(notForUs).length)} concern no client`,
    ).then(() => undefined);
  });
});
