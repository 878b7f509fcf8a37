import type * as z from 'zod/mini';
import { ChatError, isChatError } from '../../errors';
import type { Http, HttpRequest } from '../../transport/http';
import { readItems, type Report } from '../../transport/read-items';
import type { Settings } from './options';
import * as wire from './wire';

export type Signal = AbortSignal | undefined;

export interface ListPage<Item> {
  readonly count: number;
  readonly last: boolean;
  /** How many the server sent, those that could not be read included. */
  readonly sent: number;
  readonly items: readonly Item[];
}

export interface MessageQuery {
  readonly ordering: 'id' | '-id';
  readonly page: number | 'last';
  readonly size: number;
}

/** Requests in the backend's own words. Every path ends with its slash, or the body is lost. */
export function createRest({
  http,
  settings,
  report,
}: {
  readonly http: Http;
  readonly settings: Settings;
  readonly report: Report;
}) {
  const { slowTimeoutMs, csrfToken } = settings;
  const none = (): undefined => undefined;
  const asMessage = (body: unknown): wire.WireMessage => wire.message.parse(body);

  const get = <Result>(
    path: string,
    read: (body: unknown) => Result,
    signal: Signal,
    query?: Record<string, string>,
    timeoutMs?: number,
  ): Promise<Result> =>
    http({
      method: 'GET',
      path,
      read,
      signal,
      ...(query === undefined ? {} : { query }),
      ...(timeoutMs === undefined ? {} : { timeoutMs }),
    });
  const write = <Result>(
    request: Omit<HttpRequest<Result>, 'headers'> & { readonly method: 'POST' | 'PATCH' | 'DELETE' },
  ): Promise<Result> => {
    const token = csrfToken();
    return http({ ...request, ...(token === null ? {} : { headers: { 'x-csrftoken': token } }) });
  };
  const getPage = async <Schema extends z.ZodMiniType>(
    path: string,
    schema: Schema,
    signal: Signal,
    query: Record<string, string>,
  ): Promise<ListPage<z.output<Schema>>> => {
    const { count, next, results } = await get(path, (body) => wire.page.parse(body), signal, query);
    return {
      count,
      last: next == null,
      sent: results.length,
      items: readItems(schema, results, report),
    };
  };

  return {
    /** All my messages over all threads; marks nothing. */
    async messages({ ordering, page, size }: MessageQuery, signal: Signal) {
      const query = { ordering, page: String(page), page_size: String(size) };
      try {
        return await getPage('/api/messages/', wire.message, signal, query);
      } catch (error) {
        if (!isChatError(error) || error.code !== 'not-found') throw error;
        // The list grew shorter; no conversation is gone for that.
        throw new ChatError('conflict', error.message, { status: 404, retryable: true, cause: error });
      }
    },
    message: (id: string, signal: Signal) => get(`/api/messages/${id}/`, asMessage, signal),
    /** The oldest 500 of a thread; marks every one of them as read. */
    async messagesWith(person: string, signal: Signal): Promise<ListPage<wire.WireMessage>> {
      const read = (body: unknown): unknown[] => wire.list.parse(body);
      const query = { user_id: person };
      const results = await get('/api/messages/with_user/', read, signal, query, slowTimeoutMs);
      const items = readItems(wire.message, results, report);
      return {
        count: results.length,
        last: results.length < threadLimit,
        sent: results.length,
        items: items.sort((left, right) => Number(left.id) - Number(right.id)),
      };
    },
    send: (json: Record<string, unknown>, signal: Signal) =>
      write({
        method: 'POST',
        path: '/api/messages/send/',
        json,
        read: asMessage,
        signal,
        timeoutMs: slowTimeoutMs,
      }),
    edit: (id: string, content: string, signal: Signal) =>
      write({ method: 'PATCH', path: `/api/messages/${id}/`, json: { content }, read: asMessage, signal }),
    remove: (id: string, signal: Signal) =>
      write({ method: 'DELETE', path: `/api/messages/${id}/`, read: none, signal }),
    markRead: (id: string, signal: Signal) =>
      write({
        method: 'POST',
        path: `/api/messages/${id}/mark_read/`,
        read: asMessage,
        signal,
        timeoutMs: slowTimeoutMs,
      }),
    unreadCount: (signal: Signal) =>
      get('/api/messages/unread_count/', (body) => wire.unreadCount.parse(body).unread_count, signal),

    conversations: (page: number, signal: Signal) =>
      getPage('/api/conversations/', wire.conversation, signal, {
        page: String(page),
        page_size: String(conversationsPerPage),
      }),
    conversation: (row: string, signal: Signal) =>
      get(`/api/conversations/${row}/`, (body) => wire.conversation.parse(body), signal),
    recipients: async (signal: Signal) =>
      readItems(
        wire.user,
        await get('/api/messages/recipients/', (body) => wire.list.parse(body), signal),
        report,
      ),

    profiles: async (signal: Signal) =>
      readItems(
        wire.profile,
        await get(
          '/api/auth/role-selection/available_roles/',
          (body) => wire.profiles.parse(body).profiles,
          signal,
        ),
        report,
      ),
    selectProfile: (id: number, signal: Signal) =>
      write({
        method: 'POST',
        path: '/api/auth/role-selection/select_role/',
        json: { profile_id: id },
        read: (body) => wire.selectedProfile.parse(body).active_profile,
        signal,
      }),
    authorizePusher: (socketId: string, channelName: string, signal: Signal) =>
      write({
        method: 'POST',
        path: '/api/pusher/auth/',
        json: { socket_id: socketId, channel_name: channelName },
        read: (body) => wire.pusherAuthorization.parse(body),
        signal,
      }),
  };
}

export type Rest = ReturnType<typeof createRest>;

/** A thread is cut after so many, the newest ones missing. */
const threadLimit = 500;
/** Each brings six full descriptions of people. */
const conversationsPerPage = 25;
