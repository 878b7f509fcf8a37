import type * as z from 'zod/mini';
import type { Http, HttpRequest } from '../../transport/http';
import { readItems, type Report } from '../../transport/read-items';
import type { Deployment } from './deployment';
import { toNumber } from './numbers';
import * as wire from './wire';

export type Signal = AbortSignal | undefined;

/** A page of a list that is paged by number; `next` is null on the last. */
export interface NumberedPage<Item> {
  readonly items: readonly Item[];
  readonly next: string | null;
}

export interface MessagePage {
  /** Oldest first. */
  readonly messages: readonly wire.WireMessage[];
  readonly hasOlder: boolean;
}

type Part<Result> = Omit<HttpRequest<Result>, 'path'>;

/** Files take as long as they take; only a stalled upload should end. */
const uploadTimeoutMs = 10 * 60_000;

/** Requests below the base path, in the backend's own words. Every path ends with its slash. */
export function createRest(http: Http, deployment: Deployment, report: Report) {
  const call = <Result>(path: string, request: Part<Result>): Promise<Result> =>
    deployment.below((base) => http({ ...request, path: `${base}/${path}/` }));

  const none = (): undefined => undefined;
  const asMessage = (body: unknown): wire.WireMessage => wire.message.parse(body);
  const asConversation = (body: unknown): wire.WireConversation => wire.conversation.parse(body);
  const onMessage = (id: string, name: string): string => `messages/${String(toNumber(id))}/${name}`;
  const inConversation = (id: string, name?: string): string =>
    `conversations/${String(toNumber(id))}${name === undefined ? '' : `/${name}`}`;

  async function numbered<Schema extends z.ZodMiniType>(
    path: string,
    schema: Schema,
    query: Readonly<Record<string, string>>,
    cursor: string | null,
    signal: Signal,
  ): Promise<NumberedPage<z.output<Schema>>> {
    const number = cursor === null ? 1 : toNumber(cursor);
    const answer = await call(path, {
      method: 'GET',
      query: number === 1 ? query : { ...query, page: String(number) },
      read: (body) => wire.page.parse(body),
      signal,
    });
    return {
      items: readItems(schema, answer.results, report),
      next: answer.last ? null : String(number + 1),
    };
  }

  return {
    staff: (search: string, cursor: string | null, signal: Signal) =>
      numbered('staff-list', wire.person, search === '' ? {} : { search }, cursor, signal),
    conversations: (cursor: string | null, signal: Signal) =>
      numbered('conversations', wire.conversation, {}, cursor, signal),
    /** Carries every message there is: asked for only where no list tells the same. */
    conversation: (id: string, signal: Signal) =>
      call(inConversation(id), { method: 'GET', read: asConversation, signal }),
    unreadCounts: (signal: Signal) =>
      call('conversations/unread-count', {
        method: 'GET',
        read: (body) =>
          new Map(
            wire.unreadCount
              .parse(body)
              .breakdown.map(({ conversation_id, unread_count }) => [conversation_id, unread_count]),
          ),
        signal,
      }),
    createConversation: (participants: readonly number[], title: string | null, signal: Signal) =>
      call('conversations', {
        method: 'POST',
        json: { participant_ids: participants, ...(title === null ? {} : { title }) },
        read: asConversation,
        signal,
      }),
    updateConversation: (id: string, json: Record<string, unknown>, signal: Signal) =>
      call(inConversation(id), { method: 'PATCH', json, read: asConversation, signal }),
    deleteConversation: (id: string, signal: Signal) =>
      call(inConversation(id), { method: 'DELETE', read: none, signal }),
    markConversationRead: (id: string, signal: Signal) =>
      call(inConversation(id, 'mark_as_read'), {
        method: 'POST',
        read: (body) => wire.marked.parse(body).message_ids ?? null,
        signal,
      }),

    async messages(
      id: string,
      query: { readonly limit: number; readonly beforeId?: number },
      signal: Signal,
    ): Promise<MessagePage> {
      const { limit, beforeId } = query;
      const answer = await call(inConversation(id, 'messages'), {
        method: 'GET',
        query: {
          limit: String(limit),
          ...(beforeId === undefined ? {} : { before_id: String(beforeId) }),
        },
        read: (body) => wire.messagePage.parse(body),
        signal,
      });
      return { messages: readItems(wire.message, answer.messages, report), hasOlder: answer.has_more };
    },
    send: (id: string, json: { message: string; reply_to?: number }, signal: Signal) =>
      call(inConversation(id, 'send-message'), { method: 'POST', json, read: asMessage, signal }),
    upload: (id: string, form: FormData, onProgress: (share: number) => void, signal: Signal) =>
      call(inConversation(id, 'upload'), {
        method: 'POST',
        form,
        onProgress,
        timeoutMs: uploadTimeoutMs,
        read: (body) => wire.uploaded.parse(body),
        signal,
      }),
    edit: (id: string, message: string, signal: Signal) =>
      call(onMessage(id, 'edit'), { method: 'PATCH', json: { message }, read: asMessage, signal }),
    deleteMessage: (id: string, hard: boolean, signal: Signal) =>
      call(onMessage(id, 'delete'), {
        method: 'DELETE',
        ...(hard ? { query: { hard_delete: 'true' } } : {}),
        read: (body) => wire.deleted.parse(body),
        signal,
      }),
    react: (id: string, emoji: string, signal: Signal) =>
      call(onMessage(id, 'react'), { method: 'POST', json: { emoji }, read: none, signal }),
    unreact: (id: string, emoji: string, signal: Signal) =>
      call(`${onMessage(id, 'react')}/${encodeURIComponent(emoji)}`, {
        method: 'DELETE',
        read: none,
        signal,
      }),
    deleteAttachment: (id: string, signal: Signal) =>
      call(`attachments/${String(toNumber(id))}/delete`, { method: 'DELETE', read: none, signal }),
    forward: (id: string, json: Record<string, readonly number[]>, signal: Signal) =>
      call(onMessage(id, 'forward'), {
        method: 'POST',
        json,
        read: (body) => wire.forwarded.parse(body).results,
        signal,
      }),
  };
}

export type Rest = ReturnType<typeof createRest>;
