import type { Hub } from '../../live/hub';
import type { GuestConversation, GuestMessage } from '../../world/guests/types';
import type { World } from '../../world/world';
import { newConversationFrame, newMessageFrame } from './encode';
import type { MessageManagerProfile } from './profile';

export const stayTopic = (stayId: unknown): string => `stay:${String(stayId)}`;
export const hotelTopic = (organisationId: number): string => `hotel:${organisationId}`;

/** What the document says is told live and the running backend does not tell. */
export interface Announcements {
  message(conversation: GuestConversation, message: GuestMessage): void;
  relayStarted(conversation: GuestConversation): void;
}

export function createAnnouncements(world: World, hub: Hub, profile: MessageManagerProfile): Announcements {
  if (profile === 'deployed') return { message: () => undefined, relayStarted: () => undefined };
  return {
    message({ stay }, { content, senderType, senderName, createdAt }) {
      if (stay === null) return;
      const told = { stayId: stay.id, content, senderType, senderName, at: createdAt };
      hub.publish(stayTopic(stay.id), newMessageFrame(told));
    },
    relayStarted(conversation) {
      const { department } = conversation;
      if (department === null) return;
      hub.publish(
        hotelTopic(department.organisationId),
        newConversationFrame(conversation, world.clock.now()),
      );
    },
  };
}
