import type { MessageSearchPage } from '../adapter/adapter';
import { isChatError } from '../errors';
import { hasWords, wordsOf } from '../lib/find-words';
import type { ConversationId, MessageId } from '../model/ids';
import type { Message } from '../model/message';
import { compareOrdered } from '../model/ordered';
import type { PersonScope } from './scope';

export interface MessageQuery {
  /** Words that must all occur, in any case and with or without accents. */
  readonly text?: string;
  /** Default: all conversations. */
  readonly conversationId?: ConversationId;
  readonly only?: 'pinned' | 'with-attachments';
  /** `next` of the page before. */
  readonly cursor?: string;
}

export interface FoundMessages {
  /** Newest first. */
  readonly messages: readonly Message[];
  /** Null when there is nothing more to look through. */
  readonly next: string | null;
  /** `device`: only what this browser keeps was looked through. */
  readonly source: 'server' | 'device';
}

export type SearchMessages = (query: MessageQuery) => Promise<FoundMessages>;

/** As many as a page should have, read at once, and looked through before a page ends without them. */
const enough = 50;
const chunk = 1_000;
const mostRead = 20_000;
const onDevice = 'device ';

/** Looks through messages: on the server where it can and is reached, else those this browser keeps. */
export function createMessageSearch(scope: PersonScope, flush: () => Promise<void>): SearchMessages {
  const { adapter, store, storage, platform, signal } = scope;

  async function onServer(query: MessageQuery): Promise<FoundMessages | null> {
    const supported = store.getState().capabilities.search.messages.supported;
    const text = query.text?.trim() ?? '';
    const isServers = query.only === undefined && query.cursor?.startsWith(onDevice) !== true;
    if (!supported || !isServers || text === '' || adapter.searchMessages === undefined) return null;
    if (!platform.online() && query.cursor === undefined) return null;
    const asked = { text, conversationId: query.conversationId ?? null, cursor: query.cursor ?? null };
    let page: MessageSearchPage;
    try {
      page = await adapter.searchMessages(asked, signal);
    } catch (error) {
      // Half an answer is worse than a smaller one: only the first page may come from elsewhere.
      const away = isChatError(error) && (error.code === 'network' || error.code === 'timeout');
      if (away && query.cursor === undefined) return null;
      throw error;
    }
    store.apply(page.users.map((user) => ({ type: 'user-received', user })));
    return { messages: page.messages, next: page.next, source: 'server' };
  }

  async function onThisDevice(query: MessageQuery): Promise<FoundMessages> {
    // What was shown a moment ago is found too.
    await flush();
    const accepts = acceptor(query);
    const id = query.conversationId ?? null;
    const found: Message[] = [];
    let cursor = query.cursor?.slice(onDevice.length) ?? null;
    for (let read = 0; read < mostRead && !signal.aborted; read += chunk) {
      const newestFirst = await readChunk(id, cursor);
      for (const [index, message] of newestFirst.entries()) {
        if (found.length >= enough && isBoundary(id, newestFirst[index - 1], message)) break;
        if (accepts(message)) found.push(message);
        cursor = cursorAt(id, message);
      }
      const oldest = newestFirst[newestFirst.length - 1];
      if (newestFirst.length < chunk && (oldest === undefined || cursor === cursorAt(id, oldest)))
        cursor = null;
      if (cursor === null || found.length >= enough) break;
    }
    return { messages: found, next: cursor === null ? null : `${onDevice}${cursor}`, source: 'device' };
  }

  async function readChunk(id: ConversationId | null, cursor: string | null): Promise<readonly Message[]> {
    if (id === null) {
      const before = cursor === null ? {} : { before: Number(cursor) };
      const messages = await storage.loadRecent({ limit: chunk, ...before });
      return [...messages].sort(newerFirst);
    }
    const before = cursor === null ? {} : { before: placeOf(cursor) };
    const { messages } = await storage.loadHistory(id, { limit: chunk, ...before });
    return [...messages].reverse();
  }

  return async (query) => (await onServer(query)) ?? onThisDevice(query);
}

function newerFirst(left: Message, right: Message): number {
  return right.createdAt - left.createdAt || compareOrdered(right, left);
}

/** Over all conversations only the time names a place: messages of one time stay on one page. */
function isBoundary(id: ConversationId | null, newer: Message | undefined, message: Message): boolean {
  return id !== null || newer?.createdAt !== message.createdAt;
}

function cursorAt(id: ConversationId | null, { createdAt, order, id: messageId }: Message): string {
  return id === null ? String(createdAt) : `${order} ${messageId}`;
}

function placeOf(cursor: string): { readonly order: number; readonly id: MessageId } {
  const space = cursor.indexOf(' ');
  return { order: Number(cursor.slice(0, space)), id: cursor.slice(space + 1) as MessageId };
}

function acceptor({ text = '', only }: MessageQuery): (message: Message) => boolean {
  const words = wordsOf(text);
  return (message) => {
    if (message.deleted) return false;
    if (only === 'pinned' && !message.pinned) return false;
    if (only === 'with-attachments' && message.attachments.length === 0) return false;
    if (words.length === 0) return only !== undefined;
    const names = message.attachments.map(({ name }) => name);
    return hasWords([message.subject ?? '', message.text, ...names].join('\n'), words);
  };
}
