import { isChatError, type ChatErrorCode } from '../../errors';
import { deepEqual } from '../../lib/deep-equal';
import type { ChatStorage } from '../../storage/storage';

/** Opens the test's database; another suffix is another database, the same one the same again. */
export type Open = (suffix?: string) => Promise<ChatStorage>;

export interface ContractRunner {
  it(title: string, body: (open: Open) => Promise<void>): void;
}

/** Carries both values, so that runners can show the difference. */
export class ContractViolation extends Error {
  override readonly name = 'ContractViolation';

  constructor(
    rule: string,
    readonly expected: unknown,
    readonly actual: unknown,
  ) {
    super(`${rule}: expected ${shown(expected)}, got ${shown(actual)}`);
  }
}

export function assertSame(actual: unknown, expected: unknown, rule: string): void {
  if (!deepEqual(actual, expected)) throw new ContractViolation(rule, expected, actual);
}

export async function assertRefused(
  attempt: Promise<unknown>,
  codes: readonly ChatErrorCode[],
  rule: string,
): Promise<void> {
  const error: unknown = await attempt.then(
    () => null,
    (reason: unknown) => reason ?? 'nothing',
  );
  if (isChatError(error) && codes.includes(error.code)) return;
  throw new ContractViolation(rule, `a ChatError ${codes.join(' or ')}`, error);
}

function shown(value: unknown): string {
  const text = JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'number' && !Number.isFinite(inner) ? String(inner) : inner,
  );
  return text === undefined ? String(value) : text.slice(0, 300);
}
