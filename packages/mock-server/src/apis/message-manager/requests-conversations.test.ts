import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeDocumented } from '../../testing/surface';
import { type Stage, openStage, profiles, root } from './message-manager.test-support';
import { detailShape, lastMessageShape, messageShape, rowShape, withoutStay } from './shapes.test-support';

interface Row {
  id: number;
  stay_id: number | null;
  guest_name?: string;
  room_number?: string;
  status: string;
  updated_at: string;
}
interface Page {
  count: number;
  next: string | null;
  previous: string | null;
  results: Row[];
}

const missingPages = ['0', '-1', 'x', '', '99', 'first'];

describe.each(profiles)('reading conversations, %s', (profile) => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage(profile);
  });
  afterAll(() => stage.close());

  const page = async (query = '', as = 'amira') => (await stage.ask(as, 'GET', query)).body as Page;
  const all = async () => [...(await page()).results, ...(await page('?page=2')).results];

  describeDocumented('GET /conversations/', () => {
    it('success: lists what the hotel relays, last changed first, ten a page', async () => {
      const { status, body } = await stage.ask('amira', 'GET', '');
      expect(status).toBe(200);
      const { results } = body as Page;
      const count = expect.any(Number) as number;
      expect(body).toEqual({ count, next: `${stage.server.url}${root}?page=2`, previous: null, results });
      expect(results).toHaveLength(10);
      for (const row of results)
        expect(row).toEqual(row.stay_id === null ? withoutStay(rowShape()) : rowShape());
      const times = results.map(({ updated_at }) => updated_at);
      expect(times).toEqual([...times].sort().reverse());
    });

    it('success: gives every conversation once, on its pages and by the last one’s name', async () => {
      const last = await page('?page=last');
      expect(last).toMatchObject({ next: null, previous: `${stage.server.url}${root}` });
      expect(last).toEqual(await page('?page=2'));
      const ids = (await all()).map(({ id }) => id);
      expect(new Set(ids).size).toBe(last.count);
      expect(ids).toHaveLength(last.count);
    });

    it('success: leaves out what a conversation without a stay has not', async () => {
      const demonstration = (await all()).find(({ stay_id }) => stay_id === null);
      expect(demonstration).toEqual(withoutStay(rowShape()));
    });

    it('success: cuts a last message after a hundred characters', async () => {
      const { number } = await stage.guest('Ana Sousa');
      await stage.ask('amira', 'POST', `${number}/send_message/`, { text: '🙂'.repeat(101) });
      expect((await page()).results[0]).toEqual(
        rowShape({
          id: number,
          last_message: lastMessageShape({ content: '🙂'.repeat(100), sender_type: 'staff' }),
        }),
      );
    });

    it('success: sorts by what may be sorted by, and ignores everything else', async () => {
      const ids = async (query: string) => (await page(query)).results.map(({ id }) => id);
      const sorted = (await all()).map(({ id }) => id).sort((one, other) => one - other);
      expect(await ids('?ordering=id')).toEqual(sorted.slice(0, 10));
      expect(await ids('?ordering=-id')).toEqual([...sorted].reverse().slice(0, 10));
      const rooms = await page('?ordering=-stay__room__room_number');
      expect(rooms.results[0]).toMatchObject({ guest_name: 'José Campos' });
      const plain = await ids('');
      for (const query of ['?ordering=password', '?page_size=2', '?search=zzz', '?status=closed'])
        expect(await ids(query)).toEqual(plain);
      // What is ignored stays in the address all the same.
      const { next } = await page('?page_size=2&search=zzz');
      expect(next).toBe(`${stage.server.url}${root}?page=2&page_size=2&search=zzz`);
    });

    it('success: has an empty first page', async () => {
      expect(await page('', 'root')).toEqual({ count: 0, next: null, previous: null, results: [] });
    });

    it('404 Invalid page.', async () => {
      for (const wanted of missingPages) {
        const { status, body } = await stage.ask('amira', 'GET', `?page=${wanted}`);
        expect(status, wanted).toBe(404);
        expect(body).toEqual({ detail: 'Invalid page.' });
      }
    });
  });

  describeDocumented('GET /conversations/{id}/', () => {
    it('success: tells who the guest is and how to reach them', async () => {
      const { number, stayId } = await stage.guest('Lena Ortiz');
      const { status, body } = await stage.ask('amira', 'GET', `${number}/`);
      expect(status).toBe(200);
      expect(body).toEqual(
        detailShape({
          id: number,
          stay_id: stayId,
          guest_name: 'Lena Ortiz',
          room_number: '107',
          guest_phone: expect.stringMatching(/^\+\d+$/) as string,
          department_name: 'Front Desk',
        }),
      );
    });

    it('success: leaves out the guest where there is no stay', async () => {
      const demonstration = (await all()).find(({ stay_id }) => stay_id === null);
      const { body } = await stage.ask('amira', 'GET', `${demonstration?.id}/`);
      expect(body).toEqual(withoutStay(detailShape({ context_data: { phone_number: '+15550398' } })));
    });
  });

  describeDocumented('GET /conversations/active_conversations/', () => {
    it('success: lists who is not relayed, in a bare array', async () => {
      const { status, body } = await stage.ask('amira', 'GET', 'active_conversations/');
      expect(status).toBe(200);
      expect(body).toEqual([
        rowShape({
          guest_name: 'Noor Haddad',
          status: 'active',
          department_name: null,
          last_message: lastMessageShape({ sender_type: 'guest' }),
        }),
      ]);
    });

    it('success: has null for the last message of whoever wrote nothing', async () => {
      const { hotels, conversations } = stage.server.world.guests;
      const guest = { organisationId: 1, guestName: 'Jane Smith', guestPhone: '+1', roomNumber: '102' };
      await conversations.add({ stayId: await hotels.addStay(guest), status: 'active' });
      const { body } = await stage.ask('amira', 'GET', 'active_conversations/');
      expect(body).toContainEqual(
        rowShape({
          guest_name: 'Jane Smith',
          room_number: '102',
          status: 'active',
          department_name: null,
          last_message: null,
        }),
      );
    });

    it('success: is empty for another hotel and for none', async () => {
      for (const as of ['eve', 'root'])
        expect((await stage.ask(as, 'GET', 'active_conversations/')).body).toEqual([]);
    });
  });

  describeDocumented('GET /conversations/{id}/messages/', () => {
    it('success: gives the whole history, oldest first, in a bare array', async () => {
      const { number, id } = await stage.guest('Lena Ortiz');
      const { status, body } = await stage.ask('amira', 'GET', `${number}/messages/?page=2&limit=1`);
      expect(status).toBe(200);
      const messages = body as { id: number; timestamp: string }[];
      for (const message of messages) expect(message).toEqual(messageShape());
      expect(messages).toHaveLength((await stage.server.world.guests.messages.of(id)).length);
      const times = messages.map(({ timestamp }) => timestamp);
      expect(times).toEqual([...times].sort());
      expect(body).toMatchObject([
        {
          sender_type: 'guest',
          sender_name: 'Lena Ortiz',
          content: 'Good morning! Could I get two extra pillows?',
        },
        { sender_type: 'system', sender_name: 'System' },
        { sender_type: 'staff', sender_name: 'Amira Haddad' },
        ...messages.slice(3),
      ]);
    });

    it('success: names staff by their account: with nothing where it has no name, as the system where it is gone', async () => {
      const { number, id } = await stage.guest('Mats Lindqvist');
      await stage.server.world.guests.messages.add({
        conversationId: id,
        senderType: 'staff',
        senderId: null,
        content: 'of an account that is gone',
      });
      const { body } = await stage.ask('amira', 'GET', `${number}/messages/`);
      expect(body).toContainEqual(messageShape({ sender_type: 'staff', sender_name: '' }));
      expect(body).toContainEqual(messageShape({ sender_type: 'staff', sender_name: 'System' }));
    });
  });
});
