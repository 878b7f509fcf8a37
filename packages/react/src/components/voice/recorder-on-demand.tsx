import { useLabels } from '../../hooks/use-chat-settings';
import { useOnDemand } from '../../hooks/use-on-demand';
import { Button } from '../button/button';
import type { VoiceRecorderProps } from './voice-recorder';

const load = async () => (await import('./voice-recorder')).VoiceRecorder;

/** The recorder, whose code comes with the first voice message. */
export function RecorderOnDemand(props: VoiceRecorderProps) {
  const labels = useLabels();
  const { Part, failed, retry } = useOnDemand(load, true);
  if (Part !== null) return <Part {...props} />;
  return (
    <div className="chat-voice-recorder">
      <span className="chat-voice-words" role="status">
        {failed ? labels.dialogs.notLoaded : labels.common.loading}
      </span>
      {failed ? <Button onClick={retry}>{labels.common.retry}</Button> : null}
      <Button variant="plain" autoFocus onClick={() => props.onDone(null)}>
        {labels.common.cancel}
      </Button>
    </div>
  );
}
