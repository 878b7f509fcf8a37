import type { SurfaceEntry } from '../../testing/surface';

const everyRequest = [
  '301 without the trailing slash',
  '401 no token',
  '401 invalid or expired token',
  '401 inactive account',
  '401 deleted account',
] as const;

const notTaken = '405 on real servers';

const message = [
  '400 content: This field is required.',
  '400 content: This field may not be null.',
  '400 content: This field may not be blank.',
  '400 content: Not a valid string.',
  '400 content: Null characters are not allowed.',
  '400 reply_to: Invalid pk "99999" - object does not exist.',
  '400 reply_to: Incorrect type. Expected pk value, received str.',
  '400 attachments: no file in JSON',
  '400 attachments: The submitted file is empty.',
  '400 attachment_types: "file" is not a valid choice.',
  '400 attachment_types must be provided when attachments are uploaded',
  '400 attachments must be provided when attachment_types are specified',
  '400 Number of attachments and attachment_types must match',
  '400 a form text above 2.5 MB',
  '400 JSON parse error',
  '415 neither JSON nor a form',
] as const;

const conversation = [
  '400 participant_id: This field is required.',
  '400 organization_id: A valid integer is required.',
  '400 Participant not found',
  '400 Organization not found',
  '400 Both users must be members of the organization',
  "400 You don't belong to this organization",
  "400 The participant doesn't belong to this organization",
  '400 Conversation already exists',
  '400 You have been blocked by this user',
] as const;

const group = [
  '400 name: This field is required.',
  '400 name: This field may not be blank.',
  '400 name: Ensure this field has no more than 100 characters.',
  '400 organization_id: A valid integer is required.',
  '400 member_ids: This field is required.',
  '400 initial_message: This field may not be blank.',
  '400 avatar: no picture',
  '400 Organization not found',
  "400 You don't belong to this organization",
  "400 User with ID 5 doesn't belong to this organization",
  '400 You are blocked by: bruno, chiara',
  '500 a member named twice',
] as const;

const block = [
  '400 blocked_id: This field is required.',
  '400 organization_id: A valid integer is required.',
  '400 User to block not found',
  '400 Organization not found',
  "400 You don't belong to this organization",
  "400 The user to block doesn't belong to this organization",
  '400 You have already blocked this user',
] as const;

const noAccess = ['404 unknown', '404 not inside'] as const;

const addMembers = [
  ...noAccess,
  '403 Only admins can add members',
  '400 No member IDs provided',
  "400 User with ID 5 doesn't belong to this organization",
] as const;

const removeMember = [
  ...noAccess,
  '403 Only admins can remove other members',
  '400 No member ID provided',
  '400 User is not a member of this group chat',
  '400 Cannot remove the last admin. Promote another member to admin first.',
  '404 an unknown person',
  '500 a member id that is no number',
] as const;

const changeRole = [
  ...noAccess,
  '403 Only admins can change roles',
  '400 Member ID and role are required',
  "400 Invalid role. Must be 'admin' or 'member'",
  '400 User is not a member of this group chat',
  '400 Cannot demote the last admin. Promote another member to admin first.',
] as const;

const upgrade = [
  '403 no token',
  '403 invalid or expired token',
  '403 a foreign origin',
  '403 unknown',
  '403 not inside',
  '500 without the trailing slash',
  '500 a token with = inside',
  'close 1011 not JSON',
  'close 1011 a binary frame',
] as const;

const endpoint = (
  mark: SurfaceEntry['mark'],
  name: string,
  section: string,
  errors: readonly string[] = [],
): SurfaceEntry => ({ kind: 'endpoint', mark, name, section, errors: [...everyRequest, ...errors] });

const socket = (name: string, errors: readonly string[]): SurfaceEntry => ({
  kind: 'endpoint',
  mark: 'D',
  name,
  section: '6.1',
  errors: [...upgrade, ...errors],
});

const frame = (name: string, errors: readonly string[] = []): SurfaceEntry => ({
  kind: 'frame',
  mark: 'D',
  name,
  section: '6.4',
  errors,
});

/**
 * What the document of Connectify shows. Its list of endpoints and its own client spell some paths differently
 * (`send_message/`, `send-message/`): both are here, and only the client's are found on real servers.
 */
