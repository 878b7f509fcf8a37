import { ChatError } from '../../errors';

export function unsupported(what: string): ChatError {
  return new ChatError('unsupported', `${what} is not possible with this backend.`);
}
