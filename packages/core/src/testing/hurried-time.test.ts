import { describe, expect, it } from 'vitest';
import { detectPlatform } from '../lib/platform';
import { createHurriedTime } from './hurried-time';

const hour = 60 * 60_000;

describe('time that skips what nobody waits through', () => {
  it('calls timers in their order, each at its time, without waiting for it', async () => {
    const { clock } = createHurriedTime();
    const start = clock.now();
    const called: [string, number][] = [];
    await new Promise<void>((done) => {
      const note = (name: string) => () => {
        called.push([name, Math.floor((clock.now() - start) / hour)]);
        if (called.length === 3) done();
      };
      clock.after(2 * hour, note('second'));
      clock.after(hour, () => {
        note('first')();
        clock.after(2 * hour, note('third'));
      });
    });
    expect(called).toEqual([
      ['first', 1],
      ['second', 2],
      ['third', 3],
    ]);
  });

  it('does not call what was cancelled, also by a timer of the same time', async () => {
    const { clock } = createHurriedTime();
    const called: string[] = [];
    const first = clock.after(hour, () => void called.push('cancelled'));
    await new Promise<void>((done) => {
      clock.after(hour, () => {
        called.push('kept');
        second.cancel();
        clock.after(hour, done);
      });
      const second = clock.after(hour, () => void called.push('cancelled'));
      first.cancel();
    });
    expect(called).toEqual(['kept']);
  });

  it('waits for a request under way, and goes on after one that failed', async () => {
    const time = createHurriedTime();
    const order: string[] = [];
    const answers = [
      () => Promise.resolve(new Response('late')),
      () => Promise.reject(new TypeError('The connection was lost.')),
    ];
    const { fetch } = time.watch({
      ...detectPlatform(),
      // A server that takes longer than the turns after which nothing more is expected.
      fetch: () => new Promise((resolve) => setTimeout(resolve, 80)).then(() => answers.shift()!()),
    });
    for (const name of ['answered', 'failed']) {
      const timer = new Promise<void>((resolve) => {
        time.clock.after(hour, () => {
          order.push('timer');
          resolve();
        });
      });
      await fetch('https://chat.example.com/').then(
        () => order.push(name),
        () => order.push(name),
      );
      await timer;
    }
    expect(order).toEqual(['answered', 'timer', 'failed', 'timer']);
  });

  it('waits for a socket to open, and not for one that is open and silent', async () => {
    const time = createHurriedTime();
    const order: string[] = [];
    class SlowSocket extends EventTarget {
      constructor() {
        super();
        setTimeout(() => this.dispatchEvent(new Event('open')), 80);
      }
    }
    const { WebSocket: Socket = WebSocket } = time.watch({
      ...detectPlatform(),
      WebSocket: SlowSocket as unknown as typeof WebSocket,
    });
    const timer = new Promise<void>((resolve) => {
      time.clock.after(hour, () => {
        order.push('timer');
        resolve();
      });
    });
    new Socket('wss://chat.example.com/').addEventListener('open', () => order.push('open'));
    await timer;
    expect(order).toEqual(['open', 'timer']);
  });
});
