import { pusherKey } from '../../pusher/app';
import type { ApiDefinition, Example } from '../api';
import { type StaffChatProfile, basePaths, staffChatProfiles } from './profile';
import { createStaffChat } from './staff-chat';

/** The two revisions answer below different paths. */
function chatExamples(base: string): readonly Example[] {
  const below = base.replace(':slug', 'grand-demo');
  return [
    { says: 'whom can I write to', path: `${below}/staff-list/` },
    {
      says: 'start a conversation, or find the one there is',
      method: 'POST',
      path: `${below}/conversations/`,
      body: { participant_ids: [2] },
    },
    { says: 'list conversations', path: `${below}/conversations/` },
    { says: 'what browsers subscribe to pushes with', path: '/api/staff/web-push-key/', isSigned: false },
  ];
}

export const staffChat: ApiDefinition<'staff-chat', StaffChatProfile> = {
  name: 'staff-chat',
  profiles: staffChatProfiles,
  paths: { requests: ['/api/', '/media/'], sockets: ['/app/'] },
  description: {
    title: 'Staff chat: the people of one hotel among themselves, live over Pusher Channels',
    accounts: `The hotel is grand-demo. Pusher: this host as wsHost, app key ${pusherKey}, without TLS; below a mount path, that path as wsPath.`,
    tokenHeader: (token) => `Authorization: Token ${token}`,
    examples: ({ username, password }, profile) => [
      {
        says: 'sign in',
        method: 'POST',
        path: '/api/staff/login/',
        body: { username, password },
        isSigned: false,
      },
      { says: 'who am I', path: '/api/staff/hotel/grand-demo/me/' },
      ...chatExamples(profile === 'deployed' ? basePaths.deployed[0] : basePaths.documented[0]),
    ],
  },
  create: createStaffChat,
};
