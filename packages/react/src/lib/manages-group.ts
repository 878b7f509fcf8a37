import type { Capabilities, Conversation } from '@chat/core';

/** Whether I may change a group as far as roles go: admins may, and everybody in it where nobody can be one. */
export function managesGroup(
  { myRole }: Pick<Conversation, 'myRole'>,
  { groups }: Pick<Capabilities, 'groups'>,
): boolean {
  return groups.roles ? myRole === 'admin' : myRole !== null;
}
