import type { Generated } from 'kysely';
import type { Microseconds } from './columns';

export interface BlockTables {
  blocks: {
    id: Generated<number>;
    organisation_id: number;
    blocker_id: number;
    blocked_id: number;
    created_at: Microseconds;
  };
}

export const blockTables = `
create table blocks (
  id integer primary key autoincrement, organisation_id integer not null references organisations(id),
  blocker_id integer not null references people(id), blocked_id integer not null references people(id),
  created_at integer not null, unique (organisation_id, blocker_id, blocked_id)
);
`;
