import type { Command } from '../adapter/command';
import type { OutboxEntry } from '../adapter/outbox-entry';
import type { LocalId, MessageId } from '../model/ids';
import { isLocalId } from './local-id';

/** What giving a command does to the queue. */
export type OutboxPlan =
  | { readonly name: 'add'; readonly dependsOn: LocalId | null }
  /** It changes a send that never left: the queued text is replaced. */
  | { readonly name: 'merge'; readonly entry: OutboxEntry }
  /** It undoes commands that never left. */
  | { readonly name: 'cancel'; readonly localIds: readonly LocalId[] }
  /** It takes the place of one that says less; `command` says what both said. */
  | { readonly name: 'replace'; readonly localId: LocalId; readonly command: Command };

/**
 * Decides by what is queued in the same conversation, in the order given; pure. `isPresent`: whether the reaction it is
 * about is known to be on the message.
 */
export function planCommand(
  command: Command,
  queued: readonly OutboxEntry[],
  isPresent: boolean,
): OutboxPlan {
  const target = targetOf(command);
  const send = target === null ? undefined : queued.find((entry) => isSendOf(entry, target));
  switch (command.kind) {
    case 'edit-message': {
      if (send !== undefined && neverLeft(send) && send.command.kind === 'send-message') {
        return { name: 'merge', entry: { ...send, command: { ...send.command, text: command.text } } };
      }
      const earlier = queued.findLast(
        (entry) => isSame(entry, command, 'edit-message') && entry.attempts === 0,
      );
      if (earlier !== undefined) return { name: 'replace', localId: earlier.localId, command };
      break;
    }
    case 'delete-message':
      if (send !== undefined && neverLeft(send)) {
        // Replies are messages of their own: they stay.
        const dependents = queued.filter(
          (entry) => entry.command.kind !== 'send-message' && targetOf(entry.command) === target,
        );
        return { name: 'cancel', localIds: [send.localId, ...dependents.map((entry) => entry.localId)] };
      }
      break;
    case 'react':
    case 'unreact': {
      const opposite = command.kind === 'react' ? 'unreact' : 'react';
      const undone = queued.findLast(
        (entry) =>
          isSame(entry, command, opposite) &&
          entry.attempts === 0 &&
          'emoji' in entry.command &&
          entry.command.emoji === command.emoji,
      );
      if (undone === undefined) break;
      return isPresent === (command.kind === 'react')
        ? { name: 'cancel', localIds: [undone.localId] }
        : { name: 'replace', localId: undone.localId, command };
    }
    case 'mark-read': {
      const earlier = queued.find((entry) => entry.command.kind === 'mark-read' && entry.attempts === 0);
      if (earlier?.command.kind !== 'mark-read') break;
      // Some backends go by the ids: those of the earlier one were never told.
      const messageIds = [...new Set([...earlier.command.messageIds, ...command.messageIds])];
      return { name: 'replace', localId: earlier.localId, command: { ...command, messageIds } };
    }
    default:
      break;
  }
  return { name: 'add', dependsOn: send?.localId ?? null };
}

/** The message a command is about: for a send, the one it answers. */
export function targetOf(command: Command): MessageId | null {
  if ('messageId' in command) return command.messageId;
  return command.kind === 'send-message' ? command.replyTo : null;
}

/** The unsent message a command is about: it waits for that one's id. */
export function waitsFor({ dependsOn, command }: OutboxEntry): LocalId | null {
  const target = targetOf(command);
  return dependsOn ?? (target !== null && isLocalId(target) ? target : null);
}

/** What is sent one after the other. Reads do not wait behind a message that cannot leave. */
export function laneOf({ conversationId, kind }: Command): string {
  return `${conversationId} ${kind === 'mark-read' ? 'reads' : 'content'}`;
}

/** The same command about the message as the server names it. */
export function retargeted(command: Command, id: MessageId): Command {
  if (command.kind === 'send-message') return { ...command, replyTo: id };
  return 'messageId' in command ? { ...command, messageId: id } : command;
}

/** Nothing of it can be on the server: it was never tried, or refused. */
function neverLeft(entry: OutboxEntry): boolean {
  return entry.phase.name === 'failed' || (entry.phase.name === 'queued' && entry.attempts === 0);
}

function isSendOf(entry: OutboxEntry, target: MessageId): boolean {
  return entry.command.kind === 'send-message' && (entry.localId as string) === target;
}

function isSame(entry: OutboxEntry, command: Command, kind: Command['kind']): boolean {
  return entry.command.kind === kind && targetOf(entry.command) === targetOf(command);
}
