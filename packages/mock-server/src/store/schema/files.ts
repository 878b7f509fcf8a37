import type { Generated } from 'kysely';
import type { Microseconds } from './columns';

export interface FileTables {
  files: { path: string; name: string; media_type: string; bytes: Uint8Array; created_at: Microseconds };
  attachments: {
    id: Generated<number>;
    message_id: number;
    kind: string;
    file_path: string;
    name: string;
    size: number;
    uploaded_at: Microseconds;
  };
}

export const fileTables = `
create table files (
  path text primary key, name text not null, media_type text not null, bytes blob not null, created_at integer not null
);
create table attachments (
  id integer primary key autoincrement, message_id integer not null references messages(id) on delete cascade,
  kind text not null, file_path text not null, name text not null, size integer not null, uploaded_at integer not null
);
create index attachments_by_message on attachments (message_id);
`;
