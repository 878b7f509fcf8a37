import {
  conversationId,
  messageId,
  userId,
  type ActionResult,
  type ChatClient,
  type ChatState,
  type Conversation,
  type MessageKey,
  type MessagePreview,
  type MessageView,
} from '@chat/core';
import {
  createFakeClient,
  fixtureConversation,
  fixtureMe,
  fixtureState,
  fixtureUser,
  type FakeClient,
} from './fake-client';

const hour = 3_600_000;
const day = 24 * hour;

export const samplePeople = [
  fixtureUser('ana', 'Ana Petrović', { handle: '@ana' }),
  fixtureUser('bilal', 'Bilal Haddad', { handle: '@bilal' }),
  fixtureUser('chloe', 'Chloé Martin', { handle: '@chloe' }),
  fixtureUser('dmitri', 'Dmitri Volkov', { handle: '@dmitri' }),
  fixtureUser('emeka', 'Emeka Obi', { handle: '@emeka' }),
  fixtureUser('fatma', 'Fatma Yıldız', { handle: '@fatma' }),
] as const;

const context = [{ type: 'organisation', label: 'Harbour Hotels', id: '1' }];

function preview(
  authorId: string,
  text: string,
  at: number,
  more: Partial<MessagePreview> = {},
): MessagePreview {
  return {
    id: null,
    authorId: userId(authorId),
    authorName: null,
    text,
    createdAt: at,
    deleted: false,
    attachmentCount: 0,
    ...more,
  };
}

/** A direct conversation with one of the sample people. */
export function sampleDirect(
  id: string,
  person: string,
  last: MessagePreview | null,
  more: Partial<Conversation> = {},
) {
  return fixtureConversation(id, {
    participants: [fixtureMe, userId(person)],
    lastMessage: last,
    lastActivityAt: last?.createdAt ?? 0,
    context,
    ...more,
  });
}

/** One conversation of every look a list has. */
export function sampleState(now = Date.now(), more: Partial<ChatState> = {}): ChatState {
  const conversations: readonly Conversation[] = [
    fixtureConversation('group:1', {
      kind: 'group',
      title: 'Front desk',
      description: 'Everything that happens at the desk',
      participants: [fixtureMe, ...samplePeople.map(({ id }) => id)],
      members: [
        { userId: fixtureMe, role: 'admin', joinedAt: null },
        ...samplePeople.slice(0, 4).map(({ id }, index) => ({
          userId: id,
          role: index === 0 ? ('admin' as const) : ('member' as const),
          joinedAt: null,
        })),
      ],
      memberCount: 5,
      myRole: 'admin',
      lastMessage: preview('ana', 'Room 214 asks for a late check-out, can we do 14:00?', now - 60_000),
      lastActivityAt: now - 60_000,
      unreadCount: 3,
      pinned: true,
      context,
    }),
    sampleDirect('direct:2', 'bilal', preview('me', 'Thank you, that helps a lot', now - 2 * hour)),
    sampleDirect('direct:3', 'chloe', preview('chloe', 'The rota for next week is ready', now - 3 * hour), {
      unreadCount: 128,
      muted: true,
    }),
    sampleDirect('direct:4', 'dmitri', preview('dmitri', '', now - day, { attachmentCount: 1 })),
    sampleDirect('direct:5', 'emeka', preview('emeka', '', now - 3 * day, { deleted: true })),
    sampleDirect('direct:6', 'fatma', null, { lastActivityAt: now - 40 * day }),
  ];
  return {
    ...fixtureState({ users: samplePeople, conversations }),
    typing: new Map([[conversationId('direct:3'), [{ userId: userId('chloe'), name: 'Chloé Martin' }]]]),
    drafts: new Map([[conversationId('direct:4'), { text: 'I will look at it after', replyTo: null }]]),
    presence: new Map([[userId('bilal'), { status: 'online', at: now }]]),
    ...more,
  };
}

/** A fake client over the sample, whose actions succeed. */
export function sampleClient(
  state: ChatState = sampleState(),
  overrides: Partial<ChatClient> = {},
): FakeClient {
  const answers: Partial<Record<string, unknown>> = {
    'list-directories': [
      { id: '1', name: 'Harbour Hotels' },
      { id: '2', name: 'City Clinic' },
    ],
    'list-blocks': samplePeople
      .slice(0, 2)
      .map((user, index) => ({ id: String(index), user, contextId: '1' })),
    'create-direct': state.conversations.get(conversationId('direct:2')),
    'create-group': state.conversations.get(conversationId('group:1')),
  };
  const client: FakeClient = createFakeClient(state, {
    perform(action) {
      client.calls.push({ name: 'perform', args: [action] });
      return Promise.resolve(answers[action.kind] as ActionResult<typeof action.kind>);
    },
    ...overrides,
  });
  return client;
}

/** A message of mine that was sent. */
export function sampleMessage(more: Partial<MessageView> = {}): MessageView {
  return {
    key: '1' as MessageKey,
    id: messageId('1'),
    localId: null,
    conversationId: conversationId('group:1'),
    authorId: fixtureMe,
    authorName: null,
    own: true,
    onMySide: more.own ?? true,
    kind: 'text',
    text: 'The rota is ready',
    createdAt: Date.now() - hour,
    status: 'read',
    failure: null,
    failedChange: null,
    progress: null,
    edited: false,
    deleted: false,
    changing: false,
    replyTo: null,
    attachments: [],
    reactions: [],
    readBy: [],
    pinned: false,
    mentions: [],
    subject: null,
    related: [],
    permissions: {},
    ...more,
  };
}
