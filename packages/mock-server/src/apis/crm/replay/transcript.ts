import type { Cast } from '../../../seed';
import type { MockServer } from '../../../index';
import { type Exchange, type FormPart, readTranscript } from '../../../testing/replay/transcript';

interface RecordedExchange extends Omit<Exchange, 'request'> {
  request: Omit<Exchange['request'], 'multipart'> & {
    form?: Record<string, string>;
    multipart?: [string, string | { filename: string; type: string; text: string }][];
  };
}

/** What one channel of the push service carried. */
export interface RecordedChannel {
  name: string;
  as: string;
  auth: { status: number } | null;
  frames: { dir: 'in' | 'out'; data: { event: string; channel?: string; data?: unknown } }[];
}

interface CrmTranscript {
  exchanges: RecordedExchange[];
  sockets: RecordedChannel[];
}

/** The recording's own way to write forms, in the words of the replay. */
function inOurWords({ request, ...exchange }: RecordedExchange): Exchange {
  const { form, multipart, ...rest } = request;
  const parts = multipart?.map(([name, value]): FormPart =>
    typeof value === 'string'
      ? { name, value }
      : { name, filename: value.filename, contentType: value.type, size: value.text.length },
  );
  const isJson = rest.rawBody !== undefined && rest.headers?.['Content-Type'] === undefined;
  return {
    ...exchange,
    request: {
      ...rest,
      ...(isJson ? { headers: { ...rest.headers, 'Content-Type': 'application/json' } } : {}),
      ...(form === undefined ? {} : { rawBody: new URLSearchParams(form).toString() }),
      ...(parts === undefined ? {} : { multipart: parts }),
    },
  };
}

export function crmTranscript(): { exchanges: Exchange[]; channels: RecordedChannel[] } {
  const { exchanges, sockets } = readTranscript('crm') as CrmTranscript;
  return { exchanges: exchanges.map(inOurWords), channels: sockets };
}

const organisations = ['Fenwick Tools', 'Harbor Lane', 'Third Street', 'Okoye Repairs'];
const names = [
  ['nadia', 'Nadia', 'Berg'],
  ['omar', 'Omar', 'Diaz'],
  ['priya', 'Priya', 'Shah'],
  ['carla', 'Carla', 'Mora'],
  ['yusuf', 'Yusuf', 'Aydin'],
  ['nils', '', ''],
  ['lena', '', ''],
  ['tomas', 'Tomas', ''],
  ['ravi', 'Ravi', 'Okoye'],
  ['ines', 'Ines', ''],
] as const;

/** The people the recording started with. */
export const cast: Cast = {
  people: names.map(([username, firstName, lastName], index) => ({
    id: index + 1,
    username,
    email: `${username}@sample.test`,
    firstName,
    lastName,
  })),
  organisations: organisations.map((name, index) => ({
    id: index + 1,
    name,
    description: '',
    memberIds: [[1, 2, 3, 9], [5, 10], [8], [9]][index] ?? [],
    adminIds: [[1], [5], [8], [9]][index] ?? [],
  })),
};

/** Their hats, in the order they got them. */
export async function giveHats({ world }: MockServer): Promise<void> {
  const { people, entities } = world.crm;
  const hat = (
    personId: number,
    type: 'vendor' | 'employee' | 'customer',
    organisationId: number | null,
    isPrimary = true,
  ) =>
    people.addProfile({
      personId,
      type,
      organisationId,
      isPrimary,
      organisationName: type === 'customer' ? 'Independent Customer' : null,
    });
  await hat(1, 'vendor', 1);
  await hat(2, 'employee', 1);
  await hat(3, 'employee', 1);
  await hat(4, 'customer', 1);
  await hat(5, 'vendor', 2);
  await hat(7, 'customer', null);
  await hat(8, 'vendor', 3);
  await hat(9, 'vendor', 4);
  await hat(9, 'employee', 1, false);
  await hat(10, 'employee', 2);
  await people.describe(1, { title: 'Owner' });
  await people.describe(2, { department: 'Sales' });
  for (let id = 1; id <= 10; id += 1) await people.noteLogin(id);
  for (const type of ['lead', 'deal', 'customer']) await entities.add(type, 1, type);
}
