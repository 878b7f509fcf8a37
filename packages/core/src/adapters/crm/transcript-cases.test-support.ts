import type { ChatAdapter, HistoryPosition } from '../../adapter/adapter';
import type { ChatErrorCode } from '../../errors';
import { conversationId, messageId } from '../../model/ids';
import type { RecordedResponse } from '../../testing/replay';
import { execution, outgoingFile } from '../../testing/commands.test-support';
import { json } from '../../testing/recorded-answers.test-support';
import {
  command,
  emptyPage,
  markRead,
  noneUnread,
  pageOf,
  sendCommand,
  wireConversation,
  wireMessage,
  wireUser,
} from './crm.test-support';
import type { CrmOptions, CrmRoles } from './index';

const signal = new AbortController().signal;

export interface Case {
  readonly drive: (adapter: ChatAdapter, roles: CrmRoles) => Promise<unknown>;
  readonly expect: 'ok' | ChatErrorCode;
  /** Answers to what the adapter asks before (by name, or given) and after. */
  readonly before?: readonly (string | RecordedResponse)[];
  readonly after?: readonly (string | RecordedResponse)[];
  readonly contains?: object;
  /** Why the adapter's request differs from the recorded one, whose answer it reads all the same. */
  readonly wordedOtherwise?: string;
  readonly options?: Partial<CrmOptions>;
  readonly token?: string | null;
}

const withUser =
  (person: number, organization = '1', peek = false, name: HistoryPosition['name'] = 'newest') =>
  (adapter: ChatAdapter) =>
    adapter.loadMessages(
      {
        conversationId: conversationId(`${organization}:${String(person)}`),
        position: { name } as HistoryPosition,
        limit: 50,
        peek,
      },
      signal,
    );
const signIn = (login: string, password: string) => async (adapter: ChatAdapter) =>
  adapter.signIn?.({ login, password }, signal);
const refresh = (refreshToken: string) => async (adapter: ChatAdapter) =>
  adapter.refresh?.({ accessToken: 'old', refreshToken }, signal);
const signOut = async (adapter: ChatAdapter) => adapter.signOut?.({ accessToken: 'x' }, signal);
const list = (adapter: ChatAdapter) => adapter.loadConversations(null, signal);
const people = (adapter: ChatAdapter) => adapter.loadUsers({ text: '', cursor: null }, signal);
const send =
  (to: string, text: string, more: Parameters<typeof sendCommand>[1] = {}) =>
  (adapter: ChatAdapter) =>
    adapter.execute(sendCommand(text, { conversationId: conversationId(to), ...more }), execution());
const reads = (id: number) => (adapter: ChatAdapter) => adapter.execute(markRead([id], '1:1'), execution());
const detail = (id: string) => (adapter: ChatAdapter) => adapter.loadConversation(conversationId(id), signal);
const edits = (id: string, text: string) => (adapter: ChatAdapter) =>
  adapter.execute(command('edit-message', { messageId: messageId(id), text }), execution());
const deletes = (id: string) => (adapter: ChatAdapter) =>
  adapter.execute(
    command('delete-message', { messageId: messageId(id), scope: 'everyone', hard: true }),
    execution(),
  );

const unreadAsked = { drive: list, before: [emptyPage] } as const;
const ownPaging = 'the adapter states its own order and page size';
const refusedLocally = 'the adapter refuses this before sending; the answer is read all the same';
const asVendor = send('1:2', 'a');
const refusedSend = { drive: asVendor, expect: 'invalid', wordedOtherwise: refusedLocally } as const;
const editing = { editing: true };

