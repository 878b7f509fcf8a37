import type { Capabilities, LiveCoverage, Support } from '../../adapter/capabilities';
import type { Limits } from '../../adapter/limits';
import type { Rights } from './deployment';

export type Dialect = 'documented' | 'deployed';

/** The ten the backend takes, to the letter. */
export const reactionSet: readonly string[] = ['👍', '❤️', '😊', '😂', '😮', '😢', '🎉', '🔥', '✅', '👏'];

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
// Events above 10 kB are dropped; for messages the personal channel tells that one is missing.
const deployed: LiveCoverage = {
  ...silent,
  messages: 'always',
  edits: 'partly',
  deletions: 'always',
  receipts: 'always',
  conversations: 'partly',
};
// Nothing tells of a dropped event or a new conversation here.
const documented: LiveCoverage = {
  ...silent,
  messages: 'partly',
  edits: 'partly',
  deletions: 'partly',
  reactions: 'always',
};

/** What can be done, as far as the dialect and the login's rights are known. */
export function capabilitiesOf(options: {
  readonly dialect: Dialect | null;
  readonly rights: Rights | null;
  readonly hasLive: boolean;
}): Capabilities {
  const { rights, hasLive } = options;
  const old = options.dialect === 'documented';
  const may = (allowed: boolean | undefined): Support =>
    allowed === false ? { supported: false, reason: 'role' } : yes;
  const inOld = old ? yes : no;
  const live = !hasLive ? silent : old ? documented : deployed;
  return {
    commands: {
      'send-message': may(rights?.send),
      'edit-message': yes,
      'delete-message': yes,
      react: may(rights?.react),
      unreact: may(rights?.react),
      'mark-read': yes,
      pin: no,
      unpin: no,
      host: yes,
    },
    actions: {
      'create-direct': may(rights?.create),
      'create-group': may(rights?.create),
      'update-group': inOld,
      'add-members': inOld,
      'remove-member': inOld,
      'change-role': no,
      'leave-conversation': no,
      'delete-conversation': may(rights?.deleteConversation),
      'end-relay': no,
      archive: no,
      unarchive: no,
      mute: no,
      unmute: no,
      block: no,
      unblock: no,
      'list-blocks': no,
      'list-directories': no,
      'search-related': no,
      forward: may(rights?.send),
    },
    paging: 'cursor',
    idempotency: 'none',
    historyMarksRead: false,
    peek: true,
    loadAround: true,
    reply: yes,
    attachments: may(rights?.upload),
    attachmentNeedsText: false,
    replyWithAttachments: true,
    reactions: { set: reactionSet, perUser: old ? 'many' : 'one' },
    deleteKinds: ['everyone', 'hard'],
    groups: { roles: false, description: false, picture: false },
    receipts: { delivered: false, read: 'per-user' },
    typing: { direct: false, group: false, guest: false },
    presence: false,
    search: { messages: no, users: yes },
    mentions: true,
    directoryOptional: true,
    subject: false,
    related: [],
    live: { direct: live, group: live, guest: silent },
    sockets: hasLive ? 'shared' : 'none',
  };
}

export const limits: Limits = {
  textLength: null,
  subjectLength: null,
  editWindowMs: null,
  attachmentCount: 10,
  attachmentBytes: 50 * 1024 * 1024,
  attachmentExtensions: [
    '.jpg',
    '.jpeg',
    '.png',
    '.gif',
    '.webp',
    '.bmp',
    '.pdf',
    '.doc',
    '.docx',
    '.xls',
    '.xlsx',
    '.txt',
    '.csv',
  ],
  groupNameLength: 255,
  groupOthers: 2,
  pageSize: 50,
  liveConversations: null,
};
