import { pusherKey } from '../../pusher/app';
import type { ApiDefinition } from '../api';
import { type StaffChatProfile, staffChatProfiles } from './profile';
import { createStaffChat } from './staff-chat';

export const staffChat: ApiDefinition<'staff-chat', StaffChatProfile> = {
  name: 'staff-chat',
  profiles: staffChatProfiles,
  paths: { requests: ['/api/', '/media/'], sockets: ['/app/'] },
  description: {
    title: 'Staff chat: the people of one hotel among themselves, live over Pusher Channels',
    accounts: `The hotel is grand-demo. Pusher: this host as wsHost, app key ${pusherKey}, without TLS; below a mount path, that path as wsPath.`,
    tokenHeader: (token) => `Authorization: Token ${token}`,
    examples: ({ username, password }) => [
      {
        says: 'sign in',
        method: 'POST',
        path: '/api/staff/login/',
        body: { username, password },
        isSigned: false,
      },
      { says: 'who am I', path: '/api/staff/hotel/grand-demo/me/' },
      { says: 'list conversations', path: '/api/staff-chat/grand-demo/conversations/' },
    ],
  },
  create: createStaffChat,
};
