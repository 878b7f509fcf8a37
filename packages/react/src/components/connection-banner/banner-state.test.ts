import { ChatError, type ConnectionState, type WriteState } from '@chat/core';
import { describe, expect, it } from 'vitest';
import { bannerState, isCounting, type BannerInputs } from './banner-state';

const now = 1_000_000;
const well: BannerInputs = {
  connection: { name: 'open', since: 0 },
  storage: { name: 'durable' },
  freshness: 'live',
  write: null,
  now,
};
const waiting: ConnectionState = {
  name: 'waiting',
  attempt: 3,
  retryAt: now + 4_200,
  error: new ChatError('network', 'Away.'),
};
const closed: WriteState = { name: 'closed', reason: 'blocked' };
const memory = { name: 'memory', reason: 'Private window' } as const;

describe('the banner', () => {
  it.each<[string, Partial<BannerInputs>, ReturnType<typeof bannerState>]>([
    ['nothing while all is well', {}, null],
    [
      'nothing while it connects for the first time',
      { connection: { name: 'connecting', attempt: 1 } },
      null,
    ],
    ['that the network is away', { connection: { name: 'offline' } }, { name: 'offline' }],
    ['when it tries again', { connection: waiting }, { name: 'waiting', seconds: 5, attempt: 3 }],
    [
      'that it tries again now',
      { connection: { name: 'connecting', attempt: 4 } },
      { name: 'reconnecting', attempt: 4 },
    ],
    [
      'never less than no seconds',
      { connection: waiting, now: now + 60_000 },
      { name: 'waiting', seconds: 0, attempt: 3 },
    ],
    ['who may not write', { write: closed }, { name: 'closed', reason: 'blocked' }],
    ['nothing of whoever may', { write: { name: 'open' } }, null],
    ['how old it is', { freshness: now - 20_000 }, { name: 'polled', age: 20_000 }],
    ['nothing of what is hardly old', { freshness: now - 14_000 }, null],
    ['nothing before it was asked', { freshness: null }, null],
    ['that nothing is kept', { storage: memory }, { name: 'memory' }],
    ['nothing where the app wants nothing kept', { storage: { name: 'memory', reason: null } }, null],
    [
      'the connection before everything else',
      { connection: { name: 'offline' }, write: closed, storage: memory, freshness: now - 60_000 },
      { name: 'offline' },
    ],
    ['age before storage', { storage: memory, freshness: now - 60_000 }, { name: 'polled', age: 60_000 }],
  ])('tells %s', (_what, change, expected) => {
    expect(bannerState({ ...well, ...change })).toEqual(expected);
  });

  it('counts only while there is something to count', () => {
    expect([well, { ...well, connection: waiting }, { ...well, freshness: now }].map(isCounting)).toEqual([
      false,
      true,
      true,
    ]);
  });
});
