import type { ApiDefinition } from '../api';
import { createCrm } from './crm';
import { type CrmProfileName, crmProfiles } from './profile';

export const crm: ApiDefinition<'crm', CrmProfileName> = {
  name: 'crm',
  profiles: crmProfiles,
  paths: { requests: ['/api/', '/admin/', '/media/'], sockets: ['/app/'] },
  description: {
    title: 'CRM: messages between vendors, employees and customers of an organisation',
    accounts:
      'amira sells for Northwind, bruno and chiara work there, hugo and selma buy from it; eve has two hats. Pusher key: demo-key. Sessions by cookie: /admin/login/.',
    tokenHeader: (token) => `Authorization: Bearer ${token}`,
    examples: ({ username, password }) => [
      {
        says: 'sign in',
        method: 'POST',
        path: '/api/auth/login/',
        body: { username, password },
        isSigned: false,
      },
      { says: 'whom can I write to', path: '/api/messages/recipients/' },
      { says: 'list conversations', path: '/api/conversations/' },
      { says: 'how much is unread', path: '/api/messages/unread_count/' },
    ],
  },
  create: createCrm,
};
