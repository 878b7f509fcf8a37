import type { ConversationId } from '@chat/core';
import { useId, useState } from 'react';
import { useChatState } from '../../hooks/use-chat-state';
import { useLabels } from '../../hooks/use-chat-settings';
import { useDirect } from '../../hooks/use-direct';
import { useReason } from '../../hooks/use-reason';
import { Icon } from '../icons/icon';
import { ActionError } from './action-error';
import { Dialog } from './dialog';
import { DirectorySelect, useDirectoryChoice } from './directory-select';
import { NewGroupForm } from './new-group-form';
import { PeoplePicker } from './people-picker';
import { useMeHidden } from './use-me-hidden';

export interface NewConversationDialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  /** Called with the new conversation, or with the one that was there already. */
  readonly onOpened: (conversationId: ConversationId) => void;
}

/** Finds a person and opens the conversation with them, or starts a group. */
export function NewConversationDialog({ open, onOpenChange, onOpened }: NewConversationDialogProps) {
  const labels = useLabels().dialogs;
  const [group, setGroup] = useState(false);
  const change = (next: boolean) => {
    if (!next) setGroup(false);
    onOpenChange(next);
  };
  const opened = (id: ConversationId) => {
    change(false);
    onOpened(id);
  };
  return (
    <Dialog
      open={open}
      onOpenChange={change}
      title={group ? labels.newGroup : labels.newConversation}
      onBack={group ? () => setGroup(false) : undefined}
    >
      {group ? (
        <NewGroupForm onCreated={opened} />
      ) : (
        <NewDirect onOpened={opened} onGroup={() => setGroup(true)} />
      )}
    </Dialog>
  );
}

function NewDirect({
  onOpened,
  onGroup,
}: {
  readonly onOpened: (id: ConversationId) => void;
  readonly onGroup: () => void;
}) {
  const labels = useLabels().dialogs;
  const group = useChatState((state) => state.capabilities.actions['create-group']);
  const reason = useReason()(group);
  const reasonId = useId();
  const choice = useDirectoryChoice();
  const hidden = useMeHidden();
  const direct = useDirect(choice.directoryId, onOpened);

  return (
    <>
      {!group.supported && reason === null ? null : (
        <button
          type="button"
          className="chat-person chat-dialog-choice"
          {...(reason === null ? {} : { 'aria-disabled': true, 'aria-describedby': reasonId })}
          onClick={() => {
            if (reason === null) onGroup();
          }}
        >
          <span className="chat-dialog-choice-icon">
            <Icon name="group" />
          </span>
          <span className="chat-person-text">
            {labels.newGroup}
            {reason === null ? null : (
              <span className="chat-person-reason" id={reasonId} aria-hidden="true">
                {reason}
              </span>
            )}
          </span>
        </button>
      )}
      <DirectorySelect choice={choice} />
      <ActionError error={direct.state.name === 'failed' ? direct.state.error : null} />
      <PeoplePicker
        directoryId={choice.directoryId}
        onPick={direct.open}
        hidden={hidden}
        disabled={direct.state.name === 'pending'}
        autoFocus
      />
    </>
  );
}
