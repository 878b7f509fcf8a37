import type { ApiName } from '../apis/registry';
import type { ApiSeed } from './api-seed';
import { connectifySeed } from './connectify';
import { crmSeed } from './crm';
import { directMessagingSeed } from './direct-messaging';
import { staffChatSeed } from './staff-chat';
import { messageManagerSeed } from './message-manager';

/** One line per API. */
export const apiSeeds: Record<ApiName, ApiSeed> = {
  connectify: connectifySeed,
  crm: crmSeed,
  'direct-messaging': directMessagingSeed,
  'staff-chat': staffChatSeed,
  'message-manager': messageManagerSeed,
};
