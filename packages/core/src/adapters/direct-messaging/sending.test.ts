import { describe, expect, it } from 'vitest';
import type { ExecuteContext } from '../../adapter/command';
import { localId, messageId } from '../../model/ids';
import { execution, outgoingFile } from '../../testing/commands.test-support';
import { errorPage, json } from '../../testing/recorded-answers.test-support';
import { trimText } from './encode';
import {
  createBench,
  createFakeThread,
  createLiveBench,
  sendCommand,
  wireConversation,
  wireMessage,
} from './direct-messaging.test-support';

/** A live bench whose server keeps a thread; POSTs are stored there. */
async function createStage(more: Partial<Parameters<typeof createLiveBench>[0]> = {}) {
  const thread = createFakeThread([wireMessage(1, 2), wireMessage(2, 1)], {
    answer(method, path, body) {
      if (path.endsWith('/profile/')) return json({ id: 1, username: 'mira', role: 'user' });
      if (method !== 'POST' || !path.endsWith('/messages/')) return undefined;
      const { content } = body as { content: string };
      const stored = wireMessage(thread.messages.length + 1, 1, { content });
      thread.messages.push(stored);
      return json(stored, 201);
    },
  });
  const bench = createLiveBench({ fetch: thread.fetch, ...more });
  const socket = await bench.environment.sockets.next();
  socket.accept();
  await bench.environment.clock.advance(0);
  const { adapter, environment } = bench;
  const outcomes: unknown[] = [];
  const send = (
    text: string,
    changes: Parameters<typeof sendCommand>[1] = {},
    context: Partial<ExecuteContext> = {},
  ) =>
    void adapter.execute(sendCommand(text, changes), execution(context)).then(
      ({ message }) => outcomes.push(message),
      (error: unknown) => outcomes.push(error),
    );
  const settled = (milliseconds = 0) => environment.clock.advance(milliseconds);
  return { ...bench, thread, socket, outcomes, send, settled };
}

