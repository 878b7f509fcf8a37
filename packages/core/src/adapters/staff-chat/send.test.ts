import { describe, expect, it } from 'vitest';
import { messageId } from '../../model/ids';
import { execution, outgoingFile } from '../../testing/commands.test-support';
import { errorPage, json } from '../../testing/recorded-answers.test-support';
import { createBench, sendCommand, wireMessage } from './staff-chat.test-support';

const page = (...messages: object[]) => json({ messages, count: messages.length, has_more: false });

describe('staff-chat, sending', () => {
  it.each([
    ['   ', 'blank'],
    ['\u001c\u0085', 'blank'],
    ['a\0b', 'nul'],
    ['half \ud83d', 'lone-surrogate'],
  ])('refuses %j before asking', async (text, rule) => {
    const { adapter, server } = await createBench();
    await expect(adapter.execute(sendCommand(text), execution())).rejects.toMatchObject({
      code: 'invalid',
      details: { rule },
    });
    expect(server.requests).toHaveLength(1);
  });

  it.each([
    [[outgoingFile('tool.exe')], 'invalid', 'file-type'],
    [[outgoingFile('noname')], 'invalid', 'file-type'],
    [[outgoingFile('empty.txt', 'text/plain', 0)], 'invalid', 'empty-file'],
    [Array.from({ length: 11 }, (_, index) => outgoingFile(`${String(index)}.txt`)), 'invalid', 'file-count'],
    [[{ ...outgoingFile('big.pdf'), size: 51 * 1024 * 1024 }], 'too-large', 'file-size'],
  ])('refuses files the server would refuse (%#)', async (attachments, code, rule) => {
    const { adapter, server } = await createBench();
    await expect(adapter.execute(sendCommand('x', { attachments }), execution())).rejects.toMatchObject({
      code,
      details: { rule },
    });
    expect(server.requests).toHaveLength(1);
  });

  it('takes extensions in any case and keeps the local id', async () => {
    const { adapter } = await createBench([
      json({ message: wireMessage(3, 1, '[File shared]'), success: true }, 201),
    ]);
    const attachments = [outgoingFile('PLAN.PDF', 'application/pdf')];
    const { message } = await adapter.execute(sendCommand('', { attachments }), execution());
    expect(message).toMatchObject({ id: '3', localId: 'local-1' });
  });

  it('reports files the server left out', async () => {
    const { adapter, environment } = await createBench([
      json({ message: wireMessage(3, 1, 'x'), warnings: ['b.pdf: failed'] }, 201),
    ]);
    await adapter.execute(sendCommand('x', { attachments: [outgoingFile('b.pdf')] }), execution());
    expect(environment.reports).toMatchObject([{ details: { warning: 'b.pdf: failed' } }]);
  });

  it('does not know what became of a send that got no answer', async () => {
    const { adapter } = await createBench();
    await expect(adapter.execute(sendCommand('x'), execution())).rejects.toMatchObject({
      code: 'network',
      outcome: 'unknown',
    });
  });

  it('fails for good when the same message breaks the server twice and is not stored', async () => {
    const { adapter, environment } = await createBench([errorPage, errorPage, page(), page()]);
    const send = sendCommand('x');
    await expect(adapter.execute(send, execution())).rejects.toMatchObject({ outcome: 'unknown' });
    const second = adapter.execute(send, execution());
    const refused = expect(second).rejects.toMatchObject({
      code: 'server',
      outcome: 'rejected',
      retryable: false,
    });
    await environment.clock.advance(1_500);
    await refused;
  });

  it('finds a message that broke the server after it was stored', async () => {
    const { adapter } = await createBench([errorPage, errorPage, page(wireMessage(7, 1, 'x'))]);
    const send = sendCommand('x');
    await expect(adapter.execute(send, execution())).rejects.toMatchObject({ outcome: 'unknown' });
    expect(await adapter.execute(send, execution())).toMatchObject({ message: { id: '7' } });
  });
});

describe('staff-chat, settling', () => {
  const settle = async (
    responses: Parameters<typeof createBench>[0],
    more: Parameters<typeof sendCommand>[1] = {},
    looking: Parameters<typeof execution>[0] = {},
  ) => {
    const { adapter, environment } = await createBench(responses);
    const settled = adapter.settle(sendCommand(' Room 12 ', more), execution(looking));
    const [settlement] = await Promise.all([settled, environment.clock.advance(1_500)]);
    return settlement;
  };

  it('adopts an own message with the same words above the baseline', async () => {
    const found = await settle([page(wireMessage(4, 2, 'Room 12'), wireMessage(5, 1, 'Room 12'))]);
    expect(found).toMatchObject({ name: 'found', result: { message: { id: '5', localId: 'local-1' } } });
  });

  it.each([
    ['older than what was known', wireMessage(5, 1, 'Room 12'), { baseline: messageId('5') }],
    ['of another command', wireMessage(5, 1, 'Room 12'), { claimed: new Set([messageId('5')]) }],
    ['of somebody else', wireMessage(5, 2, 'Room 12'), {}],
    ['with other words', wireMessage(5, 1, 'Room 13'), {}],
    ['replying to something', wireMessage(5, 1, 'Room 12', { reply_to: 2 }), {}],
    ['with a file', wireMessage(5, 1, 'Room 12', { attachments: [{ id: 1 }] }), {}],
    [
      'far older than the command, with nothing known',
      wireMessage(5, 1, 'Room 12', { timestamp: '2026-05-04T08:00:00Z' }),
      { baseline: null },
    ],
  ])('does not adopt one %s', async (_, message, looking) => {
    expect(await settle([page(message), page(message)], {}, looking)).toEqual({ name: 'absent' });
  });

  it('looks a second time, because a request given up may still be at work', async () => {
    expect(await settle([page(), page(wireMessage(5, 1, 'Room 12'))])).toMatchObject({ name: 'found' });
  });

  it('goes back as far as the baseline', async () => {
    const responses = [
      json({ messages: [wireMessage(9, 2)], has_more: true }),
      json({ messages: [wireMessage(5, 1, 'Room 12')], has_more: true }),
    ];
    expect(await settle(responses, {}, { baseline: messageId('4') })).toMatchObject({ name: 'found' });
  });

  it('knows files without words by the text the server gives them', async () => {
    const message = wireMessage(5, 1, '[File shared]', { attachments: [{ id: 1 }] });
    const more = { text: '', attachments: [outgoingFile('a.pdf')], replyTo: messageId('3') };
    expect(await settle([page(message)], more)).toMatchObject({ name: 'found' });
  });

  it('throws when the look itself fails', async () => {
    await expect(settle([errorPage])).rejects.toMatchObject({ code: 'server' });
  });

  it('ends when it is given up', async () => {
    const { adapter, environment } = await createBench([page()]);
    const controller = new AbortController();
    const settled = adapter.settle(sendCommand('x'), execution({ signal: controller.signal }));
    const ended = expect(settled).rejects.toMatchObject({ code: 'aborted' });
    await environment.clock.advance(0);
    controller.abort();
    await ended;
    expect(environment.clock.pending).toBe(0);
  });
});
