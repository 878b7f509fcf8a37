import Pusher from 'pusher-js';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type MockServer, createMockServer } from '../../index';
import { pusherKey } from '../../pusher/app';
import { demoPassword } from '../../seed/people';
import { startPushService } from '../../testing/push-service';

interface Message {
  id: number;
  message: string;
  is_edited: boolean;
  is_deleted: boolean;
  reply_to_message: { message: string } | null;
  mentions: number[];
  read_by_list: { name: string }[];
  reactions: { emoji: string; staff_name: string }[];
  attachments: { id: number; file_name: string; file_url: string }[];
}

/** What a page of the hotel does with the endpoints the document lists, and nothing in between. */
describe('the document’s own client', () => {
  let server: MockServer;
  let opened: Pusher[];
  const hotelSlug = 'grand-demo';
  const PUSHER_KEY = pusherKey;
  const PUSHER_CLUSTER = 'eu';

  beforeEach(async () => {
    opened = [];
    server = await createMockServer({ api: 'staff-chat', profile: 'documented', seed: 'empty' });
  });
  afterEach(async () => {
    for (const pusher of opened) pusher.disconnect();
    await server.close();
  });

  async function signIn(username: string) {
    const response = await fetch(`${server.url}/api/staff/login/`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ username, password: demoPassword }),
    });
    const { token, staff_id: staffId } = (await response.json()) as { token: string; staff_id: number };
    const request = async (method: string, path: string, body?: object | FormData) => {
      const isForm = body instanceof FormData;
      const answer = await fetch(`${server.url}${path}`, {
        method,
        headers: {
          Authorization: `Token ${token}`,
          ...(body === undefined || isForm ? {} : { 'Content-Type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
      });
      if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
      return (await answer.json()) as unknown;
    };
    const api = `/api/staff-chat/${hotelSlug}`;
    return {
      staffId,
      request,
      openConversation: async (participantIds: number[]) =>
        (
          (await request('POST', `${api}/conversations/`, { participant_ids: participantIds })) as {
            id: number;
          }
        ).id,
      // POST /send-message/ - Send new message
      sendMessage: (conversationId: number, message: string, replyTo: number | null = null) =>
        request('POST', `${api}/conversations/${conversationId}/send-message/`, {
          message,
          reply_to: replyTo,
        }) as Promise<Message>,
      // GET /messages/ - Get messages with pagination
      getMessages: (conversationId: number, query = '') =>
        request('GET', `${api}/conversations/${conversationId}/messages/${query}`) as Promise<{
          messages: Message[];
          has_more: boolean;
        }>,
      // PATCH /messages/{id}/edit/ - Edit message
      editMessage: (id: number, message: string) =>
        request('PATCH', `${api}/messages/${id}/edit/`, { message }) as Promise<Message>,
      // DELETE /messages/{id}/delete/ - Delete message (soft/hard)
      deleteMessage: (id: number, hard = false) =>
        request('DELETE', `${api}/messages/${id}/delete/${hard ? '?hard_delete=true' : ''}`),
      // POST /messages/{id}/react/ - Add emoji reaction
      addReaction: (id: number, emoji: string) => request('POST', `${api}/messages/${id}/react/`, { emoji }),
      // DELETE /messages/{id}/react/{emoji}/ - Remove reaction
      removeReaction: (id: number, emoji: string) =>
        request('DELETE', `${api}/messages/${id}/react/${encodeURIComponent(emoji)}/`),
      // POST /upload/ - Upload files (max 10 files, 50MB each)
      uploadFiles(conversationId: number, files: readonly File[], fields: Record<string, string> = {}) {
        const formData = new FormData();
        for (const file of files) formData.append('files', file);
        for (const [name, value] of Object.entries(fields)) formData.append(name, value);
        return request('POST', `${api}/conversations/${conversationId}/upload/`, formData) as Promise<{
          message: Message;
          attachments: Message['attachments'];
        }>;
      },
      // DELETE /attachments/{id}/delete/ - Delete attachment
      deleteAttachment: (id: number) => request('DELETE', `${api}/attachments/${id}/delete/`),
      // GET /attachments/{id}/url/ - Get download URL
      getAttachmentUrl: (id: number) =>
        request('GET', `${api}/attachments/${id}/url/`) as Promise<{ file_url: string }>,
    };
  }

  /** «Setup Pusher Client» and «Listen to Events»; where the service is, is this machine's affair. */
  async function listen(conversationId: number) {
    const handleNewMessage = vi.fn<(message: Message) => void>();
    const handleMessageEdited = vi.fn<(message: Message) => void>();
    const handleMessageDeleted =
      vi.fn<(data: { message_id: number; hard_delete: boolean; message?: Message }) => void>();
    const handleReaction =
      vi.fn<(data: { message_id: number; action: string; reaction: { emoji: string } }) => void>();
    const here = { wsHost: '127.0.0.1', wsPort: server.port, forceTLS: false };
    const pusher = new Pusher(PUSHER_KEY, { cluster: PUSHER_CLUSTER, ...here });
    opened.push(pusher);
    const channel = pusher.subscribe(`${hotelSlug}-staff-conversation-${conversationId}`);
    channel.bind('new-message', handleNewMessage);
    channel.bind('message-edited', handleMessageEdited);
    channel.bind('message-deleted', handleMessageDeleted);
    channel.bind('message-reaction', handleReaction);
    await vi.waitFor(() => expect(channel.subscribed).toBe(true));
    return { handleNewMessage, handleMessageEdited, handleMessageDeleted, handleReaction };
  }
  const calledWith = (handler: ReturnType<typeof vi.fn>, expected: object) =>
    vi.waitFor(() =>
      expect(handler.mock.calls.map(([data]) => data as unknown)).toContainEqual(
        expect.objectContaining(expected),
      ),
    );

  it('sends, edits, reacts, replies and deletes, and hears of it', async () => {
    const [amira, bruno] = [await signIn('amira'), await signIn('bruno')];
    const conversationId = await amira.openConversation([bruno.staffId]);
    const heard = await listen(conversationId);

    const { id } = await amira.sendMessage(conversationId, 'Room 12 is ready, @Bruno');
    await calledWith(heard.handleNewMessage, { id, mentions: [bruno.staffId] });

    await amira.editMessage(id, 'Room 14 is ready, @Bruno');
    await calledWith(heard.handleMessageEdited, { id, message: 'Room 14 is ready, @Bruno', is_edited: true });

    await bruno.addReaction(id, '👍');
    await calledWith(heard.handleReaction, {
      message_id: id,
      action: 'add',
      reaction: expect.objectContaining({ emoji: '👍', staff_name: 'Bruno Keller' }),
    });
    await bruno.removeReaction(id, '👍');
    await calledWith(heard.handleReaction, {
      message_id: id,
      action: 'remove',
      reaction: expect.objectContaining({ emoji: '👍' }),
    });

    const reply = await bruno.sendMessage(conversationId, 'Going up now', id);
    expect(reply.reply_to_message).toMatchObject({ message: 'Room 14 is ready, @Bruno' });
    await calledWith(heard.handleNewMessage, { id: reply.id, reply_to: id });

    await amira.deleteMessage(id);
    await calledWith(heard.handleMessageDeleted, {
      message_id: id,
      hard_delete: false,
      message: expect.objectContaining({ message: '[Message deleted]' }),
    });
    await bruno.deleteMessage(reply.id, true);
    await calledWith(heard.handleMessageDeleted, { message_id: reply.id, hard_delete: true });
    expect(await amira.getMessages(conversationId)).toEqual({ messages: [], count: 0, has_more: false });
  });

  it('shares files, joins one to a message, and takes one off', async () => {
    const [amira, bruno] = [await signIn('amira'), await signIn('bruno')];
    const conversationId = await amira.openConversation([bruno.staffId]);
    const heard = await listen(conversationId);
    const files = [
      new File(['%PDF'], 'plan.pdf', { type: 'application/pdf' }),
      new File(['GIF89a'], 'view.gif', { type: 'image/gif' }),
    ];
    const { message, attachments } = await amira.uploadFiles(conversationId, files, { message: 'Two files' });
    await calledWith(heard.handleNewMessage, { id: message.id, has_attachments: true });
    const { file_url } = await bruno.getAttachmentUrl(attachments[0]?.id ?? 0);
    expect(await (await fetch(file_url)).text()).toBe('%PDF');
    await amira.uploadFiles(conversationId, [new File(['a,b'], 'list.csv', { type: 'text/csv' })], {
      message_id: String(message.id),
    });
    await amira.deleteAttachment(attachments[1]?.id ?? 0);
    const { messages } = await bruno.getMessages(conversationId);
    expect(messages[0]?.attachments.map(({ file_name }) => file_name)).toEqual(['plan.pdf', 'list.csv']);
  });

  it('pages backwards, and tracks who has read', async () => {
    const [amira, bruno] = [await signIn('amira'), await signIn('bruno')];
    const conversationId = await amira.openConversation([bruno.staffId]);
    for (const text of ['one', 'two', 'three']) await amira.sendMessage(conversationId, text);
    const newest = await bruno.getMessages(conversationId, '?limit=2');
    expect([newest.messages.map(({ message }) => message), newest.has_more]).toEqual([
      ['two', 'three'],
      true,
    ]);
    const older = await bruno.getMessages(
      conversationId,
      `?limit=2&before_id=${newest.messages[0]?.id ?? 0}`,
    );
    expect([older.messages.map(({ message }) => message), older.has_more]).toEqual([['one'], false]);
    await bruno.request('POST', `/api/staff-chat/${hotelSlug}/conversations/${conversationId}/mark_as_read/`);
    const [first] = (await amira.getMessages(conversationId)).messages;
    expect(first?.read_by_list).toMatchObject([{ name: 'Bruno Keller' }]);
  });

  it('hands over its push subscription and is notified while its page is closed', async () => {
    const service = await startPushService();
    const [amira, bruno] = [await signIn('amira'), await signIn('bruno')];
    const conversationId = await amira.openConversation([bruno.staffId]);
    // In a page: registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey }).
    const subscription = service.subscribe();
    await bruno.request('POST', '/api/staff/save-fcm-token/', { fcm_token: JSON.stringify(subscription) });
    await amira.sendMessage(conversationId, 'Are you there?');
    await service.untilReceived(1);
    // What the service worker is given with its `push` event.
    expect(service.received[0]?.payload).toMatchObject({
      notification: { title: '💬 Amira Haddad', body: 'Are you there?' },
      data: {
        type: 'staff_chat_message',
        click_action: `/staff-chat/${hotelSlug}/conversation/${conversationId}`,
      },
    });
    await service.close();
  });
});
