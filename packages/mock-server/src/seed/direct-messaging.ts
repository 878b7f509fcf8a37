import type { CommunityUpload } from '../world/community/messages';
import type { Person } from '../world/types';
import type { World } from '../world/world';
import type { ApiSeed } from './api-seed';
import { filmNight, gardenWork, libraryHours, organConcert } from './direct-messaging-lines';
import { writePaper } from './paper';
import { addPeople, demoPeople, requirePerson } from './people';
import { drawStage } from './picture';

/** A line of a seeded conversation, with the person who says it. */
export interface CommunityLine {
  readonly from: string;
  readonly text: string | null;
  /** How many lines back the line stands that this one answers. */
  readonly answers?: number;
  readonly before?: string;
  readonly isPinned?: boolean;
  readonly isDeleted?: boolean;
  readonly shows?: 'picture' | 'programme';
}

const minute = 60_000;
const hour = 60 * minute;

async function fileOf(shows: CommunityLine['shows']): Promise<CommunityUpload[]> {
  if (shows === 'picture') {
    return [
      { name: 'hall at dusk.png', kind: 'image', mimeType: 'image/png', bytes: await drawStage(960, 600) },
    ];
  }
  if (shows === 'programme') {
    const lines = ['Organ concert', 'Bach: Toccata in D minor', 'Franck: Chorale no. 3', 'Admission free.'];
    return [
      { name: 'programme.pdf', kind: 'document', mimeType: 'application/pdf', bytes: writePaper(lines) },
    ];
  }
  return [];
}

interface Scene {
  readonly communityId: number | null;
  readonly people: readonly Person[];
  readonly startsAt: number;
  readonly minutesBetween: number;
  readonly lines: readonly CommunityLine[];
  /** Who has read all, and who all but the last lines. */
  readonly read: Readonly<Record<string, number>>;
}

async function play(world: World, scene: Scene): Promise<void> {
  const { conversations, messages } = world.community;
  const [first, ...others] = scene.people;
  if (first === undefined) throw new Error('A conversation needs people');
  world.clock.set((scene.startsAt - minute) * 1000);
  const conversation = await conversations.add(
    scene.communityId,
    first.id,
    others.map(({ id }) => id),
  );
  const ids: { id: number; senderId: number }[] = [];
  for (const [index, line] of scene.lines.entries()) {
    // Uneven steps, always the same ones.
    const step = (index + ((index * 7) % 5) * 0.15) * scene.minutesBetween;
    world.clock.set(Math.round(scene.startsAt + step * minute) * 1000);
    const sender = scene.people.find(({ username }) => username === line.from);
    if (sender === undefined) throw new Error(`${line.from} has no part in this conversation`);
    const id = await messages.add({
      conversationId: conversation.id,
      senderId: sender.id,
      content: line.before ?? line.text,
      replyToId: line.answers === undefined ? null : (ids[index - line.answers]?.id ?? null),
      isPinned: line.isPinned ?? false,
      uploads: await fileOf(line.shows),
      recipientIds: scene.people.map((person) => person.id).filter((person) => person !== sender.id),
    });
    await conversations.noteSent(conversation.id);
    if (line.before !== undefined) await messages.edit(id, line.text);
    if (line.isDeleted === true) await messages.markDeleted(id);
    ids.push({ id, senderId: sender.id });
  }
  for (const [username, except] of Object.entries(scene.read)) {
    const reader = await requirePerson(world, username);
    for (const { id, senderId } of ids.slice(0, ids.length - except)) {
      if (senderId !== reader.id) await messages.markRead(id, reader.id);
    }
  }
}

/** Two communities and one that nobody keeps. */
async function communityPeople(world: World): Promise<void> {
  await addPeople(world, demoPeople);
  const { communities } = world.community;
  const [amira, bruno, chiara, dmitri, eve, root] = await Promise.all(
    ['amira', 'bruno', 'chiara', 'dmitri', 'eve', 'root'].map((name) => requirePerson(world, name)),
  );
  if (!amira || !bruno || !chiara || !dmitri || !eve || !root) throw new Error('The seed lacks people');
  await communities.describe(amira.id, 'admin', 'Keeps the River archive and its reading room');
  await communities.describe(eve.id, 'admin', 'Organ, choir and everything that makes a sound');
  await communities.describe(root.id, 'superadmin');
  const river = await communities.add({
    name: 'River Fellowship',
    slug: 'river-fellowship',
    description: 'By the river, since 1911',
    adminId: amira.id,
  });
  const hill = await communities.add({
    name: 'Hill Chapel',
    slug: 'hill-chapel',
    description: 'Music on the hill',
    adminId: eve.id,
  });
  const empty = await communities.add({
    name: 'Empty House',
    slug: 'empty-house',
    description: 'Looking for somebody to keep it',
    adminId: null,
  });
  for (const person of [bruno, chiara, dmitri]) await communities.subscribe(river, person.id);
  for (const person of [bruno, amira]) await communities.subscribe(hill, person.id);
  await communities.subscribe(empty, bruno.id);
}

async function demoTalk(world: World, now: number): Promise<void> {
  const { communities } = world.community;
  const person = (name: string): Promise<Person> => requirePerson(world, name);
  const idOf = async (slug: string): Promise<number | null> => (await communities.named(slug))?.id ?? null;
  const river = await idOf('river-fellowship');
  const hill = await idOf('hill-chapel');
  const [amira, bruno, chiara, eve] = [
    await person('amira'),
    await person('bruno'),
    await person('chiara'),
    await person('eve'),
  ];
  await play(world, {
    communityId: null,
    people: [amira, bruno, chiara],
    startsAt: now - 30 * hour,
    minutesBetween: 40,
    lines: filmNight,
    read: { amira: 1, bruno: 0, chiara: 1 },
  });
  await play(world, {
    communityId: null,
    people: [eve, amira],
    startsAt: now - 22 * hour,
    minutesBetween: 9,
    lines: gardenWork,
    read: { eve: 0, amira: 0 },
  });
  await play(world, {
    communityId: hill,
    people: [bruno, eve],
    startsAt: now - 6 * hour,
    minutesBetween: 12,
    lines: organConcert,
    read: { bruno: 1, eve: 0 },
  });
  await play(world, {
    communityId: river,
    people: [bruno, amira],
    startsAt: now - 70 * minute,
    minutesBetween: 3,
    lines: libraryHours,
    read: { bruno: 0, amira: 2 },
  });
}

const sentences = ['Is the reading room open?', 'From nine to ten.', 'Thank you!', 'Until Friday, then.'];

/** One conversation of bruno and amira with `count` messages, a minute apart, ending now. */
async function largeTalk(world: World, now: number, count: number): Promise<void> {
  const { communities, conversations, messages } = world.community;
  const bruno = await requirePerson(world, 'bruno');
  const amira = await requirePerson(world, 'amira');
  const community = await communities.named('river-fellowship');
  const conversation = await conversations.add(community?.id ?? null, bruno.id, [amira.id]);
  for (let index = 0; index < count; index += 1) {
    world.clock.set((now - (count - index) * minute) * 1000);
    const [sender, recipient] = index % 3 === 0 ? [amira, bruno] : [bruno, amira];
    await messages.add({
      conversationId: conversation.id,
      senderId: sender.id,
      content: `${index + 1}. ${sentences[(index * 5) % sentences.length] ?? ''}`,
      recipientIds: [recipient.id],
    });
  }
  await conversations.noteSent(conversation.id);
}

export const directMessagingSeed: ApiSeed = { people: communityPeople, demo: demoTalk, large: largeTalk };
