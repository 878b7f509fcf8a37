import { tellGuest } from '../world/acts/guest';
import type { CastMember } from '../seed';
import type { World } from '../world/world';
import type { ApiSeed } from './api-seed';
import {
  type GuestTalk,
  grandDemoTalks,
  lateTowels,
  seaViewTalk,
  quietGuests,
} from './message-manager-lines';
import { addOrganisation, addPeople, demoPeople, requireOrganisation, requirePerson } from './people';

const minute = 60_000;
const grandDemo = 'Grand Demo';
const seaView = 'Sea View';

interface Hotel {
  name: string;
  uuid: string;
  departments: readonly string[];
  /** User names with their roles. */
  staff: readonly (readonly [username: string, userType: string])[];
}

const hotels: readonly Hotel[] = [
  {
    name: grandDemo,
    uuid: '7a1f5f0e-4c1b-4a53-9f57-2b6c3d9e1a01',
    departments: ['Front Desk', 'Housekeeping'],
    staff: [
      ['amira', 'receptionist'],
      ['bruno', 'department_staff'],
      ['marco', 'department_staff'],
      ['dmitri', 'hotel_admin'],
    ],
  },
  {
    name: seaView,
    uuid: '7a1f5f0e-4c1b-4a53-9f57-2b6c3d9e1a02',
    departments: ['Reception'],
    staff: [['eve', 'manager']],
  },
];

/** Accounts made through the API have no names: the normal case. */
const marco: CastMember = { username: 'marco', email: 'marco@example.com', firstName: '', lastName: '' };

async function addStaff(world: World): Promise<void> {
  await addPeople(world, [...demoPeople, marco]);
  const add = async (username: string, userType: string, organisationId: number | null) =>
    world.guests.hotels.addStaff({
      personId: (await requirePerson(world, username)).id,
      userType,
      organisationId,
      isStaff: userType === 'hotel_admin' || userType === 'platform_staff',
    });
  for (const hotel of hotels) {
    const organisationId = await addOrganisation(world, {
      name: hotel.name,
      description: 'A hotel',
      members: hotel.staff.map(([username]) => username),
      admins: [],
    });
    await world.guests.hotels.addHotel(organisationId, hotel.uuid);
    for (const name of hotel.departments) await world.guests.hotels.addDepartment(organisationId, name);
    for (const [username, userType] of hotel.staff) await add(username, userType, organisationId);
  }
  await add('root', 'platform_staff', null);
}

interface Place {
  organisationId: number;
  /** Ids by name. */
  departments: ReadonlyMap<string, number>;
  phone: string;
}

async function playTalk(world: World, now: number, talk: GuestTalk, place: Place): Promise<void> {
  const endsAt = now - talk.ago * minute;
  const startsAt = endsAt - talk.lines.length * 2 * minute;
  world.clock.set((startsAt - minute) * 1000);
  const stayId = await world.guests.hotels.addStay({
    organisationId: place.organisationId,
    guestName: talk.guest,
    guestPhone: place.phone,
    roomNumber: talk.room,
  });
  const conversation = await world.guests.conversations.add({
    stayId,
    status: talk.status,
    departmentId: talk.department === undefined ? null : (place.departments.get(talk.department) ?? null),
  });
  for (const [index, [from, content]] of talk.lines.entries()) {
    world.clock.set((startsAt + (index + 1) * 2 * minute) * 1000);
    const isStaff = from !== 'guest' && from !== 'system';
    await tellGuest(world, conversation, {
      senderType: isStaff ? 'staff' : from,
      senderId: isStaff ? (await requirePerson(world, from)).id : null,
      content,
      // As on the real server: what guests write while somebody relays moves nothing.
      moves: isStaff,
    });
  }
}

async function placeOf(world: World, name: string): Promise<Omit<Place, 'phone'>> {
  const organisationId = await requireOrganisation(world, name);
  return { organisationId, departments: await world.guests.hotels.departments(organisationId) };
}

async function demoTalk(world: World, now: number): Promise<void> {
  const grand = await placeOf(world, grandDemo);
  const sea = await placeOf(world, seaView);
  const quiet = quietGuests.map((guest, index): GuestTalk => ({
    guest,
    room: String(201 + index),
    department: 'Housekeeping',
    status: 'relay',
    ago: 90 + index * 55,
    lines: [
      ['guest', 'Could we have fresh towels, please?'],
      ['marco', 'With pleasure, in a few minutes.'],
    ],
  }));
  const talks = [...quiet, ...grandDemoTalks, lateTowels];
  for (const [index, talk] of talks.entries()) {
    await playTalk(world, now, talk, { ...grand, phone: `+155503${String(index).padStart(2, '0')}` });
  }
  await playTalk(world, now, seaViewTalk, { ...sea, phone: '+15550399' });
  world.clock.set((now - 30 * minute) * 1000);
  const demonstration = await world.guests.conversations.add({
    stayId: null,
    status: 'relay',
    departmentId: grand.departments.get('Front Desk') ?? null,
    contextData: { phone_number: '+15550398' },
  });
  await tellGuest(world, demonstration, {
    senderType: 'guest',
    senderId: null,
    content: 'Is this the number of the hotel?',
    moves: false,
  });
}

async function largeTalk(world: World, now: number, count: number): Promise<void> {
  const grand = await placeOf(world, grandDemo);
  const lines = Array.from({ length: count }, (_, index): GuestTalk['lines'][number] =>
    index % 3 === 0 ? ['guest', `${index + 1}. One more question …`] : ['amira', `${index + 1}. Of course.`],
  );
  const talk: GuestTalk = { ...lateTowels, ago: 0, lines };
  await playTalk(world, now, talk, { ...grand, phone: '+15550300' });
}

/** Two hotels: one busy enough for two pages of guests, and another that must not be seen from the first. */
export const messageManagerSeed: ApiSeed = { people: addStaff, demo: demoTalk, large: largeTalk };
