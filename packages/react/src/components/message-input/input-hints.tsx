import { useLabels } from '../../hooks/use-chat-settings';
import type { InputHandle } from './use-input';

/** Under the text: what will happen when it is sent, and how much room is left. */
export function InputHints({ input }: { readonly input: InputHandle }) {
  const labels = useLabels().messageInput;
  const { rules, files, mode, text, left } = input;
  const subjectLeft = mode.name === 'edit' ? null : input.subjectLeft;
  const hasText = text.trim() !== '';
  const namesAsText = rules.attachmentNeedsText && files.files.length > 0 && !hasText && mode.name !== 'edit';
  const hints = [
    ...(rules.offline && (hasText || files.files.length > 0) ? [labels.offlineHint] : []),
    ...(namesAsText ? [labels.textHint] : []),
  ];
  if (hints.length === 0 && left === null && subjectLeft === null) return null;
  return (
    <div className="chat-input-hints">
      <span className="chat-part" role="status">
        {hints.join(' · ')}
      </span>
      {subjectLeft === null ? null : (
        <span className="chat-input-left" data-over={subjectLeft < 0}>
          {labels.subjectLeft(subjectLeft)}
        </span>
      )}
      {left === null ? null : (
        <span className="chat-input-left" data-over={left < 0}>
          {labels.left(left)}
        </span>
      )}
    </div>
  );
}
