import type { SendMessageCommand } from '../../adapter/command';
import { ChatError } from '../../errors';
import type { OutgoingAttachment } from '../../model/attachment';
import { limits, reactionSet } from './capabilities';
import { fileText } from './decode-message';
import { toNumber } from './numbers';

/** What both JavaScript and the backend's Python take for blank at the ends of a text. */
// eslint-disable-next-line no-control-regex -- the backend's Python takes these separators for blanks
const blankEnds = /^[\s\u001c-\u001f\u0085]+|[\s\u001c-\u001f\u0085]+$/g;

/** The text as the backend will store it. */
export function trimText(text: string): string {
  return text.replace(blankEnds, '');
}

/** The text to send; throws `invalid` for what the backend refuses or answers with an error page. */
export function checkText(text: string): string {
  const trimmed = checkCharacters(trimText(text));
  if (trimmed === '') throw refusedText('The text is empty.', 'blank');
  return trimmed;
}

function checkCharacters(text: string): string {
  if (text.includes('\0')) throw refusedText('The text contains a NUL character.', 'nul');
  if (/\p{Surrogate}/u.test(text)) throw refusedText('The text contains half a character.', 'lone-surrogate');
  return text;
}

function refusedText(message: string, rule: string): ChatError {
  return new ChatError('invalid', message, { fields: { message: [message] }, details: { rule } });
}

/** The text a send will have on the server; files without one get the server's own. */
export function storedText({ text, attachments }: SendMessageCommand): string {
  const trimmed = trimText(text);
  return trimmed === '' && attachments.length > 0 ? fileText : trimmed;
}

export type SendBody =
  { readonly json: { message: string; reply_to?: number } } | { readonly form: FormData };

/** JSON without files, a form with them. */
export function encodeSend(command: SendMessageCommand): SendBody {
  const { replyTo, attachments } = command;
  const reply = replyTo === null ? null : toNumber(replyTo);
  if (attachments.length === 0) {
    return { json: { message: checkText(command.text), ...(reply === null ? {} : { reply_to: reply }) } };
  }
  const text = checkCharacters(trimText(command.text));
  const fields = {
    ...(text === '' ? {} : { message: text }),
    ...(reply === null ? {} : { reply_to: String(reply) }),
  };
  return { form: encodeFiles(attachments, fields) };
}

/** Files as the upload takes them; throws `invalid` or `too-large` for what the server would refuse. */
export function encodeFiles(
  attachments: readonly OutgoingAttachment[],
  fields: Readonly<Record<string, string>>,
): FormData {
  checkFiles(attachments);
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  for (const file of attachments) form.append('files', typed(file), file.name);
  return form;
}

/** One bad file makes the server refuse all. */
function checkFiles(attachments: readonly OutgoingAttachment[]): void {
  const { attachmentCount, attachmentBytes, attachmentExtensions } = limits;
  if (attachmentCount !== null && attachments.length > attachmentCount)
    throw refusedFile('invalid', `At most ${String(attachmentCount)} files go at once.`, 'file-count');
  for (const file of attachments) {
    const extension = /\.[^.]*$/.exec(file.name)?.[0].toLowerCase() ?? '';
    if (file.size === 0 || file.blob.size === 0)
      throw refusedFile('invalid', `"${file.name}" is empty.`, 'empty-file', file.id);
    if (attachmentBytes !== null && file.size > attachmentBytes)
      throw refusedFile('too-large', `"${file.name}" is too large.`, 'file-size', file.id);
    if (attachmentExtensions?.includes(extension) === false)
      throw refusedFile('invalid', `"${file.name}" is of a type that is not taken.`, 'file-type', file.id);
  }
}

function refusedFile(
  code: 'invalid' | 'too-large',
  message: string,
  rule: string,
  attachmentId?: string,
): ChatError {
  return new ChatError(code, message, {
    fields: { files: [message] },
    details: { rule, ...(attachmentId === undefined ? {} : { attachmentId }) },
  });
}

function typed(file: OutgoingAttachment): Blob {
  return file.blob.type === file.mimeType ? file.blob : new Blob([file.blob], { type: file.mimeType });
}

/** The emoji as the backend spells it: a heart without its variation selector is refused there. */
export function checkEmoji(emoji: string): string {
  const bare = (text: string): string => text.replaceAll('\uFE0F', '');
  const found = reactionSet.find((one) => bare(one) === bare(emoji));
  if (found !== undefined) return found;
  const message = 'This is none of the ten reactions.';
  throw new ChatError('invalid', message, {
    fields: { emoji: [message] },
    details: { rule: 'reaction-set' },
  });
}
