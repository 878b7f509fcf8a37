import type { ChatError, UnsupportedReason } from '@chat/core';
import { useFormats, useLabels } from '../../hooks/use-chat-settings';
import type { InputRules } from '../../hooks/use-input-rules';
import { IconButton } from '../button/button';
import { Icon } from '../icons/icon';
import type { FileProblem } from './check-files';

/** Why sending did not work: an error of the client, or a rule of the backend. */
export type SendProblem =
  | { readonly name: 'error'; readonly error: ChatError }
  | { readonly name: 'not-with-reply' | 'empty-edit' | 'needs-text' }
  /** The message can no longer be edited. */
  | { readonly name: 'unavailable'; readonly reason: Exclude<UnsupportedReason, 'hidden'> };

export interface InputNotesProps {
  readonly problem: SendProblem | null;
  readonly files: readonly FileProblem[];
  readonly refused: boolean;
  readonly rules: InputRules;
  readonly onDismiss: () => void;
}

/** What stands in the way, with the reason, until it is dismissed or solved. */
export function InputNotes({ problem, files, refused, rules, onDismiss }: InputNotesProps) {
  const labels = useLabels();
  const tell = useFileProblem(rules);
  const notes = [
    ...(refused ? [labels.messageInput.noAttachments] : []),
    ...new Set(files.map(tell)),
    ...(problem === null ? [] : [wordProblem(problem, labels)]),
  ];
  if (notes.length === 0) return null;
  return (
    <div className="chat-input-notes" role="alert">
      <Icon name="warning" size={18} />
      <span className="chat-input-notes-words">
        {notes.map((note) => (
          <span className="chat-part" key={note}>
            {note}
          </span>
        ))}
      </span>
      <IconButton
        size="small"
        label={labels.messageInput.dismiss}
        icon={<Icon name="close" size={18} />}
        onClick={onDismiss}
      />
    </div>
  );
}

function useFileProblem({ limits }: InputRules): (problem: FileProblem) => string {
  const labels = useLabels().messageInput;
  const formats = useFormats();
  return ({ kind, name }) => {
    switch (kind) {
      case 'empty':
        return labels.emptyFile(name);
      case 'too-large':
        return labels.tooLarge(name, formats.fileSize(limits.attachmentBytes ?? 0));
      case 'wrong-type':
        return labels.wrongType(name, (limits.attachmentExtensions ?? []).join(' '));
      case 'too-many':
        return labels.tooMany(limits.attachmentCount ?? 0);
    }
  };
}

function wordProblem(problem: SendProblem, labels: ReturnType<typeof useLabels>): string {
  switch (problem.name) {
    case 'not-with-reply':
      return labels.messageInput.notWithReply;
    case 'empty-edit':
      return labels.messageInput.emptyEdit;
    case 'needs-text':
      return labels.messageInput.needsText;
    case 'unavailable':
      return labels.unavailable[problem.reason];
    case 'error':
      return [labels.messageInput.failed, labels.error[problem.error.code]].join(' ');
  }
}
