import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type MockServer, createMockServer } from '../../index';
import { demoPassword } from '../../seed/people';
import { normalise } from '../../testing/replay/normalise';
import { expectedAnswer, replayExchange } from '../../testing/replay/replay-exchange';
import { type Player, handshakeStatus, openPlayer } from '../../testing/replay/socket-stage';
import type { Stage } from '../../testing/replay/stage';
import { type Exchange, readTranscript } from '../../testing/replay/transcript';
import type { CommunityRole } from '../../world/community/types';

interface RecordedExchange {
  readonly seq: number;
  readonly name: string;
  readonly as: string | null;
  readonly request: Exchange['request'] & {
    readonly multipart?: {
      readonly fields: readonly (readonly [string, string])[];
      readonly files: readonly { field: string; filename: string; content_type: string; size: number }[];
    };
  };
  readonly response: {
    readonly status: number;
    readonly body: unknown;
    readonly www_authenticate?: string;
    readonly location?: string;
    readonly trimmed?: boolean;
  };
}

interface RecordedSocket {
  readonly name: string;
  readonly as: string;
  readonly url: string;
  readonly opened_seq: number;
  readonly close: {
    readonly seq?: number;
    readonly code: number;
    readonly by?: 'client' | 'server';
    readonly handshake_status?: number;
  };
  readonly frames?: readonly {
    readonly seq: number | null;
    readonly dir: 'in' | 'out';
    readonly data: unknown;
  }[];
  readonly note?: string;
}

interface Transcript {
  readonly meta: {
    readonly setup: {
      readonly users: readonly (readonly [number, string, string])[];
      readonly confessions: readonly { id: number; name: string; slug: string; admin: string | null }[];
      readonly subscriptions: readonly (readonly [string, number])[];
    };
  };
  readonly controls: readonly {
    readonly seq: number;
    readonly message_id: number;
    readonly minutes: number;
  }[];
  readonly exchanges: readonly RecordedExchange[];
  readonly sockets: readonly RecordedSocket[];
}

const transcript = readTranscript('direct-messaging') as Transcript;
const recordedHosts = ['http://chat.example'];

/** What the recorded accounts looked like; the setup names only their parts. */
const names: Readonly<Record<string, readonly [string, string]>> = {
  sofia: ['Sofia', 'Reyes'],
  amina: ['Amina', 'Qodirova'],
  mira: ['Mira', 'Lund'],
  timur: ['Timur', 'Aliev'],
  boris: ['Boris', 'Hale'],
  lena: ['Lena', 'Ito'],
  olga: ['Olga', 'Stern'],
};
const descriptions: Readonly<Record<string, string>> = {
  'river-fellowship': 'By the river',
  'hill-chapel': 'On the hill',
  'empty-house': 'No admin',
};

/** Recorded exchanges this server answers differently on purpose. */
const exceptions: Readonly<Record<string, string>> = {
  'token of a deleted user': 'accounts are not deleted here',
  'missing trailing slash on POST': 'a debug server; this one does as a production server',
  register: 'accounts are seeded',
  'register refused': 'accounts are seeded',
};

const isPage = (body: unknown): boolean => typeof body === 'string' && body.startsWith('<text/');

/** The recorder noted that somebody left after the others had heard of it. */
function departureOf({ as, opened_seq, frames, close }: RecordedSocket): number {
  const noted = close.seq ?? Infinity;
  if (close.by !== 'client') return noted;
  const id = transcript.meta.setup.users.find(([, username]) => username === as)?.[0];
  const lastSaid = Math.max(opened_seq, ...(frames ?? []).map(({ seq }) => seq ?? 0));
  const heard = transcript.sockets
    .flatMap((socket) => socket.frames ?? [])
    .filter(({ seq, data }) => {
      const { type, user_id, status } = data as { type?: string; user_id?: number; status?: string };
      return (
        seq !== null && seq > lastSaid && type === 'user_status' && user_id === id && status === 'offline'
      );
    })
    .map(({ seq }) => seq ?? Infinity);
  return Math.min(noted, ...heard.map((seq) => seq - 0.5));
}

