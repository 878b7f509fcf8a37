import type { RelatedEntity } from '@chat/core';
import { useMemo } from 'react';
import { useLabels } from './use-chat-settings';

export interface RelatedWords {
  /** `Deal` */
  type(type: string): string;
  /** `Deal · Northwind renewal`, or with its number where it has no name. */
  name(entity: RelatedEntity): string;
}

/** Words what messages are about. */
export function useRelatedWords(): RelatedWords {
  const labels = useLabels().related;
  return useMemo(() => {
    const type = (kind: string) => labels.types[kind] ?? kind;
    return {
      type,
      name: (entity) => labels.name(type(entity.type), entity.label ?? labels.number(entity.id)),
    };
  }, [labels]);
}
