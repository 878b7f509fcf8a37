import type { SendMessageCommand } from '../../adapter/command';
import { ChatError } from '../../errors';
import type { OutgoingAttachment } from '../../model/attachment';
import type { ConversationId, MessageId } from '../../model/ids';
import { toNumber } from './ids';
import { unsupported } from './unsupported';

/** A form whose texts are above this is refused with a page that is no JSON (bytes). */
const formTextLimit = 2_621_440;
export const fileLimit = 100;

/** What Python strips and JavaScript does not, and the other way round: U+FEFF stays. */
// eslint-disable-next-line no-control-regex -- the backend's Python takes these separators for blanks
const blankEnds = /^(?:(?!\ufeff)[\s\u001c-\u001f\u0085])+|(?:(?!\ufeff)[\s\u001c-\u001f\u0085])+$/g;

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

/** What is sent, checked: text that may be missing beside files, and never files in a reply. */
export function checkSend({ text, replyTo, attachments }: SendMessageCommand): string {
  if (attachments.length === 0) return checkText(text);
  if (replyTo !== null) throw unsupported('A reply with files');
  checkFiles(attachments);
  const content = trimText(text) === '' ? '' : checkText(text);
  if (new TextEncoder().encode(content).length > formTextLimit) {
    throw new ChatError('too-large', 'The text is too long to go with a file.', {
      details: { rule: 'form-text', limit: formTextLimit },
    });
  }
  return content;
}

/** JSON without files, a form with them. Replies cannot go this way: the server drops what they answer. */
export function encodeSend(
  id: ConversationId,
  content: string,
  attachments: readonly OutgoingAttachment[] = [],
): SendBody {
  const conversation = toNumber(id);
  if (attachments.length === 0) return { json: { conversation, content } };
  const form = new FormData();
  form.append('conversation', String(conversation));
  if (content !== '') form.append('content', content);
  for (const file of attachments) form.append('attachment_files', typed(file), file.name);
  return { form };
}

function checkFiles(attachments: readonly OutgoingAttachment[]): void {
  if (attachments.length > fileLimit) {
    throw new ChatError('invalid', `No more than ${fileLimit} files go with one message.`, {
      details: { rule: 'attachment-count', limit: fileLimit },
    });
  }
  const empty = attachments.find((file) => file.size === 0 || file.blob.size === 0);
  if (empty === undefined) return;
  const message = `"${empty.name}" is empty.`;
  throw new ChatError('invalid', message, {
    fields: { attachments: [message] },
    details: { rule: 'empty-file', attachmentId: empty.id },
  });
}

/** The server decides by the type the client names what kind of file it is. */
function typed(file: OutgoingAttachment): Blob {
  return file.blob.type === file.mimeType ? file.blob : new Blob([file.blob], { type: file.mimeType });
}

export function sendFrame(content: string, replyTo: MessageId | null): string {
  const reply = replyTo === null ? {} : { reply_to_id: toNumber(replyTo) };
  return JSON.stringify({ type: 'chat_message', content, ...reply });
}

export function typingFrame(typing: boolean): string {
  return JSON.stringify({ type: 'typing', is_typing: typing });
}

export function readFrameOf(id: MessageId): string {
  return JSON.stringify({ type: 'read_receipt', message_id: toNumber(id) });
}

export function editFrame(id: MessageId, content: string): string {
  return JSON.stringify({ type: 'edit_message', message_id: toNumber(id), content });
}

export function deleteFrame(id: MessageId): string {
  return JSON.stringify({ type: 'delete_message', message_id: toNumber(id) });
}
