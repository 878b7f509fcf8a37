import type { ApiDefinition } from '../api';
import { createMessageManager } from './message-manager';
import { type MessageManagerProfile, messageManagerProfiles } from './profile';

export const messageManager: ApiDefinition<'message-manager', MessageManagerProfile> = {
  name: 'message-manager',
  profiles: messageManagerProfiles,
  paths: { requests: ['/api/', '/admin/'], sockets: ['/ws/'] },
  description: {
    title: 'message-manager: a hotel’s staff and its guests',
    accounts:
      'Staff see the relayed conversations of their hotel. Guests have no accounts: they write through the webhook, or through as() in code.',
    tokenHeader: (token) => `Authorization: Bearer ${token}`,
    examples: ({ username, password }) => [
      { says: 'sign in', method: 'POST', path: '/api/login/', body: { username, password }, isSigned: false },
      { says: 'list relayed conversations', path: '/api/message_manager/conversations/' },
      {
        says: 'list those that nobody of the staff takes part in',
        path: '/api/message_manager/conversations/active_conversations/',
      },
      {
        says: 'let a guest write',
        method: 'POST',
        path: '/api/message_manager/webhook/whatsapp/',
        body: {},
        isSigned: false,
      },
      {
        says: 'open a session, which the socket /ws/staff/ asks for',
        method: 'POST',
        path: '/admin/login/',
        body: { username, password },
        isSigned: false,
      },
    ],
  },
  create: createMessageManager,
};
