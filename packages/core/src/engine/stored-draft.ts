import type { MessageId } from '../model/ids';
import type { RelatedEntity } from '../model/message';
import type { Draft } from '../store/state';

/** Nothing in it is worth keeping. */
export function isEmptyDraft({ text, replyTo, subject = '', related = [] }: Draft): boolean {
  return text === '' && replyTo === null && subject === '' && related.length === 0;
}

/** What a browser kept, which an older version may have written; null when it is no draft. */
export function readStoredDraft(value: unknown): Draft | null {
  if (typeof value !== 'object' || value === null) return null;
  const { text, replyTo, subject, related } = value as Readonly<Record<string, unknown>>;
  if (typeof text !== 'string') return null;
  const entities = Array.isArray(related) ? related.filter(isRelatedEntity) : [];
  return {
    text,
    replyTo: typeof replyTo === 'string' ? (replyTo as MessageId) : null,
    ...(typeof subject === 'string' ? { subject } : {}),
    ...(entities.length === 0 ? {} : { related: entities }),
  };
}

function isRelatedEntity(value: unknown): value is RelatedEntity {
  if (typeof value !== 'object' || value === null) return false;
  const { type, id, label } = value as Readonly<Record<string, unknown>>;
  return typeof type === 'string' && typeof id === 'string' && (label === null || typeof label === 'string');
}
