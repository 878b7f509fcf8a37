import type { Actor, ConversationName } from '../../../actor';
import { personTopic } from '../../../live/hub';
import type { UpgradeAnswer, UpgradeRequest } from '../../../live/socket';
import {
  deleteMessage,
  editMessage,
  react,
  requireMessage,
  requireOwnMessage,
  unreact,
} from '../../../world/acts/message';
import type { BareMessage, Conversation, Person } from '../../../world/types';
import { socketTime } from '../../django/time';
import type { ConnectifyProfile } from '../profile';
import type { Tokens } from '../../django/tokens';
import { createDeployedDialect } from './deployed';
import type { LiveParts } from './dialect';
import { createDocumentedDialect } from './documented';
import { createUpgrade } from './upgrade';

export interface ConnectifyLive {
  connect(upgrade: UpgradeRequest): Promise<UpgradeAnswer>;
  /** Notes how far a message got and tells its author. */
  markDelivery(message: BareMessage, status: 'delivered' | 'read'): Promise<void>;
  actAs(person: Person): Actor;
}

export function createConnectifyLive(
  parts: LiveParts & { tokens: Tokens; profile: ConnectifyProfile; allowedHosts: readonly string[] },
): ConnectifyLive {
  const { world, hub, profile } = parts;
  const dialect = profile === 'documented' ? createDocumentedDialect(parts) : createDeployedDialect(parts);

  const find = async (person: Person, name: ConversationName): Promise<Conversation> => {
    const open = (await world.conversations.ofPerson(person.id, 'with' in name ? 'direct' : 'group')).filter(
      ({ isActive }) => isActive,
    );
    const members = await world.memberships.of(open.map(({ id }) => id));
    const found = open.find((conversation) =>
      'group' in name
        ? conversation.name === name.group
        : 'with' in name &&
          members.some(
            (member) =>
              member.conversationId === conversation.id &&
              member.person.id !== person.id &&
              member.person.username === name.with,
          ),
    );
    if (found === undefined) {
      throw new Error(`${person.username} has no conversation ${JSON.stringify(name)}`);
    }
    return found;
  };

  return {
    connect: createUpgrade(parts, dialect),

    async markDelivery(message, status) {
      const changedAt = await world.messages.setDelivery(message.id, status);
      if (message.senderId === null) return;
      hub.publish(personTopic(message.senderId), {
        type: 'message.status',
        message_id: message.id,
        status,
        timestamp: socketTime(changedAt),
      });
    },

    actAs: (person) => ({
      send: async (name, text, options) =>
        dialect.post(person, await find(person, name), { content: text, replyTo: options?.replyTo ?? null }),
      type: async (name, isTyping) => dialect.type(person, await find(person, name), isTyping),
      read: async (name, messageIds) => dialect.read(person, await find(person, name), messageIds),
      edit: async (id, text) => editMessage(world, await requireOwnMessage(world, person, id), text),
      remove: async (id) => deleteMessage(world, await requireOwnMessage(world, person, id)),
      async react(id, emoji) {
        await react(world, person, await requireMessage(world, person, id), emoji);
      },
      unreact: async (id, emoji) => unreact(world, person, await requireMessage(world, person, id), emoji),
    }),
  };
}
