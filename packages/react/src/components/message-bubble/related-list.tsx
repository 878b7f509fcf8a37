import type { RelatedEntity } from '@chat/core';
import { useComponents, useLabels } from '../../hooks/use-chat-settings';
import { useRelatedWords } from '../../hooks/use-related-words';

/** What a message is about, in the host's own business. */
export function RelatedList({ related }: { readonly related: readonly RelatedEntity[] }) {
  const labels = useLabels().message;
  const { Related: Entity = DefaultEntity } = useComponents();
  return (
    <ul className="chat-related" aria-label={labels.about}>
      {related.map((entity) => (
        <li key={`${entity.type} ${entity.id}`} className="chat-related-item">
          <Entity entity={entity} />
        </li>
      ))}
    </ul>
  );
}

function DefaultEntity({ entity }: { readonly entity: RelatedEntity }) {
  const words = useRelatedWords();
  return <bdi className="chat-related-name">{words.name(entity)}</bdi>;
}
