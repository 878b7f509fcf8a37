import type { Capabilities, LiveCoverage, Support } from '../../adapter/capabilities';
import type { Limits } from '../../adapter/limits';
import { fileLimit } from './encode';

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
// Whatever goes by REST is told to nobody, and there is no socket for what is not watched.
const perConversation: LiveCoverage = {
  ...silent,
  messages: 'partly',
  edits: 'partly',
  deletions: 'partly',
  receipts: 'partly',
  typing: 'while-watching',
  presence: 'partly',
};

/** What can be done; `role` null as long as it is not known who I am. */
export function capabilitiesOf(options: {
  readonly role: string | null;
  readonly hasSockets: boolean;
  readonly deleteConversations: boolean;
}): Capabilities {
  const { role, hasSockets, deleteConversations } = options;
  const coverage = hasSockets ? perConversation : silent;
  return {
    commands: {
      'send-message': yes,
      'edit-message': yes,
      'delete-message': yes,
      react: no,
      unreact: no,
      'mark-read': yes,
      pin: yes,
      unpin: yes,
      host: no,
    },
    actions: {
      'create-direct': yes,
      'create-group': role === 'user' ? { supported: false, reason: 'role' } : yes,
      'update-group': no,
      'add-members': no,
      'remove-member': no,
      'change-role': no,
      'leave-conversation': no,
      'delete-conversation': deleteConversations ? yes : { supported: false, reason: 'configuration' },
      'end-relay': no,
      archive: no,
      unarchive: no,
      mute: no,
      unmute: no,
      block: no,
      unblock: no,
      'list-blocks': no,
      'list-directories': yes,
      'search-related': no,
      forward: no,
    },
    paging: 'page',
    idempotency: 'none',
    historyMarksRead: false,
    peek: true,
    loadAround: true,
    reply: hasSockets ? yes : { supported: false, reason: 'configuration' },
    attachments: yes,
    attachmentNeedsText: false,
    replyWithAttachments: false,
    reactions: { set: [], perUser: 'one' },
    deleteKinds: ['everyone'],
    groups: { roles: false, description: false, picture: false },
    receipts: { delivered: true, read: 'per-user' },
    typing: { direct: hasSockets, group: hasSockets, guest: false },
    presence: hasSockets,
    search: { messages: no, users: yes },
    mentions: false,
    directoryOptional: true,
    subject: false,
    related: [],
    live: { direct: coverage, group: coverage, guest: silent },
    sockets: hasSockets ? 'per-conversation' : 'none',
  };
}

export const limits: Limits = {
  textLength: null,
  subjectLength: null,
  editWindowMs: 10 * 60_000,
  attachmentCount: fileLimit,
  attachmentBytes: null,
  attachmentExtensions: null,
  groupNameLength: 0,
  groupOthers: 2,
  // Two or three of the server's own pages of ten.
  pageSize: 20,
  liveConversations: 10,
};
