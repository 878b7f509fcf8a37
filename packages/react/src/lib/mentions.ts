import type { User, UserId } from '@chat/core';

/** A piece of plain text, or a mention of somebody in it. */
export type MentionPart =
  | { readonly kind: 'plain'; readonly text: string }
  | { readonly kind: 'mention'; readonly text: string; readonly userId: UserId };

/** What is written to mention somebody; null where nothing reaches them. */
export function mentionText({ mention, name }: Pick<User, 'mention' | 'name'>): string | null {
  return mention === undefined ? `@${name}` : mention;
}

/** Whom of these people a text mentions by what is written for it. */
export function mentionedIn(text: string, people: readonly User[]): readonly UserId[] {
  return people.flatMap((person) => {
    const written = mentionText(person);
    return written !== null && findWhole(text, written) !== -1 ? [person.id] : [];
  });
}

/** Cuts a text at the mentions the backend told of; each may be written by the whole name or a part of it. */
export function mentionParts(text: string, people: readonly User[]): readonly MentionPart[] {
  const parts: MentionPart[] = [];
  let plainFrom = 0;
  for (let at = text.indexOf('@'); at !== -1; at = text.indexOf('@', at + 1)) {
    if (at < plainFrom || isWordCharacter(text[at - 1])) continue;
    const found = longestAt(text, at, people);
    if (found === null) continue;
    if (at > plainFrom) parts.push({ kind: 'plain', text: text.slice(plainFrom, at) });
    plainFrom = at + found.length;
    parts.push({ kind: 'mention', text: text.slice(at, plainFrom), userId: found.userId });
  }
  if (plainFrom < text.length) parts.push({ kind: 'plain', text: text.slice(plainFrom) });
  return parts;
}

function longestAt(
  text: string,
  at: number,
  people: readonly User[],
): { readonly userId: UserId; readonly length: number } | null {
  let best: { readonly userId: UserId; readonly length: number } | null = null;
  for (const person of people) {
    for (const written of spellings(person)) {
      const length = written.length;
      const same = text.slice(at, at + length).toLocaleLowerCase() === written.toLocaleLowerCase();
      if (same && !isWordCharacter(text[at + length]) && length > (best?.length ?? 0))
        best = { userId: person.id, length };
    }
  }
  return best;
}

function spellings(person: User): readonly string[] {
  const written = mentionText(person)?.replace(/[^\p{L}\p{N}]+$/u, '');
  const names = [person.name, ...person.name.split(/\s+/), person.handle?.replace(/^@/, '')];
  const all = names.flatMap((name) => (name === undefined || name === '' ? [] : [`@${name}`]));
  return written === undefined ? all : [written, ...all];
}

/** Where it stands on its own, not inside a longer word; -1 where it does not. */
function findWhole(text: string, wanted: string): number {
  for (let at = text.indexOf(wanted); at !== -1; at = text.indexOf(wanted, at + 1)) {
    if (!isWordCharacter(text[at - 1]) && !isWordCharacter(text[at + wanted.length])) return at;
  }
  return -1;
}

function isWordCharacter(character: string | undefined): boolean {
  return character !== undefined && /[\p{L}\p{N}_]/u.test(character);
}
