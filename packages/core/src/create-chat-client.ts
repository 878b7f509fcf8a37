import type { Action, ActionKind } from './adapter/action';
import type { AdapterFactory, ChatAdapter } from './adapter/adapter';
import type { Support } from './adapter/capabilities';
import type { Command } from './adapter/command';
import type { Clock } from './adapter/environment';
import { checkDraft, checkText } from './engine/check-draft';
import { isEmptyDraft } from './engine/stored-draft';
import type { ChatClient, ChatClientEvents, SendDraft } from './client';
import { letGoMs, useDatabase } from './engine/database-use';
import type { DatabaseUse } from './engine/database-use';
import { newLocalId } from './engine/local-id';
import { createPerson } from './engine/person';
import type { Person } from './engine/person';
import { createSession } from './engine/session';
import type { SessionEndReason, SessionOptions } from './engine/session';
import { ChatError, isChatError, toChatError } from './errors';
import { backoffDelay } from './lib/backoff';
import { systemClock } from './lib/clock';
import { createEmitter } from './lib/emitter';
import { detectPlatform } from './lib/platform';
import type { Platform } from './lib/platform';
import { attachmentKindOf } from './model/attachment';
import type { OutgoingAttachment } from './model/attachment';
import type { ConversationId, LocalId, MessageId, UserId } from './model/ids';
import { indexedDbStorage } from './storage/indexed-db';
import type { Retention } from './storage/indexed-db/housekeeping';
import type { ChatStorage, StorageProvider } from './storage/storage';
import { withMemoryFallback } from './storage/with-memory-fallback';
import { initialState } from './store/initial-state';
import { selectOutbox } from './store/select-outbox';
import { createChatStore } from './store/store';
import { findSent } from './store/timeline';

export interface ChatClientOptions {
  readonly adapter: AdapterFactory;
  /** Default: the backend's own sign-in, remembered over a reload. */
  readonly session?: SessionOptions;
  /** Default: IndexedDB where it works, else memory. */
  readonly storage?: StorageProvider;
  /** How much history the default storage keeps; default everything, until space runs out. */
  readonly retention?: Retention;
  readonly outbox?: OutboxPolicy;
  readonly platform?: Platform;
  readonly clock?: Clock;
}

export interface OutboxPolicy {
  /**
   * What could not be sent for this long fails with code `expired` instead of going out late, and can be retried or
   * discarded; default seven days. `Infinity`: never.
   */
  readonly expireAfterMs?: number;
}

const weekMs = 7 * 24 * 60 * 60_000;
const startBackoff = { baseMs: 1_000, maxMs: 30_000 };

