interface Member {
  info: unknown;
  socketIds: Set<string>;
}

/** Who is in which presence channel, by user and not by socket. */
export interface PresenceRoster {
  /** Whether the user was not there before. */
  join(channel: string, userId: string, info: unknown, socketId: string): boolean;
  /** Whether that was the user's last socket. */
  leave(channel: string, userId: string, socketId: string): boolean;
  /** What a new subscriber is told. */
  of(channel: string): { count: number; ids: string[]; hash: Record<string, unknown> };
}

export function createPresenceRoster(): PresenceRoster {
  const channels = new Map<string, Map<string, Member>>();
  return {
    join(channel, userId, info, socketId) {
      const members = channels.get(channel) ?? new Map<string, Member>();
      channels.set(channel, members);
      const present = members.get(userId);
      if (present !== undefined) {
        present.socketIds.add(socketId);
        return false;
      }
      members.set(userId, { info, socketIds: new Set([socketId]) });
      return true;
    },
    leave(channel, userId, socketId) {
      const members = channels.get(channel);
      const member = members?.get(userId);
      if (members === undefined || member?.socketIds.delete(socketId) !== true) return false;
      if (member.socketIds.size > 0) return false;
      members.delete(userId);
      if (members.size === 0) channels.delete(channel);
      return true;
    },
    of(channel) {
      const members = [...(channels.get(channel) ?? [])];
      return {
        count: members.length,
        ids: members.map(([id]) => id),
        hash: Object.fromEntries(members.map(([id, { info }]) => [id, info])),
      };
    },
  };
}
