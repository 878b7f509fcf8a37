import type { Person } from '../world/types';
import type { World } from '../world/world';
import type { ApiSeed } from './api-seed';
import {
  amiraAndBruno,
  amiraAndChiara,
  amiraAndEve,
  amiraAndHugo,
  brunoAndHugo,
  chiaraAndSelma,
} from './crm-lines';
import { writePaper } from './paper';
import {
  addOrganisation,
  addPeople,
  demoOrganisations,
  demoPeople,
  requireOrganisation,
  requirePerson,
} from './people';
import { drawStage } from './picture';

const minute = 60_000;
const hour = 60 * minute;

export interface CrmLine {
  from: string;
  text: string;
  subject?: string;
  about?: { lead?: number; deal?: number; customer?: number };
  /** Which of the demo's files comes with the line. */
  shows?: 'paper' | 'picture';
}

const customers = [
  { username: 'hugo', email: 'hugo@museum.example.com', firstName: 'Hugo', lastName: 'Marchetti' },
  { username: 'selma', email: 'selma@theatre.example.com', firstName: 'Selma', lastName: 'Berg' },
];

const entities = [
  ['lead', 1, 'Museum of Glass, new hall'],
  ['lead', 2, 'City library, reading room'],
  ['deal', 1, 'Eleven fittings for the glass hall'],
  ['deal', 2, 'Maintenance 2027'],
  ['deal', 3, 'Dimmers for the theatre foyer'],
  ['deal', 4, 'Reading lamps, city library'],
  ['customer', 1, 'Museum of Glass'],
  ['customer', 2, 'Theatre at the Bridge'],
  ['customer', 3, 'City library'],
] as const;

/** Hats and customers; everybody else comes with the people whom all APIs share. */
async function addHats(world: World): Promise<void> {
  const { people } = world.crm;
  await addPeople(world, demoPeople);
  await addPeople(world, customers);
  // One after the other, so that each has the same number every time.
  for (const organisation of demoOrganisations) await addOrganisation(world, organisation);
  const northwind = await requireOrganisation(world, 'Northwind');
  const eastgate = await requireOrganisation(world, 'Eastgate');
  const hat = async (
    username: string,
    type: 'vendor' | 'employee' | 'customer',
    organisationId: number,
    isPrimary = true,
  ) => {
    const { id: personId } = await requirePerson(world, username);
    await people.addProfile({ personId, type, organisationId, isPrimary });
    return personId;
  };
  await people.describe(await hat('amira', 'vendor', northwind), { title: 'Owner' });
  await people.describe(await hat('bruno', 'employee', northwind), { department: 'Installation' });
  await people.describe(await hat('chiara', 'employee', northwind), { department: 'Accounts' });
  await people.describe(await hat('dmitri', 'employee', northwind), { department: 'Workshop' });
  await people.describe(await hat('eve', 'vendor', eastgate), { title: 'Head of lab' });
  await hat('eve', 'employee', northwind, false);
  await hat('hugo', 'customer', northwind);
  await hat('selma', 'customer', northwind);
  for (const [type, id, name] of entities) await world.crm.entities.add(type, id, name);
}

interface Talk {
  people: readonly [string, string];
  organisation: string;
  startsAt: number;
  minutesBetween: number;
  lines: readonly CrmLine[];
  /** Who has not read how many of the last lines. */
  unread?: { by: string; count: number };
}

async function storedFile(world: World, shows: CrmLine['shows']): Promise<object[]> {
  if (shows === undefined) return [];
  const isPaper = shows === 'paper';
  const name = isPaper ? 'quotation-2041.pdf' : 'sample.png';
  const bytes = isPaper
    ? writePaper(['Quotation 2041', 'Eleven fittings with dimmers, glass hall', 'Valid for thirty days.'])
    : await drawStage(960, 600);
  const path = await world.files.add('crm', name, bytes);
  const type = isPaper ? 'application/pdf' : 'image/png';
  return [{ url: `/media/${path}`, name, type, size: bytes.length }];
}

