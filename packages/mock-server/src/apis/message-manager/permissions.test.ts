import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Stage, openStage, profiles } from './message-manager.test-support';

describe.each(profiles)('who may do what, %s', (profile) => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await openStage(profile);
  });
  afterEach(() => stage.close());

  /** What each way to a conversation answers, ending its relay last. */
  async function statusesOf(as: string, guest: string): Promise<number[]> {
    const { number } = await stage.guest(guest);
    const statuses: number[] = [];
    for (const [method, path, body] of [
      ['GET', ''],
      ['GET', 'messages/'],
      ['POST', 'send_message/', { text: 'x' }],
      ['POST', 'end_relay/'],
    ] as const)
      statuses.push((await stage.ask(as, method, `${number}/${path}`, body)).status);
    return statuses;
  }

  const countOf = async (as: string) => ((await stage.ask(as, 'GET', '')).body as { count: number }).count;

  it.each(['hotel_admin', 'manager', 'receptionist', 'department_staff'])(
    'makes no difference of the role: a %s of the hotel does everything',
    async (role) => {
      await stage.hire('newcomer', role, 1);
      expect(await countOf('newcomer')).toBe(await countOf('amira'));
      expect(await statusesOf('newcomer', 'Lena Ortiz')).toEqual([200, 200, 201, 200]);
    },
  );

  it.each(['platform_admin', 'platform_staff', 'manager'])(
    'gives a %s without a hotel empty lists, and nothing else',
    async (role) => {
      await stage.hire('newcomer', role, null);
      expect(await countOf('newcomer')).toBe(0);
      expect((await stage.ask('newcomer', 'GET', 'active_conversations/')).body).toEqual([]);
      expect(await statusesOf('newcomer', 'Lena Ortiz')).toEqual([404, 404, 404, 404]);
    },
  );

  it('shows the conversations of all departments of the hotel, whatever one’s own', async () => {
    expect(await statusesOf('bruno', 'Lena Ortiz')).toEqual([200, 200, 201, 200]);
    expect(await statusesOf('amira', 'Mats Lindqvist')).toEqual([200, 200, 201, 200]);
  });

  it('shows nothing of another hotel, in either direction', async () => {
    expect(await statusesOf('eve', 'Lena Ortiz')).toEqual([404, 404, 404, 404]);
    expect(await statusesOf('amira', 'Pia Rossi')).toEqual([404, 404, 404, 404]);
    expect(await statusesOf('eve', 'Pia Rossi')).toEqual([200, 200, 201, 200]);
  });

  it('has empty lists for a hotel without departments', async () => {
    const { world } = stage.server;
    const members = { memberIds: [], adminIds: [] };
    const id = await world.organisations.add({ name: 'Bare Inn', description: '', ...members });
    await world.guests.hotels.addHotel(id, '7a1f5f0e-4c1b-4a53-9f57-2b6c3d9e1a99');
    await stage.hire('keeper', 'manager', id);
    expect(await countOf('keeper')).toBe(0);
    expect((await stage.ask('keeper', 'GET', 'active_conversations/')).body).toEqual([]);
  });

  it.each(['demo', 'checkin', 'active', 'closed'] as const)(
    'lets nobody reach a conversation that is %s, and everybody of the hotel one that is relayed',
    async (status) => {
      const { conversations, hotels } = stage.server.world.guests;
      const guest = { organisationId: 1, guestName: 'Jane Smith', guestPhone: '+1', roomNumber: '102' };
      const { id } = await conversations.add({ stayId: await hotels.addStay(guest), status });
      expect(await statusesOf('amira', 'Jane Smith')).toEqual([404, 404, 404, 404]);
      const active = await stage.ask('amira', 'GET', 'active_conversations/');
      expect((active.body as { guest_name: string }[]).map(({ guest_name }) => guest_name)).toEqual(
        status === 'active' ? ['Jane Smith', 'Noor Haddad'] : ['Noor Haddad'],
      );
      await conversations.setStatus(id, 'relay', (await hotels.firstDepartment(1)) ?? 0);
      expect(await statusesOf('amira', 'Jane Smith')).toEqual([200, 200, 201, 200]);
    },
  );

  it('checks nothing on sockets: any stay of any hotel is heard and written to, in any status', async () => {
    const ear = await stage.listen('eve');
    for (const name of ['Lena Ortiz', 'Noor Haddad']) {
      const { stayId, id } = await stage.guest(name);
      ear.send({ command: 'subscribe_to_conversation', stay_id: stayId });
      ear.send({ command: 'send_message', stay_id: stayId, text: `to ${name}` });
      expect(await ear.next()).toMatchObject({ stay_id: stayId, content: `to ${name}` });
      expect((await stage.server.world.guests.messages.of(id)).at(-1)).toMatchObject({
        content: `to ${name}`,
        senderName: 'Eve Lindqvist',
      });
    }
  });
});
