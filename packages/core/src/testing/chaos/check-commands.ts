import type { OutboxEntry } from '../../adapter/outbox-entry';
import type { ConversationId, LocalId, MessageId } from '../../model/ids';
import type { Message } from '../../model/message';
import type { Issued } from './ledger';
import type { Page } from './page';
import type { World } from './world';

/** Commands that were lost, doubled, vanished or came in the wrong order; empty when all is well. */
export function checkCommands(world: World): readonly string[] {
  return [
    ...world.ledger.issued.flatMap((command) => checkFate(world, command)),
    ...checkOrder(world),
    ...checkLastWords(world),
    ...checkOutboxes(world),
  ];
}

function tell({ kind, localId, page, text, emoji, target }: Issued): string {
  return `${page}: ${kind} ${localId} «${text}${emoji}»${target === null ? '' : ` on ${target}`}`;
}

/** Applied, shown as failed, taken back by its person – or lost with the page before it was on disk. */
function checkFate(world: World, command: Issued): readonly string[] {
  const { ledger } = world;
  const { localId } = command;
  const shownAsFailed = isShownAsFailed(world, localId);
  if (command.kind === 'send-message') {
    const count = ledger.messagesOf(localId).length;
    if (count > 1) return [`doubled ${String(count)} times: ${tell(command)}`];
    if (count === 1) return [];
    const excused = shownAsFailed || ledger.wasDiscarded(localId) || ledger.mayBeLost(localId);
    return excused || isDeleted(world, command) ? [] : [`lost: ${tell(command)}`];
  }
  if (
    ledger.wasExecuted(localId) ||
    shownAsFailed ||
    ledger.wasDiscarded(localId) ||
    ledger.mayBeLost(localId)
  ) {
    return [];
  }
  return isTakenBack(world, command) ? [] : [`vanished: ${tell(command)}`];
}

function isShownAsFailed(world: World, localId: LocalId): boolean {
  return world.pages().some((page) => {
    const entry = page.client.getState().outbox.entries.get(localId)?.entry;
    return entry !== undefined && (entry.phase.name === 'failed' || waitsForFailed(page, entry));
  });
}

/** About a message that failed and is shown so: retrying or discarding that one decides about this one too. */
function waitsForFailed(page: Page, { dependsOn }: OutboxEntry): boolean {
  const first = dependsOn === null ? undefined : page.client.getState().outbox.entries.get(dependsOn)?.entry;
  return first !== undefined && (first.phase.name === 'failed' || waitsForFailed(page, first));
}

/** It never left, because its own author deleted it. */
function isDeleted({ ledger }: World, send: Issued): boolean {
  return ledger.issued.some((other) => other.kind === 'delete-message' && other.target === send.localId);
}

/** Another command of the same browser says more, or undoes it; or what it was about never came to be. */
function isTakenBack(world: World, command: Issued): boolean {
  const { ledger } = world;
  const index = ledger.issued.indexOf(command);
  const target = command.target === null ? null : ledger.resolve(command.target);
  if (command.target !== null && (target === null || ledger.wasDiscarded(command.target as LocalId)))
    return true;
  const others = ledger.issued.filter(
    (other) =>
      other !== command &&
      other.browser === command.browser &&
      other.target !== null &&
      ledger.resolve(other.target) === target,
  );
  const later = (other: Issued): boolean => ledger.issued.indexOf(other) > index;
  switch (command.kind) {
    case 'edit-message':
      // Merged into the send that had not left, or overtaken by a newer text.
      return (
        ledger.messagesOf(command.target as LocalId).length > 0 ||
        others.some((other) => later(other) && ['edit-message', 'delete-message'].includes(other.kind))
      );
    case 'react':
    case 'unreact':
      return others.some(
        (other) =>
          other.emoji === command.emoji && other.kind === (command.kind === 'react' ? 'unreact' : 'react'),
      );
    case 'delete-message':
      // Somebody else's deletion, or an earlier one, has done it.
      return !isStanding(world, command.conversationId, target);
    default:
      return false;
  }
}

function isStanding({ server }: World, id: ConversationId, target: MessageId | null): boolean {
  return server.messages(id).some((message) => message.id === target && !message.deleted);
}

