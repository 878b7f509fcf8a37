import type { Capabilities, LiveCoverage, Support } from '../../adapter/capabilities';
import type { Limits } from '../../adapter/limits';
import { textLimit } from './encode';

const yes: Support = { supported: true };
const no: Support = { supported: false, reason: 'backend' };

/** What the socket tells are hints: guests' texts, REST sends and ended relays may never come. */
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

export function capabilitiesOf({ hasSockets }: { readonly hasSockets: boolean }): Capabilities {
  return {
    commands: {
      'send-message': yes,
      'edit-message': no,
      'delete-message': no,
      react: no,
      unreact: no,
      'mark-read': yes,
      pin: no,
      unpin: no,
      host: no,
    },
    actions: {
      'create-direct': no,
      'create-group': no,
      'update-group': no,
      'add-members': no,
      'remove-member': no,
      'change-role': no,
      'leave-conversation': no,
      'delete-conversation': no,
      'end-relay': yes,
      archive: no,
      unarchive: no,
      mute: no,
      unmute: no,
      block: no,
      unblock: no,
      'list-blocks': no,
      'list-directories': no,
      'search-related': no,
      forward: no,
    },
    paging: 'whole',
    idempotency: 'none',
    historyMarksRead: false,
    peek: true,
    loadAround: true,
    reply: no,
    attachments: no,
    attachmentNeedsText: true,
    replyWithAttachments: false,
    reactions: { set: [], perUser: 'one' },
    deleteKinds: [],
    groups: { roles: false, description: false, picture: false },
    receipts: { delivered: false, read: 'none' },
    typing: { direct: false, group: false, guest: false },
    presence: false,
    search: { messages: no, users: no },
    mentions: false,
    directoryOptional: true,
    subject: false,
    related: [],
    live: { direct: silent, group: silent, guest: silent },
    sockets: hasSockets ? 'shared' : 'none',
  };
}

export const limits: Limits = {
  textLength: textLimit,
  subjectLength: null,
  editWindowMs: null,
  attachmentCount: 0,
  attachmentBytes: null,
  attachmentExtensions: null,
  groupNameLength: null,
  groupOthers: null,
  pageSize: 50,
  liveConversations: null,
};