/** What a client can meet, by the name of the recording. */
export const cases: Readonly<Record<string, Case>> = {
  'no token': {
    drive: withUser(2, '1', true),
    before: [json(wireUser(1))],
    expect: 'unauthorized',
    token: null,
    wordedOtherwise: ownPaging,
  },
  'login with username': {
    drive: signIn('nadia', 'sample-pass-1'),
    expect: 'ok',
    contains: { accessToken: '<token:nadia>', refreshToken: '<refresh:nadia>' },
  },
  'login with e-mail in the username field': {
    drive: signIn('nadia@sample.test', 'sample-pass-1'),
    expect: 'ok',
  },
  'login wrong password': {
    drive: signIn('nadia', 'wrong'),
    expect: 'unauthorized',
  },
  'login missing password': {
    drive: signIn('nadia', ''),
    expect: 'invalid',
    wordedOtherwise: 'both fields are always sent',
  },
  'token refresh': {
    drive: refresh('<refresh:nadia>'),
    expect: 'ok',
    contains: { accessToken: '<token:nadia>', refreshToken: '<refresh:nadia>' },
  },
  'token refresh, bad': {
    drive: refresh('garbage'),
    expect: 'unauthorized',
  },
  'garbage access token': { ...unreadAsked, expect: 'unauthorized' },
  'expired access token': { ...unreadAsked, expect: 'unauthorized' },
  'garbage legacy token': { ...unreadAsked, expect: 'unauthorized', options: { tokenType: 'Token' } },
  'legacy token accepted': {
    drive: list,
    before: [json(wireUser(2)), emptyPage],
    expect: 'ok',
    token: '<legacy:omar>',
    options: { tokenType: 'Token' },
  },
  'who am I': {
    drive: (adapter) => adapter.loadMe(signal),
    expect: 'ok',
    contains: { id: '1', name: 'Nadia Berg', details: { email: 'nadia@sample.test' } },
  },
  'recipients for a vendor: employees only': {
    drive: people,
    after: [emptyPage, noneUnread],
    expect: 'ok',
    contains: { users: [{ name: 'Omar Diaz' }, { name: 'Priya Shah' }, { name: 'Ravi Okoye' }] },
  },
  'recipients for an employee: vendor only': {
    drive: people,
    after: [emptyPage, noneUnread],
    expect: 'ok',
    contains: { users: [{ id: '1', name: 'Nadia Berg' }], next: null },
  },
  'recipients for a customer over a token: always empty': {
    drive: people,
    after: [pageOf([wireConversation(3, 4, 1)]), noneUnread],
    expect: 'ok',
    contains: { users: [{ id: '1' }] },
  },
  'recipients without any profile': {
    drive: people,
    after: [emptyPage, noneUnread],
    expect: 'ok',
    contains: { users: [] },
  },
  'recipients when an employee row has no user account': {
    drive: people,
    after: [pageOf([wireConversation(3, 8, 9)]), noneUnread],
    expect: 'ok',
    contains: { users: [{ id: '9' }] },
  },
  'recipients for a customer over a session cookie: vendor and employees': {
    drive: people,
    before: [json(wireUser(4))],
    after: [emptyPage, noneUnread],
    expect: 'ok',
    token: null,
  },
  'conversations, none yet': {
    drive: list,
    after: [noneUnread],
    expect: 'ok',
    contains: { conversations: [], next: null },
    wordedOtherwise: ownPaging,
  },
  'messages, none yet': {
    drive: withUser(1, '1', true),
    after: [pageOf([wireConversation(1, 2, 1)]), noneUnread, json(wireConversation(1, 2, 1))],
    expect: 'ok',
    contains: { messages: [], reachedStart: true, reachedEnd: true, markedRead: false },
    wordedOtherwise: ownPaging,
  },
  'unread, none yet': { ...unreadAsked, expect: 'ok' },
  'thread, none yet': { drive: withUser(1), expect: 'ok', contains: { messages: [], markedRead: true } },
  'vendor sends first message to employee': {
    drive: send('1:2', 'Morning Omar, is the van free at noon?'),
    expect: 'ok',
    contains: {
      message: { id: '1', conversationId: '1:2', localId: 'local-1', delivery: 'sent', edited: false },
    },
  },
  'employee replies': {
    drive: send('1:1', 'Yes, keys are at the desk.', { subject: 'Van' }),
    expect: 'ok',
    contains: { message: { subject: 'Van', authorId: '2' } },
  },
  'send with related entities and attachment': {
    drive: send('1:2', 'Quote for the refit', {
      subject: 'Quote',
      related: [
        { type: 'lead', id: '1', label: null },
        { type: 'deal', id: '1', label: null },
        { type: 'customer', id: '1', label: null },
      ],
      attachments: [outgoingFile('quote-17.pdf', 'application/pdf', 48_211)],
    }),
    expect: 'ok',
    options: { storeFile: () => Promise.resolve({ url: 'https://files.sample.test/quote-17.pdf' }) },
    contains: {
      message: {
        related: [{ type: 'lead' }, { type: 'deal' }, { type: 'customer' }],
        attachments: [{ name: 'quote-17.pdf', kind: 'file', mimeType: 'application/pdf', size: 48_211 }],
      },
    },
  },
  'unread count of recipient': { ...unreadAsked, expect: 'ok' },
  'conversation list of recipient (unread 2)': {
    drive: list,
    after: [json({ unread_count: 2 })],
    expect: 'ok',
    contains: {
      conversations: [
        {
          id: '1:1',
          unreadCount: 2,
          participants: ['2', '1'],
          lastMessage: { id: '3', authorName: 'Nadia Berg', attachmentCount: 1 },
          context: [{ type: 'organization', id: '1', label: 'Fenwick Tools' }],
        },
      ],
    },
    wordedOtherwise: ownPaging,
  },
  'mark one message read': { drive: reads(1), expect: 'ok' },
  'mark read again: unchanged read_at, no event': { drive: reads(1), expect: 'ok' },
  'mark read by sender': { drive: reads(1), expect: 'ok' },
  'mark read unknown': { drive: reads(9999), expect: 'ok' },
  'thread GET marks the rest read': {
    drive: withUser(1),
    expect: 'ok',
    contains: {
      messages: [
        { id: '1', conversationId: '1:1', delivery: 'read', readBy: [{ userId: '2' }] },
        { id: '2', delivery: 'sent', readBy: [] },
        { id: '3' },
      ],
      reachedStart: true,
      reachedEnd: true,
      markedRead: true,
    },
  },
  'unread count after thread GET': { ...unreadAsked, expect: 'ok' },
  'conversation detail': {
    drive: detail('1:1'),
    before: [pageOf([wireConversation(1, 2, 1)]), noneUnread],
    expect: 'ok',
    contains: { conversation: { id: '1:1', kind: 'direct' } },
  },
  'conversation detail, not a participant': {
    drive: detail('1:1'),
    before: [pageOf([wireConversation(1, 3, 1)]), noneUnread],
    expect: 'not-found',
  },
  'customer, only an organisation-bound profile': { drive: send('none:1', 'Hello?'), expect: 'forbidden' },
  'customer with organisation-less profile, first message': {
    drive: send('none:1', 'Hello?'),
    expect: 'forbidden',
  },
  'no profile at all': { drive: send('none:1', 'Hello?'), expect: 'forbidden' },
  'employee to another employee, first message': {
    drive: send('1:3', 'Lunch?'),
    expect: 'forbidden',
    contains: { message: 'Employees can only initiate conversations with their vendor.' },
  },
  'vendor to employee 3': { drive: send('1:3', 'Priya, please call Harbor Lane'), expect: 'ok' },
  'vendor to customer (not in recipients, still allowed)': {
    drive: send('1:4', 'Your order is ready'),
    expect: 'ok',
  },
  "customer reads the vendor's message": {
    drive: withUser(1),
    expect: 'ok',
    contains: { messages: [{ id: '5', text: 'Your order is ready' }] },
  },
  'customer reply over a token is refused': {
    drive: send('1:1', 'Great, thanks'),
    expect: 'forbidden',
    contains: { outcome: 'rejected', retryable: false },
  },
  'vendor to a user of another organisation: accepted': {
    drive: send('1:5', 'Hello from Fenwick'),
    expect: 'ok',
  },
  'that user never sees it: list': {
    drive: withUser(1, '2', true),
    after: [emptyPage, noneUnread],
    expect: 'not-found',
    wordedOtherwise: ownPaging,
  },
  'that user never sees it: unread': { ...unreadAsked, expect: 'ok' },
  'message to oneself is accepted': {
    drive: send('1:1', 'note to self'),
    expect: 'ok',
    contains: { message: { conversationId: '1:1', authorId: '1' } },
  },
  'customer reply over a session cookie is accepted': {
    drive: send('1:1', 'Great, thanks'),
    before: [json(wireUser(4))],
    expect: 'ok',
    token: null,
    options: { csrfToken: () => 'a'.repeat(32) },
  },
  'session cookie without CSRF token': {
    drive: send('1:1', 'x'),
    before: [json(wireUser(4))],
    expect: 'forbidden',
    token: null,
  },
  'send: empty body': { ...refusedSend, contains: { fields: { content: ['This field is required.'] } } },
  'send: blank content': {
    ...refusedSend,
    contains: { fields: { content: ['This field may not be blank.'] } },
  },
  'send: null content': refusedSend,
  'send: recipient not a number': refusedSend,
  'send: unknown recipient': {
    drive: send('1:999', 'a'),
    expect: 'invalid',
    contains: { fields: { recipient_id: ['Recipient not found'] } },
  },
  'send: content over 5000': refusedSend,
  'send: null subject': refusedSend,
  'send: subject over 255': refusedSend,
  'send: attachment not an object': {
    ...refusedSend,
    contains: { fields: { 'attachments.0': ['Expected a dictionary of items but got type "str".'] } },
  },
  'send: attachments null': refusedSend,
  'send: attachments an object': refusedSend,
  'send: unknown lead': {
    drive: send('1:2', 'a', { related: [{ type: 'lead', id: '77', label: null }] }),
    after: [emptyPage],
    expect: 'invalid',
    contains: { message: 'Lead matching query does not exist.', outcome: 'rejected' },
  },
  'send: unknown deal': {
    drive: send('1:2', 'a', { related: [{ type: 'deal', id: '77', label: null }] }),
    after: [emptyPage],
    expect: 'invalid',
  },
  'send: unknown customer': {
    drive: send('1:2', 'a', { related: [{ type: 'customer', id: '77', label: null }] }),
    after: [emptyPage],
    expect: 'invalid',
  },
  'send: body is a list': refusedSend,
  'send: not JSON': refusedSend,
  'send: blank subject, null relations, white space trimmed, id as text': {
    drive: send('1:2', '  padded text \n', { subject: '' }),
    expect: 'ok',
    contains: { message: { text: 'padded text' } },
    wordedOtherwise: 'what is empty is left out, and the text is trimmed before it is sent',
  },
  'send: multipart with a file called attachments': {
    ...refusedSend,
    wordedOtherwise: 'files are never sent to this backend',
  },
  'send: no trailing slash': {
    drive: send('1:2', 'x'),
    expect: 'server',
    contains: { outcome: 'unknown' },
    wordedOtherwise: 'paths end with their slash',
  },
  'thread: missing user_id': { drive: withUser(2), expect: 'invalid', wordedOtherwise: refusedLocally },
  'thread: unknown user': { drive: withUser(999), expect: 'not-found' },
  'thread: user_id not a number': {
    drive: withUser(2),
    expect: 'server',
    contains: { outcome: 'rejected', retryable: true },
    wordedOtherwise: refusedLocally,
  },
  'messages, page 2 of size 3': {
    drive: withUser(2, '1', true),
    expect: 'ok',
    wordedOtherwise: ownPaging,
    after: [pageOf([wireMessage(1, 2, 1)])],
  },
  'messages, page past the end': {
    drive: withUser(2, '1', true),
    expect: 'conflict',
    contains: { retryable: true },
    wordedOtherwise: ownPaging,
  },
  'messages, ordering by id': {
    drive: withUser(2, '1', true),
    expect: 'ok',
    wordedOtherwise: ownPaging,
    after: [pageOf([wireMessage(1, 2, 1)])],
  },
  'conversations of the vendor (self, other organisation, customer, employees)': {
    drive: list,
    after: [json({ unread_count: 4 })],
    expect: 'ok',
    wordedOtherwise: ownPaging,
  },
  'PATCH own message': {
    drive: edits('1', 'Morning Omar, is the van free at one?'),
    expect: 'ok',
    options: editing,
    contains: { events: [{ type: 'message-received', message: { edited: true } }] },
  },
  'PATCH not a participant': { drive: edits('1', 'x'), expect: 'not-found', options: editing },
  'send one that will be deleted unread': { drive: send('1:2', 'wrong chat, sorry'), expect: 'ok' },
  'DELETE own message (hard)': {
    drive: deletes('14'),
    expect: 'ok',
    options: editing,
    contains: { events: [{ type: 'message-removed', messageId: '14' }] },
  },
  'DELETE not a participant': { drive: deletes('1'), expect: 'not-found', options: editing },
  'conversation keeps last_message null and a stuck unread': {
    drive: detail('1:1'),
    before: [pageOf([wireConversation(1, 2, 1)]), json({ unread_count: 3 })],
    expect: 'ok',
    contains: { conversation: { lastMessage: null, lastActivityAt: 1_795_210_571_638 } },
  },
  'but the total unread': { ...unreadAsked, expect: 'ok' },
  'roles of a two-hat user': {
    drive: (_adapter, roles) => roles.list(),
    expect: 'ok',
    contains: [
      { id: '9', type: 'employee', active: false, organization: { id: '1', name: 'Fenwick Tools' } },
      { id: '8', type: 'vendor', active: true },
    ],
  },
  'list as vendor of own organisation': {
    drive: withUser(1, '4', true),
    after: [emptyPage, noneUnread],
    expect: 'not-found',
    wordedOtherwise: ownPaging,
  },
  'switch to the employee role': {
    drive: (_adapter, roles) => roles.select('9'),
    expect: 'ok',
    contains: { id: '9', active: true },
  },
  'same token now writes in the other organisation': {
    drive: send('1:1', 'Ravi here, as your employee'),
    expect: 'ok',
    contains: { message: { conversationId: '1:1' } },
  },
  'switch role, unknown profile': { drive: (_adapter, roles) => roles.select('1'), expect: 'not-found' },
  'switch role, no id': {
    drive: (_adapter, roles) => roles.select('1'),
    expect: 'invalid',
    wordedOtherwise: refusedLocally,
  },
  'fresh user (vendor hat, no organisation) writes to anybody': {
    drive: send('none:1', 'Hi, saw your shop'),
    expect: 'ok',
    contains: { message: { conversationId: 'none:1' } },
  },
  'recipient with an organisation cannot fetch it': {
    drive: withUser(11),
    expect: 'ok',
    contains: { messages: [] },
  },
  'send answers 400 although the message was stored': {
    drive: send('none:7', 'stored or not?'),
    after: ['as a page: the message behind the 400'],
    expect: 'ok',
    contains: { message: { id: '17', localId: 'local-1', conversationId: 'none:7' } },
  },
  'the message behind the 400': {
    drive: withUser(7, 'none'),
    expect: 'ok',
    contains: { messages: [{ id: '17' }] },
  },
  'thread of 502: the 500 OLDEST come back, the two newest do not': {
    drive: withUser(5, '2'),
    after: ['as a page: the newest are only in the list', 'as a page: the newest are only in the list'],
    expect: 'ok',
    contains: { messages: [{ text: 'bulk 501' }, { text: 'bulk 502' }], markedRead: false, reachedEnd: true },
  },
  'unread after that: exactly the two never returned': { ...unreadAsked, expect: 'ok' },
  'the newest are only in the list': {
    drive: withUser(5, '2', true),
    after: ['the newest are only in the list', emptyPage],
    expect: 'ok',
    wordedOtherwise: ownPaging,
  },
  logout: {
    drive: signOut,
    expect: 'ok',
    wordedOtherwise: 'an empty JSON object is sent, so that the body has its type',
  },
  'access token still works after logout': { ...unreadAsked, expect: 'ok' },
  'legacy token does not': {
    drive: list,
    before: [json(wireUser(2)), emptyPage],
    expect: 'unauthorized',
    token: '<legacy:omar>',
    options: { tokenType: 'Token' },
  },
  'logout twice': {
    drive: signOut,
    expect: 'ok',
    wordedOtherwise: 'an empty JSON object is sent, so that the body has its type',
  },
};

