import { useCallback, useRef, useState } from 'react';
import { useLabels } from '../../hooks/use-chat-settings';
import { useOnDemand } from '../../hooks/use-on-demand';
import { IconButton } from '../button/button';
import { Icon } from '../icons/icon';
import { Popover } from '../menu/popover';
import type { TemplatePickerProps } from './template-picker';

const loadPicker = async () => (await import('./template-picker')).TemplatePicker;

/** Opens the templates over the input, with a search. */
export function TemplateButton({ templates, onPick }: TemplatePickerProps) {
  const labels = useLabels();
  const button = useRef<HTMLButtonElement>(null);
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const { Part: Picker, failed, retry } = useOnDemand(loadPicker, anchor !== null);
  const close = useCallback(() => setAnchor(null), []);
  return (
    <>
      <IconButton
        ref={button}
        label={labels.messageInput.templates}
        icon={<Icon name="template" />}
        aria-haspopup="dialog"
        aria-expanded={anchor !== null}
        onClick={() => {
          retry();
          setAnchor((open) => (open === null ? button.current : null));
        }}
      />
      {anchor === null || (Picker === null && !failed) ? null : (
        <Popover anchor={anchor} onClose={close} align="end" label={labels.messageInput.templates}>
          {Picker === null ? (
            <span className="chat-search-note" role="alert">
              {labels.dialogs.notLoaded}
            </span>
          ) : (
            <Picker
              templates={templates}
              onPick={(template) => {
                close();
                onPick(template);
              }}
            />
          )}
        </Popover>
      )}
    </>
  );
}
