import type { Action } from '../../adapter/action';
import type { ChatAdapter } from '../../adapter/adapter';
import type { ChatErrorCode } from '../../errors';
import { conversationId, messageId, userId } from '../../model/ids';
import type { RecordedResponse } from '../../testing/replay';
import { execution, outgoingFile } from '../../testing/commands.test-support';
import { json } from '../../testing/recorded-answers.test-support';
import type { StaffChatOptions } from './index';
import { command, people, sendCommand, wireMessage, wireConversation } from './staff-chat.test-support';

/** How a recorded exchange is asked for through the adapter, and what must come of it. */
export interface Case {
  readonly drive: (adapter: ChatAdapter) => Promise<unknown>;
  readonly expect: ChatErrorCode | 'ok';
  /** Answers to requests the adapter makes before the recorded one. */
  readonly before?: readonly RecordedResponse[];
  readonly after?: readonly RecordedResponse[];
  /** The recorded request is one the adapter words better; its answer is checked all the same. */
  readonly wordedOtherwise?: string;
  readonly contains?: object;
  readonly options?: Partial<StaffChatOptions>;
}

const { signal } = new AbortController();
const counts = json({ total_unread: 0, conversations_with_unread: 0, breakdown: [] });
const emptyPage = json({ count: 0, next: null, previous: null, results: [] });

const list =
  (cursor: string | null = null) =>
  (adapter: ChatAdapter) =>
    adapter.loadConversations(cursor, signal);
const detail = (id: string) => (adapter: ChatAdapter) => adapter.loadConversation(conversationId(id), signal);
const staff =
  (text = '', cursor: string | null = null) =>
  (adapter: ChatAdapter) =>
    adapter.loadUsers({ text, cursor }, signal);
const newest =
  (id: string, limit = 20) =>
  (adapter: ChatAdapter) =>
    adapter.loadMessages(
      { conversationId: conversationId(id), position: { name: 'newest' }, limit, peek: true },
      signal,
    );
const before = (id: string, message: string, limit: number) => (adapter: ChatAdapter) =>
  adapter.loadMessages(
    {
      conversationId: conversationId(id),
      position: { name: 'before', messageId: messageId(message), order: Infinity },
      limit,
      peek: true,
    },
    signal,
  );
const send =
  (id: string, text: string, more: { replyTo?: string; files?: ReturnType<typeof outgoingFile>[] } = {}) =>
  (adapter: ChatAdapter) =>
    adapter.execute(
      sendCommand(text, {
        conversationId: conversationId(id),
        replyTo: more.replyTo === undefined ? null : messageId(more.replyTo),
        attachments: more.files ?? [],
      }),
      execution(),
    );
const edit = (id: string, text: string) => (adapter: ChatAdapter) =>
  adapter.execute(command('edit-message', { messageId: messageId(id), text }), execution());
const remove =
  (id: string, hard = false) =>
  (adapter: ChatAdapter) =>
    adapter.execute(
      command('delete-message', { messageId: messageId(id), scope: 'everyone', hard }),
      execution(),
    );
const react =
  (kind: 'react' | 'unreact', emoji: string, id = '1') =>
  (adapter: ChatAdapter) =>
    adapter.execute(command(kind, { messageId: messageId(id), emoji }), execution());
const markRead = (id: string) => (adapter: ChatAdapter) =>
  adapter.execute(
    command('mark-read', { conversationId: conversationId(id), upTo: messageId('9'), messageIds: [] }),
    execution(),
  );
const removeFile = (id: string) => (adapter: ChatAdapter) =>
  adapter.execute(
    command('host', { name: 'delete-attachment', payload: { attachmentId: id, messageId: '9' } }),
    execution(),
  );
const attach =
  (id: string, message: string, ...files: File[]) =>
  (adapter: ChatAdapter) =>
    adapter.execute(
      command('host', {
        conversationId: conversationId(id),
        name: 'attach-files',
        payload: { messageId: message, files },
      }),
      execution(),
    );
/** What the look before finds: the message, without the files that are to join it. */
const bare = (id: number) => {
  const message = wireMessage(id, 1, 'x', { timestamp: '2026-05-04T09:10:00Z' });
  return { before: [json({ messages: [message], has_more: true })] };
};
const act = (action: Action) => (adapter: ChatAdapter) => adapter.perform(action, signal);
const direct = (id: string) => act({ kind: 'create-direct', userId: userId(id) });
const group = (name: string, ...ids: string[]) =>
  act({ kind: 'create-group', name, userIds: ids.map(userId) });
