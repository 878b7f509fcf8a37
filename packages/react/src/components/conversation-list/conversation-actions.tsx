import type { ConversationId } from '@chat/core';
import { useCallback, useRef, useState } from 'react';
import { useLabels } from '../../hooks/use-chat-settings';
import { useConversation } from '../../hooks/use-conversation';
import { IconButton } from '../button/button';
import { GroupSettingsOnDemand } from '../dialogs/on-demand';
import { Icon } from '../icons/icon';
import { Menu, type MenuItem } from '../menu/menu';
import { ConversationQuestion } from './conversation-question';
import { useConversationMenu } from './use-conversation-menu';

export interface ConversationActionsProps {
  readonly conversationId: ConversationId;
  /** Shows what was sent in it besides words; offered only with this. */
  readonly onMedia?: (() => void) | undefined;
}

/** A button with everything one can do with a conversation, for its header. */
export function ConversationActions({ conversationId, onMedia }: ConversationActionsProps) {
  const labels = useLabels();
  const view = useConversation(conversationId);
  const menu = useConversationMenu();
  const button = useRef<HTMLButtonElement>(null);
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const [settings, setSettings] = useState(false);
  const close = useCallback(() => setAnchor(null), []);
  if (view === undefined) return null;

  const isGroup = view.conversation.kind === 'group';
  const items: readonly MenuItem[] = [
    ...(isGroup
      ? [
          {
            id: 'settings',
            label: labels.dialogs.groupSettings,
            icon: 'settings' as const,
            onSelect: () => setSettings(true),
          },
        ]
      : []),
    ...(onMedia === undefined
      ? []
      : [{ id: 'media', label: labels.media.title, icon: 'image' as const, onSelect: onMedia }]),
    // Reading it here marks it read anyway.
    ...menu.itemsFor(conversationId).filter(({ id }) => id !== 'mark-read'),
  ];
  if (items.length === 0) return null;
  return (
    <>
      <IconButton
        ref={button}
        label={labels.conversationList.menu(view.title)}
        icon={<Icon name="more" />}
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        onClick={() => setAnchor((open) => (open === null ? button.current : null))}
      />
      {anchor === null ? null : (
        <Menu
          label={labels.conversationList.menu(view.title)}
          items={items}
          anchor={anchor}
          align="end"
          onClose={close}
        />
      )}
      <ConversationQuestion menu={menu} />
      {isGroup ? (
        <GroupSettingsOnDemand conversationId={conversationId} open={settings} onOpenChange={setSettings} />
      ) : null}
    </>
  );
}
