import type { ComponentType } from 'react';
import { useLabels } from '../../hooks/use-chat-settings';
import { useOnDemand } from '../../hooks/use-on-demand';
import { Button } from '../button/button';
import { FloatingNote } from './floating-note';

interface Openable {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}

/** A dialog whose code is fetched when it first opens; says so when that fails. */
export function dialogOnDemand<Props extends Openable>(load: () => Promise<ComponentType<Props>>) {
  return function DialogOnDemand(props: Props) {
    const labels = useLabels();
    const { Part, failed, retry } = useOnDemand(load, props.open);
    if (Part !== null) return <Part {...props} />;
    if (!failed || !props.open) return null;
    return (
      <FloatingNote>
        <span className="chat-part">{labels.dialogs.notLoaded}</span>
        <Button onClick={retry}>{labels.common.retry}</Button>
        <Button
          variant="plain"
          onClick={() => {
            retry();
            props.onOpenChange(false);
          }}
        >
          {labels.common.close}
        </Button>
      </FloatingNote>
    );
  };
}