/**
 * What one page wrote in a conversation arrives in the order written; what failed and was tried again may be late, and
 * what answers it.
 */
function checkOrder({ ledger }: World): readonly string[] {
  const isLate = ({ localId, target }: Issued): boolean =>
    ledger.hasFailed(localId) || ledger.issued.some((other) => other.localId === target && isLate(other));
  const lastOf = new Map<string, { readonly id: number; readonly command: Issued }>();
  return ledger.issued.flatMap((command) => {
    const [id] = command.kind === 'send-message' ? ledger.messagesOf(command.localId) : [];
    if (id === undefined || isLate(command)) return [];
    const lane = `${command.page} ${command.conversationId}`;
    const last = lastOf.get(lane);
    lastOf.set(lane, { id: Number(id), command });
    return last !== undefined && last.id > Number(id)
      ? [`overtaken: ${tell(last.command)} by ${tell(command)}`]
      : [];
  });
}

/** The server holds each page's last word: the text it edited last, the reaction it left. */
function checkLastWords(world: World): readonly string[] {
  const { ledger, server } = world;
  const words = new Map<string, Map<string, Issued>>();
  for (const command of ledger.issued) {
    const { kind, page, target, emoji, localId } = command;
    const settled =
      !(target !== null && ledger.wasDiscarded(target as LocalId)) &&
      !ledger.mayBeLost(localId) &&
      !ledger.hasFailed(localId) &&
      !ledger.wasDiscarded(localId);
    const id =
      kind === 'send-message' ? ledger.resolve(localId) : target === null ? null : ledger.resolve(target);
    if (id === null) continue;
    const subject =
      kind === 'react' || kind === 'unreact'
        ? `${id} ${emoji}`
        : kind === 'send-message' || kind === 'edit-message'
          ? `${id} text`
          : null;
    if (subject === null) continue;
    const byPage = words.get(subject) ?? new Map<string, Issued>();
    // Whatever may not have happened makes everything possible.
    byPage.set(settled ? page : `${page} uncertain ${localId}`, command);
    words.set(subject, byPage);
  }
  const messages = new Map<MessageId, Message>(
    world.conversations.flatMap((id) => server.messages(id).map((message) => [message.id, message] as const)),
  );
  return [...words].flatMap(([subject, byPage]) => {
    const commands = [...byPage.values()];
    const [id = ''] = subject.split(' ', 1);
    const message = messages.get(id as MessageId);
    if (message === undefined || message.deleted) return [];
    const fits = commands.some((command) => isCase(world, message, command));
    return fits || [...byPage.keys()].some((page) => page.includes(' uncertain '))
      ? []
      : [
          `the last word was not heard: ${commands.map(tell).join(' / ')}, but it is «${message.text}» ${JSON.stringify(message.reactions)}`,
        ];
  });
}

function isCase(world: World, message: Message, { kind, text, emoji, browser }: Issued): boolean {
  if (kind === 'send-message' || kind === 'edit-message') return message.text === text;
  const person = world.browsers.find((one) => one.name === browser)?.person;
  const present = message.reactions.some(
    (reaction) => reaction.emoji === emoji && person !== undefined && reaction.userIds.includes(person),
  );
  return present === (kind === 'react');
}

/**
 * Nothing waits any more but what is shown as failed, on its row, with a way to retry or discard – and what is about
 * such a message and goes with it.
 */
function checkOutboxes(world: World): readonly string[] {
  return world.pages().flatMap((page) =>
    [...page.client.getState().outbox.entries.values()].flatMap(({ entry }) => {
      const { command, phase, localId } = entry;
      if (phase.name !== 'failed' && waitsForFailed(page, entry)) return [];
      if (phase.name !== 'failed')
        return [`${page.name}: still ${phase.name} at the end: ${command.kind} ${localId}`];
      if (command.kind !== 'send-message') return [];
      const row = page.rows(command.conversationId).find((one) => one.localId === localId);
      return row?.status === 'failed' ? [] : [`${page.name}: failed and not shown: ${localId}`];
    }),
  );
}
