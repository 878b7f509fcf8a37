import type { ChatAdapter } from '../../adapter/adapter';
import type { Action } from '../../adapter/action';
import type { ChatErrorCode } from '../../errors';
import { conversationId, messageId, userId } from '../../model/ids';
import type { RecordedResponse } from '../../testing/replay';
import { execution, outgoingFile } from '../../testing/commands.test-support';
import { json, missingRoutePage, errorPage } from '../../testing/recorded-answers.test-support';
import { command, sendCommand } from './connectify.test-support';

type Expectation = ChatErrorCode | 'ok';

/** How a recorded exchange is asked for through the adapter, and what must come of it. */
export interface Case {
  readonly drive: (adapter: ChatAdapter) => Promise<unknown>;
  readonly expect: Expectation;
  /** Answers to requests the adapter makes before the recorded one. */
  readonly before?: readonly RecordedResponse[];
  /** Answers to those after it; names stand for recorded exchanges. */
  readonly after?: readonly (RecordedResponse | string)[];
  /** The recorded request is one the adapter words better; its answer is checked all the same. */
  readonly wordedOtherwise?: string;
  /** What the result or the error must contain. */
  readonly contains?: object;
  readonly token?: string | null;
}

const signal = new AbortController().signal;

const list = (adapter: ChatAdapter) => adapter.loadConversations(null, signal);
const detail = (id: string) => (adapter: ChatAdapter) => adapter.loadConversation(conversationId(id), signal);
const newest =
  (id: string, limit = 20, peek = false) =>
  (adapter: ChatAdapter) =>
    adapter.loadMessages(
      { conversationId: conversationId(id), position: { name: 'newest' }, limit, peek },
      signal,
    );
const around = (id: string, message: number) => (adapter: ChatAdapter) =>
  adapter.loadMessages(
    {
      conversationId: conversationId(id),
      position: { name: 'around', messageId: messageId(String(message)) },
      limit: 2,
      peek: false,
    },
    signal,
  );
const send =
  (text: string, more: Parameters<typeof sendCommand>[1] = {}) =>
  (adapter: ChatAdapter) =>
    adapter.execute(sendCommand(text, more), execution());
const inGroup = { conversationId: conversationId('group:1') };
const file = outgoingFile('a.png', 'image/png', 70);
const edit = (id: number, text: string) => (adapter: ChatAdapter) =>
  adapter.execute(command('edit-message', { messageId: messageId(String(id)), text }), execution());
const remove = (id: number) => (adapter: ChatAdapter) =>
  adapter.execute(
    command('delete-message', { messageId: messageId(String(id)), scope: 'everyone', hard: false }),
    execution(),
  );
const react = (kind: 'react' | 'unreact', id: number, emoji: string) => (adapter: ChatAdapter) =>
  adapter.execute(command(kind, { messageId: messageId(String(id)), emoji }), execution());
const act = (action: Action) => (adapter: ChatAdapter) => adapter.perform(action, signal);
const createDirect = (user: number, firstMessage?: string, directoryId = '1') =>
  act({
    kind: 'create-direct',
    userId: userId(String(user)),
    directoryId,
    ...(firstMessage === undefined ? {} : { firstMessage }),
  });
const createGroup = (
  name: string,
  users: readonly number[],
  more: { description?: string; avatar?: Blob } = {},
) =>
  act({
    kind: 'create-group',
    name,
    userIds: users.map((id) => userId(String(id))),
    directoryId: '1',
    ...more,
  });
const group = conversationId('group:1');
const addMembers = (...users: number[]) =>
  act({ kind: 'add-members', conversationId: group, userIds: users.map((id) => userId(String(id))) });
const removeMember = (user: number) =>
  act({ kind: 'remove-member', conversationId: group, userId: userId(String(user)) });
const changeRole = (user: number, role: 'admin' | 'member') =>
  act({ kind: 'change-role', conversationId: group, userId: userId(String(user)), role });
const deleteConversation = (id: string) =>
  act({ kind: 'delete-conversation', conversationId: conversationId(id) });
