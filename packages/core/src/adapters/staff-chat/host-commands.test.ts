import { describe, expect, it } from 'vitest';
import { execution } from '../../testing/commands.test-support';
import { json } from '../../testing/recorded-answers.test-support';
import { command, createBench, wireMessage } from './staff-chat.test-support';

const file = (name: string, content = 'content') => new File([content], name, { type: 'text/plain' });
const stored = (id: number, name: string, size = 7) => ({ id, file_name: name, file_size: size });
const listed = (...attachments: object[]) =>
  json({ messages: [wireMessage(9, 1, 'x', { attachments })], has_more: true });
const gone = json({ messages: [], count: 0, has_more: false });
const uploaded = (...attachments: object[]) =>
  json({ message: wireMessage(9, 1, 'x', { attachments }), success: true }, 201);

const host = (name: string, payload: unknown) => command('host', { name, payload });
const attach = (...files: unknown[]) => host('attach-files', { messageId: '9', files });
const sentNames = (request: { multipart?: readonly object[] } | undefined) =>
  request?.multipart?.flatMap((part) => ('filename' in part ? [part.filename] : []));

describe('staff-chat, the host’s own commands', () => {
  it('takes a file off a message, and looks before it repeats', async () => {
    const { adapter } = await createBench([
      json({ success: true }),
      listed(stored(2, 'b')),
      listed(stored(1, 'a')),
      listed(stored(2, 'b')),
    ]);
    const removal = host('delete-attachment', { attachmentId: '1', messageId: '9' });
    expect(await adapter.execute(removal, execution())).toMatchObject({
      events: [{ message: { id: '9', attachments: [{ id: '2' }] } }],
    });
    expect(await adapter.settle(removal, execution())).toEqual({ name: 'absent' });
    expect(await adapter.settle(removal, execution())).toMatchObject({ name: 'found' });
  });

  it('joins files to a message', async () => {
    const { adapter, server } = await createBench([listed(), uploaded(stored(1, 'one.txt'))]);
    const result = await adapter.execute(attach(file('one.txt')), execution());
    expect(result).toMatchObject({ events: [{ message: { id: '9', attachments: [{ name: 'one.txt' }] } }] });
    expect(server.requests[2]).toMatchObject({
      method: 'POST',
      path: '/api/staff/hotel/grand-demo/staff_chat/conversations/1/upload/',
      multipart: [{ name: 'message_id', value: '9' }, { filename: 'one.txt' }],
    });
  });

  it('adds only what an earlier try did not', async () => {
    const { adapter, server } = await createBench([
      listed(stored(1, 'one.txt'), stored(2, 'two.txt', 99)),
      uploaded(stored(1, 'one.txt'), stored(2, 'two.txt', 99), stored(3, 'two.txt'), stored(4, 'one.txt')),
    ]);
    // The other of the two alike, and the one that only shares its name.
    await adapter.execute(attach(file('one.txt'), file('one.txt'), file('two.txt')), execution());
    expect(sentNames(server.requests[2])).toEqual(['one.txt', 'two.txt']);
  });

  it('asks nothing more where all are there already', async () => {
    const { adapter, server } = await createBench([listed(stored(1, 'one.txt'))]);
    const result = await adapter.execute(attach(file('one.txt')), execution());
    expect(result).toMatchObject({ events: [{ message: { attachments: [{ id: '1' }] } }] });
    expect(server.requests).toHaveLength(2);
  });

  it('finds out what became of it', async () => {
    const { adapter } = await createBench([listed(), listed(stored(1, 'one.txt')), gone]);
    const joining = attach(file('one.txt'));
    expect(await adapter.settle(joining, execution())).toEqual({ name: 'absent' });
    expect(await adapter.settle(joining, execution())).toMatchObject({ name: 'found' });
    expect(await adapter.settle(joining, execution())).toEqual({ name: 'absent' });
  });

  it('says that a message is not there any more', async () => {
    const { adapter } = await createBench([gone]);
    await expect(adapter.execute(attach(file('one.txt')), execution())).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  it('refuses what the server would refuse, before it is sent', async () => {
    const { adapter, server } = await createBench([listed(), listed(), listed()]);
    const run = (...files: File[]) => adapter.execute(attach(...files), execution());
    await expect(run(file('tool.exe'))).rejects.toMatchObject({ details: { rule: 'file-type' } });
    await expect(run(file('empty.txt', ''))).rejects.toMatchObject({ details: { rule: 'empty-file' } });
    const many = Array.from({ length: 11 }, (_, index) => file(`${String(index)}.txt`));
    await expect(run(...many)).rejects.toMatchObject({ details: { rule: 'file-count' } });
    expect(server.requests.every(({ method }) => method === 'GET')).toBe(true);
  });

  it('reports files the server left out', async () => {
    const warned = json({ message: wireMessage(9, 1, 'x'), warnings: ['one.txt: failed'] }, 201);
    const { adapter, environment } = await createBench([listed(), warned]);
    await adapter.execute(attach(file('one.txt')), execution());
    expect(environment.reports).toMatchObject([{ details: { warning: 'one.txt: failed' } }]);
  });

  it.each([
    ['dance', {}, 'unsupported'],
    ['delete-attachment', { attachmentId: 1 }, 'invalid'],
    ['attach-files', { messageId: '9' }, 'invalid'],
    ['attach-files', { messageId: '9', files: [] }, 'invalid'],
    ['attach-files', { messageId: '9', files: ['x.txt'] }, 'invalid'],
    ['attach-files', { messageId: 'last', files: [file('x.txt')] }, 'invalid'],
  ])('refuses %s with %j', async (name, payload, code) => {
    const { adapter, server } = await createBench();
    await expect(adapter.execute(host(name, payload), execution())).rejects.toMatchObject({ code });
    await expect(adapter.settle(host(name, payload), execution())).rejects.toMatchObject({ code });
    expect(server.requests).toHaveLength(1);
  });
});
