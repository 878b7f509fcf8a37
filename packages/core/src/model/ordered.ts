import { compareIds } from './ids';
import type { Ordered } from './message';

/** The server's order inside one conversation; ties fall to the id. */
export function compareOrdered(left: Ordered, right: Ordered): number {
  return left.order - right.order || compareIds(left.id, right.id);
}