async function play(world: World, talk: Talk): Promise<void> {
  const { crm, clock } = world;
  const cast = new Map<string, Person>();
  for (const name of talk.people) cast.set(name, await requirePerson(world, name));
  const organisationId = await requireOrganisation(world, talk.organisation);
  for (const [index, line] of talk.lines.entries()) {
    const sender = cast.get(line.from);
    const recipient = [...cast.values()].find(({ username }) => username !== line.from);
    if (sender === undefined || recipient === undefined) throw new Error(`${line.from} has no part in this`);
    clock.set(Math.round(talk.startsAt + index * talk.minutesBetween * minute) * 1000);
    const message = await crm.messages.add({
      senderId: sender.id,
      recipientId: recipient.id,
      organisationId,
      content: line.text,
      subject: line.subject ?? null,
      leadId: line.about?.lead ?? null,
      dealId: line.about?.deal ?? null,
      customerId: line.about?.customer ?? null,
      attachments: await storedFile(world, line.shows),
    });
    const [known] = await crm.conversations.between(sender.id, recipient.id, organisationId);
    const conversation = known ?? (await crm.conversations.add(sender.id, recipient.id, organisationId));
    await crm.conversations.noteSent(conversation, message);
    const left = talk.lines.length - index;
    if (talk.unread?.by === recipient.username && left <= talk.unread.count) continue;
    await crm.messages.markRead(message.id);
    const [counted] = await crm.conversations.between(sender.id, recipient.id, organisationId);
    if (counted !== undefined) await crm.conversations.noteRead(counted, message);
  }
}

async function demoTalk(world: World, now: number): Promise<void> {
  const northwind = 'Northwind';
  const talks: Talk[] = [
    {
      people: ['amira', 'eve'],
      organisation: northwind,
      startsAt: now - 70 * hour,
      minutesBetween: 25,
      lines: amiraAndEve,
    },
    {
      people: ['chiara', 'selma'],
      organisation: northwind,
      startsAt: now - 50 * hour,
      minutesBetween: 90,
      lines: chiaraAndSelma,
    },
    {
      people: ['amira', 'chiara'],
      organisation: northwind,
      startsAt: now - 27 * hour,
      minutesBetween: 12,
      lines: amiraAndChiara,
    },
    {
      people: ['bruno', 'hugo'],
      organisation: northwind,
      startsAt: now - 5 * hour,
      minutesBetween: 9,
      lines: brunoAndHugo,
      unread: { by: 'bruno', count: 1 },
    },
    {
      people: ['amira', 'hugo'],
      organisation: northwind,
      startsAt: now - 26 * hour,
      minutesBetween: 380,
      lines: amiraAndHugo,
      unread: { by: 'amira', count: 2 },
    },
    {
      people: ['amira', 'bruno'],
      organisation: northwind,
      startsAt: now - 44 * minute,
      minutesBetween: 7,
      lines: amiraAndBruno,
      unread: { by: 'amira', count: 1 },
    },
  ];
  for (const talk of talks) await play(world, talk);
}

const sentences = [
  'The second sample is on its way.',
  'Can you look at the numbers before lunch?',
  'Done, see the shared folder.',
  'The supplier answered: three weeks, not two.',
  'Let us talk about it on Thursday.',
];

async function largeTalk(world: World, now: number, count: number): Promise<void> {
  await play(world, {
    people: ['amira', 'bruno'],
    organisation: 'Northwind',
    startsAt: now - count * minute,
    minutesBetween: 1,
    lines: Array.from({ length: count }, (_, index) => ({
      from: index % 3 === 0 ? 'amira' : 'bruno',
      text: `${index + 1}. ${sentences[(index * 3) % sentences.length] ?? ''}`,
    })),
  });
}

export const crmSeed: ApiSeed = { people: addHats, demo: demoTalk, large: largeTalk };
