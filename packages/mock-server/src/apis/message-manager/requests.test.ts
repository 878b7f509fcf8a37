import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type MockServer, createMockServer } from '../../index';
import { call } from '../../testing/client';

const root = '/api/message_manager/conversations/';

interface Row {
  id: number;
  stay_id: number | null;
  guest_name?: string;
  status: string;
  updated_at: string;
}
interface Page {
  count: number;
  next: string | null;
  previous: string | null;
  results: Row[];
}

describe('requests of message-manager', () => {
  let server: MockServer;

  beforeAll(async () => {
    server = await createMockServer({ api: 'message-manager', onError: () => undefined });
  });
  afterAll(() => server.close());

  const list = async (as = 'amira', query = '') =>
    (await call(server, as, 'GET', `${root}${query}`)).body as Page;
  const all = async (as = 'amira') => [...(await list(as)).results, ...(await list(as, '?page=2')).results];
  const numberOf = async (guest: string): Promise<number> => {
    const conversation = await server.world.guests.conversations.ofGuest(guest);
    return conversation?.number ?? 0;
  };
  const send = async (as: string, guest: string, body: unknown) =>
    call(server, as, 'POST', `${root}${await numberOf(guest)}/send_message/`, body);

  it('signs in with a user name or an e-mail in any letter case, and rotates what refreshes', async () => {
    const signIn = async (username: string, password = 'demo') => {
      const response = await fetch(`${server.url}/api/login/`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ username, password }),
      });
      return { status: response.status, body: (await response.json()) as Record<string, unknown> };
    };
    const { body } = await signIn('AMIRA@example.com');
    expect(body['user']).toMatchObject({ username: 'amira', user_type: 'receptionist' });
    expect(await signIn('amira', 'wrong')).toEqual({
      status: 401,
      body: { detail: 'No active account found with the given credentials' },
    });
    const refresh = { refresh: body['refresh'] };
    const first = await call(server, 'amira', 'POST', '/api/login/refresh/', refresh);
    expect(first).toMatchObject({ status: 200, body: { access: expect.any(String) as string } });
    expect(await call(server, 'amira', 'POST', '/api/login/refresh/', refresh)).toMatchObject({
      status: 401,
      body: { detail: 'Token is blacklisted' },
    });
    const { refresh: fresh } = first.body as { refresh: string };
    expect((await call(server, 'amira', 'POST', '/api/logout/', { refresh: fresh })).status).toBe(205);
    expect((await call(server, 'amira', 'POST', '/api/logout/', { refresh: fresh })).status).toBe(400);
  });

  it('lists what departments of one’s hotel relay, ten a page, and nothing of another hotel', async () => {
    const first = await list();
    expect(first.results).toHaveLength(10);
    expect(first.next).toBe(`${server.url}${root}?page=2`);
    expect(first.results.every(({ status }) => status === 'relay')).toBe(true);
    expect(first.results.map(({ updated_at }) => updated_at)).toEqual(
      first.results
        .map(({ updated_at }) => updated_at)
        .sort()
        .reverse(),
    );
    // All departments, not one's own: bruno keeps house and sees the front desk's.
    expect((await list('bruno')).count).toBe(first.count);
    expect((await list('eve')).results).toMatchObject([{ guest_name: 'Pia Rossi' }]);
    expect(await list('root')).toEqual({ count: 0, next: null, previous: null, results: [] });
    const swept = await all();
    expect(new Set(swept.map(({ id }) => id)).size).toBe(first.count);
  });

  it('sorts by what may be sorted by, and ignores the rest', async () => {
    const ids = (page: Page) => page.results.map(({ id }) => id);
    expect(ids(await list('amira', '?ordering=id'))).toEqual(
      (await all())
        .map(({ id }) => id)
        .sort((one, other) => one - other)
        .slice(0, 10),
    );
    const rooms = await list('amira', '?ordering=-stay__room__room_number');
    expect(rooms.results[0]).toMatchObject({ guest_name: 'José Campos' });
    expect(ids(await list('amira', '?ordering=password'))).toEqual(ids(await list()));
  });

  it.each(['0', '-1', 'x', '', '99'])('has no page %j', async (page) => {
    const answer = await call(server, 'amira', 'GET', `${root}?page=${page}`);
    expect(answer).toMatchObject({ status: 404, body: { detail: 'Invalid page.' } });
  });

  it('lists who is not relayed as a bare array, of one’s hotel only', async () => {
    const path = `${root}active_conversations/`;
    const { body } = await call(server, 'amira', 'GET', path);
    expect(body).toMatchObject([
      {
        guest_name: 'Noor Haddad',
        status: 'active',
        department_name: null,
        last_message: { sender_type: 'guest' },
      },
    ]);
    expect((await call(server, 'eve', 'GET', path)).body).toEqual([]);
    expect((await call(server, 'root', 'GET', path)).body).toEqual([]);
  });

  it('tells a conversation in detail, and leaves out what a demonstration has not', async () => {
    const { body } = await call(server, 'amira', 'GET', `${root}${await numberOf('Lena Ortiz')}/`);
    expect(body).toMatchObject({ guest_name: 'Lena Ortiz', room_number: '107', context_data: {} });
    expect(body).not.toHaveProperty('last_message');
    const bare = (await all()).find(({ stay_id }) => stay_id === null);
    expect(bare).not.toHaveProperty('guest_name');
    const detail = await call(server, 'amira', 'GET', `${root}${bare?.id}/`);
    expect(detail.body).toMatchObject({ stay_id: null, context_data: { phone_number: '+15550398' } });
    expect(detail.body).not.toHaveProperty('guest_phone');
  });

  it('keeps conversations of others, and those nobody relays, out of reach', async () => {
    const attempts: [string, string, unknown?][] = [
      ['GET', ''],
      ['GET', 'messages/'],
      ['POST', 'send_message/', { text: 'x' }],
      ['POST', 'end_relay/'],
    ];
    for (const [as, guest] of [
      ['eve', 'Lena Ortiz'],
      ['root', 'Lena Ortiz'],
      ['amira', 'Pia Rossi'],
      ['amira', 'Noor Haddad'],
      ['amira', 'Otto Keller'],
    ] as const) {
      for (const [method, path, body] of attempts) {
        const answer = await call(server, as, method, `${root}${await numberOf(guest)}/${path}`, body);
        expect(answer, `${as} ${method} ${path}`).toMatchObject({
          status: 404,
          body: { detail: 'Not found.' },
        });
      }
    }
  });

  it('stores a text as staff, trimmed, and moves the conversation up', async () => {
    const answer = await send('bruno', 'Ana Sousa', { text: ' On our way \u0085' });
    expect(answer).toMatchObject({
      status: 201,
      body: { content: 'On our way', sender_type: 'staff', sender_name: 'Bruno Keller' },
    });
    expect((await list()).results[0]).toMatchObject({ guest_name: 'Ana Sousa' });
    expect((await send('marco', 'Ana Sousa', { text: 'x' })).body).toMatchObject({ sender_name: '' });
    const path = `${root}${await numberOf('Ana Sousa')}/messages/`;
    const { body } = await call(server, 'amira', 'GET', path);
    expect((body as { id: number }[]).map(({ id }) => id)).toEqual(
      (body as { id: number }[]).map(({ id }) => id).sort((one, other) => one - other),
    );
  });

  it.each([
    [{}, 'This field is required.'],
    [{ text: null }, 'This field may not be null.'],
    [{ text: ' \u001c' }, 'This field may not be blank.'],
    [{ text: 'x'.repeat(1001) }, 'Ensure this field has no more than 1000 characters.'],
    [{ text: true }, 'Not a valid string.'],
    [{ text: { a: 1 } }, 'Not a valid string.'],
    [{ text: 'a\0b' }, 'Null characters are not allowed.'],
    [{ text: '\ud83d' }, 'Surrogate characters are not allowed: U+D83D.'],
  ])('refuses %j', async (body, problem) => {
    expect(await send('amira', 'Lena Ortiz', body)).toMatchObject({ status: 400, body: { text: [problem] } });
  });

  it('counts code points, and knows bodies that are none', async () => {
    expect((await send('amira', 'Lena Ortiz', { text: '🙂'.repeat(1000) })).status).toBe(201);
    expect((await send('amira', 'Lena Ortiz', null)).body).toEqual({
      non_field_errors: ['No data provided'],
    });
    expect((await send('amira', 'Lena Ortiz', 'hi')).body).toEqual({
      non_field_errors: ['Invalid data. Expected a dictionary, but got str.'],
    });
    const form = new FormData();
    form.append('text', 'hi');
    expect((await send('amira', 'Lena Ortiz', form)).status).toBe(415);
  });

  it('ends a relay once; then it is a preview and out of reach', async () => {
    const number = await numberOf('Hugo Silva');
    const path = `${root}${number}/end_relay/`;
    expect((await call(server, 'marco', 'POST', path)).body).toEqual({ status: 'relay ended' });
    expect((await call(server, 'marco', 'POST', path)).status).toBe(404);
    expect((await call(server, 'marco', 'GET', `${root}${number}/messages/`)).status).toBe(404);
    const { body } = await call(server, 'amira', 'GET', `${root}active_conversations/`);
    expect(body).toContainEqual(
      expect.objectContaining({ id: number, status: 'active', department_name: null }),
    );
  });

  it('takes any JSON at the webhook for the same guest saying hello', async () => {
    const hook = `${server.url}/api/message_manager/webhook/whatsapp/`;
    const post = async (body: string) =>
      (await fetch(hook, { method: 'POST', body })).json() as Promise<unknown>;
    expect(await post('{"any":"thing"}')).toEqual({ status: 'processed' });
    expect(await post('not json')).toEqual({ status: 'error' });
    expect(await post('')).toEqual({ status: 'error' });
    const guest = await server.world.guests.conversations.demonstrationOf('+1234567890');
    expect(guest?.status).toBe('demo');
    expect(await server.world.guests.messages.of(guest?.id ?? 0)).toMatchObject([
      { content: 'Hello', senderName: 'Guest' },
    ]);
  });

  it('answers browsers with a page, what takes neither with 406, and paths without slash with the way', async () => {
    const accept = (header: string) => call(server, 'amira', 'GET', root, undefined, { accept: header });
    const page = await accept('text/html,*/*;q=0.8');
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect((await accept('image/png')).status).toBe(406);
    const bare = await call(server, 'amira', 'POST', root.slice(0, -1));
    expect([bare.status, bare.headers.get('location')]).toEqual([301, root]);
    expect((await call(server, 'amira', 'PATCH', root)).headers.get('allow')).toBe('GET, HEAD, OPTIONS');
    expect((await call(server, 'amira', 'GET', '/api/other/')).body).toContain('<h1>Not Found</h1>');
  });

  it('lets faults strike', async () => {
    const before = (await server.world.guests.conversations.ofGuest('Emi Tanaka'))?.id ?? 0;
    const count = (await server.world.guests.messages.of(before)).length;
    server.faults.inject('failAfterStore', { times: 1, match: 'send_message' });
    expect((await send('amira', 'Emi Tanaka', { text: 'stored all the same' })).status).toBe(500);
    expect(await server.world.guests.messages.of(before)).toHaveLength(count + 1);
    server.faults.inject('expireTokens', {});
    const old = await server.issueToken('amira', -1);
    const answer = await call(server, 'amira', 'GET', root, undefined, { authorization: `Bearer ${old}` });
    expect(answer.body).toMatchObject({ code: 'token_not_valid' });
    server.faults.clear();
  });
});
