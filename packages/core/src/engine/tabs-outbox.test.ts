import { describe, expect, it } from 'vitest';
import type { AmirasTab } from './tabs.test-support';
import { openBrowser, second } from './tabs.test-support';

describe('what is sent in any tab', () => {
  it('goes out once, through the leader, and is shown in all', async () => {
    const { open, clock, conversation, sentTexts, server } = openBrowser({ latencyMs: 200 });
    const one = await open('one');
    const two = await open('two');
    two.client.sendMessage(conversation, { text: 'from the follower' });
    expect(two.statuses()).toEqual([['from the follower', 'saving']]);
    await clock.advance(100);
    for (const tab of [one, two]) expect(tab.statuses()).toEqual([['from the follower', 'sending']]);
    one.client.sendMessage(conversation, { text: 'from the leader' });
    await clock.advance(50);
    expect(two.statuses()).toEqual([
      ['from the follower', 'sending'],
      ['from the leader', 'queued'],
    ]);
    await clock.advance(2 * second);
    expect(sentTexts()).toEqual(['from the follower', 'from the leader']);
    for (const tab of [one, two])
      expect(tab.statuses().map(([, status]) => status)).toEqual(['sent', 'sent']);
    expect(server.log.filter((name) => name === 'execute send-message')).toHaveLength(2);
    for (const tab of [one, two]) expect(tab.client.getOutbox().count).toBe(0);
  });

  it('keeps the order in which it was given, whatever tab it was given in', async () => {
    const { open, clock, conversation, sentTexts } = openBrowser();
    const tabs = [await open('one'), await open('two'), await open('three')];
    for (const { tab } of tabs) tab.setOnline(false);
    const given: string[] = [];
    for (let round = 0; round < 4; round += 1) {
      for (const { client, tab } of tabs) {
        given.push(`${tab.name} ${String(round)}`);
        client.sendMessage(conversation, { text: `${tab.name} ${String(round)}` });
        await clock.advance(1);
      }
    }
    await clock.advance(100);
    for (const tab of tabs) expect(tab.texts()).toEqual(given);
    for (const { tab } of tabs) tab.setOnline(true);
    await clock.advance(10 * second);
    expect(sentTexts()).toEqual(given);
  });

  it('keeps its row over the acknowledgement in the tab where it was written', async () => {
    const { open, clock, conversation } = openBrowser();
    await open('one');
    const two = await open('two');
    const sent: string[] = [];
    two.client.on('message-sent', (message) => sent.push(message.text));
    const localId = two.client.sendMessage(conversation, { text: 'mine' });
    await clock.advance(second);
    expect(two.rows(conversation).map((row) => [row.key, row.id])).toEqual([[localId, '1']]);
    expect(sent).toEqual(['mine']);
  });
});

/** Milliseconds after which it happens: on its way, on the server but not told, told, and long done. */
const moments = [0, 100, 250, 350, 450, 3_000];
const ends: readonly (readonly [string, (tab: AmirasTab) => void])[] = [
  ['closes', ({ tab }) => tab.close()],
  ['stalls', ({ tab }) => tab.stall()],
  ['freezes', ({ tab }) => tab.freeze()],
];

