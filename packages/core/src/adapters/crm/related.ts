import type { HistoryPage } from '../../adapter/adapter';
import type { AdapterEnvironment } from '../../adapter/environment';
import { ChatError, toChatError } from '../../errors';
import { RecentMap } from '../../lib/recent-map';
import type { Conversation } from '../../model/conversation';
import type { Message, RelatedEntity } from '../../model/message';
import { relatedTypes, type RelatedType } from './capabilities';
import type { RelatedSource } from './options';

const namesKept = 1_000;
/** A host that is slower than this is not waited for: the numbers are shown until it was. */
const waitMs = 3_000;
/** What the host could not name is not asked for with every look. */
const askAgainAfterMs = 60_000;

interface About {
  readonly related?: readonly RelatedEntity[];
}

/** Names what messages are about, as the host tells; the backend knows numbers only. */
export interface Related {
  search(type: string, text: string, signal: AbortSignal): Promise<readonly RelatedEntity[]>;
  inMessage(message: Message, signal: AbortSignal): Promise<Message>;
  inPage(page: HistoryPage, signal: AbortSignal): Promise<HistoryPage>;
  inConversations(
    conversations: readonly Conversation[],
    signal: AbortSignal,
  ): Promise<readonly Conversation[]>;
}

export function createRelated(
  source: RelatedSource,
  { clock, report }: Pick<AdapterEnvironment, 'clock' | 'report'>,
): Related {
  const names = new RecentMap<string, string>(namesKept);
  const askedAt = new RecentMap<string, number>(namesKept);

  function remember(entities: readonly RelatedEntity[]): readonly RelatedEntity[] {
    for (const entity of entities) if (entity.label !== null) names.set(keyOf(entity), entity.label);
    return entities;
  }

  /** Asks for the names not known yet; whatever goes wrong, the numbers stay. */
  async function learn(things: readonly About[], signal: AbortSignal): Promise<void> {
    if (source.name === undefined) return;
    const unknown = new Map<string, { readonly type: RelatedType; readonly id: string }>();
    for (const entity of things.flatMap(({ related = [] }) => related)) {
      const { type, id } = entity;
      const key = keyOf(entity);
      const isRecent = clock.now() - (askedAt.get(key) ?? -Infinity) < askAgainAfterMs;
      if (isRelatedType(type) && names.get(key) === undefined && !isRecent) unknown.set(key, { type, id });
    }
    if (unknown.size === 0) return;
    for (const key of unknown.keys()) askedAt.set(key, clock.now());
    const answer = source
      .name([...unknown.values()], signal)
      .then(remember)
      .catch((error: unknown) => {
        if (!signal.aborted) report(toChatError(error));
      });
    await new Promise<void>((resolve) => {
      const timer = clock.after(waitMs, resolve);
      void answer.then(() => {
        timer.cancel();
        resolve();
      });
    });
  }

  function named<Thing extends About>(thing: Thing): Thing {
    if (thing.related === undefined) return thing;
    const related = thing.related.map((entity) => ({
      ...entity,
      label: names.get(keyOf(entity)) ?? entity.label,
    }));
    return { ...thing, related };
  }

  return {
    async search(type, text, signal) {
      if (!isRelatedType(type))
        throw new ChatError('invalid', `A message cannot be about a "${type}" here.`, {
          fields: { type: [type] },
        });
      return remember(await source.search({ type, text: text.trim() }, signal));
    },
    async inMessage(message, signal) {
      await learn([message], signal);
      return named(message);
    },
    async inPage(page, signal) {
      await learn(page.messages, signal);
      return { ...page, messages: page.messages.map(named) };
    },
    async inConversations(conversations, signal) {
      await learn(
        conversations.flatMap(({ lastMessage }) => lastMessage ?? []),
        signal,
      );
      return conversations.map((conversation) =>
        conversation.lastMessage === null
          ? conversation
          : { ...conversation, lastMessage: named(conversation.lastMessage) },
      );
    },
  };
}

const keyOf = ({ type, id }: Pick<RelatedEntity, 'type' | 'id'>): string => `${type} ${id}`;

function isRelatedType(type: string): type is RelatedType {
  return relatedTypes.some((known) => known === type);
}
