import { createMockServer } from '@chat/mock-server';
import type { MockServer } from '@chat/mock-server';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ChatClient } from '../../client';
import { createChatClient } from '../../create-chat-client';
import type { ChatError } from '../../errors';
import { messageId, userId } from '../../model/ids';
import type { ConversationId } from '../../model/ids';
import { memoryStorage } from '../../storage/memory';
import { selectConversationIds } from '../../store/select-conversation';
import { selectTimeline } from '../../store/select-timeline';
import { createHurriedTime, type HurriedTime } from '../../testing/hurried-time';
import { createNodePlatform, eventually } from '../../testing/node-platform';
import { directMessaging } from './index';

interface Side {
  readonly client: ChatClient;
  readonly conversation: ConversationId;
  readonly failures: ChatError[];
}

describe.each(['documented', 'deployed'] as const)(
  'a direct-messaging client on the real server, profile %s',
  { timeout: 30_000 },
  (profile) => {
    let server: MockServer;
    let time: HurriedTime;
    let amira: Side;
    let bruno: Side;

    async function side(login: string): Promise<Side> {
      const client = createChatClient({
        adapter: directMessaging({ baseUrl: server.url, timeoutMs: 1_500 }),
        session: { type: 'password', remember: false },
        storage: memoryStorage(),
        platform: time.watch(createNodePlatform(server.url)),
        clock: time.clock,
      });
      const failures: ChatError[] = [];
      client.on('message-failed', (_id, error) => failures.push(error));
      await client.start();
      await client.signIn({ login, password: 'demo' });
      const find = () =>
        selectConversationIds(client.getState()).find((id) => {
          const known = client.getState().conversations.get(id);
          return known?.context.some(({ label }) => label === 'River Fellowship') === true;
        });
      await eventually('the list is there', () => find() !== undefined);
      const conversation = find()!;
      client.openConversation(conversation);
      await eventually('connected', () => client.getState().connection.name === 'open');
      await eventually(
        'the history is there',
        () => selectTimeline(client.getState(), conversation).length > 0,
      );
      return { client, conversation, failures };
    }

    function rows({ client, conversation }: Side) {
      const view = selectTimeline(client.getState(), conversation);
      return Array.from({ length: view.length }, (_, index) => view.at(index)).flatMap((row) => row ?? []);
    }
    const last = (of: Side) => rows(of).at(-1);
    const texts = (of: Side, mark: string) =>
      rows(of).flatMap(({ text }) => (text.startsWith(mark) ? [text] : []));

    beforeEach(async () => {
      time = createHurriedTime();
      server = await createMockServer({
        api: 'direct-messaging',
        profile,
        seed: 'demo',
        onError: () => undefined,
      });
      [amira, bruno] = await Promise.all([side('amira'), side('bruno@example.com')]);
    });

    afterEach(async () => {
      await Promise.all([amira.client.close(), bruno.client.close()]);
      await server.close();
    });

    it('sends, replies, edits, reads, pins, uploads and deletes, and the other side sees it', async () => {
      bruno.client.sendMessage(bruno.conversation, { text: 'is the hall free?' });
      await eventually('it arrives', () => last(amira)?.text === 'is the hall free?');
      const asked = last(amira)?.id ?? messageId('none');
      amira.client.markRead(amira.conversation);
      await eventually('it is read', () => rows(bruno).find(({ id }) => id === asked)?.status === 'read');
      amira.client.sendMessage(amira.conversation, { text: 'it is', replyTo: asked });
      await eventually('the answer quotes it', () => last(bruno)?.replyTo?.text === 'is the hall free?');

      bruno.client.editMessage(bruno.conversation, asked, 'is the hall free today?');
      await eventually('the edit shows', () =>
        rows(amira).some(
          ({ id, text, edited }) => id === asked && edited && text === 'is the hall free today?',
        ),
      );
      amira.client.setPinned(amira.conversation, asked, true);
      await eventually('the pin shows', () => rows(bruno).find(({ id }) => id === asked)?.pinned === true);
      await eventually('it is the only one', () => rows(amira).filter(({ pinned }) => pinned).length === 1);

      const file = new File(['a,b\n1,2\n'], 'größe "1".csv', { type: 'text/csv' });
      amira.client.sendMessage(amira.conversation, { text: '', files: [file] });
      await eventually('the file shows', () => last(bruno)?.attachments[0]?.name === 'größe "1".csv');
      const url = last(bruno)?.attachments[0]?.url ?? '';
      expect(await (await fetch(url)).text()).toBe('a,b\n1,2\n');

      bruno.client.deleteMessage(bruno.conversation, asked);
      await eventually('it is gone for the other', () => !rows(amira).some(({ id }) => id === asked));
      const tombstone = () => rows(bruno).find(({ id }) => id === asked);
      await eventually('its author sees a tombstone', () => tombstone()?.deleted === true);
      expect(tombstone()).toMatchObject({ text: '' });
      // What the server holds is what both were shown.
      await bruno.client.refreshConversations();
      expect([...amira.failures, ...bruno.failures]).toEqual([]);
    });

    it('keeps an edit after everything is loaded anew', async () => {
      bruno.client.sendMessage(bruno.conversation, { text: 'helo' });
      await eventually('it is sent', () => last(bruno)?.id != null && last(bruno)?.text === 'helo');
      bruno.client.editMessage(bruno.conversation, last(bruno)?.id ?? messageId('none'), 'hello');
      await eventually('the edit shows', () => last(amira)?.text === 'hello');
      const again = await side('bruno');
      expect(last(again)?.text).toBe('hello');
      await again.client.close();
    });

    it('shows a change the server refused, in its words, until it is given up', async () => {
      bruno.client.sendMessage(bruno.conversation, { text: 'not yours' });
      await eventually('it arrives', () => last(amira)?.text === 'not yours' && last(amira)?.id != null);
      const id = last(amira)?.id ?? messageId('none');
      amira.client.editMessage(amira.conversation, id, 'mine now');
      await eventually('it is refused', () => last(amira)?.failedChange != null);
      expect(last(amira)).toMatchObject({
        text: 'not yours',
        failedChange: {
          kind: 'edit-message',
          text: 'mine now',
          failure: { code: 'forbidden', said: 'You can only edit your own messages.' },
        },
      });
      amira.client.discard(last(amira)!.failedChange!.localId);
      await eventually('it is given up', () => last(amira)?.failedChange === null);
    });

    it('shows typing and who is there', async () => {
      const id = userId(String((await server.world.people.named('bruno'))?.id));
      await eventually('typing shows', () => {
        // Told again as long as somebody writes: the other side may not listen yet.
        bruno.client.setTyping(bruno.conversation, true);
        const typing = amira.client.getState().typing.get(amira.conversation) ?? [];
        return typing.some(({ userId: who }) => who === id);
      });
      expect(amira.client.getState().presence.get(id)?.status).toBe('online');
    });

    it('writes only where the community allows it', async () => {
      const eve = userId(String((await server.world.people.named('eve'))?.id));
      const chiara = userId(String((await server.world.people.named('chiara'))?.id));
      const directories = await bruno.client.perform({ kind: 'list-directories' });
      expect(directories.map(({ name }) => name).sort()).toEqual(['Hill Chapel', 'River Fellowship']);
      const made = await bruno.client.perform({ kind: 'create-direct', userId: eve });
      expect(made.context).toMatchObject([{ type: 'community', label: 'Hill Chapel' }]);
      await expect(bruno.client.perform({ kind: 'create-direct', userId: chiara })).rejects.toMatchObject({
        code: 'forbidden',
      });
      const { users } = await bruno.client.searchUsers({ text: '' });
      expect(users.map(({ name }) => name)).toEqual(['Amira Haddad', 'Eve Lindqvist']);
    });

    it('lets an admin begin with anybody, in a community they keep or in none', async () => {
      const { client } = amira;
      const find = async (text: string) => (await client.searchUsers({ text })).users[0]!.id;
      const river = (await client.perform({ kind: 'list-directories' })).find(
        ({ name }) => name === 'River Fellowship',
      );
      const inside = await client.perform({
        kind: 'create-direct',
        userId: await find('dmitri'),
        directoryId: river!.id,
      });
      expect(inside.context).toMatchObject([{ type: 'community', label: 'River Fellowship' }]);
      const group = await client.perform({
        kind: 'create-group',
        name: '',
        userIds: [await find('dmitri'), await find('Eve')],
      });
      expect(group).toMatchObject({ kind: 'group', memberCount: 3, context: [] });
    });

    it('neither loses nor doubles what a broken socket swallowed or carried out unseen', async () => {
      // The message is stored, and its echo dies with the socket.
      server.faults.inject('dropSocketAfter', { frames: 1, times: 2, match: 'swallowed' });
      for (const text of ['swallowed one', 'swallowed two', 'swallowed three']) {
        bruno.client.sendMessage(bruno.conversation, { text });
      }
      const wanted = ['swallowed one', 'swallowed two', 'swallowed three'];
      const isWhole = (of: Side) => JSON.stringify(texts(of, 'swallowed')) === JSON.stringify(wanted);
      await eventually('both have all, once and in order', () => isWhole(bruno) && isWhole(amira));
      await eventually('all are sent', () =>
        rows(bruno).every(({ status }) => !['queued', 'sending', 'checking'].includes(status)),
      );
      expect(bruno.failures).toEqual([]);
    });
  },
);
