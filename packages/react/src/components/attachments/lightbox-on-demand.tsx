import { useLabels } from '../../hooks/use-chat-settings';
import { useOnDemand } from '../../hooks/use-on-demand';
import { Button } from '../button/button';
import { FloatingNote } from '../dialogs/floating-note';
import type { LightboxProps } from './lightbox';

const load = async () => (await import('./lightbox')).Lightbox;

/** The lightbox, whose code comes with the first picture opened. */
export function LightboxOnDemand(props: LightboxProps) {
  const labels = useLabels();
  const { Part, failed, retry } = useOnDemand(load, true);
  if (Part !== null) return <Part {...props} />;
  if (!failed) return null;
  return (
    <FloatingNote>
      <span className="chat-part">{labels.dialogs.notLoaded}</span>
      <Button onClick={retry}>{labels.common.retry}</Button>
      <Button variant="plain" onClick={props.onClose}>
        {labels.common.close}
      </Button>
    </FloatingNote>
  );
}
