import { RecentMap } from '../../lib/recent-map';

const messagesKept = 500;

/** My reactions as my own calls made them: the server lists only ten people of a message. */
export interface MyReactions {
  note(messageId: string, emoji: string, present: boolean): void;
  of(messageId: string): ReadonlySet<string>;
}

export function createMyReactions(): MyReactions {
  const known = new RecentMap<string, ReadonlySet<string>>(messagesKept);
  return {
    note(messageId, emoji, present) {
      const emojis = new Set(known.get(messageId));
      if (present) emojis.add(emoji);
      else emojis.delete(emoji);
      known.set(messageId, emojis);
    },
    of: (messageId) => known.get(messageId) ?? new Set<string>(),
  };
}
