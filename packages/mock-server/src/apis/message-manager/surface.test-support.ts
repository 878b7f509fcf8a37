import type { SurfaceEntry } from '../../testing/surface';

const everyRequest = [
  '401 Authentication credentials were not provided.',
  '401 Given token not valid for any token type',
  '401 Authorization header must contain two space-delimited values',
  '401 User is inactive',
  '401 User not found',
  '405 another method',
  '406 nothing acceptable',
  '301 without the last slash',
] as const;

const everyConversation = [
  '404 an unknown id',
  '404 an id that is no number',
  '404 another hotel’s conversation',
  '404 a conversation that is not relayed',
] as const;

const everyCommand = [
  'close 1011 without a stay_id',
  'close 1011 a stay_id that is a list',
  'close 1011 a stay_id with blanks or slashes',
] as const;

const endpoint = (name: string, errors: readonly string[]): SurfaceEntry => ({
  kind: 'endpoint',
  mark: 'B',
  name,
  section: '3. REST',
  errors: [...everyRequest, ...errors],
});

const frame = (name: string, errors: readonly string[] = [], mark: 'B' | 'D' = 'B'): SurfaceEntry => ({
  kind: 'frame',
  mark,
  name,
  section: '5. Realtime',
  errors,
});

/** What the document of message-manager shows; signing in, the webhook and the API root are observed only. */
export const surface: readonly SurfaceEntry[] = [
  endpoint('GET /conversations/', ['404 Invalid page.']),
  endpoint('GET /conversations/{id}/', everyConversation),
  endpoint('GET /conversations/active_conversations/', []),
  endpoint('GET /conversations/{id}/messages/', everyConversation),
  endpoint('POST /conversations/{id}/send_message/', [
    ...everyConversation,
    '400 text: This field is required.',
    '400 text: This field may not be null.',
    '400 text: This field may not be blank.',
    '400 text: Ensure this field has no more than 1000 characters.',
    '400 text: Not a valid string.',
    '400 text: Null characters are not allowed.',
    '400 text: Surrogate characters are not allowed: U+D83D.',
    '400 a body that is a list',
    '400 a body that is a text',
    '400 a body that is null',
    '400 a body that is no JSON',
    '415 anything but JSON',
  ]),
  endpoint('POST /conversations/{id}/end_relay/', [...everyConversation, '404 the second time']),
  {
    kind: 'endpoint',
    mark: 'B',
    name: 'GET /ws/staff/',
    section: '5. Realtime',
    errors: [
      '403 without a session',
      '403 with a token, on real servers',
      '500 another path',
      'close 1011 what is no JSON',
      'close 1011 what is no object',
      'close 1011 an empty frame',
      'close 1011 a binary frame',
    ],
  },
  frame('in subscribe_to_conversation', everyCommand),
  frame('in unsubscribe_from_conversation', everyCommand),
  frame('in send_message', [
    ...everyCommand,
    'close 1011 a stay_id that is no number',
    'close 1011 without a text',
    'close 1011 a text that is null',
  ]),
  frame('out new_message'),
  frame('out new_conversation', ['silence on real servers'], 'D'),
];
