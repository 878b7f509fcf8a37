import type { Actor, ConversationName } from '../../actor';
import type { StaffMember } from '../../world/staff/types';
import type { Person } from '../../world/types';
import type { World } from '../../world/world';
import { encodeReaction } from './encode';
import type { Parts } from './endpoint';
import { postTo } from '../../world/staff/posting';
import type { StaffChatProfile } from './profile';
import { type Room, othersIn, roomOfMessage, roomsOf } from '../../world/staff/rooms';
import { viewMessage } from './views';

/** Does as somebody what their own client would do, events included. */
export function createActing(
  { world, announcer, profile }: Pick<Parts, 'world' | 'announcer' | 'profile'>,
  filesUrl: string,
) {
  const files = async (ids: number[]) => ({
    filesUrl,
    mediaTypes: await world.staffTalk.mediaTypes(ids),
    tellsReadStatus: profile === 'deployed',
  });

  return (person: Person): Actor => {
    const me = async (): Promise<StaffMember> => {
      const member = await world.staff.ofPerson(person.id);
      if (member === undefined) throw new Error(`${person.username} works at no hotel`);
      return member;
    };
    const own = async (id: number): Promise<{ member: StaffMember; room: Room }> => {
      const member = await me();
      const message = await world.messages.find(id);
      const room = message === undefined ? undefined : await roomOfMessage(world, message.conversationId);
      if (room === undefined) throw new Error(`There is no message ${id}`);
      return { member, room };
    };
    const react = async (id: number, emoji: string, isAdded: boolean): Promise<void> => {
      const { member, room } = await own(id);
      if (!isAdded) {
        await world.reactions.remove(id, person.id, emoji);
        announcer.reactionChanged(room, id, 'remove', { id: 0, emoji, staff: member.id });
        return;
      }
      if (replacesReactions(profile)) await world.reactions.remove(id, person.id);
      const { reaction } = await world.reactions.add(id, person, emoji);
      announcer.reactionChanged(room, id, 'add', encodeReaction(reaction, member));
    };

    return {
      async send(name, content, options) {
        const member = await me();
        const room = await roomNamed(world, member, name);
        const id = await postTo(world, room, member, { content, replyToId: options?.replyTo ?? null });
        const view = await viewMessage(world, room, id);
        await announcer.messageCreated(room, view, await files([]));
        return id;
      },
      // Nobody hears of it here.
      type: () => Promise.resolve(),
      async read(name, ids) {
        const member = await me();
        await world.reads.mark(ids, person.id);
        announcer.messagesRead(await roomNamed(world, member, name), member, ids);
      },
      async edit(id, content) {
        const { room } = await own(id);
        await world.messages.edit(id, content);
        await world.staffTalk.noteChange(id, 'edited_at');
        const view = await viewMessage(world, room, id);
        announcer.messageEdited(room, view, await files(view.message.attachments.map((one) => one.id)));
      },
      async remove(id) {
        const { member, room } = await own(id);
        await world.messages.markDeleted(id);
        await world.staffTalk.noteChange(id, 'deleted_at');
        const view = await viewMessage(world, room, id);
        announcer.messageDeleted(room, { id, by: member, view, attachmentIds: [] }, await files([]));
      },
      react: (id, emoji) => react(id, emoji, true),
      unreact: (id, emoji) => react(id, emoji, false),
    };
  };
}

const replacesReactions = (profile: StaffChatProfile): boolean => profile === 'deployed';

async function roomNamed(world: World, member: StaffMember, name: ConversationName): Promise<Room> {
  const found = (await roomsOf(world, member)).find((room) =>
    'group' in name
      ? room.conversation.name === name.group
      : 'with' in name &&
        room.members.length === 2 &&
        othersIn(room, member)[0]?.person.username === name.with,
  );
  if (found === undefined)
    throw new Error(`${member.person.username} has no conversation ${JSON.stringify(name)}`);
  return found;
}
