import type { ConversationId } from '../../model/ids';
import type { Http } from '../../transport/http';
import type { SendBody } from './encode';
import * as wire from './wire';

export type Signal = AbortSignal | undefined;

export interface SendOptions {
  readonly signal: AbortSignal;
  readonly onProgress?: (share: number) => void;
}

const messaging = '/api/messaging';
const uploadTimeoutMs = 10 * 60_000;

/** Requests in the backend's own words. Every path ends with its slash: without it a POST would be lost. */
export function createRest(http: Http) {
  const none = (): undefined => undefined;
  const asPage = (body: unknown): wire.WirePage => wire.page.parse(body);
  const asMessage = (body: unknown): wire.WireMessage => wire.message.parse(body);
  const asConversation = (body: unknown): wire.WireConversation => wire.conversation.parse(body);
  const get = <Result>(
    path: string,
    read: (body: unknown) => Result,
    signal: Signal,
    query: Record<string, string> = {},
  ): Promise<Result> =>
    http({ method: 'GET', path, read, signal, ...(Object.keys(query).length === 0 ? {} : { query }) });
  const post = <Result>(
    path: string,
    read: (body: unknown) => Result,
    signal: Signal,
    json?: Record<string, unknown>,
  ): Promise<Result> => http({ method: 'POST', path, read, signal, ...(json === undefined ? {} : { json }) });
  /** Page 1 is what one gets without asking for a page. */
  const pageQuery = (page: number | 'last'): Record<string, string> =>
    page === 1 ? {} : { page: String(page) };

  return {
    profile: (signal: Signal) => get('/api/accounts/profile/', (body) => wire.user.parse(body), signal),
    userNamed: (name: string, signal: Signal) =>
      get(`/api/accounts/users/${encodeURIComponent(name)}/`, (body) => wire.user.parse(body), signal),
    adminUsers: (signal: Signal) =>
      get('/api/accounts/admin-users/', (body) => wire.list.parse(body), signal),
    subscriptions: (page: number, signal: Signal) =>
      get('/api/subscriptions/', asPage, signal, pageQuery(page)),

    conversations: (page: number, signal: Signal) =>
      get(`${messaging}/conversations/`, asPage, signal, pageQuery(page)),
    conversation: (id: ConversationId, signal: Signal) =>
      get(`${messaging}/conversations/${id}/`, asConversation, signal),
    getOrCreate: (json: { target_user_id: number; confession_id?: number }, signal: Signal) =>
      post(`${messaging}/conversations/get_or_create/`, asConversation, signal, json),
    createConversation: (json: { participant_ids: number[]; confession?: number }, signal: Signal) =>
      post(`${messaging}/conversations/`, asConversation, signal, json),
    deleteConversation: (id: ConversationId, signal: Signal): Promise<undefined> =>
      http({ method: 'DELETE', path: `${messaging}/conversations/${id}/`, read: none, signal }),
    markConversationRead: (id: ConversationId, signal: Signal): Promise<undefined> =>
      post(`${messaging}/conversations/${id}/mark_as_read/`, none, signal),

    messages: (id: ConversationId, page: number | 'last', signal: Signal) =>
      get(`${messaging}/messages/`, asPage, signal, { conversation: id, ...pageQuery(page) }),
    send: (body: SendBody, { signal, onProgress }: SendOptions) =>
      http({
        method: 'POST',
        path: `${messaging}/messages/`,
        ...body,
        read: asMessage,
        signal,
        ...('form' in body ? { onProgress, timeoutMs: uploadTimeoutMs } : {}),
      }),
    edit: (id: string, content: string, signal: Signal) =>
      http({
        method: 'PATCH',
        path: `${messaging}/messages/${id}/`,
        json: { content },
        read: asMessage,
        signal,
      }),
    deleteMessage: (id: string, signal: Signal): Promise<undefined> =>
      http({ method: 'DELETE', path: `${messaging}/messages/${id}/`, read: none, signal }),
    markMessageRead: (id: string, signal: Signal): Promise<undefined> =>
      post(`${messaging}/messages/${id}/mark_as_read/`, none, signal),
    pin: (id: string, pinned: boolean, signal: Signal) =>
      post(`${messaging}/messages/${id}/${pinned ? 'pin' : 'unpin'}/`, asMessage, signal),
  };
}

export type Rest = ReturnType<typeof createRest>;
