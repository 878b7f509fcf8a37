import { useLabels } from '../../hooks/use-chat-settings';
import type { InputRules } from '../../hooks/use-input-rules';
import { IconButton } from '../button/button';
import { UnavailableButton } from '../button/unavailable-button';
import { Icon } from '../icons/icon';
import { acceptedFormats } from './recording-format';

export interface VoiceButtonProps {
  readonly rules: Pick<InputRules, 'attachments' | 'limits'>;
  readonly onRecord: () => void;
}

/** Begins a voice message. Where no file at all can be sent the button for files says so, and this one is not there. */
export function VoiceButton({ rules, onRecord }: VoiceButtonProps) {
  const labels = useLabels().voice;
  if (!rules.attachments.supported) return null;
  const icon = <Icon name="microphone" />;
  if (acceptedFormats(rules.limits).length === 0)
    return <UnavailableButton label={labels.record} icon={icon} reason={labels.noSound} />;
  return <IconButton label={labels.record} icon={icon} onClick={onRecord} />;
}
