import { ChatError } from '../../errors';

/** Digits as the backend wants them in bodies and frames: a text would be refused or lost in silence. */
export function toNumber(id: string): number {
  if (!/^\d{1,15}$/.test(id)) {
    throw new ChatError('invalid', `"${id}" is no id of this backend.`, { outcome: 'not-sent' });
  }
  return Number(id);
}
