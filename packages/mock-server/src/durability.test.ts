import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createMockServer } from './index';
import { call } from './testing/client';

describe('a server with a data file', () => {
  let folder: string;
  let data: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'mock-server-'));
    data = join(folder, 'chat.db');
  });

  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const sendPath = '/api/messaging/conversations/1/send-message/';

  it('keeps messages, files, tokens and idempotency keys over a restart', async () => {
    const first = await createMockServer({ data, seed: { large: 1 } });
    const token = await first.issueToken('amira');
    const form = new FormData();
    form.append('content', 'with a file');
    form.append('attachments', new File(['hello'], 'note.txt'));
    form.append('attachment_types', 'document');
    expect((await call(first, 'amira', 'POST', sendPath, form)).status).toBe(201);
    const key = { 'idempotency-key': 'k1' };
    const sent = await call(first, 'amira', 'POST', sendPath, { content: 'once' }, key);
    await first.close();

    const second = await createMockServer({ data });
    const answer = await fetch(`${second.url}/api/messaging/conversations/1/`, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect(answer.status).toBe(200);
    expect(await (await fetch(`${second.url}/media/message_attachments/note.txt`)).text()).toBe('hello');
    expect(await call(second, 'amira', 'POST', sendPath, { content: 'once' }, key)).toMatchObject({
      status: 201,
      body: sent.body,
    });
    expect(await second.world.messages.count(1)).toBe(3);
    await second.close();
  });
});
