import type { Action } from '../../adapter/action';
import type { ChatAdapter, HistoryPosition } from '../../adapter/adapter';
import type { ChatErrorCode } from '../../errors';
import { conversationId, messageId, userId } from '../../model/ids';
import type { RecordedResponse } from '../../testing/replay';
import { execution, outgoingFile } from '../../testing/commands.test-support';
import { json } from '../../testing/recorded-answers.test-support';
import { command, sendCommand, wirePage } from './direct-messaging.test-support';

type Answer = RecordedResponse | string;

/** How a recorded exchange is asked for through the adapter, and what must come of it. */
export interface Case {
  readonly drive: (adapter: ChatAdapter) => Promise<unknown>;
  readonly expect: ChatErrorCode | 'ok';
  /** Answers to requests the adapter makes before the recorded one; names stand for recorded exchanges. */
  readonly before?: readonly Answer[];
  /** Answers to those after it. */
  readonly after?: readonly Answer[];
  /** The recorded request is one the adapter words better; its answer is checked all the same. */
  readonly wordedOtherwise?: string;
  /** What the result or the error must contain. */
  readonly contains?: object;
  readonly token?: string | null;
}

const signal = new AbortController().signal;
const id = (number: number) => messageId(String(number));
const one = conversationId('1');

const list = (adapter: ChatAdapter) => adapter.loadConversations(null, signal);
const detail = (number: string) => (adapter: ChatAdapter) =>
  adapter.loadConversation(conversationId(number), signal);
const history =
  (position: HistoryPosition, limit = 20, conversation = '1') =>
  (adapter: ChatAdapter) =>
    adapter.loadMessages(
      { conversationId: conversationId(conversation), position, limit, peek: false },
      signal,
    );
const newest = history({ name: 'newest' });
const send =
  (text: string, more: Parameters<typeof sendCommand>[1] = {}) =>
  (adapter: ChatAdapter) =>
    adapter.execute(sendCommand(text, { conversationId: one, ...more }), execution());
const files = (...sent: [string, string, number][]) => ({
  attachments: sent.map(([name, type, size]) => outgoingFile(name, type, size)),
});
const edit = (number: number, text: string) => (adapter: ChatAdapter) =>
  adapter.execute(command('edit-message', { messageId: id(number), text }), execution());
const remove = (number: number) => (adapter: ChatAdapter) =>
  adapter.execute(
    command('delete-message', { messageId: id(number), scope: 'everyone', hard: false }),
    execution(),
  );
const pin = (kind: 'pin' | 'unpin', number: number) => (adapter: ChatAdapter) =>
  adapter.execute(command(kind, { messageId: id(number) }), execution());
const read =
  (conversation: string, ...ids: number[]) =>
  (adapter: ChatAdapter) =>
    adapter.execute(
      command('mark-read', { conversationId: conversation, upTo: id(ids[0] ?? 1), messageIds: ids.map(id) }),
      execution(),
    );
const act = (action: Action) => (adapter: ChatAdapter) => adapter.perform(action, signal);
const direct = (user: number, community?: number) =>
  act({
    kind: 'create-direct',
    userId: userId(String(user)),
    ...(community === undefined ? {} : { directoryId: String(community) }),
  });
const group = (...users: number[]) =>
  act({ kind: 'create-group', name: '', userIds: users.map((user) => userId(String(user))) });
const named = (text: string) => (adapter: ChatAdapter) => adapter.loadUsers({ text, cursor: null }, signal);

const ok = (drive: Case['drive'], more: Partial<Case> = {}): Case => ({ drive, expect: 'ok', ...more });
const fails = (code: ChatErrorCode, drive: Case['drive'], more: Partial<Case> = {}): Case => ({
  drive,
  expect: code,
  ...more,
});
const signIn = (login: string) => (adapter: ChatAdapter) =>
  adapter.signIn?.({ login, password: '<password>' }, signal) ?? Promise.reject(new Error('cannot sign in'));
const refresh = (refreshToken: string) => (adapter: ChatAdapter) =>
  adapter.refresh?.({ accessToken: 'old', refreshToken }, signal) ??
  Promise.reject(new Error('cannot refresh'));

