import { type SetupWorker, setupWorker } from 'msw/browser';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type BrowserBackend, createBrowserBackend } from './msw';

describe('the backend inside a page', () => {
  const url = 'https://chat.example.test';
  const worker: SetupWorker = setupWorker();
  let backend: BrowserBackend;

  beforeAll(async () => {
    await worker.start({ quiet: true, onUnhandledRequest: 'bypass' });
  });

  afterAll(() => worker.stop());

  beforeEach(async () => {
    backend = await createBrowserBackend({ url, seed: 'demo' });
    worker.use(...backend.handlers);
  });

  afterEach(async () => {
    worker.resetHandlers();
    await backend.close();
  });

  const get = async (path: string) =>
    fetch(`${url}${path}`, { headers: { authorization: `Bearer ${await backend.issueToken('amira')}` } });

  const open = async (path: string) => {
    const token = await backend.issueToken('amira');
    const socket = new WebSocket(`${url.replace('https', 'wss')}${path}?token=${token}`);
    const heard: string[] = [];
    const waiting: (() => void)[] = [];
    socket.addEventListener('message', ({ data }) => {
      heard.push(String(data));
      waiting.shift()?.();
    });
    const outcome = new Promise<string>((resolve) => {
      socket.addEventListener('open', () => resolve('open'));
      socket.addEventListener('close', ({ code }) => resolve(`closed ${code}`));
    });
    const next = async () => {
      if (heard.length === 0) await new Promise<void>((resolve) => waiting.push(resolve));
      return JSON.parse(heard.shift() ?? '') as unknown;
    };
    return { socket, outcome, next };
  };

  it('signs in and answers requests', async () => {
    const answer = await fetch(`${url}/api/auth/login/`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ login: 'amira', password: 'demo' }),
    });
    expect(answer.status).toBe(200);
    expect(await (await get('/api/messaging/conversations/')).json()).toHaveLength(3);
  });

  it('shows pictures', async () => {
    const picture = new Image();
    picture.src = `${url}/media/message_attachments/test_rig.png`;
    await picture.decode();
    expect([picture.naturalWidth, picture.naturalHeight]).toEqual([960, 600]);
  });

  it('takes uploads', async () => {
    const form = new FormData();
    form.append('content', 'a note');
    form.append('attachments', new File(['hello'], 'note.txt'));
    form.append('attachment_types', 'document');
    const [conversation] = (await (await get('/api/messaging/conversations/')).json()) as { id: number }[];
    const answer = await fetch(`${url}/api/messaging/conversations/${conversation?.id}/send-message/`, {
      method: 'POST',
      headers: { authorization: `Bearer ${await backend.issueToken('amira')}` },
      body: form,
    });
    expect(answer.status).toBe(201);
    const { attachments } = (await answer.json()) as { attachments: { file_url: string }[] };
    expect(await (await fetch(`${url}${attachments[0]?.file_url}`)).text()).toBe('hello');
  });

  it('talks over sockets', async () => {
    const { socket, outcome, next } = await open('/ws/messaging/group-chats/1/');
    expect(await outcome).toBe('open');
    socket.send(JSON.stringify({ type: 'message', content: 'from the page' }));
    expect(await next()).toMatchObject({ type: 'message', message: { content: 'from the page' } });
    await backend.as('bruno').send({ group: 'Project Phoenix' }, 'from bruno');
    expect(await next()).toMatchObject({ message: { sender_username: 'bruno' } });
    const typing = backend.simulateTyping('chiara', { group: 'Project Phoenix' }, 1);
    expect(await next()).toMatchObject({ type: 'typing', username: 'chiara', is_typing: true });
    expect(await next()).toMatchObject({ type: 'typing', is_typing: false });
    await typing;
    socket.close();
  });

  it('refuses sockets before they open', async () => {
    const { outcome } = await open('/ws/messaging/conversations/999/');
    expect(await outcome).toBe('closed 1006');
  });

  it('ends open sockets when it closes', async () => {
    const { socket, outcome } = await open('/ws/messaging/group-chats/1/');
    expect(await outcome).toBe('open');
    const closed = new Promise((resolve) => socket.addEventListener('close', ({ code }) => resolve(code)));
    await (await createBrowserBackend({ url, seed: 'empty' })).close();
    expect(socket.readyState).toBe(WebSocket.OPEN);
    await backend.close();
    expect(await closed).toBe(1006);
    backend = await createBrowserBackend({ url, seed: 'empty' });
  });

  it('lets faults strike', async () => {
    backend.faults.inject('loseRequest', { times: 1 });
    await expect(get('/api/messaging/conversations/')).rejects.toThrow(TypeError);
    const { socket, outcome } = await open('/ws/messaging/group-chats/1/');
    expect(await outcome).toBe('open');
    backend.faults.inject('dropSocketAfter', { frames: 1 });
    const closed = new Promise((resolve) => socket.addEventListener('close', ({ code }) => resolve(code)));
    await backend.as('bruno').send({ group: 'Project Phoenix' }, 'the last you hear');
    expect(await closed).toBe(1006);
  });
});
