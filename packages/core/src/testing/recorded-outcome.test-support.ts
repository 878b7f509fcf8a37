import { expect } from 'vitest';
import { isChatError, type ChatErrorCode } from '../errors';

export interface Outcome {
  readonly value?: unknown;
  readonly error?: unknown;
}

/** What becomes of a piece of work, whichever way it ends. */
export function outcomeOf(work: Promise<unknown>): Promise<Outcome> {
  return work.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );
}

/** A recorded answer must come out as planned; whatever the server's page said, no markup reaches people. */
export function expectOutcome(
  outcome: Outcome,
  plan: { readonly expect: 'ok' | ChatErrorCode; readonly contains?: object | undefined },
): void {
  if (plan.expect === 'ok') {
    expect(outcome.error).toBeUndefined();
    if (plan.contains !== undefined) expect(outcome.value).toMatchObject(plan.contains);
    return;
  }
  expect(isChatError(outcome.error)).toBe(true);
  expect(outcome.error).toMatchObject({ code: plan.expect, ...plan.contains });
  expect(String((outcome.error as Error).message)).not.toMatch(/<\w/);
}
