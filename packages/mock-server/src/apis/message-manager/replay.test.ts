import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type MockServer, createMockServer } from '../../index';
import { type HotelStage, castOf, createHotelStage, fillHotels } from './replay/hotel-stage';
import { Line, playExchange } from './replay/play';
import { type HotelSocket, hotelTranscript } from './replay/transcript';

const { fixtures, exchanges, sockets } = hotelTranscript();

/** Recorded exchanges that this server answers differently on purpose. */
const exceptions: Record<string, string> = {
  'accept not offered': 'its Accept header was not recorded; asked for by a test of its own',
  'users list as receptionist': 'the administration of accounts is another API',
  'users list as hotel admin': 'the administration of accounts is another API',
};
const byHand = 'shape of new_conversation, pushed by hand into the per-user group';

const played = exchanges.filter(({ name }) => !(name in exceptions));

describe('the recording of message-manager', () => {
  let server: MockServer;
  let stage: HotelStage;

  const start = async (profile: 'documented' | 'deployed') => {
    server = await createMockServer({
      api: 'message-manager',
      profile,
      seed: { cast: castOf(fixtures) },
    });
    await fillHotels(server, fixtures);
    stage = await createHotelStage(server, fixtures);
  };

  beforeEach(() => start('deployed'));
  afterEach(() => server.close());

  it('is what the deployed profile does, requests and sockets in their order', async ({ annotate }) => {
    // Its relay starts as recorded; the frame itself was put there by hand.
    const silent = (socket: HotelSocket) => (socket.name === byHand ? { ...socket, frames: [] } : socket);
    const lines = sockets.map((socket) => new Line(silent(socket), stage));
    const steps = [
      ...played.map((exchange) => ({ t: exchange.t, run: () => playExchange(exchange, stage) })),
      ...lines.flatMap((line) => [
        { t: line.recorded.t, run: () => line.open() },
        ...line.recorded.frames.map((frame) => ({ t: frame.t, run: () => line.frame(frame) })),
        { t: line.recorded.close.t ?? line.recorded.t, run: () => line.close() },
      ]),
    ].sort((one, other) => one.t - other.t);
    for (const { run } of steps) {
      await Promise.all(lines.map((line) => line.caughtUp()));
      await run();
    }
    const reasons = Object.entries(exceptions).map(([name, reason]) => `${name} (${reason})`);
    await annotate(
      `replayed ${played.length} of ${exchanges.length} exchanges and ${lines.length - 1} of ${sockets.length} sockets; ` +
        `not replayed: ${reasons.join(', ')}, ${byHand}`,
    );
  }, 30_000);

  it('is what the documented profile does as long as nobody listens', async () => {
    await server.close();
    await start('documented');
    const firstSocket = Math.min(...sockets.map(({ t }) => t));
    const before = played.filter(({ t }) => t < firstSocket);
    expect(before.length).toBeGreaterThan(90);
    for (const exchange of before) await playExchange(exchange, stage);
  });
});
