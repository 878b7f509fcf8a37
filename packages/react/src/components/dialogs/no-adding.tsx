import { useChatState } from '../../hooks/use-chat-state';
import { useLabels } from '../../hooks/use-chat-settings';
import { useReason } from '../../hooks/use-reason';
import { UnavailableButton } from '../button/unavailable-button';
import { Icon } from '../icons/icon';

/** Where members would be added: why that is not possible, for oneself or for anybody. */
export function NoAdding() {
  const { dialogs } = useLabels();
  const adding = useChatState((state) => state.capabilities.actions['add-members']);
  const reason = useReason()(adding.supported ? { supported: false, reason: 'role' } : adding);
  if (reason === null) return null;
  return (
    <UnavailableButton
      size="small"
      label={dialogs.addMembers}
      icon={<Icon name="add" size={18} />}
      reason={reason}
    />
  );
}
