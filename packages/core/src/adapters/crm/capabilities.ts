import type { Capabilities, LiveCoverage, Support } from '../../adapter/capabilities';
import type { Limits } from '../../adapter/limits';

const yes: Support = { supported: true };
const no: Support = { supported: false, reason: 'backend' };
const notConfigured: Support = { supported: false, reason: 'configuration' };

/** What a message may be about; the backend's fields are named after them. */
export const relatedTypes = ['lead', 'deal', 'customer'] as const;
export type RelatedType = (typeof relatedTypes)[number];

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
// Long messages are never pushed, and a failed push takes the rest of its batch with it.
const pushed: LiveCoverage = { ...silent, messages: 'partly', receipts: 'partly', conversations: 'partly' };

export function capabilitiesOf(options: {
  readonly editing: boolean;
  readonly storesFiles: boolean;
  readonly isPushed: boolean;
  readonly namesRelated: boolean;
}): Capabilities {
  const editing = options.editing ? yes : notConfigured;
  const live = options.isPushed ? pushed : silent;
  return {
    commands: {
      'send-message': yes,
      'edit-message': editing,
      'delete-message': editing,
      react: no,
      unreact: no,
      'mark-read': yes,
      pin: no,
      unpin: no,
      host: no,
    },
    actions: {
      'create-direct': yes,
      'create-group': no,
      'update-group': no,
      'add-members': no,
      'remove-member': no,
      'change-role': no,
      'leave-conversation': no,
      'delete-conversation': no,
      'end-relay': no,
      archive: no,
      unarchive: no,
      mute: no,
      unmute: no,
      block: no,
      unblock: no,
      'list-blocks': no,
      'list-directories': no,
      'search-related': options.namesRelated ? yes : notConfigured,
      forward: no,
    },
    paging: 'page',
    idempotency: 'none',
    historyMarksRead: true,
    peek: true,
    loadAround: true,
    reply: no,
    attachments: options.storesFiles ? yes : notConfigured,
    // A file alone is sent with its name as text.
    attachmentNeedsText: false,
    replyWithAttachments: false,
    reactions: { set: [], perUser: 'one' },
    // It always leaves no trace, whoever asks.
    deleteKinds: options.editing ? ['hard'] : [],
    groups: { roles: false, description: false, picture: false },
    receipts: { delivered: false, read: 'per-user' },
    typing: { direct: false, group: false, guest: false },
    presence: false,
    search: { messages: no, users: yes },
    mentions: false,
    directoryOptional: true,
    subject: true,
    related: relatedTypes,
    // The other kinds do not exist here: they must not set the pace of polling.
    live: { direct: live, group: live, guest: live },
    sockets: options.isPushed ? 'shared' : 'none',
  };
}

export const limits: Limits = {
  textLength: 5_000,
  subjectLength: 255,
  editWindowMs: null,
  attachmentCount: null,
  attachmentBytes: null,
  attachmentExtensions: null,
  groupNameLength: null,
  groupOthers: null,
  pageSize: 50,
  liveConversations: null,
};
