import type { ConversationId } from '../../model/ids';
import type { Message } from '../../model/message';
import type { MessageView } from '../../store/view';
import type { Page } from './page';
import type { World } from './world';

/** Where what people see is not what the server has; empty when all is well. */
export function checkViews(world: World): readonly string[] {
  return world.browsers.flatMap((browser) =>
    browser.pages.flatMap((page) =>
      page === null ? [] : world.conversations.flatMap((id) => checkConversation(world, page, id)),
    ),
  );
}

function checkConversation(world: World, page: Page, id: ConversationId): readonly string[] {
  const { server } = world;
  const browser = world.browsers.find(({ pages }) => pages.includes(page));
  const known = page.client.getState().conversations.get(id);
  if (browser === undefined) return [];
  const { person } = browser;
  const truth = server.internals.conversation(person, id);
  if (!truth.participants.includes(person)) return [];
  if (known === undefined) return [`${page.name} does not know ${id}`];
  const complaints: string[] = [];
  const complain = (what: string): void => void complaints.push(`${page.name} in ${id}: ${what}`);

  const shown = page
    .rows(id)
    .filter((row) => row.id !== null)
    .map(describeRow);
  const expected = server.messages(id).map(describeMessage);
  if (shown.join('\n') !== expected.join('\n')) {
    const missing = expected.filter((line) => !shown.includes(line));
    const wrong = shown.filter((line) => !expected.includes(line));
    complain(
      missing.length + wrong.length === 0
        ? `in another order: ${shown.join(' | ')} instead of ${expected.join(' | ')}`
        : `missing [${missing.join(' | ')}], wrong [${wrong.join(' | ')}]`,
    );
  }
  const view = page.timeline(id);
  for (let index = 0; index < view.length; index += 1) {
    if (view.gapBefore(index) !== null) complain(`a gap is left before row ${String(index)}`);
  }
  // An empty one is being looked at again, perhaps just now.
  if (!view.reachedStart && view.length > 0) complain('the beginning was not reached');
  if (!view.reachedEnd) complain('the end was not reached');
  if (known.unreadCount !== truth.unreadCount && !browser.refusedReads.has(id)) {
    complain(`${String(known.unreadCount)} unread instead of ${String(truth.unreadCount)}`);
  }
  const last = [known.lastMessage?.id, known.lastMessage?.text].join(' ');
  const lastTruth = [truth.lastMessage?.id, truth.lastMessage?.text].join(' ');
  if (last !== lastTruth) complain(`the list shows «${last}» last instead of «${lastTruth}»`);
  return complaints;
}

type Described = Pick<Message, 'text' | 'edited' | 'deleted' | 'authorId' | 'replyTo' | 'pinned'> & {
  readonly id: string | null;
  readonly reactions: readonly {
    readonly emoji: string;
    readonly count: number;
    readonly userIds: readonly string[];
  }[];
  readonly attachments: readonly { readonly name: string }[];
};

const describeMessage = (message: Message): string => describe(message);
const describeRow = (row: MessageView): string => describe(row);

function describe({
  id,
  authorId,
  text,
  edited,
  deleted,
  replyTo,
  reactions,
  attachments,
}: Described): string {
  const reacted = reactions
    .map(({ emoji, count, userIds }) => `${emoji}${String(count)}:${[...userIds].sort().join('+')}`)
    .sort();
  return [
    `#${String(id)}`,
    authorId,
    deleted ? '(deleted)' : `«${text}»`,
    ...(edited ? ['edited'] : []),
    ...(replyTo === null ? [] : [`re ${replyTo.messageId}`]),
    ...(deleted ? [] : attachments.map(({ name }) => `file ${name}`)),
    ...reacted,
  ].join(' ');
}
