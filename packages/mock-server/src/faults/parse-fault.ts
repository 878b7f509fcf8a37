import type { ActiveFault, FaultName } from '../faults';

/** The option a fault's value stands for: `status=429` is `status,status=429`. */
const mainOptions: Record<FaultName, string | undefined> = {
  loseRequest: undefined,
  loseAcknowledgement: undefined,
  failAfterStore: undefined,
  status: 'status',
  delay: 'milliseconds',
  dropSocketAfter: 'frames',
  duplicateFrames: undefined,
  reorderFrames: undefined,
  malformedFrames: undefined,
  halfOpen: undefined,
  refuseSockets: 'status',
  expireTokens: undefined,
};

const optionsOf: Record<string, 'number' | 'boolean' | 'text'> = {
  status: 'number',
  retryAfterSeconds: 'number',
  milliseconds: 'number',
  frames: 'number',
  times: 'number',
  refreshTokensToo: 'boolean',
  match: 'text',
};

const needed: readonly FaultName[] = ['status', 'delay', 'dropSocketAfter'];

export const faultNames: readonly string[] = Object.keys(mainOptions);

const isFaultName = (name: unknown): name is FaultName =>
  typeof name === 'string' && faultNames.includes(name);

/** A fault from data of unknown origin; throws an `Error` saying what is wrong with it. */
export function parseFault(given: unknown): ActiveFault {
  if (typeof given !== 'object' || given === null) throw new Error('A fault is an object with a name');
  const { name, ...options } = Object.fromEntries(Object.entries(given));
  if (!isFaultName(name)) {
    throw new Error(`Unknown fault "${String(name)}"; known are ${faultNames.join(', ')}`);
  }
  for (const [option, value] of Object.entries(options)) {
    const expected = optionsOf[option];
    if (expected === undefined) throw new Error(`The fault ${name} has no option "${option}"`);
    const isRight = expected === 'text' ? typeof value === 'string' : typeof value === expected;
    if (!isRight || Number.isNaN(value))
      throw new Error(`The option ${option} of ${name} must be a ${expected}`);
  }
  const main = mainOptions[name];
  if (needed.includes(name) && main !== undefined && options[main] === undefined) {
    throw new Error(`The fault ${name} needs a value, such as ${name}=${name === 'status' ? 429 : 3}`);
  }
  // Every option has just been checked against the fault's own list.
  return { name, ...options } as ActiveFault;
}

/** A fault as written on a command line: `name`, `name=value`, `name=value,times=2,match=send-message`. */
export function parseFaultText(text: string): ActiveFault {
  const [head = '', ...rest] = text.split(',');
  const [name = '', value] = head.split('=');
  const options: Record<string, unknown> = { name };
  const main = isFaultName(name) ? mainOptions[name] : undefined;
  if (value !== undefined) {
    if (isFaultName(name) && main === undefined) throw new Error(`The fault ${name} takes no value`);
    if (main !== undefined) options[main] = value === '' ? Number.NaN : Number(value);
  }
  for (const item of rest) {
    const [option = '', ...parts] = item.split('=');
    const raw = parts.join('=');
    const kind = optionsOf[option];
    options[option] = kind === 'number' ? Number(raw) : kind === 'boolean' ? raw !== 'false' : raw;
  }
  return parseFault(options);
}
