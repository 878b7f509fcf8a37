import { useLabels } from '../../hooks/use-chat-settings';
import { PickerButton } from './picker-button';
import type { TemplatePickerProps } from './template-picker';

const load = async () => (await import('./template-picker')).TemplatePicker;

/** Opens the templates over the input, with a search. */
export function TemplateButton({ templates, onPick }: TemplatePickerProps) {
  const labels = useLabels().messageInput;
  return (
    <PickerButton label={labels.templates} icon="template" load={load}>
      {(TemplatePicker, close) => (
        <TemplatePicker
          templates={templates}
          onPick={(template) => {
            close();
            onPick(template);
          }}
        />
      )}
    </PickerButton>
  );
}
