import type { Clock } from '../../adapter/environment';
import type { ServerEvent } from '../../adapter/server-event';
import type { ConversationId, MessageId } from '../../model/ids';
import type { Chance } from './chance';
import type { LinkFault, PendingFaults } from './faults';

/** When each frame of a link arrives at the page. */
export interface FrameQueue {
  push(event: ServerEvent): void;
  /** Behind everything that keeps its order. */
  after(task: () => void): void;
}

/**
 * Frames may be told twice and overtake each other, but not where only their order says what is true: no backend gives
 * numbers to an addition and a removal of the same reaction, or to two texts of one message.
 */
export function createFrameQueue(options: {
  readonly clock: Clock;
  readonly chance: Chance;
  readonly faults: PendingFaults<LinkFault>;
  readonly deliver: (event: ServerEvent) => void;
}): FrameQueue {
  const { clock, chance, faults, deliver } = options;
  let lastAt = 0;
  /** Lane → when its latest frame arrives; a later frame of the lane comes no sooner. */
  const lanes = new Map<string, number>();

  function note(names: readonly string[], at: number): void {
    for (const name of names) lanes.set(name, Math.max(at, lanes.get(name) ?? 0));
  }

  function schedule(at: number, task: () => void): void {
    clock.after(at - clock.now(), task);
  }

  return {
    push(event) {
      const { behind, marks, about } = lanesOf(event);
      const soon = Math.max(lastAt, clock.now() + chance.between(1, 60));
      const overtaken = faults.take((fault) => fault === 'reorder-frames') !== null;
      const floor = Math.max(0, ...[...behind, ...about].map((name) => lanes.get(name) ?? 0));
      const at = Math.max(floor, soon + (overtaken ? chance.between(20, 2_000) : 0));
      if (!overtaken) lastAt = Math.max(lastAt, soon);
      note(marks, at);
      schedule(at, () => deliver(event));
      if (faults.take((fault) => fault === 'duplicate-frames') === null) return;
      const again = at + chance.between(0, 1_500);
      // Said again later than something newer about the same message it would turn that back.
      note([...marks, ...about], again);
      schedule(again, () => deliver(event));
    },
    after(task) {
      lastAt = Math.max(lastAt, clock.now() + chance.between(1, 60));
      schedule(lastAt, task);
    },
  };
}

interface Lanes {
  /** A frame comes after all earlier ones that marked these. */
  readonly behind: readonly string[];
  readonly marks: readonly string[];
  /** Marked by repetitions only. */
  readonly about: readonly string[];
}

function lanesOf(event: ServerEvent): Lanes {
  switch (event.type) {
    case 'message-received': {
      const { id, conversationId, edited, deleted, reactions, readBy } = event.message;
      const first = !edited && !deleted && reactions.length === 0 && readBy.length === 0;
      const counted = `count ${conversationId}`;
      const whole = aboutMessage(id);
      return {
        behind: first ? [counted] : [counted, `state ${id}`],
        marks: [`arrivals ${conversationId}`, `state ${id}`],
        about: [whole],
      };
    }
    case 'message-changed':
    case 'message-removed': {
      const lane = `text ${event.messageId}`;
      return { behind: [lane], marks: [lane], about: [aboutMessage(event.messageId)] };
    }
    case 'reaction-changed': {
      const lane = `reaction ${event.messageId} ${event.userId} ${event.emoji}`;
      return { behind: [lane], marks: [lane], about: [aboutMessage(event.messageId)] };
    }
    case 'unread-changed':
      return {
        behind: [`arrivals ${event.conversationId}`, countOf(event.conversationId)],
        marks: [countOf(event.conversationId)],
        about: [],
      };
    case 'messages-read':
      return { behind: [], marks: [], about: event.messageIds.map(aboutMessage) };
    default:
      return { behind: [], marks: [], about: [] };
  }
}

const aboutMessage = (id: MessageId): string => `message ${id}`;
const countOf = (id: ConversationId): string => `count ${id}`;
