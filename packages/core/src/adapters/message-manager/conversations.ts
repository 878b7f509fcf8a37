import type { ConversationPage } from '../../adapter/adapter';
import { ChatError, isChatError } from '../../errors';
import type { Conversation } from '../../model/conversation';
import { conversationId, type ConversationId } from '../../model/ids';
import type { User } from '../../model/user';
import { startWork, type Context, type Work } from './context';
import { decodeConversation, type DecodedConversation } from './decode';
import type { Places } from './places';
import type { WireDetail, WireRow } from './wire';

export interface LoadedConversation {
  readonly conversation: Conversation;
  readonly users: readonly User[];
}

export interface ConversationsService {
  loadAll(signal: AbortSignal): Promise<ConversationPage>;
  loadOne(id: ConversationId, signal: AbortSignal): Promise<LoadedConversation>;
  /**
   * After a refusal that may mean «not relayed any more»: looks at the lists and tells the live side. True when
   * it has ended; false when it is gone or still relayed.
   */
  hasEnded(id: ConversationId, signal: AbortSignal): Promise<boolean>;
}

const sweepAttempts = 3;

/** Two lists on the server, one here. */
export function createConversations(context: Context): ConversationsService {
  const { rest, live } = context;

  /** All pages, or nothing: a row missed between two shifting pages would look like one that is gone. */
  async function sweep(signal: AbortSignal): Promise<readonly WireRow[]> {
    for (let attempt = 1; attempt <= sweepAttempts; attempt += 1) {
      const rows = await tryToSweep(signal);
      if (rows !== null) return rows;
    }
    throw new ChatError('server', 'The list kept changing while it was read.');
  }

  async function tryToSweep(signal: AbortSignal): Promise<readonly WireRow[] | null> {
    const rows = new Map<string, WireRow>();
    let unreadable = 0;
    for (let number = 1; ; number += 1) {
      const page = await rest.page(number, signal).catch((error: unknown) => {
        // The list became shorter under our hands.
        if (number > 1 && isChatError(error) && error.status === 404) return null;
        throw error;
      });
      if (page === null) return null;
      for (const row of page.rows) rows.set(row.id, row);
      unreadable += page.unreadable;
      if (page.last) return rows.size + unreadable === page.count ? [...rows.values()] : null;
    }
  }

  async function loadRows({ places }: Work, signal: AbortSignal): Promise<readonly WireRow[]> {
    const rows = new Map<string, WireRow>();
    const add = (more: readonly WireRow[]): void => more.forEach((row) => rows.set(row.id, row));
    const relayedBefore = [...relayedWithStay(places)];
    add(await rest.active(signal));
    add(await sweep(signal));
    // Its relay may have ended between the two questions.
    if (relayedBefore.some((id) => !rows.has(id))) add(await rest.active(signal));
    return [...rows.values()];
  }

  function withKept(rows: readonly WireRow[], { withoutStay }: Work): readonly WireRow[] {
    const listed = new Set(rows.map(({ id }) => conversationId(id)));
    for (const row of rows) {
      if (row.stay_id === null) withoutStay.set(conversationId(row.id), row);
    }
    const kept = [...withoutStay].flatMap(([id, row]) => {
      if (listed.has(id)) return [];
      const ended = { ...row, status: 'ended' };
      withoutStay.set(id, ended);
      return [ended];
    });
    return [...rows, ...kept];
  }

  function decode(
    row: WireRow | WireDetail,
    { places, unread, newest, decoding }: Work,
  ): DecodedConversation {
    places.noteRow(row);
    const id = conversationId(row.id);
    const unreadCount = unread.onListed(id, row.last_message);
    return decodeConversation(row, decoding, { unreadCount, newest: newest.get(id) ?? null });
  }

  async function loadAll(signal: AbortSignal): Promise<ConversationPage> {
    const work = await startWork(context);
    const decoded = withKept(await loadRows(work, signal), work).map((row) => decode(row, work));
    live.current?.onListed();
    const conversations = decoded.map(({ conversation }) => conversation);
    conversations.sort((left, right) => right.lastActivityAt - left.lastActivityAt);
    return { conversations, users: decoded.map(({ guest }) => guest), next: null };
  }

  return {
    loadAll,
    /** A detail says nothing of the last message and is refused once the relay has ended: the row tells both. */
    async loadOne(id, signal) {
      const work = await startWork(context);
      const row = withKept(await loadRows(work, signal), work).find((candidate) => candidate.id === id);
      if (row === undefined) throw new ChatError('not-found', 'There is no such conversation.');
      const detail = row.status === 'relay' ? await rest.detail(id, signal) : null;
      const telling = detail === null ? row : { ...row, ...detail, last_message: row.last_message };
      const { conversation, guest } = decode(telling, work);
      return { conversation, users: [guest] };
    },
    async hasEnded(id, signal) {
      const { conversations } = await loadAll(signal);
      const found = conversations.find((conversation) => conversation.id === id);
      if (found === undefined) return false;
      live.current?.emit([{ type: 'conversation-received', conversation: found }]);
      return found.write.name === 'closed';
    },
  };
}

function* relayedWithStay(places: Places): Iterable<string> {
  for (const stay of places.stays()) {
    const id = places.conversationOf(stay);
    if (id !== null && places.isRelayed(id) === true) yield id;
  }
}
