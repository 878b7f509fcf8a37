import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { describeDocumented } from '../../testing/surface';
import { type Ear, type Guest, type Stage, openStage, profiles } from './message-manager.test-support';
import { newMessageShape, socketTime } from './shapes.test-support';

const subscribe = 'subscribe_to_conversation';
const unsubscribe = 'unsubscribe_from_conversation';

describe.each(profiles)('the socket of the staff, %s', (profile) => {
  let stage: Stage;
  let lena: Guest;
  beforeEach(async () => {
    stage = await openStage(profile);
    lena = await stage.guest('Lena Ortiz');
  });
  afterEach(() => stage.close());

  const stored = async (guest: Guest) =>
    (await stage.server.world.guests.messages.of(guest.id)).map(({ content }) => content);

  /** The socket closes, and what came behind the frame is lost. */
  async function expectClosed(frame: unknown, send: (ear: Ear) => void = (ear) => ear.send(frame)) {
    const ear = await stage.listen('amira');
    const before = await stored(lena);
    send(ear);
    ear.send({ command: 'send_message', stay_id: lena.stayId, text: 'behind it' });
    expect(await ear.closed).toBe(1011);
    expect(await stored(lena)).toEqual(before);
  }

  function closesOnBadStays(command: string): void {
    it('close 1011 without a stay_id', () => expectClosed({ command, text: 'x' }));
    it('close 1011 a stay_id that is a list', () => expectClosed({ command, stay_id: [1], text: 'x' }));
    it('close 1011 a stay_id with blanks or slashes', async () => {
      await expectClosed({ command, stay_id: '1 2', text: 'x' });
      await expectClosed({ command, stay_id: '1/2', text: 'x' });
    });
  }

  describeDocumented('GET /ws/staff/', () => {
    it('success: opens with a session, says nothing by itself, and ignores what it does not know', async () => {
      const ear = await stage.listen('amira');
      for (const frame of [{}, { command: 'ping' }, { command: 'mark_read', stay_id: lena.stayId }])
        ear.send(frame);
      expect(await ear.settled()).toEqual([]);
    });

    it('403 without a session', async () => {
      for (const headers of [{}, { cookie: 'sessionid=made-up' }])
        expect((await stage.dial('/ws/staff/', headers)).status).toBe(403);
      const person = await stage.server.world.people.named('bruno');
      const key = await stage.server.world.sessions.open('message-manager', person?.id ?? 0);
      await stage.server.world.people.setActive(person?.id ?? 0, false);
      expect((await stage.dial('/ws/staff/', { cookie: `sessionid=${key}` })).status).toBe(403);
    });

    it('500 another path', async () => {
      for (const path of ['/ws/staff', '/ws/other/']) expect((await stage.dial(path)).status, path).toBe(500);
    });

    it('close 1011 what is no JSON', () => expectClosed('', (ear) => ear.sendRaw('{"command":')));
    it('close 1011 what is no object', async () => {
      for (const frame of ['subscribe', 1, null, [{ command: 'ping' }]]) await expectClosed(frame);
    });
    it('close 1011 an empty frame', () => expectClosed('', (ear) => ear.sendRaw('')));
    it('close 1011 a binary frame', () =>
      expectClosed('', (ear) => ear.sendRaw(new TextEncoder().encode('{"command":"ping"}'))));
  });

  describeDocumented('in subscribe_to_conversation', () => {
    it('success: is answered by nothing, and hears each text of the stay once however often it is sent', async () => {
      const [amira, bruno] = [await stage.listen('amira'), await stage.listen('bruno')];
      for (let count = 0; count < 2; count += 1) amira.send({ command: subscribe, stay_id: lena.stayId });
      expect(await amira.settled()).toEqual([]);
      bruno.send({ command: 'send_message', stay_id: lena.stayId, text: 'Hello' });
      expect(await amira.next()).toEqual(newMessageShape({ content: 'Hello' }));
      expect(await amira.settled()).toEqual([]);
      // Who did not subscribe hears nothing, not even the own text.
      expect(await bruno.settled()).toEqual([]);
    });

    it('success: takes a stay by its number as text', async () => {
      const ear = await stage.listen('amira');
      ear.send({ command: subscribe, stay_id: String(lena.stayId) });
      ear.send({ command: 'send_message', stay_id: String(lena.stayId), text: 'Hello' });
      expect(await ear.next()).toEqual(newMessageShape({ stay_id: String(lena.stayId) }));
    });

    it('success: takes a stay that nobody has', async () => {
      const ear = await stage.listen('amira');
      ear.send({ command: subscribe, stay_id: 4711 });
      expect(await ear.settled()).toEqual([]);
    });

    closesOnBadStays('subscribe_to_conversation');
  });

  describeDocumented('in unsubscribe_from_conversation', () => {
    it('success: hears nothing more of the stay, and of others as before', async () => {
      const mats = await stage.guest('Mats Lindqvist');
      const [amira, bruno] = [await stage.listen('amira'), await stage.listen('bruno')];
      for (const { stayId } of [lena, mats]) amira.send({ command: subscribe, stay_id: stayId });
      amira.send({ command: unsubscribe, stay_id: lena.stayId });
      await amira.settled();
      bruno.send({ command: 'send_message', stay_id: lena.stayId, text: 'unheard' });
      bruno.send({ command: 'send_message', stay_id: mats.stayId, text: 'heard' });
      expect(await amira.next()).toMatchObject({ content: 'heard' });
      expect(await stored(lena)).toContain('unheard');
    });

    it('success: does no harm to whoever never subscribed', async () => {
      const ear = await stage.listen('amira');
      ear.send({ command: unsubscribe, stay_id: lena.stayId });
      expect(await ear.settled()).toEqual([]);
    });

    closesOnBadStays('unsubscribe_from_conversation');
  });

  describeDocumented('in send_message', () => {
    it('success: stores the text as staff, answers nothing, and does not move the conversation up', async () => {
      const first = (await stage.ask('amira', 'GET', '')).body as { results: { id: number }[] };
      const quiet = await stage.guest('Mats Lindqvist');
      const ear = await stage.listen('amira');
      ear.send({ command: 'send_message', stay_id: quiet.stayId, text: ' as it is ' });
      expect(await ear.settled()).toEqual([]);
      const { body } = await stage.ask('amira', 'GET', `${quiet.number}/messages/`);
      expect((body as unknown[]).at(-1)).toMatchObject({
        content: ' as it is ',
        sender_type: 'staff',
        sender_name: 'Amira Haddad',
      });
      const after = (await stage.ask('amira', 'GET', '')).body as { results: { id: number }[] };
      expect(after.results.map(({ id }) => id)).toEqual(first.results.map(({ id }) => id));
    });

    it('success: has none of the rules requests have', async () => {
      const ear = await stage.listen('amira');
      ear.send({ command: subscribe, stay_id: lena.stayId });
      const texts = ['', 'x'.repeat(1001), 42, { a: 1 }];
      for (const text of texts) ear.send({ command: 'send_message', stay_id: lena.stayId, text });
      for (const content of texts) expect(await ear.next()).toEqual(newMessageShape({ content }));
      expect((await stored(lena)).slice(-4)).toEqual(['', 'x'.repeat(1001), '42', "{'a': 1}"]);
    });

    it('success: is broadcast even for a stay that nobody has', async () => {
      const ear = await stage.listen('amira');
      ear.send({ command: subscribe, stay_id: 4711 });
      ear.send({ command: 'send_message', stay_id: 4711, text: 'phantom' });
      expect(await ear.next()).toEqual(newMessageShape({ stay_id: 4711, content: 'phantom' }));
    });

    it('success: stores what was sent right before leaving', async () => {
      const ear = await stage.listen('amira');
      ear.send({ command: 'send_message', stay_id: lena.stayId, text: 'and gone' });
      ear.sendRaw('');
      await ear.closed;
      expect(await stored(lena)).toContain('and gone');
    });

    closesOnBadStays('send_message');
    it('close 1011 a stay_id that is no number', () =>
      expectClosed({ command: 'send_message', stay_id: 'abc', text: 'x' }));
    it('close 1011 without a text', () => expectClosed({ command: 'send_message', stay_id: lena.stayId }));
    it('close 1011 a text that is null', () =>
      expectClosed({ command: 'send_message', stay_id: lena.stayId, text: null }));
  });

  describeDocumented('out new_message', () => {
    it('success: tells what is sent over a socket to all who subscribed, the sender included', async () => {
      const ears = [await stage.listen('amira'), await stage.listen('amira'), await stage.listen('bruno')];
      for (const ear of ears) {
        ear.send({ command: subscribe, stay_id: lena.stayId });
        await ear.settled();
      }
      ears[0]?.send({
        command: 'send_message',
        stay_id: lena.stayId,
        text: 'Hello, how can I help you today?',
      });
      for (const ear of ears)
        expect(await ear.next()).toEqual(
          newMessageShape({
            stay_id: lena.stayId,
            content: 'Hello, how can I help you today?',
            sender_name: 'Amira Haddad',
          }),
        );
    });
  });
});

