import { useCallback, useRef, useState, type ComponentType, type ReactNode } from 'react';
import { useLabels } from '../../hooks/use-chat-settings';
import { useOnDemand } from '../../hooks/use-on-demand';
import { IconButton } from '../button/button';
import { Icon } from '../icons/icon';
import type { IconName } from '../icons/paths';
import { Popover } from '../menu/popover';

export interface PickerButtonProps<Props> {
  readonly label: string;
  readonly icon: IconName;
  /** Names what opens; default the button's own label. */
  readonly title?: string | undefined;
  readonly className?: string | undefined;
  readonly load: () => Promise<ComponentType<Props>>;
  readonly children: (Picker: ComponentType<Props>, close: () => void) => ReactNode;
}

/** Opens something to pick from over the input; its code is fetched with the first press. */
export function PickerButton<Props>({
  label,
  icon,
  title = label,
  className,
  load,
  children,
}: PickerButtonProps<Props>) {
  const labels = useLabels();
  const button = useRef<HTMLButtonElement>(null);
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const { Part: Picker, failed, retry } = useOnDemand(load, anchor !== null);
  const close = useCallback(() => setAnchor(null), []);
  return (
    <>
      <IconButton
        ref={button}
        label={label}
        icon={<Icon name={icon} />}
        aria-haspopup="dialog"
        aria-expanded={anchor !== null}
        onClick={() => {
          retry();
          setAnchor((open) => (open === null ? button.current : null));
        }}
      />
      {anchor === null || (Picker === null && !failed) ? null : (
        <Popover anchor={anchor} onClose={close} align="end" label={title} className={className}>
          {Picker === null ? (
            <span className="chat-search-note" role="alert">
              {labels.dialogs.notLoaded}
            </span>
          ) : (
            children(Picker, close)
          )}
        </Popover>
      )}
    </>
  );
}
