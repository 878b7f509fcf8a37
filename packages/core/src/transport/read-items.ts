import type * as z from 'zod/mini';
import { ChatError } from '../errors';

export type Report = (error: ChatError) => void;

/** Reads a list item by item: what is malformed is dropped and reported, never the list. */
export function readItems<Schema extends z.ZodMiniType>(
  schema: Schema,
  items: readonly unknown[],
  report: Report,
): z.output<Schema>[] {
  const good: z.output<Schema>[] = [];
  for (const item of items) {
    const result = schema.safeParse(item);
    if (result.success) good.push(result.data);
    else report(malformed(result.error));
  }
  return good;
}

function malformed(error: {
  readonly issues: readonly { readonly path: readonly PropertyKey[] }[];
}): ChatError {
  // Names of fields only: values are somebody's words.
  const fields = error.issues.map(({ path }) => path.map(String).join('.') || '(the item)');
  return new ChatError('protocol', `A malformed item was left out: ${fields.join(', ')}.`);
}