const deleteConversation = (id: string) =>
  act({ kind: 'delete-conversation', conversationId: conversationId(id) });
const forward = (id: string, conversations: readonly string[], users: readonly string[] = []) =>
  act({
    kind: 'forward',
    messageId: messageId(id),
    conversationIds: conversations.map(conversationId),
    userIds: users.map(userId),
  });
const signIn = (login: string, password: string) => (adapter: ChatAdapter) =>
  adapter.signIn?.({ login, password }, signal) ?? Promise.reject(new Error('cannot sign in'));

const ok = (drive: Case['drive'], contains?: object, more: Partial<Case> = {}): Case => ({
  drive,
  expect: 'ok',
  ...(contains === undefined ? {} : { contains }),
  ...more,
});
const fails = (code: ChatErrorCode, drive: Case['drive'], more: Partial<Case> = {}): Case => ({
  drive,
  expect: code,
  ...more,
});
const counted = { after: [counts] };
const looked = { before: [emptyPage] };
const limited = { wordedOtherwise: 'the limit is always stated, with a few more for the overlap' };
const noMessages = json({ messages: [], count: 0, has_more: false });

export const cases: Readonly<Record<string, Case>> = {
  'login ok': ok(signIn('alice', 'pw-alice'), { accessToken: '<token:alice>' }),
  'login wrong password': fails('unauthorized', signIn('alice', 'nope')),
  'login missing field': fails('invalid', signIn('alice', ''), { wordedOtherwise: 'both are always sent' }),
  'login user without staff profile': fails('forbidden', signIn('nobody', 'pw-nobody')),
  me: ok((adapter) => adapter.loadMe(signal), {
    id: '1',
    name: 'Alice Moran',
    details: { role: 'Front Desk Agent', department: 'Front Office' },
  }),
  'me wrong hotel': fails('forbidden', (adapter) => adapter.loadMe(signal)),
  // Handed over as soon as it is known who signed in.
  'save fcm token': ok(() => Promise.resolve(), undefined, {
    options: { push: { getToken: () => Promise.resolve('device-alice') } },
  }),
  'no credentials': fails('unauthorized', list()),
  'bearer scheme': fails('unauthorized', list(), { options: { tokenScheme: 'Bearer' } }),
  'unknown token': fails('unauthorized', list()),
  'no staff profile': fails('forbidden', list()),
  'other hotel': fails('forbidden', list()),
  'other hotel staff-list': fails('forbidden', staff()),
  'unknown hotel': fails('forbidden', list()),
  'staff list page': ok(
    staff(),
    { users: [{ id: '2', name: 'Bob Quinn' }, { id: '3' }], next: '2' },
    { wordedOtherwise: 'the size of pages is the server’s' },
  ),
  'staff list page 2': ok(
    staff('', '2'),
    { next: '3' },
    { wordedOtherwise: 'the size of pages is the server’s' },
  ),
  'staff list search': ok(staff('house'), {
    next: null,
    users: [{ details: { department: 'Housekeeping' } }, {}],
  }),
  'staff list ordering desc': ok(staff(), { next: '2' }, { wordedOtherwise: 'the server orders' }),
  'staff list bad page': ok(staff('', '99'), { users: [], next: null }),
  'empty conversation list': ok(list(), { conversations: [], next: null }, counted),
  'create 1:1': ok(direct('2'), { id: '1', kind: 'direct', title: null, participants: ['1', '2'] }),
  'create 1:1 again': ok(direct('2'), { id: '1' }),
  'create 1:1 from the other side': ok(direct('1'), { id: '1' }),
  'create group': ok(group('Morning shift', '2', '3'), { id: '2', kind: 'group', title: 'Morning shift' }),
  'create group same people other title': ok(group('Another title', '3', '2'), { title: 'Morning shift' }),
  'create with inactive': fails('invalid', direct('5')),
  'create with other hotel': fails('invalid', direct('6')),
  'detail of that': ok(detail('4'), { conversation: { id: '4' } }, { ...looked, ...counted }),
  'send plain': ok(
    send('1', '  Room 12 is ready  '),
    { message: { id: '1', text: 'Room 12 is ready', complete: true, delivery: 'sent', authorId: '1' } },
    { wordedOtherwise: 'blank ends are cut before' },
  ),
  'send reply': ok(send('1', 'Thanks, going up now', { replyTo: '1' }), {
    message: { replyTo: { messageId: '1', authorId: '1', text: 'Room 12 is ready' } },
  }),
  'send with mention (first name)': ok(send('2', '@Bob can you take floor 2? @Carol'), {
    message: { mentions: ['3'] },
  }),
  'send mention trap: name followed by a word': ok(send('2', '@Bob please'), { message: { mentions: [] } }),
  'send mention of a non participant': ok(send('1', 'ask @Dave'), { message: { mentions: ['4'] } }),
  'send reply to unknown': fails('invalid', send('1', 'x', { replyTo: '9999' })),
  'send reply to other conversation': fails('invalid', send('2', 'x', { replyTo: '1' })),
  'send as non participant': fails('forbidden', send('1', 'hi')),
  'send to unknown conversation': fails('not-found', send('999', 'hi')),
  'send without trailing slash': fails('protocol', send('1', 'lost?'), {
    wordedOtherwise: 'our paths end with the slash',
  }),
  'messages latest 2': ok(
    newest('1', 2),
    { messages: [{ id: '7' }, { id: '8' }], reachedEnd: true },
    limited,
  ),
  'messages before': ok(before('1', '3', 2), { reachedStart: true, reachedEnd: false }, limited),
  'messages non participant': fails('not-found', newest('1'), limited),
  'messages unknown conversation': fails('not-found', newest('999'), limited),
  'edit own': ok(edit('1', 'Room 12 is ready now'), {
    events: [{ type: 'message-received', message: { text: 'Room 12 is ready now', edited: true } }],
  }),
  'edit not mine': fails('forbidden', edit('1', 'zzz')),
  'edit unknown': fails('not-found', edit('9999', 'x')),
  react: ok(react('react', '👍'), { events: [{ emoji: '👍', present: true, replaces: true, userId: '2' }] }),
  'react replaces': ok(react('react', '❤️')),
  'react same again': ok(react('react', '❤️')),
  'react second person': ok(react('react', '❤️')),
  'react non participant': fails('forbidden', react('react', '👍')),
  'react unknown message': fails('not-found', react('react', '👍', '9999')),
  'unreact wrong emoji': ok(react('unreact', '👍'), { events: [{ emoji: '👍', present: false }] }),
  unreact: ok(react('unreact', '❤️'), { events: [{ emoji: '❤️', present: false }] }),
  'unreact non participant': fails('forbidden', react('unreact', '❤️')),
  'upload image': ok(send('1', '', { files: [outgoingFile('view.png', 'image/png', 70)] }), {
    message: { text: '', attachments: [{ kind: 'image', name: 'view.png', size: 70 }] },
  }),
  'upload two with text and reply': ok(
    send('1', 'Two files', {
      replyTo: '1',
      files: [outgoingFile('plan.pdf', 'application/pdf', 2015), outgoingFile('notes.txt', 'text/plain', 5)],
    }),
    {
      message: {
        text: 'Two files',
        attachments: [{ kind: 'file', name: 'plan.pdf' }, { name: 'notes.txt' }],
      },
    },
  ),
  'upload to existing message': ok(
    attach('1', '9', new File(['a,b\n1,2\n'], 'extra.csv', { type: 'text/csv' })),
    { events: [{ message: { id: '9' } }] },
    bare(9),
  ),
  'upload to a message of someone else': fails(
    'forbidden',
    attach('1', '10', new File(['x'], 'x.txt', { type: 'text/plain' })),
    bare(10),
  ),
  'upload to unknown message': fails(
    'not-found',
    attach('1', '9999', new File(['x'], 'x.txt', { type: 'text/plain' })),
    bare(9999),
  ),
  'upload non participant': fails(
    'forbidden',
    send('1', '', { files: [outgoingFile('x.txt', 'text/plain', 1)] }),
  ),
  'send reply to an image': ok(send('1', 'Nice view', { replyTo: '9' }), {
    message: { replyTo: { messageId: '9', text: '', attachmentCount: 2 } },
  }),
  'delete attachment not mine': fails('forbidden', removeFile('1')),
  'delete attachment': ok(removeFile('1'), { events: [] }, { after: [noMessages] }),
  'delete attachment again': fails('not-found', removeFile('1')),
  'delete attachment as moderator': ok(removeFile('7'), { events: [] }, { after: [noMessages] }),
  'unread count': ok(
    list(),
    {
      conversations: [
        { id: '1', unreadCount: 5 },
        { id: '2', unreadCount: 2 },
      ],
    },
    {
      before: [
        json({ next: null, results: [wireConversation(1), wireConversation(2, { unread_count: 9 })] }),
      ],
    },
  ),
  'unread count zero': ok(
    list(),
    { conversations: [{ id: '2', unreadCount: 0 }] },
    { before: [json({ next: null, results: [wireConversation(2, { unread_count: 9 })] })] },
  ),
  'unread before a delete': ok(list(), undefined, { before: [emptyPage] }),
  'unread after a delete': ok(list(), undefined, { before: [emptyPage] }),
  'list conversations as bob': ok(
    list(),
    {
      conversations: [
        { id: '1', lastMessage: { id: '11', authorId: '2' } },
        { id: '2', kind: 'group' },
      ],
    },
    counted,
  ),
  'mark conversation as read': ok(markRead('1'), {
    events: [
      { type: 'messages-read', userId: '2', messageIds: ['5', '6', '7', '9'] },
      { type: 'unread-changed', count: 0 },
    ],
  }),
  'mark conversation as read again': ok(markRead('1')),
  'mark conversation as read non participant': fails('not-found', markRead('1')),
  'list after read: list counts only is_read=false': ok(list(), undefined, counted),
  'group unread in list for a reader of part': ok(
    list(),
    { conversations: [{ id: '2', unreadCount: 0 }] },
    counted,
  ),
  'edit after read keeps read state': ok(edit('1', 'Room 12 is ready, third floor'), {
    events: [{ message: { delivery: 'read', readBy: [{ userId: '2', at: null }] } }],
  }),
  'soft delete own': ok(remove('4'), {
    events: [{ type: 'message-changed', messageId: '4', patch: { deleted: true, text: '' } }],
  }),
  'soft delete again': ok(remove('4')),
  'edit deleted': fails('invalid', edit('4', 'x')),
  'reply to deleted': fails('invalid', send('2', 'what was that?', { replyTo: '4' })),
  'react to deleted': ok(react('react', '😮', '4')),
  'deleted is not listed': ok(newest('2', 50), { messages: [{ id: '3' }] }, limited),
  'conversation detail still holds deleted': ok(
    detail('2'),
    { conversation: { lastMessage: { id: '3', text: '@Bob can you take floor 2? @Carol' } } },
    { ...looked, ...counted },
  ),
  'delete not mine': fails('forbidden', remove('3')),
  'delete as moderator who is not a participant': fails('forbidden', remove('2')),
  'send one more': ok(send('2', 'to be moderated')),
  'reply to it': ok(send('2', 'reply survives', { replyTo: '12' })),
  'delete as moderator': ok(remove('12'), { events: [{ type: 'message-changed', messageId: '12' }] }),
  'reply after parent soft deleted': ok(
    newest('2', 1),
    { messages: [{ id: '13', replyTo: { messageId: '12', text: null } }] },
    limited,
  ),
  'hard delete not mine as regular': fails('forbidden', remove('3', true)),
  'hard delete as moderator': ok(remove('12', true), {
    events: [{ type: 'message-removed', messageId: '12' }],
  }),
  'reply after parent hard deleted': ok(newest('2', 1), { messages: [{ id: '13', replyTo: null }] }, limited),
  'send to be hard deleted': ok(send('1', 'gone soon')),
  'hard delete own as regular': ok(remove('14', true), { events: [{ type: 'message-removed' }] }),
  'delete gone': fails('not-found', remove('14')),
  'soft delete message with files': ok(remove('10'), {
    events: [{ patch: { deleted: true, attachments: [] } }],
  }),
  forward: ok(forward('1', ['2'], ['4']), [
    { conversationId: '2', userId: null, messageId: '15', error: null },
    { conversationId: '5', userId: '4', messageId: '16', error: null },
  ]),
  'forward mixed results': ok(forward('1', ['2', '3', '999'], ['1', '5', '6', '4']), undefined, {
    wordedOtherwise: 'my own id is left out',
  }),
  'forward deleted': fails('invalid', forward('4', ['1'])),
  'forward non participant': fails('forbidden', forward('1', ['2'])),
  'forward non participant same hotel': fails('forbidden', forward('1', ['4'])),
  'detail 1:1': ok(detail('1'), { conversation: { id: '1', kind: 'direct' } }, { ...looked, ...counted }),
  'detail non participant': fails('not-found', detail('1'), looked),
  'delete conversation as regular': fails('forbidden', deleteConversation('2')),
  'list page 1': ok(list(), { next: '2' }, counted),
  'list page 2': ok(list('2'), { next: null }),
  'list page 3': ok(list('3'), { conversations: [], next: null }),
  'delete conversation as moderator participant': ok(deleteConversation('4')),
  'delete conversation of others as moderator': fails('not-found', deleteConversation('1')),
  'conversation gone': fails('not-found', detail('4'), looked),
  'inactive staff member can still read': ok(list(), { conversations: [] }, counted),
  'upload does not move the conversation up': ok(
    send('1', 'late file', { files: [outgoingFile('late.txt', 'text/plain', 4)] }),
  ),
  'list after an upload': ok(list(), undefined, counted),
  'delete an unread message: no unread event': ok(remove('19')),
  'send 11000 characters': ok(send('1', 'x'.repeat(11_000)), undefined, {
    wordedOtherwise: 'the recording is cut',
  }),
  'upload reply to another conversation is dropped': ok(
    send('1', '', { replyTo: '3', files: [outgoingFile('r.txt', 'text/plain', 1)] }),
    { message: { replyTo: null } },
  ),
  'upload in group': ok(send('2', '', { files: [outgoingFile('g.png', 'image/png', 4)] })),
  'message after its only file is gone': ok(
    newest('2', 1),
    { messages: [{ id: '22', text: '[File shared]', attachments: [] }] },
    limited,
  ),
  'E: login bad password': fails('unauthorized', signIn('alice', 'zz')),
  'E: login ok': ok(signIn('alice', 'pw-alice'), { accessToken: '<token:alice>' }),
  'E: documented path is not mounted': fails('not-found', list(), {
    options: { basePath: '/api/staff-chat/{hotel}' },
  }),
  'E: bearer scheme': fails('unauthorized', list(), { options: { tokenScheme: 'Bearer' } }),
  'E: staff list': ok(staff(), { next: '2' }),
  'E: create': ok(direct('2'), { id: '1', kind: 'direct' }),
  'E: create again makes a second 1:1': ok(direct('3'), { id: '2' }),
  'E: create again makes a second 1:1 (b)': ok(direct('3'), { id: '3' }),
  'E: create group': ok(group('Morning shift', '2', '3'), { id: '4', kind: 'group' }),
  'E: create group again': ok(group('Morning shift', '2', '3'), { id: '5' }),
  'E: send': ok(send('1', 'Room 12 is ready'), { message: { id: '1' } }),
  'E: reply with mention': ok(send('1', '@Alice ok', { replyTo: '1' }), {
    message: { replyTo: { messageId: '1' } },
  }),
  'E: send non participant': fails('forbidden', send('1', 'x')),
  'E: messages': ok(newest('1', 50), { reachedStart: true }, limited),
  'E: edit': ok(edit('1', 'Room 12 is ready now')),
  'E: react': ok(react('react', '👍'), { events: [{ present: true, emoji: '👍' }] }),
  'E: react same again': ok(react('react', '👍')),
  'E: react other emoji (kept both?)': ok(react('react', '🔥')),
  'E: unreact': ok(react('unreact', '👍')),
  'E: upload to existing': ok(
    attach('1', '4', new File(['x'], 'a.txt', { type: 'text/plain' })),
    { events: [{ message: { id: '4', attachments: [{}, { name: 'a.txt' }] } }] },
    bare(4),
  ),
  'E: upload new': ok(
    send('1', 'See report', { files: [outgoingFile('report.pdf', 'application/pdf', 10)] }),
    { message: { attachments: [{ name: 'report.pdf', kind: 'file' }] } },
  ),
  'E: delete attachment': ok(removeFile('2'), { events: [] }, { after: [noMessages] }),
  'E: mark conversation read': ok(markRead('1'), {
    events: [{ type: 'messages-read', upTo: '9' }, { count: 0 }],
  }),
  'E: unread-count is not there': ok(
    list(),
    { conversations: [{ id: '1', unreadCount: 3 }] },
    {
      before: [json({ next: null, results: [wireConversation(1, { unread_count: 3 })] })],
      // Taken for the newest revision, it is found out not to be.
      options: { dialect: 'deployed' },
    },
  ),
  'E: list': ok(list(), { conversations: [{ id: '1' }, { id: '5' }, { id: '4' }] }),
  'E: soft delete': ok(remove('1'), { events: [{ type: 'message-changed', patch: { deleted: true } }] }),
  'E: delete not mine': fails('forbidden', remove('2')),
  'E: delete not mine as manager outside the conversation': ok(remove('2')),
  'E: hard delete not mine': fails('forbidden', remove('3', true)),
  'E: hard delete own': ok(remove('3', true), { events: [{ type: 'message-removed' }] }),
  'E: hard delete as manager': ok(remove('2', true), { events: [{ type: 'message-removed' }] }),
  'E: patch conversation': ok(
    act({ kind: 'update-group', conversationId: conversationId('4'), name: 'Renamed' }),
    { title: 'Renamed' },
  ),
  'E: patch participants': ok(
    act({ kind: 'add-members', conversationId: conversationId('4'), userIds: [userId('4')] }),
    { memberCount: 4 },
    {
      before: [
        json(wireConversation(4, { is_group: true, participants: [people.alice, people.bob, people.carol] })),
      ],
    },
  ),
  'E: delete conversation': ok(deleteConversation('4')),
};

