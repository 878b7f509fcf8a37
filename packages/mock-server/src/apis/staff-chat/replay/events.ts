import { WebSocket } from 'ws';
import type { MockServer } from '../../../index';
import { pusherKey } from '../../../pusher/app';

export interface HeardEvent {
  channel: string;
  event: string;
  data: unknown;
}

/** Everything published on some channels, in the order it came. */
export interface Ear {
  heard: HeardEvent[];
  /** Settles when all that was published before has come. */
  caughtUp(): Promise<void>;
  close(): void;
}

export async function openEar(server: MockServer, channels: readonly string[]): Promise<Ear> {
  const socket = new WebSocket(`${server.url.replace('http', 'ws')}/app/${pusherKey}?protocol=7`);
  const heard: HeardEvent[] = [];
  let subscribed = 0;
  let pongs = 0;
  let wake: () => void = () => undefined;
  socket.on('message', (data: Buffer) => {
    const frame = JSON.parse(data.toString('utf8')) as { event: string; channel?: string; data: string };
    if (frame.event === 'pusher:connection_established') {
      for (const channel of channels)
        socket.send(JSON.stringify({ event: 'pusher:subscribe', data: { channel } }));
    } else if (frame.event === 'pusher_internal:subscription_succeeded') subscribed += 1;
    else if (frame.event === 'pusher:pong') pongs += 1;
    else heard.push({ channel: frame.channel ?? '', event: frame.event, data: JSON.parse(frame.data) });
    wake();
  });
  const until = async (condition: () => boolean): Promise<void> => {
    while (!condition()) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  };
  await until(() => subscribed === channels.length);
  return {
    heard,
    async caughtUp() {
      const expected = pongs + 1;
      socket.send(JSON.stringify({ event: 'pusher:ping', data: {} }));
      await until(() => pongs >= expected);
    },
    close: () => socket.close(),
  };
}
