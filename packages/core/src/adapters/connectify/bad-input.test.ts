import { describe, expect, it } from 'vitest';
import { conversationId, messageId } from '../../model/ids';
import { execution, outgoingFile } from '../../testing/commands.test-support';
import { json } from '../../testing/recorded-answers.test-support';
import {
  command,
  createBench,
  sendCommand,
  wireConversation,
  wireMessage,
  wireUser,
} from './connectify.test-support';

const offline = { withoutSockets: true } as const;
const newest = {
  conversationId: conversationId('direct:1'),
  position: { name: 'newest' },
  limit: 20,
  peek: false,
} as const;

describe('what a person types', () => {
  it.each([
    ['nothing', '', 'blank'],
    ['blanks of all kinds', ' \t\n\u00a0\u2003\ufeff\u0085\u001c', 'blank'],
    ['a NUL', 'a\0b', 'nul'],
    ['half an emoji', 'a\ud83d', 'lone-surrogate'],
    ['the other half', '\ude00a', 'lone-surrogate'],
  ])('refuses %s before sending it', async (_what, text, rule) => {
    const { adapter, server } = createBench([], offline);
    const expected = { code: 'invalid', outcome: 'rejected', retryable: false, details: { rule } };
    await expect(adapter.execute(sendCommand(text), execution())).rejects.toMatchObject(expected);
    const edit = command('edit-message', { messageId: messageId('3'), text });
    await expect(adapter.execute(edit, execution())).rejects.toMatchObject(expected);
    expect(server.requests).toEqual([]);
  });

  it.each([
    ['family emoji', '👨‍👩‍👧‍👦🏳️‍🌈'],
    ['right to left', 'مرحبا ‏hello‎ שלום'],
    ['stacked marks', 'Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L̠ͨͧͩ͘G̴̻͈͍͔̹̑͗̎̅͛́Ǫ̵̹̻̝̳͂̌̌͘'],
    ['what looks like markup', '<img src=x onerror=alert(1)> & "quotes"'],
    ['private use and beyond', '\ue000\u{10ffff}\ufffd'],
    ['lines', 'a\r\nb\u2028c'],
  ])('sends %s unchanged', async (_what, text) => {
    const { adapter, server } = createBench([json(wireMessage(3, 1, text), 201)], offline);
    const { message } = await adapter.execute(sendCommand(text), execution());
    expect(server.requests[0]?.body).toEqual({ content: text });
    expect(message?.text).toBe(text);
  });

  it('sends three megabytes of text in JSON, but not beside a file', async () => {
    const text = 'ü'.repeat(1_500_000);
    const { adapter, server } = createBench([json(wireMessage(3, 1, text), 201)], offline);
    await expect(adapter.execute(sendCommand(text), execution())).resolves.toMatchObject({
      message: { text },
    });
    const attachments = [outgoingFile('a.png', 'image/png', 3)];
    await expect(adapter.execute(sendCommand(text, { attachments }), execution())).rejects.toMatchObject({
      code: 'too-large',
      outcome: 'rejected',
    });
    expect(server.requests).toHaveLength(1);
  });

  it('refuses an empty file before sending it', async () => {
    const { adapter, server } = createBench([], offline);
    const attachments = [outgoingFile('a.txt', 'text/plain', 0)];
    await expect(adapter.execute(sendCommand('x', { attachments }), execution())).rejects.toMatchObject({
      code: 'invalid',
      details: { rule: 'empty-file', attachmentId: 'a.txt' },
    });
    expect(server.requests).toEqual([]);
  });

  it('keeps odd file names', async () => {
    const { adapter, server } = createBench([json(wireMessage(3, 1), 201)], offline);
    const name = '../größe "1" 🙂.tar.gz';
    const attachments = [outgoingFile(name, 'application/gzip', 3)];
    await adapter.execute(sendCommand('x', { attachments }), execution());
    expect(server.requests[0]?.multipart).toContainEqual(
      expect.objectContaining({ name: 'attachments', filename: name, contentType: 'application/gzip' }),
    );
    expect(server.requests[0]?.multipart).toContainEqual({ name: 'attachment_types', value: 'document' });
  });

  it.each(['', ' ', 'x'.repeat(51), '\0', '\ud83d'])('refuses the reaction %j', async (emoji) => {
    const { adapter, server } = createBench([], offline);
    const react = command('react', { messageId: messageId('3'), emoji });
    await expect(adapter.execute(react, execution())).rejects.toMatchObject({ code: 'invalid' });
    expect(server.requests).toEqual([]);
  });
});

