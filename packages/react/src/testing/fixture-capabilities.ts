import type { Capabilities, Limits, LiveCoverage, Support } from '@chat/core';

const yes: Support = { supported: true };

const live: LiveCoverage = {
  messages: 'always',
  edits: 'always',
  deletions: 'always',
  reactions: 'always',
  receipts: 'always',
  typing: 'always',
  presence: 'always',
  conversations: 'always',
};

/** A backend that can do everything; spread it and take away what a story is about. */
export const fullCapabilities: Capabilities = {
  commands: {
    'send-message': yes,
    'edit-message': yes,
    'delete-message': yes,
    react: yes,
    unreact: yes,
    'mark-read': yes,
    pin: yes,
    unpin: yes,
    host: yes,
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
    'end-relay': yes,
    archive: yes,
    unarchive: yes,
    mute: yes,
    unmute: yes,
    block: yes,
    unblock: yes,
    'list-blocks': yes,
    'list-directories': yes,
  },
  paging: 'cursor',
  idempotency: 'key',
  historyMarksRead: false,
  peek: true,
  loadAround: true,
  reply: yes,
  attachments: yes,
  attachmentNeedsText: false,
  replyWithAttachments: true,
  reactions: { set: null, perUser: 'many' },
  deleteKinds: ['everyone', 'me'],
  receipts: { delivered: true, read: 'per-user' },
  typing: { direct: true, group: true, guest: true },
  presence: true,
  search: { messages: yes, users: yes },
  mentions: false,
  subject: false,
  related: [],
  live: { direct: live, group: live, guest: live },
  sockets: 'shared',
};

export const noLimits: Limits = {
  textLength: null,
  subjectLength: null,
  editWindowMs: null,
  attachmentCount: null,
  attachmentBytes: null,
  attachmentExtensions: null,
  groupNameLength: null,
  pageSize: 50,
};
