import { describe, expect, it } from 'vitest';
import type { Coverage, LiveCoverage } from '../adapter/capabilities';
import { historyPace, listPace, slowness } from './poll-pace';

const live = (messages: Coverage, others: Coverage = messages): LiveCoverage => ({
  messages,
  edits: others,
  deletions: others,
  reactions: others,
  receipts: others,
  typing: 'never',
  presence: 'never',
  conversations: others,
});
const second = 1_000;

describe('the pace of polling', () => {
  const histories: readonly [string, LiveCoverage, boolean, number][] = [
    ['nothing is live', live('never'), true, 4 * second],
    ['everything is live, but the link is down or elsewhere', live('always'), false, 4 * second],
    ['live tells part of the messages', live('partly'), true, 10 * second],
    ['live tells messages, but no edits, reactions or receipts', live('always', 'never'), true, 25 * second],
    ['live tells messages, and part of the rest', live('always', 'partly'), true, 25 * second],
    ['live tells everything', live('always'), true, 300 * second],
    ['live tells everything of what it listens to', live('while-watching'), true, 300 * second],
  ];
  it.each(histories)('of an open conversation where %s', (_name, coverage, watched, pace) => {
    expect(historyPace(coverage, watched)).toBe(pace);
  });

  const lists: readonly [string, readonly LiveCoverage[], boolean, number][] = [
    ['nothing is live', [live('never')], true, 10 * second],
    ['the link is down', [live('always')], false, 10 * second],
    ['one kind of conversations is not live', [live('always'), live('never')], true, 10 * second],
    ['live tells part', [live('partly')], true, 20 * second],
    ['live tells only of what is open', [live('while-watching')], true, 20 * second],
    ['new conversations are never told', [live('always', 'never')], true, 10 * second],
    ['live tells everything', [live('always'), live('always')], true, 300 * second],
  ];
  it.each(lists)('of the list where %s', (_name, kinds, linkUp, pace) => {
    expect(listPace(kinds, linkUp)).toBe(pace);
  });

  const attentions: readonly [string, Partial<Parameters<typeof slowness>[0]>, number][] = [
    ['somebody is at the page', {}, 1],
    ['nobody touched it for minutes, or another window has the focus', { attended: false }, 3],
    ['data or power is to be saved', { savesData: true }, 3],
    ['nobody is there and data is to be saved', { attended: false, savesData: true }, 9],
    ['it is hidden', { visible: false }, 6],
    ['it is hidden, which nobody can attend', { visible: false, attended: false }, 6],
    ['it is hidden and data is to be saved', { visible: false, savesData: true }, 18],
  ];
  it.each(attentions)('when %s', (_name, given, times) => {
    expect(slowness({ visible: true, attended: true, savesData: false, ...given })).toBe(times);
  });
});
