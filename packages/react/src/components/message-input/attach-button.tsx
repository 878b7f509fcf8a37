import { useRef } from 'react';
import { useLabels } from '../../hooks/use-chat-settings';
import { useReason } from '../../hooks/use-reason';
import type { InputRules } from '../../hooks/use-input-rules';
import { IconButton } from '../button/button';
import { UnavailableButton } from '../button/unavailable-button';
import { Icon } from '../icons/icon';

/** Opens the system's file dialog. */
export function AttachButton({
  rules,
  onFiles,
}: {
  readonly rules: InputRules;
  readonly onFiles: (files: readonly File[]) => void;
}) {
  const labels = useLabels().messageInput;
  const reason = useReason()(rules.attachments);
  const chooser = useRef<HTMLInputElement>(null);
  if (!rules.attachments.supported) {
    return reason === null ? null : (
      <UnavailableButton
        label={labels.attach}
        icon={<Icon name="attach" />}
        reason={`${labels.noAttachments} ${reason}`}
      />
    );
  }
  return (
    <>
      <IconButton
        label={labels.attach}
        icon={<Icon name="attach" />}
        onClick={() => chooser.current?.click()}
      />
      <input
        ref={chooser}
        className="chat-input-chooser"
        type="file"
        hidden
        multiple={rules.limits.attachmentCount !== 1}
        accept={rules.limits.attachmentExtensions?.join(',')}
        onChange={(event) => {
          onFiles([...(event.target.files ?? [])]);
          // Else choosing the same file again would tell nothing.
          event.target.value = '';
        }}
      />
    </>
  );
}
