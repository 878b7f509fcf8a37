import { WebSocket } from 'ws';
import { afterEach, describe, expect, it } from 'vitest';
import { type ApiChoice, type MockServer, type Profile, createMockServer } from '../index';
import { conversationBetween } from '../testing/client';
import { apis } from './registry';

describe('several APIs on one server', () => {
  let server: MockServer;

  afterEach(() => server.close());

  const signedGet = async (path: string) =>
    fetch(`${server.url}${path}`, {
      headers: { authorization: `Bearer ${await server.issueToken('amira', undefined, 'connectify')}` },
    });

  it('answers each below its name, and under its own paths alone', async () => {
    server = await createMockServer({ api: 'all' });
    expect(server.apis.map(({ name }) => name)).toEqual(apis.map(({ name }) => name));
    expect(server.urlOf('connectify')).toBe(`${server.url}/connectify`);
    expect((await signedGet('/connectify/api/messaging/conversations/')).status).toBe(200);
    expect((await signedGet('/api/messaging/conversations/')).status).toBe(404);
    await server.close();
    server = await createMockServer({ api: 'connectify' });
    expect(server.urlOf('connectify')).toBe(server.url);
    expect((await signedGet('/api/messaging/conversations/')).status).toBe(200);
    expect((await signedGet('/connectify/api/messaging/conversations/')).status).toBe(404);
  });

  it('gives out addresses that lead back to the API', async () => {
    server = await createMockServer({ api: 'all' });
    const root = '/connectify/api/messaging/conversations/';
    const number = await conversationBetween(server, 'amira', 'bruno');
    const history = await (await signedGet(`${root}${number}/messages/?page_size=30`)).json();
    const { next, results } = history as { next: string; results: { attachments: { file_url: string }[] }[] };
    expect(next).toBe(`${server.url}${root}${number}/messages/?page=2&page_size=30`);
    expect((await signedGet(next.slice(server.url.length))).status).toBe(200);
    const [file] = results.flatMap(({ attachments }) => attachments);
    expect(file?.file_url).toMatch(/^\/connectify\/media\//);
    expect((await fetch(`${server.url}${file?.file_url}`)).headers.get('content-type')).toBe(
      'application/pdf',
    );
    const redirect = await fetch(`${server.url}${root.slice(0, -1)}`, { redirect: 'manual' });
    expect(redirect.headers.get('location')).toBe(root);
  });

  it('takes bodies and uploads below a name', async () => {
    server = await createMockServer({ api: 'all', seed: { large: 1 } });
    const form = new FormData();
    form.append('content', 'a note');
    form.append('attachments', new File(['hello'], 'note.txt'));
    form.append('attachment_types', 'document');
    const answer = await fetch(`${server.urlOf('connectify')}/api/messaging/conversations/1/send-message/`, {
      method: 'POST',
      headers: { authorization: `Bearer ${await server.issueToken('amira')}` },
      body: form,
    });
    expect(answer.status).toBe(201);
    expect(await answer.json()).toMatchObject({ content: 'a note', attachments: [{ file_size: 5 }] });
  });

  it('takes sockets below a name', async () => {
    server = await createMockServer({ api: 'all', seed: { large: 1 } });
    const base = server.urlOf('connectify').replace('http', 'ws');
    const url = `${base}/ws/messaging/conversations/1/?token=${await server.issueToken('bruno')}`;
    const socket = new WebSocket(url, { origin: 'http://localhost' });
    const frame = new Promise((resolve) =>
      socket.on('message', (data: Buffer) => resolve(JSON.parse(data.toString('utf8')))),
    );
    await new Promise((resolve) => socket.on('open', resolve));
    await server.as('amira').send({ with: 'bruno' }, 'Hello');
    expect(await frame).toMatchObject({ type: 'message', message: { content: 'Hello' } });
    const nowhere = new WebSocket(`${server.url.replace('http', 'ws')}/nowhere/ws/`);
    const status = await new Promise((resolve) =>
      nowhere.on('unexpected-response', (_request, { statusCode }) => resolve(statusCode)),
    );
    expect(status).toBe(404);
  });

  it('shows accounts, tokens and examples at the root', async () => {
    server = await createMockServer({ api: 'all' });
    const answer = await fetch(`${server.url}/`);
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
    const page = await answer.text();
    expect(page).not.toContain('<script');
    for (const { name } of apis) expect(page).toContain(`${server.url}/${name}`);
    const [token] = /eyJ[\w-]+\.[\w-]+\.[\w-]+/.exec(page) ?? [];
    const list = await fetch(`${server.urlOf('connectify')}/api/messaging/conversations/`, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect(list.status).toBe(200);
  });

  it.each(['documented', 'deployed'] as const)('shows requests that work when typed, %s', async (profile) => {
    server = await createMockServer({ api: 'all', profile });
    const page = await (await fetch(`${server.url}/`)).text();
    const plain = page.replaceAll('&#39;', "'").replaceAll('&quot;', '"').replaceAll('&amp;', '&');
    const lines = [...plain.matchAll(/<pre><code>curl -s (.*?)<\/code>/g)].map(([, line]) => line ?? '');
    const answers = await Promise.all(
      lines.map(async (line) => {
        const url = /'(https?:[^']+)'/.exec(line)?.[1] ?? '';
        const body = / -d '([^']*)'/.exec(line)?.[1];
        const headers = [...line.matchAll(/ -H '([^:']+): ([^']*)'/g)].map(
          ([, name, value]) => [name ?? '', value ?? ''] as [string, string],
        );
        const method = body === undefined ? 'GET' : 'POST';
        const answer = await fetch(url, { method, headers, body: body ?? null, redirect: 'manual' });
        return `${new URL(url).pathname} ${answer.status}`;
      }),
    );
    for (const { name } of apis) {
      expect(answers.filter((answer) => answer.startsWith(`/${name}/`)).length, name).toBeGreaterThan(1);
    }
    const wrong = answers.filter((answer) => !/ (20[01]|302)$/.test(answer));
    expect(wrong).toEqual([]);
  });

  it('escapes names on the page', async () => {
    const people = [
      {
        username: 'mallory',
        email: 'm@example.com',
        firstName: '<img src=x onerror=alert(1)>',
        lastName: '',
      },
    ];
    server = await createMockServer({ seed: { cast: { people, organisations: [] } } });
    const page = await (await fetch(server.url)).text();
    expect(page).toContain('&lt;img src=x');
    expect(page).not.toContain('<img');
  });

  it('names every account once', async () => {
    server = await createMockServer({ api: 'all', seed: 'empty' });
    const names = server.accounts.map(({ username }) => username);
    expect(new Set(names).size).toBe(names.length);
  });

  it('says which APIs and profiles there are', async () => {
    server = await createMockServer({ seed: 'empty' });
    await expect(createMockServer({ api: 'telegram' as ApiChoice })).rejects.toThrow(
      'Unknown API "telegram": known are connectify',
    );
    await expect(createMockServer({ profile: 'imagined' as Profile })).rejects.toThrow(
      'connectify has no profile "imagined"',
    );
    expect(() => server.as('amira', 'connectify')).not.toThrow();
    expect(() => server.urlOf('telegram' as 'connectify')).toThrow('is not served');
  });
});
