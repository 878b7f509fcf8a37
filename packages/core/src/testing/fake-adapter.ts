import type { ChatAdapter, HistoryPage } from '../adapter/adapter';
import type { Capabilities, Coverage, LiveCoverage, Support } from '../adapter/capabilities';
import type { Command, CommandResult } from '../adapter/command';
import type { Limits } from '../adapter/limits';
import type { MessagePatch, ServerEvent } from '../adapter/server-event';
import { ChatError } from '../errors';
import { hasWords, wordsOf } from '../lib/find-words';
import { compareIds } from '../model/ids';
import type { ConversationId, MessageId, UserId } from '../model/ids';
import type { Message } from '../model/message';
import { compareOrdered } from '../model/ordered';
import type { FakeServer } from './fake-server';

const yes: Support = { supported: true };

function coverage(value: Coverage): LiveCoverage {
  return {
    messages: value,
    edits: value,
    deletions: value,
    reactions: value,
    receipts: value,
    typing: value,
    presence: value,
    conversations: value,
  };
}

/** What a backend that can do everything would say of itself; override what a test is about. */
export function fakeCapabilities(overrides: Partial<Capabilities> = {}): Capabilities {
  return {
    commands: {
      'send-message': yes,
      'edit-message': yes,
      'delete-message': yes,
      react: yes,
      unreact: yes,
      'mark-read': yes,
      pin: yes,
      unpin: yes,
      host: yes,
    },
    actions: {
      'create-direct': yes,
      'create-group': yes,
      'update-group': yes,
      'add-members': yes,
      'remove-member': yes,
      'change-role': yes,
      'leave-conversation': yes,
      'delete-conversation': yes,
      'end-relay': yes,
      archive: yes,
      unarchive: yes,
      mute: yes,
      unmute: yes,
      block: yes,
      unblock: yes,
      'list-blocks': yes,
      'list-directories': yes,
      'search-related': yes,
      forward: { supported: false, reason: 'backend' },
    },
    paging: 'cursor',
    idempotency: 'none',
    historyMarksRead: false,
    peek: true,
    loadAround: true,
    reply: yes,
    attachments: yes,
    attachmentNeedsText: false,
    replyWithAttachments: true,
    reactions: { set: null, perUser: 'many' },
    deleteKinds: ['everyone'],
    groups: { roles: true, description: true, picture: true },
    receipts: { delivered: false, read: 'per-user' },
    typing: { direct: true, group: true, guest: true },
    presence: true,
    search: { messages: yes, users: yes },
    mentions: false,
    directoryOptional: false,
    subject: false,
    related: [],
    live: { direct: coverage('always'), group: coverage('always'), guest: coverage('always') },
    sockets: 'shared',
    ...overrides,
  };
}

export function fakeLimits(overrides: Partial<Limits> = {}): Limits {
  return {
    textLength: 5_000,
    subjectLength: null,
    editWindowMs: null,
    attachmentCount: 5,
    attachmentBytes: 1_000_000,
    attachmentExtensions: null,
    groupNameLength: 100,
    groupOthers: null,
    pageSize: 20,
    liveConversations: null,
    ...overrides,
  };
}

