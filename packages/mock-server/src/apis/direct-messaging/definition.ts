import type { ApiDefinition } from '../api';
import { createDirectMessaging } from './direct-messaging';
import { type DirectMessagingProfile, directMessagingProfiles } from './profile';

export const directMessaging: ApiDefinition<'direct-messaging', DirectMessagingProfile> = {
  name: 'direct-messaging',
  profiles: directMessagingProfiles,
  paths: { requests: ['/api/', '/media/'], sockets: ['/ws/'] },
  description: {
    title: 'Direct messaging: members of communities and their admins',
    accounts:
      'Amira and Eve keep a community each; Bruno, Chiara and Dmitri follow them and write to their admins; Rita (root) may do everything.',
    tokenHeader: (token) => `Authorization: Bearer ${token}`,
    examples: ({ username, password }) => [
      {
        says: 'sign in',
        method: 'POST',
        path: '/api/accounts/login/',
        body: { username, password },
        isSigned: false,
      },
      { says: 'list conversations', path: '/api/messaging/conversations/' },
      { says: 'whom one may write to', path: '/api/subscriptions/' },
    ],
  },
  create: createDirectMessaging,
};
