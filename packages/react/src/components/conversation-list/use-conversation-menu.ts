import type { Action, ConversationId, Support } from '@chat/core';
import { useState } from 'react';
import { useAction, type ActionHandle } from '../../hooks/use-action';
import { useChatClient } from '../../hooks/use-chat-client';
import { useConversationReader } from '../../hooks/use-conversation-reader';
import { useLabels } from '../../hooks/use-chat-settings';
import { useReason } from '../../hooks/use-reason';
import { managesGroup } from '../../lib/manages-group';
import type { MenuItem } from '../menu/menu';

/** Something to be asked about before it is done. */
export interface Question {
  readonly title: string;
  readonly text: string;
  readonly confirmLabel: string;
  readonly action: Action;
}

export interface ConversationMenu {
  itemsFor(id: ConversationId): readonly MenuItem[];
  readonly question: Question | null;
  ask(question: Question | null): void;
  /** Of what was done without a question. */
  readonly action: ActionHandle;
}

/** What one can do with a conversation in a list; below it, what people look for and why it is not possible. */
export function useConversationMenu(): ConversationMenu {
  const client = useChatClient();
  const read = useConversationReader();
  const labels = useLabels();
  const word = useReason();
  const action = useAction();
  const [question, ask] = useState<Question | null>(null);

  const itemsFor = (id: ConversationId): readonly MenuItem[] => {
    const view = read(id);
    if (view === undefined) return [];
    const { capabilities } = client.getState();
    const { conversation, otherUserId, title } = view;
    const can = (kind: Action['kind']) => capabilities.actions[kind];
    const list = labels.conversationList;
    const perform = (what: Action) => () => action.run(() => client.perform(what));
    const items: MenuItem[] = [];
    const unavailable: MenuItem[] = [];
    /** `expected`: what every messenger has is missed by people, and its absence told. */
    const offer = (item: MenuItem, given: Support, expected: boolean) => {
      const reason = word(given);
      if (given.supported) items.push(item);
      else if (reason !== null && (expected || given.reason !== 'backend'))
        unavailable.push({ ...item, danger: false, unavailable: reason });
    };

    if (view.unreadCount > 0 && capabilities.commands['mark-read'].supported) {
      items.push({
        id: 'mark-read',
        label: list.markRead,
        icon: 'check',
        onSelect: () => client.markRead(id),
      });
    }
    offer(
      {
        id: 'mute',
        label: conversation.muted ? list.unmute : list.mute,
        icon: conversation.muted ? 'bell' : 'bellOff',
        onSelect: perform({ kind: conversation.muted ? 'unmute' : 'mute', conversationId: id }),
      },
      can(conversation.muted ? 'unmute' : 'mute'),
      true,
    );
    offer(
      {
        id: 'archive',
        label: conversation.archived ? list.unarchive : list.archive,
        icon: 'archive',
        onSelect: perform({ kind: conversation.archived ? 'unarchive' : 'archive', conversationId: id }),
      },
      can(conversation.archived ? 'unarchive' : 'archive'),
      true,
    );
    if (conversation.kind === 'guest' && view.write.name === 'open') {
      offer(
        {
          id: 'end-relay',
          label: list.endRelay,
          icon: 'leave',
          onSelect: () =>
            ask({
              title: list.endRelay,
              text: labels.dialogs.endRelayText,
              confirmLabel: list.endRelay,
              action: { kind: 'end-relay', conversationId: id },
            }),
        },
        can('end-relay'),
        false,
      );
    }
    if (otherUserId !== null) {
      offer(
        {
          id: 'block',
          label: list.block,
          icon: 'block',
          danger: true,
          onSelect: () => {
            const directoryId = view.context.find((fact) => fact.id !== undefined)?.id;
            ask({
              title: labels.dialogs.blockTitle(title),
              text: labels.dialogs.blockText,
              confirmLabel: list.block,
              action: {
                kind: 'block',
                userId: otherUserId,
                ...(directoryId === undefined ? {} : { directoryId }),
              },
            });
          },
        },
        can('block'),
        true,
      );
    }
    if (conversation.kind === 'group') {
      offer(
        {
          id: 'leave',
          label: list.leave,
          icon: 'leave',
          danger: true,
          onSelect: () =>
            ask({
              title: labels.dialogs.leave,
              text: labels.dialogs.leaveText,
              confirmLabel: list.leave,
              action: { kind: 'leave-conversation', conversationId: id },
            }),
        },
        can('leave-conversation'),
        true,
      );
    }
    if (conversation.kind !== 'group' || managesGroup(conversation, capabilities)) {
      offer(
        {
          id: 'delete',
          label: list.remove,
          icon: 'trash',
          danger: true,
          onSelect: () =>
            ask({
              title: labels.dialogs.deleteTitle,
              text: labels.dialogs.deleteText,
              confirmLabel: labels.dialogs.confirmDelete,
              action: { kind: 'delete-conversation', conversationId: id },
            }),
        },
        can('delete-conversation'),
        false,
      );
    }
    return [...items, ...unavailable];
  };

  return { itemsFor, question, ask, action };
}
