import type { Generated } from 'kysely';

/** Microseconds since 1970, so that two rows of one millisecond keep their order. */
export type Microseconds = number;

type Flag = 0 | 1;

export interface Schema {
  people: {
    id: Generated<number>;
    username: string;
    email: string;
    first_name: string;
    last_name: string;
    role: string;
    picture_url: string | null;
    password_hash: string;
    is_active: Flag;
    created_at: Microseconds;
  };
  organisations: {
    id: Generated<number>;
    name: string;
    description: string;
    created_at: Microseconds;
    updated_at: Microseconds;
  };
  organisation_members: { organisation_id: number; person_id: number; is_admin: Flag };
  conversations: {
    id: Generated<number>;
    kind: 'direct' | 'group';
    /** Counts per kind, for backends that number direct and group conversations separately. */
    number: number;
    organisation_id: number;
    name: string | null;
    description: string | null;
    picture_path: string | null;
    created_by: number | null;
    created_at: Microseconds;
    updated_at: Microseconds;
    is_active: Flag;
  };
  memberships: {
    id: Generated<number>;
    conversation_id: number;
    number: number;
    person_id: number;
    role: 'admin' | 'member';
    joined_at: Microseconds;
    is_muted: Flag;
    left_at: Microseconds | null;
  };
  messages: {
    id: Generated<number>;
    conversation_id: number;
    sender_id: number;
    content: string;
    created_at: Microseconds;
    updated_at: Microseconds;
    is_edited: Flag;
    is_deleted: Flag;
    reply_to_id: number | null;
  };
  attachments: {
    id: Generated<number>;
    message_id: number;
    kind: string;
    file_path: string;
    name: string;
    size: number;
    uploaded_at: Microseconds;
  };
  files: { path: string; name: string; media_type: string; bytes: Uint8Array; created_at: Microseconds };
  reactions: {
    id: Generated<number>;
    message_id: number;
    person_id: number;
    emoji: string;
    created_at: Microseconds;
  };
  reads: { id: Generated<number>; message_id: number; person_id: number; read_at: Microseconds };
  deliveries: { message_id: number; status: string; changed_at: Microseconds };
  blocks: {
    id: Generated<number>;
    organisation_id: number;
    blocker_id: number;
    blocked_id: number;
    created_at: Microseconds;
  };
  idempotency_keys: {
    person_id: number;
    key: string;
    message_id: number;
    answer: string | null;
    created_at: Microseconds;
  };
  settings: { name: string; value: string };
}
