import type { BlockTables } from './schema/blocks';
import type { CommunityTables } from './schema/community';
import type { CrmTables } from './schema/crm';
import type { FileTables } from './schema/files';
import type { GuestTables } from './schema/guests';
import type { HousekeepingTables } from './schema/housekeeping';
import type { PeopleTables } from './schema/people';
import type { SessionTables } from './schema/sessions';
import type { StaffTables } from './schema/staff';
import type { TalkTables } from './schema/talk';

export type { Microseconds } from './schema/columns';

/** All tables; each part brings its own, with the SQL that makes them. */
export interface Schema
  extends
    PeopleTables,
    TalkTables,
    FileTables,
    BlockTables,
    CommunityTables,
    CrmTables,
    GuestTables,
    HousekeepingTables,
    SessionTables,
    StaffTables {}
