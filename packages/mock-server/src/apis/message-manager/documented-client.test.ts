import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket as NodeSocket } from 'ws';
import { type MockServer, createMockServer } from '../../index';
import { likeSample } from '../../testing/like-sample';

interface NewMessage {
  type: 'new_message';
  stay_id: number;
  content: string;
}

/** What the document's samples show, as they stand there. */
const samples = {
  conversations: {
    count: 1,
    next: null,
    previous: null,
    results: [
      {
        id: 1,
        stay_id: 1,
        guest_name: 'John Doe',
        room_number: '101',
        status: 'relay',
        department_name: 'Reception',
        last_message: {
          content: 'Hello, I need help with...',
          timestamp: '2025-09-23T10:30:00Z',
          sender_type: 'guest',
        },
        updated_at: '2025-09-23T10:30:00Z',
      },
    ],
  },
  detail: {
    id: 1,
    stay_id: 1,
    guest_name: 'John Doe',
    room_number: '101',
    guest_phone: '+1234567890',
    status: 'relay',
    department_name: 'Reception',
    context_data: {},
    created_at: '2025-09-23T10:00:00Z',
    updated_at: '2025-09-23T10:30:00Z',
  },
  active: [
    {
      id: 2,
      stay_id: 2,
      guest_name: 'Jane Smith',
      room_number: '102',
      status: 'active',
      department_name: null,
      last_message: null,
      updated_at: '2025-09-23T09:00:00Z',
    },
  ],
  messages: [
    {
      id: 1,
      content: 'Hello, I need help with my room service.',
      sender_type: 'guest',
      sender_name: 'John Doe',
      timestamp: '2025-09-23T10:15:00Z',
    },
  ],
  newMessage: {
    type: 'new_message',
    stay_id: 1,
    content: "Guest's message content",
    sender_type: 'guest',
    sender_name: 'John Doe',
    timestamp: '2025-09-23T10:30:00Z',
  },
  newConversation: {
    type: 'new_conversation',
    stay_id: 2,
    conversation_id: 3,
    message: 'New conversation initiated',
    timestamp: '2025-09-23T10:45:00Z',
  },
};

