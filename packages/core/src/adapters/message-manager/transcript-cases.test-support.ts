import type { ChatAdapter } from '../../adapter/adapter';
import type { ChatErrorCode } from '../../errors';
import { conversationId } from '../../model/ids';
import type { RecordedResponse } from '../../testing/replay';
import { execution } from '../../testing/commands.test-support';
import { json } from '../../testing/recorded-answers.test-support';
import { lists, newest, sendCommand, wireRow } from './message-manager.test-support';

/** How a recorded exchange is asked for through the adapter, and what must come of it. */
export interface Case {
  readonly drive: (adapter: ChatAdapter) => Promise<unknown>;
  readonly expect: ChatErrorCode | 'ok';
  /** Answers to requests the adapter makes before the recorded one. */
  readonly before?: readonly RecordedResponse[];
  /** Answers to those after it; names stand for recorded exchanges. */
  readonly after?: readonly (RecordedResponse | string)[];
  /** The recorded request is one the adapter words better; its answer is checked all the same. */
  readonly wordedOtherwise?: string;
  /** What the result or the error must contain. */
  readonly contains?: object;
  /** Without a token the request carries none. */
  readonly token?: string;
}

const signal = new AbortController().signal;

const list = (adapter: ChatAdapter) => adapter.loadConversations(null, signal);
const detail = (id: string) => (adapter: ChatAdapter) => adapter.loadConversation(conversationId(id), signal);
const history = (id: string) => (adapter: ChatAdapter) => adapter.loadMessages(newest(id), signal);
const send =
  (text: string, id = '1') =>
  (adapter: ChatAdapter) =>
    adapter.execute(sendCommand(text, { conversationId: conversationId(id) }), execution());
const endRelay = (id: string) => (adapter: ChatAdapter) =>
  adapter.perform({ kind: 'end-relay', conversationId: conversationId(id) }, signal);
const signIn = (login: string, password: string) => async (adapter: ChatAdapter) => ({
  grant: await adapter.signIn?.({ login, password }, signal),
  me: await adapter.loadMe(signal),
});
const refresh = (refreshToken: string) => async (adapter: ChatAdapter) =>
  adapter.refresh?.({ accessToken: 'old', refreshToken }, signal);
const signOut = (refreshToken: string) => async (adapter: ChatAdapter) =>
  adapter.signOut?.({ accessToken: '<token:bruno>', refreshToken }, signal);

const ok = (drive: Case['drive'], more: Partial<Case> = {}): Case => ({ drive, expect: 'ok', ...more });
const fails = (code: ChatErrorCode, drive: Case['drive'], more: Partial<Case> = {}): Case => ({
  drive,
  expect: code,
  ...more,
});

const [noneActive = json([])] = lists([]);
const beforeList = { before: [noneActive] };
const sorted = { ...beforeList, wordedOtherwise: 'the list is always swept in the order of ids' };
const unsent = 'such a text never leaves this client';
const alwaysText = 'a text is always sent, as JSON';
/** Asked for the first page alone, where the recording holds a list of two. */
const twoPages = { ...sorted, after: [lastPage(13, 901, 902, 903)] };
const asDetailOf = (id: number) => ({ before: lists([wireRow(id)]) });
const elsewhere = { after: lists([wireRow(2)]) };

