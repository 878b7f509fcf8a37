import type { ApiDefinition } from '../api';
import { createConnectify } from './connectify';
import { type ConnectifyProfile, connectifyProfiles } from './profile';

export const connectify: ApiDefinition<'connectify', ConnectifyProfile> = {
  name: 'connectify',
  profiles: connectifyProfiles,
  paths: { requests: ['/api/', '/media/'], sockets: ['/ws/'] },
  description: {
    title: 'Connectify: direct and group conversations inside organisations',
    accounts: 'Sign in with user name or e-mail; everybody sees the conversations they are in.',
    tokenHeader: (token) => `Authorization: Bearer ${token}`,
    examples: ({ username, password }) => [
      {
        says: 'sign in',
        method: 'POST',
        path: '/api/auth/login/',
        body: { login: username, password },
        isSigned: false,
      },
      { says: 'list conversations', path: '/api/messaging/conversations/' },
    ],
  },
  create: createConnectify,
};
