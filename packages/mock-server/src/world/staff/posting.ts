import type { StaffMember } from './types';
import type { Upload } from '../types';
import type { World } from '../world';
import type { Room } from './rooms';

export interface StaffDraft {
  content: string;
  replyToId: number | null;
  files?: readonly (Upload & { mediaType: string })[];
  /** Uploads do not move the conversation up. */
  isUpload?: boolean;
  /** Forwarded words mention nobody. */
  isForwarded?: boolean;
}

/**
 * Whom a text mentions, as the server finds them: `@word` in first names, else in last names; `@word word` as
 * first and last name. So `@Bob please` mentions nobody.
 */
function mentionsIn(text: string, staff: readonly StaffMember[]): number[] {
  const found = new Set<number>();
  const has = (name: string, part: string) => name.toLowerCase().includes(part.toLowerCase());
  for (const [, words = ''] of text.matchAll(/@(\w+(?:\s+\w+)?)/g)) {
    const [first = '', last] = words.split(/\s+/);
    const byFirst = staff.filter(({ person }) => has(person.firstName, first));
    const matching =
      last !== undefined
        ? byFirst.filter(({ person }) => has(person.lastName, last))
        : byFirst.length > 0
          ? byFirst
          : staff.filter(({ person }) => has(person.lastName, first));
    for (const { id } of matching) found.add(id);
  }
  return [...found].sort((one, other) => one - other);
}

/** Stores a message with all that belongs to it, as one; answers its id. */
export function postTo(world: World, room: Room, sender: StaffMember, draft: StaffDraft): Promise<number> {
  return world.transaction(async (inside) => {
    const hotel = (await inside.staff.all()).filter((member) => member.hotel.id === sender.hotel.id);
    const message = await inside.messages.add({
      conversationId: room.conversation.id,
      senderId: sender.person.id,
      content: draft.content,
      replyToId: draft.replyToId,
    });
    await inside.staffTalk.note(
      message.id,
      draft.isForwarded === true ? [] : mentionsIn(draft.content, hotel),
    );
    const files = draft.files ?? [];
    for (const file of files) await inside.attachments.add(message.id, file);
    if (files.length > 0)
      await inside.staffTalk.noteFiles(
        message.id,
        files.map(({ mediaType }) => mediaType),
      );
    if (draft.isUpload !== true) await inside.conversations.touch(room.conversation.id);
    return message.id;
  });
}
