import type { ChatState, User, UserId } from '@chat/core';
import { useMemo } from 'react';
import { useChatState } from '../../hooks/use-chat-state';
import { mentionParts } from '../../lib/mentions';

export interface MentionedTextProps {
  readonly text: string;
  /** Whom the backend says the message mentions. */
  readonly mentions: readonly UserId[];
}

/** Plain words in which those who are mentioned stand out, oneself most. */
export function MentionedText({ text, mentions }: MentionedTextProps) {
  const select = useMemo(() => selectPeople(mentions), [mentions]);
  const people = useChatState(select);
  const me = useChatState(({ session }) => (session.name === 'signed-in' ? session.me : null));
  const parts = useMemo(() => mentionParts(text, people), [text, people]);
  return parts.map((part, index) =>
    part.kind === 'plain' ? (
      part.text
    ) : (
      <span
        // The parts of one text never move.
        key={index}
        className="chat-mention"
        data-me={part.userId === me ? '' : undefined}
      >
        {part.text}
      </span>
    ),
  );
}

/** Gives the same list while none of them changed. */
function selectPeople(ids: readonly UserId[]): (state: ChatState) => readonly User[] {
  let known: readonly User[] = [];
  return ({ users }) => {
    const people = ids.flatMap((id) => users.get(id) ?? []);
    const same = people.length === known.length && people.every((user, index) => user === known[index]);
    if (!same) known = people;
    return known;
  };
}
