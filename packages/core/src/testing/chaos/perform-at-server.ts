import { messageId } from '../../model/ids';
import type { ConversationId } from '../../model/ids';
import type { Message } from '../../model/message';
import type { Step } from './scenario';
import type { World } from './world';

type ServerStep = Exclude<Step, { readonly page: number }>;

/** What happens at the server itself, and what somebody does whose client we do not see. */
export function performAtServer(world: World, step: ServerStep): void {
  const { server, visitor, conversations } = world;
  const { internals } = server;
  switch (step.name) {
    case 'stop-server':
      if (world.isServerUp) world.count({ what: 'faults', which: step.name });
      return world.setServerUp(false);
    case 'start-server':
      return world.setServerUp(true);
    case 'new-conversation': {
      const id = server.addConversation(`number ${String(conversations.length)}`, [
        ...world.browsers.map((browser) => browser.person),
        visitor,
      ]);
      conversations.push(id);
      server.post(id, visitor, `welcome ${String(conversations.length)}`);
      if (server.options.broadcast !== 'none') internals.tell(id, { type: 'conversations-stale' });
      return;
    }
    case 'visitor-posts':
      for (let count = 0; count < step.count; count += 1) {
        const id = visited(world, world.chance.below(1_000));
        server.post(id, visitor, `visitor ${String(server.messages(id).length)}`);
      }
      return;
    default: {
      const id = visited(world, step.row);
      const all = server.messages(id).filter((message) => !message.deleted);
      const own = all.filter((message) => message.authorId === visitor);
      const among = step.name === 'visitor-reacts' ? all : own;
      const chosen = among[step.row % Math.max(1, among.length)];
      if (chosen !== undefined) change(world, step, chosen);
    }
  }
}

/** The visitor is in all conversations but the first. */
function visited({ conversations }: World, choice: number): ConversationId {
  const [pair, everybody, ...others] = conversations;
  const all = [everybody, ...others];
  return all[choice % all.length] ?? everybody ?? pair ?? ('' as ConversationId);
}

function change(world: World, step: ServerStep, { conversationId, id }: Message): void {
  const { server, visitor, clock, variant } = world;
  const at = { conversationId, messageId: messageId(id) };
  const { internals } = server;
  switch (step.name) {
    case 'visitor-edits': {
      const patch = { text: `visitor edit ${String(clock.now())}`, edited: true, editedAt: clock.now() };
      const part = { type: 'message-changed', ...at, patch } as const;
      internals.change(conversationId, id, (message) => ({ ...message, ...patch }), part);
      return;
    }
    case 'visitor-deletes': {
      if (variant.hardDeletes) return internals.remove(conversationId, id);
      const patch = { text: '', deleted: true };
      const part = { type: 'message-changed', ...at, patch } as const;
      internals.change(conversationId, id, (message) => ({ ...message, ...patch }), part);
      return;
    }
    case 'visitor-reacts': {
      const emoji = '🔥';
      const reaction = { emoji, count: 1, userIds: [visitor] };
      const part = { type: 'reaction-changed', ...at, userId: visitor, emoji, present: true } as const;
      internals.change(
        conversationId,
        id,
        (message) =>
          message.reactions.some((one) => one.emoji === emoji)
            ? message
            : { ...message, reactions: [...message.reactions, reaction] },
        part,
      );
    }
  }
}
