import { useState } from 'react';
import { useLabels } from '../../hooks/use-chat-settings';
import { wordMatcher } from '../../lib/match-words';
import type { MessageTemplate } from '../../lib/templates';
import { SearchList } from '../menu/search-list';

export interface TemplatePickerProps {
  readonly templates: readonly MessageTemplate[];
  readonly onPick: (template: MessageTemplate) => void;
}

/** The templates, narrowed by what is typed. */
export function TemplatePicker({ templates, onPick }: TemplatePickerProps) {
  const labels = useLabels().messageInput;
  const [text, setText] = useState('');
  const matches = wordMatcher(text);
  const found = templates.filter((template) => matches(`${template.title} ${template.text}`));
  return (
    <SearchList
      label={labels.searchTemplates}
      text={text}
      onText={setText}
      items={found.map(({ id, title, text: note }) => ({ id, title, note }))}
      onPick={(id) => {
        const template = found.find((one) => one.id === id);
        if (template !== undefined) onPick(template);
      }}
      note={found.length === 0 ? labels.noTemplates : null}
    />
  );
}
