import { readFileSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import { expectOutcome, outcomeOf } from '../../testing/recorded-outcome.test-support';
import type { RecordedRequest } from '../../testing/replay';
import { createBench, oldProfile, profile, readRecording, type Recorded } from './staff-chat.test-support';
import { cases, notForUs } from './transcript-cases.test-support';

const recording = new URL('../../../test-data/staff-chat.transcript.json', import.meta.url);
const { exchanges } = readRecording(readFileSync(recording, 'utf8'));
const staffIds: Readonly<Record<string, number>> = {
  alice: 1,
  bob: 2,
  carol: 3,
  dave: 4,
  erin: 5,
  frank: 6,
  gail: 7,
};

function sameRequest(own: RecordedRequest | undefined, recorded: RecordedRequest): void {
  const decoded = { ...own, path: decodeURI(own?.path ?? '') };
  expect(decoded).toEqual(recorded);
}

async function run(exchange: Recorded): Promise<void> {
  const plan = cases[exchange.name]!;
  const { before = [], after = [], options = {} } = plan;
  const { old } = exchange;
  const id = staffIds[exchange.as] ?? 1;
  const { adapter, server } = await createBench([...before, exchange.response, ...after], {
    polled: true,
    hotel: exchange.hotel,
    me: old ? oldProfile(id) : profile(id),
    ...(old
      ? { basePath: '/api/staff_chat/{hotel}', dialect: 'documented' as const }
      : { dialect: 'deployed' as const }),
    ...options,
  });
  const outcome = await outcomeOf(plan.drive(adapter));

  const index = before.length + 1;
  await vi.waitFor(() => expect(server.requests.length).toBeGreaterThan(index));
  const request = server.requests[index];
  expect(request?.method).toBe(exchange.request.method);
  if (plan.wordedOtherwise === undefined) sameRequest(request, exchange.request);
  if (exchange.authorization !== null)
    expect(server.tokens[index]?.split(' ')[0]).toBe(exchange.authorization.split(' ')[0]);

  expectOutcome(outcome, plan);
}

describe('staff-chat, against the recorded exchanges', () => {
  for (const exchange of exchanges.filter(({ name }) => name in cases)) {
    it(`${exchange.old ? 'documented' : 'deployed'}: ${exchange.name}`, () => run(exchange));
  }

  it('accounts for every recorded exchange', ({ annotate }) => {
    const names = exchanges.map(({ name }) => name);
    expect(names.filter((name) => !(name in cases) && !(name in notForUs))).toEqual([]);
    const known = new Set(names);
    expect([...Object.keys(cases), ...Object.keys(notForUs)].filter((name) => !known.has(name))).toEqual([]);
    const covered = names.filter((name) => name in cases);
    const exact = covered.filter((name) => cases[name]?.wordedOtherwise === undefined);
    return annotate(
      `covered ${String(covered.length)} of ${String(names.length)} exchanges (${String(exact.length)} with the ` +
        `very request); ${String(Object.keys(notForUs).length)} are asked by no client`,
    ).then(() => undefined);
  });
});
