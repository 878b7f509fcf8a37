import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Stage, northwind, openStage, people, profiles } from './connectify.test-support';
import { createApiClient, createMessaging, createMessagingService } from './documented-client.test-support';

describe("the document's own client", () => {
  let stage: Stage;
  let open: ReturnType<typeof createMessaging>[] = [];

  afterEach(async () => {
    for (const client of open) client.close();
    open = [];
    await stage.close();
  });

  const phoneOf = async (username: string) => ({
    host: stage.server.url,
    authToken: await stage.server.issueToken(username),
  });
  const messagingOf = async (username: string) => {
    const messaging = createMessaging(await phoneOf(username));
    open.push(messaging);
    return messaging;
  };
  const serviceOf = async (username: string) =>
    createMessagingService(createApiClient(await phoneOf(username)));

  describe.each(profiles)('its messaging service, %s', (profile) => {
    beforeEach(async () => {
      stage = await openStage(profile);
    });

    it('starts a conversation, writes, reads and pages', async () => {
      const [amira, bruno] = [await serviceOf('amira'), await serviceOf('bruno')];
      const { data: conversation } = await amira.createConversation({
        participant_id: people.bruno,
        organization_id: northwind,
        initial_message: "Hello, let's chat!",
      });
      await amira.sendMessage(conversation.id, { content: 'Hello, how are you?', reply_to: null });
      expect((await bruno.getConversations()).data).toMatchObject([
        { id: conversation.id, last_message: { content: 'Hello, how are you?' }, unread_count: 2 },
      ]);
      const { data: page } = await bruno.getConversationMessages(conversation.id);
      expect(page.results.map(({ content }) => content)).toEqual([
        'Hello, how are you?',
        "Hello, let's chat!",
      ]);
      await expect(bruno.getConversationMessages(conversation.id, 2)).rejects.toThrow('404');
      expect((await amira.getConversationDetail(conversation.id)).data).toMatchObject({
        participants: [{ username: 'amira' }, { username: 'bruno' }],
        messages: [{ read_by: [{ user: { username: 'bruno' } }] }, {}],
      });
    });

    it('runs a group from its creation to the last change of roles', async () => {
      const [amira, chiara] = [await serviceOf('amira'), await serviceOf('chiara')];
      const { data: group } = await amira.createGroupChat({
        name: 'Project Team',
        description: 'Group chat for our project team',
        organization_id: northwind,
        member_ids: [people.bruno],
        initial_message: 'Welcome to the project team chat!',
      });
      await amira.addGroupMembers(group.id, { member_ids: [people.chiara, people.dmitri] });
      await chiara.sendGroupMessage(group.id, { content: 'Hello everyone!' });
      await amira.changeGroupRole(group.id, { member_id: people.chiara, role: 'admin' });
      await chiara.removeGroupMember(group.id, { member_id: people.dmitri });
      expect((await chiara.getGroupChats()).data).toMatchObject([{ id: group.id, user_role: 'admin' }]);
      expect((await amira.getGroupChatDetail(group.id)).data).toMatchObject({ members_count: 3 });
      const { data: page } = await chiara.getGroupChatMessages(group.id);
      expect(page.results.map(({ content }) => content)).toEqual([
        'dmitri was removed from the group',
        'chiara is now a admin',
        'Hello everyone!',
        'Added chiara, dmitri to the group',
        'Welcome to the project team chat!',
      ]);
    });

    it('edits, reacts, takes back and deletes', async () => {
      const [amira, bruno] = [await serviceOf('amira'), await serviceOf('bruno')];
      const { data } = await amira.createConversation({
        participant_id: people.bruno,
        organization_id: northwind,
      });
      const { data: message } = await amira.sendMessage(data.id, { content: 'Helo' });
      await amira.editMessage(message.id, { content: 'Updated message content' });
      await bruno.reactToMessage(message.id, { emoji: '👍' });
      await bruno.reactToMessage(message.id, { emoji: '🎉' });
      await bruno.removeReaction(message.id, '👍');
      expect((await bruno.getConversationDetail(data.id)).data).toMatchObject({
        messages: [{ content: 'Updated message content', is_edited: true, reactions: [{ emoji: '🎉' }] }],
      });
      await bruno.removeReaction(message.id);
      await amira.deleteMessage(message.id);
      expect((await bruno.getConversationDetail(data.id)).data).toMatchObject({
        messages: [{ content: '[This message was deleted]', is_deleted: true, reactions: [] }],
      });
    });

    it('blocks somebody and lets them write again', async () => {
      const [amira, bruno] = [await serviceOf('amira'), await serviceOf('bruno')];
      const { data } = await amira.createConversation({
        participant_id: people.bruno,
        organization_id: northwind,
      });
      const { data: block } = await bruno.blockUser({ blocked_id: people.amira, organization_id: northwind });
      expect((await bruno.getBlocks()).data).toMatchObject([{ id: block.id }]);
      await expect(amira.sendMessage(data.id, { content: 'Hello?' })).rejects.toThrow('403');
      await bruno.unblockUser(block.id);
      expect((await amira.sendMessage(data.id, { content: 'Hello!' })).data.content).toBe('Hello!');
    });
  });

  describe('one message alone', () => {
    it('is shown as documented, and on real servers only to whoever names its conversation', async () => {
      const shown = async (): Promise<unknown> => {
        const talk = await stage.talk('amira', 'bruno');
        const id = await stage.sent('amira', `conversations/${talk}`, 'Hello');
        return (await serviceOf('bruno')).getMessageDetail(id).then(({ data }) => data, String);
      };
      stage = await openStage('documented');
      expect(await shown()).toMatchObject({ content: 'Hello', read_by: [{ user: { username: 'bruno' } }] });
      await stage.close();
      stage = await openStage('deployed');
      expect(await shown()).toContain('404');
    });
  });

  describe('its live half, documented', () => {
    beforeEach(async () => {
      stage = await openStage('documented');
    });

    describe.each([
      ['conversation', () => stage.talk('amira', 'bruno')],
      ['group', () => stage.group('amira', ['bruno'])],
    ] as const)('in a %s', (kind, start) => {
      let amira: ReturnType<typeof createMessaging>;
      let bruno: ReturnType<typeof createMessaging>;

      beforeEach(async () => {
        const id = await start();
        amira = await messagingOf('amira');
        bruno = await messagingOf('bruno');
        for (const client of [amira, bruno]) await client.connectToChat(kind, id);
        await vi.waitFor(() => expect([amira.state.connected, bruno.state.connected]).toEqual([true, true]));
      });

      const contents = ({ state }: typeof amira) => state.messages.map(({ content }) => content);

      it('hears what is sent; sending both ways, as it does, stores twice', async () => {
        await amira.sendMessage('Hello, this is a message');
        await vi.waitFor(() => expect(contents(bruno)).toEqual(['Hello, this is a message']));
        expect(bruno.state.messages).toMatchObject([{ sender_username: 'amira', reply_to: null }]);
        expect(contents(amira)).toEqual(['Hello, this is a message']);
        const { id } = bruno.state.currentChat ?? { id: 0 };
        expect(await bruno.loadMessages(kind, id)).toMatchObject({ count: 2 });
        expect(amira.state.error).toBeNull();
      });

      it('replies', async () => {
        await amira.sendMessage('First');
        await vi.waitFor(() => expect(bruno.state.messages).toHaveLength(1));
        const first = bruno.state.messages[0]?.id ?? 0;
        await bruno.sendMessage('Second', first);
        await vi.waitFor(() =>
          expect(amira.state.messages).toMatchObject([{ content: 'Second', reply_to: first }, {}]),
        );
      });

      it('shows who types, until they stop', async () => {
        amira.setTyping(true);
        await vi.waitFor(() => expect(bruno.state.typingUsers).toEqual({ [people.amira]: 'amira' }));
        amira.setTyping(false);
        await vi.waitFor(() => expect(bruno.state.typingUsers).toEqual({}));
      });

      it('tells what was read', async () => {
        await amira.sendMessage('Read me');
        await vi.waitFor(() => expect(bruno.state.messages).toHaveLength(1));
        bruno.markAsRead(bruno.state.messages[0]?.id ?? 0);
        await vi.waitFor(() => expect(amira.state.messages).toMatchObject([{ read_by: [people.bruno] }]));
      });

      it('is told when the connection ends', async () => {
        stage.server.faults.inject('dropSocketAfter', { frames: 1, times: 1 });
        amira.setTyping(true);
        await vi.waitFor(() => expect([amira.state.connected, bruno.state.connected]).toContain(false));
      });
    });

    it('lists everything there is', async () => {
      await stage.talk('amira', 'bruno', 'Hello');
      await stage.group('amira', ['bruno']);
      const bruno = await messagingOf('bruno');
      await bruno.loadChats();
      expect(bruno.state).toMatchObject({
        conversations: [{ last_message: { content: 'Hello' } }],
        groupChats: [{ name: 'Team' }],
        error: null,
      });
    });
  });

  describe('its live half on real servers, which know neither its paths nor its frames', () => {
    beforeEach(async () => {
      stage = await openStage('deployed');
    });

    it('does not connect, and reads history all the same', async () => {
      const talk = await stage.talk('amira', 'bruno', 'Hello');
      const bruno = await messagingOf('bruno');
      await bruno.connectToChat('conversation', talk);
      await vi.waitFor(() => expect(bruno.state.error).toBe('Failed to connect to chat'));
      expect(bruno.state).toMatchObject({ connected: false, messages: [{ content: 'Hello' }] });
    });
  });
});
