import type { CrmConversation, CrmMessage } from '../../world/crm/types';
import type { Person } from '../../world/types';
import { socketTime } from '../django/time';

/** Sends an event to one channel; false when the push service would not take it. */
export type Trigger = (channel: string, event: string, data: unknown) => boolean;

/** Tells people what happened, through their own channels. */
export interface Push {
  sent(message: CrmMessage, sender: Person, conversation: CrmConversation): void;
  read(message: CrmMessage, unreadLeft: number): void;
}

const channelOf = (personId: number): string => `private-user-${personId}`;

export function createPush(trigger: Trigger): Push {
  return {
    sent(message, sender, conversation) {
      const told = {
        message: {
          id: message.id,
          sender_id: message.senderId,
          recipient_id: message.recipientId,
          content: message.content,
          subject: message.subject,
          created_at: socketTime(message.createdAt),
          is_read: false,
          organization_id: message.organisationId,
        },
        sender: {
          id: sender.id,
          email: sender.email,
          first_name: sender.firstName === '' ? null : sender.firstName,
          last_name: sender.lastName === '' ? null : sender.lastName,
        },
      };
      const updated = {
        conversation_id: conversation.id,
        last_message: { content: message.content, created_at: socketTime(message.createdAt) },
        sender_id: message.senderId,
        message: { sender_id: message.senderId, recipient_id: message.recipientId },
      };
      // Once by the service and once by the view: everybody hears everything twice.
      for (let batch = 0; batch < 2; batch += 1) {
        // What the service does not take ends its batch.
        if (!trigger(channelOf(message.recipientId), 'new-message', told)) continue;
        if (!trigger(channelOf(message.senderId), 'new-message', told)) continue;
        trigger(channelOf(message.recipientId), 'conversation-updated', updated);
      }
    },

    read(message, unreadLeft) {
      if (message.readAt === null) return;
      trigger(channelOf(message.senderId), 'message-read', {
        message_id: message.id,
        read_by: message.recipientId,
        read_at: socketTime(message.readAt),
      });
      trigger(channelOf(message.recipientId), 'unread-count-updated', { unread_count: unreadLeft });
    },
  };
}
