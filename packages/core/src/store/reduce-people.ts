import type { ServerEvent } from '../adapter/server-event';
import { deepEqual } from '../lib/deep-equal';
import type { TypingPerson } from './state';
import type { StateDraft } from './state-draft';

type PeopleEvent = Extract<ServerEvent, { type: 'typing-changed' | 'presence-changed' | 'user-received' }>;

export function reducePeople(draft: StateDraft, event: PeopleEvent): void {
  switch (event.type) {
    case 'typing-changed':
      return changeTyping(draft, event);
    case 'presence-changed': {
      const known = draft.presence.get(event.userId);
      if (known === undefined || known.at <= event.at) {
        if (known?.status === event.status) return;
        draft.presence.set(event.userId, { status: event.status, at: event.at });
      }
      return;
    }
    case 'user-received': {
      const known = draft.users.get(event.user.id);
      if (known !== undefined && deepEqual(known, event.user)) return;
      draft.users.set(event.user.id, event.user);
      draft.touched.users.add(event.user.id);
    }
  }
}

function changeTyping(draft: StateDraft, event: Extract<PeopleEvent, { type: 'typing-changed' }>): void {
  // One never sees oneself type, whatever the backend echoes.
  if (event.userId === draft.me) return;
  const known = draft.typing.get(event.conversationId) ?? [];
  const others = known.filter((person) => person.userId !== event.userId);
  if (!event.typing && others.length === known.length) return;
  if (event.typing && others.length < known.length) return;
  const people: readonly TypingPerson[] = event.typing
    ? [...others, { userId: event.userId, name: event.name }]
    : others;
  if (people.length === 0) draft.typing.delete(event.conversationId);
  else draft.typing.set(event.conversationId, people);
}