describe('what is told live, as documented', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await openStage('documented');
  });
  afterEach(() => stage.close());

  describeDocumented('GET /ws/staff/', () => {
    it('success: opens with a token in its address too', async () => {
      const token = await stage.server.issueToken('amira');
      expect((await stage.dial(`/ws/staff/?token=${token}`)).status).toBe(101);
      expect((await stage.dial('/ws/staff/?token=made-up')).status).toBe(403);
    });
  });

  describeDocumented('out new_message', () => {
    it('success: tells what guests write and what is sent by requests', async () => {
      const { stayId, number } = await stage.guest('Lena Ortiz');
      const ear = await stage.listen('amira');
      ear.send({ command: subscribe, stay_id: stayId });
      await ear.settled();
      await stage.server.as('Mats Lindqvist').send({ with: 'amira' }, 'not for this one');
      await stage.server.as('Lena Ortiz').send({ with: 'amira' }, 'Hello?');
      expect(await ear.next()).toEqual(
        newMessageShape({
          stay_id: stayId,
          content: 'Hello?',
          sender_type: 'guest',
          sender_name: 'Lena Ortiz',
        }),
      );
      await stage.ask('marco', 'POST', `${number}/send_message/`, { text: 'Here I am.' });
      expect(await ear.next()).toEqual(newMessageShape({ content: 'Here I am.', sender_name: '' }));
    });
  });

  describeDocumented('out new_conversation', () => {
    it('success: tells all of the hotel, and nobody else, when a guest is connected', async () => {
      const [amira, bruno, eve] = [
        await stage.listen('amira'),
        await stage.listen('bruno'),
        await stage.listen('eve'),
      ];
      const { stayId, number } = await stage.guest('Noor Haddad');
      await stage.server.as('Noor Haddad').send({ with: 'amira' }, 'Could somebody help me?');
      for (const ear of [amira, bruno])
        expect(await ear.next()).toEqual({
          type: 'new_conversation',
          stay_id: stayId,
          conversation_id: number,
          message: 'New conversation initiated',
          timestamp: socketTime,
        });
      expect(await eve.settled()).toEqual([]);
      expect((await stage.ask('amira', 'GET', `${number}/`)).body).toMatchObject({
        status: 'relay',
        department_name: 'Front Desk',
      });
    });
  });
});