describe('ids that are not of this backend', () => {
  it.each(['', 'direct:', 'room:1', 'direct:1/../2', 'direct:-1', '1'])(
    'refuses the conversation "%s"',
    async (id) => {
      const { adapter, server, signal } = createBench([], offline);
      const odd = conversationId(id);
      await expect(adapter.loadConversation(odd, signal)).rejects.toMatchObject({
        code: 'invalid',
        outcome: 'not-sent',
      });
      await expect(adapter.loadMessages({ ...newest, conversationId: odd }, signal)).rejects.toMatchObject({
        code: 'invalid',
      });
      await expect(
        adapter.execute(sendCommand('x', { conversationId: odd }), execution()),
      ).rejects.toMatchObject({ code: 'invalid' });
      expect(server.requests).toEqual([]);
    },
  );

  it.each(['abc', '../1', '1?conversation=1', ''])('refuses the message "%s"', async (id) => {
    const { adapter, server } = createBench([], offline);
    const remove = command('delete-message', { messageId: messageId(id), scope: 'everyone', hard: false });
    await expect(adapter.execute(remove, execution())).rejects.toMatchObject({ code: 'invalid' });
    expect(server.requests).toEqual([]);
  });

  it('cannot pin, delete for one side or do what a host invents', async () => {
    const { adapter } = createBench([], offline);
    const id = messageId('3');
    for (const odd of [
      command('pin', { messageId: id }),
      command('delete-message', { messageId: id, scope: 'me', hard: false }),
      command('delete-message', { messageId: id, scope: 'everyone', hard: true }),
      command('host', { name: 'wave', payload: null }),
    ]) {
      await expect(adapter.execute(odd, execution())).rejects.toMatchObject({
        code: 'unsupported',
        outcome: 'rejected',
      });
    }
    await expect(adapter.settle(command('pin', { messageId: id }), execution())).rejects.toMatchObject({
      code: 'unsupported',
    });
  });
});