const block = (user: number, directoryId = '1') =>
  act({ kind: 'block', userId: userId(String(user)), directoryId });

const ok = (drive: Case['drive'], more: Partial<Case> = {}): Case => ({ drive, expect: 'ok', ...more });
const fails = (code: ChatErrorCode, drive: Case['drive'], more: Partial<Case> = {}): Case => ({
  drive,
  expect: code,
  ...more,
});
/** The observed route is missing here, so that the documented one is tried. */
const documented = { before: [missingRoutePage] };
const nothing = json([]);

export const cases: Readonly<Record<string, Case>> = {
  'login by username': ok((adapter) => signIn(adapter, 'amira'), {
    contains: { accessToken: '<token:amira>', refreshToken: '<token:amira:refresh>' },
  }),
  'login by email': ok((adapter) => signIn(adapter, 'bruno@example.com'), {
    contains: { accessToken: '<token:bruno>' },
  }),
  'login wrong password': fails(
    'unauthorized',
    (adapter) => adapter.signIn?.({ login: 'amira', password: 'nope' }, signal) ?? Promise.resolve(),
  ),
  'login missing field': fails('invalid', (adapter) => signIn(adapter, 'amira'), {
    wordedOtherwise: 'both fields are always sent',
    contains: { fields: { login: ['This field is required.'] } },
  }),
  'refresh ok': ok((adapter) => refresh(adapter, '<token:bruno:refresh>'), {
    contains: { accessToken: '<token:refreshed>', refreshToken: '<token:bruno:refresh>' },
  }),
  'refresh invalid': fails('unauthorized', (adapter) => refresh(adapter, 'not-a-token')),
  'refresh missing': fails('unauthorized', (adapter) => refresh(adapter, ''), {
    wordedOtherwise: 'the field is always sent',
  }),
  'own profile': ok((adapter) => adapter.loadMe(signal), {
    contains: {
      id: '1',
      name: 'Amira Haddad',
      handle: 'amira',
      avatarUrl: 'https://cdn.example.com/avatars/amira.png',
    },
  }),
  'no token': fails('unauthorized', list, {
    token: null,
    before: [json({ id: 1, username: 'amira' })],
    after: [nothing],
  }),
  'garbage token': fails('unauthorized', list, {
    token: 'garbage',
    before: [json({ id: 1, username: 'amira' })],
    after: [nothing],
  }),
  'expired token': fails('unauthorized', list, {
    token: '<token:amira:expired>',
    before: [json({ id: 1, username: 'amira' })],
    after: [nothing],
  }),
  'organisations of mine': ok(act({ kind: 'list-directories' }), {
    contains: [
      { id: '1', name: 'Northwind' },
      { id: '2', name: 'Eastgate' },
    ],
  }),
  'organisation detail is the user directory': ok(
    (adapter) => adapter.loadUsers({ text: '', directoryId: '1', cursor: null }, signal),
    { contains: { next: null, users: [{ id: '1' }, { id: '3' }, { id: '4' }] } },
  ),
  'organisation detail as stranger': fails('forbidden', (adapter) =>
    adapter.loadUsers({ text: '', directoryId: '1', cursor: null }, signal),
  ),

  'conversations, none yet': ok(list, { after: [nothing], contains: { conversations: [], next: null } }),
  'create conversation on documented path': fails('unsupported', createDirect(2), {
    before: [
      { status: 405, contentType: 'application/json', body: { detail: 'Method "POST" not allowed.' } },
    ],
  }),
  'create conversation': ok(createDirect(2, 'Hi Bruno, is the report ready?'), {
    contains: {
      id: 'direct:1',
      kind: 'direct',
      participants: ['1', '2'],
      context: [{ type: 'organization', id: '1', label: 'Northwind' }],
    },
  }),
  'create conversation twice': ok(createDirect(2, 'again'), {
    after: ['list as sender (own message counted unread)', nothing],
    contains: { id: 'direct:1' },
  }),
  'create twice from the other side': ok(createDirect(1), {
    after: ['list as recipient', nothing],
    contains: { id: 'direct:1' },
  }),
  'create: unknown participant': fails('invalid', createDirect(999), { after: [nothing, nothing] }),
  'create: unknown organisation': fails('invalid', createDirect(2, undefined, '999'), {
    after: [nothing, nothing],
  }),
  'create: participant outside the organisation': fails('invalid', createDirect(5), {
    after: [nothing, nothing],
    contains: { fields: { non_field_errors: ['Both users must be members of the organization'] } },
  }),
  'create: nothing given': fails('invalid', createDirect(2), {
    wordedOtherwise: 'both ids are always sent',
    after: [nothing, nothing],
    contains: { fields: { participant_id: ['This field is required.'] } },
  }),
  'create: wrong types': fails('invalid', createDirect(2), {
    wordedOtherwise: 'ids are sent as numbers',
    after: [nothing, nothing],
    contains: { fields: { participant_id: ['A valid integer is required.'] } },
  }),
  'create without initial message': ok(createDirect(1), {
    contains: { id: 'direct:2', lastMessage: null, unreadCount: 0 },
  }),
  'create with empty initial message': ok(createDirect(2, ''), {
    wordedOtherwise: 'an empty first message is left out',
    contains: { id: 'direct:3' },
  }),
  'list as sender (own message counted unread)': ok(list, {
    after: [nothing],
    contains: {
      conversations: [
        { id: 'direct:2', unreadCount: 0 },
        { id: 'direct:1', unreadCount: 0, lastMessage: { id: '1', text: 'Hi Bruno, is the report ready?' } },
      ],
    },
  }),
  'list as recipient': ok(list, {
    after: [nothing],
    contains: { conversations: [{ id: 'direct:3' }, { id: 'direct:1', unreadCount: 1 }] },
  }),
  'conversation detail': ok(detail('direct:1'), {
    contains: { conversation: { id: 'direct:1', kind: 'direct' } },
  }),
  'conversation detail as stranger': fails('not-found', detail('direct:1')),
  'conversation detail, unknown': fails('not-found', detail('direct:4242')),

  'send on documented path': fails('not-found', send('x'), documented),
  'send text': ok(send('Nearly. Tomorrow at 10?'), {
    contains: {
      message: {
        id: '3',
        localId: 'local-1',
        text: 'Nearly. Tomorrow at 10?',
        order: 3,
        delivery: 'sent',
        complete: true,
      },
    },
  }),
  'send reply': ok(send('Works for me', { replyTo: messageId('3') }), {
    contains: {
      message: {
        id: '4',
        replyTo: { messageId: '3', authorName: 'Bruno Keller', text: 'Nearly. Tomorrow at 10?' },
      },
    },
  }),
  'send reply_to null': ok(send('See you'), {
    wordedOtherwise: 'no reply is left out',
    contains: { message: { id: '5', replyTo: null } },
  }),
  'send reply to unknown': fails('invalid', send('x', { replyTo: messageId('99999') }), {
    contains: { outcome: 'rejected', fields: { reply_to: ['Invalid pk "99999" - object does not exist.'] } },
  }),
  'send reply wrong type': fails('invalid', send('x', { replyTo: messageId('3') }), {
    wordedOtherwise: 'ids are sent as numbers',
  }),
  'send blank': fails('invalid', send('x'), {
    wordedOtherwise: 'blank text is refused before it is sent',
    contains: { fields: { content: ['This field may not be blank.'] } },
  }),
  'send without content': fails('invalid', send('x'), {
    wordedOtherwise: 'text is always sent',
    contains: { fields: { content: ['This field is required.'] } },
  }),
  'send null content': fails('invalid', send('x'), { wordedOtherwise: 'text is always text' }),
  'send as stranger': fails('not-found', send('let me in'), { contains: { outcome: 'rejected' } }),
  'send malformed json': fails('invalid', send('x'), { wordedOtherwise: 'JSON is always whole' }),
  'send unsupported media type': fails('unsupported', send('x'), {
    wordedOtherwise: 'the type is always JSON or a form',
  }),
  'send without trailing slash': fails('protocol', send('x'), {
    wordedOtherwise: 'every path ends with its slash',
    contains: { status: 301, outcome: 'rejected' },
  }),
  'send two attachments': ok(
    send('Photo and notes', {
      attachments: [
        outgoingFile('photo one.png', 'image/png', 70),
        outgoingFile('notes.txt', 'text/plain', 7),
      ],
    }),
    {
      contains: {
        message: {
          id: '6',
          attachments: [
            {
              id: '1',
              kind: 'image',
              name: 'photo one.png',
              size: 70,
              url: 'https://chat.example.com/media/message_attachments/photo_one.png',
            },
            { kind: 'file', name: 'notes.txt' },
          ],
        },
      },
    },
  ),
  'attachment without types': fails('invalid', send('x', { attachments: [file] }), {
    wordedOtherwise: 'each file has its type',
  }),
  'types without attachment': fails('invalid', send('x'), { wordedOtherwise: 'types come with files only' }),
  'attachment count mismatch': fails('invalid', send('x', { attachments: [file] }), {
    wordedOtherwise: 'each file has one type',
  }),
  'attachment type unknown': fails('invalid', send('x', { attachments: [file] }), {
    wordedOtherwise: 'only the four types are sent',
    contains: { fields: { 'attachment_types.0': ['"file" is not a valid choice.'] } },
  }),
  'attachment without content': fails('invalid', send('x', { attachments: [file] }), {
    wordedOtherwise: 'a file needs a text, which is checked before',
  }),
  'attachment empty file': fails('invalid', send('x', { attachments: [file] }), {
    wordedOtherwise: 'empty files are refused before they are sent',
    contains: { fields: { 'attachments.0': ['The submitted file is empty.'] } },
  }),
  'attachments as json strings': fails('invalid', send('x', { attachments: [file] }), {
    wordedOtherwise: 'files go in a form',
  }),
  'multipart reply with empty reply_to': ok(send('form text'), {
    wordedOtherwise: 'no reply is left out',
    contains: { message: { id: '7', text: 'form text' } },
  }),

  'unread before reading': ok(list, {
    after: [nothing],
    contains: { conversations: [{ id: 'direct:1', unreadCount: 1 }, { id: 'direct:3' }] },
  }),
  'messages, default page': ok(newest('direct:1'), {
    contains: {
      reachedStart: true,
      reachedEnd: true,
      markedRead: true,
      messages: [{ id: '1' }, { id: '3' }, { id: '4' }, { id: '5' }, { id: '6' }, { id: '7' }],
    },
  }),
  'unread after reading (own still counted)': ok(list, {
    after: [nothing],
    contains: { conversations: [{ id: 'direct:1' }, { id: 'direct:3' }] },
  }),
  'messages, second page': ok(around('direct:1', 5), {
    wordedOtherwise: 'the page is chosen to hold the message asked for',
    contains: { messages: [{ id: '4' }, { id: '5' }], reachedStart: false },
  }),
  'messages, last page': ok(around('direct:1', 1), {
    wordedOtherwise: 'the page is chosen to hold the message asked for',
    contains: { messages: [{ id: '1' }, { id: '3' }], reachedStart: true },
  }),
  'messages, page past the end': fails('not-found', newest('direct:1'), {
    wordedOtherwise: 'the first page is always there',
  }),
  'messages, page_size over the maximum': ok(newest('direct:1'), {
    wordedOtherwise: 'no page is asked for above the maximum',
    contains: { messages: [{ id: '1' }, { id: '3' }, { id: '4' }, { id: '5' }, { id: '6' }, { id: '7' }] },
  }),
  'messages, empty conversation': ok(newest('direct:2'), {
    contains: { messages: [], reachedStart: true, reachedEnd: true },
  }),
  'messages as stranger': fails('not-found', newest('direct:1')),
  'message list with conversation query': ok(newest('direct:1', 3, true), {
    contains: {
      markedRead: false,
      reachedStart: false,
      reachedEnd: true,
      messages: [{ id: '5' }, { id: '6' }, { id: '7' }],
    },
  }),

  edit: ok(edit(3, 'Nearly. Tomorrow at 11?'), {
    contains: {
      events: [
        { type: 'message-received', message: { id: '3', edited: true, text: 'Nearly. Tomorrow at 11?' } },
      ],
    },
  }),
  "edit somebody else's": fails('forbidden', edit(3, 'hm'), { contains: { outcome: 'rejected' } }),
  'edit to nothing': fails('invalid', edit(3, 'x'), {
    wordedOtherwise: 'blank text is refused before it is sent',
  }),
  'edit without content': fails('invalid', edit(3, 'x'), { wordedOtherwise: 'text is always sent' }),
  'edit back': ok(edit(3, 'Nearly. Tomorrow at 11?')),
  'edit unknown': fails('not-found', edit(99999, 'x')),
  'edit as stranger': fails('not-found', edit(3, 'x')),
  react: ok(react('react', 3, '👍'), {
    contains: {
      events: [{ type: 'reaction-changed', messageId: '3', userId: '1', emoji: '👍', present: true }],
    },
  }),
  'react again, same emoji': ok(react('react', 3, '👍')),
  'react, second emoji by the same user': ok(react('react', 3, '🎉')),
  'react by the author': ok(react('react', 3, '👍'), { contains: { events: [{ userId: '2' }] } }),
  'react without emoji': fails('invalid', react('react', 3, '👍'), {
    wordedOtherwise: 'an emoji is always sent',
  }),
  'react as stranger': fails('not-found', react('react', 3, '👍')),
  'unreact one': ok(react('unreact', 3, '🎉'), { contains: { events: [{ present: false }] } }),
  'unreact with none left': ok(react('unreact', 3, 'x')),
  'delete on documented path': fails('not-found', remove(3), documented),
  "delete somebody else's": fails('forbidden', remove(3)),
  delete: ok(remove(3), {
    contains: { events: [{ type: 'message-changed', messageId: '3', patch: { deleted: true, text: '' } }] },
  }),
  'delete again': ok(remove(3)),
  'edit deleted': fails('invalid', edit(3, 'x')),
  'react to deleted (accepted)': ok(react('react', 3, '😮')),
  'delete one with attachments': ok(remove(6)),
  'history after deletes': ok(newest('direct:1', 6), {
    contains: {
      messages: [
        { id: '1' },
        { id: '3', deleted: true, text: '', reactions: [] },
        { id: '4', replyTo: { messageId: '3', text: null } },
        { id: '5' },
        { id: '6', deleted: true, attachments: [] },
        { id: '7' },
      ],
    },
  }),
  'send one to be hard deleted': ok(send('parent to vanish')),
  'reply to it': ok(send('child', { replyTo: messageId('8') }), {
    contains: { message: { replyTo: { messageId: '8', text: 'parent to vanish' } } },
  }),
  'child of a vanished parent': ok(newest('direct:1', 1), {
    contains: { reachedStart: false, messages: [{ id: '9', replyTo: null }] },
  }),

  'blocks, none': ok(act({ kind: 'list-blocks' }), { contains: [] }),
  'block on documented path': fails('unsupported', block(1), {
    before: [
      { status: 405, contentType: 'application/json', body: { detail: 'Method "POST" not allowed.' } },
    ],
  }),
  block: ok(block(1), { contains: { id: '1', user: { id: '1' }, contextId: '1' } }),
  'block twice': ok(block(1), { after: ['blocks'], contains: { id: '1' } }),
  'block unknown': fails('invalid', block(999), { after: [nothing] }),
  'block outsider': fails('invalid', block(5), { after: [nothing] }),
  'block in foreign organisation': fails('invalid', block(5, '2'), { after: [nothing] }),
  'block unknown organisation': fails('invalid', block(1, '77'), { after: [nothing] }),
  'block missing fields': fails('invalid', block(1), {
    wordedOtherwise: 'both ids are always sent',
    after: [nothing],
  }),
  blocks: ok(act({ kind: 'list-blocks' }), {
    contains: [{ id: '1', user: { id: '1', name: 'Amira Haddad' }, contextId: '1' }],
  }),
  'blocked user sends': fails('forbidden', send('hello?'), {
    contains: { outcome: 'rejected', retryable: false },
  }),
  'blocker sends to the blocked': ok(send('I can still write')),
  'blocked user still reads': ok(newest('direct:1', 1), { contains: { messages: [{ id: '10' }] } }),
  "unblock somebody else's": fails('not-found', act({ kind: 'unblock', blockId: '1' })),
  'unblock on documented path': fails('not-found', act({ kind: 'unblock', blockId: '1' }), documented),
  unblock: ok(act({ kind: 'unblock', blockId: '1' })),
  'block before a conversation exists': ok(block(2), { contains: { id: '2' } }),
  'blocked user creates conversation': ok(createDirect(4, 'psst'), { contains: { id: 'direct:4' } }),
  'delete conversation on detail path': ok(deleteConversation('direct:2'), documented),
  'other side after delete': fails('not-found', detail('direct:2')),
  'delete again (conversation)': fails('not-found', deleteConversation('direct:2')),
  'create again after delete': ok(createDirect(1), { contains: { id: 'direct:5' } }),

  'groups, none': ok(list, { before: [nothing], contains: { conversations: [] } }),
  'create group on documented path': fails('unsupported', createGroup('x', [2]), {
    before: [
      { status: 405, contentType: 'application/json', body: { detail: 'Method "POST" not allowed.' } },
    ],
  }),
  'create group': ok(createGroup('Project Heron', [2, 3], { description: 'Launch planning' }), {
    wordedOtherwise: 'the port gives no first message',
    contains: {
      id: 'group:1',
      kind: 'group',
      title: 'Project Heron',
      description: 'Launch planning',
      myRole: 'admin',
      memberCount: 3,
      members: [{ userId: '1', role: 'admin' }, { userId: '2', role: 'member' }, { userId: '3' }],
    },
  }),
  'create group with avatar': ok(
    createGroup('Picture club', [2, 3], {
      avatar: new File([new Uint8Array(70)], 'club.png', { type: 'image/png' }),
    }),
    {
      contains: {
        id: 'group:2',
        avatarUrl: 'https://chat.example.com/media/group_chat_avatars/club.png',
        description: null,
      },
    },
  ),
  'create group, no members': ok(createGroup('Solo', []), { contains: { id: 'group:3', memberCount: 1 } }),
  'create group, outsider': fails('invalid', createGroup('Bad', [2, 5])),
  'create group, blocked by a member': fails('invalid', createGroup('Bad', [4])),
  'create group, missing fields': fails('invalid', createGroup('Bad', [2]), {
    wordedOtherwise: 'all fields are always sent',
  }),
  'create group, empty initial message': fails('invalid', createGroup('Bad', [2]), {
    wordedOtherwise: 'the port gives no first message',
  }),
  'create group, name too long': fails('invalid', createGroup('Bad', [2]), {
    wordedOtherwise: 'the length is checked before',
    contains: { fields: { name: ['Ensure this field has no more than 100 characters.'] } },
  }),
  'create group, repeated member': fails('server', createGroup('Twice', [2, 2]), {
    wordedOtherwise: 'repeated members are named once',
    contains: { outcome: 'unknown' },
  }),
  groups: ok(list, { before: [nothing] }),
  'group detail': ok(detail('group:1'), {
    contains: { conversation: { id: 'group:1', title: 'Project Heron', memberCount: 3 } },
  }),
  'group detail as non-member': fails('not-found', detail('group:1')),
  'group send': ok(send('Morning everyone', inGroup), {
    contains: { message: { id: '13', conversationId: 'group:1' } },
  }),
  'group send on documented path': fails('not-found', send('x', inGroup), documented),
  'group send as non-member': fails('not-found', send('x', inGroup)),
  'group send with attachment': ok(
    send('minutes', {
      ...inGroup,
      replyTo: messageId('13'),
      attachments: [outgoingFile('minutes.mp3', 'audio/mpeg', 3)],
    }),
    { contains: { message: { id: '14', attachments: [{ kind: 'audio' }], replyTo: { messageId: '13' } } } },
  ),
  'group messages': ok(newest('group:1'), {
    contains: { messages: [{ id: '12' }, { id: '13' }, { id: '14' }] },
  }),
  'group messages as non-member': fails('not-found', newest('group:1')),
  'group add members': ok(addMembers(4, 2), { contains: { id: 'group:1', memberCount: 4 } }),
  'group add members on documented path': fails('not-found', addMembers(4), documented),
  'group add as plain member': fails('forbidden', addMembers(4)),
  'group add outsider': fails('invalid', addMembers(5)),
  'group add nobody': fails('invalid', addMembers()),
  'group change role': ok(changeRole(2, 'admin'), { after: ['group detail'], contains: { id: 'group:1' } }),
  'group change role as plain member': fails('forbidden', changeRole(2, 'member')),
  'group change role, invalid': fails('invalid', changeRole(2, 'admin'), {
    wordedOtherwise: 'only the two roles are sent',
  }),
  'group change role, missing': fails('invalid', changeRole(2, 'admin'), {
    wordedOtherwise: 'all fields are always sent',
  }),
  'group change role of non-member': fails('invalid', changeRole(5, 'admin')),
  'group remove as plain member': fails('forbidden', removeMember(4)),
  'group remove': ok(removeMember(4), { contains: { id: 'group:1', memberCount: 3 } }),
  'group remove non-member': fails('invalid', removeMember(4)),
  'group remove unknown user': fails('not-found', removeMember(999)),
  'group remove nobody': fails('invalid', removeMember(4), { wordedOtherwise: 'an id is always sent' }),
  'group leave': ok(act({ kind: 'leave-conversation', conversationId: group })),
  'group demote self': ok(changeRole(2, 'member'), { after: ['group detail'] }),
  'group demote last admin': fails('invalid', changeRole(1, 'member')),
  'group last admin leaves': fails('invalid', act({ kind: 'leave-conversation', conversationId: group })),
  'group history with system lines': ok(newest('group:1', 4), {
    contains: {
      reachedStart: false,
      messages: [{}, {}, {}, { id: '19', text: 'bruno is now a member', kind: 'text' }],
    },
  }),
  'group update': ok(
    act({ kind: 'update-group', conversationId: group, name: 'Project Heron II', description: '' }),
    {
      wordedOtherwise: 'an empty description is an empty text',
      contains: { title: 'Project Heron II', description: null },
    },
  ),
  'group update as plain member': fails(
    'forbidden',
    act({ kind: 'update-group', conversationId: group, name: 'x' }),
  ),
  'group delete as plain member': fails('forbidden', deleteConversation('group:2')),
  'group delete': ok(deleteConversation('group:2')),
  'group after delete': fails('not-found', detail('group:2')),

  'as-is: conversations, none': ok(list, { after: [nothing] }),
  'as-is: create conversation answers 500 but creates it': fails('server', createDirect(2, 'Hi'), {
    after: [errorPage, nothing],
    contains: { outcome: 'unknown' },
  }),
  'as-is: create again: exists': fails('invalid', createDirect(2, 'Hi'), {
    after: [errorPage, nothing],
  }),
  'as-is: list answers 500': fails('server', list, { after: [nothing] }),
  'as-is: detail answers 500': fails('server', detail('direct:1')),
  'as-is: messages work': ok(newest('direct:1'), { contains: { messages: [{ id: '1', text: 'Hi' }] } }),
  'as-is: send works': ok(send('still works'), { contains: { message: { id: '2' } } }),
  'as-is: groups, none': ok(list, { before: [nothing] }),
  'as-is: create group answers 500': fails('server', createGroup('G', [2])),
  'as-is: block answers 500': fails('server', block(2), {
    after: [nothing],
    contains: { outcome: 'unknown' },
  }),
  'as-is: message list with conversation query': ok(newest('direct:1', 20, true), {
    contains: { markedRead: false },
  }),
  'as-is: edit works': ok(edit(1, 'Hi again')),
  'as-is: react works': ok(react('react', 1, '👍')),
  'as-is: delete works': ok(remove(2)),
  'as-is: delete conversation works': ok(deleteConversation('direct:1'), documented),
  'as-is: list is readable again when empty': ok(list, { after: [nothing] }),

  'first: create conversation': ok(createDirect(2, 'Hello'), { contains: { id: 'direct:1' } }),
  'first: create twice': ok(createDirect(2), {
    after: ['first: detail (messages oldest first)'],
    contains: { id: 'direct:1' },
  }),
  'first: create outside the organisation': fails('invalid', createDirect(5), { after: [nothing, nothing] }),
  'first: list': ok(list, { after: [nothing], contains: { conversations: [{ id: 'direct:1' }] } }),
  'first: send': ok(send('Hey'), { contains: { message: { id: '2' } } }),
  'first: detail (messages oldest first)': ok(newest('direct:1', 20, true), {
    before: [missingRoutePage],
    contains: { markedRead: false, messages: [{ id: '1' }, { id: '2' }] },
  }),
  'first: delete on documented path': fails('not-found', remove(2), documented),
  'first: delete': ok(remove(2)),
  'first: message list does not exist': ok(newest('direct:1', 20, true), {
    wordedOtherwise: 'the thread is always named',
    after: ['first: detail (messages oldest first)'],
    contains: { messages: [{ id: '1' }, { id: '2' }] },
  }),
  'first: conversation delete on detail path': fails('not-found', deleteConversation('direct:1'), documented),
  'first: block': ok(block(1)),
  'first: blocked user creates': fails('invalid', createDirect(4), { after: [nothing, nothing] }),
  'first: create group': ok(createGroup('Crew', [2, 3]), {
    wordedOtherwise: 'the port gives no first message',
    contains: { id: 'group:1' },
  }),
};

