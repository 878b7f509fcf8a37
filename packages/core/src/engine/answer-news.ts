import type { Message } from '../model/message';
import type { StoreEvent } from '../store/store-event';
import { findMessage } from '../store/timeline';
import type { Timeline } from '../store/timeline';

export interface Answer {
  readonly message: Message | null;
  readonly events: readonly StoreEvent[];
}

/**
 * What of an answer is still news: live may have told more of the same message, or a newer one, while the answer was
 * under way. `asked` and `now` are the conversation's history before and after the way.
 */
export function stillNews(answer: Answer, asked: Timeline | undefined, now: Timeline | undefined): Answer {
  const newer = (message: Message): Message | undefined => {
    const known = now === undefined ? undefined : findMessage(now, message.id);
    const earlier = asked === undefined ? undefined : findMessage(asked, message.id);
    return known !== earlier && known?.complete === true ? known : undefined;
  };
  const hasArrival = newestOf(asked)?.id !== newestOf(now)?.id;
  return {
    message: answer.message === null ? null : (newer(answer.message) ?? answer.message),
    events: answer.events.filter((event) => {
      if (event.type === 'message-received') return newer(event.message) === undefined;
      return event.type !== 'unread-changed' || !hasArrival;
    }),
  };
}

function newestOf(timeline: Timeline | undefined): Message | undefined {
  return timeline?.messages.at(timeline.messages.length - 1);
}
