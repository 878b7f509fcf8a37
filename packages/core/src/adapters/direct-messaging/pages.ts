import { RecentMap } from '../../lib/recent-map';
import { isChatError } from '../../errors';
import type { ConversationId } from '../../model/ids';
import { readItems, type Report } from '../../transport/read-items';
import type { Rest, Signal } from './rest';
import * as wire from './wire';

/** A numbered page, oldest first; page 1 is the oldest. */
export interface MessagePage {
  readonly number: number;
  readonly isLast: boolean;
  readonly messages: readonly wire.WireMessage[];
}

/** The pages of one conversation; `place` remembers on which page a message was met. */
export interface Pages {
  load(id: ConversationId, page: number | 'last', signal: Signal): Promise<MessagePage>;
  /** Later it can only stand on the same page or an older one: deletions shift, arrivals do not. */
  place(id: ConversationId, messageId: string): number | undefined;
}

const placesKept = 5000;

export function createPages(rest: Rest, report: Report): Pages {
  const places = new RecentMap<string, number>(placesKept);
  return {
    place: (id, messageId) => places.get(`${id} ${messageId}`),
    async load(id, page, signal) {
      const { body, number } = await ask(page);
      const messages = readItems(wire.message, body.results, report).filter(
        ({ conversation }) => conversation === id,
      );
      for (const message of messages) places.set(`${id} ${message.id}`, number);
      return { number, isLast: body.next == null, messages };

      async function ask(wanted: number | 'last'): Promise<{ body: wire.WirePage; number: number }> {
        try {
          const answer = await rest.messages(id, wanted, signal);
          return { body: answer, number: wanted === 'last' ? numberOf(answer) : wanted };
        } catch (error) {
          // Deletions can leave fewer pages than were remembered.
          const beyond = wanted !== 'last' && wanted > 1 && isChatError(error) && error.code === 'not-found';
          if (!beyond) throw error;
          return ask('last');
        }
      }
    },
  };
}

/** The last page does not say which it is; the address of the one before does (page 1 has no number). */
function numberOf({ previous }: wire.WirePage): number {
  if (previous == null) return 1;
  const number = /[?&]page=(\d+)/.exec(previous)?.[1];
  return number === undefined ? 2 : Number(number) + 1;
}
