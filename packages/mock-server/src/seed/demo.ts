import type { ApiName } from '../apis/registry';
import type { ApiSeed } from './api-seed';
import { connectifySeed } from './connectify';
import { crmSeed } from './crm';

/** One line per API. */
export const apiSeeds: Record<ApiName, ApiSeed> = {
  connectify: connectifySeed,
  crm: crmSeed,
};
