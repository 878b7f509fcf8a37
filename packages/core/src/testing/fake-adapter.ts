import type { ChatAdapter, HistoryPage } from '../adapter/adapter';
import type { Capabilities, Coverage, LiveCoverage, Support } from '../adapter/capabilities';
import type { Command, CommandResult } from '../adapter/command';
import type { Limits } from '../adapter/limits';
import { ChatError } from '../errors';
import { compareIds } from '../model/ids';
import type { ConversationId, UserId } from '../model/ids';
import type { Message } from '../model/message';
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
    receipts: { delivered: false, read: 'per-user' },
    typing: { direct: true, group: true, guest: true },
    presence: true,
    search: { messages: yes, users: yes },
    mentions: false,
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
    pageSize: 20,
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

  function page(id: ConversationId, messages: readonly Message[]): HistoryPage {
    const all = internals.history(id);
    return {
      messages,
      users: internals.users(),
      reachedStart: messages[0] === all[0],
      reachedEnd: messages[messages.length - 1] === all[all.length - 1],
      markedRead: false,
    };
  }

  /** A request a caller can stop. */
  function ask<Value>(name: string, signal: AbortSignal, work: () => Value): Promise<Value> {
    if (!signal.aborted) return internals.request(name, work);
    return Promise.reject(new ChatError('aborted', 'Stopped by the caller.', { outcome: 'not-sent' }));
  }

  function carryOut(command: Command): CommandResult {
    const id = command.conversationId;
    switch (command.kind) {
      case 'send-message': {
        const { text, replyTo, localId, attachments } = command;
        if (text.trim() === '' && attachments.length === 0) {
          throw new ChatError('invalid', 'Blank text.', { outcome: 'not-sent' });
        }
        const draft = { text, replyTo, localId, fileNames: attachments.map((attachment) => attachment.name) };
        return { message: internals.store(id, me, draft), events: [] };
      }
      case 'edit-message':
        return changed(id, command.messageId, (message) => ({
          ...message,
          text: command.text,
          edited: true,
        }));
      case 'delete-message':
        return changed(id, command.messageId, (message) => ({ ...message, text: '', deleted: true }));
      case 'react':
      case 'unreact':
        return changed(id, command.messageId, (message) =>
          withReaction(message, command.emoji, command.kind, me),
        );
      case 'pin':
      case 'unpin':
        return changed(id, command.messageId, (message) => ({ ...message, pinned: command.kind === 'pin' }));
      case 'mark-read':
        for (const message of internals.history(id)) {
          if (compareIds(message.id, command.upTo) > 0 || message.authorId === me) continue;
          if (message.readBy.some((mark) => mark.userId === me)) continue;
          changed(id, message.id, (one) => ({ ...one, readBy: [...one.readBy, { userId: me, at: null }] }));
        }
        return { events: [{ type: 'unread-changed', conversationId: id, count: 0 }] };
      case 'host':
        throw new ChatError('unsupported', 'The fake server knows no host commands.');
    }
  }

  function changed(
    id: ConversationId,
    target: Message['id'],
    change: (message: Message) => Message,
  ): CommandResult {
    return { events: [{ type: 'message-received', message: internals.change(id, target, change) }] };
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
        if (position.name === 'newest') return page(conversationId, all.slice(-limit));
        const index = all.findIndex((message) => message.id === position.messageId);
        const half = Math.floor(limit / 2);
        if (position.name === 'before')
          return page(conversationId, all.slice(Math.max(0, index - limit), index));
        if (position.name === 'after') return page(conversationId, all.slice(index + 1, index + 1 + limit));
        return page(conversationId, all.slice(Math.max(0, index - half), index + half));
      }),
    execute: (command, { signal }) => ask(`execute ${command.kind}`, signal, () => carryOut(command)),
    settle: (command, { baseline, claimed, signal }) =>
      ask('settle', signal, () => {
        const found = internals
          .history(command.conversationId)
          .find(
            (message) =>
              command.kind === 'send-message' &&
              message.authorId === me &&
              message.text === command.text &&
              (message.replyTo?.messageId ?? null) === command.replyTo &&
              !claimed.has(message.id) &&
              (baseline === null || compareIds(message.id, baseline) > 0),
          );
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