export const surface: readonly SurfaceEntry[] = [
  endpoint('B', 'GET /conversations/', '4.1'),
  endpoint('D', 'POST /conversations/', '4.1', [...conversation, notTaken]),
  endpoint('B', 'POST /conversations/create/', '4.1', conversation),
  endpoint('B', 'GET /conversations/{id}/', '4.1', noAccess),
  endpoint('B', 'GET /conversations/{id}/messages/', '4.1', [...noAccess, '404 Invalid page.']),
  endpoint('D', 'POST /conversations/{id}/send_message/', '4.1', [
    ...message,
    ...noAccess,
    '403 You have been blocked by this user',
    '404 on real servers',
  ]),
  endpoint('B', 'POST /conversations/{id}/send-message/', '4.1', [
    ...message,
    ...noAccess,
    '403 You have been blocked by this user',
  ]),
  endpoint('B', 'GET /group-chats/', '4.2'),
  endpoint('D', 'POST /group-chats/', '4.2', [...group, notTaken]),
  endpoint('B', 'POST /group-chats/create/', '4.2', group),
  endpoint('B', 'GET /group-chats/{id}/', '4.2', noAccess),
  endpoint('B', 'GET /group-chats/{id}/messages/', '4.2', [...noAccess, '404 Invalid page.']),
  endpoint('D', 'POST /group-chats/{id}/send_message/', '4.2', [
    ...message,
    '403 You are not a member of this group chat',
    '404 on real servers',
  ]),
  endpoint('B', 'POST /group-chats/{id}/send-message/', '4.2', [...message, ...noAccess]),
  endpoint('D', 'POST /group-chats/{id}/add_members/', '4.2', [...addMembers, '404 on real servers']),
  endpoint('B', 'POST /group-chats/{id}/add-members/', '4.2', addMembers),
  endpoint('D', 'POST /group-chats/{id}/remove_member/', '4.2', [...removeMember, '404 on real servers']),
  endpoint('B', 'POST /group-chats/{id}/remove-member/', '4.2', removeMember),
  endpoint('D', 'POST /group-chats/{id}/change_role/', '4.2', [...changeRole, '404 on real servers']),
  endpoint('B', 'POST /group-chats/{id}/change-role/', '4.2', changeRole),
  endpoint('B', 'GET /messages/{id}/', '4.3', [
    ...noAccess,
    '404 without its conversation in the query, on real servers',
  ]),
  endpoint('B', 'PUT /messages/{id}/edit/', '4.3', [
    ...noAccess,
    '403 You can only edit your own messages',
    '400 Content is required',
    '400 Cannot edit a deleted message',
    '405 PATCH',
  ]),
  endpoint('D', 'DELETE /messages/{id}/', '4.3', [
    ...noAccess,
    '403 You can only delete your own messages',
    '404 on real servers',
  ]),
  endpoint('B', 'DELETE /messages/{id}/delete/', '4.3', [
    ...noAccess,
    '403 You can only delete your own messages',
  ]),
  endpoint('B', 'POST /messages/{id}/react/', '4.3', [...noAccess, '400 Emoji is required']),
  endpoint('B', 'DELETE /messages/{id}/unreact/', '4.3', noAccess),
  endpoint('B', 'GET /blocks/', '4.4'),
  endpoint('D', 'POST /blocks/', '4.4', [...block, notTaken]),
  endpoint('B', 'POST /blocks/create/', '4.4', block),
  endpoint('D', 'DELETE /blocks/{id}/', '4.4', [
    '403 You can only unblock users you have blocked',
    '404 unknown',
    notTaken,
  ]),
  endpoint('B', 'DELETE /blocks/{id}/delete/', '4.4', ['404 unknown', "404 somebody else's"]),
  socket('GET /ws/messaging/conversations/{id}/', ['403 blocked', '500 on real servers']),
  socket('GET /ws/messaging/group-chats/{id}/', ['500 on real servers']),
  frame('in message', ['silence on empty content']),
  frame('in typing'),
  frame('in read', ['silence without an id']),
  frame('out message'),
  frame('out typing'),
  frame('out read'),
];
