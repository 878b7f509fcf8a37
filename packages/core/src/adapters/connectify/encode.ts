import type { SendMessageCommand } from '../../adapter/command';
import { ChatError } from '../../errors';
import type { OutgoingAttachment } from '../../model/attachment';
import type { Thread } from './thread';
import { toNumber } from './thread';

/** A form field above this is refused with an HTML page (bytes). */
const formTextLimit = 2_621_440;

/** What both JavaScript and the backend's Python take for blank at the ends of a text. */
// eslint-disable-next-line no-control-regex -- the backend's Python takes these separators for blanks
const blankEnds = /^[\s\u001c-\u001f\u0085]+|[\s\u001c-\u001f\u0085]+$/g;

/** The text as the backend will store it. */
export function trimText(text: string): string {
  return text.replace(blankEnds, '');
}

/** The text to send; throws `invalid` for what the backend refuses or, over the socket, swallows. */
export function checkText(text: string): string {
  const trimmed = trimText(text);
  if (trimmed === '') throw refusedText('The text is empty.', 'blank');
  if (trimmed.includes('\0')) throw refusedText('The text contains a NUL character.', 'nul');
  if (/\p{Surrogate}/u.test(trimmed))
    throw refusedText('The text contains half a character.', 'lone-surrogate');
  return trimmed;
}

function refusedText(message: string, rule: string): ChatError {
  return new ChatError('invalid', message, { fields: { content: [message] }, details: { rule } });
}

export type SendBody = { readonly json: Record<string, unknown> } | { readonly form: FormData };

/** JSON without files, a form with them. */
export function encodeSend(command: SendMessageCommand): SendBody {
  const content = checkText(command.text);
  const { replyTo, attachments } = command;
  if (attachments.length === 0) {
    return { json: { content, ...(replyTo === null ? {} : { reply_to: toNumber(replyTo) }) } };
  }
  checkFiles(attachments);
  if (new TextEncoder().encode(content).length > formTextLimit) {
    throw new ChatError('too-large', 'The text is too long to go with a file.', {
      details: { rule: 'form-text', limit: formTextLimit },
    });
  }
  const form = new FormData();
  form.append('content', content);
  if (replyTo !== null) form.append('reply_to', String(toNumber(replyTo)));
  for (const file of attachments) form.append('attachments', typed(file), file.name);
  for (const { kind } of attachments) form.append('attachment_types', kind === 'file' ? 'document' : kind);
  return { form };
}

function checkFiles(attachments: readonly OutgoingAttachment[]): void {
  const empty = attachments.find((file) => file.size === 0 || file.blob.size === 0);
  if (empty === undefined) return;
  const message = `"${empty.name}" is empty.`;
  throw new ChatError('invalid', message, {
    fields: { attachments: [message] },
    details: { rule: 'empty-file', attachmentId: empty.id },
  });
}

function typed(file: OutgoingAttachment): Blob {
  return file.blob.type === file.mimeType ? file.blob : new Blob([file.blob], { type: file.mimeType });
}

// Frames carry both dialects' words: each server reads its own and ignores the other's.

export function sendFrame(thread: Thread, content: string, replyTo: string | null, localId: string): string {
  const conversation_id = toNumber(thread.number);
  const reply_to = replyTo === null ? null : toNumber(replyTo);
  return JSON.stringify({
    action: 'send_message',
    type: 'message',
    conversation_id,
    content,
    reply_to,
    local_id: localId,
  });
}

export function typingFrame(thread: Thread, typing: boolean): string {
  const conversation_id = toNumber(thread.number);
  return JSON.stringify({ action: 'typing', type: 'typing', conversation_id, is_typing: typing });
}

export function markReadFrame(thread: Thread, messageIds: readonly string[]): string {
  const conversation_id = toNumber(thread.number);
  const message_ids = messageIds.map(toNumber);
  return JSON.stringify({
    action: 'read',
    type: 'read',
    conversation_id,
    message_ids,
    message_id: message_ids[message_ids.length - 1],
  });
}

/** Answered at once by the multiplexed dialect and by no other. */
export function statusFrame(thread: Thread): string {
  return JSON.stringify({
    action: 'request_status',
    type: 'request_status',
    conversation_id: toNumber(thread.number),
  });
}
