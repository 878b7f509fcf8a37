/** What a contract suite found, for people to read. */
export interface ContractReport {
  readonly name: string;
  /** The duties that are kept, in words. */
  readonly kept: readonly string[];
  readonly broken: readonly BrokenDuty[];
  /** All of it as text: how many are kept, and each broken one with what was expected. */
  toString(): string;
}

export interface BrokenDuty {
  readonly duty: string;
  readonly why: string;
}

interface Runner {
  readonly describe: (name: string, body: () => void) => void;
  readonly it: (name: string, body: () => Promise<void>) => void;
}

/**
 * Runs a contract suite without a test runner. A duty that is not done after `timeoutMs` (default 15 seconds) is
 * broken: `await contractReport((runner) => describeStorageContract({ name, createProvider, ...runner }))`.
 */
export async function contractReport(
  suite: (runner: Runner) => void,
  { timeoutMs = 15_000 }: { readonly timeoutMs?: number } = {},
): Promise<ContractReport> {
  const titles: string[] = [];
  const duties: { readonly duty: string; readonly body: () => Promise<void> }[] = [];
  let name = '';
  suite({
    describe(title, body) {
      if (titles.length === 0) name = title;
      titles.push(title);
      body();
      titles.pop();
    },
    it: (title, body) => void duties.push({ duty: [...titles.slice(1), title].join(': '), body }),
  });
  const kept: string[] = [];
  const broken: BrokenDuty[] = [];
  for (const { duty, body } of duties) {
    const why = await failureOf(body, timeoutMs);
    if (why === null) kept.push(duty);
    else broken.push({ duty, why });
  }
  const heading = `${name}: ${String(kept.length)} of ${String(duties.length)} duties are kept.`;
  const lines = broken.map(({ duty, why }) => `✗ ${duty}\n  ${why}`);
  return { name, kept, broken, toString: () => [heading, ...lines].join('\n') };
}

async function failureOf(body: () => Promise<void>, timeoutMs: number): Promise<string | null> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(
      () => resolve(`It was not done after ${String(timeoutMs / 1_000)} seconds.`),
      timeoutMs,
    );
  });
  const done = body().then(
    () => null,
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
  const why = await Promise.race([done, late]);
  clearTimeout(timer);
  return why;
}
