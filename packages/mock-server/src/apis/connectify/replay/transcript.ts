import type { Cast } from '../../../seed';
import { type Exchange, type RecordedUpgrade, readTranscript } from '../../../testing/replay/transcript';

export interface ConnectifyExchange extends Exchange {
  variant: string;
}

export interface RecordedFrame {
  n: number;
  dir: 'in' | 'out';
  data?: unknown;
  raw?: string;
}

export interface RecordedSocket extends RecordedUpgrade {
  name: string;
  variant: string;
  as: string | null;
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

interface ConnectifyTranscript {
  fixture: {
    users: FixtureUser[];
    organizations: { id: number; name: string; description: string; users: number[]; admins: number[] }[];
  };
  exchanges: ConnectifyExchange[];
  sockets: RecordedSocket[];
}

export const connectifyTranscript = (): ConnectifyTranscript =>
  readTranscript('connectify') as ConnectifyTranscript;

/** The people every recording started with. */
export const castOf = ({ fixture }: ConnectifyTranscript): Cast => ({
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