/** An adapter over a `FakeServer`, for one person; what it promises is what `capabilities` says. */
export function createFakeAdapter(
  server: FakeServer,
  me: UserId,
  options: {
    readonly capabilities?: Partial<Capabilities>;
    readonly limits?: Partial<Limits>;
    readonly live?: boolean;
  } = {},
): ChatAdapter {
  const { internals } = server;
  const live = coverage(server.options.broadcast === 'none' ? 'never' : 'always');
  const capabilities = fakeCapabilities({
    live: { direct: live, group: live, guest: live },
    idempotency: server.options.idempotency === true ? 'key' : 'none',
    ...options.capabilities,
  });

  function page(id: ConversationId, from: number, to: number): HistoryPage {
    const all = internals.history(id);
    const start = Math.max(0, from);
    return {
      messages: all.slice(start, to),
      users: internals.users(),
      reachedStart: start === 0,
      reachedEnd: to >= all.length,
      markedRead: false,
    };
  }

  /** A request a caller can stop. */
  function ask<Value>(name: string, signal: AbortSignal, work: () => Value): Promise<Value> {
    if (!signal.aborted) return internals.request(name, work);
    return Promise.reject(new ChatError('aborted', 'Stopped by the caller.', { outcome: 'not-sent' }));
  }

  /** What stands can be changed; a tombstone cannot. */
  function mustStand({ conversationId, messageId }: Command & { readonly messageId: MessageId }): void {
    const message = internals.history(conversationId).find((one) => one.id === messageId);
    if (message?.deleted === true) throw new ChatError('invalid', 'It was deleted.', { status: 400 });
  }

  function carryOut(command: Command): CommandResult {
    const id = command.conversationId;
    switch (command.kind) {
      case 'send-message': {
        const { text, replyTo, localId, attachments, subject, related, mentions } = command;
        if (text.trim() === '' && attachments.length === 0) {
          throw new ChatError('invalid', 'Blank text.', { outcome: 'not-sent' });
        }
        const fileNames = attachments.map((attachment) => attachment.name);
        const more = {
          ...(subject === undefined ? {} : { subject }),
          ...(related === undefined ? {} : { related }),
          ...(mentions === undefined ? {} : { mentions }),
        };
        const draft = { text, replyTo, localId, fileNames, more };
        return { message: internals.store(id, me, draft), events: [] };
      }
      case 'edit-message': {
        mustStand(command);
        const patch = { text: command.text, edited: true, editedAt: server.options.clock.now() };
        return changed(command, patch, (message) => ({ ...message, ...patch }));
      }
      case 'delete-message': {
        const { messageId } = command;
        if (command.hard) {
          internals.remove(id, messageId);
          return { events: [{ type: 'message-removed', conversationId: id, messageId }] };
        }
        const patch = { text: '', deleted: true };
        return changed(command, patch, (message) => ({ ...message, ...patch }));
      }
      case 'react':
      case 'unreact': {
        const { messageId, emoji, kind } = command;
        mustStand(command);
        const part: ServerEvent = {
          type: 'reaction-changed',
          conversationId: id,
          messageId,
          userId: me,
          emoji,
          present: kind === 'react',
        };
        const message = internals.change(id, messageId, (one) => withReaction(one, emoji, kind, me), part);
        return { events: [{ type: 'message-received', message }] };
      }
      case 'pin':
      case 'unpin': {
        const patch = { pinned: command.kind === 'pin' };
        return changed(command, patch, (message) => ({ ...message, ...patch }));
      }
      case 'mark-read':
        internals.read(id, me, command.upTo);
        return {
          events: [
            {
              type: 'unread-changed',
              conversationId: id,
              count: internals.conversation(me, id).unreadCount,
            },
          ],
        };
      case 'host':
        throw new ChatError('unsupported', 'The fake server knows no host commands.');
    }
  }

  function changed(
    { conversationId, messageId }: Command & { readonly messageId: MessageId },
    patch: MessagePatch,
    change: (message: Message) => Message,
  ): CommandResult {
    const part: ServerEvent = { type: 'message-changed', conversationId, messageId, patch };
    const message = internals.change(conversationId, messageId, change, part);
    return { events: [{ type: 'message-received', message }] };
  }

  const adapter: ChatAdapter = {
    name: 'fake',
    scope: 'fake',
    capabilities,
    limits: fakeLimits(options.limits),
    userIdOf: () => me,
    loadMe: (signal) => ask('load-me', signal, () => internals.user(me)),
    loadUsers: (_query, signal) =>
      ask('load-users', signal, () => ({ users: internals.users(), next: null })),
    loadConversations: (_cursor, signal) =>
      ask('load-conversations', signal, () => ({
        conversations: internals.conversationsOf(me),
        users: internals.users(),
        next: null,
      })),
    loadConversation: (id, signal) =>
      ask('load-conversation', signal, () => ({
        conversation: internals.conversation(me, id),
        users: internals.users(),
      })),
    loadMessages: ({ conversationId, position, limit }, signal) =>
      ask(`load-messages ${position.name}`, signal, () => {
        const all = internals.history(conversationId);
        switch (position.name) {
          case 'newest':
            return page(conversationId, all.length - limit, all.length);
          case 'around': {
            const index = all.findIndex((message) => message.id === position.messageId);
            if (index < 0) throw new ChatError('not-found', 'No such message.', { status: 404 });
            return page(conversationId, index - Math.floor(limit / 2), index + Math.ceil(limit / 2));
          }
          default: {
            // Found by its place, since the message itself may be gone.
            const anchor = { order: position.order, id: position.messageId };
            const older = all.filter((message) => compareOrdered(message, anchor) < 0).length;
            if (position.name === 'before') return page(conversationId, older - limit, older);
            const next = all[older]?.id === position.messageId ? older + 1 : older;
            return page(conversationId, next, next + limit);
          }
        }
      }),
    searchMessages: ({ text, conversationId, cursor }, signal) =>
      ask('search-messages', signal, () => {
        const ids = internals.conversationsOf(me).map(({ id }) => id);
        const found = ids
          .filter((id) => conversationId === null || id === conversationId)
          .flatMap((id) => internals.history(id))
          .filter((message) => !message.deleted && hasWords(message.text, wordsOf(text)))
          .sort((left, right) => right.createdAt - left.createdAt);
        const from = Number(cursor ?? 0);
        const to = from + adapter.limits.pageSize;
        return {
          messages: found.slice(from, to),
          users: internals.users(),
          next: to < found.length ? String(to) : null,
        };
      }),
    execute: (command, { signal }) => ask(`execute ${command.kind}`, signal, () => carryOut(command)),
    settle: (command, { baseline, claimed, signal }) =>
      ask('settle', signal, () => {
        const mine = internals
          .history(command.conversationId)
          .filter(
            (message) =>
              command.kind === 'send-message' &&
              message.authorId === me &&
              message.text === command.text &&
              !claimed.has(message.id) &&
              (baseline === null || compareIds(message.id, baseline) > 0),
          );
        const answering = (id: MessageId | null): Message | undefined =>
          mine.find(({ replyTo }) => (replyTo?.messageId ?? null) === id);
        // What a reply answers is dropped without a word when it is gone.
        const found = answering(command.kind === 'send-message' ? command.replyTo : null) ?? answering(null);
        return found === undefined
          ? { name: 'absent' }
          : { name: 'found', result: { message: found, events: [] } };
      }),
    perform: () => Promise.reject(new ChatError('unsupported', 'The fake server performs no actions.')),
  };
  if (options.live === false) return adapter;
  return {
    ...adapter,
    connect(sink) {
      const close = internals.link(me, sink);
      return {
        maxSilenceMs: null,
        watch: () => undefined,
        unwatch: () => undefined,
        sendTyping: (id, typing) =>
          internals.tell(id, { type: 'typing-changed', conversationId: id, userId: me, name: me, typing }),
        close,
      };
    },
  };
}

function withReaction(message: Message, emoji: string, kind: 'react' | 'unreact', me: UserId): Message {
  const others = message.reactions.flatMap((reaction) => {
    if (reaction.emoji !== emoji) return [reaction];
    const userIds = reaction.userIds.filter((userId) => userId !== me);
    return userIds.length === 0 ? [] : [{ emoji, count: userIds.length, userIds }];
  });
  if (kind === 'unreact') return { ...message, reactions: others };
  const known = others.find((reaction) => reaction.emoji === emoji);
  const userIds = [...(known?.userIds ?? []), me];
  const rest = others.filter((reaction) => reaction !== known);
  return { ...message, reactions: [...rest, { emoji, count: userIds.length, userIds }] };
}