export const cases: Readonly<Record<string, Case>> = {
  'login ok': ok(signIn('asha', 'Str0ng-pass-asha'), {
    contains: {
      grant: { accessToken: '<token:asha>', refreshToken: '<refresh:asha>' },
      me: { id: '1', name: 'asha', handle: 'asha', details: { role: 'receptionist' } },
    },
  }),
  'login by e-mail, other letter case': ok(signIn('ASHA@example.com', 'Str0ng-pass-asha')),
  'login platform user without a hotel': ok(signIn('dina', 'Str0ng-pass-dina')),
  'login department_staff (no hotel_id added)': ok(signIn('bruno', 'Str0ng-pass-bruno')),
  'login wrong password': fails('unauthorized', signIn('asha', 'nope')),
  'login missing password': fails('invalid', signIn('asha', ''), {
    wordedOtherwise: 'both fields are always sent',
    contains: { fields: { password: ['This field is required.'] } },
  }),
  'login inactive account': fails('unauthorized', signIn('gus', 'Str0ng-pass-gus')),
  'login unverified account': fails('unauthorized', signIn('faye', 'Str0ng-pass-faye'), {
    contains: { message: 'User account is not verified. Please verify your email before logging in.' },
  }),
  'refresh rotates': ok(refresh('<refresh:carla>'), {
    contains: { accessToken: '<token:carla>', refreshToken: '<refresh:carla>' },
  }),
  'refresh with a rotated (blacklisted) token': fails('unauthorized', refresh('<refresh:carla>')),
  'refresh with garbage': fails('unauthorized', refresh('garbage')),
  'refresh with an access token': fails('unauthorized', refresh('<token:carla>')),
  'refresh missing field': fails('unauthorized', refresh(''), {
    wordedOtherwise: 'the field is always sent',
  }),
  'no token': fails('unauthorized', list, sorted),
  'garbage token': fails('unauthorized', list, sorted),
  'expired token': fails('unauthorized', list, sorted),
  'refresh token used as access token': fails('unauthorized', list, sorted),
  'token of a deactivated user': fails('unauthorized', list, sorted),
  'token of a deleted user': fails('unauthorized', list, sorted),

  'list page 1': ok(list, {
    ...sorted,
    after: ['list page 2'],
    contains: { next: null, conversations: { length: 13 } },
  }),
  'list page 2': ok(list, {
    before: [noneActive, firstPage()],
    wordedOtherwise: sorted.wordedOtherwise,
  }),
  'ordering by id works': ok(list, {
    ...beforeList,
    after: [lastPage(13, 16, 17, 18)],
    contains: { conversations: { length: 13 } },
  }),
  'list page past the end': fails('server', list, {
    // The list shrinks again and again: three tries, then it is not taken for complete.
    before: [noneActive, firstPage()],
    after: [firstPage(), gonePage(), firstPage(), gonePage()],
    wordedOtherwise: sorted.wordedOtherwise,
  }),
  'list other hotel': ok(list, {
    ...sorted,
    contains: {
      conversations: [{ id: '5', kind: 'guest', title: 'Pia Rossi', write: { name: 'open' } }],
      users: [{ id: 'guest:5', name: 'Pia Rossi' }],
    },
  }),
  'list without hotel': ok(list, { ...sorted, contains: { conversations: [] } }),
  'list hotel without departments': ok(list, { ...sorted, contains: { conversations: [] } }),
  'active list': ok(list, {
    after: lists([]).slice(1),
    contains: {
      conversations: [
        {
          id: '3',
          title: 'Noor Haddad',
          write: { name: 'closed', reason: 'ended' },
          unreadCount: 0,
          lastMessage: { text: 'Hi', authorId: 'guest:3', authorName: 'Noor Haddad', id: null },
        },
      ],
    },
  }),
  'active list without hotel': ok(list, { after: lists([]).slice(1) }),
  'active list empty': ok(list, { after: lists([]).slice(1) }),
  'list after sends: order and preview': ok(list, {
    ...twoPages,
    contains: { conversations: { length: 13 } },
  }),
  'guest message does not reorder the list': ok(list, twoPages),
  'list after socket sends: updated_at is not bumped by the socket': ok(list, twoPages),
  'active list after end relay': ok(list, { after: lists([]).slice(1) }),
  'active list shows the socket message as last_message': ok(list, {
    after: lists([]).slice(1),
    contains: { conversations: [{ lastMessage: { authorId: null, authorName: 'Staff' } }] },
  }),
  'it is then in neither list': ok(list, { after: lists([]).slice(1) }),
  'access token still works after logout': ok(list, {
    before: [noneActive, pageOf(10, 12)],
    wordedOtherwise: sorted.wordedOtherwise,
    contains: { conversations: { length: 12 } },
  }),

  detail: ok(detail('1'), {
    ...asDetailOf(1),
    contains: {
      conversation: {
        id: '1',
        title: 'Lena Ortiz',
        context: [
          { type: 'room', label: '107' },
          { type: 'department', label: 'Front Desk' },
          { type: 'status', label: 'relay' },
          { type: 'stay', label: '7', id: '7' },
          { type: 'phone', label: '+15550301' },
        ],
      },
      users: [{ id: 'guest:1', name: 'Lena Ortiz', details: { phone: '+15550301' } }],
    },
  }),
  'detail of a conversation without a stay (fields missing)': ok(detail('8'), {
    ...asDetailOf(8),
    contains: { conversation: { title: 'Guest' }, users: [{ details: { phone: '+15550998' } }] },
  }),
  'detail other hotel': fails('not-found', detail('5'), asDetailOf(5)),
  'detail of an active (not relayed) conversation': fails('not-found', detail('3'), asDetailOf(3)),
  'detail of a closed conversation': fails('not-found', detail('9'), asDetailOf(9)),
  'detail unknown': fails('not-found', detail('9999'), asDetailOf(9999)),
  'conversation appears in the list after the relay starts': ok(detail('3'), {
    ...asDetailOf(3),
    contains: { conversation: { write: { name: 'open' } } },
  }),

  messages: ok(history('1'), {
    contains: {
      reachedStart: true,
      reachedEnd: true,
      markedRead: false,
      messages: [
        { id: '1', authorId: 'guest:1', authorName: 'Lena Ortiz', text: 'Could I get two extra pillows?' },
      ],
    },
  }),
  'messages empty': ok(history('2'), { contains: { messages: [], reachedEnd: true } }),
  'guest without a stay': ok(history('8'), { contains: { messages: [] } }),
  'messages of an active conversation': ok(history('3'), {
    after: ['active list', 'list without hotel'],
    contains: { messages: [], reachedStart: false, reachedEnd: false },
  }),
  'messages unknown': fails('not-found', history('9999'), elsewhere),
  'messages after end relay': ok(history('1'), {
    after: ['active list after end relay', 'list without hotel'],
    contains: { messages: [], reachedStart: false },
  }),
  'messages after the webhook': ok(history('6')),
  'system message, and staff message whose author is gone': ok(history('6'), {
    contains: {
      messages: [
        { authorId: 'guest:6' },
        { kind: 'system', authorId: 'system', text: 'Guest was connected to Front Desk' },
        { kind: 'text', authorId: 'staff:System' },
      ],
    },
  }),
  'messages after socket sends': ok(history('1')),
  'messages after the burst': ok(history('2')),
  'messages after close': ok(history('2')),

  send: ok(send('Two pillows are on their way.'), {
    contains: { message: { id: '3', localId: 'local-1', authorId: '1', authorName: 'Asha Menon' } },
  }),
  'send by staff without a full name': ok(send('Housekeeping here.', '2'), {
    contains: { message: { authorName: 'Staff', authorId: '2' } },
  }),
  'send is trimmed': ok(send('   padded \n '), {
    wordedOtherwise: 'it is trimmed here already',
    contains: { message: { text: 'padded' } },
  }),
  'send keeps inner line breaks': ok(send('line one\nline two'), {
    contains: { message: { text: 'line one\nline two' } },
  }),
  'send 1000 characters': ok(send('a'.repeat(1000))),
  'send extra fields are ignored': ok(send('with extras'), {
    wordedOtherwise: 'nothing but the text is sent',
  }),
  'same text twice makes two messages (1)': ok(send('again')),
  'same text twice makes two messages (2)': ok(send('again')),
  'REST send is not broadcast on the socket': ok(send('sent over REST while Bruno and Carla listen')),
  'send number is coerced': ok(send('42'), { wordedOtherwise: alwaysText }),
  'send 1001 characters': fails('invalid', send('x'), { wordedOtherwise: unsent }),
  'send empty': fails('invalid', send('x'), {
    wordedOtherwise: unsent,
    contains: { fields: { text: ['This field may not be blank.'] } },
  }),
  'send only blanks': fails('invalid', send('x'), { wordedOtherwise: unsent }),
  'send with a NUL character': fails('invalid', send('x'), { wordedOtherwise: unsent }),
  'send null': fails('invalid', send('x'), { wordedOtherwise: alwaysText }),
  'send missing field': fails('invalid', send('x'), { wordedOtherwise: alwaysText }),
  'send boolean': fails('invalid', send('x'), { wordedOtherwise: alwaysText }),
  'send list': fails('invalid', send('x'), { wordedOtherwise: alwaysText }),
  'send malformed JSON': fails('invalid', send('x'), { wordedOtherwise: alwaysText }),
  'send empty body': fails('invalid', send('x'), { wordedOtherwise: alwaysText }),
  'send form encoded': fails('unsupported', send('x'), { wordedOtherwise: alwaysText }),
  'send multipart': fails('unsupported', send('x'), { wordedOtherwise: alwaysText }),
  'send to other hotel': fails('not-found', send('hi', '5'), elsewhere),
  'send to an active conversation': fails('forbidden', send('hi', '3'), {
    after: ['active list', 'list without hotel'],
    contains: { details: { rule: 'relay-ended' } },
  }),
  'send without token': fails('unauthorized', send('hi')),
  'send without trailing slash': fails('protocol', send('hi'), { wordedOtherwise: 'the slash is there' }),

  'end relay': ok(endRelay('1')),
  'end relay of a conversation without a stay': ok(endRelay('8')),
  'end relay twice': ok(endRelay('1'), {
    after: ['active list after end relay', 'list without hotel'],
  }),
  'end relay other hotel': fails('not-found', endRelay('5'), elsewhere),

  logout: ok(signOut('<refresh:bruno>')),
  'logout with a bad refresh': fails('invalid', signOut('bad')),
};