/** Puts all parts together. Two clients never share anything but what their storage shares. */
export function createChatClient(options: ChatClientOptions): ChatClient {
  const platform = options.platform ?? detectPlatform();
  const clock = options.clock ?? systemClock;
  const events = createEmitter<ChatClientEvents>((error) => {
    // Thrown again outside, where the host's own error handling sees it, and no other listener is stopped.
    queueMicrotask(() => {
      throw error;
    });
  });
  const report = (error: ChatError): void => {
    if (error.code !== 'aborted') events.emit('warning', error);
  };
  const provider = options.storage ?? defaultStorage(options.retention, (reason) => degrade(reason));
  const session = createSession({
    adapter: () => adapter,
    session: options.session ?? { type: 'password' },
    clock,
    platform,
    openStorage: () => provider.open(`${adapter.scope} session`),
    onEnded: (reason) => void endSession(reason),
  });
  const adapter: ChatAdapter = options.adapter({
    // Every request passes here: a tab that was frozen learns first that another one sends now.
    credentials: {
      current: () => session.credentials.current().finally(() => person?.parts.mayAsk()),
      renew: (refused) => session.credentials.renew(refused).finally(() => person?.parts.mayAsk()),
    },
    clock,
    fetch: platform.fetch,
    WebSocket: platform.WebSocket,
    XMLHttpRequest: platform.XMLHttpRequest,
    randomId: platform.randomId,
    report,
  });
  const store = createChatStore({
    initial: initialState(adapter.capabilities, adapter.limits),
    onNextFrame: platform.onNextFrame,
    onListenerError: (error) => report(toChatError(error)),
  });

  let person: {
    readonly me: UserId;
    readonly parts: Person;
    readonly storage: ChatStorage;
    readonly use: DatabaseUse;
    leave(): void;
  } | null = null;
  let signingOut = false;
  let lifetime = new AbortController();
  /** What the app asked for last, and what is the case; `following` makes the one the other. */
  let wanted = false;
  let running = false;
  let following: Promise<void> | null = null;

  function degrade(reason: string): void {
    store.apply([{ type: 'storage-changed', storage: { name: 'memory', reason } }]);
    person?.parts.isolate();
  }

  async function enter(me: UserId): Promise<void> {
    const name = `${adapter.scope} ${me}`;
    const database = provider.place === undefined ? name : `${provider.place}:${name}`;
    const use = await useDatabase(platform, clock, database);
    const storage = await provider.open(name);
    const health = await storage.health();
    const abort = new AbortController();
    const scope = { me, adapter, store, storage, clock, platform, signal: abort.signal, report };
    const parts = createPerson({
      scope,
      database,
      shared: health.kind !== 'memory',
      credentials: session.credentials,
      expireAfterMs: options.outbox?.expireAfterMs ?? weekMs,
      onSessionEnded: (reason) => void endSession(reason),
      onEndedElsewhere: (reason, at) => void endSession(reason, at),
      onNewMessage: (message) => events.emit('message-received', message),
      onSent: (message) => events.emit('message-sent', message),
      onFailed: (localId, error) => events.emit('message-failed', localId, error),
    });
    person = { me, parts, storage, use, leave: () => abort.abort() };
    store.apply([
      { type: 'session-changed', session: { name: 'signed-in', me } },
      {
        type: 'storage-changed',
        storage:
          health.kind === 'memory'
            ? { name: 'memory', reason: health.degraded?.message ?? null }
            : { name: 'durable' },
      },
    ]);
    await parts.start();
  }

  /** `wipe`: deletes what is stored, and writes nothing more; `if-unused`: only where no other tab works with it. */
  async function leave(wipe: 'no' | 'discard' | 'if-unused' | 'yes'): Promise<void> {
    const leaving = person;
    if (leaving === null) return;
    person = null;
    leaving.leave();
    await leaving.parts.stop(wipe !== 'no');
    const wiping = wipe === 'yes' || wipe === 'if-unused';
    if (wiping) await leaving.use.endWith(() => leaving.storage.wipe(), { anyway: wipe === 'yes' });
    await leaving.storage.close();
    leaving.use.end();
    store.apply([{ type: 'cleared' }]);
  }

  /** `endedAt`: it was ended in another tab, which deletes what is stored where that is to be. */
  async function endSession(reason: SessionEndReason, endedAt?: number): Promise<void> {
    const byUser = reason === 'by-user';
    if (signingOut !== (byUser && endedAt === undefined) || (endedAt !== undefined && person === null))
      return;
    // The token of one tab may run out while another has a newer one; everything else ends the person's session.
    const ownToken = options.session?.type === 'token' && reason === 'expired';
    if (endedAt === undefined && !byUser && !ownToken) person?.parts.tellEnded(reason);
    // Heard late, this tab may have written after the other one deleted.
    const late = endedAt !== undefined && clock.now() - endedAt > letGoMs;
    try {
      // What an ended session leaves stays on disk for the same person's next sign-in; signing out wipes it.
      await leave(!byUser ? 'no' : endedAt === undefined ? 'yes' : late ? 'if-unused' : 'discard');
      await session.forget();
    } catch (error) {
      report(toChatError(error));
    }
    store.apply([{ type: 'session-changed', session: { name: 'signed-out', reason } }]);
    events.emit('session-ended', reason);
  }

  /** Start and close may come in any rhythm (StrictMode mounts twice): only the last wish counts. */
  function follow(): Promise<void> {
    following ??= (async () => {
      await Promise.resolve();
      try {
        while (wanted !== running) {
          running = wanted;
          if (wanted) await begin();
          else await end();
        }
      } catch (error) {
        wanted = running = false;
        report(toChatError(error));
        throw error;
      } finally {
        // In the same turn as the last look at what is wanted, so that no wish falls in between.
        following = null;
      }
    })();
    return following;
  }

  async function end(): Promise<void> {
    await leave('no');
    store.apply([{ type: 'session-changed', session: { name: 'starting' } }]);
    store.flush();
  }

  async function begin(): Promise<void> {
    lifetime = new AbortController();
    const { signal } = lifetime;
    store.apply([{ type: 'session-changed', session: { name: 'starting' } }]);
    try {
      const restored = await session.restore();
      if (signal.aborted) return;
      if (restored === null) {
        store.apply([{ type: 'session-changed', session: { name: 'signed-out', reason: 'never' } }]);
        return;
      }
      await enter(restored.userId ?? (await askWhoIAm(signal)));
    } catch (error) {
      if (isChatError(error) && error.code === 'unauthorized') return endSession('expired');
      if (!signal.aborted) throw error;
    }
  }

  /** Without the network a token that does not say whose it is opens no cache: it could be somebody else's. */
  async function askWhoIAm(signal: AbortSignal): Promise<UserId> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return (await adapter.loadMe(signal)).id;
      } catch (error) {
        const failure = toChatError(error);
        if (!failure.retryable || signal.aborted) throw failure;
        const delayMs = failure.retryAfterMs ?? backoffDelay(attempt, startBackoff, platform.random);
        const retryAt = clock.now() + delayMs;
        store.apply([
          { type: 'connection-changed', connection: { name: 'waiting', attempt, retryAt, error: failure } },
        ]);
        await pause(delayMs, signal);
      }
    }
  }

  function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const timer = clock.after(milliseconds, resolve);
      signal.addEventListener('abort', () => {
        timer.cancel();
        resolve();
      });
    });
  }

  function active(): NonNullable<typeof person> {
    if (person === null) throw new ChatError('unauthorized', 'Nobody is signed in.', { outcome: 'not-sent' });
    return person;
  }

  /** What cannot be carried out is refused here, before anything is shown or queued. */
  function requireSupport(support: Support): void {
    if (support.supported) return;
    throw new ChatError('unsupported', 'This is not offered here.', {
      outcome: 'not-sent',
      details: { reason: support.reason },
    });
  }

  function enqueue(command: Command): void {
    const { parts } = active();
    requireSupport(store.getState().capabilities.commands[command.kind]);
    parts.outbox.enqueue(command);
  }

  function header(conversationId: ConversationId) {
    return { localId: newLocalId(platform.randomId()), conversationId, createdAt: clock.now() };
  }

  /** A message may be named by its local id for ever; the server's id is used once it is known. */
  function target(conversationId: ConversationId, id: MessageId | LocalId): MessageId {
    const timeline = store.getState().timelines.get(conversationId);
    const sent = timeline === undefined ? undefined : findSent(timeline, id as LocalId);
    return sent?.id ?? (id as MessageId);
  }

  function outgoing(file: File): OutgoingAttachment {
    const mimeType = file.type === '' ? 'application/octet-stream' : file.type;
    return {
      id: platform.randomId(),
      kind: attachmentKindOf(mimeType),
      name: file.name,
      mimeType,
      size: file.size,
      width: null,
      height: null,
      blob: file,
    };
  }

  function sendMessage(conversationId: ConversationId, draft: SendDraft): LocalId {
    active();
    const { capabilities, limits } = store.getState();
    checkDraft(draft, capabilities, limits);
    const base = header(conversationId);
    enqueue({
      kind: 'send-message',
      ...base,
      text: draft.text.trim(),
      replyTo:
        draft.replyTo === undefined || draft.replyTo === null ? null : target(conversationId, draft.replyTo),
      attachments: (draft.files ?? []).map(outgoing),
      ...(draft.subject === undefined || draft.subject.trim() === ''
        ? {}
        : { subject: draft.subject.trim() }),
      ...(draft.related === undefined ? {} : { related: draft.related }),
      ...(draft.mentions === undefined ? {} : { mentions: draft.mentions }),
    });
    return base.localId;
  }

  return {
    getState: () => store.getState(),
    subscribe: (listener) => store.subscribe(listener),
    on: (name, listener) => events.on(name, listener),
    start() {
      wanted = true;
      return follow();
    },
    close() {
      wanted = false;
      lifetime.abort();
      return follow();
    },
    async signIn(details) {
      const { signal } = lifetime;
      try {
        await session.signIn(details, signal);
        await leave('no');
        store.apply([{ type: 'session-changed', session: { name: 'starting' } }]);
        const me = (await adapter.loadMe(signal)).id;
        await session.rememberAs(me);
        if (!signal.aborted) await enter(me);
      } catch (error) {
        if (!signal.aborted) throw error;
      }
      if (!signal.aborted) return;
      await leave('no');
      await session.forget();
      throw new ChatError('aborted', 'The client was closed while signing in.', { outcome: 'unknown' });
    },
    async signOut() {
      signingOut = true;
      try {
        // The others first: they would take the refused token for the end of the session.
        person?.parts.tellEnded('by-user');
        await session.signOut(lifetime.signal).catch((error: unknown) => report(toChatError(error)));
        await endSession('by-user');
      } finally {
        signingOut = false;
      }
    },
    reconnect: () => person?.parts.hurry(),

    openConversation: (id) => active().parts.open(id),
    loadMoreConversations: async () => active().parts.list.loadMore(),
    refreshConversations: async () => void (await active().parts.list.refresh()),
    loadOlder: async (id) => active().parts.history.loadOlder(id),
    loadNewer: async (id) => active().parts.history.loadNewer(id),
    loadAround: async (id, messageId) => active().parts.history.loadAround(id, messageId),
    fillGap: async (id, gap) => active().parts.history.fillGap(id, gap),
    setOnScreen: (id, first, last) => person?.parts.history.setOnScreen(id, first, last),

    sendMessage,
    editMessage(conversationId, id, text) {
      checkText(text, store.getState().limits, { mayBeEmpty: false });
      const messageId = target(conversationId, id);
      enqueue({
        kind: 'edit-message',
        ...header(conversationId),
        messageId,
        text: text.trim(),
      });
    },
    deleteMessage(conversationId, id, { scope = 'everyone', hard = false } = {}) {
      const messageId = target(conversationId, id);
      enqueue({
        kind: 'delete-message',
        ...header(conversationId),
        messageId,
        scope,
        hard,
      });
    },
    addReaction(conversationId, id, emoji) {
      const messageId = target(conversationId, id);
      enqueue({ kind: 'react', ...header(conversationId), messageId, emoji });
    },
    removeReaction(conversationId, id, emoji) {
      const messageId = target(conversationId, id);
      enqueue({ kind: 'unreact', ...header(conversationId), messageId, emoji });
    },
    setPinned(conversationId, messageId, pinned) {
      enqueue({ kind: pinned ? 'pin' : 'unpin', ...header(conversationId), messageId });
    },
    executeHostCommand(conversationId, name, payload) {
      const base = header(conversationId);
      enqueue({ kind: 'host', ...base, name, payload });
      return base.localId;
    },
    getOutbox: () => selectOutbox(store.getState()),
    retry: (localId) => active().parts.outbox.retry(localId),
    discard: (localId) => active().parts.outbox.discard(localId),

    markRead: (id) => person?.parts.receipts.markRead(id),
    setTyping: (id, typing) => person?.parts.typing.set(id, typing),
    setDraft(conversationId, draft) {
      store.apply([{ type: 'draft-changed', conversationId, draft: isEmptyDraft(draft) ? null : draft }]);
    },

    async searchUsers({ text, directoryId, cursor }) {
      active();
      const query = { text, cursor: cursor ?? null, ...(directoryId === undefined ? {} : { directoryId }) };
      const page = await adapter.loadUsers(query, lifetime.signal);
      store.apply(page.users.map((user) => ({ type: 'user-received', user })));
      return page;
    },
    searchMessages: async (query) => active().parts.searchMessages(query),
    loadConversation: async (id) => active().parts.list.loadOne(id),
    async perform<Kind extends ActionKind>(action: Action & { readonly kind: Kind }) {
      const { parts } = active();
      requireSupport(store.getState().capabilities.actions[action.kind]);
      if (!platform.online()) {
        throw new ChatError('network', 'This needs the network, and it is away.', { outcome: 'not-sent' });
      }
      const result = await adapter.perform<Kind>(action, lifetime.signal);
      parts.afterAction(action, result);
      return result;
    },
    storageHealth: async () => active().storage.health(),
  };
}

function defaultStorage(
  retention: Retention | undefined,
  onDegraded: (reason: string) => void,
): StorageProvider {
  const storage = indexedDbStorage(retention === undefined ? {} : { retention });
  return withMemoryFallback(storage, (_reason, message) => onDegraded(message));
}
