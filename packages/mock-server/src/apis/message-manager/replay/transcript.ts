import {
  type Exchange,
  type FormPart,
  type RecordedUpgrade,
  readTranscript,
} from '../../../testing/replay/transcript';

/** Something done inside the server, without a request. */
export type ServerAction =
  | { op: 'deluser'; username: string }
  | { op: 'system'; id: number; text: string; sender_type?: 'staff' }
  | { op: 'relay'; id: number }
  | { op: 'push' }
  | { op: 'killsessions' };

interface Timed {
  /** Milliseconds since the recording began. */
  t: number;
  serverActionsBefore?: ServerAction[];
}

export interface HotelExchange extends Exchange, Timed {}

export interface HotelFrame {
  t: number;
  dir: 'in' | 'out';
  data: unknown;
  binary?: boolean;
}

export interface HotelSocket extends RecordedUpgrade, Timed {
  name: string;
  as: string | null;
  frames: HotelFrame[];
  close: { code: number; t?: number; by?: 'client' | 'server' };
  handshake: { status: number };
}

interface FixtureUser {
  id: number;
  username: string;
  hotel: 'A' | 'B' | 'C' | null;
  user_type: string;
  full_name?: string;
  phone_number?: string;
  is_staff?: boolean;
  is_verified?: boolean;
  is_active?: boolean;
}

interface FixtureConversation {
  id?: number;
  stay?: number | null;
  hotel?: 'A' | 'B';
  guest?: string;
  phone?: string;
  room?: string;
  status: 'demo' | 'checkin' | 'active' | 'relay' | 'closed';
  department?: number | null;
  context_data?: Record<string, unknown>;
  messages?: { content: string }[];
}

export interface Fixtures {
  hotels: string[];
  users: FixtureUser[];
  departments: { hotel: 'A' | 'B'; name: string }[];
  conversations: FixtureConversation[];
}

type Raw<Item> = Item extends { request: unknown }
  ? Omit<Item, 'request'> & {
      request: Omit<HotelExchange['request'], 'multipart'> & { multipart?: Record<string, string> };
    }
  : Item;

interface Transcript {
  fixtures: Fixtures;
  exchanges: Raw<HotelExchange>[];
  sockets: HotelSocket[];
}

const partsOf = (form: Record<string, string>): FormPart[] =>
  Object.entries(form).map(([name, value]) => ({ name, value }));

/** The recording, in the form the replay machinery reads. */
export function hotelTranscript() {
  const { fixtures, exchanges, sockets } = readTranscript('message-manager') as Transcript;
  return {
    fixtures,
    exchanges: exchanges.map(({ request: { multipart, ...request }, response, ...rest }): HotelExchange => {
      const { 'content-type': contentType, ...headers } = response.headers ?? {};
      return {
        ...rest,
        request: { ...request, ...(multipart === undefined ? {} : { multipart: partsOf(multipart) }) },
        response: {
          ...response,
          headers,
          // `fetch` shows no body with this status.
          body: response.status === 205 || response.body === '' ? null : response.body,
          ...(contentType === undefined ? {} : { contentType: contentType.split(';')[0] ?? null }),
        },
      };
    }),
    sockets: sockets.map((socket): HotelSocket => ({
      ...socket,
      url: socket.url.replace(/^ws:\/\/backend\.example/, ''),
      origin: null,
    })),
  };
}