function firstPage(): RecordedResponse {
  return pageOf(10, 13, 'next');
}
function gonePage(): RecordedResponse {
  return json({ detail: 'Invalid page.' }, 404);
}
function pageOf(rows: number, count: number, next: string | null = 'next'): RecordedResponse {
  const results = Array.from({ length: rows }, (_, index) => wireRow(100 + index));
  return json({ count, next, previous: null, results });
}
function lastPage(count: number, ...ids: number[]): RecordedResponse {
  return json({ count, next: null, previous: null, results: ids.map((id) => wireRow(id)) });
}

/** What no client of ours asks: the server's own affairs, and requests the adapter never makes. */
export const notForUs: Readonly<Record<string, string>> = {
  'wrong scheme': 'the header is always worded right',
  'header with a blank in the token': 'tokens have no blanks',
  'bare scheme': 'without a token there is no header',
  'session cookie does not authenticate REST': 'requests carry a token',
  'list page last': 'pages are counted from the first',
  'list page not a number': 'pages are counted from the first',
  'page_size is ignored': 'never asked for',
  'unknown ordering is ignored': 'never asked for',
  'search is ignored': 'never asked for',
  'ordering by room number': 'never asked for',
  'ordering by the serialised name is ignored': 'never asked for',
  'status filter is ignored': 'never asked for',
  'detail non numeric id': 'refused before it leaves',
  'detail by stay id hits another conversation': 'a stay id never gets into a path: its type is another',
  'send with the stay id in the path (as the sample code does)':
    'a stay id never gets into a path: its type is another',
  'missing trailing slash': 'every path ends with its slash',
  'create is not offered': 'never asked for',
  'patch is not offered': 'never asked for',
  'delete is not offered': 'never asked for',
  'messages post is not offered': 'never asked for',
  'send GET': 'never asked for',
  'message by id does not exist': 'never asked for',
  'webhook: any JSON body': 'of the server and WhatsApp',
  'webhook: not JSON': 'of the server and WhatsApp',
  'webhook: GET': 'of the server and WhatsApp',
  'webhook guest message is not broadcast': 'of the server and WhatsApp',
  'api root': 'never asked for',
  'options metadata': 'never asked for',
  'accept not offered': 'JSON is always accepted',
  'end relay GET': 'never asked for',
  'logout without refresh': 'without one nothing is asked',
  'users list as receptionist': 'of the account administration',
  'users list as hotel admin': 'of the account administration',
};
