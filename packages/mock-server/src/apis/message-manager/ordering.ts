import type { GuestConversation } from '../../world/guests/types';

const fields: Record<string, (conversation: GuestConversation) => number | string | null> = {
  id: ({ number }) => number,
  stay_id: ({ stay }) => stay?.id ?? null,
  status: ({ status }) => status,
  updated_at: ({ updatedAt }) => updatedAt,
  stay__guest__full_name: ({ stay }) => stay?.guestName ?? null,
  stay__room__room_number: ({ stay }) => stay?.roomNumber ?? null,
  department__name: ({ department }) => department?.name ?? null,
};

// Nothing comes first, as in the database.
function compare(left: number | string | null, right: number | string | null): number {
  if (left === right) return 0;
  if (left === null || right === null) return left === null ? -1 : 1;
  return left < right ? -1 : 1;
}

/** Sorts by the given field, `-` for descending; what is no field is ignored. */
export function ordered(
  conversations: readonly GuestConversation[],
  ordering: string | undefined,
): readonly GuestConversation[] {
  const isDescending = ordering?.startsWith('-') === true;
  const name = isDescending ? ordering.slice(1) : (ordering ?? '');
  const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
  if (field === undefined) return conversations;
  const sorted = [...conversations].sort((left, right) => compare(field(left), field(right)));
  return isDescending ? sorted.reverse() : sorted;
}