/** Recorded requests no client of ours makes, and what is done instead. */
export const notForUs: Readonly<Record<string, string>> = {
  'save fcm token missing': 'no token, no request',
  'old fcm endpoint': 'moved; only the new one is used',
  'pusher auth json (always anonymous)': 'all channels are public',
  'pusher auth missing fields': 'all channels are public',
  'create without participants': 'refused before',
  'create duplicate ids': 'ids are told once',
  'create non-numeric id': 'refused before',
  'create with only myself': 'my own id is left out',
  'create with myself and one more': 'my own id is left out',
  'send empty': 'refused before',
  'send no message key': 'refused before',
  'send null message': 'refused before',
  'send reply_to not a number': 'refused before',
  'send bad json': 'JSON is written by a machine',
  'send form encoded': 'JSON is sent',
  'send wrong method': 'never',
  'legacy send_message': 'publishes no event',
  'legacy send_message bad reply id': 'publishes no event',
  'legacy send_message empty': 'publishes no event',
  'messages limit=0': 'at least one is asked for',
  'messages limit=-1': 'at least one is asked for',
  'messages limit not a number': 'always a number',
  'messages before_id not a number': 'refused before',
  'edit empty': 'refused before',
  'edit without message key': 'would mark as edited; refused before',
  'edit as PUT': 'never',
  'react not allowed': 'refused before',
  'react heart without variation selector': 'spelled as the backend does',
  'react missing': 'refused before',
  'upload bad extension': 'refused before',
  'upload one good one bad': 'refused before',
  'upload 11 files': 'refused before',
  'upload empty file': 'refused before',
  'upload no files': 'sent as a plain message',
  'upload as json': 'files go in a form',
  'attachment url': 'every message brings the address',
  'attachment url non participant': 'every message brings the address',
  'attachment url unknown': 'every message brings the address',
  'attachment url of another hotel': 'every message brings the address',
  'attachment url of a deleted message': 'files of deleted messages are not shown',
  'conversations with unread count (broken)': 'always fails',
  'mark one message as read': 'a conversation is read as a whole',
  'mark one message as read again': 'a conversation is read as a whole',
  'mark my own message as read': 'a conversation is read as a whole',
  'mark as read non participant': 'a conversation is read as a whole',
  'mark as read unknown message': 'a conversation is read as a whole',
  'group: first reader': 'a conversation is read as a whole',
  'group: last reader': 'a conversation is read as a whole',
  'bulk mark as read': 'one conversation at a time',
  'bulk mark as read nothing left': 'one conversation at a time',
  'bulk mark as read missing': 'one conversation at a time',
  'bulk mark as read non numeric': 'one conversation at a time',
  'sync-unread-counts is not routed': 'does not exist',
  'hard_delete=1 is a soft delete': 'exactly `true` is sent',
  'forward nothing': 'refused before',
  'forward duplicate ids': 'ids are told once',
  'forward bad types': 'refused before',
  'for-forwarding': 'the list tells the same',
  'for-forwarding search': 'the list is searched here',
  'update conversation put': 'not offered by this revision',
  'update conversation patch': 'not offered by this revision',
  'list search': 'the list is searched here',
  'list ordering': 'the list is ordered here',
  'list page_size ignored': 'the size of pages is the server’s',
  'participants may not be added: no endpoint': 'does not exist',
  'typing: no endpoint': 'does not exist',
  'E: send empty': 'refused before',
  'E: legacy send': 'publishes no event',
  'E: mark message read is not there': 'a conversation is read as a whole',
};
