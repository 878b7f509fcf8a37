import type { Hub } from '../../live/hub';
import { tellGuest } from '../../world/acts/guest';
import type { Person } from '../../world/types';
import type { World } from '../../world/world';
import { pythonText } from '../django/python';
import { stayTopic } from './announcements';
import { BadFrame } from './bad-frame';
import { newMessageFrame } from './encode';

type Frame = Record<string, unknown>;

function parseFrame(data: string): Frame {
  try {
    const parsed: unknown = JSON.parse(data);
    if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) {
      return Object.fromEntries(Object.entries(parsed));
    }
  } catch {
    // Told below, together with what is JSON and no object.
  }
  throw new BadFrame('not an object');
}

/** What a group may be called after; any stay, whosoever it is. */
function stayOf(frame: Frame): unknown {
  const given = frame['stay_id'];
  if (given === undefined || !/^[\w.-]{1,90}$/.test(pythonText(given))) throw new BadFrame('stay_id');
  return given;
}

/** What the frames of the one socket do. None is ever answered, and none checked beyond what breaks the server. */
export function createCommands(world: World, hub: Hub) {
  async function send(person: Person, frame: Frame): Promise<void> {
    const stayId = stayOf(frame);
    const given = frame['text'];
    if (given === undefined || given === null) throw new BadFrame('text');
    if (!/^\d+$/.test(pythonText(stayId))) throw new BadFrame('stay_id');
    const conversation = await world.guests.conversations.ofStay(Number(stayId));
    if (conversation !== undefined) {
      await tellGuest(world, conversation, {
        senderType: 'staff',
        senderId: person.id,
        content: pythonText(given),
        moves: false,
      });
    }
    // Also when nothing was stored; the time is read anew.
    hub.publish(
      stayTopic(stayId),
      newMessageFrame({
        stayId,
        content: given,
        senderType: 'staff',
        senderName: `${person.firstName} ${person.lastName}`.trim(),
        at: world.clock.now(),
      }),
    );
  }

  return {
    async perform(person: Person, topics: Set<string>, data: string): Promise<void> {
      const frame = parseFrame(data);
      switch (frame['command']) {
        case 'subscribe_to_conversation':
          topics.add(stayTopic(stayOf(frame)));
          return;
        case 'unsubscribe_from_conversation':
          topics.delete(stayTopic(stayOf(frame)));
          return;
        case 'send_message':
          return send(person, frame);
        default:
          return;
      }
    },
  };
}
