import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type MockServer, createMockServer } from '../../index';
import { likeSample } from '../../testing/like-sample';

interface Person {
  id: number;
  email: string;
  first_name: string;
  last_name: string;
}

/** What the document's samples show, as they stand there. */
const samples = {
  recipients: [{ id: 123, email: 'employee@example.com', first_name: 'John', last_name: 'Doe' }],
  sent: {
    id: 1,
    sender: { id: 1, email: 'vendor@example.com' },
    recipient: { id: 123, email: 'employee@example.com' },
    content: 'Hello! How are you?',
    subject: 'Optional subject',
    is_read: false,
    created_at: '2024-01-15T10:30:00Z',
  },
  unreadCount: { unread_count: 5 },
  conversations: [
    {
      id: 1,
      participant1: {},
      participant2: {},
      other_participant: { id: 123, email: 'employee@example.com' },
      last_message: { content: 'Hello!', created_at: '2024-01-15T10:30:00Z' },
      unread_count: 2,
      last_message_at: '2024-01-15T10:30:00Z',
    },
  ],
};

/** `@/lib/apiClient`, of which the document shows only the use: JSON in and out, failing on refusals. */
function createApiClient(baseUrl: string, token: string) {
  const request = async (path: string, init: RequestInit = {}): Promise<unknown> => {
    const answer = await fetch(`${baseUrl}${path}`, {
      ...init,
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
    });
    if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
    return answer.json();
  };
  return {
    get: (path: string) => request(path),
    post: (path: string, data: unknown) => request(path, { method: 'POST', body: JSON.stringify(data) }),
  };
}

/** `src/hooks/useMessages.ts` of the document, without the library that calls them. */
const createHooks = (api: ReturnType<typeof createApiClient>) => ({
  messages: { queryKey: ['messages'], queryFn: () => api.get('/api/messages/') },
  sendMessage: {
    mutationFn: (data: { recipient_id: number; content: string; subject?: string | undefined }) =>
      api.post('/api/messages/send/', data),
  },
  recipients: {
    queryKey: ['message-recipients'],
    queryFn: () => api.get('/api/messages/recipients/') as Promise<Person[]>,
  },
  conversations: { queryKey: ['conversations'], queryFn: () => api.get('/api/conversations/') },
});

/** `SendMessageDialog.tsx` of the document: what it shows and what its button does. */
function createDialog(
  hooks: ReturnType<typeof createHooks>,
  toaster: { create(toast: { title: string; description: string; type: string }): void },
) {
  return {
    options: async () =>
      (await hooks.recipients.queryFn()).map((user) => ({
        value: user.id,
        text: `${user.email} (${user.first_name} ${user.last_name})`,
      })),
    handleSend: async (recipientId: number | null, content: string, subject: string) => {
      if (!recipientId || !content.trim()) {
        toaster.create({
          title: 'Error',
          description: 'Please select a recipient and enter a message',
          type: 'error',
        });
        return;
      }
      try {
        await hooks.sendMessage.mutationFn({
          recipient_id: recipientId,
          content,
          subject: subject || undefined,
        });
        toaster.create({ title: 'Success', description: 'Message sent successfully', type: 'success' });
      } catch {
        toaster.create({ title: 'Error', description: 'Failed to send message', type: 'error' });
      }
    },
  };
}

