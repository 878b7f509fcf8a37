import type { SurfaceEntry } from '../../testing/surface';

const everyRequest = [
  '401 Authentication credentials were not provided.',
  '401 Given token not valid for any token type',
  '401 Authorization header must contain two space-delimited values',
  '401 Invalid token.',
  '401 User is inactive',
  '401 User not found',
  '405 another method',
  '406 nothing acceptable',
] as const;

const reading = [...everyRequest, '301 without the last slash'] as const;
const writing = [
  ...everyRequest,
  '500 without the last slash',
  '403 CSRF Failed: CSRF cookie not set.',
  '403 CSRF Failed: CSRF token missing or incorrect.',
] as const;

const endpoint = (name: string, errors: readonly string[]): SurfaceEntry => ({
  kind: 'endpoint',
  mark: 'B',
  name,
  section: '3. REST',
  errors,
});

/** What the document of the CRM shows; signing in, hats, the generic routes and push are observed only. */
export const surface: readonly SurfaceEntry[] = [
  endpoint('GET /api/messages/recipients/', [...reading, '500 an employee without an account']),
  endpoint('POST /api/messages/send/', [
    ...writing,
    '400 recipient_id: This field is required.',
    '400 content: This field is required.',
    '400 recipient_id: This field may not be null.',
    '400 content: This field may not be null.',
    '400 subject: This field may not be null.',
    '400 attachments: This field may not be null.',
    '400 content: This field may not be blank.',
    '400 recipient_id: A valid integer is required.',
    '400 related_lead_id: A valid integer is required.',
    '400 recipient_id: Recipient not found',
    '400 content: Not a valid string.',
    '400 content: Ensure this field has no more than 5000 characters.',
    '400 subject: Ensure this field has no more than 255 characters.',
    '400 content: Null characters are not allowed.',
    '400 content: Surrogate characters are not allowed: U+D83D.',
    '400 attachments: Expected a list of items but got type "dict".',
    '400 attachments: Expected a dictionary of items but got type "str".',
    '400 a body that is a list',
    '400 a body that is no JSON',
    '415 neither JSON nor a form',
    '400 Lead matching query does not exist.',
    '400 Deal matching query does not exist.',
    '400 Customer matching query does not exist.',
    '400 get() returned more than one Conversation, after storing',
    '403 You can only message people in your organization.',
    '403 Employees can only initiate conversations with their vendor.',
    '403 Customers can only reply to existing conversations.',
    '403 No active profile found for this organization',
  ]),
  endpoint('GET /api/messages/', [...reading, '404 Invalid page.']),
  endpoint('GET /api/messages/with_user/', [
    ...reading,
    '400 user_id parameter is required',
    '404 User not found',
    '500 a user_id that is no number',
  ]),
  endpoint('POST /api/messages/{id}/mark_read/', [
    ...writing,
    '403 You can only mark your own received messages as read',
    '404 No Message matches the given query.',
  ]),
  endpoint('GET /api/messages/unread_count/', reading),
  endpoint('GET /api/conversations/', [...reading, '404 Invalid page.']),
];
