import { type Room, openRoom } from '../world/staff/rooms';
import { postTo } from '../world/staff/posting';
import type { StaffMember } from '../world/staff/types';
import type { Upload } from '../world/types';
import type { World } from '../world/world';
import type { ApiSeed } from './api-seed';
import { writePaper } from './paper';
import { addOrganisation, addPeople, demoPeople, requirePerson } from './people';
import { drawStage } from './picture';
import { type StaffLine, coldRoom, morningShift, roomTwelve } from './staff-chat-lines';

const minute = 60_000;
const hour = 60 * minute;

interface Position {
  username: string;
  department: string;
  job: string;
  accessLevel?: string;
  jobSlug?: string;
  isOnDuty?: boolean;
}

const slugged = (name: string) => ({ name, slug: name.toLowerCase().replaceAll(' ', '_') });

const grandDemo: readonly Position[] = [
  { username: 'amira', department: 'Front Office', job: 'Front Desk Agent', isOnDuty: true },
  { username: 'bruno', department: 'Housekeeping', job: 'Housekeeper', isOnDuty: true },
  {
    username: 'chiara',
    department: 'Food and Beverage',
    job: 'Restaurant Supervisor',
    accessLevel: 'staff_admin',
  },
  {
    username: 'dmitri',
    department: 'Management',
    job: 'Hotel Manager',
    jobSlug: 'manager',
    accessLevel: 'super_staff_admin',
    isOnDuty: true,
  },
];
const seaView: readonly Position[] = [
  { username: 'eve', department: 'Front Office', job: 'Front Desk Agent' },
];

async function addHotel(
  world: World,
  name: string,
  slug: string,
  people: readonly Position[],
): Promise<void> {
  const hotelId = await addOrganisation(world, {
    name,
    description: 'A hotel',
    members: people.map(({ username }) => username),
    admins: [],
  });
  await world.staff.addHotel(hotelId, slug);
  for (const position of people) {
    const { id: personId, email } = await requirePerson(world, position.username);
    await world.staff.add({
      personId,
      hotelId,
      department: slugged(position.department),
      job: {
        ...slugged(position.job),
        ...(position.jobSlug === undefined ? {} : { slug: position.jobSlug }),
      },
      email,
      accessLevel: position.accessLevel ?? 'regular_staff',
      isOnDuty: position.isOnDuty === true,
    });
  }
}

interface Talk {
  people: readonly [string, ...string[]];
  title: string;
  startsAt: number;
  minutesBetween: number;
  lines: readonly StaffLine[];
  /** How many of the last lines somebody has not read. */
  unread: Readonly<Record<string, number>>;
}

async function uploadOf(line: StaffLine): Promise<(Upload & { mediaType: string })[]> {
  if (line.shows === undefined) return [];
  if (line.shows === 'picture') {
    return [{ name: 'blind.png', kind: 'image', bytes: await drawStage(800, 500), mediaType: 'image/png' }];
  }
  const bytes = writePaper(['Group lunch, 36 people', 'Nuts: 2', 'Gluten: 3', 'Fish: 1', 'Vegetarian: 9']);
  return [{ name: 'allergies.pdf', kind: 'pdf', bytes, mediaType: 'application/pdf' }];
}

async function play(world: World, talk: Talk): Promise<void> {
  const staff = new Map((await world.staff.all()).map((member) => [member.person.username, member]));
  const cast = (username: string): StaffMember => {
    const member = staff.get(username);
    if (member === undefined) throw new Error(`${username} works at no hotel`);
    return member;
  };
  const [first, ...others] = talk.people;
  world.clock.set((talk.startsAt - minute) * 1000);
  const room: Room = await openRoom(world, cast(first), {
    members: others.map(cast),
    title: talk.title,
    isGroup: others.length > 1,
  });
  const ids: number[] = [];
  for (const [index, line] of talk.lines.entries()) {
    world.clock.set(Math.round(talk.startsAt + index * talk.minutesBetween * minute) * 1000);
    const files = await uploadOf(line);
    const id = await postTo(world, room, cast(line.from), {
      content: line.before ?? line.text,
      replyToId: line.answers === undefined ? null : (ids[index - line.answers] ?? null),
      files,
    });
    if (line.before !== undefined && line.before !== line.text) {
      await world.messages.edit(id, line.text);
      await world.staffTalk.noteChange(id, 'edited_at');
    }
    for (const [emoji, name] of Object.entries(line.reactions ?? {}))
      await world.reactions.add(id, cast(name).person, emoji);
    if (line.isDeleted === true) {
      await world.messages.markDeleted(id);
      await world.staffTalk.noteChange(id, 'deleted_at');
    }
    ids.push(id);
  }
  for (const username of talk.people) {
    const left = talk.unread[username] ?? 0;
    const { person } = cast(username);
    const read = ids.filter((_, index) => index < ids.length - left && talk.lines[index]?.from !== username);
    await world.reads.mark(read, person.id);
  }
}

async function demoTalk(world: World, now: number): Promise<void> {
  await play(world, {
    people: ['chiara', 'dmitri'],
    title: '',
    startsAt: now - 26 * hour,
    minutesBetween: 7,
    lines: coldRoom,
    unread: {},
  });
  await play(world, {
    people: ['amira', 'bruno', 'chiara', 'dmitri'],
    title: 'Morning shift',
    startsAt: now - 5 * hour,
    minutesBetween: 19,
    lines: morningShift,
    unread: { amira: 1, chiara: 2 },
  });
  await play(world, {
    people: ['amira', 'bruno'],
    title: '',
    startsAt: now - 50 * minute,
    minutesBetween: 4,
    lines: roomTwelve,
    unread: { amira: 1 },
  });
}

/** One conversation of amira and bruno. */
function largeTalk(world: World, now: number, count: number): Promise<void> {
  const lines = Array.from({ length: count }, (_, index) => ({
    from: index % 3 === 0 ? 'amira' : 'bruno',
    text: `${index + 1}. Room ${100 + ((index * 7) % 60)} is ready.`,
  }));
  return play(world, {
    people: ['amira', 'bruno'],
    title: '',
    startsAt: now - count * minute,
    minutesBetween: 1,
    lines,
    unread: { amira: 2 },
  });
}

export const staffChatSeed: ApiSeed = {
  async people(world) {
    await addPeople(world, demoPeople);
    await addHotel(world, 'Grand Demo', 'grand-demo', grandDemo);
    await addHotel(world, 'Sea View', 'sea-view', seaView);
  },
  demo: demoTalk,
  large: largeTalk,
};
