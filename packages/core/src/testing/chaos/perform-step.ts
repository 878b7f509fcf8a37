import type { CommandKind } from '../../adapter/command';
import type { ConversationId, LocalId, MessageId } from '../../model/ids';
import type { MessageView } from '../../store/view';
import { performAtServer } from './perform-at-server';
import { performTurn } from './perform-turn';
import type { Page } from './page';
import type { Step } from './scenario';
import type { World } from './world';

const emojis = ['👍', '🎉'] as const;

/** Makes one step happen; one that means nothing just now does nothing. */
export async function performStep(world: World, step: Step): Promise<void> {
  await perform(world, step);
  await world.clock.advance(step.thenMs);
}

async function perform(world: World, step: Step): Promise<void> {
  if (!('page' in step)) return performAtServer(world, step);
  const places = world.places();
  const chosen = places[step.page % places.length];
  if (chosen === undefined) return;
  const { browser, place } = chosen;
  const page = browser.pages[place] ?? null;
  switch (step.name) {
    case 'send':
    case 'reply':
    case 'edit':
    case 'delete':
    case 'react':
    case 'unreact':
    case 'mark-read':
    case 'open':
    case 'close-conversation':
    case 'load-older':
    case 'fill-gap':
    case 'type':
    case 'retry':
    case 'discard':
      // Nobody can click in a page that is closed, frozen, hidden or still starting.
      if (page === null || page.tab.state !== 'running' || !page.isSignedIn || !page.tab.visible()) return;
      return act(world, browser.name, page, step);
    default:
      return performTurn(world, browser, place, step);
  }
}

type Deed = Extract<Step, { readonly conversation: number } | { readonly entry: number }>;

function act(world: World, browser: string, page: Page, step: Deed): void {
  const { client } = page;
  const { ledger } = world;
  if ('entry' in step) {
    const all = [...client.getState().outbox.entries.values()];
    // Nobody sees that something was read but not told yet.
    const items = all.filter((item) => item.entry.command.kind !== 'mark-read');
    const failed = items.filter((item) => item.entry.phase.name === 'failed');
    const candidates = step.name === 'retry' ? failed : [...failed, ...failed, ...items];
    const { entry } = candidates[step.entry % Math.max(1, candidates.length)] ?? {};
    if (entry === undefined) return;
    if (step.name === 'retry') client.retry(entry.localId);
    else {
      ledger.onDiscarded(entry.localId);
      client.discard(entry.localId);
    }
    return;
  }

  // People write where they look, and what is on screen is open.
  const known = client.getState().conversationOrder;
  const id = known[step.conversation % Math.max(1, known.length)];
  if (id === undefined) return;
  if ('row' in step || step.name === 'send') return command(world, browser, page, id, step);
  switch (step.name) {
    case 'open':
      return open(page, id);
    case 'close-conversation':
      page.opened.get(id)?.();
      return void page.opened.delete(id);
    case 'type':
      return client.setTyping(id, true);
    case 'mark-read':
      return page.opened.has(id) ? client.markRead(id) : undefined;
    case 'load-older':
      return ignore(client.loadOlder(id));
    case 'fill-gap': {
      const view = page.timeline(id);
      for (let index = view.length - 1; index > 0; index -= 1) {
        const gap = view.gapBefore(index);
        if (gap !== null) return ignore(client.fillGap(id, gap));
      }
    }
  }
}

export function open(page: Page, id: ConversationId): void {
  if (!page.opened.has(id)) page.opened.set(id, page.client.openConversation(id));
}

/** The person sees it fail. */
function ignore(work: Promise<unknown>): void {
  work.catch(() => undefined);
}

type CommandStep = Extract<
  Step,
  { readonly name: 'send' | 'reply' | 'edit' | 'delete' | 'react' | 'unreact' }
>;

const kinds = {
  send: 'send-message',
  reply: 'send-message',
  edit: 'edit-message',
  delete: 'delete-message',
  react: 'react',
  unreact: 'unreact',
} as const satisfies Record<CommandStep['name'], CommandKind>;

function command(world: World, browser: string, page: Page, id: ConversationId, step: CommandStep): void {
  const { client } = page;
  const { ledger } = world;
  const number = ledger.issued.length + 1;
  let text = '';
  let target: MessageId | LocalId | null = null;
  let emoji = '';
  let fileNames: readonly string[] = [];
  const rowFor = (fits: (row: MessageView) => boolean): MessageView | undefined => {
    if (!('row' in step)) return undefined;
    const rows = page.rows(id).filter(fits);
    // Mostly what was said last.
    return rows[rows.length - 1 - (step.row % Math.min(8, Math.max(1, rows.length)))];
  };
  const verb = ((): (() => void) | undefined => {
    switch (step.name) {
      case 'send': {
        text = step.common ? 'ok' : `text ${String(number)}`;
        fileNames = Array.from(
          { length: step.files },
          (_, index) => `${String(number)}-${String(index)}.txt`,
        );
        const files = fileNames.map((name) => new File([name], name, { type: 'text/plain' }));
        return () => client.sendMessage(id, { text, files });
      }
      case 'reply': {
        const row = rowFor((one) => !one.deleted);
        if (row === undefined) return undefined;
        text = `reply ${String(number)}`;
        const replyTo = nameOf(row);
        target = replyTo;
        return () => client.sendMessage(id, { text, replyTo });
      }
      case 'edit':
      case 'delete': {
        const row = rowFor((one) => one.own && !one.deleted);
        if (row === undefined) return undefined;
        const name = nameOf(row);
        target = name;
        if (step.name === 'delete') {
          const hard = world.variant.hardDeletes;
          return () => client.deleteMessage(id, name, { hard });
        }
        text = `edit ${String(number)}`;
        return () => client.editMessage(id, name, text);
      }
      default: {
        const row = rowFor((one) => !one.deleted);
        if (row === undefined) return undefined;
        const name = nameOf(row);
        target = name;
        emoji = emojis[step.emoji % emojis.length] ?? emojis[0];
        return step.name === 'react'
          ? () => client.addReaction(id, name, emoji)
          : () => client.removeReaction(id, name, emoji);
      }
    }
  })();
  if (verb === undefined) return;
  const localId = page.ask(verb);
  if (localId === null) return;
  world.count({ what: kinds[step.name] === 'send-message' ? 'messages sent' : 'other commands' });
  ledger.issue({
    localId,
    kind: kinds[step.name],
    conversationId: id,
    browser,
    page: page.name,
    target,
    text,
    emoji,
    fileNames,
    at: world.clock.now(),
  });
}

/** An own message is called by its local id as often as not: both must do. */
function nameOf(row: MessageView): MessageId | LocalId {
  if (row.id === null) return row.localId as LocalId;
  return row.localId !== null && row.createdAt % 2 === 0 ? row.localId : row.id;
}