describe('the client code of the CRM’s document', () => {
  let server: MockServer;
  beforeEach(async () => {
    server = await createMockServer({ api: 'crm', profile: 'documented', seed: 'demo' });
  });
  afterEach(() => server.close());

  const signedIn = async (username: string) => createApiClient(server.url, await server.issueToken(username));

  it('shows its dialog, sends from it, and finds the message in its lists', async () => {
    const hooks = createHooks(await signedIn('amira'));
    const toasts: string[] = [];
    const dialog = createDialog(hooks, { create: ({ description }) => toasts.push(description) });

    const options = await dialog.options();
    const bruno = options.find(({ text }) => text === 'bruno@example.com (Bruno Keller)');
    expect(bruno).toBeDefined();

    await dialog.handleSend(null, 'Hello!', '');
    await dialog.handleSend(bruno?.value ?? 0, '  ', '');
    await dialog.handleSend(bruno?.value ?? 0, 'Hello! How are you?', '');
    await dialog.handleSend(bruno?.value ?? 0, 'And the rest', 'Optional subject');
    await dialog.handleSend(999, 'Nobody is there', '');
    expect(toasts).toEqual([
      'Please select a recipient and enter a message',
      'Please select a recipient and enter a message',
      'Message sent successfully',
      'Message sent successfully',
      'Failed to send message',
    ]);

    // As the document's `onSuccess` does, both lists are asked anew.
    const [newest, second] = (await hooks.messages.queryFn()) as unknown[];
    expect([newest, second]).toMatchObject([
      { content: 'And the rest', subject: 'Optional subject' },
      { content: 'Hello! How are you?', subject: null },
    ]);
    const [first] = (await hooks.conversations.queryFn()) as unknown[];
    expect([first]).toMatchObject([
      { other_participant: { email: 'bruno@example.com' }, last_message: { content: 'And the rest' } },
    ]);
  });

  it('sends all that the document’s request shows, and gets what its answers show', async () => {
    const [vendor, employee] = [await signedIn('amira'), await signedIn('bruno')];
    const recipients = (await vendor.get('/api/messages/recipients/')) as Person[];
    expect(recipients).toEqual(likeSample(samples.recipients));
    const { id } = recipients.find(({ email }) => email === 'bruno@example.com') ?? { id: 0 };

    const sent = (await vendor.post('/api/messages/send/', {
      recipient_id: id,
      content: 'Hello! How are you?',
      subject: 'Optional subject',
      related_lead_id: 1, // Optional: link to a lead
      related_deal_id: 1, // Optional: link to a deal
      related_customer_id: 1, // Optional: link to a customer
      attachments: [], // Optional: file attachments
    })) as { id: number; sender: Person };
    expect(sent).toEqual(likeSample(samples.sent));

    expect(await employee.get('/api/messages/unread_count/')).toEqual(likeSample(samples.unreadCount));
    const before = (await employee.get('/api/messages/unread_count/')) as { unread_count: number };
    expect(await employee.post(`/api/messages/${sent.id}/mark_read/`, {})).toMatchObject({ is_read: true });
    expect(await employee.get('/api/messages/unread_count/')).toEqual({
      unread_count: before.unread_count - 1,
    });

    const newest = (await employee.get('/api/messages/?ordering=-created_at')) as { id: number }[];
    expect(newest[0]?.id).toBe(sent.id);
    const thread = await employee.get(`/api/messages/with_user/?user_id=${sent.sender.id}`);
    // The others of the thread have no subject, which is optional.
    expect(thread).toEqual(likeSample([{ ...samples.sent, subject: null }]));
    expect(await employee.get('/api/conversations/')).toEqual(likeSample(samples.conversations));
  });

  it('uploads a file to the media storage first, then passes where it is', async () => {
    const vendor = await signedIn('amira');
    const form = new FormData();
    form.append('file', new File(['%PDF'], 'offer.pdf', { type: 'application/pdf' }));
    const stored: unknown = await (
      await fetch(`${server.url}/media/`, { method: 'POST', body: form })
    ).json();
    const bruno = (await server.world.people.named('bruno'))?.id;
    const sent = await vendor.post('/api/messages/send/', {
      recipient_id: bruno,
      content: 'The offer',
      attachments: [stored],
    });
    expect(sent).toMatchObject({ attachments: [{ name: 'offer.pdf', type: 'application/pdf' }] });
    const [{ url }] = (sent as { attachments: [{ url: string }] }).attachments;
    expect(await (await fetch(url)).text()).toBe('%PDF');
  });

  it('passes the quick test', async () => {
    // curl -H "Authorization: Bearer YOUR_TOKEN" http://localhost:8000/api/messages/recipients/
    const headers = { Authorization: `Bearer ${await server.issueToken('amira')}` };
    const recipients = await fetch(`${server.url}/api/messages/recipients/`, { headers });
    expect(recipients.status).toBe(200);
    const [first] = (await recipients.json()) as Person[];
    const send = await fetch(`${server.url}/api/messages/send/`, {
      method: 'POST',
      headers: { ...headers, 'Content-Type': 'application/json' },
      body: JSON.stringify({ recipient_id: first?.id, content: 'Hello! This is a test message.' }),
    });
    expect(send.status).toBe(201);
    const messages = await fetch(`${server.url}/api/messages/`, { headers });
    expect((await messages.json()) as unknown[]).toContainEqual(
      expect.objectContaining({ content: 'Hello! This is a test message.' }),
    );
  });
});