/** Requests no client of ours makes, or that the socket tests cover, with the reason. */
export const notForUs: Readonly<Record<string, string>> = {
  'wrong scheme': 'only bearer tokens are sent',
  'create: with oneself': 'refused before it is sent',
  'create with empty initial message as form': 'conversations are created in JSON',
  'attachment url': 'files are fetched by the page itself',
  'messages, page not a number': 'pages are numbers',
  'message detail on documented path': 'the thread is always named',
  'message detail with conversation query as stranger': 'a hole in the server: no membership check',
  'message list without query': 'the thread is always named',
  'message list with non-numeric query': 'ids are checked to be digits',
  'message create through the list': 'fails always',
  'api root': 'nothing there is needed',
  'edit to spaces (accepted)': 'blank text is refused before it is sent',
  'edit with PATCH': 'edits are PUT',
  'unreact all mine': 'reactions are taken back one by one',
  'mark_delivered with query': 'delivery is never claimed on behalf of a person',
  'mark_read with query': 'reading is told by socket or by loading the page',
  'mark_read without query': 'reading is told by socket or by loading the page',
  'hard delete by a stranger through the query hole': 'a hole in the server: deleting with the query',
  'block detail': 'the list has all there is',
  'update conversation, nothing': 'a conversation has nothing to change',
  'as-is: mark_read answers 500': 'reading is told by socket or by loading the page',
  'first: message detail marks read': 'would mark unseen messages read',
};

/** Covered by the probe of an unplaced live message, in live-transcript.test.ts. */
export const probes: readonly string[] = [
  'message detail with conversation query',
  'message with reactions and read status',
  'message after delivery marks',
  'as-is: message probe with conversation query',
];

function signIn(adapter: ChatAdapter, login: string): Promise<unknown> {
  return (
    adapter.signIn?.({ login, password: '<password>' }, signal) ?? Promise.reject(new Error('cannot sign in'))
  );
}

function refresh(adapter: ChatAdapter, refreshToken: string): Promise<unknown> {
  return (
    adapter.refresh?.({ accessToken: 'old', refreshToken }, signal) ??
    Promise.reject(new Error('cannot refresh'))
  );
}
