import { parseArgs } from 'node:util';
import { type ApiChoice, type Profile, apiChoices, chosenApis } from './apis/registry';
import type { ActiveFault } from './faults';
import { faultNames, parseFaultText } from './faults/parse-fault';
import { type Seed, parseSeed } from './seed';

export const help = `chat-mock-server — a chat backend to develop and test against

  --api name                     the documented API to speak (default: connectify), or all of them:
      ${apiChoices.join(', ')}
  --profile documented|deployed  as documented (default), or as real servers were observed
  --port 8787                    0 takes any free port; a taken port moves on to the next
  --host 127.0.0.1               address to listen on
  --data ./chat.db               keep data in this file (default: in memory)
  --seed demo|empty|large:<n>    what an empty store starts with (default: demo)
  --allow-host name              also accept sockets from pages of this host; repeatable
  --fault name[=value][,times=n][,match=text]   repeatable; names:
      ${faultNames.slice(0, 6).join(', ')},
      ${faultNames.slice(6).join(', ')}
  --control                      allow GET, POST and DELETE on /__faults
  --json                         print one line of JSON instead of text
  --help
`;

export interface CliOptions {
  api: ApiChoice;
  profile: Profile;
  port: number;
  hostname: string;
  data: string;
  seed: Seed;
  allowedHosts: string[];
  faults: ActiveFault[];
  control: boolean;
  json: boolean;
}

/** A flag that cannot be understood; the message is for the person at the terminal. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

function readFlags(flags: string[]) {
  try {
    return parseArgs({
      args: flags,
      options: {
        api: { type: 'string', default: 'connectify' },
        profile: { type: 'string', default: 'documented' },
        port: { type: 'string', default: '8787' },
        host: { type: 'string', default: '127.0.0.1' },
        data: { type: 'string', default: ':memory:' },
        seed: { type: 'string', default: 'demo' },
        'allow-host': { type: 'string', multiple: true, default: [] },
        fault: { type: 'string', multiple: true, default: [] },
        control: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    throw new UsageError(
      error instanceof Error ? (error.message.split('. ')[0] ?? error.message) : String(error),
    );
  }
}

function readApi(text: string): ApiChoice {
  const api = apiChoices.find((choice) => choice === text);
  if (api === undefined) throw new UsageError(`--api ${text}: known are ${apiChoices.join(', ')}`);
  return api;
}

function readProfile(api: ApiChoice, text: string): Profile {
  // Of several APIs only what all of them have makes sense.
  const lists = (chosenApis(api) ?? []).map((definition) => definition.profiles);
  const known = (lists[0] ?? []).filter((name) => lists.every((names) => names.includes(name)));
  const profile = known.find((name) => name === text);
  if (profile === undefined) throw new UsageError(`--profile ${text}: known are ${known.join(' and ')}`);
  return profile;
}

function readFault(text: string): ActiveFault {
  try {
    return parseFaultText(text);
  } catch (error) {
    throw new UsageError(`--fault ${text}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Reads the flags; `'help'` if help was asked for. */
export function readOptions(flags: string[]): CliOptions | 'help' {
  const values = readFlags(flags);
  if (values.help) return 'help';
  const port = /^\d{1,5}$/.test(values.port) ? Number(values.port) : Number.NaN;
  if (!(port <= 65_535)) throw new UsageError(`--port ${values.port}: a number from 0 to 65535 is needed`);
  const api = readApi(values.api);
  const profile = readProfile(api, values.profile);
  const seed = parseSeed(values.seed);
  if (seed === undefined) {
    throw new UsageError(`--seed ${values.seed}: known are demo, empty and large:<number of messages>`);
  }
  return {
    api,
    profile,
    port,
    hostname: values.host,
    data: values.data,
    seed,
    allowedHosts: values['allow-host'],
    faults: values.fault.map(readFault),
    control: values.control,
    json: values.json,
  };
}