describe('direct-messaging sends', () => {
  it('takes the echo for the acknowledgement, first come, first served', async () => {
    const { send, settled, socket, outcomes, events } = await createStage();
    send('ok', { localId: localId('a') });
    send('ok', { localId: localId('b') });
    await settled();
    expect([socket.take(), socket.take()]).toEqual([
      { type: 'chat_message', content: 'ok' },
      { type: 'chat_message', content: 'ok' },
    ]);
    socket.say({ type: 'chat_message', message: wireMessage(11, 2, { content: 'ok' }) });
    socket.say({ type: 'chat_message', message: wireMessage(12, 1, { content: 'ok' }) });
    socket.say({ type: 'chat_message', message: wireMessage(13, 1, { content: 'ok' }) });
    socket.say({ type: 'chat_message', message: wireMessage(14, 1, { content: 'ok' }) });
    await settled();
    expect(outcomes).toMatchObject([
      { id: '12', localId: 'a' },
      { id: '13', localId: 'b' },
    ]);
    const heard = events.flatMap((event) => (event.type === 'message-received' ? [event.message] : []));
    // The other side's text, and what another tab of mine said.
    expect(heard.map(({ id, localId: own }) => [id, own])).toEqual([
      ['11', undefined],
      ['14', undefined],
    ]);
  });

  it('does not know what became of a send whose echo does not come, doubts the link, and then goes by REST', async () => {
    const { send, settled, socket, outcomes, ends, thread } = await createStage();
    send('lost?');
    await settled(4_999);
    expect(outcomes).toEqual([]);
    await settled(1);
    expect(outcomes).toMatchObject([{ code: 'timeout', outcome: 'unknown' }]);
    expect(ends).toMatchObject([{ name: 'lost' }]);
    expect(socket.sent).toHaveLength(1);
    send('lost?');
    await settled();
    expect(outcomes[1]).toMatchObject({ id: '3', text: 'lost?', localId: 'local-1' });
    expect(thread.messages).toHaveLength(3);
  });

  it('does not know what became of a send when the socket breaks', async () => {
    const { send, settled, socket, outcomes, ends } = await createStage();
    send('lost?');
    await settled();
    socket.drop();
    await settled();
    expect(outcomes).toMatchObject([{ code: 'network', outcome: 'unknown' }]);
    expect(ends).toMatchObject([{ name: 'lost' }]);
  });

  it('sends files by REST and makes the others look', async () => {
    const stored = wireMessage(9, 1, { content: null });
    const uploads: unknown[] = [];
    const { adapter, socket } = await createStage({
      fetch(_input, init) {
        const isSend = init?.method === 'POST';
        if (isSend) uploads.push(init.body);
        return Promise.resolve(Response.json(isSend ? stored : wireConversation(1, [2])));
      },
    });
    const file = outgoingFile('a.txt', 'text/plain', 3);
    const { message } = await adapter.execute(sendCommand('', { attachments: [file] }), execution());
    expect(message).toMatchObject({ id: '9', text: '' });
    const [form] = uploads as FormData[];
    expect([...form!.keys()]).toEqual(['conversation', 'attachment_files']);
    expect(socket.take()).toEqual({ type: 'typing', is_typing: false });
    expect(socket.take()).toBeUndefined();
  });

  it('sends replies over the socket, opening one where none is open', async () => {
    const { environment, adapter } = createBench();
    const work = adapter.execute(sendCommand('yes', { replyTo: messageId('5') }), execution());
    const socket = await environment.sockets.next();
    expect(socket.url).toContain('/ws/chat/1/?token=');
    socket.accept();
    expect(socket.take()).toEqual({ type: 'chat_message', content: 'yes', reply_to_id: 5 });
    const reply_to = {
      id: 5,
      sender: wireMessage(5, 2).sender,
      content: 'q',
      attachments: [],
      is_deleted: false,
    };
    socket.say({ type: 'chat_message', message: wireMessage(6, 1, { content: 'yes', reply_to }) });
    expect((await work).message).toMatchObject({ id: '6', replyTo: { messageId: '5', text: 'q' } });
    await environment.clock.advance(0);
    expect(environment.sockets.openCount).toBe(0);
  });

  it('knows that a reply did not leave when its socket is refused', async () => {
    const { environment, adapter } = createBench();
    const work = adapter.execute(sendCommand('yes', { replyTo: messageId('5') }), execution());
    const caught = work.catch((error: unknown) => error);
    (await environment.sockets.next()).refuse();
    expect(await caught).toMatchObject({ code: 'network', outcome: 'not-sent', retryable: true });
  });

  it('takes the echo of a reply whose parent is gone for its own: it comes without a quote', async () => {
    const { send, settled, socket, outcomes } = await createStage();
    send('kept', { replyTo: messageId('99999') });
    await settled();
    socket.say({ type: 'chat_message', message: wireMessage(22, 1, { content: 'kept' }) });
    await settled();
    expect(outcomes).toMatchObject([{ id: '22', replyTo: null }]);
  });

  it('refuses what the server would swallow', async () => {
    const { adapter, server } = createBench();
    const file = outgoingFile('a.png', 'image/png', 5);
    const refusals: [Parameters<typeof sendCommand>, string][] = [
      [['  \u0085 '], 'invalid'],
      [['a\0b'], 'invalid'],
      [['half \ud800'], 'invalid'],
      [['x', { replyTo: messageId('abc') }], 'invalid'],
      [['x', { replyTo: messageId('5'), attachments: [file] }], 'unsupported'],
      [['', { attachments: [outgoingFile('e.txt', 'text/plain', 0)] }], 'invalid'],
      [['', { attachments: Array.from({ length: 101 }, () => file) }], 'invalid'],
      [['y'.repeat(2_700_000), { attachments: [file] }], 'too-large'],
    ];
    for (const [given, code] of refusals) {
      await expect(adapter.execute(sendCommand(...given), execution())).rejects.toMatchObject({ code });
    }
    expect(server.requests).toEqual([]);
  });

  it('trims as the server does', () => {
    expect(trimText('\u00a0\u3000 a b \u001c\u0085\n')).toBe('a b');
    expect(trimText('\ufeffa\u200b')).toBe('\ufeffa\u200b');
  });

  it('knows a break-down on a send that nobody may make from one that may have stored it', async () => {
    const { adapter } = createBench([errorPage, json({ detail: 'Not found.' }, 404)], {
      withoutSockets: true,
    });
    await expect(adapter.execute(sendCommand('x'), execution())).rejects.toMatchObject({
      code: 'forbidden',
      outcome: 'rejected',
    });
    const other = createBench([errorPage, json(wireConversation(1, [2]))], { withoutSockets: true });
    await expect(other.adapter.execute(sendCommand('x'), execution())).rejects.toMatchObject({
      code: 'server',
      outcome: 'unknown',
    });
  });
});

