import { ChatError } from '../../errors';
import type { StayId } from './ids';

/** Code points of one text, after trimming. */
export const textLimit = 1_000;

/** What the backend's Python takes for blank at the ends: not the byte order mark, but some separators more. */
// eslint-disable-next-line no-control-regex -- separators are what this is about
const blankEnds = /^(?:[^\S\ufeff]|[\u001c-\u001f\u0085])+|(?:[^\S\ufeff]|[\u001c-\u001f\u0085])+$/g;

/** The text as the backend will store it. */
export function trimText(text: string): string {
  return text.replace(blankEnds, '');
}

/** The text to send; throws `invalid` for what the backend refuses. */
export function checkText(text: string): string {
  const trimmed = trimText(text);
  if (trimmed === '') throw refusedText('The text is empty.', 'blank');
  if (trimmed.includes('\0')) throw refusedText('The text contains a NUL character.', 'nul');
  if (/\p{Surrogate}/u.test(trimmed)) {
    throw refusedText('The text contains half a character.', 'lone-surrogate');
  }
  if (trimmed.length > textLimit && [...trimmed].length > textLimit) {
    throw refusedText(`The text is longer than ${String(textLimit)} characters.`, 'text-too-long');
  }
  return trimmed;
}

function refusedText(message: string, rule: string): ChatError {
  return new ChatError('invalid', message, { fields: { text: [message] }, details: { rule } });
}

export function subscribeFrame(stay: StayId): string {
  return JSON.stringify({ command: 'subscribe_to_conversation', stay_id: Number(stay) });
}
