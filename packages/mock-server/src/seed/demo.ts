import type { ApiName } from '../apis/registry';
import type { ApiSeed } from './api-seed';
import { connectifySeed } from './connectify';
import { crmSeed } from './crm';
import { staffChatSeed } from './staff-chat';
import { messageManagerSeed } from './message-manager';

/** One line per API. */
export const apiSeeds: Record<ApiName, ApiSeed> = {
  connectify: connectifySeed,
  crm: crmSeed,
  'staff-chat': staffChatSeed,
  'message-manager': messageManagerSeed,
};
