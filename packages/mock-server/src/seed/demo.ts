import type { ApiName } from '../apis/registry';
import type { ApiSeed } from './api-seed';
import { connectifySeed } from './connectify';
import { crmSeed } from './crm';
import { directMessagingSeed } from './direct-messaging';
import { messageManagerSeed } from './message-manager';
import { staffChatSeed } from './staff-chat';

/** One line per API. */
export const apiSeeds: Record<ApiName, ApiSeed> = {
  connectify: connectifySeed,
  crm: crmSeed,
  'direct-messaging': directMessagingSeed,
  'message-manager': messageManagerSeed,
  'staff-chat': staffChatSeed,
};
