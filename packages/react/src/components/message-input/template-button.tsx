import { useCallback, useRef, useState } from 'react';
import { useLabels } from '../../hooks/use-chat-settings';
import { wordMatcher } from '../../lib/match-words';
import type { MessageTemplate } from '../../templates';
import { IconButton } from '../button/button';
import { Icon } from '../icons/icon';
import { Popover } from '../menu/popover';
import { SearchList } from '../menu/search-list';

export interface TemplateButtonProps {
  readonly templates: readonly MessageTemplate[];
  readonly onPick: (template: MessageTemplate) => void;
}

/** Opens the templates over the input, with a search. */
export function TemplateButton({ templates, onPick }: TemplateButtonProps) {
  const labels = useLabels().messageInput;
  const button = useRef<HTMLButtonElement>(null);
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const [text, setText] = useState('');
  const close = useCallback(() => {
    setAnchor(null);
    setText('');
  }, []);
  const matches = wordMatcher(text);
  const found = templates.filter((template) => matches(`${template.title} ${template.text}`));
  return (
    <>
      <IconButton
        ref={button}
        label={labels.templates}
        icon={<Icon name="template" />}
        aria-haspopup="dialog"
        aria-expanded={anchor !== null}
        onClick={() => setAnchor((open) => (open === null ? button.current : null))}
      />
      {anchor === null ? null : (
        <Popover anchor={anchor} onClose={close} align="end" label={labels.templates}>
          <SearchList
            label={labels.searchTemplates}
            text={text}
            onText={setText}
            items={found.map(({ id, title, text: note }) => ({ id, title, note }))}
            onPick={(id) => {
              const template = templates.find((one) => one.id === id);
              close();
              if (template !== undefined) onPick(template);
            }}
            note={found.length === 0 ? labels.noTemplates : null}
          />
        </Popover>
      )}
    </>
  );
}