/** Days and random endings in the paths of files. */
function blurred(value: unknown): unknown {
  const text = JSON.stringify(value ?? null)
    .replace(/\/attachments\/\d{4}\/\d\d\/\d\d\//g, '/attachments/<day>/')
    .replace(/(<day>\/[\w-]+?)_[A-Za-z0-9]{7}(?=\.\w+")/g, '$1');
  return JSON.parse(text, (key, inner: unknown) =>
    key === 'message_reads' && Array.isArray(inner) ? sortedReads(inner) : inner,
  );
}

/** The order of these rows is not fixed, nor who gets which number. */
function sortedReads(rows: readonly unknown[]): unknown[] {
  return (rows as { id: number; user: { id: number } }[])
    .map(({ id: _id, ...row }) => row)
    .sort((left, right) => left.user.id - right.user.id);
}

/** The recorder kept raw bodies without their type. */
const typeOf = (body: string) => ({
  'content-type': body.startsWith('{') ? 'application/json' : 'text/plain',
});

function exchangeOf({ name, as, request, response }: RecordedExchange): Exchange {
  const { multipart, body, ...rest } = request;
  const headers = {
    ...(response.www_authenticate === undefined ? {} : { 'www-authenticate': response.www_authenticate }),
    ...(response.location === undefined ? {} : { location: response.location }),
  };
  const parts = multipart as RecordedExchange['request']['multipart'];
  return {
    name,
    as,
    request: {
      ...rest,
      ...(typeof body === 'string'
        ? { rawBody: body, headers: { ...rest.headers, ...typeOf(body) } }
        : body === undefined
          ? {}
          : { body }),
      ...(parts === undefined
        ? {}
        : {
            multipart: [
              ...parts.fields.map(([field, value]) => ({ name: field, value })),
              ...parts.files.map(({ field, filename, content_type, size }) => ({
                name: field,
                filename,
                contentType: content_type,
                size,
              })),
            ],
          }),
    },
    response: { status: response.status, headers, body: response.body },
  };
}

describe('direct-messaging as deployed, against the recording', () => {
  let server: MockServer;
  let stage: Stage;
  const skipped: string[] = [];
  let played = 0;

  beforeAll(async () => {
    const { users, confessions, subscriptions } = transcript.meta.setup;
    const people = users.map(([id, username, role]) => ({
      id,
      username,
      email: `${username}@example.org`,
      firstName: names[username]?.[0] ?? '',
      lastName: names[username]?.[1] ?? '',
      role,
      pictureUrl: username === 'amina' ? '/media/avatars/amina.png' : null,
    }));
    server = await createMockServer({
      api: 'direct-messaging',
      profile: 'deployed',
      seed: { cast: { people, organisations: [] } },
    });
    const { communities } = server.world.community;
    const idOf = (username: string) => people.find((person) => person.username === username)?.id ?? 0;
    for (const [id, username, role] of users) {
      const plain = role.split(',')[0] as CommunityRole;
      await communities.describe(id, plain, username === 'amina' ? 'Keeper of the River archive' : null);
      if (role.includes('deactivated')) await server.world.people.setActive(id, false);
    }
    for (const { name, slug, admin } of confessions) {
      const adminId = admin === null ? null : idOf(admin);
      await communities.add({ name, slug, description: descriptions[slug] ?? '', adminId });
    }
    for (const [username, community] of subscriptions) await communities.subscribe(community, idOf(username));

    const refreshTokens = new Map<string, string>();
    const refreshTokenOf = async (username: string): Promise<string> => {
      const known = refreshTokens.get(username);
      if (known !== undefined) return known;
      const response = await fetch(`${server.url}/api/accounts/login/`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ username, password: demoPassword }),
      });
      const { refresh } = (await response.json()) as { refresh: string };
      refreshTokens.set(username, refresh);
      return refresh;
    };
    stage = {
      server,
      recordedHosts,
      async fill(text) {
        const [found, kind, username] = /<(token|expired|refresh|refresh-old):([\w-]+)>/.exec(text) ?? [];
        if (found === undefined || username === undefined) return text.replaceAll('<password>', demoPassword);
        const issued =
          kind === 'token'
            ? await server.issueToken(username)
            : kind === 'expired'
              ? await server.issueToken(username, -60)
              : await refreshTokenOf(username);
        return text.replace(found, issued);
      },
    };
  });

  afterAll(async () => {
    await server.close();
    const reasons = skipped.map((name) => `\n  not replayed: ${name} (${exceptions[name]})`).join('');
    // eslint-disable-next-line no-console -- the run must say what it left out and why
    console.info(
      `direct-messaging: ${played} of ${transcript.exchanges.length} exchanges and ${transcript.sockets.length} sockets replayed${reasons}` +
        `\n  not replayed: the socket of a deleted user (accounts are not deleted here)`,
    );
  });

  async function playExchange(recorded: RecordedExchange): Promise<void> {
    if (recorded.name in exceptions) {
      skipped.push(recorded.name);
      return;
    }
    played += 1;
    const exchange = exchangeOf(recorded);
    // The recorder hid which password was wrong.
    const at = recorded.name.includes('wrong password')
      ? { ...stage, fill: (text: string) => Promise.resolve(text.replace('<password>', 'nope')) }
      : stage;
    const answer = await replayExchange(exchange, at);
    const expected = expectedAnswer(exchange, { recordedHosts });
    const where = `${recorded.seq}: ${recorded.name}`;
    if (isPage(recorded.response.body)) {
      expect.soft(answer.status, where).toBe(recorded.response.status);
      expect.soft(String(answer.body), where).toMatch(/<h1>Server Error/);
    } else if (recorded.response.trimmed === true) {
      const { results: _results, ...kept } = (expected.body ?? {}) as Record<string, unknown>;
      expect.soft(blurred(answer.body), where).toMatchObject(blurred(kept) as object);
    } else expect.soft(blurred(answer), where).toEqual(blurred(expected));
  }

  it(
    'answers and says what the recorded server did, in the recorded order',
    { timeout: 60_000 },
    async () => {
      const hosts = [server.url, ...recordedHosts];
      const players = new Map<RecordedSocket, { player: Player; heard: number }>();
      type Step = { readonly seq: number; run(): Promise<void> };
      const steps: Step[] = [
        ...transcript.exchanges.map((exchange) => ({ seq: exchange.seq, run: () => playExchange(exchange) })),
        ...transcript.controls.map(({ seq, message_id, minutes }) => ({
          seq,
          run: () => server.world.community.messages.moveBack(message_id, minutes),
        })),
      ];
      for (const socket of transcript.sockets) {
        const { close } = socket;
        if (socket.url.includes('deleted-user')) continue;
        const recorded = { url: socket.url, origin: null };
        if (close.handshake_status !== undefined) {
          steps.push({
            seq: socket.opened_seq,
            run: async () =>
              expect(await handshakeStatus(recorded, stage), socket.name).toBe(close.handshake_status),
          });
          continue;
        }
        steps.push({
          seq: socket.opened_seq,
          run: async () => void players.set(socket, { player: await openPlayer(recorded, stage), heard: 0 }),
        });
        const partOf = () => {
          const part = players.get(socket);
          if (part === undefined) throw new Error(`${socket.name} is not open`);
          return part;
        };
        for (const { seq, dir, data } of socket.frames ?? []) {
          steps.push({
            // The one frame without a place was sent as soon as the others had heard of its socket.
            seq: seq ?? socket.opened_seq + 1.5,
            async run() {
              const part = partOf();
              if (dir === 'out') {
                const isBinary = typeof data === 'string' && data.startsWith('<binary');
                part.player.send(
                  isBinary ? new Uint8Array(3) : data === '{not json' ? data : JSON.stringify(data),
                );
                await part.player.arrived();
                return;
              }
              part.heard += 1;
              await part.player.untilHeard(part.heard);
              const heard = normalise(part.player.heard[part.heard - 1], hosts);
              expect(blurred(heard), `${seq} ${socket.name}`).toEqual(blurred(normalise(data, hosts)));
            },
          });
        }
        steps.push({
          seq: departureOf(socket),
          async run() {
            const part = partOf();
            expect(part.player.heard.length, `${socket.name} heard nothing beyond the recording`).toBe(
              part.heard,
            );
            if (close.by === 'client') part.player.close();
            expect(await part.player.closed).toBe(close.code);
          },
        });
      }
      steps.sort((left, right) => left.seq - right.seq);
      for (const step of steps) await step.run();
    },
  );
});
