import { conversationId, localId, messageId, userId } from '../../model/ids';
import type { OutgoingAttachment } from '../../model/attachment';
import type { Conversation } from '../../model/conversation';
import type { ConversationId } from '../../model/ids';
import type { Message } from '../../model/message';
import type { User } from '../../model/user';
import type { SendMessageCommand } from '../../adapter/command';
import type { OutboxEntry } from '../../adapter/outbox-entry';

export const team: ConversationId = conversationId('group:1');
export const pair: ConversationId = conversationId('direct:1');

export function sampleUser(id: string): User {
  return { id: userId(id), name: `Name of ${id}`, handle: null, avatarUrl: null, details: { role: 'clerk' } };
}

export function sampleConversation(id: ConversationId): Conversation {
  return {
    id,
    kind: 'group',
    title: 'Title',
    description: null,
    avatarUrl: null,
    participants: [userId('1'), userId('2')],
    members: null,
    memberCount: 2,
    myRole: 'member',
    lastMessage: null,
    lastActivityAt: 1_000,
    unreadCount: 3,
    write: { name: 'open' },
    muted: false,
    archived: false,
    pinned: false,
    context: [{ type: 'guest', label: 'Room 12' }],
  };
}

export function sampleMessage(id: string, order: number, change: Partial<Message> = {}): Message {
  return {
    id: messageId(id),
    conversationId: team,
    authorId: userId('1'),
    kind: 'text',
    text: `Text of ${id}`,
    createdAt: 1_700_000_000_000 + order,
    order,
    edited: false,
    editedAt: null,
    deleted: false,
    replyTo: null,
    attachments: [],
    reactions: [{ emoji: '👍', count: 1, userIds: [userId('2')] }],
    readBy: [],
    delivery: 'sent',
    pinned: false,
    mentions: [],
    complete: true,
    ...change,
  };
}

export function sampleEntry(id: string, sequence: number, change: Partial<OutboxEntry> = {}): OutboxEntry {
  return {
    localId: localId(id),
    command: {
      kind: 'send-message',
      localId: localId(id),
      conversationId: team,
      createdAt: 1_700_000_000_000,
      text: `Text of ${id}`,
      replyTo: null,
      attachments: [],
    },
    phase: { name: 'queued', retryAt: null },
    attempts: 0,
    baseline: undefined,
    dependsOn: null,
    givenAt: 0,
    sequence,
    ...change,
  };
}

/** A command that sends files. */
export function sampleEntryWith(
  files: readonly OutgoingAttachment[],
  id: string,
  sequence: number,
  change: Partial<OutboxEntry> = {},
): OutboxEntry {
  const entry = sampleEntry(id, sequence, change);
  const command = { ...entry.command, attachments: files } as SendMessageCommand;
  return { ...entry, command };
}

export function sampleAttachment(bytes: Uint8Array<ArrayBuffer>, id = 'a1'): OutgoingAttachment {
  const mimeType = 'image/png';
  const blob = new Blob([bytes], { type: mimeType });
  return { id, kind: 'image', name: 'a.png', mimeType, size: bytes.length, width: 2, height: 1, blob };
}

/** Texts and ids that break what treats text as bytes, markup or well-formed Unicode. */
export const oddTexts: readonly string[] = [
  '',
  ' ',
  '\u0000',
  'e\u0301 is not é',
  '👩‍👩‍👧‍👦',
  '\ud800 half a pair',
  'الرسالة',
  '\u202eright to left',
  '<b>&amp;</b>',
  '__proto__',
  'constructor',
  'a'.repeat(5_000),
];