/** The document's sample implementation, in a page of the server's own origin that somebody is logged in to. */
function createPage(origin: string, jwtToken: string, session: string) {
  const shown: unknown[] = [];
  const announced: unknown[] = [];
  let wake = (): void => undefined;
  const addMessageToUI = (data: unknown) => shown.push(data);
  const showNewConversationNotification = (data: unknown) => announced.push(data);
  // What a browser does by itself: addresses of the own origin, and the session's cookie.
  const fetch = (path: string, init: RequestInit) => globalThis.fetch(`${origin}${path}`, init);

  // 1. Connect to WebSocket
  const ws = new NodeSocket(`${origin.replace('http', 'ws')}/ws/staff/`, { headers: { cookie: session } });
  const opened = new Promise<void>((resolve) => {
    ws.onopen = function () {
      resolve();
    };
  });

  // 2. Handle incoming messages
  ws.onmessage = function (event) {
    const data = JSON.parse(String(event.data)) as { type: string };

    if (data.type === 'new_message') {
      // Add new message to UI
      addMessageToUI(data);
    } else if (data.type === 'new_conversation') {
      // Notify about new conversation
      showNewConversationNotification(data);
    }
    wake();
  };

  // 3. Subscribe to a conversation
  function subscribeToConversation(stayId: number) {
    ws.send(JSON.stringify({ command: 'subscribe_to_conversation', stay_id: stayId }));
  }

  function unsubscribeFromConversation(stayId: number) {
    ws.send(JSON.stringify({ command: 'unsubscribe_from_conversation', stay_id: stayId }));
  }

  // 4. Send a message via WebSocket
  function sendWebSocketMessage(stayId: number, text: string) {
    ws.send(JSON.stringify({ command: 'send_message', stay_id: stayId, text: text }));
  }

  // 5. Send a message via REST API
  async function sendRESTMessage(stayId: number, text: string) {
    const response = await fetch(`/api/message_manager/conversations/${stayId}/send_message/`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${jwtToken}`, 'Content-Type': 'application/json' },
      body: JSON.stringify({ text: text }),
    });

    const message: unknown = await response.json();
    return message;
  }

  // 6. Fetch conversation list
  async function fetchConversations() {
    const response = await fetch('/api/message_manager/conversations/', {
      headers: { Authorization: `Bearer ${jwtToken}` },
    });

    const data = (await response.json()) as {
      results: { id: number; stay_id: number; guest_name?: string }[];
    };
    return data.results;
  }

  // 7. Fetch messages for a conversation
  async function fetchMessages(conversationId: number) {
    const response = await fetch(`/api/message_manager/conversations/${conversationId}/messages/`, {
      headers: { Authorization: `Bearer ${jwtToken}` },
    });

    const messages = (await response.json()) as unknown[];
    return messages;
  }

  return {
    ws,
    opened,
    shown,
    announced,
    subscribeToConversation,
    unsubscribeFromConversation,
    sendWebSocketMessage,
    sendRESTMessage,
    fetchConversations,
    fetchMessages,
    /** Waits until so much was shown or announced. */
    async hears(count: number): Promise<void> {
      while (shown.length + announced.length < count)
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
    },
  };
}

describe('the client code of message-manager’s document', () => {
  let server: MockServer;
  const pages: ReturnType<typeof createPage>[] = [];
  beforeEach(async () => {
    server = await createMockServer({ api: 'message-manager', profile: 'documented', seed: 'demo' });
  });
  afterEach(async () => {
    for (const { ws } of pages.splice(0)) ws.terminate();
    await server.close();
  });

  /** "Authenticate the user and obtain a JWT token"; the socket wants them logged in before connecting. */
  async function openPage(username: string) {
    const account = { username, password: 'demo' };
    const login = await fetch(`${server.url}/api/login/`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(account),
    });
    const { access } = (await login.json()) as { access: string };
    const form = await fetch(`${server.url}/admin/login/`, {
      method: 'POST',
      redirect: 'manual',
      body: new URLSearchParams(account),
    });
    const session = form.headers.get('set-cookie')?.split(';')[0] ?? '';
    const page = createPage(server.url, access, session);
    pages.push(page);
    await page.opened;
    return page;
  }

  it('lists, subscribes, reads, sends both ways, and hears guests', async () => {
    const page = await openPage('amira');
    const conversations = await page.fetchConversations();
    const lena = conversations.find(({ guest_name }) => guest_name === 'Lena Ortiz') ?? { id: 0, stay_id: 0 };

    page.subscribeToConversation(lena.stay_id);
    const before = await page.fetchMessages(lena.id);
    expect(before).toEqual(likeSample(samples.messages));

    page.sendWebSocketMessage(lena.stay_id, 'Hello, how can I help you today?');
    await page.hears(1);
    // The document calls what it puts into the path a stay's id; the path takes the conversation's.
    const sent = await page.sendRESTMessage(lena.id, 'I am on my way.');
    expect(sent).toEqual(likeSample(samples.messages[0]));
    await server.as('Lena Ortiz').send({ with: 'amira' }, 'Thank you!');
    await page.hears(3);
    for (const frame of page.shown) expect(frame).toEqual(likeSample(samples.newMessage));
    const told = page.shown.map((frame) => (frame as NewMessage).content);
    const expected = ['Hello, how can I help you today?', 'I am on my way.', 'Thank you!'];
    expect(told).toEqual(expected);
    const after = (await page.fetchMessages(lena.id)) as { content: string }[];
    expect(after.slice(before.length).map(({ content }) => content)).toEqual(expected);
  });

  it('hears no more of what it unsubscribed from', async () => {
    const page = await openPage('amira');
    const [first, second] = (await page.fetchConversations()).filter(({ stay_id }) => stay_id !== null);
    page.subscribeToConversation(first?.stay_id ?? 0);
    page.subscribeToConversation(second?.stay_id ?? 0);
    page.unsubscribeFromConversation(first?.stay_id ?? 0);
    page.sendWebSocketMessage(first?.stay_id ?? 0, 'unheard');
    page.sendWebSocketMessage(second?.stay_id ?? 0, 'heard');
    await page.hears(1);
    expect(page.shown).toMatchObject([{ content: 'heard', stay_id: second?.stay_id }]);
  });

  it('is told of a new conversation', async () => {
    const page = await openPage('bruno');
    await server.as('Noor Haddad').send({ with: 'amira' }, 'Is anybody there?');
    await page.hears(1);
    expect(page.announced).toEqual([likeSample(samples.newConversation)]);
    const [{ conversation_id }] = page.announced as [{ conversation_id: number }];
    expect(await page.fetchMessages(conversation_id)).toEqual(likeSample(samples.messages));
  });

  it('gets what the document’s answers show', async () => {
    const get = async (path: string): Promise<unknown> => {
      const headers = { Authorization: `Bearer ${await server.issueToken('amira')}` };
      return (await fetch(`${server.url}/api/message_manager/conversations/${path}`, { headers })).json();
    };
    const list = (await get('?ordering=id')) as { results: { id: number }[] };
    expect(list).toEqual(likeSample(samples.conversations));
    expect(await get(`${list.results[0]?.id}/`)).toEqual(likeSample(samples.detail));
    expect(await get('active_conversations/')).toEqual(likeSample(samples.active));
    const end = await fetch(
      `${server.url}/api/message_manager/conversations/${list.results[0]?.id}/end_relay/`,
      { method: 'POST', headers: { Authorization: `Bearer ${await server.issueToken('amira')}` } },
    );
    expect(await end.json()).toEqual({ status: 'relay ended' });
  });
});
