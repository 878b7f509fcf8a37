import { createMockServer } from '@chat/mock-server';
import type { MockServer } from '@chat/mock-server';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ChatClient } from '../../client';
import { createChatClient } from '../../create-chat-client';
import type { ChatError } from '../../errors';
import { conversationId, messageId } from '../../model/ids';
import type { ConversationId } from '../../model/ids';
import { memoryStorage } from '../../storage/memory';
import { selectConversationIds, selectConversationView } from '../../store/select-conversation';
import { selectTimeline } from '../../store/select-timeline';
import { createHurriedTime, type HurriedTime } from '../../testing/hurried-time';
import { createNodePlatform, eventually } from '../../testing/node-platform';
import { connectify } from './index';

describe.each(['documented', 'deployed'] as const)(
  'a client on the real server, profile %s',
  { timeout: 30_000 },
  (profile) => {
    let server: MockServer;
    let time: HurriedTime;
    let amira: Side;
    let bruno: Side;

    interface Side {
      readonly client: ChatClient;
      readonly conversation: ConversationId;
      readonly warnings: ChatError[];
      readonly failures: ChatError[];
    }

    async function side(login: string, other: string): Promise<Side> {
      const client = createChatClient({
        adapter: connectify({ baseUrl: server.url, timeoutMs: 1_500 }),
        session: { type: 'password', remember: false },
        storage: memoryStorage(),
        platform: time.watch(createNodePlatform(server.url)),
        clock: time.clock,
      });
      const warnings: ChatError[] = [];
      const failures: ChatError[] = [];
      client.on('warning', (error) => warnings.push(error));
      client.on('message-failed', (_id, error) => failures.push(error));
      await client.start();
      await client.signIn({ login, password: 'demo' });
      const find = () =>
        selectConversationIds(client.getState()).find(
          (id) => selectConversationView(client.getState(), id)?.title === other,
        );
      await eventually('the list is there', () => find() !== undefined);
      const conversation = find() ?? conversationId('missing');
      client.openConversation(conversation);
      await eventually('connected', () => client.getState().connection.name === 'open');
      await eventually(
        'the history is there',
        () => selectTimeline(client.getState(), conversation).length > 0,
      );
      return { client, conversation, warnings, failures };
    }

    function rows({ client, conversation }: Side) {
      const view = selectTimeline(client.getState(), conversation);
      return Array.from({ length: view.length }, (_, index) => view.at(index)).flatMap((row) => row ?? []);
    }
    const texts = (of: Side, mark: string) =>
      rows(of).flatMap(({ text }) => (text.startsWith(mark) ? [text] : []));
    const last = (of: Side) => rows(of).at(-1);

    beforeEach(async () => {
      time = createHurriedTime();
      server = await createMockServer({ profile, seed: 'demo', onError: () => undefined });
      [amira, bruno] = await Promise.all([side('amira', 'Bruno Keller'), side('bruno', 'Amira Haddad')]);
    });

    afterEach(async () => {
      await Promise.all([amira.client.close(), bruno.client.close()]);
      await server.close();
    });

    it('sends, answers, reacts, edits, reads, uploads and deletes, and the other side sees it', async () => {
      amira.client.sendMessage(amira.conversation, { text: 'shall we?' });
      await eventually('it arrives', () => last(bruno)?.text === 'shall we?');
      const asked = last(bruno)?.id ?? messageId('none');
      bruno.client.markRead(bruno.conversation);
      bruno.client.addReaction(bruno.conversation, asked, '👍🏽');
      bruno.client.sendMessage(bruno.conversation, { text: 'yes', replyTo: asked });
      await eventually('the answer quotes it', () => last(amira)?.replyTo?.messageId === asked);
      await eventually('the reaction shows', () => rows(amira).at(-2)?.reactions[0]?.emoji === '👍🏽');
      await eventually('it is read', () => rows(amira).at(-2)?.status === 'read');
      amira.client.editMessage(amira.conversation, asked, 'shall we go?');
      await eventually('the edit shows', () =>
        rows(bruno).some((row) => row.text === 'shall we go?' && row.edited),
      );
      const file = new File(['a,b\n1,2\n'], 'größe "1".csv', { type: 'text/csv' });
      bruno.client.sendMessage(bruno.conversation, { text: 'numbers', files: [file] });
      await eventually('the file shows', () => last(amira)?.attachments[0]?.name === 'größe "1".csv');
      amira.client.deleteMessage(amira.conversation, asked);
      await eventually(
        'the deletion shows',
        () => rows(bruno).find((row) => row.id === asked)?.deleted === true,
      );
    });

    it('creates a group, and its third person chats in it', async () => {
      const people = [...amira.client.getState().users.values()].filter(({ handle }) =>
        ['bruno', 'chiara'].includes(handle ?? ''),
      );
      const [directory] = await amira.client.perform({ kind: 'list-directories' });
      const group = await amira.client.perform({
        kind: 'create-group',
        name: 'Three of us',
        userIds: people.map(({ id }) => id),
        directoryId: directory?.id ?? '',
      });
      const chiara = await side('chiara', 'Amira Haddad');
      await chiara.client.refreshConversations();
      amira.client.openConversation(group.id);
      chiara.client.openConversation(group.id);
      chiara.client.sendMessage(group.id, { text: 'hello from the third' });
      const inGroup = () => selectTimeline(amira.client.getState(), group.id);
      await eventually(
        'it arrives',
        () => inGroup().at(inGroup().length - 1)?.text === 'hello from the third',
      );
      await chiara.client.close();
    });

    const storedOnce = ['loseAcknowledgement', 'failAfterStore', 'loseRequest'] as const;
    it.each(storedOnce)('delivers each message once under «%s»', async (fault) => {
      server.faults.inject(fault, { times: 2, match: 'send' });
      server.faults.inject('dropSocketAfter', { frames: 2, times: 1 });
      for (const number of [1, 2, 3]) {
        const files = number === 2 ? [new File(['x'], 'x.txt', { type: 'text/plain' })] : [];
        amira.client.sendMessage(amira.conversation, { text: `once ${String(number)}`, files });
      }
      const expected = ['once 1', 'once 2', 'once 3'];
      await eventually(
        'all are confirmed',
        () => rows(amira).every((row) => row.id !== null) && texts(amira, 'once').length === 3,
      );
      await eventually('all arrive', () => texts(bruno, 'once').length >= 3);
      expect([texts(amira, 'once'), texts(bruno, 'once')]).toEqual([expected, expected]);
    });

    it('survives malformed, doubled and reordered frames', async () => {
      server.faults.inject('malformedFrames', { times: 2 });
      server.faults.inject('duplicateFrames');
      server.faults.inject('reorderFrames', { times: 3 });
      for (const number of [1, 2, 3, 4])
        bruno.client.sendMessage(bruno.conversation, { text: `frame ${String(number)}` });
      const expected = [1, 2, 3, 4].map((number) => `frame ${String(number)}`);
      await eventually(
        'all arrive',
        () => texts(amira, 'frame').length >= 4 && texts(bruno, 'frame').length >= 4,
      );
      await eventually('all are confirmed', () => rows(bruno).every((row) => row.id !== null));
      expect([texts(amira, 'frame'), texts(bruno, 'frame')]).toEqual([expected, expected]);
    });

    it('goes on with a new token when the old one is refused', async () => {
      server.faults.inject('expireTokens', {});
      amira.client.sendMessage(amira.conversation, { text: 'renewed', files: [new File(['x'], 'x.txt')] });
      await eventually('it arrives', () => texts(bruno, 'renewed').length === 1);
      expect(amira.client.getState().session.name).toBe('signed-in');
    });

    it('ends the session when the refresh token is refused too, and keeps what was queued for the next sign-in', async () => {
      server.faults.inject('expireTokens', { refreshTokensToo: true });
      amira.client.sendMessage(amira.conversation, { text: 'kept', files: [new File(['x'], 'x.txt')] });
      await eventually('the session ended', () => amira.client.getState().session.name === 'signed-out');
      expect(amira.client.getState().session).toEqual({ name: 'signed-out', reason: 'expired' });
      server.faults.clear();
      await amira.client.signIn({ login: 'amira', password: 'demo' });
      amira.client.openConversation(amira.conversation);
      const kept = () => rows(amira).filter(({ text }) => text === 'kept');
      await eventually('it is confirmed', () => typeof kept()[0]?.id === 'string');
      expect(kept()).toHaveLength(1);
    });

    const refusals = [
      { name: 'a 413', settings: { status: 413 }, code: 'too-large' },
      { name: 'a 400', settings: { status: 400 }, code: 'invalid' },
      { name: 'a 403', settings: { status: 403 }, code: 'forbidden' },
    ] as const;
    it.each(refusals)('shows $name as «$code» and lets the next message pass', async ({ settings, code }) => {
      server.faults.inject('status', { ...settings, times: 1, match: 'send' });
      const file = () => new File(['x'], 'x.txt', { type: 'text/plain' });
      const refused = amira.client.sendMessage(amira.conversation, { text: 'refused', files: [file()] });
      amira.client.sendMessage(amira.conversation, { text: 'passes', files: [file()] });
      await eventually('the next one arrives', () => texts(bruno, 'passes').length === 1);
      expect(amira.failures.map((error) => error.code)).toEqual([code]);
      const row = rows(amira).find((one) => one.localId === refused);
      expect([row?.status, row?.text, row?.attachments.length]).toEqual(['failed', 'refused', 1]);
      amira.client.retry(refused);
      await eventually('it arrives after all', () => texts(bruno, 'refused').length === 1);
    });

    it('waits as a 429 asks, then sends', async () => {
      server.faults.inject('status', { status: 429, retryAfterSeconds: 1, times: 1, match: 'send' });
      amira.client.sendMessage(amira.conversation, { text: 'patient', files: [new File(['x'], 'x.txt')] });
      await eventually('it arrives', () => texts(bruno, 'patient').length === 1);
      expect(amira.failures).toEqual([]);
    });

    it('tells an empty file and an unknown conversation apart, and loses nothing else', async () => {
      expect(() =>
        amira.client.sendMessage(amira.conversation, { text: 'x', files: [new File([], 'empty.txt')] }),
      ).toThrow(
        expect.objectContaining({ code: 'invalid', details: { rule: 'file-empty', file: 'empty.txt' } }),
      );
      await expect(amira.client.loadConversation(conversationId('direct:4711'))).rejects.toMatchObject({
        code: 'not-found',
        status: 404,
      });
      const before = amira.client.getState().conversationOrder.length;
      amira.client.sendMessage(amira.conversation, { text: 'still here' });
      await eventually('it arrives', () => texts(bruno, 'still here').length === 1);
      expect(amira.client.getState().conversationOrder.length).toBe(before);
    });

    it('keeps odd text as it is', async () => {
      const odd = ['👩‍👩‍👧‍👦 \u202Eabc\u202C é', '<img src=x onerror=alert(1)>', 'x'.repeat(60_000), '𝒳\u200b.'];
      for (const text of odd) amira.client.sendMessage(amira.conversation, { text: `odd ${text}` });
      await eventually('all arrive', () => texts(bruno, 'odd').length === odd.length);
      expect(texts(bruno, 'odd')).toEqual(odd.map((text) => `odd ${text}`));
    });
  },
);
