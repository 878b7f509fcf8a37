import type { Capabilities, LiveCoverage, Support } from '../../adapter/capabilities';
import type { Limits } from '../../adapter/limits';

export type Dialect = 'documented' | 'deployed';

const yes: Support = { supported: true };
const no: Support = { supported: false, reason: 'backend' };

const silent: LiveCoverage = {
  messages: 'never',
  edits: 'never',
  deletions: 'never',
  reactions: 'never',
  receipts: 'never',
  typing: 'never',
  presence: 'never',
  conversations: 'never',
};
// Whatever went by REST (files, some replies, reading a page) is never told live.
const perThread: LiveCoverage = {
  ...silent,
  messages: 'partly',
  receipts: 'partly',
  typing: 'while-watching',
};
const multiplexed: LiveCoverage = {
  ...silent,
  messages: 'partly',
  receipts: 'partly',
  typing: 'always',
  presence: 'partly',
};

/** What can be done, as far as is known: with the dialect open, what both have in common is promised. */
export function capabilitiesOf(options: {
  readonly dialect: Dialect | null;
  readonly hasSockets: boolean;
  readonly idempotencyKeys: boolean;
}): Capabilities {
  const { hasSockets } = options;
  const shared = options.dialect === 'deployed';
  const direct = !hasSockets ? silent : shared ? multiplexed : perThread;
  const group = !hasSockets || shared ? silent : perThread;
  return {
    commands: {
      'send-message': yes,
      'edit-message': yes,
      'delete-message': yes,
      react: yes,
      unreact: yes,
      'mark-read': yes,
      pin: no,
      unpin: no,
      host: no,
    },
    actions: {
      'create-direct': yes,
      'create-group': yes,
      'update-group': yes,
      'add-members': yes,
      'remove-member': yes,
      'change-role': yes,
      'leave-conversation': yes,
      'delete-conversation': yes,
      'end-relay': no,
      archive: no,
      unarchive: no,
      mute: no,
      unmute: no,
      block: yes,
      unblock: yes,
      'list-blocks': yes,
      'list-directories': yes,
      'search-related': no,
      forward: no,
    },
    paging: 'page',
    idempotency: options.idempotencyKeys ? 'key' : 'none',
    historyMarksRead: true,
    peek: true,
    loadAround: true,
    reply: yes,
    attachments: yes,
    attachmentNeedsText: true,
    replyWithAttachments: true,
    reactions: { set: null, perUser: 'many' },
    deleteKinds: ['everyone'],
    groups: { roles: true, description: true, picture: true },
    receipts: { delivered: false, read: 'per-user' },
    typing: { direct: hasSockets, group: hasSockets && !shared, guest: false },
    presence: hasSockets && shared,
    search: { messages: no, users: yes },
    mentions: false,
    directoryOptional: false,
    subject: false,
    related: [],
    live: { direct, group, guest: silent },
    sockets: !hasSockets ? 'none' : shared ? 'shared' : 'per-conversation',
  };
}

export const limits: Limits = {
  textLength: null,
  subjectLength: null,
  editWindowMs: null,
  attachmentCount: null,
  attachmentBytes: null,
  attachmentExtensions: null,
  groupNameLength: 100,
  groupOthers: null,
  pageSize: 50,
  liveConversations: 10,
};
