import { deleteMessage, editMessage, post, react } from '../world/acts/message';
import type { Conversation, Person, Upload } from '../world/types';
import type { World } from '../world/world';

export interface Line {
  from: string;
  text: string;
  /** How many lines back the line stands that this one answers. */
  answers?: number;
  reactions?: Record<string, string[]>;
  /** What the line said before it was edited. */
  before?: string;
  isDeleted?: boolean;
  /** Which of the demo's files comes with the line. */
  shows?: 'picture' | 'sheet';
  uploads?: Upload[];
}

export interface Talk {
  conversation: Conversation;
  cast: readonly Person[];
  /** Milliseconds of the first line, and how many minutes lie between lines. */
  startsAt: number;
  minutesBetween: number;
  lines: readonly Line[];
}

/** Plays lines into a conversation at their times; answers the ids of the messages. */
export async function play(world: World, talk: Talk): Promise<number[]> {
  const byName = new Map(talk.cast.map((person) => [person.username, person]));
  const cast = (name: string): Person => {
    const person = byName.get(name);
    if (person === undefined) throw new Error(`${name} has no part in this conversation`);
    return person;
  };
  const ids: number[] = [];
  for (const [index, line] of talk.lines.entries()) {
    // Uneven steps, always the same ones.
    const step = index * talk.minutesBetween + ((index * 7) % 5) * talk.minutesBetween * 0.15;
    world.clock.set(Math.round(talk.startsAt + step * 60_000) * 1000);
    const sender = cast(line.from);
    const replyToId = line.answers === undefined ? null : (ids[index - line.answers] ?? null);
    const message = await post(world, sender, talk.conversation, {
      content: line.before ?? line.text,
      replyToId,
      ...(line.uploads === undefined ? {} : { uploads: line.uploads }),
    });
    if (line.before !== undefined) await editMessage(world, message, line.text);
    for (const [emoji, names] of Object.entries(line.reactions ?? {})) {
      for (const name of names) await react(world, cast(name), message, emoji);
    }
    if (line.isDeleted === true) await deleteMessage(world, message);
    ids.push(message.id);
  }
  return ids;
}

/** Marks what others wrote as read by a person, the last `except` messages apart. */
export async function readBy(world: World, person: Person, ids: number[], except = 0): Promise<void> {
  const messages = await Promise.all(ids.slice(0, ids.length - except).map((id) => world.messages.find(id)));
  const foreign = messages.flatMap((message) =>
    message === undefined || message.senderId === person.id ? [] : [message.id],
  );
  await world.reads.mark(foreign, person.id);
}
