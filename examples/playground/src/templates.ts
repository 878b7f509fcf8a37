import type { MessageTemplate } from '@chat/react';

const none: readonly MessageTemplate[] = [];

/** What a front desk writes to guests all day; the backend has a table for such texts, and no way to ask for it. */
const frontDesk: readonly MessageTemplate[] = [
  {
    id: 'welcome',
    title: 'Welcome',
    text: 'Welcome! Your room is ready from 15:00. If you arrive earlier, we gladly keep your luggage.',
  },
  { id: 'late', title: 'Late check-out', text: 'You are welcome to stay until 14:00 today, free of charge.' },
  {
    id: 'shuttle',
    title: 'Airport shuttle',
    text: 'The shuttle leaves every full hour from the main entrance. Shall we keep you a seat?',
  },
];

/** The host's own templates: these APIs have none. */
export function templatesFor(backend: string): readonly MessageTemplate[] {
  return backend === 'message-manager' ? frontDesk : none;
}
