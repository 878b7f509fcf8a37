import { expect, vi } from 'vitest';
import { startRelay } from '../../../world/acts/guest';
import { normalise } from '../../../testing/replay/normalise';
import { expectedAnswer, replayExchange } from '../../../testing/replay/replay-exchange';
import { type Player, handshakeStatus, openPlayer } from '../../../testing/replay/socket-stage';
import { type HotelStage, recordedHosts } from './hotel-stage';
import type { HotelExchange, HotelFrame, HotelSocket, ServerAction } from './transcript';

async function act({ server: { world } }: HotelStage, action: ServerAction): Promise<void> {
  const { conversations, messages } = world.guests;
  switch (action.op) {
    case 'deluser': {
      const person = await world.people.named(action.username);
      await world.people.remove(person?.id ?? 0);
      return;
    }
    case 'system': {
      const conversation = await conversations.numbered(action.id);
      const senderType = action.sender_type ?? 'system';
      const conversationId = conversation?.id ?? 0;
      await messages.add({ conversationId, senderType, senderId: null, content: action.text });
      return;
    }
    case 'relay': {
      const conversation = await conversations.numbered(action.id);
      await startRelay(world, conversation?.id ?? 0, 1);
      return;
    }
    case 'killsessions':
      for (const { id } of await world.people.all()) await world.sessions.endAllOf('message-manager', id);
      return;
    case 'push':
      // Done by hand while recording, into a group that no frame of this API reaches.
      return;
  }
}

/** What two requests never share. */
const withoutBoundary = (answer: unknown): unknown =>
  JSON.parse(JSON.stringify(answer).replace(/boundary=-*[\w-]+/, 'boundary=…'));

/** Performs one exchange; one that only reads waits until what was sent before has arrived. */
export async function playExchange(exchange: HotelExchange, stage: HotelStage): Promise<void> {
  for (const action of exchange.serverActionsBefore ?? []) await act(stage, action);
  const expected = withoutBoundary(expectedAnswer(exchange, { recordedHosts }));
  const play = async () =>
    expect(withoutBoundary(await replayExchange(exchange, stage)), exchange.name).toEqual(expected);
  if (exchange.request.method === 'GET') await vi.waitFor(play, { timeout: 2_000, interval: 10 });
  else await play();
}

/** A recorded socket on the stage. */
export class Line {
  private player: Player | undefined;
  private expected = 0;

  constructor(
    readonly recorded: HotelSocket,
    private readonly stage: HotelStage,
  ) {}

  async open(): Promise<void> {
    const { recorded, stage } = this;
    for (const action of recorded.serverActionsBefore ?? []) await act(stage, action);
    if (recorded.handshake.status !== 101) {
      expect(await handshakeStatus(recorded, stage), recorded.name).toBe(recorded.handshake.status);
      if (recorded.as !== null) stage.forgetSession(recorded.as);
      return;
    }
    this.player = await openPlayer(recorded, stage);
  }

  async frame({ dir, data, binary }: HotelFrame): Promise<void> {
    if (dir === 'in') {
      this.expected += 1;
      return;
    }
    const text = typeof data === 'string' ? data : JSON.stringify(data);
    this.player?.send(binary === true ? new TextEncoder().encode(text) : text);
    if (this.recorded.close.by !== 'server') await this.player?.arrived();
  }

  /** Settles when everything recorded so far was heard. */
  async caughtUp(): Promise<void> {
    await this.player?.untilHeard(this.expected);
  }

  async close(): Promise<void> {
    const { player, recorded } = this;
    if (player === undefined) return;
    await this.caughtUp();
    if (recorded.close.by !== 'server') player.close();
    expect(await player.closed, recorded.name).toBe(recorded.close.code);
    const heard = recorded.frames.filter(({ dir }) => dir === 'in').map(({ data }) => data);
    expect(normalise(player.heard, []), recorded.name).toEqual(normalise(heard, []));
  }
}
