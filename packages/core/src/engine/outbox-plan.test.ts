import { describe, expect, it } from 'vitest';
import type { Command } from '../adapter/command';
import type { OutboxEntry, OutboxPhase } from '../adapter/outbox-entry';
import { conversationId, localId, messageId } from '../model/ids';
import { planCommand, retargeted } from './outbox-plan';

const base = { conversationId: conversationId('one'), createdAt: 0 };
const send = (id: string, replyTo: string | null = null): Command => ({
  kind: 'send-message',
  ...base,
  localId: localId(id),
  text: id,
  replyTo: replyTo === null ? null : messageId(replyTo),
  attachments: [],
});
const about = (kind: 'edit-message' | 'delete-message', target: string): Command => {
  const named = { ...base, localId: localId(`${kind} ${target}`), messageId: messageId(target) };
  return kind === 'edit-message'
    ? { kind, ...named, text: 'edited' }
    : { kind, ...named, scope: 'everyone', hard: false };
};
const react = (kind: 'react' | 'unreact', target: string, emoji = '👍'): Command => ({
  kind,
  ...base,
  localId: localId(`${kind} ${target}`),
  messageId: messageId(target),
  emoji,
});
const read = (upTo: string, ids: readonly string[]): Command => ({
  kind: 'mark-read',
  ...base,
  localId: localId(`read ${upTo}`),
  upTo: messageId(upTo),
  messageIds: ids.map(messageId),
});

function entry(
  command: Command,
  phase: OutboxPhase = { name: 'queued', retryAt: null },
  attempts = 0,
): OutboxEntry {
  const common = { baseline: null, dependsOn: null, givenAt: 0, sequence: 1 };
  return { localId: command.localId, command, phase, attempts, ...common };
}

const failed: OutboxPhase = { name: 'failed', failure: { code: 'invalid', message: '' } };

describe('what a command does to those that wait', () => {
  const cases: readonly [string, Command, readonly OutboxEntry[], object][] = [
    ['nothing waits', send('a'), [], { name: 'add', dependsOn: null }],
    ['an answer to one that waits', send('b', 'a'), [entry(send('a'))], { name: 'add', dependsOn: 'a' }],
    [
      'an edit of one that is out',
      about('edit-message', 'a'),
      [entry(send('a'), { name: 'sending' }, 1)],
      { name: 'add', dependsOn: 'a' },
    ],
    [
      'a deletion of one that was tried',
      about('delete-message', 'a'),
      [entry(send('a'), undefined, 1)],
      { name: 'add', dependsOn: 'a' },
    ],
    [
      'a second edit',
      about('edit-message', '7'),
      [entry(about('edit-message', '7'))],
      { name: 'replace', localId: 'edit-message 7' },
    ],
    [
      'a second edit after the first went out',
      about('edit-message', '7'),
      [entry(about('edit-message', '7'), { name: 'sending' }, 1)],
      { name: 'add', dependsOn: null },
    ],
    [
      'a deletion of one that never left',
      about('delete-message', 'a'),
      [entry(send('a')), entry(react('react', 'a'))],
      { name: 'cancel', localIds: ['a', 'react a'] },
    ],
    [
      'a deletion of one that failed',
      about('delete-message', 'a'),
      [entry(send('a'), failed, 3)],
      { name: 'cancel', localIds: ['a'] },
    ],
    [
      'taking a reaction back',
      react('unreact', '7'),
      [entry(react('react', '7'))],
      { name: 'cancel', localIds: ['react 7'] },
    ],
    [
      'taking another reaction back',
      react('unreact', '7', '🎉'),
      [entry(react('react', '7'))],
      { name: 'add', dependsOn: null },
    ],
    [
      'reading on, with what was read before',
      read('5', ['4', '5']),
      [entry(read('3', ['2', '3']))],
      { name: 'replace', localId: 'read 3', command: { upTo: '5', messageIds: ['2', '3', '4', '5'] } },
    ],
    [
      'reading on after the first went out',
      read('5', ['4', '5']),
      [entry(read('3', ['3']), { name: 'sending' }, 1)],
      { name: 'add', dependsOn: null },
    ],
  ];

  it.each(cases)('%s', (_name, command, queued, plan) => {
    expect(planCommand(command, queued, false)).toMatchObject(plan);
  });

  it('gives again a reaction whose taking back never left and was about none', () => {
    const plan = planCommand(react('react', '7'), [entry(react('unreact', '7'))], false);
    expect(plan).toMatchObject({ name: 'replace', localId: 'unreact 7', command: { kind: 'react' } });
    expect(planCommand(react('react', '7'), [entry(react('unreact', '7'))], true)).toMatchObject({
      name: 'cancel',
      localIds: ['unreact 7'],
    });
  });

  it('leaves the replies to a deleted message that never left', () => {
    const queued = [entry(send('a')), entry(send('b', 'a'))];
    expect(planCommand(about('delete-message', 'a'), queued, false)).toEqual({
      name: 'cancel',
      localIds: ['a'],
    });
  });

  it('an edit of one that never left becomes its text', () => {
    expect(planCommand(about('edit-message', 'a'), [entry(send('a'))], false)).toMatchObject({
      name: 'merge',
      entry: { localId: 'a', command: { kind: 'send-message', text: 'edited' } },
    });
  });

  it('takes the server’s name for what it is about', () => {
    expect(retargeted(send('b', 'a'), messageId('9'))).toMatchObject({ replyTo: '9' });
    expect(retargeted(react('react', 'a'), messageId('9'))).toMatchObject({ messageId: '9' });
    expect(retargeted(read('5', []), messageId('9'))).toMatchObject({ upTo: '5' });
  });
});