describe.each(ends)('when the leader %s', (_name, end) => {
  it.each(moments)('%i ms after it was given two messages, they are sent once', async (moment) => {
    const { open, clock, conversation, sentTexts } = openBrowser({ latencyMs: 200, broadcast: 'plain' });
    const one = await open('one');
    const two = await open('two');
    await clock.advance(2 * second);
    const given = ['first', 'second'];
    for (const text of given) one.client.sendMessage(conversation, { text });
    await clock.advance(moment);
    end(one);
    await clock.advance(30 * second);
    expect(sentTexts()).toEqual(given);
    expect(two.statuses()).toEqual(given.map((text) => [text, 'sent']));
    if (one.tab.state === 'closed') return;
    one.tab.thaw();
    await clock.advance(30 * second);
    expect(sentTexts()).toEqual(given);
    expect(one.statuses()).toEqual(given.map((text) => [text, 'sent']));
  });

  it('between writing down that it sends and sending, it asks whether it still leads', async () => {
    const { open, clock, conversation, sentTexts, server } = openBrowser({ writeMs: 100 });
    const one = await open('one');
    const two = await open('two');
    await clock.advance(2 * second);
    one.client.sendMessage(conversation, { text: 'once' });
    await clock.advance(150);
    expect(server.log).not.toContain('execute send-message');
    end(one);
    await clock.advance(30 * second);
    expect([sentTexts(), two.statuses()]).toEqual([['once'], [['once', 'sent']]]);
    if (one.tab.state === 'frozen') one.tab.thaw();
    await clock.advance(30 * second);
    expect(sentTexts()).toEqual(['once']);
    expect(server.log.filter((name) => name === 'execute send-message')).toHaveLength(1);
  });

  it.each(moments)('%i ms after another tab was given a message, that is sent once', async (moment) => {
    const { open, clock, conversation, sentTexts } = openBrowser({ latencyMs: 200, broadcast: 'none' });
    const one = await open('one');
    const two = await open('two');
    await clock.advance(2 * second);
    two.client.sendMessage(conversation, { text: 'first' });
    await clock.advance(moment);
    end(one);
    two.client.sendMessage(conversation, { text: 'second' });
    await clock.advance(30 * second);
    expect(sentTexts()).toEqual(['first', 'second']);
    expect(two.statuses()).toEqual([
      ['first', 'sent'],
      ['second', 'sent'],
    ]);
    if (one.tab.state === 'closed') return;
    one.tab.thaw();
    await clock.advance(30 * second);
    expect([sentTexts(), one.texts()]).toEqual([
      ['first', 'second'],
      ['first', 'second'],
    ]);
  });

  it('while nothing can be sent, nothing is lost', async () => {
    const { open, clock, conversation, sentTexts, server } = openBrowser();
    const one = await open('one');
    const two = await open('two');
    server.setUp(false);
    one.client.sendMessage(conversation, { text: 'first' });
    await clock.advance(1);
    two.client.sendMessage(conversation, { text: 'second' });
    await clock.advance(5 * second);
    end(one);
    await clock.advance(5 * second);
    expect(two.texts()).toEqual(['first', 'second']);
    server.setUp(true);
    await clock.advance(60 * second);
    expect(sentTexts()).toEqual(['first', 'second']);
    if (one.tab.state === 'frozen') one.tab.thaw();
    await clock.advance(60 * second);
    expect(sentTexts()).toEqual(['first', 'second']);
  });
});

