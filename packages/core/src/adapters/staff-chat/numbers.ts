import { ChatError } from '../../errors';

/** An id as the server wants it; anything else would be answered with an error page. */
export function toNumber(id: string): number {
  const value = Number(id);
  if (/^\d+$/.test(id) && Number.isSafeInteger(value)) return value;
  throw new ChatError('invalid', 'This is no id of this backend.', { details: { rule: 'id' } });
}
