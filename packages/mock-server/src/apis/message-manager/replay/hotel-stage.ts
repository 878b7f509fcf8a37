import type { MockServer } from '../../../index';
import type { Cast } from '../../../seed';
import { demoPassword } from '../../../seed/people';
import type { Stage } from '../../../testing/replay/stage';
import type { Fixtures } from './transcript';

export const recordedHosts = ['http://backend.example'];

/** As recorded; nobody of the second hotel signed in. */
const uuids = [
  'ca106200-02f1-489e-b93d-773d383746bf',
  'c5c7d1de-2b0a-4f59-8c6e-000000000000',
  '9a5b66f0-2a04-43de-a223-c90d98811767',
];
const hotelNumber = { A: 1, B: 2, C: 3 } as const;

export const castOf = ({ users, hotels }: Fixtures): Cast => ({
  people: users.map(({ id, username, full_name = '' }) => {
    const [firstName = '', lastName = ''] = full_name.split(' ');
    return { id, username, email: `${username}@example.com`, firstName, lastName };
  }),
  organisations: hotels.map((name, index) => ({
    id: index + 1,
    name,
    description: '',
    memberIds: [],
    adminIds: [],
  })),
});

/** Puts the recording's hotels, guests and conversations into a world with its people. */
export async function fillHotels({ world }: MockServer, fixtures: Fixtures): Promise<void> {
  const { hotels, conversations, messages } = world.guests;
  for (const [index, uuid] of uuids.entries()) await hotels.addHotel(index + 1, uuid);
  for (const { hotel, name } of fixtures.departments) await hotels.addDepartment(hotelNumber[hotel], name);
  for (const user of fixtures.users) {
    await hotels.addStaff({
      personId: user.id,
      userType: user.user_type,
      organisationId: user.hotel === null ? null : hotelNumber[user.hotel],
      phoneNumber: user.phone_number ?? '',
      isVerified: user.is_verified ?? true,
      isStaff: user.is_staff ?? false,
    });
    if (user.is_active === false) await world.people.setActive(user.id, false);
  }
  // The last entry stands for nine guests.
  const [summary] = fixtures.conversations.filter(({ id }) => id === undefined);
  const many = Array.from({ length: 9 }, (_, index) => ({
    ...summary,
    status: 'relay' as const,
    stay: 14 + index,
    guest: `Guest Number ${index}`,
    phone: `+1555040${index}`,
    room: String(114 + index),
  }));
  for (const given of [...fixtures.conversations.filter(({ id }) => id !== undefined), ...many]) {
    const stayId =
      given.stay == null
        ? null
        : await hotels.addStay({
            id: given.stay,
            organisationId: hotelNumber[given.hotel ?? 'A'],
            guestName: given.guest ?? '',
            guestPhone: given.phone ?? '',
            roomNumber: given.room ?? '',
          });
    const { id } = await conversations.add({
      stayId,
      status: given.status,
      departmentId: given.department ?? null,
      contextData: given.context_data ?? {},
    });
    for (const { content } of given.messages ?? []) {
      await messages.add({ conversationId: id, senderType: 'guest', senderId: null, content });
    }
  }
}

export interface HotelStage extends Stage {
  /** The cookie of this person was refused: the next one is another. */
  forgetSession(username: string): void;
}

const placeholder = /<(token|expired-token|refresh|session):(\w+)>/g;

/** Fills in tokens and sessions, those of accounts included that are deleted later. */
export async function createHotelStage(server: MockServer, fixtures: Fixtures): Promise<HotelStage> {
  const kept = new Map<string, string>();
  for (const { username } of fixtures.users) kept.set(`token:${username}`, await server.issueToken(username));

  const make = async (kind: string, username: string): Promise<string> => {
    if (kind === 'expired-token') return server.issueToken(username, -60);
    if (kind === 'session') {
      const person = await server.world.people.named(username);
      return server.world.sessions.open('message-manager', person?.id ?? 0);
    }
    const answer = await fetch(`${server.url}/api/login/`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username, password: demoPassword }),
    });
    return ((await answer.json()) as { refresh: string }).refresh;
  };

  return {
    server,
    recordedHosts,
    async fill(text) {
      let filled = text.replaceAll(/Str0ng-pass-\w+/g, demoPassword);
      for (const [found, kind = '', username = ''] of text.matchAll(placeholder)) {
        const key = `${kind}:${username}`;
        const value = kept.get(key) ?? (await make(kind, username));
        kept.set(key, value);
        filled = filled.replace(found, value);
      }
      return filled;
    },
    forgetSession: (username) => void kept.delete(`session:${username}`),
  };
}
