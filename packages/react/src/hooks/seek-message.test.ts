import { ChatError, messageId, type MessageKey } from '@chat/core';
import { describe, expect, it, vi } from 'vitest';
import { fixtureTimeline } from '../testing/fixture-timeline';
import { seekMessage, type SeekOptions } from './seek-message';

/** A history of `count` messages of which the last `known` are loaded; ids and keys are their numbers. */
function history(count: number, known: number, around: 'supported' | 'unsupported') {
  let first = count - known;
  const loaded = () => Array.from({ length: count - first }, (_, index) => first + index);
  const readTimeline = () => ({
    ...fixtureTimeline(
      loaded().map((number) => ({ key: String(number) as MessageKey, id: messageId(String(number)) })),
    ),
    reachedStart: first === 0,
  });
  const options: SeekOptions = {
    readTimeline,
    loadAround: vi.fn(async () => {
      if (around === 'unsupported') throw new ChatError('unsupported', 'Cannot.');
      first = 0;
    }),
    loadOlder: vi.fn(async () => {
      first = Math.max(0, first - 50);
    }),
    signal: new AbortController().signal,
    onProgress: vi.fn<(loaded: number | null) => void>(),
  };
  return options;
}

const code = async (work: Promise<unknown>) =>
  work.then(
    () => 'found',
    (error: unknown) => (error as ChatError).code,
  );

describe('seeking a message', () => {
  it('asks nobody for what is there', async () => {
    const options = history(100, 50, 'supported');
    expect(await seekMessage(messageId('70'), options)).toBe('70');
    expect(options.loadAround).not.toHaveBeenCalled();
    expect(options.onProgress).not.toHaveBeenCalled();
  });

  it('loads around it where the backend can', async () => {
    const options = history(5_000, 50, 'supported');
    expect(await seekMessage(messageId('3'), options)).toBe('3');
    expect(options.loadOlder).not.toHaveBeenCalled();
  });

  it('pages back to it where the backend cannot, and tells how far it is', async () => {
    const options = history(400, 50, 'unsupported');
    expect(await seekMessage(messageId('210'), options)).toBe('210');
    expect(vi.mocked(options.onProgress).mock.calls.flat()).toEqual([null, 0, 50, 100]);
  });

  it('tells what is gone from what is too far back', async () => {
    expect(await code(seekMessage(messageId('x'), history(400, 50, 'unsupported')))).toBe('not-found');
    expect(await code(seekMessage(messageId('x'), history(400, 50, 'supported')))).toBe('not-found');
    expect(await code(seekMessage(messageId('3'), history(9_000, 50, 'unsupported')))).toBe('too-large');
  });

  it('gives up where nothing more comes', async () => {
    const options = { ...history(400, 50, 'unsupported'), loadOlder: vi.fn(async () => undefined) };
    expect(await code(seekMessage(messageId('3'), options))).toBe('not-found');
    expect(options.loadOlder).toHaveBeenCalledOnce();
  });

  it('stops when told to, and passes on what went wrong', async () => {
    const stop = new AbortController();
    const options = { ...history(9_000, 50, 'unsupported'), signal: stop.signal };
    const stopping = {
      ...options,
      loadOlder: async () => {
        stop.abort();
        await options.loadOlder();
      },
    };
    expect(await code(seekMessage(messageId('3'), stopping))).toBe('aborted');
    const offline = async () => Promise.reject(new ChatError('network', 'Away.'));
    expect(
      await code(seekMessage(messageId('3'), { ...history(400, 50, 'unsupported'), loadAround: offline })),
    ).toBe('network');
  });
});
