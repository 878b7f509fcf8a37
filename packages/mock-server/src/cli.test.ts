import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildCli, runCli } from './testing/cli-process';

interface Started {
  url: string;
  port: number;
  accounts: { username: string; password: string }[];
  apis: { name: string; url: string }[];
}

describe('the command line', { timeout: 30_000 }, () => {
  let script: string;
  let folder: string;

  beforeAll(async () => {
    script = await buildCli();
    folder = mkdtempSync(join(tmpdir(), 'mock-server-cli-'));
  }, 30_000);

  afterAll(() => {
    rmSync(dirname(script), { recursive: true, force: true });
    rmSync(folder, { recursive: true, force: true });
  });

  const started = async (flags: string[]) => {
    const run = runCli(script, [...flags, '--json']);
    return { ...run, ready: JSON.parse(await run.firstLine) as Started };
  };

  async function signIn({ url, accounts }: Started): Promise<string> {
    const [account] = accounts;
    const answer = await fetch(`${url}/api/auth/login/`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ login: account?.username, password: account?.password }),
    });
    return ((await answer.json()) as { access: string }).access;
  }

  it('serves accounts that can sign in, and stops cleanly on SIGTERM', async () => {
    const { child, ended, ready } = await started(['--port', '0', '--seed', 'empty']);
    expect(await signIn(ready)).toMatch(/^eyJ/);
    child.kill('SIGTERM');
    expect(await ended).toMatchObject({ code: 0, errors: '' });
  });

  it('stops cleanly on Ctrl-C with a socket open', async () => {
    const { child, ended, ready } = await started(['--port', '0', '--seed', 'large:1']);
    const { WebSocket } = await import('ws');
    const token = await signIn(ready);
    const socket = new WebSocket(
      `${ready.url.replace('http', 'ws')}/ws/messaging/conversations/1/?token=${token}`,
      { origin: ready.url },
    );
    await new Promise((resolve) => socket.on('open', resolve));
    const closed = new Promise((resolve) => socket.on('close', resolve));
    child.kill('SIGINT');
    await closed;
    expect(await ended).toMatchObject({ code: 0 });
  });

  it('serves all APIs, each below its name', async () => {
    const { child, ended, ready } = await started(['--port', '0', '--seed', 'empty', '--api', 'all']);
    expect(ready).toMatchObject({ api: 'all' });
    const { url } = ready.apis[0] ?? { url: '' };
    expect(url).toBe(`${ready.url}/connectify`);
    expect(await signIn({ ...ready, url })).toMatch(/^eyJ/);
    child.kill('SIGTERM');
    expect(await ended).toMatchObject({ code: 0, errors: '' });
  });

  it('moves on from a taken port and prints the real one', async () => {
    const blocker = createServer();
    await new Promise<void>((resolve) => blocker.listen(0, '127.0.0.1', resolve));
    const { port } = blocker.address() as AddressInfo;
    const { child, ended, ready } = await started(['--port', String(port), '--seed', 'empty']);
    expect(ready.port).toBeGreaterThan(port);
    expect((await fetch(`${ready.url}/api/organizations/`)).status).toBe(401);
    child.kill('SIGTERM');
    expect((await ended).errors).toContain(`Port ${port} is taken`);
    await new Promise((resolve) => blocker.close(resolve));
  });

  it.each([
    [['--api', 'nonsense'], '--api nonsense: known are connectify'],
    [['--profile', 'nonsense'], '--profile nonsense'],
    [['--colour'], '--colour'],
    [['--seed', 'huge'], '--seed huge'],
    [['--port', 'x'], '--port x'],
    [['--fault', 'delay'], '--fault delay'],
  ])('answers %j with one clear line', async (flags, text) => {
    const { code, errors } = await runCli(script, flags).ended;
    expect(code).toBe(2);
    expect(errors).toContain(text);
    expect(errors.trim().split('\n')).toHaveLength(1);
  });

  it('says which data file it cannot use', async () => {
    const { code, errors } = await runCli(script, [
      '--port',
      '0',
      '--data',
      join(folder, 'missing', 'chat.db'),
    ]).ended;
    expect(code).toBe(1);
    expect(errors).toContain(`The data file ${join(folder, 'missing', 'chat.db')} cannot be used`);
  });

  it('prints help', async () => {
    expect(await runCli(script, ['--help']).ended).toMatchObject({
      code: 0,
      output: expect.stringContaining('--fault name') as string,
    });
  });

  it('greets people with accounts and an example', async () => {
    const run = runCli(script, ['--port', '0', '--fault', 'delay=1,times=1']);
    expect(await run.firstLine).toContain('http://127.0.0.1:');
    run.child.kill('SIGTERM');
    const { output } = await run.ended;
    expect(output).toContain('amira');
    expect(output).toContain('curl -s');
  });

  it('has on disk what it acknowledged when it is killed', async () => {
    const flags = ['--port', '0', '--seed', 'large:1', '--data', join(folder, 'chat.db')];
    const first = await started(flags);
    const headers = {
      authorization: `Bearer ${await signIn(first.ready)}`,
      'content-type': 'application/json',
    };
    const sent = await fetch(`${first.ready.url}/api/messaging/conversations/1/send-message/`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ content: 'just before the end' }),
    });
    expect(sent.status).toBe(201);
    first.child.kill('SIGKILL');
    await first.ended;

    const second = await started(flags);
    const history = await fetch(`${second.ready.url}/api/messaging/conversations/1/messages/`, { headers });
    expect(await history.json()).toMatchObject({
      count: 2,
      results: [{ content: 'just before the end' }, {}],
    });
    second.child.kill('SIGTERM');
    await second.ended;
  });
});
