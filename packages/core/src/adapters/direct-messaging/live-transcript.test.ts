import { readFileSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import type { ServerEvent } from '../../adapter/server-event';
import { messageId } from '../../model/ids';
import { toResponse } from '../../testing/replay';
import { execution } from '../../testing/commands.test-support';
import { json } from '../../testing/recorded-answers.test-support';
import {
  baseUrl,
  command,
  createLiveBench,
  notFound,
  sendCommand,
  storedConversation,
  tokenOf,
  wireConversation,
  wireMessage,
  wireUser,
} from './direct-messaging.test-support';

interface Wire {
  readonly type?: string;
  readonly content?: unknown;
  readonly reply_to_id?: unknown;
  readonly message_id?: number | string;
  readonly is_pinned?: boolean;
  readonly is_typing?: boolean;
  readonly user_id?: number;
  readonly status?: string;
  readonly message?: { readonly id: number; readonly conversation: number };
}

interface Socket {
  readonly name: string;
  readonly as: string;
  readonly url: string;
  readonly close: { readonly code: number; readonly handshake_status?: number };
  readonly frames?: readonly {
    readonly dir: 'in' | 'out';
    readonly data: Wire | string | readonly number[];
  }[];
}

const recording = new URL('../../../test-data/direct-messaging.transcript.json', import.meta.url);
const { sockets } = JSON.parse(readFileSync(recording, 'utf8')) as { readonly sockets: readonly Socket[] };
const userNumbers: Readonly<Record<string, number>> = {
  sofia: 1,
  amina: 2,
  mira: 3,
  timur: 4,
  boris: 5,
  lena: 6,
};
const people: Readonly<Record<string, readonly number[]>> = {
  '1': [2, 3],
  '2': [4, 2],
  '4': [2, 5],
  '7': [1, 2, 5],
};

/** What a client sends that no client of ours does, with the reason; null for what is driven. */
function neverSent(frame: Wire | string | readonly number[], thread: string, name: string): string | null {
  if (typeof frame !== 'object' || Array.isArray(frame)) return 'frames are text and objects';
  const { type, content, reply_to_id: reply, message_id: id } = frame as Wire;
  if (thread === '4' && ['14', '18'].includes(String(id))) return 'messages are changed where they stand';
  if (name.startsWith('S2') && (type === 'edit_message' || type === 'delete_message')) {
    return 'REST refuses it first';
  }
  if (type === 'pin_message') return 'pins go by REST';
  if (type === 'chat_message' && (typeof content !== 'string' || content.trim() === ''))
    return 'blank text is refused before';
  if (type === 'chat_message' && reply !== undefined && typeof reply !== 'number')
    return 'replies are to numbers';
  if (type === 'edit_message' && content === '') return 'blank text is refused before';
  if (type === 'typing') return (frame as Wire).is_typing === undefined ? 'typing is always told' : null;
  if (type === 'chat_message') return null;
  if (type === 'read_receipt' || type === 'edit_message' || type === 'delete_message') {
    return id === undefined ? 'a message is always named' : null;
  }
  return `"${String(type)}" is not used`;
}

const opened = sockets.filter(({ close }) => close.handshake_status === undefined);
const refused = sockets.filter(({ close }) => close.handshake_status !== undefined);
let driven = 0;
const left: string[] = [];

/** The REST side of a stage on which nothing but conversations is asked for. */
const restSide: typeof fetch = (input, init) => {
  const path = new URL(String(input)).pathname;
  const id = /conversations\/(\d+)\//.exec(path)?.[1] ?? '1';
  if (init?.method === 'POST') return Promise.resolve(toResponse(json({ status: 'ok' })));
  if (init?.method === 'DELETE') return Promise.resolve(toResponse({ status: 204, body: null }));
  if (init?.method === 'PATCH') {
    const { content } = JSON.parse(String(init.body)) as { content: string };
    return Promise.resolve(toResponse(json(wireMessage(Number(/(\d+)\/$/.exec(path)![1]), 2, { content }))));
  }
  if (path.includes('/profile/'))
    return Promise.resolve(toResponse(json({ id: 1, username: 'me', role: 'admin' })));
  return Promise.resolve(
    toResponse(
      json({
        ...wireConversation(Number(id), []),
        participants: (people[id] ?? []).map((one) => wireUser(one)),
      }),
    ),
  );
};

async function play(socket: Socket): Promise<void> {
  const me = userNumbers[socket.as]!;
  const thread = /chat\/(\d+)\//.exec(socket.url)![1]!;
  const bench = createLiveBench({
    me,
    watching: [thread],
    // Of the other conversations only those I am in are known to me.
    conversations: Object.entries(people)
      .filter(([, members]) => members.includes(me))
      .map(([id, members]) => storedConversation(id, members)),
    fetch: restSide,
  });
  const { adapter, environment, connection, events } = bench;
  const server = await environment.sockets.next();
  expect(server.url).toBe(`ws://chat.example/ws/chat/${thread}/?token=${encodeURIComponent(tokenOf(me))}`);
  server.accept();
  expect(bench.opened()).toBe(true);
  await environment.clock.advance(0);

  const results: ServerEvent[] = [];
  const failures: unknown[] = [];
  const heard: Wire[] = [];
  let odd = 0;
  for (const { dir, data } of socket.frames ?? []) {
    if (dir === 'in') {
      heard.push(data as Wire);
      if ((data as Wire).type === 'error') odd += 1;
      server.say(data);
      await environment.clock.advance(0);
      continue;
    }
    const reason = neverSent(data, thread, socket.name);
    if (reason !== null) {
      left.push(reason);
      continue;
    }
    driven += 1;
    const frame = data as Wire;
    const own = { conversationId: thread };
    const id = messageId(String(frame.message_id));
    const run = (work: Promise<{ events: readonly ServerEvent[]; message?: unknown }>): void =>
      void work.then(
        (result) => {
          results.push(...result.events);
          if (result.message !== undefined) {
            results.push({ type: 'message-received', message: result.message } as ServerEvent);
          }
        },
        (error: unknown) => failures.push(error),
      );
    switch (frame.type) {
      case 'typing':
        connection.sendTyping(storedConversation(thread, []).id, frame.is_typing === true);
        break;
      case 'chat_message':
        run(
          adapter.execute(
            sendCommand(frame.content as string, {
              conversationId: storedConversation(thread, []).id,
              replyTo: frame.reply_to_id === undefined ? null : messageId(String(frame.reply_to_id)),
            }),
            execution(),
          ),
        );
        break;
      case 'read_receipt':
        run(adapter.execute(command('mark-read', { ...own, upTo: id, messageIds: [id] }), execution()));
        break;
      case 'edit_message':
        run(
          adapter.execute(
            command('edit-message', { ...own, messageId: id, text: frame.content as string }),
            execution(),
          ),
        );
        break;
      default:
        run(
          adapter.execute(
            command('delete-message', { ...own, messageId: id, scope: 'everyone', hard: false }),
            execution(),
          ),
        );
    }
    await environment.clock.advance(0);
    const said = server.take();
    expect(said).toEqual({
      ...frame,
      ...(typeof frame.content === 'string' ? { content: frame.content.trim() } : {}),
      ...(frame.message_id === undefined ? {} : { message_id: Number(frame.message_id) }),
    });
    await environment.clock.advance(0);
  }
  await environment.clock.advance(10_000);

  expect(failures).toEqual([]);
  const told = [...events, ...results];
  for (const frame of heard) {
    const id = frame.message === undefined ? String(frame.message_id) : String(frame.message.id);
    const home = frame.message === undefined ? thread : String(frame.message.conversation);
    const about = told.filter(
      (event) =>
        (event.type === 'message-received' && event.message.id === id) ||
        ('messageId' in event && event.messageId === id) ||
        (event.type === 'messages-read' && event.messageIds.some((one) => one === id)),
    );
    if (
      frame.type?.startsWith('message_') === true ||
      frame.type === 'chat_message' ||
      frame.type === 'read_receipt'
    ) {
      if (home !== thread) {
        // Another conversation's message: a hint where it is mine, nothing where it is not.
        expect(about.filter(({ type }) => type === 'message-received' || type === 'message-changed')).toEqual(
          [],
        );
        const isMine = people[home]?.includes(me) === true;
        expect(
          told.some((event) => event.type === 'conversation-stale' && event.conversationId === home),
        ).toBe(isMine);
      } else expect(about.length, `${frame.type} ${id}`).toBeGreaterThan(0);
    }
    if (frame.type === 'typing') {
      expect(told).toContainEqual(
        expect.objectContaining({
          type: 'typing-changed',
          userId: String(frame.user_id),
          typing: frame.is_typing,
        }),
      );
    }
    if (frame.type === 'user_status' && people[thread]?.includes(frame.user_id!) === true) {
      expect(told).toContainEqual(
        expect.objectContaining({
          type: 'presence-changed',
          userId: String(frame.user_id),
          status: frame.status,
        }),
      );
    }
  }
  // A stranger who was turned away is announced as well.
  expect(told.some((event) => event.type === 'presence-changed' && event.userId === '4')).toBe(false);
  expect(JSON.stringify(told)).not.toContain('testserver');
  expect(environment.reports.length).toBe(odd);
  connection.close();
  await vi.waitFor(() => expect(environment.sockets.openCount).toBe(0));
}

describe('direct-messaging, against the recorded sockets', () => {
  for (const socket of opened) it(socket.name, () => play(socket));

  for (const socket of refused) {
    it(`refused: ${socket.name}`, async () => {
      const gone = socket.name.includes('stranger') || socket.name.includes('unknown conversation');
      const bench = createLiveBench({
        me: userNumbers[socket.as]!,
        fetch: gone ? () => Promise.resolve(toResponse(notFound)) : restSide,
      });
      const server = await bench.environment.sockets.next();
      server.refuse();
      await bench.environment.clock.advance(0);
      if (gone) {
        expect(bench.events).toContainEqual({ type: 'conversation-removed', conversationId: '1' });
        expect(bench.ends).toEqual([]);
        expect(bench.opened()).toBe(true);
      } else {
        expect(bench.ends).toMatchObject([{ name: 'refused', error: { code: 'network' } }]);
        expect(bench.opened()).toBe(false);
      }
      expect(JSON.stringify([bench.ends, bench.environment.reports])).not.toContain(tokenOf(3));
      expect(new URL(server.url).pathname).toBe('/ws/chat/1/');
    });
  }

  it('accounts for every recorded frame of a client', ({ annotate }) => {
    const total = opened.flatMap(({ frames }) => frames ?? []).filter(({ dir }) => dir === 'out').length;
    expect(driven + left.length).toBe(total);
    expect(baseUrl).toBe('http://chat.example');
    const reasons = [...new Set(left)].join('; ');
    return annotate(`sent ${driven} of ${total} recorded frames; never sent: ${reasons}`).then(
      () => undefined,
    );
  });
});