describe('direct-messaging settles', () => {
  const settle = (
    thread: ReturnType<typeof createFakeThread>,
    text: string,
    more: Partial<ExecuteContext> = {},
  ) => {
    const { adapter, environment } = createBench([], { fetch: thread.fetch, withoutSockets: true });
    const work = adapter.settle(sendCommand(text), execution(more)).then(
      (settlement) => settlement,
      (error: unknown) => error,
    );
    return { work, environment };
  };

  it('finds its own message above the baseline that nobody claimed', async () => {
    const thread = createFakeThread([
      wireMessage(1, 1, { content: 'hi' }),
      wireMessage(2, 2, { content: 'hi' }),
      wireMessage(3, 1, { content: 'hi' }),
      wireMessage(4, 1, { content: ' hi ' }),
    ]);
    const { work } = settle(thread, 'hi', { baseline: messageId('1'), claimed: new Set([messageId('3')]) });
    expect(await work).toMatchObject({ name: 'found', result: { message: { id: '4', localId: 'local-1' } } });
  });

  it('looks a second time after five seconds before it says that nothing came', async () => {
    const thread = createFakeThread([wireMessage(1, 2)]);
    const { work, environment } = settle(thread, 'late', { baseline: messageId('1') });
    await environment.clock.advance(4_999);
    expect(thread.looks).toEqual(['last']);
    thread.messages.push(wireMessage(2, 1, { content: 'late' }));
    await environment.clock.advance(1);
    expect(await work).toMatchObject({ name: 'found', result: { message: { id: '2' } } });

    const other = settle(createFakeThread([wireMessage(1, 2)]), 'never', { baseline: messageId('1') });
    await other.environment.clock.advance(5_000);
    expect(await other.work).toEqual({ name: 'absent' });
  });

  it('goes back over all pages above the baseline', async () => {
    const thread = createFakeThread([
      wireMessage(1, 2),
      wireMessage(2, 1, { content: 'far' }),
      ...Array.from({ length: 40 }, (_, index) => wireMessage(index + 3, 2)),
    ]);
    const { work } = settle(thread, 'far', { baseline: messageId('1') });
    expect(await work).toMatchObject({ name: 'found', result: { message: { id: '2' } } });
    expect(thread.looks).toEqual(['last', '4', '3', '2', '1']);
  });

  it('does not take an empty list of a closed conversation for an answer', async () => {
    const thread = createFakeThread([], {
      answer: (_method, path) => (path.includes('/conversations/') ? json({}, 404) : undefined),
    });
    expect(await settle(thread, 'x').work).toMatchObject({ code: 'not-found' });
  });

  it('tells a send with files by their sizes', async () => {
    const attachments = [
      { id: 1, file: null, file_type: 'other', file_name: 'b', file_size: 5, mime_type: null },
    ];
    const thread = createFakeThread([
      wireMessage(1, 1, { content: null }),
      wireMessage(2, 1, { content: null, attachments }),
    ]);
    const { adapter } = createBench([], { fetch: thread.fetch, withoutSockets: true });
    const command = sendCommand('', { attachments: [outgoingFile('b', 'text/plain', 5)] });
    expect(await adapter.settle(command, execution({ baseline: messageId('0') }))).toMatchObject({
      name: 'found',
      result: { message: { id: '2' } },
    });
  });
});
