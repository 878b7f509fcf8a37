import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import { type MockServer, createMockServer } from '../../index';
import { demoPassword } from '../../seed/people';
import { type Frame, profiles } from './direct-messaging.test-support';

/** `src/api/messaging.js` as the document describes it: its endpoints, a token, and nothing in between. */
function createMessagingApi(apiUrl: string, token: string) {
  async function request(method: string, path: string, body?: object | FormData) {
    const isForm = body instanceof FormData;
    const response = await fetch(`${apiUrl}/api/messaging${path}`, {
      method,
      headers: {
        Authorization: `Bearer ${token}`,
        ...(body === undefined || isForm ? {} : { 'Content-Type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
    return response.status === 204 ? null : ((await response.json()) as unknown);
  }
  return {
    getConversations: () => request('GET', '/conversations/') as Promise<{ results: Conversation[] }>,
    createConversation: (body: object) => request('POST', '/conversations/', body) as Promise<Conversation>,
    getConversation: (id: number) => request('GET', `/conversations/${id}/`) as Promise<Conversation>,
    markConversationAsRead: (id: number) => request('POST', `/conversations/${id}/mark_as_read/`),
    getUnreadCount: () => request('GET', '/conversations/unread_count/') as Promise<{ unread_count: number }>,
    getOrCreateConversation: (targetUserId: number, confessionId?: number) =>
      request('POST', '/conversations/get_or_create/', {
        target_user_id: targetUserId,
        confession_id: confessionId ?? null,
      }) as Promise<Conversation>,
    getMessages: (conversation: number) =>
      request('GET', `/messages/?conversation=${conversation}`) as Promise<{ results: Message[] }>,
    sendMessage: (body: object | FormData) => request('POST', '/messages/', body) as Promise<Message>,
    editMessage: (id: number, content: string) =>
      request('PATCH', `/messages/${id}/`, { content }) as Promise<Message>,
    deleteMessage: (id: number) => request('DELETE', `/messages/${id}/`),
    markAsRead: (id: number) => request('POST', `/messages/${id}/mark_as_read/`),
    pinMessage: (id: number) => request('POST', `/messages/${id}/pin/`) as Promise<Message>,
    unpinMessage: (id: number) => request('POST', `/messages/${id}/unpin/`) as Promise<Message>,
  };
}

interface Conversation {
  id: number;
  unread_count: number;
}
interface Message {
  id: number;
  content: string | null;
  status: string;
  is_pinned: boolean;
  reply_to: { id: number; content: string } | null;
  attachments: { file: string; file_name: string; file_type: string }[];
}

/** `src/utils/websocket.js` as the document describes it: frames wait for the connection, which comes back by itself. */
class WebSocketManager {
  private socket: WebSocket | null = null;
  private readonly queue: string[] = [];
  private attempts = 0;
  private closed = false;
  timesOpened = 0;

  constructor(
    private readonly url: string,
    private readonly onMessage: (frame: Frame) => void,
  ) {}

  connect(): void {
    const socket = new WebSocket(this.url);
    this.socket = socket;
    socket.onopen = () => {
      this.attempts = 0;
      this.timesOpened += 1;
      for (const text of this.queue.splice(0)) socket.send(text);
    };
    socket.onmessage = ({ data }) => this.onMessage(JSON.parse(String(data)) as Frame);
    socket.onclose = () => {
      if (this.closed) return;
      this.attempts += 1;
      setTimeout(() => this.connect(), 10 * 2 ** this.attempts);
    };
    socket.onerror = () => undefined;
  }

  private send(frame: object): void {
    const text = JSON.stringify(frame);
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(text);
    else this.queue.push(text);
  }

  sendMessage(content: string, replyToId: number | null = null): void {
    this.send({ type: 'chat_message', content, reply_to_id: replyToId });
  }
  sendTypingIndicator(isTyping: boolean): void {
    this.send({ type: 'typing', is_typing: isTyping });
  }
  sendReadReceipt(messageId: number): void {
    this.send({ type: 'read_receipt', message_id: messageId });
  }
  editMessage(messageId: number, content: string): void {
    this.send({ type: 'edit_message', message_id: messageId, content });
  }
  deleteMessage(messageId: number): void {
    this.send({ type: 'delete_message', message_id: messageId });
  }
  pinMessage(messageId: number, isPinned: boolean): void {
    this.send({ type: 'pin_message', message_id: messageId, is_pinned: isPinned });
  }
  ping(): void {
    this.send({ type: 'ping' });
  }
  async disconnect(): Promise<void> {
    this.closed = true;
    const { socket } = this;
    if (socket === null || socket.readyState === WebSocket.CLOSED) return;
    await new Promise((resolve) => {
      socket.onclose = resolve;
      socket.close();
    });
  }
}

describe.each(profiles)('the document’s own client, %s', (profile) => {
  let server: MockServer;
  let opened: WebSocketManager[];
  let river: number;
  let ids: { bruno: number; chiara: number; amira: number; eve: number };

  beforeEach(async () => {
    server = await createMockServer({ api: 'direct-messaging', profile, seed: 'empty' });
    opened = [];
    const idOf = async (name: string) => (await server.world.people.named(name))?.id ?? 0;
    ids = {
      bruno: await idOf('bruno'),
      chiara: await idOf('chiara'),
      amira: await idOf('amira'),
      eve: await idOf('eve'),
    };
    river = (await server.world.community.communities.named('river-fellowship'))?.id ?? 0;
  });
  afterEach(async () => {
    await Promise.all(opened.map((manager) => manager.disconnect()));
    await server.close();
  });

  async function signIn(username: string): Promise<string> {
    const response = await fetch(`${server.url}/api/accounts/login/`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ username, password: demoPassword }),
    });
    return ((await response.json()) as { access: string }).access;
  }
  const apiOf = async (username: string) => createMessagingApi(server.url, await signIn(username));

  /** `new WebSocketManager(conversationId, token, onMessage)`, with what it has heard. */
  async function socketOf(username: string, conversationId: number) {
    const heard: Frame[] = [];
    const url = `${server.url.replace('http', 'ws')}/ws/chat/${conversationId}/?token=${await signIn(username)}`;
    const ws = new WebSocketManager(url, (frame) => heard.push(frame));
    opened.push(ws);
    ws.connect();
    const named = async (...types: string[]): Promise<Frame> =>
      vi.waitFor(() => {
        const found = heard.find(({ type }) => types.includes(String(type)));
        if (found === undefined) throw new Error(`Nothing called ${types.join(' or ')} was heard`);
        return found;
      });
    return { ws, heard, named };
  }
  const messageOf = (frame: Frame) => frame['message'] as Message;

  it('«Starting a Conversation»', async () => {
    const messagingAPI = await apiOf('bruno');
    const conversation = await messagingAPI.getOrCreateConversation(ids.amira, river);
    expect(conversation.id).toBeGreaterThan(0);
    expect(await messagingAPI.getConversation(conversation.id)).toMatchObject({ id: conversation.id });
    expect((await messagingAPI.getConversations()).results).toMatchObject([{ id: conversation.id }]);
    expect(
      await messagingAPI.createConversation({ participant_ids: [ids.amira], confession: river }),
    ).toEqual(conversation);
  });

  it('«Sending a Message», words and files', async () => {
    const messagingAPI = await apiOf('bruno');
    const { id: conversationId } = await messagingAPI.getOrCreateConversation(ids.amira, river);
    // Text only
    await messagingAPI.sendMessage({ conversation: conversationId, content: 'Hello!' });
    // With attachments
    const formData = new FormData();
    formData.append('conversation', String(conversationId));
    formData.append('content', 'Check this out!');
    formData.append('attachment_files', new File(['one'], 'one.pdf', { type: 'application/pdf' }));
    formData.append('attachment_files', new File(['two'], 'two.png', { type: 'image/png' }));
    const { attachments } = await messagingAPI.sendMessage(formData);
    expect(attachments).toMatchObject([
      { file_name: 'one.pdf', file_type: 'document' },
      { file_name: 'two.png', file_type: 'image' },
    ]);
    expect(await (await fetch(attachments[0]?.file ?? '')).text()).toBe('one');
    const { results } = await messagingAPI.getMessages(conversationId);
    expect(results.map(({ content }) => content)).toEqual(['Hello!', 'Check this out!']);
  });

  it('«WebSocket Messages»', async () => {
    const messagingAPI = await apiOf('bruno');
    const { id: conversationId } = await messagingAPI.getOrCreateConversation(ids.amira, river);
    const admin = await socketOf('amira', conversationId);
    const { ws, named } = await socketOf('bruno', conversationId);
    // Before it is open: the frame waits.
    ws.sendMessage('Hello!');
    const { id: messageId } = messageOf(await named('chat_message'));
    ws.sendTypingIndicator(true);
    expect(await admin.named('typing')).toMatchObject({ username: 'bruno', is_typing: true });
    admin.ws.sendReadReceipt(messageId);
    expect(await named('read_receipt')).toMatchObject({ message_id: messageId, username: 'amira' });
    ws.editMessage(messageId, 'Updated content');
    const edited = await admin.named('edit_message', 'message_edited');
    expect(messageOf(edited)).toMatchObject({ id: messageId, content: 'Updated content' });
    admin.ws.pinMessage(messageId, true);
    expect(messageOf(await named('pin_message', 'message_pinned')).is_pinned).toBe(true);
    ws.deleteMessage(messageId);
    expect(await admin.named('delete_message', 'message_deleted')).toMatchObject({ message_id: messageId });
    expect(await admin.named('user_status')).toMatchObject({ username: 'bruno', status: 'online' });
  });

  it('«API Testing», the two commands', async () => {
    const token = await signIn('bruno');
    const created = await fetch(`${server.url}/api/messaging/conversations/get_or_create/`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
      body: `{"target_user_id": ${ids.amira}, "confession_id": ${river}}`,
    });
    expect(created.status).toBe(200);
    const { id } = (await created.json()) as { id: number };
    const form = new FormData();
    form.append('conversation', String(id));
    form.append('content', 'Hello!');
    form.append('attachment_files', new File(['%PDF'], 'file.pdf', { type: 'application/pdf' }));
    const sent = await fetch(`${server.url}/api/messaging/messages/`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${token}` },
      body: form,
    });
    expect(sent.status).toBe(201);
    expect(await sent.json()).toMatchObject({ content: 'Hello!', attachments: [{ file_name: 'file.pdf' }] });
  });

  it('«Manual Testing Checklist», who may write to whom', async () => {
    const [member, admin] = [await apiOf('bruno'), await apiOf('amira')];
    const { id: conversation } = await member.getOrCreateConversation(ids.amira, river);
    await expect((await apiOf('dmitri')).getOrCreateConversation(ids.eve, river)).rejects.toThrow('403');
    await expect(member.getOrCreateConversation(ids.chiara)).rejects.toThrow('403');
    await admin.sendMessage({ conversation, content: 'An answer' });
    const between = await admin.getOrCreateConversation(ids.eve);
    expect(await admin.sendMessage({ conversation: between.id, content: 'To an admin' })).toMatchObject({
      content: 'To an admin',
    });
  });

  it('«Manual Testing Checklist», the life of a message', async () => {
    const [member, admin] = [await apiOf('bruno'), await apiOf('amira')];
    const { id: conversation } = await member.getOrCreateConversation(ids.amira, river);
    const { id } = await member.sendMessage({ conversation, content: 'Is the side door open?' });
    expect(await admin.getUnreadCount()).toEqual({ unread_count: 1 });
    await admin.markAsRead(id);
    expect((await member.getMessages(conversation)).results).toMatchObject([{ id, status: 'seen' }]);
    expect(await member.editMessage(id, 'Is the front door open?')).toMatchObject({ id, is_edited: true });
    expect(await admin.pinMessage(id)).toMatchObject({ is_pinned: true });
    expect(await admin.unpinMessage(id)).toMatchObject({ is_pinned: false });
    await server.world.community.messages.moveBack(id, 11);
    await expect(member.editMessage(id, 'Too late')).rejects.toThrow('within 10 minutes');
    await member.deleteMessage(id);
    expect((await admin.getMessages(conversation)).results).toEqual([]);
    await member.sendMessage({ conversation, content: 'Another' });
    await admin.markConversationAsRead(conversation);
    expect(await admin.getUnreadCount()).toEqual({ unread_count: 0 });
    const other = await (await apiOf('chiara')).getOrCreateConversation(ids.amira, river);
    await admin.sendMessage({ conversation: other.id, content: 'Newer' });
    expect((await admin.getConversations()).results.map((one) => one.id)).toEqual([other.id, conversation]);
  });

  it('«Manual Testing Checklist», replies with a preview, and a socket that comes back', async () => {
    const member = await apiOf('bruno');
    const { id: conversation } = await member.getOrCreateConversation(ids.amira, river);
    const { id } = await member.sendMessage({ conversation, content: 'Is the side door open?' });
    server.faults.inject('dropSocketAfter', { frames: 1, times: 1 });
    const admin = await socketOf('amira', conversation);
    admin.ws.sendMessage('Yes', id);
    expect(messageOf(await admin.named('chat_message')).reply_to).toMatchObject({
      id,
      content: 'Is the side door open?',
    });
    await vi.waitFor(() => expect(admin.ws.timesOpened).toBe(2));
    (await socketOf('bruno', conversation)).ws.sendMessage('Thank you');
    await vi.waitFor(() =>
      expect(admin.heard.map(messageOf)).toContainEqual(expect.objectContaining({ content: 'Thank you' })),
    );
  });
});

describe('what the document promises of its sockets, and real servers do not keep', () => {
  it('tells of REST sends live, and answers a ping', async () => {
    const server = await createMockServer({ api: 'direct-messaging', seed: 'empty' });
    const idOf = async (name: string) => (await server.world.people.named(name))?.id ?? 0;
    const member = createMessagingApi(server.url, await server.issueToken('bruno'));
    const { id: conversation } = await member.getOrCreateConversation(await idOf('amira'));
    const heard: Frame[] = [];
    const address = server.url.replace('http', 'ws');
    const token = await server.issueToken('amira');
    const ws = new WebSocketManager(`${address}/ws/chat/${conversation}/?token=${token}`, (frame) =>
      heard.push(frame),
    );
    ws.connect();
    ws.ping();
    await vi.waitFor(() => expect(heard).toEqual([{ type: 'pong' }]));
    await member.sendMessage({ conversation, content: 'Live' });
    await vi.waitFor(() => expect(heard[1]).toMatchObject({ message: { content: 'Live' } }));
    await ws.disconnect();
    await server.close();
  });
});
