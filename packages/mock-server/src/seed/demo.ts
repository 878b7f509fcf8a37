import type { ApiName } from '../apis/registry';
import type { ApiSeed } from './api-seed';
import { connectifySeed } from './connectify';

/** One line per API. */
export const apiSeeds: Record<ApiName, ApiSeed> = {
  connectify: connectifySeed,
};