const profileOf = (number: number, role: string) =>
  json({ id: number, username: 'me', role, managed_confessions: [] });
const member = (number: number) => profileOf(number, 'user');
const admin = (number: number) => profileOf(number, 'admin');
const nothing = json(wirePage([]));
const sent = (text: string) => ({ message: { localId: 'local-1', text, complete: true } });
/** A member without a community of their own asks which ones they follow first. */
const asMember = (number: number) => ({ before: [member(number), nothing] });
const inCommunity = (number: number) => ({ before: [member(number)] });

export const cases: Readonly<Record<string, Case>> = {
  'login by username': ok(signIn('mira'), {
    contains: { accessToken: '<token:mira>', refreshToken: '<refresh:mira>' },
  }),
  'login by e-mail in the username field': ok(signIn('amina@example.org'), {
    contains: { accessToken: '<token:amina>' },
  }),
  'login wrong password': fails('unauthorized', signIn('mira')),
  'login inactive account': fails('unauthorized', signIn('olga')),
  'login missing password': fails('invalid', signIn('mira'), {
    wordedOtherwise: 'both fields are always sent',
    contains: { fields: { password: ['This field is required.'] } },
  }),
  'refresh rotates both tokens': ok(refresh('<refresh-old:mira>'), {
    contains: { accessToken: '<token:mira>', refreshToken: '<refresh:mira>' },
  }),
  'refresh: the previous refresh token still works (no blacklist app)': ok(refresh('<refresh-old:mira>')),
  'refresh with an access token': fails('unauthorized', refresh('<token:mira>')),
  'refresh with garbage': fails('unauthorized', refresh('abc')),
  'refresh missing field': fails('invalid', refresh(''), { wordedOtherwise: 'the field is always sent' }),
  'no token': fails('unauthorized', list, { token: null, before: [member(3)] }),
  'garbage token': fails('unauthorized', list, { token: 'abc', before: [member(3)] }),
  'expired token': fails('unauthorized', list),
  'refresh token used as bearer': fails('unauthorized', list),
  'token of a deleted user': fails('unauthorized', list),
  'token of a deactivated user': fails('unauthorized', list),
  'own profile': ok((adapter) => adapter.loadMe(signal), {
    contains: { id: '3', name: 'Mira Lund', handle: 'mira', details: { role: 'user' } },
  }),
  'public profile by username (no token needed)': ok(named('amina'), {
    before: [member(3), nothing],
    contains: {
      users: [
        {
          id: '2',
          name: 'Amina Qodirova',
          avatarUrl: 'http://chat.example/media/avatars/amina.png',
        },
      ],
    },
  }),
  'public profile unknown': ok(named('nobody'), {
    before: [member(3), nothing],
    contains: { users: [] },
  }),
  'subscriptions of the user (who may be messaged)': ok(act({ kind: 'list-directories' }), {
    before: [member(3)],
    contains: [{ id: '1', name: 'River Fellowship' }],
  }),
  'admin list is superadmin only: refused': fails('forbidden', named(''), {
    before: [profileOf(3, 'superadmin'), nothing],
  }),
  'admin list as superadmin': ok(named(''), {
    before: [profileOf(1, 'superadmin'), nothing],
    contains: {
      users: [
        { id: '2', handle: 'amina' },
        { id: '5', handle: 'boris' },
      ],
    },
  }),

  'conversation list empty': ok(list, { contains: { conversations: [], next: null } }),
  'conversation list': ok(list, {
    after: [nothing],
    contains: {
      next: null,
      conversations: [
        {
          id: '1',
          kind: 'direct',
          unreadCount: 11,
          lastMessage: { id: '13', authorId: '3', authorName: 'Mira Lund', text: 'file lost' },
          context: [{ type: 'community', id: '1', label: 'River Fellowship' }],
        },
        {},
        {},
        {},
        {},
      ],
    },
  }),
  'get_or_create makes a conversation': ok(direct(2, 1), {
    ...inCommunity(3),
    contains: {
      id: '1',
      kind: 'direct',
      title: null,
      context: [{ type: 'community', id: '1', label: 'River Fellowship' }],
    },
  }),
  'get_or_create finds it again': ok(direct(2, 1), { ...inCommunity(3), contains: { id: '1' } }),
  'get_or_create with the id as a string is refused': fails('forbidden', direct(2, 1), {
    ...inCommunity(3),
    wordedOtherwise: 'ids are sent as numbers',
  }),
  'get_or_create missing target': fails('invalid', direct(2, 1), {
    ...inCommunity(3),
    wordedOtherwise: 'the target is always sent',
  }),
  'get_or_create not subscribed': fails('forbidden', direct(2, 1), {
    ...inCommunity(4),
    contains: { fields: { error: ['You must be subscribed to this confession.'] } },
  }),
  'get_or_create without confession needs no subscription': ok(direct(2), {
    ...asMember(4),
    contains: { id: '2', context: [] },
  }),
  'get_or_create user to user': fails('forbidden', direct(3), asMember(4)),
  'get_or_create unknown target as user': fails('forbidden', direct(999), asMember(4)),
  'get_or_create wrong admin for the confession': fails('forbidden', direct(5, 1), inCommunity(3)),
  'get_or_create unknown confession': fails('not-found', direct(2, 77), inCommunity(3)),
  'get_or_create confession without an admin': fails('server', direct(2, 3), inCommunity(3)),
  'get_or_create unknown target as admin': fails('server', direct(999), { before: [admin(2)] }),
  'get_or_create admin to admin': ok(direct(5), { before: [admin(2)], contains: { id: '4' } }),
  'get_or_create admin to plain user who never wrote': ok(direct(6), {
    before: [admin(5)],
    contains: { id: '5' },
  }),
  'get_or_create can return a group': ok(direct(1), {
    before: [admin(5)],
    after: ['get_or_create admin to admin'],
    contains: { id: '4', kind: 'direct' },
  }),
  'get_or_create with oneself returns any conversation without confession': fails('invalid', direct(5), {
    before: [admin(5)],
    wordedOtherwise: 'one’s own id is refused before it is sent',
  }),
  'create: admin makes a group of three': ok(group(5, 1), {
    contains: { id: '7', kind: 'group', memberCount: 3, title: null },
  }),
  'create: admin same participants again -> a second conversation': ok(group(5, 1), {
    contains: { id: '8' },
  }),
  'create: user, two participants': fails('invalid', group(2, 5)),
  'create: admin bad participant type': fails('invalid', group(5, 1), {
    wordedOtherwise: 'ids are sent as numbers',
    contains: { fields: { 'participant_ids.0': ['A valid integer is required.'] } },
  }),
  'create: admin unknown confession': fails(
    'invalid',
    act({
      kind: 'create-group',
      name: '',
      directoryId: '77',
      userIds: [userId('3'), userId('4')],
    }),
    { wordedOtherwise: 'a group has two others' },
  ),
  'create: admin unknown participant ids are dropped': ok(group(999, 998), {
    wordedOtherwise: 'a group has two others',
    contains: { id: '9', participants: ['2'] },
  }),
  detail: ok(detail('1'), { contains: { conversation: { id: '1', members: null } } }),
  'detail as a stranger': fails('not-found', detail('1')),
  'detail unknown': fails('not-found', detail('99999')),
  'detail after delete': fails('not-found', detail('8')),
  'delete conversation (undocumented, hard, any participant)': ok(
    act({ kind: 'delete-conversation', conversationId: conversationId('8') }),
  ),

  'send text': ok(send('Good evening, is the reading room open on Friday?'), {
    contains: {
      message: {
        id: '1',
        localId: 'local-1',
        conversationId: '1',
        authorId: '3',
        delivery: 'delivered',
        readBy: [],
        complete: true,
        permissions: { edit: true, delete: true, pin: true },
      },
    },
  }),
  'send: text is trimmed': ok(send('thanks'), {
    wordedOtherwise: 'the text is trimmed before it is sent',
    contains: sent('thanks'),
  }),
  'send: not a participant': fails('forbidden', send('let me in'), {
    after: ['detail as a stranger'],
    contains: { outcome: 'rejected', status: 500 },
  }),
  'send: not a participant, production server (DEBUG off)': fails('forbidden', send('let me in'), {
    after: ['detail as a stranger'],
  }),
  'send: conversation missing': fails('not-found', send('x'), {
    wordedOtherwise: 'the conversation is always named',
  }),
  'send: conversation unknown': fails('not-found', send('x', { conversationId: conversationId('9999') }), {
    contains: { outcome: 'rejected' },
  }),
  'send: conversation not a number': fails('not-found', send('x'), {
    wordedOtherwise: 'ids are sent as numbers',
  }),
  'send: content as object': fails('invalid', send('x'), { wordedOtherwise: 'text is always text' }),
  'send: content as number becomes text': ok(send('42'), {
    wordedOtherwise: 'text is always text',
    contains: sent('42'),
  }),
  'send: NUL character': fails('invalid', send('a'), {
    wordedOtherwise: 'a NUL is refused before it is sent',
    contains: { fields: { content: ['Null characters are not allowed.'] } },
  }),
  'send: malformed JSON': fails('invalid', send('x'), { wordedOtherwise: 'JSON is always whole' }),
  'send: unsupported media type': fails('unsupported', send('x'), {
    wordedOtherwise: 'the type is always JSON or a form',
  }),
  'send: same body twice makes two messages': ok(send('thanks'), { contains: sent('thanks') }),
  'send: two files with text': ok(
    send('Plan and photo', files(['hall plan.pdf', 'application/pdf', 15], ['door.png', 'image/png', 16])),
    {
      contains: {
        message: {
          id: '10',
          text: 'Plan and photo',
          attachments: [
            { kind: 'file', name: 'hall plan.pdf', size: 15, mimeType: 'application/pdf' },
            { kind: 'image', name: 'door.png', size: 16 },
          ],
        },
      },
    },
  ),
  'send: file only': ok(send('', files(['door.png', 'image/png', 5])), {
    contains: { message: { id: '11', text: '', attachments: [{ kind: 'image' }] } },
  }),
  'send: empty file': fails('invalid', send('', files(['x.txt', 'text/plain', 1])), {
    wordedOtherwise: 'empty files are refused before they are sent',
    contains: { fields: { 'attachment_files.0': ['The submitted file is empty.'] } },
  }),
  'send: indexed multipart names work too': ok(
    send('indexed', files(['a.mp3', 'audio/mpeg', 3], ['b.zip', 'application/zip', 2])),
    {
      wordedOtherwise: 'the documented field name is used',
      contains: { message: { attachments: [{ kind: 'audio' }, { kind: 'file' }] } },
    },
  ),
  'send: JSON with attachment_files strings': fails('invalid', send('x'), {
    wordedOtherwise: 'files go in a form',
  }),
  'message in a conversation without confession': ok(send('Salom', { conversationId: conversationId('2') }), {
    contains: { message: { conversationId: '2', permissions: { pin: true } } },
  }),
  'message to be deleted unread': ok(send('oops'), { contains: sent('oops') }),
  'message whose sender will mark it read': ok(send('own receipt'), { contains: sent('own receipt') }),
  'existing conversation still accepts messages': ok(send('still allowed'), {
    contains: sent('still allowed'),
  }),
  'group: message': ok(send('Group notice', { conversationId: conversationId('7') }), {
    contains: { message: { conversationId: '7', delivery: 'delivered' } },
  }),
  'REST send while both sockets are open (no frame follows)': ok(send('sent over REST'), {
    contains: sent('sent over REST'),
  }),
  'missing trailing slash on POST, production server (DEBUG off)': fails('protocol', send('x'), {
    wordedOtherwise: 'every path ends with its slash',
    contains: { status: 301, outcome: 'rejected' },
  }),
  'missing trailing slash on POST': fails('server', send('x'), {
    wordedOtherwise: 'every path ends with its slash',
    after: ['detail'],
    contains: { outcome: 'unknown' },
  }),
  'missing trailing slash on GET': fails('protocol', list, {
    wordedOtherwise: 'every path ends with its slash',
  }),

  'list messages, page 1 is the OLDEST page': ok(history({ name: 'around', messageId: id(2) }), {
    before: ['detail', 'list messages, last page'],
    after: ['list messages, last page', 'list messages, page 1 is the OLDEST page'],
    contains: { reachedStart: true, reachedEnd: true },
  }),
  'list messages, last page': ok(newest, {
    before: ['detail'],
    after: ['list messages, page 1 is the OLDEST page'],
    contains: { reachedStart: true, reachedEnd: true, markedRead: false },
  }),
  'list messages, page past the end': ok(
    async (adapter) => {
      await newest(adapter);
      return history({ name: 'after', messageId: id(12), order: 0 })(adapter);
    },
    {
      before: ['detail', 'list messages, last page', 'list messages, page 1 is the OLDEST page'],
      after: ['list messages, last page', 'list messages, page 1 is the OLDEST page'],
      wordedOtherwise: 'pages are asked for as far as they are known',
      contains: { reachedEnd: true },
    },
  ),
  'list messages of a conversation one is not in': fails('not-found', newest, {
    before: ['detail'],
    wordedOtherwise: 'the newest page is asked for',
    after: ['detail as a stranger'],
  }),
  'mark one message read': ok(read('7', 1), {
    before: ['create: admin makes a group of three'],
    after: ['mark conversation read', nothing],
    contains: { events: [{ type: 'messages-read', userId: '2', messageIds: ['1'] }, { count: 0 }] },
  }),
  'mark one message read again': ok(read('7', 1), {
    before: ['create: admin makes a group of three'],
    after: ['mark conversation read', nothing],
  }),
  'mark read as a stranger': fails('not-found', read('7', 1), {
    before: ['create: admin makes a group of three'],
    after: ['mark conversation read as a stranger'],
  }),
  'mark conversation read': ok(read('1', 1), {
    before: ['detail'],
    after: ['detail'],
    contains: { events: [{ type: 'messages-read' }, { type: 'unread-changed', conversationId: '1' }] },
  }),
  'mark conversation read as a stranger': fails('not-found', read('1', 1), { before: ['detail'] }),
  'it cannot be marked read alone': ok(read('7', 15), {
    before: ['create: admin makes a group of three'],
    after: ['mark conversation read', nothing],
  }),
  'marking the conversation clears it': ok(read('1'), { before: ['detail'], after: ['detail'] }),
  'conversation mark_as_read then skips it': ok(read('1'), { before: ['detail'], after: ['detail'] }),
  'group: third member reads': ok(read('7', 18), {
    before: ['create: admin makes a group of three'],
    after: ['mark conversation read', nothing],
  }),
  'group: second member marks the conversation read': ok(read('7'), {
    before: ['create: admin makes a group of three'],
    after: [nothing],
  }),
  'REST conversation mark_as_read while open (no frame)': ok(read('1'), {
    before: ['detail'],
    after: ['detail'],
  }),

  'edit own': ok(edit(1, 'Good evening, is the reading room open on Saturday?'), {
    contains: { events: [{ message: { id: '1', edited: true, text: /Saturday/ } }] },
  }),
  'edit of another': fails('forbidden', edit(1, 'mine now')),
  'edit as a stranger': fails('not-found', edit(1, 'mine now')),
  'edit after ten minutes': fails('invalid', edit(1, 'too late'), { contains: { status: 400 } }),
  'edit of a deleted message': fails('invalid', edit(10, 'back?')),
  'pin own': ok(pin('pin', 1), { contains: { events: [{ message: { id: '1', pinned: true } }] } }),
  'pin replaces the earlier pin': ok(pin('pin', 2), {
    contains: { events: [{ message: { pinned: true } }] },
  }),
  'pin of another by a plain user': fails('forbidden', pin('pin', 2)),
  'unpin of another by a plain user': fails('forbidden', pin('unpin', 2)),
  'pin of another by the confession admin': ok(pin('pin', 10)),
  unpin: ok(pin('unpin', 10), { contains: { events: [{ message: { pinned: false } }] } }),
  'pin of another without confession: refused even for an admin': fails('forbidden', pin('pin', 14)),
  'delete of another': fails('forbidden', remove(10)),
  'delete own': ok(remove(10), {
    contains: { events: [{ type: 'message-changed', messageId: '10', patch: { deleted: true, text: '' } }] },
  }),
  'delete own again': ok(remove(10)),
  'delete it': ok(remove(15)),
  'REST delete while open (no frame)': ok(remove(21)),
};