describe('a command about a message that waits in another tab', () => {
  async function offline() {
    const browser = openBrowser();
    const one = await browser.open('one');
    const two = await browser.open('two');
    for (const { tab } of [one, two]) tab.setOnline(false);
    const online = async (): Promise<void> => {
      for (const { tab } of [one, two]) tab.setOnline(true);
      await browser.clock.advance(10 * second);
    };
    return { ...browser, one, two, online };
  }

  it.each(['one', 'two'] as const)('edits it before it leaves, given in tab %s', async (author) => {
    const { one, two, clock, conversation, online, sentTexts, server } = await offline();
    const [writer, editor] = author === 'one' ? [one, two] : [two, one];
    const sent = writer.client.sendMessage(conversation, { text: 'draft' });
    await clock.advance(10);
    editor.client.editMessage(conversation, sent, 'final');
    await clock.advance(10);
    for (const tab of [one, two]) {
      expect(tab.texts()).toEqual(['final']);
      expect(tab.client.getOutbox().items.map(({ kind }) => kind)).toEqual(['send-message']);
    }
    await online();
    expect([sentTexts(), server.messages(conversation)[0]?.edited]).toEqual([['final'], false]);
  });

  it.each(['one', 'two'] as const)('deletes it before it leaves, given in tab %s', async (author) => {
    const { one, two, clock, conversation, online, sentTexts } = await offline();
    const [writer, deleter] = author === 'one' ? [one, two] : [two, one];
    const sent = writer.client.sendMessage(conversation, { text: 'never' });
    await clock.advance(10);
    deleter.client.deleteMessage(conversation, sent);
    await clock.advance(10);
    for (const tab of [one, two]) expect([tab.texts(), tab.client.getOutbox().count]).toEqual([[], 0]);
    await online();
    expect(sentTexts()).toEqual([]);
  });

  it('waits for it, and finds it although its answer went to a tab that is gone', async () => {
    const { open, clock, conversation, server } = openBrowser({ latencyMs: 300 });
    const one = await open('one');
    const two = await open('two');
    await clock.advance(2 * second);
    const sent = one.client.sendMessage(conversation, { text: 'parent' });
    await clock.advance(100);
    two.client.addReaction(conversation, sent, '🎉');
    two.client.sendMessage(conversation, { text: 'answer', replyTo: sent });
    await clock.advance(400);
    one.tab.close();
    await clock.advance(30 * second);
    const [parent, answer] = server.messages(conversation);
    expect([parent?.reactions[0]?.emoji, answer?.replyTo?.messageId]).toEqual(['🎉', parent?.id]);
    expect(two.client.getOutbox().count).toBe(0);
  });

  it('is planned by the tab that comes to lead while it is written', async () => {
    const { open, clock, conversation, server, sentTexts } = openBrowser({ writeMs: 100 });
    const one = await open('one');
    const two = await open('two');
    await clock.advance(2 * second);
    server.setUp(false);
    const sent = two.client.sendMessage(conversation, { text: 'draft' });
    await clock.advance(second);
    two.client.editMessage(conversation, sent, 'final');
    two.client.addReaction(conversation, sent, '🎉');
    await clock.advance(50);
    one.tab.close();
    await clock.advance(5 * second);
    server.setUp(true);
    await clock.advance(60 * second);
    const [message] = server.messages(conversation);
    expect([sentTexts(), message?.edited, message?.reactions.length]).toEqual([['final'], false, 1]);
    expect(two.client.getOutbox().count).toBe(0);
  });

  it('is retried and discarded from any of them', async () => {
    const { open, clock, conversation, server, sentTexts } = openBrowser();
    const one = await open('one');
    const two = await open('two');
    const failures: string[] = [];
    two.client.on('message-failed', (_id, error) => failures.push(error.code));
    server.inject('reject', 2);
    const first = one.client.sendMessage(conversation, { text: 'first' });
    const other = one.client.sendMessage(conversation, { text: 'second' });
    await clock.advance(second);
    expect(two.client.getOutbox().items.map(({ status, error }) => [status, error?.code])).toEqual([
      ['failed', 'invalid'],
      ['failed', 'invalid'],
    ]);
    expect(failures).toEqual(['invalid', 'invalid']);
    two.client.retry(first);
    two.client.discard(other);
    await clock.advance(second);
    expect(sentTexts()).toEqual(['first']);
    for (const tab of [one, two]) expect(tab.statuses()).toEqual([['first', 'sent']]);
  });

  it('is asked for again of the next leader when the last one did not hear it', async () => {
    const { open, clock, conversation, server } = openBrowser();
    const one = await open('one');
    const two = await open('two');
    const three = await open('three');
    server.inject('reject');
    const refused = one.client.sendMessage(conversation, { text: 'refused' });
    await clock.advance(second);
    one.tab.stall();
    three.client.discard(refused);
    await clock.advance(5 * second);
    for (const tab of [two, three]) expect(tab.client.getOutbox().count).toBe(0);
    one.tab.thaw();
    await clock.advance(5 * second);
    expect(one.client.getOutbox().count).toBe(0);
  });
});
