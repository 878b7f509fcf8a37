import type { MessageView, TimelineView } from '@chat/core';
import { fixtureMessage } from './fixture-message';

/** Rows as a list asks for them, made of what each message differs in. `gaps` stand above the rows at these positions. */
export function fixtureTimeline(
  rows: readonly Partial<MessageView>[],
  gaps: readonly number[] = [],
): TimelineView {
  const messages = rows.map((row, index) =>
    fixtureMessage({ key: `k${index}` as MessageView['key'], ...row }),
  );
  return {
    length: messages.length,
    at: (index) => messages[index],
    indexOf: (key) => messages.findIndex((message) => message.key === key),
    indexOfMessage: (id) => messages.findIndex((message) => message.id === id),
    gapBefore(index) {
      const [after, before] = [messages[index - 1], messages[index]];
      if (!gaps.includes(index) || after === undefined || before === undefined) return null;
      return { after: after.key, before: before.key };
    },
    reachedStart: true,
    reachedEnd: true,
    loadingOlder: false,
    loadingNewer: false,
    loadingNewest: false,
  };
}
