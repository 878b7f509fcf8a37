import type { ConversationId, Support } from '@chat/core';
import { useCallback, useRef, useState } from 'react';
import { useLabels } from '../../hooks/use-chat-settings';
import { useListAbilities } from '../../hooks/use-list-abilities';
import { useReason } from '../../hooks/use-reason';
import { IconButton } from '../button/button';
import { BlockedPeopleOnDemand, NewGroupOnDemand } from '../dialogs/on-demand';
import { Icon } from '../icons/icon';
import { Menu, type MenuItem } from '../menu/menu';
import { useNotificationItems } from './use-notification-items';

/** What is not about a single conversation: a new group, blocked people, notifications. */
export function ListMenu({ onOpened }: { readonly onOpened: (id: ConversationId) => void }) {
  const labels = useLabels();
  const abilities = useListAbilities();
  const word = useReason();
  const button = useRef<HTMLButtonElement>(null);
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const [dialog, setDialog] = useState<'group' | 'blocked' | null>(null);
  const close = useCallback(() => setAnchor(null), []);
  const items: MenuItem[] = [];
  const offer = (item: MenuItem, given: Support) => {
    const reason = word(given);
    if (given.supported) items.push(item);
    // Where the backend knows no such thing, nobody looks for it here.
    else if (reason !== null && given.reason !== 'backend') items.push({ ...item, unavailable: reason });
  };
  offer(
    { id: 'group', label: labels.dialogs.newGroup, icon: 'group', onSelect: () => setDialog('group') },
    abilities.group,
  );
  offer(
    { id: 'blocked', label: labels.dialogs.blocked, icon: 'block', onSelect: () => setDialog('blocked') },
    abilities.blocks,
  );
  items.push(...useNotificationItems());
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
