import type { ConversationId } from '@chat/core';
import { useCallback, useRef, useState } from 'react';
import { useLabels } from '../../hooks/use-chat-settings';
import { useListAbilities } from '../../hooks/use-list-abilities';
import { IconButton } from '../button/button';
import { BlockedPeopleOnDemand, NewGroupOnDemand } from '../dialogs/on-demand';
import { Icon } from '../icons/icon';
import { Menu, type MenuItem } from '../menu/menu';

/** What is not about a single conversation: a new group, blocked people. */
export function ListMenu({ onOpened }: { readonly onOpened: (id: ConversationId) => void }) {
  const labels = useLabels();
  const abilities = useListAbilities();
  const button = useRef<HTMLButtonElement>(null);
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const [dialog, setDialog] = useState<'group' | 'blocked' | null>(null);
  const close = useCallback(() => setAnchor(null), []);
  const items: readonly MenuItem[] = [
    ...(abilities.group
      ? [
          {
            id: 'group',
            label: labels.dialogs.newGroup,
            icon: 'group' as const,
            onSelect: () => setDialog('group'),
          },
        ]
      : []),
    ...(abilities.blocks
      ? [
          {
            id: 'blocked',
            label: labels.dialogs.blocked,
            icon: 'block' as const,
            onSelect: () => setDialog('blocked'),
          },
        ]
      : []),
  ];
  if (items.length === 0) return null;
  const change = (open: boolean) => {
    if (!open) setDialog(null);
  };
  return (
    <>
      <IconButton
        ref={button}
        label={labels.common.more}
        icon={<Icon name="more" />}
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        onClick={() => setAnchor((open) => (open === null ? button.current : null))}
      />
      {anchor === null ? null : (
        <Menu label={labels.common.more} items={items} anchor={anchor} align="end" onClose={close} />
      )}
      <NewGroupOnDemand open={dialog === 'group'} onOpenChange={change} onCreated={onOpened} />
      <BlockedPeopleOnDemand open={dialog === 'blocked'} onOpenChange={change} />
    </>
  );
}