/** Heard or asked by the live side; `live-transcript.test.ts` and `crm-traps.test.ts` play them. */
export const playedLive: readonly string[] = [
  'expired access token at the push auth endpoint',
  'push auth, own channel',
  "push auth, someone else's channel",
  'push auth, missing channel',
  'push auth, malformed user channel',
  'push auth, malformed socket id',
  'push auth, no token',
  'message detail',
  'message detail, not a participant',
  'deleted message is gone',
];

/** Recordings that no client of ours can meet, and why. */
export const notForUs: Readonly<Record<string, string>> = {
  'token verify': 'nobody asks whether a token is good: the next request tells',
  'token verify, bad': 'nobody asks whether a token is good: the next request tells',
  'mark read with GET': 'a method the adapter never uses',
  'conversation create is not there': 'conversations come with their first message',
  'conversation delete is not there': 'a method the adapter never uses',
  'send: urlencoded form': 'the adapter sends JSON',
  'send: multipart with a file under another name is dropped': 'the adapter sends JSON',
  'send: GET not allowed': 'a method the adapter never uses',
  'messages, oldest first': 'ordered by id, which a change of clocks cannot shuffle',
  'messages, search is ignored': 'search is not offered',
  'messages, most recently changed first (shows edits; reading does not move updated_at)':
    'the thread on screen is read whole again each minute, which shows receipts and deletions as well',
  'messages, unknown filters are ignored': 'the adapter filters by itself',
  'not acceptable': 'the adapter always accepts JSON',
  'unsupported media type': 'the adapter always sends JSON',
  'PATCH by the recipient is accepted too': 'the adapter edits the text only; any side is told of it alike',
  'PATCH is_read is ignored': 'the adapter edits the text only',
  'PUT needs recipient_id and content': 'a method the adapter never uses',
  'POST to the list creates without conversation, counter, event or permission check':
    'the side door is never used',
  'POST to the list with sender_id writes as somebody else': 'the side door is never used',
  'POST to the list, invalid': 'the side door is never used',
  register: 'accounts are the host app’s business',
  'push auth, form encoded': 'the adapter asks in JSON, which is answered alike',
  'CORS preflight with a custom header':
    'a browser asks this; crm-traps.test.ts holds the headers to the list',
};