describe('what a server says', () => {
  it('drops a malformed message and reports it without its words, never the page', async () => {
    const results = [
      wireMessage(5, 2),
      { ...wireMessage(4, 2), content: null },
      { ...wireMessage(3, 2), created_at: 'yesterday' },
      { ...wireMessage(2, 2, 'private words'), id: 'two' },
      null,
      wireMessage(1, 2),
    ];
    const { adapter, environment, signal } = createBench([json({ next: null, count: 6, results })], offline);
    const { messages } = await adapter.loadMessages(newest, signal);
    expect(messages.map(({ id }) => id)).toEqual(['1', '5']);
    expect(environment.reports).toHaveLength(4);
    expect(JSON.stringify(environment.reports.map(({ message }) => message))).not.toContain('private words');
  });

  it('forgives what it does not need', async () => {
    const bare = { id: '7', content: 'hi', created_at: '2026-05-04T09:00:00Z', surprise: { deep: true } };
    const odd = {
      ...bare,
      id: 8,
      sender: wireUser(2),
      attachments: [
        { id: 1 },
        'junk',
        { id: 2, file_url: 'javascript:alert(1)', attachment_type: 'image', file_name: 'x.svg' },
      ],
      reactions: [{ user: wireUser(2), emoji: '👍' }, { user: null }],
      reaction_count: 'many',
      read_by: {},
      reply_to_preview: { id: 1 },
      delivery_status: 'sent',
    };
    const { adapter, signal } = createBench([json({ count: 2, results: [odd, bare] })], offline);
    const { messages, reachedStart } = await adapter.loadMessages(newest, signal);
    expect(reachedStart).toBe(true);
    expect(messages[0]).toMatchObject({ id: '7', order: 7, text: 'hi', attachments: [], replyTo: null });
    expect(messages[1]).toMatchObject({
      id: '8',
      delivery: 'sent',
      readBy: [],
      reactions: [{ emoji: '👍', count: 1, userIds: ['2'] }],
      attachments: [
        { id: '1', url: null },
        { id: '2', kind: 'file', url: null },
      ],
    });
  });

  it.each([
    ['a list', []],
    ['nothing', null],
    ['a number', 5],
    ['another thing', { results: 'none', count: 0 }],
  ])('takes %s for a page as a broken protocol', async (_what, body) => {
    const { adapter, signal } = createBench([json(body)], offline);
    await expect(adapter.loadMessages(newest, signal)).rejects.toMatchObject({ code: 'protocol' });
  });

  it('does not know what became of a send with an unreadable answer', async () => {
    const { adapter } = createBench([json({ ok: true }, 201)], offline);
    await expect(adapter.execute(sendCommand('x'), execution())).rejects.toMatchObject({
      code: 'protocol',
      outcome: 'unknown',
    });
  });

  it('takes a file that is too large for a refusal', async () => {
    const { adapter } = createBench(
      [{ status: 413, contentType: 'text/html', body: '<html>no</html>' }],
      offline,
    );
    const attachments = [outgoingFile('a.png', 'image/png', 3)];
    await expect(adapter.execute(sendCommand('x', { attachments }), execution())).rejects.toMatchObject({
      code: 'too-large',
      outcome: 'rejected',
      message: 'The server answered 413.',
    });
  });

  it('accepts only web addresses, and makes them whole', async () => {
    const people = [
      { ...wireUser(2), profile_image: '/media/a.png' },
      { ...wireUser(3), profile_image: 'https://cdn.example.com/b.png' },
      { ...wireUser(4), profile_image: 'javascript:alert(1)' },
      { ...wireUser(5), profile_image: 'data:text/html,x' },
      { ...wireUser(6), profile_image: 'http://[' },
      { ...wireUser(7), profile_picture: '/media/c.png' },
    ];
    const conversations = [wireConversation(1, 2, { participants: people })];
    const { adapter, signal } = createBench([json(conversations), json([])], offline);
    const { users } = await adapter.loadConversations(null, signal);
    expect(users.map(({ avatarUrl }) => avatarUrl)).toEqual([
      'https://chat.example.com/media/a.png',
      'https://cdn.example.com/b.png',
      null,
      null,
      null,
      'https://chat.example.com/media/c.png',
    ]);
  });

  it('orders by id, whatever the clocks say', async () => {
    const results = [
      wireMessage(3, 2, 'c', { created_at: '2026-05-04T08:00:00Z' }),
      wireMessage(2, 2, 'b', { created_at: '2026-05-04T10:00:00.1Z' }),
    ];
    const { adapter, signal } = createBench([json({ next: null, count: 2, results })], offline);
    const { messages } = await adapter.loadMessages(newest, signal);
    expect(messages.map(({ order }) => order)).toEqual([2, 3]);
  });

  it('hides what a deleted message had', async () => {
    const deleted = wireMessage(3, 2, '[This message was deleted]', {
      is_deleted: true,
      attachments: [{ id: 1, file_url: '/a', attachment_type: 'image', file_name: 'a' }],
      reactions: [{ user: wireUser(1), emoji: '👍' }],
      reaction_count: 1,
    });
    const { adapter, signal } = createBench([json({ next: null, count: 1, results: [deleted] })], offline);
    const { messages } = await adapter.loadMessages(newest, signal);
    expect(messages[0]).toMatchObject({ deleted: true, text: '', attachments: [], reactions: [] });
  });
});
