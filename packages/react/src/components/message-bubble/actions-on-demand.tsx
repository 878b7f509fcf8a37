import type { ComponentType } from 'react';
import { useLabels } from '../../hooks/use-chat-settings';
import { useOnDemand } from '../../hooks/use-on-demand';
import { IconButton } from '../button/button';
import { Icon } from '../icons/icon';
import type { MessageActionsProps } from './message-actions';

/** The bar beside a bubble; in its place, when its code could not be fetched, a button that tries again. */
export function actionsOnDemand(load: () => Promise<ComponentType<MessageActionsProps>>) {
  return function ActionsOnDemand(props: MessageActionsProps) {
    const labels = useLabels();
    const { Part, failed, retry } = useOnDemand(load, true);
    if (Part !== null) return <Part {...props} />;
    if (!failed) return null;
    return (
      <div className="chat-actions" role="toolbar" aria-label={labels.message.actions}>
        <IconButton
          size="small"
          label={`${labels.dialogs.notLoaded} ${labels.common.retry}`}
          icon={<Icon name="retry" size={18} />}
          onClick={retry}
        />
      </div>
    );
  };
}

const load = async () => (await import('./message-actions')).MessageActions;

export const ActionsOnDemand = actionsOnDemand(load);

/** Fetches the bar once there are messages, before one of them has attention. */
export function useActionsAhead(): void {
  useOnDemand(load, true);
}
