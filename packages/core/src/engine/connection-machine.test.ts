import { describe, expect, it } from 'vitest';
import { ChatError } from '../errors';
import { nextConnection } from './connection-machine';
import type { MachineContext, MachineEvent, MachineState } from './connection-machine';

const error = new ChatError('network', 'gone');
const lost: MachineEvent = { name: 'ended', end: { name: 'lost', error } };
const refused: MachineEvent = { name: 'ended', end: { name: 'refused', error } };
const context: MachineContext = { now: 1_000, random: () => 1, hasLive: true, online: true };

function run(events: readonly MachineEvent[], given: Partial<MachineContext> = {}) {
  let state: MachineState = { name: 'idle' };
  const effects: string[] = [];
  for (const event of events) {
    const transition = nextConnection(state, event, { ...context, ...given });
    state = transition.state;
    effects.push(...transition.effects.map((effect) => effect.name));
  }
  return { state, effects };
}

describe('the connection machine', () => {
  const table: readonly [
    string,
    readonly MachineEvent[],
    Partial<MachineContext>,
    MachineState['name'],
    readonly string[],
  ][] = [
    ['connects on start', [{ name: 'start' }], {}, 'connecting', ['open-link']],
    ['stays offline on start without a network', [{ name: 'start' }], { online: false }, 'offline', []],
    ['polls where there is nothing live', [{ name: 'start' }], { hasLive: false }, 'polling', []],
    ['opens', [{ name: 'start' }, { name: 'opened' }], {}, 'open', ['open-link']],
    [
      'waits after a loss',
      [{ name: 'start' }, { name: 'opened' }, lost],
      {},
      'waiting',
      ['open-link', 'close-link', 'schedule-retry'],
    ],
    [
      'goes at once when hurried, and cancels the wait',
      [{ name: 'start' }, lost, { name: 'hurry' }],
      {},
      'connecting',
      ['open-link', 'close-link', 'schedule-retry', 'cancel-retry', 'open-link'],
    ],
    [
      'probes the session after a refusal',
      [{ name: 'start' }, refused],
      {},
      'waiting',
      ['open-link', 'close-link', 'schedule-retry', 'probe-session'],
    ],
    [
      'polls after three refusals in a row',
      [{ name: 'start' }, refused, { name: 'retry-due' }, refused, { name: 'retry-due' }, refused],
      {},
      'polling',
      [
        'open-link',
        'close-link',
        'schedule-retry',
        'probe-session',
        'cancel-retry',
        'open-link',
        'close-link',
        'schedule-retry',
        'probe-session',
        'cancel-retry',
        'open-link',
        'close-link',
        'schedule-retry',
      ],
    ],
    [
      'renews without waiting',
      [{ name: 'start' }, { name: 'opened' }, { name: 'ended', end: { name: 'renew' } }],
      {},
      'connecting',
      ['open-link', 'close-link', 'open-link'],
    ],
    [
      'takes silence for a dead link',
      [{ name: 'start' }, { name: 'opened' }, { name: 'silent' }],
      {},
      'connecting',
      ['open-link', 'close-link', 'open-link'],
    ],
    [
      'closes the link when the network goes',
      [{ name: 'start' }, { name: 'opened' }, { name: 'went-offline' }],
      {},
      'offline',
      ['open-link', 'close-link'],
    ],
    [
      'cleans up on stop while waiting',
      [{ name: 'start' }, lost, { name: 'stop' }],
      {},
      'closed',
      ['open-link', 'close-link', 'schedule-retry', 'cancel-retry'],
    ],
    ['ignores what means nothing here', [{ name: 'opened' }, lost, { name: 'retry-due' }], {}, 'idle', []],
    [
      'never reconnects after stop',
      [{ name: 'start' }, { name: 'stop' }, { name: 'retry-due' }, { name: 'hurry' }],
      {},
      'closed',
      ['open-link', 'close-link'],
    ],
  ];
  it.each(table)('%s', (_name, events, given, state, effects) => {
    const result = run(events, given);
    expect([result.state.name, result.effects]).toEqual([state, effects]);
  });

  it('doubles the bound of its wait up to half a minute, with full jitter', () => {
    let state = run([{ name: 'start' }]).state;
    const waits: number[] = [];
    for (let attempt = 0; attempt < 8; attempt += 1) {
      state = nextConnection(state, lost, context).state;
      if (state.name === 'waiting') waits.push(state.retryAt - context.now);
      state = nextConnection(state, { name: 'retry-due' }, context).state;
    }
    expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000]);
    const early = nextConnection(state, lost, { ...context, random: () => 0 }).state;
    expect(early.name === 'waiting' ? early.retryAt : null).toBe(context.now);
  });

  it('waits as long as the server asks', () => {
    const asked = new ChatError('rate-limited', 'slowly', { retryAfterMs: 45_000 });
    const { state } = run([{ name: 'start' }, { name: 'ended', end: { name: 'lost', error: asked } }]);
    expect(state.name === 'waiting' ? state.retryAt : null).toBe(46_000);
  });
});
