import { WebSocket } from 'ws';
import { afterEach, describe, expect, it } from 'vitest';
import { type MockServer, type Profile, createMockServer } from '../../index';
import { call } from '../../testing/client';

const root = '/api/message_manager/conversations/';

describe('the socket of message-manager', () => {
  let server: MockServer;
  const start = async (profile: Profile = 'documented') => {
    server = await createMockServer({ api: 'message-manager', profile });
  };
  afterEach(() => server.close());

  const dial = (path: string, headers: Record<string, string> = {}) =>
    new WebSocket(`${server.url.replace('http', 'ws')}${path}`, { headers });

  const statusOf = (socket: WebSocket) =>
    new Promise<number>((resolve) => {
      socket.on('open', () => resolve(101));
      socket.on('unexpected-response', (_request, { statusCode }) => resolve(statusCode ?? 0));
    });

  const logIn = async (username: string, password = 'demo') => {
    const answer = await fetch(`${server.url}/admin/login/`, {
      method: 'POST',
      redirect: 'manual',
      body: new URLSearchParams({ username, password }),
    });
    return { status: answer.status, cookie: answer.headers.get('set-cookie') };
  };

  const listening = async (username: string) => {
    const socket = dial(`/ws/staff/?token=${await server.issueToken(username)}`);
    const heard: unknown[] = [];
    const waiting: (() => void)[] = [];
    socket.on('message', (data: Buffer) => {
      heard.push(JSON.parse(data.toString('utf8')));
      waiting.shift()?.();
    });
    expect(await statusOf(socket)).toBe(101);
    return {
      send: (frame: unknown) => socket.send(JSON.stringify(frame)),
      async next() {
        if (heard.length === 0) await new Promise<void>((resolve) => waiting.push(resolve));
        return heard.shift();
      },
      settled: () =>
        new Promise<void>((resolve) => {
          socket.once('pong', () => resolve());
          socket.ping();
        }),
    };
  };

  const guest = async (name: string) => {
    const found = await server.world.guests.conversations.ofGuest(name);
    return { stayId: found?.stay?.id ?? 0, number: found?.number ?? 0, id: found?.id ?? 0 };
  };

  it('opens with a session cookie, which the log-in form gives', async () => {
    await start();
    const { status, cookie } = await logIn('marco');
    expect([status, cookie]).toEqual([302, expect.stringContaining('HttpOnly') as string]);
    const session = cookie?.split(';')[0] ?? '';
    expect(await statusOf(dial('/ws/staff/', { cookie: `theme=dark; ${session}` }))).toBe(101);
    expect(await statusOf(dial('/ws/staff/', { cookie: 'sessionid=made-up' }))).toBe(403);
    expect(await statusOf(dial('/ws/staff', { cookie: session }))).toBe(500);
    expect((await logIn('marco', 'wrong')).status).toBe(200);
  });

  it('is closed to tokens as observed, and sessions are for the administration', async () => {
    await start('deployed');
    const token = await server.issueToken('amira');
    expect(await statusOf(dial(`/ws/staff/?token=${token}`))).toBe(403);
    expect(await statusOf(dial('/ws/staff/', { authorization: `Bearer ${token}` }))).toBe(403);
    expect((await logIn('amira')).cookie).toBeNull();
    const { cookie } = await logIn('dmitri');
    expect(await statusOf(dial('/ws/staff/', { cookie: cookie?.split(';')[0] ?? '' }))).toBe(101);
  });

  it('tells guests’ texts and REST sends of subscribed stays as documented, and no others', async () => {
    await start();
    const lena = await guest('Lena Ortiz');
    const socket = await listening('amira');
    socket.send({ command: 'subscribe_to_conversation', stay_id: lena.stayId });
    await socket.settled();
    await server.as('Mats Lindqvist').send({ with: 'amira' }, 'not for this one');
    const id = await server.as('Lena Ortiz').send({ with: 'amira' }, 'Hello?');
    expect(await socket.next()).toMatchObject({
      type: 'new_message',
      stay_id: lena.stayId,
      content: 'Hello?',
      sender_type: 'guest',
      sender_name: 'Lena Ortiz',
    });
    await server.as('marco').send({ guest: 'Lena Ortiz' }, 'Here I am.');
    expect(await socket.next()).toMatchObject({ sender_type: 'staff', sender_name: '' });
    const { body } = await call(server, 'amira', 'GET', `${root}${lena.number}/messages/`);
    expect(body).toContainEqual(expect.objectContaining({ id, content: 'Hello?' }));
  });

  it('tells all of the hotel when a guest is connected to a department', async () => {
    await start();
    const [amira, eve] = [await listening('amira'), await listening('eve')];
    const noor = await guest('Noor Haddad');
    await server.as('Noor Haddad').send({ with: 'amira' }, 'Could somebody help me?');
    expect(await amira.next()).toMatchObject({
      type: 'new_conversation',
      stay_id: noor.stayId,
      conversation_id: noor.number,
    });
    expect((await call(server, 'amira', 'GET', `${root}${noor.number}/`)).body).toMatchObject({
      status: 'relay',
      department_name: 'Front Desk',
    });
    await server.as('Pia Rossi').send({ with: 'eve' }, 'x');
    const pia = await guest('Pia Rossi');
    eve.send({ command: 'subscribe_to_conversation', stay_id: pia.stayId });
    eve.send({ command: 'send_message', stay_id: pia.stayId, text: 'mine' });
    expect(await eve.next()).toMatchObject({ type: 'new_message', content: 'mine' });
  });

  it('leaves a guest where they are as observed', async () => {
    await start('deployed');
    const noor = await guest('Noor Haddad');
    await server.as('Noor Haddad').send({ with: 'amira' }, 'Hello?');
    expect((await server.world.guests.conversations.byId(noor.id))?.status).toBe('active');
  });

  it('speaks for those it knows', async () => {
    await start();
    await expect(server.as('Nobody Here').send({ with: 'amira' }, 'x')).rejects.toThrow('Nobody is called');
    await expect(server.as('amira').send({ guest: 'Pia Rossi' }, 'x')).rejects.toThrow('no conversation');
    await expect(server.as('amira').send({ with: 'bruno' }, 'x')).rejects.toThrow('no conversation');
    await expect(server.as('amira').react(1, '👍')).rejects.toThrow('knows no reactions');
  });
});
