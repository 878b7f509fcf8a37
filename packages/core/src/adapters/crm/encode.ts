import type { SendMessageCommand } from '../../adapter/command';
import { ChatError } from '../../errors';
import type { RelatedEntity } from '../../model/message';
import { limits, relatedTypes } from './capabilities';
import type { StoredFile } from './options';
import { parseThread, toNumber } from './thread';

/** What both JavaScript and the backend's Python take for blank at the ends of a text. */
// eslint-disable-next-line no-control-regex -- the backend's Python takes these separators for blanks
const blankEnds = /^(?:(?!\ufeff)[\s\u001c-\u001f\u0085])+|(?:(?!\ufeff)[\s\u001c-\u001f\u0085])+$/g;

/** The text as the backend will store it. */
export function trimText(text: string): string {
  return text.replace(blankEnds, '');
}

/** The text to send; throws `invalid` for what the backend refuses. */
export function checkText(text: string): string {
  const trimmed = trimText(text);
  if (trimmed === '') throw refused('content', 'The text is empty.', 'blank');
  return checkCharacters('content', trimmed, limits.textLength);
}

/** What a send says: files alone go with their names, as the backend wants a text. */
export function textOf(command: SendMessageCommand): string {
  const text = trimText(command.text);
  if (text !== '' || command.attachments.length === 0) return checkText(text);
  const names = command.attachments.map(({ name }) => name).join(', ');
  return checkText([...names].slice(0, limits.textLength ?? Infinity).join(''));
}

export function subjectOf(command: SendMessageCommand): string | null {
  const subject = trimText(command.subject ?? '');
  return subject === '' ? null : checkCharacters('subject', subject, limits.subjectLength);
}

/** Absent keys are left out: the backend refuses null for most of them. */
export function encodeSend(
  command: SendMessageCommand,
  files: readonly StoredFile[],
): Record<string, unknown> {
  if (command.replyTo !== null)
    throw refused('reply_to', 'This backend has no replies to a message.', 'reply-unsupported');
  const subject = subjectOf(command);
  return {
    recipient_id: toNumber(parseThread(command.conversationId).person),
    content: textOf(command),
    ...(subject === null ? {} : { subject }),
    ...encodeRelated(command.related ?? []),
    ...(files.length === 0 ? {} : { attachments: files }),
  };
}

function encodeRelated(related: readonly RelatedEntity[]): Record<string, number> {
  const fields: Record<string, number> = {};
  for (const { type, id } of related) {
    const field = `related_${type}_id`;
    if (!relatedTypes.some((known) => known === type))
      throw refused(field, `A message cannot be about a "${type}" here.`, 'related-type');
    if (field in fields) throw refused(field, `A message can be about one ${type} only.`, 'related-twice');
    // Zero would be taken for none.
    if (!/^[1-9]\d*$/.test(id)) throw refused(field, `"${id}" is no ${type} of this backend.`, 'related-id');
    fields[field] = Number(id);
  }
  return fields;
}

function checkCharacters(field: string, text: string, length: number | null): string {
  if (text.includes('\0')) throw refused(field, 'The text contains a NUL character.', 'nul');
  if (/\p{Surrogate}/u.test(text))
    throw refused(field, 'The text contains half a character.', 'lone-surrogate');
  if (length !== null && [...text].length > length)
    throw refused(field, `The text is longer than ${String(length)} characters.`, 'too-long');
  return text;
}

function refused(field: string, message: string, rule: string): ChatError {
  return new ChatError('invalid', message, { fields: { [field]: [message] }, details: { rule } });
}
