import { expect } from 'vitest';
import { normalise } from '../../../testing/replay/normalise';
import { type Player, openPlayer } from '../../../testing/replay/socket-stage';
import type { Stage } from '../../../testing/replay/stage';
import type { RecordedFrame, RecordedSocket } from './transcript';

/** What happened by REST just before the frame of that number. */
export type Meanwhile = Record<number, () => Promise<void>>;

interface Part {
  recorded: RecordedSocket;
  player?: Player;
  frames: RecordedFrame[];
  heardSoFar: number;
  expected: unknown[];
}

const isHeartbeat = (data: unknown): boolean =>
  typeof data === 'object' && data !== null && 'type' in data && data.type === 'heartbeat';

const tells = (
  data: unknown,
  status: 'online' | 'offline',
  username: string | null,
  ids: Map<string, number>,
): boolean =>
  typeof data === 'object' &&
  data !== null &&
  'status' in data &&
  data.status === status &&
  'user_id' in data &&
  data.user_id === ids.get(username ?? '');

const sorted = (frames: unknown[]): string[] => frames.map((frame) => JSON.stringify(frame)).sort();

function send(player: Player, frame: RecordedFrame): void {
  if (frame.raw !== undefined)
    player.send(Uint8Array.from(Buffer.from(frame.raw.split(':')[1] ?? '', 'hex')));
  else player.send(typeof frame.data === 'string' ? frame.data : JSON.stringify(frame.data));
}

/** Plays recorded sockets against a server, frame by frame, and compares everything each of them hears. */
export async function replaySockets(
  sockets: RecordedSocket[],
  stage: Stage,
  options: {
    ids: Map<string, number>;
    meanwhile: Meanwhile;
    /** Whether all sockets were open from the start; else each opens when something is first heard of it. */
    opensTogether: boolean;
  },
): Promise<number> {
  const { ids, meanwhile, opensTogether } = options;
  const hosts = [stage.server.url, ...stage.recordedHosts];
  const parts: Part[] = sockets.map((recorded) => ({
    recorded,
    frames: recorded.frames.filter((frame) => !isHeartbeat(frame.data)),
    heardSoFar: 0,
    expected: [],
  }));
  const script = parts
    .flatMap((part) => part.frames.map((frame) => ({ part, frame })))
    .sort((one, other) => one.frame.n - other.frame.n);
  let sentSinceCheck = 0;

  const check = async () => {
    for (const part of parts) {
      if (part.player === undefined || part.expected.length === 0) continue;
      const from = part.heardSoFar;
      part.heardSoFar += part.expected.length;
      await part.player.untilHeard(part.heardSoFar);
      const heard = part.player.heard.slice(from, part.heardSoFar).map((frame) => normalise(frame, hosts));
      const expected = part.expected.map((frame) => normalise(frame, hosts));
      // Frames of several senders at once may cross; those of one may not.
      if (sentSinceCheck <= 1) expect(heard, part.recorded.name).toEqual(expected);
      else expect(sorted(heard), part.recorded.name).toEqual(sorted(expected));
      part.expected = [];
    }
    sentSinceCheck = 0;
  };

  const open = async (part: Part) => {
    await check();
    part.player = await openPlayer(part.recorded, stage, isHeartbeat);
  };
  if (opensTogether) for (const part of parts) await open(part);

  for (const { part, frame } of script) {
    const rest = meanwhile[frame.n];
    if (rest !== undefined) {
      await check();
      await rest();
    }
    const arriving = parts.filter(({ recorded }) => tells(frame.data, 'online', recorded.as, ids));
    if (arriving.length === 1 && arriving[0]?.player === undefined) await open(arriving[0] ?? part);
    if (part.player === undefined) await open(part);
    const { player } = part;
    if (player === undefined) throw new Error(`${part.recorded.name} did not open`);
    if (frame.dir === 'out') {
      if (parts.some(({ expected }) => expected.length > 0)) await check();
      send(player, frame);
      // Sockets have no order among each other unless one waits for the other.
      await player.arrived();
      sentSinceCheck += 1;
      continue;
    }
    const leaver = parts.find(
      ({ recorded, player, frames }) =>
        player !== undefined &&
        (frames.at(-1)?.n ?? 0) < frame.n &&
        tells(frame.data, 'offline', recorded.as, ids),
    );
    if (leaver?.player !== undefined) {
      await check();
      leaver.player.close();
      expect(await leaver.player.closed).toBe(leaver.recorded.close.code);
      delete leaver.player;
    }
    part.expected.push(frame.data);
  }
  await check();

  for (const { player, recorded, heardSoFar } of parts) {
    if (player === undefined) continue;
    expect(player.heard.length, `${recorded.name} heard nothing beyond the recording`).toBe(heardSoFar);
    if (recorded.close.code === 1000) player.close();
    expect(await player.closed).toBe(recorded.close.code);
  }
  return script.length;
}
