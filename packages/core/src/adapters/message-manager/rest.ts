import type { ConversationId } from '../../model/ids';
import type { Http } from '../../transport/http';
import { readItems, type Report } from '../../transport/read-items';
import { pathNumber } from './ids';
import * as wire from './wire';

export interface RestPage {
  readonly count: number;
  readonly last: boolean;
  readonly rows: readonly wire.WireRow[];
  /** Rows that could not be read and were left out. */
  readonly unreadable: number;
}

/** Requests about conversations, in the backend's own words. Every path ends with its slash. */
export function createRest(options: { http: Http; apiPath: string; report: Report }) {
  const { http, report } = options;
  const root = `${options.apiPath}/conversations/`;
  const one = (id: ConversationId): string => `${root}${pathNumber(id)}/`;

  return {
    /** Relayed conversations, ten a page; sorted by id, so that news do not shift the pages. */
    async page(page: number, signal: AbortSignal): Promise<RestPage> {
      const query = { ordering: 'id', page: String(page) };
      const read = (body: unknown) => wire.page.parse(body);
      const { count, next, results } = await http({ method: 'GET', path: root, query, read, signal });
      const rows = readItems(wire.row, results, report);
      return { count, last: next == null, rows, unreadable: results.length - rows.length };
    },

    /** Conversations of the hotel's guests that nobody relays. */
    async active(signal: AbortSignal): Promise<readonly wire.WireRow[]> {
      const read = (body: unknown) => wire.list.parse(body);
      const path = `${root}active_conversations/`;
      return readItems(wire.row, await http({ method: 'GET', path, read, signal }), report);
    },

    detail: (id: ConversationId, signal: AbortSignal): Promise<wire.WireDetail> =>
      http({ method: 'GET', path: one(id), read: (body) => wire.detail.parse(body), signal }),

    /** The whole history, oldest first. */
    async messages(id: ConversationId, signal: AbortSignal): Promise<readonly wire.WireMessage[]> {
      const read = (body: unknown) => wire.list.parse(body);
      const items = await http({ method: 'GET', path: `${one(id)}messages/`, read, signal });
      return readItems(wire.message, items, report);
    },

    send: (id: ConversationId, text: string, signal: AbortSignal): Promise<wire.WireMessage> =>
      http({
        method: 'POST',
        path: `${one(id)}send_message/`,
        json: { text },
        read: (body) => wire.message.parse(body),
        signal,
      }),

    endRelay: (id: ConversationId, signal: AbortSignal): Promise<undefined> =>
      http({ method: 'POST', path: `${one(id)}end_relay/`, read: () => undefined, signal }),
  };
}

export type Rest = ReturnType<typeof createRest>;
