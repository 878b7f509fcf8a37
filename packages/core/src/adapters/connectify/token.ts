import { userId, type UserId } from '../../model/ids';
import { tokenUserId } from '../../transport/jwt';

/** Whose token it is, where it is one that says so. */
export function userIdOfToken(token: string): UserId | null {
  const id = tokenUserId(token);
  return id === null ? null : userId(id);
}