describe('what is told live, as deployed', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await openStage('deployed');
  });
  afterEach(() => stage.close());

  describeDocumented('GET /ws/staff/', () => {
    it('403 with a token, on real servers', async () => {
      const token = await stage.server.issueToken('amira');
      expect((await stage.dial(`/ws/staff/?token=${token}`)).status).toBe(403);
      const headers = { authorization: `Bearer ${token}` };
      expect((await stage.dial('/ws/staff/', headers)).status).toBe(403);
    });
  });

  describeDocumented('out new_conversation', () => {
    it('silence on real servers', async () => {
      const { id } = await stage.guest('Noor Haddad');
      const ear = await stage.listen('amira');
      await stage.server.as('Noor Haddad').send({ with: 'amira' }, 'Hello?');
      expect(await ear.settled()).toEqual([]);
      expect((await stage.server.world.guests.conversations.byId(id))?.status).toBe('active');
    });
  });

  it('leaves out what guests write, what is sent by requests, and ended relays', async () => {
    const { stayId, number } = await stage.guest('Lena Ortiz');
    const ear = await stage.listen('amira');
    ear.send({ command: subscribe, stay_id: stayId });
    await stage.server.as('Lena Ortiz').send({ with: 'amira' }, 'Hello?');
    await stage.ask('amira', 'POST', `${number}/send_message/`, { text: 'Here I am.' });
    await stage.ask('amira', 'POST', `${number}/end_relay/`);
    expect(await ear.settled()).toEqual([]);
  });
});
