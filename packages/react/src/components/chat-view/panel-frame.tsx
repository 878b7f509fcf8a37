import { useId, type ReactNode } from 'react';
import { useLabels } from '../../hooks/use-chat-settings';
import { IconButton } from '../button/button';
import { Icon } from '../icons/icon';
import type { IconName } from '../icons/paths';

export interface PanelFrameProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A panel of a view: its title, a way to close it, and Escape that does the same. */
export function PanelFrame({ title, onClose, children }: PanelFrameProps) {
  const labels = useLabels().common;
  const titleId = useId();
  return (
    <section
      className="chat-panel"
      aria-labelledby={titleId}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented) return;
        event.preventDefault();
        event.stopPropagation();
        onClose();
      }}
    >
      <div className="chat-panel-header">
        <h3 className="chat-panel-title" id={titleId}>
          {title}
        </h3>
        <IconButton label={labels.close} icon={<Icon name="close" />} onClick={onClose} />
      </div>
      {children}
    </section>
  );
}

/** Where there is nothing to show: why, or what to do. */
export function EmptyPanel({
  icon,
  role,
  children,
}: {
  readonly icon: IconName;
  readonly role?: 'status' | undefined;
  readonly children: ReactNode;
}) {
  return (
    <div className="chat-panel-note chat-panel-empty" role={role}>
      <Icon name={icon} size={28} />
      {children}
    </div>
  );
}
