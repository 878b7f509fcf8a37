import { ChatError } from '../../errors';
import type { Context } from './context';
import type { WireProfile } from './wire';

/** A hat somebody may wear; the one worn decides which organisation everything is filed under. */
export interface CrmRole {
  readonly id: string;
  /** `vendor`, `employee` or `customer`. */
  readonly type: string;
  readonly label: string;
  readonly organization: { readonly id: string; readonly name: string } | null;
  readonly active: boolean;
}

/** Lists and switches hats. Switching holds for this person on every device, until switched again. */
export interface CrmRoles {
  list(signal?: AbortSignal): Promise<readonly CrmRole[]>;
  /** Refresh the conversations afterwards: the old ones belong to the hat before. */
  select(id: string, signal?: AbortSignal): Promise<CrmRole>;
}

export function createRoles({ rest, list, live }: Context): CrmRoles {
  return {
    list: async (signal) => (await rest.profiles(signal)).map(decodeRole),
    async select(id, signal) {
      if (!/^\d+$/.test(id)) throw new ChatError('invalid', `"${id}" is no role of this backend.`);
      const role = decodeRole(await rest.selectProfile(Number(id), signal));
      list.changed();
      live.emit?.([{ type: 'conversations-stale' }]);
      return role;
    },
  };
}

function decodeRole(profile: WireProfile): CrmRole {
  return {
    id: profile.id,
    type: profile.profile_type,
    label: profile.profile_type_display ?? profile.profile_type,
    organization: profile.organization ?? null,
    active: profile.is_primary,
  };
}
