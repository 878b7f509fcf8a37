import { readFileSync } from 'node:fs';
import type { Cast } from '../../../seed';

export interface Exchange {
  name: string;
  variant: string;
  as: string | null;
  request: {
    method: string;
    path: string;
    query?: Record<string, string>;
    headers?: Record<string, string>;
    body?: unknown;
    rawBody?: string;
    multipart?: FormPart[];
  };
  response: {
    status: number;
    contentType: string | null;
    headers?: Record<string, string>;
    body: unknown;
  };
}

export interface FormPart {
  name: string;
  value?: string;
  filename?: string;
  contentType?: string;
  size?: number;
}

export interface RecordedFrame {
  n: number;
  dir: 'in' | 'out';
  data?: unknown;
  raw?: string;
}

export interface RecordedSocket {
  name: string;
  variant: string;
  as: string | null;
  url: string;
  origin?: string | null;
  frames: RecordedFrame[];
  close: { code: number; handshakeStatus?: number };
}

interface FixtureUser {
  id: number;
  username: string;
  first_name: string;
  last_name: string;
  email: string;
  role: string;
  profile_image: string | null;
}

interface Transcript {
  fixture: {
    users: FixtureUser[];
    organizations: { id: number; name: string; description: string; users: number[]; admins: number[] }[];
  };
  exchanges: Exchange[];
  sockets: RecordedSocket[];
}

const file = new URL('../../../../test-data/connectify.transcript.json', import.meta.url);

export const readTranscript = (): Transcript => JSON.parse(readFileSync(file, 'utf8')) as Transcript;

/** The people every recording started with. */
export const castOf = ({ fixture }: Transcript): Cast => ({
  people: fixture.users.map((user) => ({
    id: user.id,
    username: user.username,
    email: user.email,
    firstName: user.first_name,
    lastName: user.last_name,
    role: user.role,
    pictureUrl: user.profile_image,
  })),
  organisations: fixture.organizations.map(({ users, admins, ...rest }) => ({
    ...rest,
    memberIds: users,
    adminIds: admins,
  })),
});
