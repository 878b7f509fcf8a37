import type * as z from 'zod/mini';
import type { Http, HttpRequest } from '../../transport/http';
import { readItems, type Report } from '../../transport/read-items';
import type { SendBody } from './encode';
import { isMissingRoute, type Routes } from './routes';
import { toNumber, type Thread } from './thread';
import * as wire from './wire';

export type Signal = AbortSignal | undefined;

export interface RestOptions {
  readonly http: Http;
  readonly routes: Routes;
  readonly report: Report;
}

export interface RestPage {
  readonly count: number;
  readonly last: boolean;
  /** As the server lists them: newest first. */
  readonly messages: readonly wire.WireMessage[];
}

export interface SendOptions {
  readonly signal: AbortSignal;
  readonly onProgress: (share: number) => void;
  readonly idempotencyKey: string | null;
}

const messaging = '/api/messaging';

function pathOf({ kind, number }: Thread): string {
  return `${messaging}/${kind === 'direct' ? 'conversations' : 'group-chats'}/${number}/`;
}

/** Newer revisions find a message only through its thread; older ones ignore this. */
function threadQuery({ kind, number }: Thread): Record<string, string> {
  return kind === 'direct' ? { conversation: number } : { group_chat: number };
}

/** Requests about threads and messages, in the backend's own words. Every path ends with its slash. */
export function createRest({ http, routes, report }: RestOptions) {
  // Learned once: older revisions have no list that marks nothing.
  let hasMessageList = true;

  const get = <Result>(
    path: string,
    read: (body: unknown) => Result,
    signal: Signal,
    query?: Record<string, string>,
  ): Promise<Result> =>
    http({ method: 'GET', path, read, signal, ...(query === undefined ? {} : { query }) });
  const getList = async <Schema extends z.ZodMiniType>(
    path: string,
    schema: Schema,
    signal: Signal,
    query?: Record<string, string>,
  ): Promise<z.output<Schema>[]> =>
    readItems(schema, await get(path, (body) => wire.list.parse(body), signal, query), report);
  const none = (): undefined => undefined;
  const remove = (path: string, signal: Signal, query?: Record<string, string>): Promise<undefined> =>
    http({ method: 'DELETE', path, read: none, signal, ...(query === undefined ? {} : { query }) });
  const asMessage = (body: unknown): wire.WireMessage => wire.message.parse(body);
  const asGroup = (body: unknown): wire.WireGroup => wire.group.parse(body);
  const asConversation = (body: unknown): wire.WireConversation => wire.conversation.parse(body);
  const action = (
    thread: Thread,
    name: string,
    request: Pick<HttpRequest<unknown>, 'json' | 'form' | 'signal' | 'headers' | 'onProgress' | 'timeoutMs'>,
  ) => ({
    run: <Result>(read: (body: unknown) => Result): Promise<Result> =>
      routes.attempt('action', (style) => {
        const last = style === 'deployed' ? name : name.replace('-', '_');
        return http({ ...request, method: 'POST', path: `${pathOf(thread)}${last}/`, read });
      }),
  });
  const create = <Result>(
    collection: string,
    body: SendBody,
    read: (body: unknown) => Result,
    signal: Signal,
  ): Promise<Result> =>
    routes.attempt('create', (style) => {
      const path = `${messaging}/${collection}/${style === 'deployed' ? 'create/' : ''}`;
      return http({ method: 'POST', path, ...body, read, signal });
    });
  const removeOne = (path: string, signal: Signal): Promise<undefined> =>
    routes.attempt('delete', (style) => remove(style === 'deployed' ? `${path}delete/` : path, signal));

  async function loadAll(thread: Thread, signal: Signal): Promise<readonly wire.WireMessage[]> {
    if (hasMessageList) {
      try {
        const listed = await getList(`${messaging}/messages/`, wire.message, signal, threadQuery(thread));
        // This route knows no members: nothing may also mean that the thread is gone, which its detail tells.
        if (listed.length > 0) return listed;
      } catch (error) {
        if (!isMissingRoute(error)) throw error;
        hasMessageList = false;
      }
    }
    const detail = await get(pathOf(thread), (body) => wire.conversation.parse(body), signal);
    return readItems(wire.message, detail.messages, report);
  }

  return {
    conversations: (signal: Signal) => getList(`${messaging}/conversations/`, wire.conversation, signal),
    groups: (signal: Signal) => getList(`${messaging}/group-chats/`, wire.group, signal),
    conversation: (number: string, signal: Signal) =>
      get(pathOf({ kind: 'direct', number }), asConversation, signal),
    group: (number: string, signal: Signal) => get(pathOf({ kind: 'group', number }), asGroup, signal),

    /** Marks every message of the others as read, whatever the page. */
    async history(thread: Thread, page: number, size: number, signal: Signal): Promise<RestPage> {
      const query = { page: String(page), page_size: String(size) };
      const body = await get(
        `${pathOf(thread)}messages/`,
        (answer) => wire.page.parse(answer),
        signal,
        query,
      );
      return {
        count: body.count,
        last: body.next == null,
        messages: readItems(wire.message, body.results, report),
      };
    },
    /** The whole thread, oldest first, marking nothing. */
    allMessages: async (thread: Thread, signal: Signal): Promise<readonly wire.WireMessage[]> =>
      [...(await loadAll(thread, signal))].sort((left, right) => Number(left.id) - Number(right.id)),
    message: (thread: Thread, id: string, signal: Signal) =>
      get(`${messaging}/messages/${id}/`, asMessage, signal, threadQuery(thread)),

    send: (thread: Thread, body: SendBody, { signal, onProgress, idempotencyKey }: SendOptions) =>
      action(thread, 'send-message', {
        ...body,
        signal,
        ...('form' in body ? { onProgress, timeoutMs: uploadTimeoutMs } : {}),
        ...(idempotencyKey === null ? {} : { headers: { 'idempotency-key': idempotencyKey } }),
      }).run(asMessage),
    edit: (id: string, content: string, signal: Signal) =>
      http({
        method: 'PUT',
        path: `${messaging}/messages/${id}/edit/`,
        json: { content },
        read: asMessage,
        signal,
      }),
    /** Never with a query: on newer revisions that removes the message for good, whoever asks. */
    deleteMessage: (id: string, signal: Signal) => removeOne(`${messaging}/messages/${id}/`, signal),
    react: (id: string, emoji: string, signal: Signal) =>
      http({
        method: 'POST',
        path: `${messaging}/messages/${id}/react/`,
        json: { emoji },
        read: none,
        signal,
      }),
    unreact: (id: string, emoji: string, signal: Signal) =>
      remove(`${messaging}/messages/${id}/unreact/`, signal, { emoji }),

    createConversation: (json: Record<string, unknown>, signal: Signal) =>
      create('conversations', { json }, asConversation, signal),
    createGroup: (body: SendBody, signal: Signal) => create('group-chats', body, asGroup, signal),
    updateGroup: (number: string, body: SendBody, signal: Signal) =>
      http({
        method: 'PATCH',
        path: `${pathOf({ kind: 'group', number })}update/`,
        ...body,
        read: asGroup,
        signal,
      }),
    deleteThread: (thread: Thread, signal: Signal) => removeOne(pathOf(thread), signal),
    addMembers: (thread: Thread, ids: readonly string[], signal: Signal) =>
      action(thread, 'add-members', { json: { member_ids: ids.map(toNumber) }, signal }).run(asGroup),
    removeMember: (thread: Thread, id: string, signal: Signal) =>
      action(thread, 'remove-member', { json: { member_id: toNumber(id) }, signal }).run(asGroup),
    changeRole: (thread: Thread, id: string, role: string, signal: Signal) =>
      action(thread, 'change-role', { json: { member_id: toNumber(id), role }, signal }).run(none),

    blocks: (signal: Signal) => getList(`${messaging}/blocks/`, wire.block, signal),
    createBlock: (json: Record<string, unknown>, signal: Signal) =>
      create('blocks', { json }, (body) => wire.block.parse(body), signal),
    deleteBlock: (id: string, signal: Signal) => removeOne(`${messaging}/blocks/${id}/`, signal),
  };
}

export type Rest = ReturnType<typeof createRest>;

/** Files take as long as they take; only a stalled upload should end. */
const uploadTimeoutMs = 10 * 60_000;
